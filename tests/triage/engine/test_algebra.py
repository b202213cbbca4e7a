"""The meaning of rules in any algebra, tried in the smallest one: planes of numbers."""

from collections.abc import Callable, Iterable
from itertools import product
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.algebra import (
    Effect,
    Truths,
    all_values,
    any_difference,
    at_least,
    differing,
    effect_of,
    exactly,
    joined,
    meaning_of,
    meaning_of_rules,
    no_effect,
    truths_of,
)
from triage.conditions import Condition, Present
from triage.planes import Planes
from triage.presentation import Presentation
from triage.rules import Rule, RuleSet
from triage.vocabulary import Vocabulary

laws = settings(settings.get_profile("triage"), max_examples=40)

MakeRules = Callable[[Iterable[Rule], str], RuleSet]
Rules = Callable[[st.SearchStrategy[Condition]], st.SearchStrategy[RuleSet]]

# One presentation for each way in which six values can be true or not.
SIX: Final = 6
EVERY: Final = list(product([False, True], repeat=SIX))
PLANES: Final = Planes([Presentation()] * len(EVERY))
VALUES: Final = [
    sum(1 << place for place, row in enumerate(EVERY) if row[column]) for column in range(SIX)
]


@pytest.mark.parametrize("n", range(SIX + 1))
@pytest.mark.parametrize("minimum", range(-1, SIX + 3))
def test_at_least_so_many_of_so_many(minimum: int, n: int) -> None:
    """Counted for every combination; none at all are always enough for none, never for one."""
    expected = sum(1 << place for place, row in enumerate(EVERY) if sum(row[:n]) >= minimum)
    assert at_least(minimum, VALUES[:n], PLANES) == expected


def test_exactly_one_rank() -> None:
    """At least this one, and not the next; of the last one there is no next."""
    low, middle = VALUES[0] | VALUES[1], VALUES[0] & VALUES[1]
    ladder = [PLANES.true, low, middle]
    assert exactly(ladder, 0, PLANES) == PLANES.negated(low)
    assert exactly(ladder, 1, PLANES) == VALUES[0] ^ VALUES[1]
    assert exactly(ladder, 2, PLANES) == middle


def test_what_differs_differs_both_ways() -> None:
    """More and less both count; pairs stay apart."""
    assert differing(VALUES[:2], [VALUES[2], VALUES[1]], PLANES) == [VALUES[0] ^ VALUES[2], 0]


def effects_of(rules: RuleSet, planes: Planes) -> list[Effect[int]]:
    """What each rule of a rule set brings about."""
    return [
        effect_of(rule, truths_of(rule.condition, planes), rules.vocabulary, planes)
        for rule in rules.rules
    ]


@laws
@given(data=st.data())
def test_effects_join_in_any_order_and_with_themselves(
    data: st.DataObject,
    conditions: st.SearchStrategy[Condition],
    rulesets: Rules,
    bicycles: st.SearchStrategy[Presentation],
) -> None:
    """The order changes nothing, nor does a rule that stands twice, nor no rule at all."""
    rules = data.draw(rulesets(conditions).filter(lambda one: bool(one.rules)))
    planes = Planes(data.draw(st.lists(bicycles, min_size=1, max_size=5)))
    effects = effects_of(rules, planes)
    none = no_effect(rules.vocabulary, planes)
    whole = joined(effects, planes)
    assert joined(data.draw(st.permutations(effects)), planes) == whole
    assert joined([*effects, *effects], planes) == whole
    assert joined([none, *effects], planes) == whole


@laws
@given(data=st.data())
def test_two_meanings_differ_where_any_of_their_values_does(
    data: st.DataObject,
    conditions: st.SearchStrategy[Condition],
    rulesets: Rules,
    bicycles: st.SearchStrategy[Presentation],
) -> None:
    """Bicycle by bicycle; a meaning never differs from itself."""
    planes = Planes(data.draw(st.lists(bicycles, min_size=1, max_size=8)))
    first, second = (meaning_of_rules(data.draw(rulesets(conditions)), planes) for _ in range(2))
    expected = 0
    for one, other in zip(all_values(first), all_values(second), strict=True):
        expected |= one ^ other
    assert any_difference(first, second, planes) == expected
    assert any_difference(first, first, planes) == 0


@pytest.fixture
def tyre(bicycle: Vocabulary) -> Rule:
    """A rule in the middle of the scale that says one of everything."""
    return Rule(
        id="tyre",
        title="-",
        disposition=bicycle.scale["repair"],
        condition=Present("flat_tyre"),
        sources=(),
        red_flags=("loose_wheel",),
        pathways=("shop",),
    )


MET, RULED_OUT = 0b001, 0b010
OPEN: Final = 0b100
THREE: Final = Planes([Presentation()] * 3)


def test_the_effect_of_a_rule(tyre: Rule, bicycle: Vocabulary) -> None:
    """It is met for the first of three, ruled out for the second, and open for the third."""
    effect = effect_of(tyre, Truths(MET, RULED_OUT), bicycle, THREE)
    assert effect == Effect(
        met=(MET, MET, MET, 0),
        not_ruled_out=(MET | OPEN, MET | OPEN, MET | OPEN, 0),
        holds=OPEN,
        red_flags={"no_brakes": 0, "loose_wheel": MET},
        pathways={"workshop": 0, "shop": MET},
    )


@pytest.mark.parametrize(
    ("floor", "default", "definite"),
    [
        pytest.param("ride", "ride", (7, MET, MET, 0), id="no floor"),
        pytest.param("service", "ride", (7, MET | OPEN, MET, 0), id="a floor below the rule"),
        pytest.param("walk", "ride", (7, MET | OPEN, MET | OPEN, OPEN), id="a floor above it"),
        pytest.param("service", "repair", (7, 7, 7, 0), id="a default above both"),
        pytest.param("walk", "walk", (7, 7, 7, 7), id="nothing lower"),
    ],
)
def test_what_a_rule_set_of_one_rule_answers(
    tyre: Rule, bicycle: Vocabulary, floor: str, default: str, definite: tuple[int, ...]
) -> None:
    """The floor holds while it is open; what is possible is never below what is definite."""
    effect = effect_of(tyre, Truths(MET, RULED_OUT), bicycle, THREE)
    scale = bicycle.scale
    meaning = meaning_of(effect, scale[default], scale[floor], THREE)
    assert meaning.definite == definite
    reachable = (7, MET | OPEN, MET | OPEN, 0)
    assert meaning.possible == tuple(a | b for a, b in zip(definite, reachable, strict=True))
    assert meaning.red_flags == {"no_brakes": 0, "loose_wheel": MET}
    assert meaning.pathways == {"workshop": 0, "shop": MET}


def test_no_rules_answer_the_default(make_rules: MakeRules, bicycle: Vocabulary) -> None:
    """Nothing is met, nothing is open, and no floor is held."""
    meaning = meaning_of_rules(make_rules([], "walk"), THREE)
    assert meaning.definite == meaning.possible == (7, 0, 0, 0)
    assert set(all_values(meaning)) == {7, 0}
    assert list(meaning.red_flags) == list(bicycle.red_flags)
