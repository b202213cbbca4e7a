"""The accepted rules against every floor and ceiling, over patients that Hypothesis makes.

The invariants were written by a second reader of the documents, not from the rules.
"""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from triage.engine import decide
from triage.invariants import Bound, Invariant
from triage.repository import load_invariants, load_ruleset
from triage.truth import Truth
from vignettes.strategies import presentations, presentations_where

KNEE = load_ruleset("knee@1.1.0")
FIRST = load_ruleset("knee@1.0.0")
_SET = load_invariants(KNEE)
assert _SET is not None
INVARIANTS = tuple(_SET.invariants.values())
FLOORS = [i for i in INVARIANTS if i.bound is Bound.FLOOR]
CEILINGS = [i for i in INVARIANTS if i.bound is Bound.CEILING]
KEPT_OPEN = [i for i in FLOORS if i.while_open]
# The first version knew PKP alone, in which a fever (F06) asks for no haste.
FLOORS_OF_PKP = [
    i for i in FLOORS if any(s.startswith("PKP") for s in i.sources) and i.id not in {"F06", "F22"}
]

patients = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.filter_too_much, HealthCheck.too_slow],
)


def by_id(invariant: Invariant) -> str:
    """The name of a test's case."""
    return invariant.id


def test_every_line_of_the_reading_is_encoded() -> None:
    """F01 to F22 and C01 to C05 are all there; whatever else is says that it is not of them."""
    expected = [f"F{n:02}" for n in range(1, 23)] + [f"C{n:02}" for n in range(1, 6)]
    others = [invariant for invariant in INVARIANTS if invariant.id not in expected]
    assert [i.id for i in INVARIANTS if i not in others] == expected
    assert all(i.id.startswith("X") and "Not in the reading" in i.interpretation for i in others)


@pytest.mark.parametrize("invariant", FLOORS, ids=by_id)
@patients
@given(data=st.data())
def test_a_floor_holds_wherever_its_condition_is_met(
    invariant: Invariant, data: st.DataObject
) -> None:
    """Whatever else is present, absent or unasked, the disposition is not below the floor."""
    patient = data.draw(presentations_where(KNEE.vocabulary, invariant.condition))
    decision = decide(patient, KNEE, questions=False)
    assert decision.definite >= invariant.disposition
    assert set(invariant.pathways) <= set(decision.pathways)
    assert set(invariant.red_flags) <= set(decision.red_flags)


@pytest.mark.parametrize("invariant", FLOORS, ids=by_id)
@patients
@given(data=st.data())
def test_a_floor_stays_possible_until_it_is_ruled_out(
    invariant: Invariant, data: st.DataObject
) -> None:
    """While the condition is not ruled out, the possible disposition reaches the floor."""
    patient = data.draw(presentations(KNEE.vocabulary))
    if invariant.condition.truth(patient) is not Truth.NOT_MET:
        assert decide(patient, KNEE, questions=False).possible >= invariant.disposition


@pytest.mark.parametrize("invariant", KEPT_OPEN, ids=by_id)
@patients
@given(data=st.data())
def test_nothing_falls_below_the_open_floor(invariant: Invariant, data: st.DataObject) -> None:
    """While a red flag is open, the definite disposition keeps the floor for that."""
    patient = data.draw(presentations(KNEE.vocabulary))
    if invariant.condition.truth(patient) is Truth.UNDECIDED:
        assert invariant.while_open is not None
        assert decide(patient, KNEE, questions=False).definite >= invariant.while_open


@pytest.mark.parametrize("invariant", CEILINGS, ids=by_id)
@patients
@given(data=st.data())
def test_a_ceiling_holds_wherever_its_condition_is_met(
    invariant: Invariant, data: st.DataObject
) -> None:
    """Neither the definite nor the possible disposition is above the ceiling."""
    patient = data.draw(presentations_where(KNEE.vocabulary, invariant.condition))
    decision = decide(patient, KNEE, questions=False)
    assert decision.definite <= invariant.disposition
    assert decision.possible <= invariant.disposition


@pytest.mark.parametrize("invariant", FLOORS_OF_PKP, ids=by_id)
@patients
@given(data=st.data())
def test_the_first_version_keeps_the_floors_of_its_document(
    invariant: Invariant, data: st.DataObject
) -> None:
    """knee@1.0.0 was read from PKP alone, and keeps what PKP demands."""
    patient = data.draw(presentations_where(FIRST.vocabulary, invariant.condition))
    assert decide(patient, FIRST, questions=False).definite >= invariant.disposition
