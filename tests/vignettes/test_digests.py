"""Digests: which part of a vignette an edit touches, and what the library's fingerprint sees."""

from collections.abc import Callable, Iterable
from itertools import permutations
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from triage.vocabulary import Vocabulary
from vignettes.library import read_library

if TYPE_CHECKING:
    from tests.vignettes.conftest import Edited, Read, Write

INPUT, GOLD, NARRATIVE, TEXT = {"input"}, {"gold"}, {"narrative"}, {"text"}


@pytest.mark.parametrize(
    ("edits", "parts"),
    [
        # input: what an engine is given, and the attributes of subgroup tables
        ({8: "present: [sparks, shock]", 12: None}, INPUT | TEXT),
        ({8: "present: [crumbs]"}, INPUT),
        ({9: "absent: [smoke, shock]", 12: None}, INPUT | TEXT),
        ({9: None}, INPUT),
        ({10: None}, INPUT),
        ({7: "patient: {age_years: 8, colour: red}"}, INPUT),
        ({7: "patient: {age_years: 7, colour: chrome}"}, INPUT),
        ({7: "patient: {age_years: 7}"}, INPUT),
        ({7: None}, INPUT),
        ({11: "numbers: {slots: 3}"}, INPUT),
        ({11: None}, INPUT),
        # gold: all that scoring reads, and the family, which is the unit of the statistics
        ({14: "preferred: unplug"}, GOLD),
        ({15: "acceptable: [mend]"}, GOLD),
        ({15: None}, GOLD),
        ({16: None}, GOLD),
        ({16: "red_flags: []"}, GOLD),
        ({17: "absent_red_flags: []"}, GOLD),
        ({17: None}, GOLD),
        ({18: None}, GOLD),
        ({18: "pathways: [electrician, bakery]"}, GOLD),
        ({19: "note: A remark.\nexception: A reason."}, GOLD),
        ({3: "family: lunch"}, GOLD),
        ({3: None}, GOLD),
        # and what decides in which subgroup it is
        ({5: "kind: distractor"}, GOLD),
        # text: what only people read
        ({4: "title: Sparks again"}, TEXT),
        # the narrative, which rules do not read
        ({6: "narrative: It sparks."}, NARRATIVE),
        ({12: None}, TEXT),
        ({12: "not_asked: []"}, TEXT),
        ({19: None}, TEXT),
        ({19: "note: Another remark."}, TEXT),
        ({20: "sources: [MAN L2]"}, TEXT),
        ({21: "author: author-2"}, TEXT),
        # nothing: another way to write the same
        ({2: "- id: renamed"}, set()),
        ({1: "# a comment\nvignettes:"}, set()),
        ({4: 'title: "Sparks at breakfast"'}, set()),
        ({7: "patient: {colour: red, age_years: 7.0}"}, set()),
        ({9: "absent: [smoke, pale_toast]"}, set()),
        ({9: "absent: [pale_toast, crumbs, smoke]", 10: None}, set()),
        ({7: "patient: {colour: red}", 11: "numbers: {slots: 2, age_years: 7}"}, set()),
        ({15: "acceptable: [unplug, mend]"}, set()),
        ({17: "absent_red_flags: others"}, set()),
        ({20: "sources: [MAN L6.1, MAN L2]"}, set()),
    ],
)
def test_an_edit_changes_the_digest_of_its_part_alone(
    edited: "Edited", read: "Read", edits: dict[int, str | None], parts: set[str]
) -> None:
    """Input, gold and text can be edited apart, and the digests tell which one was."""
    before, after = read(edited({})).digests(), read(edited(edits)).digests()
    assert {part for part in before if before[part] != after[part]} == parts


def test_a_digest_is_a_sha256(edited: "Edited", read: "Read") -> None:
    """Each of the digests is a SHA-256 that names itself."""
    digests = read(edited({})).digests()
    assert list(digests) == ["input", "gold", "narrative", "text"]
    assert all(
        value.startswith("sha256:") and len(value) == len("sha256:") + 64
        for value in digests.values()
    )


def test_neither_files_nor_order_enter_the_fingerprint(
    write: "Write",
    several: Callable[[Iterable[str]], str],
    toaster: Vocabulary,
    tmp_path: Path,
) -> None:
    """One file or three, in any order: the same vignettes are the same library."""
    together = {
        read_library(write("all.yaml", several(order)), toaster).fingerprint
        for order in permutations(["a", "b", "c"])
    }
    for file, name in (("x/1.yaml", "c"), ("x/2.yaml", "a"), ("x/deep/0.yaml", "b")):
        write(file, several([name]))
    assert together == {read_library(tmp_path / "x", toaster).fingerprint}


@pytest.mark.parametrize(
    "edits",
    [
        {2: "- id: renamed"},
        {8: "present: [crumbs]"},
        {14: "preferred: unplug"},
        {6: "narrative: Other words."},
    ],
    ids=["id", "input", "gold", "text"],
)
def test_the_fingerprint_of_a_library_sees_every_edit(
    write: "Write", edited: "Edited", toaster: Vocabulary, edits: dict[int, str | None]
) -> None:
    """An id, an input, a gold or a word changed is another library."""
    before = read_library(write("v.yaml", edited({})), toaster).fingerprint
    after = read_library(write("v.yaml", edited(edits)), toaster).fingerprint
    assert before != after


def test_the_fingerprint_of_a_library_sees_a_vignette_more(
    write: "Write", several: Callable[[Iterable[str]], str], toaster: Vocabulary
) -> None:
    """A vignette added, or taken away, is another library."""
    one = read_library(write("v.yaml", several(["a"])), toaster).fingerprint
    two = read_library(write("v.yaml", several(["a", "b"])), toaster).fingerprint
    assert one != two


def test_the_digests_of_a_library_are_those_of_its_vignettes(
    write: "Write", several: Callable[[Iterable[str]], str], toaster: Vocabulary
) -> None:
    """The digests stand by id."""
    library = read_library(write("v.yaml", several(["b", "a"])), toaster)
    assert dict(library.digests) == {
        "a": library.by_id["a"].digests(),
        "b": library.by_id["b"].digests(),
    }
