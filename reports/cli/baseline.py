"""``triage baseline``: accept a run, and tell what is accepted."""

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import (
    AsJson,
    EngineUnderTest,
    PolicyFile,
    Repeat,
    Rules,
    Vignettes,
    WaiversFile,
)
from reports.cli.shell import Exit, reports_errors, screen, show, show_json
from reports.cli.signature import signature_of

if TYPE_CHECKING:
    from evaluation.baselines.approval import Signature
    from evaluation.baselines.standing import Standing
    from evaluation.baselines.store import Baseline
    from evaluation.runs.record import Run

app = typer.Typer(
    help="Accept a run as the baseline of the gate, or see which one is.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

Folder = Annotated[
    str | None,
    typer.Option(
        "--baseline", metavar="DIR", help="Folder of the baseline. [env var: TRIAGE_BASELINE]"
    ),
]
EveryItem = Annotated[bool, typer.Option("--all", help="List every vignette.")]


@app.command("approve")
@reports_errors
def approve_command(
    run: Annotated[
        str | None,
        typer.Argument(
            metavar="[RUN]",
            help="Run folder that `triage evaluate --save` wrote. Without it the newest rules, or "
            "what --rules or --engine names, are evaluated now.",
            show_default=False,
        ),
    ] = None,
    *,
    approver: Annotated[str, typer.Option("--approver", metavar="NAME", help="Who accepts it.")],
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="In which role.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why.")],
    baseline: Folder = None,
    rules: Rules = None,
    engine: EngineUnderTest = None,
    repeat: Repeat = None,
    vignettes: Vignettes = None,
    policy: PolicyFile = None,
    waivers: WaiversFile = None,
    yes: Annotated[bool, typer.Option("--yes", "-y", help="Do not ask at a terminal.")] = False,
    every_item: EveryItem = False,
) -> None:
    """Accept a run: from now on the gate compares with it.

    Shows what changes against the run accepted until now, and what the policy says of it, and asks
    at a terminal. Refuses a run that is unfinished, damaged or lacks results, or comes from a
    checkout with uncommitted changes.
    """
    from evaluation.baselines.approve import accepted_in, approve, check_acceptable
    from reports.cli.baseline_runs import Inputs, proposed, read_standing
    from reports.cli.checkout import uncommitted
    from reports.cli.runs import utc_now
    from reports.render.text import plain
    from triage.loading.problems import shown

    signature = signature_of(approver, role, reason)
    inputs = Inputs(
        run=run, rules=rules, engine=engine, vignettes=vignettes, repeat=repeat, baseline=baseline
    )
    with proposed(inputs) as found:
        is_dirty = found.run.record.git.get("dirty")
        check_acceptable(found.run, uncommitted(*found.content) if is_dirty else "")
        before = accepted_in(found.folder)
        terms, stands = read_standing(found, policy, waivers)
        show(_proposal(found.run, signature, stands, before, terms, every_item=every_item))
        if not (yes or _is_confirmed(stands)):
            show("Nothing was accepted.")
            raise typer.Exit(Exit.FAILED)
        after = approve(
            found.folder,
            found.run,
            signature,
            policy_fingerprint=terms,
            time=utc_now(),
            instead_of=before,
        )
    said = f"Accepted {after.approval.engine} in {shown(found.folder)}."
    show(f"\n{plain(said)} Commit it in a change of its own.")
    _remind_of_acceptances(found.words.name)


@app.command("show")
@reports_errors
def show_command(
    *,
    baseline: Folder = None,
    rules: Rules = None,
    engine: EngineUnderTest = None,
    vignettes: Vignettes = None,
    policy: PolicyFile = None,
    every_item: EveryItem = False,
    as_json: AsJson = False,
) -> None:
    """Tell what is accepted, by whom and why, and what has changed.

    Compares with the newest rules, or with what --rules or --engine names, and with the library and
    the policy as they are now; nothing is evaluated. Exit code 3 where nothing is accepted, or what
    was is damaged.
    """
    from evaluation.baselines.changes import accepted_state, changes
    from evaluation.baselines.store import read_baseline
    from reports.cli.baseline_runs import baseline_path, state_now
    from reports.cli.runs import subject_of
    from reports.cli.settings import engine_reference
    from reports.data.baseline import baseline_to_data
    from reports.render.baseline import render_baseline

    subject = subject_of(engine_reference(engine, rules))
    accepted = read_baseline(baseline_path(baseline, subject.words.name))
    now = state_now(subject, policy, vignettes)
    since = changes(accepted_state(accepted.run, accepted.approval), now)
    if as_json:
        show_json(baseline_to_data(accepted, since))
    else:
        is_named = not (engine is None and rules is None)
        show(render_baseline(accepted, since, screen(), is_named=is_named, every_item=every_item))


def _proposal(
    run: "Run",
    signature: "Signature",
    stands: "Standing",
    before: "Baseline | None",
    policy: str,
    *,
    every_item: bool,
) -> str:
    """What the approver signs for."""
    from evaluation.baselines.changes import accepted_state, changes, state_of
    from evaluation.comparison import compare_runs
    from reports.render.baseline import render_proposal

    if before is None:
        return render_proposal(
            run, signature, stands, None, None, None, screen(), every_item=every_item
        )
    is_comparable = before.run.record.dispositions == run.record.dispositions
    return render_proposal(
        run,
        signature,
        stands,
        before,
        changes(accepted_state(before.run, before.approval), state_of(run, policy)),
        compare_runs(before.run, run) if is_comparable else None,
        screen(),
        lowered=_lowered(before.run, run),
        every_item=every_item,
    )


def _remind_of_acceptances(domain: str) -> None:
    """What was accepted against the rules before is of no use any more, and the gate says so."""
    from evaluation.gate.acceptances import read_acceptances
    from reports.cli.settings import acceptances_path
    from reports.render.text import count, plain
    from triage.loading.problems import shown

    path = acceptances_path(None, domain)
    n = len(read_acceptances(path)) if path else 0
    if path and n:
        lapsed = "has lapsed; take it out" if n == 1 else "have lapsed; take them out"
        show(plain(f"{count(n, 'acceptance')} in {shown(path)} {lapsed} in the same change."))


def _lowered(before: "Run", after: "Run") -> tuple[str, ...] | None:
    """The lines by which patients become less urgent; ``None`` where rules cannot be compared."""
    from evaluation.analysis.difference import difference
    from evaluation.analysis.in_words import line_words
    from triage.kept import kept_ruleset
    from triage.loading.problems import LoadError

    sides = []
    for run in (before, after):
        if run.record.rules is None:
            return None
        try:
            fingerprint = run.record.engine_fingerprint
            sides.append(kept_ruleset(run.record.rules, fingerprint, run.record.engine))
        except LoadError:
            return None
    found = difference(sides[0], sides[1])
    return tuple(f"{line.id}  {line_words(line, found.after.vocabulary)}" for line in found.lowered)


def _is_confirmed(stands: "Standing") -> bool:
    """What a person at a terminal says; where nobody can be asked, the command is the answer."""
    from reports.render.baseline import standing_words

    if sys.stdin is None or not sys.stdin.isatty():
        return True
    question = "Accept?"
    if stands.failing:
        question = f"By the policy in force: {standing_words(stands)}. Accept all the same?"
    typer.echo(f"\n{question} [y/N] ", err=True, nl=False)
    return sys.stdin.readline().strip().lower() in {"y", "yes"}
