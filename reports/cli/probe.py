"""``triage probe``: a search for patients in whom an engine breaks a law of its domain."""

from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import AsJson, EngineUnderTest
from reports.cli.shell import Exit, reports_errors, screen, show, show_json

if TYPE_CHECKING:
    from evaluation.probing.probe import Probe
    from reports.cli.runs import Subject


@reports_errors
def command(
    rules: Annotated[
        str | None,
        typer.Argument(
            metavar="[RULES]",
            help="Rule set to search: NAME, NAME@VERSION, a file, or git:REVISION:PATH. "
            "By default the newest that ships, or `rules` or `engine` of the configuration.",
            show_default=False,
        ),
    ] = None,
    *,
    engine: EngineUnderTest = None,
    examples: Annotated[
        int,
        typer.Option(
            "--examples",
            metavar="N",
            min=1,
            max=10_000,
            help="Patients drawn for each invariant; four times as many of any kind.",
        ),
    ] = 20,
    seed: Annotated[
        int, typer.Option("--seed", metavar="N", min=0, max=2**32 - 1, help="Draw other patients.")
    ] = 0,
    every_item: Annotated[
        bool, typer.Option("--all", help="Show every violation, and name all absent findings.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Search an engine for patients it fails.

    The invariants of the domain, and laws such as "unknown is never absent", are put to any engine
    with many made-up patients; each violation is shown with the smallest patient. A search and no
    proof: for rules there is `triage prove`. Exit code 0 if nothing was found, 1 if something was.
    """
    from reports.cli.askable import askable
    from reports.cli.settings import engine_reference
    from reports.data.probe import probe_to_data
    from reports.render.probe import render_probe

    subject = askable(engine_reference(engine, rules))
    found = _search(subject, examples, seed)
    if as_json:
        show_json(probe_to_data(found, subject.words))
    else:
        show(render_probe(found, subject.words, screen(), every_item=every_item))
    if found.has_found:
        raise typer.Exit(Exit.FAILED)


def _search(subject: "Subject", examples: int, seed: int) -> "Probe":
    """Draw the patients and ask about them, with a bar for each."""
    from evaluation.probing.probe import plan, search
    from reports.cli.askable import rules_of
    from reports.cli.progress import progress
    from triage.repository import load_invariants_of

    words, engine = subject.words, subject.engine
    invariants = load_invariants_of(words)
    steps = len(invariants.invariants) if invariants else 0
    with progress("Drawing patients", steps, is_long=True) as advance:
        made = plan(
            engine,
            words,
            invariants,
            rules_of(subject),
            examples=examples,
            seed=seed,
            on_drawn=advance,
        )
    with progress("Asking", len(made.questions), is_long=True) as advance:
        return search(engine, made, advance)
