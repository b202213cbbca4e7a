"""A run is reported on as it was, whatever has happened to the library since."""

from dataclasses import replace

from evaluation.runs.record import Run
from reports.cli.gate_setup import Setup
from reports.cli.reporting import Ground, report_of_runs
from vignettes.library import Library


def ground(setup: Setup, library: Library) -> Ground:
    """What stands today, with another library."""
    return Ground(
        words=setup.subject.words,
        place=setup.terms.library,
        library=library,
        policy=setup.gate.policy,
        policy_file=setup.terms.policy_file,
    )


def test_what_has_changed_since_is_not_shown_as_what_was_run(setup: Setup) -> None:
    """A vignette that was edited or taken away keeps its result, and loses its story."""
    edited, gone, *rest = setup.library.vignettes
    told = replace(edited, narrative=f"{edited.narrative} And it rains.")
    run: Run = setup.gate.candidate
    library = Library((told, *rest))
    audit = report_of_runs(run, ground(setup, library), ruleset=setup.subject.ruleset)
    by_id = audit.ids()
    assert len(by_id) == len(run.outcomes)
    assert (by_id[edited.id].narrative, by_id[edited.id].place) == ("", None)
    assert (by_id[gone.id].title, by_id[gone.id].sources) == ("", ())
    assert by_id[rest[0].id].title == rest[0].title


def test_what_hangs_on_the_library_is_left_out_and_said(setup: Setup) -> None:
    """Trace and edits speak of the library that was run, or not at all."""
    library = Library(setup.library.vignettes[1:])
    audit = report_of_runs(
        setup.gate.candidate, ground(setup, library), ruleset=setup.subject.ruleset
    )
    assert audit.trace is None
    assert audit.solved is not None
    assert audit.solved.mutation is None
    assert any(note.startswith("The library has changed") for note in audit.notes)


def test_of_the_same_library_nothing_is_left_out(setup: Setup) -> None:
    """The rules that the run keeps are solved, and found in their file only if they still agree."""
    audit = report_of_runs(setup.gate.candidate, ground(setup, setup.library))
    assert audit.solved is not None
    assert audit.solved.claims
    assert audit.trace is not None
    assert not any("changed since" in note for note in audit.notes)
