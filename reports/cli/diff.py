"""``triage diff A B``: all patients whom two rule sets answer differently."""

from collections.abc import Collection
from pathlib import Path
from typing import Annotated

import typer

from reports.cli.options import AcceptancesFile, AsJson, FailOn
from reports.cli.shell import Exit, UsageError, reports_errors, screen, show, show_json

_SIDE = "rule set (NAME, NAME@VERSION, a file, git:REVISION:PATH), baseline or run folder"


@reports_errors
def command(
    context: typer.Context,
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
        given = {name for name in context.params if _is_typed(context, name)}
        _sampled(engines, given, fail_on, as_json=as_json)
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


def _is_typed(context: typer.Context, name: str) -> bool:
    """Whether a parameter stands in the command line, and not only in the environment."""
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def _sampled(
    engines: list[str], given: Collection[str], fail_on: FailOn | None, *, as_json: bool
) -> None:
    """Sample the differences of two engines that cannot be solved."""
    if "before" in given or "after" in given or len(engines) != _BOTH:
        raise UsageError("name two engines, each with --engine, and no rule sets beside them.")
    if "output" in given:
        raise UsageError("a sampled difference is printed only; leave out -o.")
    if "every_item" in given:
        raise UsageError("a sampled difference names every example as it is; leave out --all.")
    if "acceptances" in given:
        raise UsageError("what is sampled cannot be accepted; leave out --acceptances.")
    from reports.cli.sampled_diff import run

    run(
        engines[0],
        engines[1],
        fail_on_lowered=fail_on is not None,
        fail_on_any=fail_on is FailOn.ANY,
        as_json=as_json,
    )


_BOTH = 2
