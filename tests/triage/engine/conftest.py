"""Every bicycle and every rule set of the made-up domain, as Hypothesis strategies."""

from collections.abc import Callable, Iterable, Iterator
from itertools import product

import pytest
from hypothesis import strategies as st

from triage.conditions import (
    AtLeast,
    Compare,
    Comparison,
    Condition,
    Not,
    Present,
    all_of,
    any_of,
)
from triage.presentation import Presentation
from triage.rules import Default, Rule, RuleSet
from triage.truth import Answer
from triage.vocabulary import Vocabulary

Completions = Callable[[Presentation], Iterator[Presentation]]
MakeRules = Callable[[Iterable[Rule], str], RuleSet]

PRESSURES = (1.0, 3.0, 4.0, 6.0, 9.0)
"""One pressure on each bound that the generated conditions use, and one in each gap."""

FINDINGS = ("squeak", "wobble", "flat_tyre", "brake_fails")
LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Present, st.sampled_from(FINDINGS)),
    st.builds(
        Compare,
        st.just("pressure_bar"),
        st.sampled_from(list(Comparison)),
        st.sampled_from([3.0, 6.0]),
    ),
)


def several(below: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    """Conditions one level above ``below``."""
    siblings = st.lists(below, min_size=1, max_size=3)
    return st.one_of(
        st.builds(Not, below),
        siblings.map(lambda found: all_of(*found)),
        siblings.map(lambda found: any_of(*found)),
        siblings.flatmap(
            lambda found: st.integers(1, len(found)).map(lambda n: AtLeast(n, tuple(found)))
        ),
    )


@st.composite
def of_distinct_names(draw: st.DrawFn) -> Condition:
    """A condition in which no finding and no number stands twice."""
    left: list[Condition] = [Present(name) for name in draw(st.permutations(FINDINGS))]
    left.append(Compare("pressure_bar", draw(st.sampled_from(list(Comparison))), 3.0))
    while len(left) > 1:
        taken = draw(st.integers(2, len(left)))
        joined: Condition = AtLeast(draw(st.integers(1, taken)), tuple(left[:taken]))
        left = [*left[taken:], Not(joined) if draw(st.booleans()) else joined]
    return left[0]


@pytest.fixture(scope="session")
def conditions() -> st.SearchStrategy[Condition]:
    """Any condition about bicycles, findings repeated or not."""
    return st.recursive(LEAVES, several, max_leaves=8)


@pytest.fixture(scope="session")
def read_once_conditions() -> st.SearchStrategy[Condition]:
    """Any condition about bicycles that names everything exactly once."""
    return of_distinct_names()


@pytest.fixture(scope="session")
def bicycles() -> st.SearchStrategy[Presentation]:
    """Any bicycle as somebody may tell of it; shrinks to one of which nothing is known."""
    answers = st.dictionaries(st.sampled_from(FINDINGS), st.sampled_from(sorted(Answer)))
    numbers = st.dictionaries(st.just("pressure_bar"), st.sampled_from(PRESSURES))
    return st.builds(Presentation, answers, numbers)


@pytest.fixture(scope="session")
def completions() -> Completions:
    """Every way in which all that is open about a bicycle may be answered."""

    def complete(bicycle: Presentation) -> Iterator[Presentation]:
        unasked = [name for name in FINDINGS if name not in bicycle.answers]
        pressures: Iterable[float] = [*bicycle.numbers.values()] or PRESSURES
        for told in product((Answer.ABSENT, Answer.PRESENT), repeat=len(unasked)):
            answers = {**bicycle.answers, **dict(zip(unasked, told, strict=True))}
            for pressure in pressures:
                yield Presentation(answers, {"pressure_bar": pressure})

    return complete


@pytest.fixture(scope="session")
def make_rules(bicycle: Vocabulary) -> Callable[[Iterable[Rule], str], RuleSet]:
    """A rule set about bicycles from its rules and its floor."""

    def make(rules: Iterable[Rule], floor: str = "service") -> RuleSet:
        return RuleSet(
            name="bicycle",
            version="1.0.0",
            title="Generated",
            vocabulary=bicycle,
            floor_while_undecided=bicycle.scale[floor],
            default=Default(disposition=bicycle.scale["ride"], title="-", sources=()),
            rules=tuple(rules),
        )

    return make


@pytest.fixture(scope="session")
def rulesets(
    bicycle: Vocabulary, make_rules: MakeRules
) -> Callable[[st.SearchStrategy[Condition]], st.SearchStrategy[RuleSet]]:
    """Any rule set about bicycles whose conditions come from a strategy."""

    @st.composite
    def draw_rules(draw: st.DrawFn, conditions: st.SearchStrategy[Condition]) -> RuleSet:
        rules = [
            Rule(
                id=f"r{position}",
                title="-",
                disposition=draw(st.sampled_from(bicycle.scale.levels)),
                condition=condition,
                sources=(),
                red_flags=draw(st.sampled_from([(), ("no_brakes",), ("loose_wheel",)])),
                pathways=draw(st.sampled_from([(), ("workshop",), ("shop", "workshop")])),
                must_be_ruled_out=draw(st.booleans()),
            )
            for position, condition in enumerate(draw(st.lists(conditions, max_size=4)))
        ]
        return make_rules(rules, draw(st.sampled_from(bicycle.scale.ids)))

    return draw_rules
