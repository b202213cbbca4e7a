"""Whole libraries at once fail exactly where scoring, one vignette after another, fails them."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis.golds import failing_vignettes
from tests.evaluation.kit.golds import fails, gold_by_rules, libraries_of, outcome_of, vignette_of
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.random_rules import rulesets
from tests.evaluation.kit.small_rules import rule, ruleset
from triage.conditions import Present
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer
from vignettes.vignette import Gold


@settings(laws, max_examples=60)
@given(data=st.data(), rules=rulesets(most=3, depth=2))
def test_a_vignette_fails_in_planes_exactly_if_scoring_fails_it(
    data: st.DataObject, rules: RuleSet
) -> None:
    """Dispositions, required and absent red flags, and pathways; in the order of the library."""
    library = data.draw(libraries_of(rules, most=8))
    expected = [one.id for one in library if fails(outcome_of(one, rules))]
    assert list(failing_vignettes(rules, library)) == expected


RULES = ruleset(rule("r", SCALE["urgent"], Present("a"), "flag", "way"))
SICK = Presentation({"a": Answer.PRESENT})
WELL = Presentation({"a": Answer.ABSENT})
GOLD = gold_by_rules(RULES, SICK)
SELF_CARE, ROUTINE, EMERGENCY = SCALE["self_care"], SCALE["routine"], SCALE["emergency"]


@pytest.mark.parametrize(
    ("patient", "gold", "is_failing"),
    [
        pytest.param(SICK, GOLD, False, id="as expected"),
        pytest.param(SICK, replace(GOLD, floor=SELF_CARE, ceiling=EMERGENCY), False, id="in range"),
        pytest.param(SICK, replace(GOLD, floor=EMERGENCY, ceiling=EMERGENCY), True, id="too low"),
        pytest.param(SICK, replace(GOLD, floor=SELF_CARE, ceiling=ROUTINE), True, id="too high"),
        pytest.param(SICK, replace(GOLD, red_flags=()), False, id="a flag that is left open"),
        pytest.param(
            SICK, replace(GOLD, red_flags=(), absent_red_flags=("flag",)), True, id="a false flag"
        ),
        pytest.param(SICK, replace(GOLD, pathways=()), False, id="a pathway more"),
        pytest.param(WELL, replace(GOLD, floor=SELF_CARE), True, id="neither flag nor pathway"),
        pytest.param(
            WELL, replace(GOLD, floor=SELF_CARE, pathways=()), True, id="a flag that is not raised"
        ),
        pytest.param(
            WELL, replace(GOLD, floor=SELF_CARE, red_flags=()), True, id="a pathway not given"
        ),
        pytest.param(
            WELL, replace(GOLD, floor=SELF_CARE, red_flags=(), pathways=()), False, id="well"
        ),
    ],
)
def test_what_makes_a_vignette_fail(patient: Presentation, gold: Gold, *, is_failing: bool) -> None:
    """Each part of a gold alone; what it does not speak of cannot fail."""
    found = failing_vignettes(RULES, [vignette_of("v", patient, gold)])
    assert found == (("v",) if is_failing else ())


def test_no_vignettes_fail_of_none() -> None:
    """An empty library is no error."""
    assert failing_vignettes(RULES, []) == ()
