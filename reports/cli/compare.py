"""``triage compare A B``: two rule sets, or two runs, side by side."""

from typing import Annotated

import typer

from reports.cli.options import AsJson, PolicyFile, Vignettes
from reports.cli.outputs import Outputs, Rendering, check_outputs, write_outputs
from reports.cli.progress import working
from reports.cli.shell import reports_errors, screen, show, show_json

_SIDE = "rule set (NAME, NAME@VERSION, a file, git:REVISION:PATH), engine, or run folder"


@reports_errors
def command(
    baseline: Annotated[
        str | None,
        typer.Argument(
            metavar="[A]", envvar="TRIAGE_BASELINE", help=f"Baseline: {_SIDE}.", show_default=False
        ),
    ] = None,
    candidate: Annotated[
        str | None,
        typer.Argument(metavar="[B]", help=f"Candidate: {_SIDE}.", show_default=False),
    ] = None,
    *,
    vignettes: Vignettes = None,
    policy: PolicyFile = None,
    output: Outputs = None,
    every_item: Annotated[bool, typer.Option("--all", help="List every vignette.")] = False,
    as_json: AsJson = False,
) -> None:
    """Compare two rule sets or runs.

    Lists what B newly misses, newly fixes, changes and still misses against A. By default A is
    the accepted run and B the newest rule set. -o writes a report of both. Exit code 0 whatever is
    found: `triage gate` is what judges.
    """
    from evaluation.comparison import compare_runs
    from evaluation.runs.store import RunError
    from evaluation.significance import holm_adjusted, symmetry
    from reports.cli.runs import LibraryFinder, run_of
    from reports.cli.settings import baseline_reference, default_domain, engine_reference
    from reports.data.comparison import comparison_to_data
    from reports.render.comparison import render_comparison

    paths = check_outputs(output)
    find = LibraryFinder(vignettes)
    before = run_of(baseline_reference(baseline, default_domain()), find, is_reported=bool(paths))
    after = run_of(engine_reference(None, candidate), find, is_reported=bool(paths))
    if before.record.dispositions != after.record.dispositions:
        raise RunError("the two sides have different dispositions and cannot be compared.")
    if paths:
        from reports.cli.reporting import ground_of, report_of_runs

        ground = ground_of(after, vignettes, policy)
        write_outputs(paths, Rendering(report_of_runs(after, ground, baseline=before)))
    with working("Comparing", len(after.outcomes)):
        comparison = compare_runs(before, after)
        adjusted = holm_adjusted(comparison)
        bowker = symmetry(comparison, len(after.record.dispositions))
    if as_json:
        show_json(comparison_to_data(comparison, before, after, adjusted, bowker))
    else:
        show(
            render_comparison(
                comparison,
                before,
                after,
                adjusted,
                bowker,
                screen(),
                every_item=every_item,
            )
        )
