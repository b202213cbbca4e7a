"""``triage mutate``: what would become of every single edit of the rules."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import AsJson, FailOn, RulesArgument, Vignettes
from reports.cli.shell import Exit, UsageError, reports_errors, screen, show, show_json

if TYPE_CHECKING:
    from reports.model.mutation import MutationReport
    from triage.vocabulary import Vocabulary
    from vignettes.draft import Draft


@reports_errors
def command(
    rules: RulesArgument = None,
    *,
    vignettes: Vignettes = None,
    every_item: Annotated[
        bool, typer.Option("--all", help="List every edit, also those that are caught.")
    ] = False,
    write: Annotated[
        Path | None,
        typer.Option(
            "--write",
            metavar="DIR",
            help="Write the missing vignettes into this folder, for a person to fill in.",
        ),
    ] = None,
    fail_on: Annotated[
        FailOn | None,
        typer.Option(
            "--fail-on",
            help="Exit code 1 if an edit survives that lowers a disposition; "
            "or any that a vignette could catch.",
        ),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Try every single edit of the rules.

    Each is caught by a vignette, stopped by the gate's ratchet, proved to change nothing, or
    survives: then the smallest patient is shown whom it changes. Lists the few new vignettes that
    would catch what survives. Exit code 0 whatever is found, unless --fail-on is given.
    """
    from reports.data.mutate import mutation_to_data
    from reports.render.mutate import render_mutation

    report = _report(rules, vignettes, write)
    if as_json:
        show_json(mutation_to_data(report))
    else:
        show(render_mutation(report, screen(), every_item=every_item))
    failing = {
        None: False,
        FailOn.LOWERED: any(mutant.lowers for mutant in report.mutants),
        FailOn.ANY: any(mutant.can_be_caught for mutant in report.mutants),
    }
    if failing[fail_on]:
        raise typer.Exit(Exit.FAILED)


def _report(rules: str | None, vignettes: Path | None, write: Path | None) -> "MutationReport":
    from evaluation.analysis.drafts import drafts_of
    from evaluation.analysis.golds import failing_vignettes
    from evaluation.analysis.mutation import presentations_told_apart
    from reports.cli.analysis import load_rules, try_edits
    from reports.cli.runs import load_library
    from reports.cli.settings import vignettes_place
    from reports.model.mutation import MutationReport

    ruleset = load_rules(rules)
    place = vignettes_place(vignettes, ruleset.vocabulary.name)
    library = load_library(place, ruleset.vocabulary)
    if write is not None:
        _check_folder(write)
    tried = try_edits(ruleset, library)
    drafts = drafts_of(tried.missing, ruleset, library.by_id)
    return MutationReport(
        ruleset=ruleset,
        library=place.label,
        fingerprint=library.fingerprint,
        vignettes=len(library),
        presentations=presentations_told_apart(ruleset),
        failing=failing_vignettes(ruleset, library.vignettes),
        mutants=tried.mutants,
        missing=tried.missing,
        drafts=drafts,
        written=_write(write, drafts, ruleset.vocabulary) if write else (),
    )


def _check_folder(folder: Path) -> None:
    """Nothing is tried for a folder into which nothing can be written."""
    if folder.exists() and not folder.is_dir():
        raise UsageError(f"{folder}: something else stands there; name a folder.")
    if not folder.absolute().parent.is_dir():
        raise UsageError(f"{folder}: there is no folder {folder.parent} to make it in.")


def _write(folder: Path, drafts: "tuple[Draft, ...]", words: "Vocabulary") -> tuple[str, ...]:
    """Write a file for each draft, or none if one of them stands there already."""
    from reports.cli.files import write_text
    from triage.loading.nodes import is_there
    from vignettes.draft import render_draft

    files = [folder / f"{draft.id}.yaml" for draft in drafts]
    taken = [file.name for file in files if is_there(file)]
    if taken:
        raise UsageError(
            f"{folder}: {', '.join(taken)} stands there already, and nothing is overwritten; "
            "fill it in and move it into the library, or name another folder."
        )
    if drafts:
        try:
            folder.mkdir(exist_ok=True)
        except OSError as error:
            raise UsageError(f"{folder}: cannot be made: {error.strerror}.") from None
    for file, draft in zip(files, drafts, strict=True):
        write_text(file, render_draft(draft, words))
    return tuple(file.as_posix() for file in files)
