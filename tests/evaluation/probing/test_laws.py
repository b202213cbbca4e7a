"""Each law on answers made by hand: what breaks it, what does not, and where it says nothing."""

import pytest

from evaluation.engines.unknowns import NOT_KNOWN
from evaluation.outcomes import Result, Status
from evaluation.probing.laws import (
    AnswerLaw,
    Demand,
    InvariantLaw,
    IrrelevantLaw,
    MinimumLaw,
    MonotoneLaw,
    OpenLaw,
    OrderLaw,
    ProbeLaw,
    RepeatLaw,
    UnknownLaw,
)
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SCALE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
)
from tests.evaluation.kit.probes import INVARIANTS, RULES
from triage.presentation import Presentation
from triage.truth import Answer

NOBODY = Presentation()
FLOOR, CEILING = INVARIANTS.invariants["F1"], INVARIANTS.invariants["C1"]
FULL = gave(URGENT, flags="flag", ways="way")
NONE = gave_none()
SPARED = Result(status=Status.ABSTAINED, reason=f"{NOT_KNOWN}a")
ITSELF = Result(status=Status.ABSTAINED, reason="I cannot tell")
GIVEN = ("flag", "way")

CASES: list[tuple[ProbeLaw, list[Result], Demand | None]] = [
    (AnswerLaw(), [FULL], None),
    (AnswerLaw(), [NONE], Demand()),
    (AnswerLaw(), [ITSELF], Demand()),
    (AnswerLaw(), [SPARED], None),
    (InvariantLaw(FLOOR), [FULL], None),
    (InvariantLaw(FLOOR), [NONE], None),
    (
        InvariantLaw(FLOOR),
        [gave(ROUTINE, flags="flag", ways="way")],
        Demand(at_least=2, given=GIVEN),
    ),
    (InvariantLaw(FLOOR), [gave(EMERGENCY, ways="way")], Demand(at_least=2, given=GIVEN)),
    (InvariantLaw(FLOOR), [gave(EMERGENCY, flags="flag")], Demand(at_least=2, given=GIVEN)),
    (InvariantLaw(FLOOR, reports_red_flags=False), [gave(URGENT, ways="way")], None),
    (InvariantLaw(CEILING), [gave(ROUTINE)], None),
    (InvariantLaw(CEILING), [gave(URGENT)], Demand(at_most=1)),
    (OpenLaw(FLOOR, SCALE["routine"]), [gave(ROUTINE)], None),
    (OpenLaw(FLOOR, SCALE["routine"]), [gave(SELF_CARE)], Demand(at_least=1)),
    (OpenLaw(FLOOR, SCALE["routine"]), [NONE], None),
    (MinimumLaw(RULES.vocabulary.red_flags["flag"]), [gave(ROUTINE)], None),
    (MinimumLaw(RULES.vocabulary.red_flags["flag"]), [FULL], None),
    (MinimumLaw(RULES.vocabulary.red_flags["flag"]), [gave(1, flags="flag")], Demand(at_least=2)),
    # absent, not asked, present
    (MonotoneLaw("a"), [gave(0), gave(1), gave(1)], None),
    (MonotoneLaw("a"), [gave(0), gave(2), gave(1)], Demand(answer=2, beside=1, at_least=2)),
    (MonotoneLaw("a"), [gave(3), gave(2), gave(1)], Demand(answer=2, beside=0, at_least=3)),
    (MonotoneLaw("a"), [gave(1), SPARED, gave(0)], Demand(answer=2, beside=0, at_least=1)),
    (MonotoneLaw("a"), [NONE, NONE, gave(0)], None),
    (MonotoneLaw("a"), [gave(3), gave(3), NONE], None),
    # not asked, present
    (UnknownLaw("a"), [gave(0), gave(1)], Demand(answer=0, beside=1, at_least=1)),
    (UnknownLaw("a"), [gave(0), gave(0)], None),
    (UnknownLaw("a"), [gave(1), gave(2)], None),
    (UnknownLaw("a"), [gave(0), NONE], None),
    (UnknownLaw("a"), [NONE, gave(2)], None),
    # not asked, absent, present
    (IrrelevantLaw("c"), [gave(1), gave(1), gave(1)], None),
    (IrrelevantLaw("c"), [gave(1), gave(1), gave(2)], None),
    (IrrelevantLaw("c"), [gave(1), gave(2), gave(2)], Demand(answer=1, beside=0, is_same=True)),
    (IrrelevantLaw("c"), [gave(1), FULL, FULL], Demand(answer=1, beside=0, is_same=True)),
    (IrrelevantLaw("c"), [gave(1), gave(1), gave(0)], Demand(answer=2, beside=0, at_least=1)),
    (IrrelevantLaw("c"), [NONE, gave(1), gave(0)], Demand(answer=2, beside=1, at_least=1)),
    (IrrelevantLaw("c"), [gave(1), NONE, NONE], None),
    (OrderLaw(), [FULL, FULL], None),
    (OrderLaw(), [FULL, gave(URGENT)], Demand(answer=1, beside=0, is_same=True)),
    (OrderLaw(), [FULL, NONE], None),
    (RepeatLaw(), [FULL, gave(URGENT, flags="flag")], Demand(answer=1, beside=0, is_same=True)),
]


@pytest.mark.parametrize(("law", "results", "demand"), CASES)
def test_a_law_is_broken_by_what_it_forbids_and_by_nothing_else(
    law: ProbeLaw, results: list[Result], demand: Demand | None
) -> None:
    """The demand says which answer fails, what it is held against, and what it should be."""
    assert law.broken(NOBODY, results) == demand
    assert law.is_tried(results) or demand is None


def test_what_cannot_break_a_law_does_not_count_as_tried() -> None:
    """A red flag that is not raised, somebody who was not sent home, an answer that is missing."""
    flag = MinimumLaw(RULES.vocabulary.red_flags["flag"])
    assert (flag.is_tried([gave(0)]), flag.is_tried([FULL])) == (False, True)
    assert not UnknownLaw("a").is_tried([gave(1), gave(2)])
    assert not MonotoneLaw("a").is_tried([NONE, NONE, gave(1)])
    assert not IrrelevantLaw("c").is_tried([NONE, NONE, gave(1)])
    assert not OrderLaw().is_tried([NONE, gave(1)])
    assert not RepeatLaw().is_tried([NONE, gave(1)])
    assert not AnswerLaw().is_tried([SPARED])
    assert not InvariantLaw(FLOOR).is_tried([NONE])
    assert not OpenLaw(FLOOR, SCALE["routine"]).is_tried([NONE])


def test_a_law_asks_only_about_those_of_whom_it_says_something() -> None:
    """A floor of those who meet it, its open floor of the others who might, an order of two."""
    red, clear = NOBODY.with_answer("a", Answer.PRESENT), NOBODY.with_answer("a", Answer.ABSENT)
    open_floor = OpenLaw(FLOOR, SCALE["routine"])
    asked = {
        name: [bool(law.questions(patient)) for patient in (NOBODY, red, clear)]
        for name, law in (("floor", InvariantLaw(FLOOR)), ("open", open_floor))
    }
    assert asked == {"floor": [False, True, False], "open": [True, False, False]}
    assert (InvariantLaw(FLOOR).about, open_floor.about) == ("F1", "F1")
    assert not OrderLaw().questions(red.with_answer("b", Answer.ABSENT))
    assert len(OrderLaw().questions(red.with_answer("b", Answer.PRESENT))) == 2
