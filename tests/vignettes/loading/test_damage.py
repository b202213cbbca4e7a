"""Vignette files damaged at random: loaded, or refused with problems that a person can use."""

from typing import TYPE_CHECKING

from hypothesis import given, settings
from hypothesis import strategies as st

from triage.loading.nodes import parse
from triage.loading.problems import LoadError, Problem
from triage.vocabulary import Vocabulary
from vignettes.loading import build_vignettes
from vignettes.vignette import Kind, Vignette

if TYPE_CHECKING:
    from tests.vignettes.conftest import Edited

LINES = 21
JUNK = st.sampled_from(
    [
        "",
        "x",
        "- x",
        "x:",
        "x: y",
        "kind: odd",
        "kind: [canonical]",
        "kind:",
        "gold: {preferred: mend}",
        "gold:",
        "gold: []",
        "preferred: keep",
        "acceptable: [keep, unplug]",
        "acceptable: [[mend]]",
        "red_flags: {current: 1}",
        "absent_red_flags: 3",
        "present: [{sparks: 1}]",
        "present: [sparks, null]",
        "numbers: {slots: {}}",
        "patient: {? [a] : b}",
        "sources: [[MAN L1]]",
        "id: [1]",
        "title: 2026-01-01",
        "title: !!binary x",
        "<<: *a",
        "---",
        "%YAML 1.1",
        "\t",
        '"',
        "present: [sparks",
        "note: \u202e",
        "narrative: \ufeff",
    ]
)
EDITS = st.dictionaries(
    st.integers(1, LINES), st.none() | JUNK | st.text(max_size=12), min_size=1, max_size=4
)


def outcome_of(text: str, words: Vocabulary) -> tuple[tuple[Vignette, ...], tuple[Problem, ...]]:
    """The vignettes of a text, or its problems."""
    try:
        data = text.encode(errors="surrogatepass")
        return build_vignettes(parse(data, "v.yaml"), "v.yaml", words), ()
    except LoadError as error:
        return (), error.problems


@settings(max_examples=600)
@given(edits=EDITS)
def test_what_a_damaged_file_still_gives_is_valid(
    edited: "Edited", toaster: Vocabulary, edits: dict[int, str | None]
) -> None:
    """If a vignette is read at all, nothing about it is missing or contradicts itself."""
    for vignette in outcome_of(edited(edits), toaster)[0]:
        assert vignette.id
        assert vignette.title
        assert vignette.narrative
        assert vignette.sources
        assert vignette.author
        assert vignette.kind in Kind
        assert vignette.gold.floor <= vignette.gold.preferred <= vignette.gold.ceiling
        assert set(vignette.gold.red_flags).isdisjoint(vignette.gold.absent_red_flags)
        assert set(vignette.not_asked).isdisjoint(vignette.presentation.answers)


@settings(max_examples=600)
@given(edits=EDITS)
def test_what_is_wrong_with_a_damaged_file_has_a_place_and_plain_words(
    edited: "Edited", toaster: Vocabulary, edits: dict[int, str | None]
) -> None:
    """Whatever is in the file, nothing crashes, and no problem speaks of Python."""
    text = edited(edits)
    for problem in outcome_of(text, toaster)[1]:
        assert problem.file == "v.yaml"
        assert 0 <= problem.line <= text.count("\n") + text.count("\r") + 2
        assert problem.message.endswith((".", "?"))
        assert str(problem).isprintable()
        assert not any(word in problem.message for word in ("NoneType", "dict", "object at"))


@settings(max_examples=100)
@given(removed=st.sets(st.integers(2, LINES), min_size=1, max_size=LINES - 1))
def test_a_file_with_lines_missing_is_read_or_says_where_it_lacks_something(
    edited: "Edited", toaster: Vocabulary, removed: set[int]
) -> None:
    """Any set of lines may be missing: what is left loads, or the problem has a line."""
    problems = outcome_of(edited(dict.fromkeys(removed)), toaster)[1]
    assert all(problem.line > 0 for problem in problems)
