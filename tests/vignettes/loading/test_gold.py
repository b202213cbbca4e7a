"""Malformed golds: dispositions, ranges, red flags and pathways."""

from typing import TYPE_CHECKING, ClassVar

import pytest

if TYPE_CHECKING:
    from tests.vignettes.conftest import Edited, ProblemsOf

G = "vignettes[sparks-at-breakfast].gold"
LEVELS = "keep, clean, mend, unplug"
RAISE = "raise it, or give an exception with a reason."
KEYS = "preferred, acceptable, red_flags, absent_red_flags, pathways, note, exception"


@pytest.mark.parametrize(
    ("edits", "problem"),
    [
        # dispositions
        ({14: None}, f'14: {G}: the key "preferred" is missing.'),
        (
            {14: "preferred: mended"},
            f'14: {G}.preferred: unknown disposition "mended". Did you mean "mend"?',
        ),
        (
            {14: "preferred: soon"},
            f'14: {G}.preferred: unknown disposition "soon". Allowed: {LEVELS}.',
        ),
        (
            {14: "preferred: 2"},
            f"14: {G}.preferred: a whole number (2) stands where text is needed.",
        ),
        ({14: "preferred: [mend]"}, f"14: {G}.preferred: a list stands where text is needed."),
        # the range
        (
            {15: "acceptable: [mend, unplugg]"},
            f'15: {G}.acceptable: unknown disposition "unplugg". Did you mean "unplug"?',
        ),
        (
            {15: "acceptable: [mendd]"},
            f'15: {G}.acceptable: unknown disposition "mendd". Did you mean "mend"?',
        ),
        (
            {15: "acceptable: [mend, clena, unplug]"},
            f'15: {G}.acceptable: unknown disposition "clena". Did you mean "clean"?',
        ),
        ({15: "acceptable: [mend, mend]"}, f'15: {G}.acceptable: "mend" stands twice.'),
        (
            {15: "acceptable: []"},
            f"15: {G}.acceptable: an empty range; leave it out, or name dispositions.",
        ),
        (
            {15: "acceptable: mend"},
            f'15: {G}.acceptable: text ("mend") stands where a list is needed.',
        ),
        (
            {15: "acceptable: {mend: unplug}"},
            f"15: {G}.acceptable: a mapping stands where a list is needed.",
        ),
        ({15: "acceptable:"}, f"15: {G}.acceptable: nothing stands where a list is needed."),
        (
            {14: "preferred: clean", 15: "acceptable: [clean, unplug]", 16: None},
            f"15: {G}.acceptable: the acceptable range has a gap: mend is missing.",
        ),
        # the preferred one outside the range
        (
            {14: "preferred: keep"},
            f'15: {G}.acceptable: the preferred disposition "keep" is not in it.',
        ),
        (
            {15: "acceptable: [unplug]"},
            f'15: {G}.acceptable: the preferred disposition "mend" is not in it.',
        ),
        # the floor below a required red flag's minimum
        (
            {15: "acceptable: [clean, mend]"},
            (
                f'15: {G}.acceptable: the floor "clean" is below "mend", the minimum of the red '
                f'flag "current"; {RAISE}'
            ),
        ),
        (
            {14: "preferred: clean", 15: None},
            (
                f'14: {G}.acceptable: the floor "clean" is below "mend", the minimum of the red '
                f'flag "current"; {RAISE}'
            ),
        ),
        (
            {16: "red_flags: [current, fire]", 17: None},
            (
                f'15: {G}.acceptable: the floor "mend" is below "unplug", the minimum of the red '
                f'flag "fire"; {RAISE}'
            ),
        ),
        # red flags
        (
            {16: "red_flags: [currant]"},
            f'16: {G}.red_flags: unknown red flag "currant". Did you mean "current"?',
        ),
        (
            {16: "red_flags: [smoke]"},
            f'16: {G}.red_flags: unknown red flag "smoke". Allowed: fire, current.',
        ),
        (
            {16: "red_flags: current"},
            f'16: {G}.red_flags: text ("current") stands where a list is needed.',
        ),
        ({16: "red_flags: [current, current]"}, f'16: {G}.red_flags: "current" stands twice.'),
        # absent red flags: others, or a list
        (
            {17: "absent_red_flags: [current]"},
            f'17: {G}.absent_red_flags: "current" is a required red flag too.',
        ),
        (
            {17: "absent_red_flags: other"},
            f'17: {G}.absent_red_flags: allowed: a list, or others. Did you mean "others"?',
        ),
        (
            {17: "absent_red_flags: fire"},
            f"17: {G}.absent_red_flags: allowed: a list, or others. Allowed: others.",
        ),
        (
            {17: "absent_red_flags: [others]"},
            f'17: {G}.absent_red_flags: unknown red flag "others". Allowed: fire, current.',
        ),
        (
            {17: "absent_red_flags: [flames]"},
            f'17: {G}.absent_red_flags: unknown red flag "flames". Allowed: fire, current.',
        ),
        ({17: "absent_red_flags: [fire, fire]"}, f'17: {G}.absent_red_flags: "fire" stands twice.'),
        (
            {17: "absent_red_flags: true"},
            f"17: {G}.absent_red_flags: true or false (true) stands where a list is needed.",
        ),
        (
            {17: "absent_red_flags: {fire: true}"},
            f"17: {G}.absent_red_flags: a mapping stands where a list is needed.",
        ),
        # pathways
        (
            {18: "pathways: [baker]"},
            f'18: {G}.pathways: unknown pathway "baker". Did you mean "bakery"?',
        ),
        (
            {18: "pathways: [hospital]"},
            f'18: {G}.pathways: unknown pathway "hospital". Allowed: electrician, bakery.',
        ),
        (
            {18: "pathways: electrician"},
            f'18: {G}.pathways: text ("electrician") stands where a list is needed.',
        ),
        (
            {18: "pathways: [electrician, electrician]"},
            f'18: {G}.pathways: "electrician" stands twice.',
        ),
        # the rest
        ({19: "note: 3"}, f"19: {G}.note: a whole number (3) stands where text is needed."),
        ({19: "remark: x"}, f'19: {G}: unknown key "remark". Allowed: {KEYS}.'),
        ({19: "floor: mend"}, f'19: {G}: unknown key "floor". Allowed: {KEYS}.'),
        (
            {13: "gold: mend", **dict.fromkeys(range(14, 20))},
            f'13: {G}: text ("mend") stands where a mapping is needed.',
        ),
        (
            {13: "gold: [mend]", **dict.fromkeys(range(14, 20))},
            f"13: {G}: a list stands where a mapping is needed.",
        ),
        (
            dict.fromkeys(range(13, 20)),
            '2: vignettes[sparks-at-breakfast]: the key "gold" is missing.',
        ),
    ],
)
def test_a_gold_that_is_wrong_is_named_with_its_place(
    edited: "Edited", problems_of: "ProblemsOf", edits: dict[int, str | None], problem: str
) -> None:
    """One mistake gives one problem, and none that follows from it: nothing misleads."""
    assert problems_of(edited(edits)) == [f"v.yaml:{problem}"]


