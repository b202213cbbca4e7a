"""``triage gate``: the verdict on a candidate."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import (
    AcceptancesFile,
    AsJson,
    Baseline,
    EngineUnderTest,
    PolicyFile,
    Repeat,
    Save,
    Vignettes,
    WaiversFile,
)
from reports.cli.outputs import (
    OnGithub,
    Outputs,
    Rendering,
    check_outputs,
    write_outputs,
)
from reports.cli.progress import working
from reports.cli.shell import UsageError, reports_errors, screen, show, show_json

if TYPE_CHECKING:
    from evaluation.gate.verdict import GateReport
    from reports.cli.gate_setup import Inputs, Setup


@reports_errors
def command(
    candidate: Annotated[
        str | None,
        typer.Argument(
            metavar="[CANDIDATE]",
            help="Rule set: NAME, NAME@VERSION, a file, or git:REVISION:PATH. "
            "By default the newest that ships, or `rules` of the configuration.",
            show_default=False,
        ),
    ] = None,
    *,
    engine: EngineUnderTest = None,
    repeat: Repeat = None,
    baseline: Baseline = None,
    vignettes: Vignettes = None,
    policy: PolicyFile = None,
    waivers: WaiversFile = None,
    acceptances: AcceptancesFile = None,
    base: Annotated[
        str | None,
        typer.Option(
            "--base",
            envvar="TRIAGE_BASE",
            metavar="REV",
            help="Revision that the change is judged against; by default the main branch.",
        ),
    ] = None,
    save: Save = None,
    output: Outputs = None,
    on_github: OnGithub = False,
    every_item: Annotated[bool, typer.Option("--all", help="List every check and item.")] = False,
    explain: Annotated[
        bool, typer.Option("--explain", help="Say what is checked and why; run nothing.")
    ] = False,
    draft_waivers: Annotated[
        bool,
        typer.Option("--draft-waivers", help="Print a waiver to fill in for each failing."),
    ] = False,
    quiet: Annotated[
        bool, typer.Option("--quiet", "-q", help="Print the verdict in one line.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Judge a candidate by a policy.

    Compares it with the accepted version, vignette by vignette, and checks the policy. Exit
    code 0 pass, 1 fail, 2 wrong usage, 3 no verdict (nothing measured, nothing comparable, or a
    file that cannot be used), 4 internal error.
    """
    from evaluation.gate.checks import run_gate
    from evaluation.gate.verdict import Verdict
    from evaluation.runs.store import RunError
    from reports.cli.gate_setup import Inputs, set_up
    from reports.cli.no_verdict import never_stale
    from reports.cli.settings import check_base, engine_reference
    from reports.data.gate import gate_to_data, no_verdict_to_data
    from reports.render.text import plain
    from reports.render.verdict import headline, render_verdict
    from triage.loading.problems import LoadError

    _check_one_of(explain=explain, draft_waivers=draft_waivers, quiet=quiet)
    _check_one_of(draft_waivers=draft_waivers, quiet=quiet, json=as_json)
    _check_one_of(explain=explain, output=bool(output))
    with never_stale(output, on_github=on_github):
        check_base(base)
        paths = check_outputs(output)
        inputs = Inputs(
            baseline=baseline,
            vignettes=vignettes,
            policy=policy,
            waivers=waivers,
            acceptances=acceptances,
            base=base,
        )
        if explain:
            _explain(engine_reference(engine, candidate), inputs, as_json=as_json)
            return
        try:
            found = set_up(
                engine_reference(engine, candidate),
                inputs,
                save=save,
                repeat=repeat,
                is_reported=bool(paths) or on_github,
            )
        except (LoadError, RunError) as error:
            if as_json:
                show_json(no_verdict_to_data(str(error)))
            elif not draft_waivers:
                show(Verdict.NO_VERDICT.words)
            raise
        with working("Judging", len(found.gate.candidate.outcomes)):
            report = run_gate(found.gate)
        if paths or on_github:
            _report(found, report, paths, on_github=on_github)
    if as_json:
        show_json(gate_to_data(report, found.gate))
    elif draft_waivers:
        from evaluation.gate.drafts import drafts
        from reports.render.waivers import render_drafts

        unhelped = [check.title for check in report.failing if not check.waivable]
        show(render_drafts(drafts(report, found.gate), found.gate, unhelped))
    elif quiet:
        show(f"{headline(report)}  {plain(found.candidate)}")
    else:
        show(
            render_verdict(
                report,
                candidate=found.candidate,
                baseline=found.baseline,
                n=len(found.gate.candidate.outcomes),
                notes=found.notes,
                next_command=_next(report, found),
                screen=screen(),
                every_item=every_item,
            )
        )
    raise typer.Exit(int(report.verdict))


def _report(
    found: "Setup", report: "GateReport", paths: "tuple[Path, ...]", *, on_github: bool
) -> None:
    """Write the report of the verdict, and tell GitHub."""
    from reports.cli.reporting import report_of_gate

    audit = report_of_gate(found, report, _next(report, found))
    rendering = Rendering(audit)
    write_outputs(paths, rendering)
    if on_github:
        from reports.cli.github import tell_github

        tell_github(audit, rendering.document)


def _next(report: "GateReport", found: "Setup") -> str:
    """What to type next: it is about patients where no vignette fails."""
    failing = {check.name for check in report.failing}
    if "approved" in failing:
        return "triage baseline approve --help"  # it needs a name, a role and a reason
    if "scale" in failing:
        return "triage gate --explain"  # nothing else can be said of two different scales
    if failing == {"proofs"}:
        return found.next_for_claims
    about_rules = {"proofs", "difference", "acceptances"}
    return found.next_for_rules if failing <= about_rules else found.next_command


def _check_one_of(**chosen: bool) -> None:
    """Of several outputs only one can be printed."""
    named = [f"--{name.replace('_', '-')}" for name, is_chosen in chosen.items() if is_chosen]
    if len(named) > 1:
        raise UsageError(f"{' and '.join(named)} print different things; name one of them.")


def _explain(reference: str, inputs: "Inputs", *, as_json: bool) -> None:
    """What would be checked, and by which files; the engine is not asked anything."""
    from evaluation.gate.explain import explain
    from reports.cli.gate_setup import read_terms
    from reports.cli.runs import subject_of
    from reports.data.gate import explained_to_data
    from reports.render.explain import render_explained
    from triage.loading.problems import shown

    terms = read_terms(subject_of(reference).words, inputs)
    checks = explain(terms.policy)
    if as_json:
        show_json(explained_to_data(terms.policy, checks))
        return
    granted = shown(terms.waivers_file) if terms.waivers_file else "no file"
    accepted = shown(terms.acceptances_file) if terms.acceptances_file else "no file"
    used = (
        f"Policy: {shown(terms.policy_file)}",
        f"Waivers: {len(terms.waivers) or 'none'} ({granted})",
        f"Acceptances: {len(terms.acceptances) or 'none'} ({accepted})",
        f"Baseline: {shown(Path(terms.baseline))}",
        f"Vignettes: {shown(terms.library.path)}",
    )
    show(render_explained(terms.policy.title, checks, used, screen()))
