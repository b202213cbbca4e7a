"""A valid vignette, read whole."""

from typing import TYPE_CHECKING

import pytest

from triage.truth import Answer
from triage.vocabulary import Vocabulary
from vignettes.vignette import Gold, Kind

if TYPE_CHECKING:
    from tests.vignettes.conftest import Edited, Read


def test_every_key_of_a_vignette_is_read(
    edited: "Edited", read: "Read", toaster: Vocabulary
) -> None:
    """Each key ends up in its place, texts without the white space around them."""
    vignette = read(edited({6: "narrative: >-\n  It sparks.\n  A lot."}))
    mend, unplug = toaster.scale["mend"], toaster.scale["unplug"]
    assert vignette.id == "sparks-at-breakfast"
    assert vignette.family == "breakfast"
    assert vignette.title == "Sparks at breakfast"
    assert vignette.kind is Kind.CANONICAL
    assert vignette.narrative == "It sparks. A lot."
    assert vignette.presentation.present == ("sparks",)
    assert vignette.presentation.absent == ("crumbs", "pale_toast", "smoke")
    assert vignette.presentation.numbers == {"age_years": 7, "slots": 2}
    assert vignette.attributes == {"colour": "red"}
    assert vignette.not_asked == ("shock",)
    assert vignette.gold == Gold(
        preferred=mend,
        floor=mend,
        ceiling=unplug,
        red_flags=("current",),
        absent_red_flags=("fire",),
        pathways=("electrician",),
        note="A remark.",
    )
    assert vignette.sources == ("MAN L2", "MAN L6.1")
    assert vignette.author == "author-1"
    assert (vignette.file, vignette.line) == ("v.yaml", 2)


def test_a_vignette_with_the_required_keys_alone_has_its_own_family_and_knows_nothing(
    edited: "Edited", read: "Read", toaster: Vocabulary
) -> None:
    """What is left out is unknown: no finding, no number, a range of the preferred level alone."""
    optional = (3, 7, 8, 9, 10, 11, 12, 15, 16, 17, 18, 19)
    vignette = read(edited(dict.fromkeys(optional)))
    assert vignette.family == "sparks-at-breakfast"
    assert dict(vignette.presentation.answers) == {}
    assert dict(vignette.presentation.numbers) == {}
    assert vignette.attributes == {}
    assert vignette.not_asked == ()
    assert vignette.gold == Gold(
        preferred=toaster.scale["mend"], floor=toaster.scale["mend"], ceiling=toaster.scale["mend"]
    )


def test_the_order_of_the_acceptable_dispositions_does_not_matter(
    edited: "Edited", read: "Read"
) -> None:
    """A range has a lower and an upper end, however the file lists it: none can be upside down."""
    vignette = read(edited({15: "acceptable: [unplug, mend]"}))
    assert (vignette.gold.floor.id, vignette.gold.ceiling.id) == ("mend", "unplug")


def test_others_stands_for_every_red_flag_that_is_not_required(
    edited: "Edited", read: "Read"
) -> None:
    """The word others is the list of the red flags that are not required, in their order."""
    assert read(edited({17: "absent_red_flags: others"})).gold.absent_red_flags == ("fire",)
    none_required = {14: "preferred: keep", 15: None, 16: "red_flags: []"}
    everything = read(edited({**none_required, 17: "absent_red_flags: others"}))
    assert everything.gold.absent_red_flags == ("fire", "current")


def test_red_flags_left_out_of_both_lists_are_open(edited: "Edited", read: "Read") -> None:
    """Without absent red flags none is known to be absent."""
    assert read(edited({17: None})).gold.absent_red_flags == ()


@pytest.mark.parametrize(
    ("present", "absent", "not_asked", "shock"),
    [
        ("[sparks, shock]", "[smoke]", None, Answer.PRESENT),
        ("[sparks]", "[smoke, shock]", None, Answer.ABSENT),
        ("[sparks]", "[smoke]", "not_asked: [shock]", Answer.NOT_ASKED),
        ("[sparks]", "[smoke]", None, Answer.ABSENT),
    ],
)
def test_absent_others_leaves_alone_whatever_is_listed(
    edited: "Edited", read: "Read", present: str, absent: str, not_asked: str | None, shock: Answer
) -> None:
    """A group's other findings are absent; the ones listed anywhere stay as they are listed."""
    vignette = read(
        edited(
            {
                8: f"present: {present}",
                9: f"absent: {absent}",
                10: "absent_others: [dangers]",
                12: not_asked,
            }
        )
    )
    assert vignette.presentation.answer("shock") is shock
    assert vignette.presentation.answer("smoke") is Answer.ABSENT
    assert vignette.presentation.answer("crumbs") is Answer.NOT_ASKED


def test_a_floor_below_a_red_flags_minimum_stands_with_an_exception(
    edited: "Edited", read: "Read"
) -> None:
    """An exception with a reason allows what is refused without one, and is kept."""
    vignette = read(
        edited({15: "acceptable: [clean, mend]", 19: "exception: The fuse is out already."})
    )
    assert vignette.gold.floor.id == "clean"
    assert vignette.gold.exception == "The fuse is out already."


@pytest.mark.parametrize("edge", ["0", "50", "0.5"])
def test_a_number_may_lie_on_either_end_of_its_range(
    edited: "Edited", read: "Read", edge: str
) -> None:
    """Both ends of a number's range are allowed, and so are decimals."""
    vignette = read(edited({7: f"patient: {{age_years: {edge}}}"}))
    assert vignette.presentation.numbers["age_years"] == float(edge)


def test_a_number_of_the_patient_may_stand_among_the_numbers(
    edited: "Edited", read: "Read"
) -> None:
    """The age may stand under numbers as well as under patient, though not under both."""
    vignette = read(edited({7: None, 11: "numbers: {age_years: 7}"}))
    assert vignette.presentation.numbers == {"age_years": 7}