class TestRedFlagsOfThePatient:
    """A red flag cannot be required of a patient who has nothing of what makes it."""

    FIRE: ClassVar[dict[int, str | None]] = {
        14: "preferred: unplug",
        15: None,
        16: "red_flags: [current, fire]",
        17: None,
    }
    NONE: ClassVar[dict[int, str | None]] = {8: "present: [crumbs]", 10: None, 12: None}

    @pytest.mark.parametrize("exception", [{}, {19: "exception: A reason."}])
    def test_one_whose_only_finding_is_absent_is_a_contradiction(
        self, edited: "Edited", problems_of: "ProblemsOf", exception: dict[int, str | None]
    ) -> None:
        """It could never be raised; no exception makes it right."""
        assert problems_of(edited({**self.FIRE, **exception})) == [
            f'v.yaml:14: {G}: the red flag "fire" is required, but smoke is absent.'
        ]

    @pytest.mark.parametrize(
        "absent",
        [{9: "absent: [smoke, sparks, shock]"}, {9: None, 10: "absent_others: [dangers]"}],
        ids=["listed", "as-a-group"],
    )
    def test_one_whose_findings_are_all_absent_is_a_contradiction(
        self, edited: "Edited", problems_of: "ProblemsOf", absent: dict[int, str | None]
    ) -> None:
        """All of them are named, however they are denied."""
        (problem,) = problems_of(edited({**self.NONE, **absent}))
        assert problem.endswith(
            f'{G}: the red flag "current" is required, but sparks, shock are all absent.'
        )

    @pytest.mark.parametrize(
        "known",
        [{}, {9: "absent: [smoke, sparks]"}, {9: "absent: [smoke, shock]"}, {9: None}],
    )
    def test_one_of_which_something_is_open_may_be_required(
        self, edited: "Edited", problems_of: "ProblemsOf", known: dict[int, str | None]
    ) -> None:
        """Not asked is not absent."""
        assert problems_of(edited({**self.NONE, **known})) == []

    def test_one_with_a_present_finding_may_be_required(
        self, edited: "Edited", problems_of: "ProblemsOf"
    ) -> None:
        """Whatever else of it is absent."""
        assert problems_of(edited({9: "absent: [smoke, shock]", 12: None})) == []

    def test_each_contradiction_is_told(self, edited: "Edited", problems_of: "ProblemsOf") -> None:
        """One red flag hides no other."""
        absent: dict[int, str | None] = {9: "absent: [smoke, sparks, shock]"}
        found = problems_of(edited({**self.FIRE, **self.NONE, **absent}))
        assert [problem.partition("red flag ")[2] for problem in found] == [
            '"current" is required, but sparks, shock are all absent.',
            '"fire" is required, but smoke is absent.',
        ]


def test_a_range_that_is_wrong_in_three_ways_is_told_all_three(
    edited: "Edited", problems_of: "ProblemsOf"
) -> None:
    """Gap, preferred disposition and floor are three mistakes of their own."""
    assert problems_of(edited({15: "acceptable: [clean, unplug]"})) == [
        f"v.yaml:15: {G}.acceptable: the acceptable range has a gap: mend is missing.",
        f'v.yaml:15: {G}.acceptable: the preferred disposition "mend" is not in it.',
        (
            f'v.yaml:15: {G}.acceptable: the floor "clean" is below "mend", the minimum of the red '
            f'flag "current"; {RAISE}'
        ),
    ]


@pytest.mark.parametrize(
    ("exception", "found"),
    [
        ('""', "an empty text"),
        ('"  "', "an empty text"),
        ("true", "true or false (true)"),
        ("", "nothing"),
        ("[because]", "a list"),
    ],
)
def test_an_exception_without_a_reason_excuses_nothing(
    edited: "Edited", problems_of: "ProblemsOf", exception: str, found: str
) -> None:
    """A floor below a red flag's minimum needs a reason in words."""
    text = edited({15: "acceptable: [clean, mend]", 19: f"exception: {exception}"})
    problem = f"v.yaml:19: {G}.exception: {found} stands where text is needed."
    assert problem in problems_of(text)
