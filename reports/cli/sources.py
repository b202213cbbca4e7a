"""``triage sources``: what every sentence of the documents is to us, and what rests on it."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import AsJson, Rules, Vignettes
from reports.cli.progress import working
from reports.cli.shell import (
    Exit,
    UsageError,
    complain,
    reports_errors,
    screen,
    show,
    show_json,
)

if TYPE_CHECKING:
    from triage.loading.problems import LoadError
    from triage.vocabulary import Document, Vocabulary
    from vignettes.sources.inventory import SourceDocument


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
    draft: Annotated[
        str | None,
        typer.Option(
            "--draft",
            metavar="ID",
            help="Print the inventory of a document in --documents anew, or write it to -o.",
        ),
    ] = None,
    trace: Annotated[
        bool, typer.Option("--trace", help="Print what rests on each sentence, and back.")
    ] = False,
    output: Annotated[
        list[Path] | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Write the trace: .csv or .json, or the draft: .yaml. Repeatable.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Account for the source documents.

    Counts their sentences by class and by what rests on them, and lists gaps. Exit code 1 if a
    gap has no written reason. With --documents: 1 if a sentence differs, 3 if a document is absent.
    """
    if documents is not None and (trace or (output and draft is None)):
        raise UsageError("--documents verifies, and traces nothing; leave out --trace and -o.")
    if draft is not None:
        _draft(draft, rules, documents, output or [])
    elif documents is not None:
        _verify(rules, documents, as_json=as_json)
    else:
        _account(rules, vignettes, output or [], trace=trace, as_json=as_json)


def _account(
    rules: str | None, vignettes: Path | None, output: list[Path], *, trace: bool, as_json: bool
) -> None:
    from evaluation.trace.account import account
    from evaluation.trace.build import build_trace
    from evaluation.trace.gaps import find_gaps
    from evaluation.trace.reasons import read_reasons, stale_reasons, without_reason
    from reports.cli.content import load_content
    from reports.cli.files import writer_of
    from reports.data.sources import sources_to_data, trace_rows
    from reports.model.sources import SourcesReport
    from reports.render.sources import render_sources
    from vignettes.domain import sources_folder

    writers = [writer_of(path) for path in output]
    content = load_content(rules, vignettes)
    folder = sources_folder(content.ruleset.vocabulary.name)
    if content.inventory is None:
        raise _without_inventory(folder)
    traced = (content.ruleset, content.invariants, content.library)
    with working("Tracing", len(content.library)):
        found = build_trace(content.inventory, *traced)
        gaps = find_gaps(found, content.inventory, *traced)
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


def _verify(rules: str | None, folder: Path, *, as_json: bool) -> None:
    from reports.data.sources import differences_to_data
    from reports.render.sources import render_differences
    from triage.loading.nodes import require_folder
    from vignettes.domain import sources_folder
    from vignettes.sources.inventory import read_inventory
    from vignettes.sources.verify import Drift, verify

    words = _words(rules)
    inventory = read_inventory(sources_folder(words.name), words)
    if inventory is None:
        raise _without_inventory(sources_folder(words.name))
    require_folder(folder)
    differences = verify(inventory, folder)
    if as_json:
        show_json(differences_to_data(inventory, differences))
    else:
        show(render_differences(inventory, differences, screen()))
    if any(difference.kind is Drift.ABSENT for difference in differences):
        raise typer.Exit(Exit.NO_VERDICT)
    if differences:
        raise typer.Exit(Exit.FAILED)


def _draft(name: str, rules: str | None, folder: Path | None, output: list[Path]) -> None:
    from reports.cli.files import write_text
    from triage.loading.nodes import require_folder
    from triage.loading.problems import did_you_mean
    from vignettes.domain import sources_folder
    from vignettes.sources.draft import draft

    words = _words(rules)
    document = words.documents.get(name)
    if document is None:
        hint = did_you_mean(name, words.documents)
        raise UsageError(f'the vocabulary has no document "{name}". {hint}')
    if folder is None:
        raise UsageError("--draft needs the folder of the documents: --documents DIR.")
    require_folder(folder)
    for path in output:
        if path.suffix.lower() != ".yaml":
            raise UsageError(f"{path}: a draft is YAML; name a file that ends in .yaml.")
    known = _known(sources_folder(words.name) / f"{name}.yaml", document, words)
    try:
        data = (folder / document.file).read_bytes()
        text = draft(document, data, known)
    except OSError as error:
        raise UsageError(f"{folder / document.file}: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{folder / document.file}: not valid UTF-8 text.") from None
    for path in output:
        write_text(path, text)
    if not output:
        show(text.rstrip("\n"))
    _compare_with_vocabulary(document, data, words)


def _known(path: Path, document: "Document", words: "Vocabulary") -> "SourceDocument | None":
    """What the inventory says so far. An empty file is what a shell leaves that writes to it."""
    from triage.loading.nodes import is_there, read_file
    from triage.loading.problems import shown
    from vignettes.sources.inventory import build_document

    if not is_there(path) or (path.is_file() and not path.stat().st_size):
        return None
    return build_document(
        read_file(path, shown(path)), shown(path), document, words, of_any_version=True
    )


def _compare_with_vocabulary(document: "Document", data: bytes, words: "Vocabulary") -> None:
    """Say what the vocabulary has to say of a document, where it says something else."""
    from hashlib import sha256

    from triage.loading.problems import shown
    from vignettes.sources.verify import lines_of

    lines = lines_of(data.decode("utf-8-sig"))
    for key, is_now, known in (
        ("sha256", sha256(data).hexdigest(), document.sha256),
        ("lines", str(lines), str(document.lines)),
    ):
        if is_now != known:
            place = shown(Path(words.file)) if words.file else "the vocabulary"
            complain(f"{place}: sources[{document.id}].{key} should be {is_now}.")


def _words(rules: str | None) -> "Vocabulary":
    """The vocabulary alone, so that documents can be looked at while the rules are not ready."""
    from reports.cli.settings import rules_reference
    from triage.domain import domain_names, load_domain_vocabulary
    from triage.repository import load_ruleset

    reference = rules_reference(rules)
    domain = reference.partition("@")[0]
    if domain in domain_names():
        return load_domain_vocabulary(domain)
    return load_ruleset(reference).vocabulary


def _without_inventory(folder: Path) -> "LoadError":
    from triage.loading.problems import LoadError, Problem, shown

    message = "no such folder: this domain has no inventory of its source documents."
    return LoadError([Problem(file=shown(folder), line=0, field="", message=message)])
