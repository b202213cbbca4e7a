"""``triage diff A B``: all patients whom two rule sets answer differently."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from reports.cli.options import AcceptancesFile, AsJson
from reports.cli.shell import Exit, UsageError, reports_errors, screen, show, show_json

_SIDE = "rule set (NAME, NAME@VERSION, a file, git:REVISION:PATH), baseline or run folder"


class FailOn(StrEnum):
    """What a difference can fail on."""

    LOWERED = "lowered"
    ANY = "any"


@reports_errors
def command(
    before: Annotated[
        str | None,
        typer.Argument(
            metavar="[A]", envvar="TRIAGE_BASELINE", help=f"Baseline: {_SIDE}.", show_default=False
        ),
    ] = None,
    after: Annotated[
        str | None, typer.Argument(metavar="[B]", help=f"Candidate: {_SIDE}.", show_default=False)
    ] = None,
    *,
    engines: Annotated[
        list[str] | None,
        typer.Option(
            "--engine",
            metavar="ENGINE",
            help="Two engines in place of rule sets: their differences are sampled, not solved. "
            "Give it twice.",
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option("--fail-on", help="Exit with 1 if there is such a line, not accepted."),
    ] = None,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write it too: .md or .json. Repeatable."
        ),
    ] = None,
    every_item: Annotated[
        bool, typer.Option("--all", help="Name every finding that is known to be absent.")
    ] = False,
    acceptances: AcceptancesFile = None,
    as_json: AsJson = False,
) -> None:
    """List everybody whom two rule sets answer differently.

    What lowers comes first, each line with its smallest patient, the edit and the sources. Proved
    complete. By default A is the accepted run's rules and B the newest rule set. Exit code 0
    whatever is found, unless --fail-on asks for 1.
    """
    from reports.cli.differences import difference_report, text_writer
    from reports.data.difference import difference_to_data
    from reports.render.difference import render_difference

    if engines:
        _sampled(engines, before, after, output, fail_on, as_json=as_json)
        return
    writers = [text_writer(path) for path in output or ()]
    report = difference_report(before, after, acceptances)
    for write in writers:
        write(report)
    if as_json:
        show_json(difference_to_data(report))
    else:
        show(render_difference(report, screen(), every_item=every_item))
    found = report.difference.lines if fail_on is FailOn.ANY else report.difference.lowered
    if fail_on is not None and any(line.id not in report.accepted for line in found):
        raise typer.Exit(Exit.FAILED)


def _sampled(
    engines: list[str],
    before: str | None,
    after: str | None,
    output: list[Path] | None,
    fail_on: FailOn | None,
    *,
    as_json: bool,
) -> None:
    """Sample the differences of two engines that cannot be solved."""
    if before is not None or after is not None or len(engines) != _BOTH:
        raise UsageError("name two engines, each with --engine, and no rule sets beside them.")
    if output:
        raise UsageError("a sampled difference is printed only; leave out -o.")
    from reports.cli.sampled_diff import run

    run(
        engines[0],
        engines[1],
        fail_on_lowered=fail_on is not None,
        fail_on_any=fail_on is FailOn.ANY,
        as_json=as_json,
    )


_BOTH = 2
