"""``triage gate``: the verdict on a candidate."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import AsJson, PolicyFile, Save, Vignettes
from reports.cli.shell import screen, show, show_json, speaks_plainly

if TYPE_CHECKING:
    from evaluation.gate.checks import GateInput
    from evaluation.gate.verdict import GateReport


@speaks_plainly
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
    baseline: Annotated[
        str | None,
        typer.Option(
            "--baseline",
            envvar="TRIAGE_BASELINE",
            metavar="RUN|REF",
            help="Run folder of the accepted version, or a rule set to evaluate now.",
        ),
    ] = None,
    vignettes: Vignettes = None,
    policy: PolicyFile = None,
    waivers: Annotated[
        Path | None,
        typer.Option("--waivers", envvar="TRIAGE_WAIVERS", metavar="FILE", help="Waivers."),
    ] = None,
    save: Save = None,
    every_item: Annotated[bool, typer.Option("--all", help="List every failing item.")] = False,
    quiet: Annotated[bool, typer.Option("--quiet", "-q", help="Print the verdict only.")] = False,
    as_json: AsJson = False,
) -> None:
    """Judge a candidate by a policy.

    Compares it with the accepted version, vignette by vignette, and checks the policy. Exit code 0 pass, 1 fail, 2 wrong usage, 3 no verdict (nothing measured, nothing comparable, or
    a file that cannot be used), 4 internal error.
    """
    from evaluation.gate.checks import run_gate
    from reports.cli.gate_input import gate_input
    from reports.data.gate import gate_to_data

    found = gate_input(candidate, baseline, vignettes, policy, waivers, save)
    report = run_gate(found.gate)
    if as_json:
        show_json(gate_to_data(report, found.gate))
    elif quiet:
        show(report.verdict.words)
    else:
        show(_text(report, found.gate, found.notes, found.next_command, every_item=every_item))
    raise typer.Exit(int(report.verdict))


def _text(
    report: "GateReport",
    gate: "GateInput",
    notes: tuple[str, ...],
    next_command: str,
    *,
    every_item: bool,
) -> str:
    from reports.render.verdict import render_verdict

    return render_verdict(
        report,
        candidate=gate.candidate.record,
        baseline=gate.baseline.record,
        n=len(gate.candidate.outcomes),
        notes=notes,
        next_command=next_command,
        screen=screen(),
        every_item=every_item,
    )
