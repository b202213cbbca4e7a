"""What is known of one patient: equal when it says the same, and checked against its words."""

from collections.abc import Mapping

import pytest

from triage.presentation import Presentation, PresentationError
from triage.truth import Answer
from triage.vocabulary import Vocabulary

SQUEAKS = Presentation({"squeak": Answer.PRESENT, "wobble": Answer.ABSENT}, {"pressure_bar": 4.0})


def test_what_is_not_listed_was_not_asked() -> None:
    """An answer is present or absent only where it is listed."""
    asked = [SQUEAKS.answer(name) for name in ("squeak", "wobble", "flat_tyre")]
    assert asked == [Answer.PRESENT, Answer.ABSENT, Answer.NOT_ASKED]


def test_saying_not_asked_says_nothing() -> None:
    """A finding listed as not asked makes the same presentation as one that is left out."""
    silent = Presentation({**SQUEAKS.answers, "flat_tyre": Answer.NOT_ASKED}, SQUEAKS.numbers)
    assert silent == SQUEAKS
    assert hash(silent) == hash(SQUEAKS)


def test_order_does_not_tell_presentations_apart() -> None:
    """Two presentations that say the same in another order are equal and hash alike."""
    answers = {"wobble": Answer.ABSENT, "squeak": Answer.PRESENT}
    turned = Presentation(answers, {"pressure_bar": 4})
    assert turned == SQUEAKS
    assert hash(turned) == hash(SQUEAKS)
    assert list(turned.answers) == list(SQUEAKS.answers)


def test_present_and_absent_list_the_findings_by_id() -> None:
    """The two lists hold what is known, each in the order of the ids."""
    patient = Presentation(
        dict.fromkeys("cab", Answer.PRESENT) | dict.fromkeys("ed", Answer.ABSENT)
    )
    assert (patient.present, patient.absent) == (("a", "b", "c"), ("d", "e"))


def test_an_answer_is_changed_on_a_copy() -> None:
    """A changed answer makes another presentation; the first one stays as it was."""
    told = SQUEAKS.with_answer("wobble", Answer.PRESENT)
    assert (told.present, SQUEAKS.present) == (("squeak", "wobble"), ("squeak",))
    assert told.with_answer("wobble", Answer.NOT_ASKED).absent == ()


def test_a_number_is_changed_or_taken_back_on_a_copy() -> None:
    """A number is replaced by another, and forgotten with ``None``."""
    assert SQUEAKS.with_number("pressure_bar", 2.0).numbers == {"pressure_bar": 2.0}
    assert SQUEAKS.with_number("pressure_bar", None).numbers == {}
    assert SQUEAKS.numbers == {"pressure_bar": 4.0}


@pytest.mark.parametrize("part", ["answers", "numbers"])
def test_a_presentation_cannot_be_written_to(part: str) -> None:
    """Its mappings are read-only, and later changes to what it was made of do not reach it."""
    answers, numbers = {"squeak": Answer.PRESENT}, {"pressure_bar": 4.0}
    patient = Presentation(answers, numbers)
    answers.clear()
    numbers.clear()
    assert len(getattr(patient, part)) == 1
    assert not hasattr(getattr(patient, part), "clear")


def test_content_is_plain_data() -> None:
    """The content for files and hashes is lists and a mapping of what is known."""
    assert SQUEAKS.content() == {
        "present": ["squeak"],
        "absent": ["wobble"],
        "numbers": {"pressure_bar": 4.0},
    }
    assert Presentation().content() == {"present": [], "absent": [], "numbers": {}}


class TestBuild:
    """``build`` checks names, contradictions and ranges."""

    def test_builds_what_it_is_told(self, bicycle: Vocabulary) -> None:
        """Present, absent and numbers become one presentation."""
        built = Presentation.build(
            bicycle, present=["squeak"], absent=["wobble"], numbers={"pressure_bar": 4.0}
        )
        assert built == SQUEAKS
        assert Presentation.build(bicycle) == Presentation()

    @pytest.mark.parametrize("pressure", [1.0, 9.0])
    def test_both_ends_of_a_range_are_in_it(self, bicycle: Vocabulary, pressure: float) -> None:
        """The range of a number includes its ends."""
        patient = Presentation.build(bicycle, numbers={"pressure_bar": pressure})
        assert patient.numbers == {"pressure_bar": pressure}

    @pytest.mark.parametrize(
        ("present", "absent", "numbers", "message"),
        [
            (["wobble"], ["wobble"], {}, "wobble: both present and absent"),
            (["wobbel"], [], {}, "wobbel: no finding of the vocabulary bicycle"),
            ([], ["wobbel"], {}, "wobbel: no finding of the vocabulary bicycle"),
            (["pressure_bar"], [], {}, "pressure_bar: no finding of the vocabulary bicycle"),
            ([], [], {"wobble": 1}, "wobble: no number of the vocabulary bicycle"),
            (
                [],
                [],
                {"pressure_bar": 0.9},
                "pressure_bar: 0.9 is out of range; allowed: 1 to 9 bar",
            ),
            (
                [],
                [],
                {"pressure_bar": 9.1},
                "pressure_bar: 9.1 is out of range; allowed: 1 to 9 bar",
            ),
            (
                [],
                [],
                {"pressure_bar": 9.0000001},
                "pressure_bar: 9.0000001 is out of range; allowed: 1 to 9 bar",
            ),
            (
                [],
                [],
                {"pressure_bar": float("nan")},
                "pressure_bar: nan is out of range; allowed: 1 to 9 bar",
            ),
            (
                [],
                [],
                {"pressure_bar": float("inf")},
                "pressure_bar: inf is out of range; allowed: 1 to 9 bar",
            ),
        ],
    )
    def test_refuses_what_its_vocabulary_does_not_allow(
        self,
        bicycle: Vocabulary,
        present: list[str],
        absent: list[str],
        numbers: Mapping[str, float],
        message: str,
    ) -> None:
        """Each mistake is an error that names it and says what is allowed."""
        with pytest.raises(PresentationError) as raised:
            Presentation.build(bicycle, present=present, absent=absent, numbers=numbers)
        assert str(raised.value) == message
