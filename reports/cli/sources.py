"""``triage sources``: what every sentence of the documents is to us, and what rests on it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import AsJson, Rules, Vignettes
from reports.cli.shell import Exit, UsageError, reports_errors, screen, show, show_json

if TYPE_CHECKING:
    from vignettes.sources.inventory import Inventory


@reports_errors
def command(
    *,
    rules: Rules = None,
    vignettes: Vignettes = None,
    documents: Annotated[
        Path | None,
        typer.Option(
            "--documents",
            metavar="DIR",
            help="Hold the inventory against the documents in this folder, and nothing else.",
        ),
    ] = None,
    trace: Annotated[
        bool, typer.Option("--trace", help="Print what rests on each sentence, and back.")
    ] = False,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Write the trace: .csv or .json. Repeatable."
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Account for the source documents.

    Counts their sentences by class and by what rests on them, and lists gaps. Exit code 1 if a
    gap has no written reason. With --documents: 1 if a sentence differs, 3 if a document is absent.
    """
    from evaluation.trace.account import account
    from evaluation.trace.build import build_trace
    from evaluation.trace.gaps import find_gaps
    from evaluation.trace.reasons import read_reasons, stale_reasons, without_reason
    from reports.cli.content import load_content
    from reports.cli.files import writer_of
    from reports.data.sources import sources_to_data, trace_rows
    from reports.render.sources import SourcesReport, render_sources
    from triage.loading.problems import LoadError, Problem, shown
    from vignettes.domain import sources_folder

    if documents is not None and (output or trace):
        raise UsageError("--documents verifies, and traces nothing; leave out --trace and -o.")
    writers = [writer_of(path) for path in output or ()]
    content = load_content(rules, vignettes)
    folder = sources_folder(content.ruleset.vocabulary.name)
    if content.inventory is None:
        message = "no such folder: this domain has no inventory of its source documents."
        raise LoadError([Problem(file=shown(folder), line=0, field="", message=message)])
    if documents is not None:
        _verify(content.inventory, documents, as_json=as_json)
        return
    found = build_trace(content.inventory, content.ruleset, content.invariants, content.library)
    gaps = find_gaps(found, content.inventory, content.ruleset, content.invariants, content.library)
    reasons = read_reasons(folder)
    report = SourcesReport(
        ruleset=content.ruleset.label,
        library=content.place.label,
        inventory=content.inventory,
        trace=found,
        accounts=account(content.inventory, found),
        gaps=gaps,
        reasons=reasons,
        stale=stale_reasons(gaps, reasons),
    )
    for write in writers:
        write(rows=lambda: trace_rows(report), data=lambda: sources_to_data(report, trace=True))
    if as_json:
        show_json(sources_to_data(report, trace=trace))
    else:
        show(render_sources(report, screen(), trace=trace))
    if without_reason(gaps, reasons) or report.stale:
        raise typer.Exit(Exit.FAILED)


def _verify(inventory: "Inventory", folder: Path, *, as_json: bool) -> None:
    from reports.data.sources import differences_to_data
    from reports.render.sources import render_differences
    from triage.loading.nodes import is_folder
    from triage.loading.problems import LoadError, Problem
    from vignettes.sources.verify import Drift, verify

    if not is_folder(folder):
        problem = Problem(file=str(folder), line=0, field="", message="no such folder.")
        raise LoadError([problem])
    differences = verify(inventory, folder)
    if as_json:
        show_json(differences_to_data(inventory, differences))
    else:
        show(render_differences(inventory, differences, screen()))
    if any(difference.kind is Drift.ABSENT for difference in differences):
        raise typer.Exit(Exit.NO_VERDICT)
    if differences:
        raise typer.Exit(Exit.FAILED)
