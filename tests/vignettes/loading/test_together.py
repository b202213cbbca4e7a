"""Several mistakes in one file are reported together, each once, in the order of the lines."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.vignettes.conftest import Edited, ProblemsOf

V = "vignettes[sparks-at-breakfast]"
KINDS = "canonical, near_miss, combination, distractor, boundary, unknown"
LEVELS = "keep, clean, mend, unplug"


def test_mistakes_in_every_part_are_reported_together(
    edited: "Edited", problems_of: "ProblemsOf"
) -> None:
    """A person mends a file in one go, not mistake by mistake."""
    text = edited(
        {
            3: "family: a b",
            4: 'title: ""',
            5: "kind: odd",
            7: "patient: {age_years: 99, colour: blue}",
            8: "present: [sparks, zebra]",
            11: "numbers: {slots: 0}",
            12: "not_asked: [sparks]",
            16: "red_flags: [current, flood]",
            18: "pathways: [plumber]",
            20: "sources: [MAN L99]",
        }
    )
    assert problems_of(text) == [
        f'v.yaml:3: {V}.family: "a b" is no id; allowed: letters, digits, _ . and -.',
        f"v.yaml:4: {V}.title: an empty text stands where text is needed.",
        f'v.yaml:5: {V}.kind: unknown kind "odd". Allowed: {KINDS}.',
        f"v.yaml:7: {V}.patient.age_years: 99 is out of range; allowed: 0 to 50 years.",
        f'v.yaml:7: {V}.patient.colour: "blue" is not one of red, chrome.',
        (
            f'v.yaml:8: {V}.present: unknown finding "zebra". '
            "Allowed: smoke, sparks, shock, crumbs, pale_toast."
        ),
        f"v.yaml:11: {V}.numbers.slots: 0 is out of range; allowed: 1 to 8 slots.",
        f'v.yaml:12: {V}.not_asked: "sparks" is present too.',
        f'v.yaml:16: {V}.gold.red_flags: unknown red flag "flood". Allowed: fire, current.',
        f'v.yaml:18: {V}.gold.pathways: unknown pathway "plumber". Allowed: electrician, bakery.',
        f'v.yaml:20: {V}.sources: "MAN L99" is outside the document; its last line is L40.',
    ]


@pytest.mark.parametrize(
    ("edits", "problems"),
    [
        (
            {14: "preferred: soon", 15: "acceptable: [later]"},
            [
                f'14: {V}.gold.preferred: unknown disposition "soon". Allowed: {LEVELS}.',
                f'15: {V}.gold.acceptable: unknown disposition "later". Allowed: {LEVELS}.',
            ],
        ),
        (
            {15: "acceptable: [mend, keep]", 18: "pathways: [baker]"},
            [
                f"15: {V}.gold.acceptable: the acceptable range has a gap: clean is missing.",
                f'18: {V}.gold.pathways: unknown pathway "baker". Did you mean "bakery"?',
            ],
        ),
        (
            {5: "kind: odd", 20: "sources: []"},
            [
                f'5: {V}.kind: unknown kind "odd". Allowed: {KINDS}.',
                f"20: {V}.sources: a vignette needs at least one source.",
            ],
        ),
    ],
    ids=["both-dispositions", "gap-and-pathway", "kind-and-no-source"],
)
def test_one_mistake_hides_no_other(
    edited: "Edited", problems_of: "ProblemsOf", edits: dict[int, str | None], problems: list[str]
) -> None:
    """Whatever is wrong in one field, the other fields are read all the same."""
    found = problems_of(edited(edits))
    missing = [problem for problem in problems if f"v.yaml:{problem}" not in found]
    assert missing == []


def test_mistakes_of_several_vignettes_stand_in_the_order_of_the_lines(
    problems_of: "ProblemsOf", several: Callable[[Iterable[str]], str]
) -> None:
    """A mistake in one vignette does not keep the next ones from being read."""
    text = several(["first", "second", "third"])
    text = text.replace("kind: canonical", "kind: odd")
    assert problems_of(text) == [
        f'v.yaml:{line}: vignettes[{name}].kind: unknown kind "odd". Allowed: {KINDS}.'
        for line, name in ((5, "first"), (25, "second"), (45, "third"))
    ]


def test_an_id_that_stands_twice_names_the_first_line(
    problems_of: "ProblemsOf", several: Callable[[Iterable[str]], str]
) -> None:
    """Each repeat is a problem of its own, and leads to the first one."""
    assert problems_of(several(["twin", "other", "twin", "twin"])) == [
        f'v.yaml:{line}: vignettes[twin].id: the id "twin" stands twice; it stood at line 2.'
        for line in (42, 62)
    ]


def test_an_id_that_stands_twice_is_seen_although_the_first_has_another_mistake(
    problems_of: "ProblemsOf", several: Callable[[Iterable[str]], str]
) -> None:
    """Mending the first vignette must not bring up a mistake that was there all the time."""
    text = several(["twin", "twin"]).replace("kind: canonical", "kind: odd", 1)
    assert problems_of(text) == [
        f'v.yaml:5: vignettes[twin].kind: unknown kind "odd". Allowed: {KINDS}.',
        'v.yaml:22: vignettes[twin].id: the id "twin" stands twice; it stood at line 2.',
    ]
