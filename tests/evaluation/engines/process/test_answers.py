"""What a process may print, and what it costs."""

import re
from pathlib import Path

import pytest

from evaluation.engines.answers import failed
from evaluation.outcomes import Result
from tests.evaluation.engines.process.asking import ROUTINE, ask, fake, patients

WRONG = {
    "not-utf8": "not valid UTF-8.",
    "nan": "NaN is no value.",
    "twice-a-key": 'the key "disposition" stands twice.',
    "number": "2 stands where a disposition is needed; allowed: self_care, routine, urgent, "
    "emergency.",
    "unknown": 'unknown disposition "soon"; allowed: self_care, routine, urgent, emergency.',
    "no-flags": 'the key "red_flags" is missing; an engine that tells none is described with '
    '"red_flags: not_reported".',
    "flags-as-text": '"red_flags" needs to be a list of texts, not "fever".',
    "extra": 'unknown key "error". Allowed: id, disposition, red_flags, pathways, rules, reason, '
    "details.",
    "error": 'unknown key "error". Allowed: id, disposition, red_flags, pathways, rules, reason, '
    "details.",
}
GARBAGE = {
    "garbage": '"no answer at all"',
    "list": '"[{"id": "q-1"}]"',
    "no-id": '"{"disposition": "urgent", "red_flags": []}" (its "id" is missing, or is no text)',
    "number-as-id": '"{"id": 7, "disposition": "urgent", "red_flags": []}" '
    '(its "id" is missing, or is no text)',
    "id-twice": '"{"id": "q-1", "id": "q-0", "disposition": "urgent", "red_flags": []}"',
    "deep": f'"{"[" * 80}…"',
    "cut": '"{"id": "q-1", "dispo"',
}


@pytest.mark.parametrize("fate", WRONG)
def test_a_wrong_answer_costs_its_own_vignette(fate: str) -> None:
    """Its id is known, so that the error is told where it belongs, and nothing is asked again."""
    asked = ask(fake("in-order", fate), patients(3, 1))
    assert asked.results == {"q-0": ROUTINE, "q-1": failed(WRONG[fate]), "q-2": ROUTINE}
    assert asked.faults == ()


@pytest.mark.parametrize("fate", GARBAGE)
def test_a_line_that_is_no_answer_is_quoted(fate: str) -> None:
    """The vignette without an answer shows what stood in its place; the line itself is a fault."""
    asked = ask(fake("in-order", fate), patients(3, 1))
    expected = failed(f"printed no answer but {GARBAGE[fate]}")
    assert asked.results == {"q-0": ROUTINE, "q-1": expected, "q-2": ROUTINE}
    assert asked.faults == (f"printed a line that is no answer: {GARBAGE[fate]}",)


@pytest.mark.parametrize("fate", ["nothing", "blank"])
def test_silence_is_no_answer(fate: str) -> None:
    """Blank lines say nothing, not even something wrong."""
    asked = ask(fake("in-order", fate), patients(3, 1))
    assert asked.reasons == {"q-1": "the process ended (exit code 0) without an answer"}
    assert asked.faults == ()


def test_a_line_of_fifty_megabytes_is_skipped() -> None:
    """Named with its length and its start, and the answers behind it are read."""
    asked = ask(fake("in-order", "long", 50), patients(3, 1))
    line = (
        'a line of 50,000,027 bytes (at most 1,000,000) that starts "{"id": "q-1", "reason": "xxx'
    )
    assert list(asked.reasons) == ["q-1"]
    assert asked.reasons["q-1"].startswith(f"printed no answer but {line}")
    assert [fault.partition(": ")[2][: len(line)] for fault in asked.faults] == [line]


def test_a_second_answer_is_passed_on() -> None:
    """So that whoever puts answers beside vignettes sees both, also when it comes last."""
    asked = ask(fake("in-order", "twice"), patients(2, 1))
    assert asked.given == (("q-0", ROUTINE), ("q-1", ROUTINE), ("q-1", ROUTINE))
    assert asked.faults == ()


@pytest.mark.parametrize("whose", ["q-0", "q-77"])
def test_an_answer_for_somebody_else_is_passed_on(whose: str) -> None:
    """Whether it was asked at all is seen where all vignettes are known."""
    asked = ask(fake("in-order", "other", whose), patients(2, 1))
    assert asked.given == (("q-0", ROUTINE), (whose, ROUTINE), ("q-1", ROUTINE))


def test_an_answer_for_whoever_is_asked_later_does_not_count(tmp_path: Path) -> None:
    """Asked alone, q-0 answers for q-2, whose turn comes after it, and keeps its own answer."""
    asked = ask(fake("in-order", "later", "q-2", tmp_path / "note"), patients(3, 0))
    other = '"q-2" (an answer to what this process was not asked)'
    assert asked.results["q-2"] == ROUTINE
    assert asked.reasons == {
        "q-0": f"printed no answer but {other}; the process ended (exit code 3) without an answer"
    }


def test_an_id_that_cannot_be_ours_is_quoted_and_cut() -> None:
    """What an engine makes up reaches nobody's terminal as it is."""
    asked = ask(fake("in-order", "other", r"\u001b" * 100), patients(2, 1))
    quoted = "\N{REPLACEMENT CHARACTER}" * 80
    shown = f'"{quoted}…" (an answer to what this process was not asked)'
    assert asked.faults == (f"printed a line that is no answer: {shown}",)


def test_many_lines_that_are_no_answers_are_counted() -> None:
    """The first twenty are shown, the others counted; the answer among them counts."""
    asked = ask(fake("in-order", "many", 30), patients(2, 1))
    assert asked.results == {"q-0": ROUTINE, "q-1": ROUTINE}
    shown = [f'printed a line that is no answer: "remark {number}"' for number in range(20)]
    assert list(asked.faults) == [*shown, "and 10 more lines that are no answers"]


def test_much_on_standard_error_stops_nothing() -> None:
    """More than any pipe holds is read and thrown away."""
    asked = ask(fake("in-order", "complain", 100_000), patients(2, 1))
    assert asked.results == {"q-0": ROUTINE, "q-1": ROUTINE}
    assert asked.faults == ()


def test_the_last_words_are_part_of_the_reason() -> None:
    """One line of the standard error, printable and cut."""
    reason = ask(fake("in-order", "last_words"), patients(2, 1)).reasons["q-1"]
    shown = f"cannot go on\N{REPLACEMENT CHARACTER}[31m: {'x' * 300}"[:200]
    assert reason == (
        f'the process ended (exit code 4) without an answer; its last words were "{shown}…"'
    )


def test_an_abstention_keeps_its_reason() -> None:
    """A disposition of null is an answer too."""
    result: Result = ask(fake("in-order", "abstain"), patients(1, 0)).results["q-0"]
    assert re.fullmatch("abstained: not my field", f"{result.status}: {result.reason}")
