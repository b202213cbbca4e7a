"""``triage gate``: the verdict on a candidate."""

from pathlib import Path
from typing import Annotated

import typer

from reports.cli.options import (
    AsJson,
    EngineUnderTest,
    PolicyFile,
    Repeat,
    Save,
    Vignettes,
)
from reports.cli.shell import reports_errors, screen, show, show_json


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
    repeat: Repeat = 1,
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
    from reports.cli.settings import engine_reference
    from reports.data.gate import gate_to_data, no_verdict_to_data
    from reports.render.text import plain
    from reports.render.verdict import render_verdict
    from triage.loading.problems import LoadError

    try:
        found = set_up(
            engine_reference(engine, candidate),
            Inputs(baseline=baseline, vignettes=vignettes, policy=policy, waivers=waivers),
            save=save,
            repeat=repeat,
        )
    except (LoadError, RunError) as error:
        if as_json:
            show_json(no_verdict_to_data(str(error)))
        else:
            show(Verdict.NO_VERDICT.words)
        raise
    report = run_gate(found.gate)
    if as_json:
        show_json(gate_to_data(report, found.gate))
    elif quiet:
        show(f"{report.verdict.words}  {plain(found.candidate)}")
    else:
        show(
            render_verdict(
                report,
                candidate=found.candidate,
                baseline=found.baseline,
                n=len(found.gate.candidate.outcomes),
                notes=found.notes,
                next_command=found.next_command,
                screen=screen(),
                every_item=every_item,
            )
        )
    raise typer.Exit(int(report.verdict))
