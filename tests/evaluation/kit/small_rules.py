"""A domain so small that every patient can be tried: three findings and one number."""

from collections.abc import Iterable, Iterator
from itertools import product
from typing import Final

from hypothesis import strategies as st

from tests.evaluation.kit.outcomes import SCALE
from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present
from triage.dispositions import Disposition
from triage.invariants import Bound, Invariant, InvariantSet
from triage.presentation import Presentation
from triage.rules import Default, Rule, RuleSet
from triage.truth import Answer
from triage.vocabulary import Finding, Number, Pathway, RedFlag, Vocabulary

FINDINGS: Final = ("a", "b", "c")
LAST: Final = 3
SMALL_WORDS: Final = Vocabulary(
    name="small",
    title="Small",
    scale=SCALE,
    documents={},
    findings={
        name: Finding(id=name, title=name.upper(), question="?", group="all", sources=())
        for name in FINDINGS
    },
    numbers={
        "n": Number(
            id="n", title="N", question="?", unit="days", minimum=0, maximum=LAST, sources=()
        )
    },
    attributes={},
    groups={},
    red_flags={
        "flag": RedFlag(
            id="flag", title="Flag", minimum=SCALE["urgent"], findings=("a",), sources=()
        )
    },
    pathways={"way": Pathway(id="way", title="Way", sources=())},
)

leaves: st.SearchStrategy[Condition] = st.sampled_from(
    [
        *(Present(name) for name in FINDINGS),
        *(
            Compare("n", comparison, bound)
            for comparison in Comparison
            for bound in range(LAST + 1)
        ),
    ]
)


def _at_least(below: st.SearchStrategy[Condition]) -> st.SearchStrategy[Condition]:
    several = st.lists(below, min_size=1, max_size=3)
    return several.flatmap(
        lambda children: st.integers(1, len(children)).map(
            lambda minimum: AtLeast(minimum, tuple(children))
        )
    )


conditions: st.SearchStrategy[Condition] = st.recursive(
    leaves, lambda below: below.map(Not) | _at_least(below), max_leaves=5
)
levels = st.sampled_from(SCALE.levels)
says = st.frozensets(st.sampled_from(["flag", "way"]))
"""What a rule gives, or a floor demands: a red flag and a pathway."""


def rule(name: str, level: Disposition, condition: Condition, *given: str) -> Rule:
    """A rule of the small domain, which may give the red flag and the pathway."""
    return Rule(
        id=name,
        title=name,
        disposition=level,
        condition=condition,
        sources=(),
        red_flags=_among(given, SMALL_WORDS.red_flags),
        pathways=_among(given, SMALL_WORDS.pathways),
    )


def _among(given: Iterable[str], names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if name in given)


def ruleset(*rules: Rule) -> RuleSet:
    """The rules of the small domain, with self-care as the default."""
    return RuleSet(
        name="small",
        version="1.0.0",
        title="Small",
        vocabulary=SMALL_WORDS,
        floor_while_undecided=SCALE["routine"],
        default=Default(disposition=SCALE.least, title="Nothing", sources=()),
        rules=rules,
    )


def invariant(
    level: Disposition, condition: Condition, *demanded: str, bound: Bound = Bound.FLOOR
) -> InvariantSet:
    """A set of one invariant, by default a floor."""
    return InvariantSet(
        title="Small",
        invariants={
            "F1": Invariant(
                id="F1",
                title="The floor",
                condition=condition,
                bound=bound,
                disposition=level,
                sources=(),
                red_flags=_among(demanded, SMALL_WORDS.red_flags),
                pathways=_among(demanded, SMALL_WORDS.pathways),
            )
        },
    )


@st.composite
def rulesets(draw: st.DrawFn) -> RuleSet:
    """Up to three random rules."""
    return ruleset(
        *(
            rule(f"r{number}", draw(levels), draw(conditions), *draw(says))
            for number in range(draw(st.integers(0, 3)))
        )
    )


def everybody() -> Iterator[Presentation]:
    """Every patient of the small domain: each finding in three states, the number in halves."""
    values = [None, *(half / 2 for half in range(2 * LAST + 1))]
    for answers in product(Answer, repeat=len(FINDINGS)):
        for value in values:
            yield Presentation(
                dict(zip(FINDINGS, answers, strict=True)), {} if value is None else {"n": value}
            )


EVERYBODY: Final = tuple(everybody())
