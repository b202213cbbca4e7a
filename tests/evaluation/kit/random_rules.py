"""Random vocabularies, and rule sets in their words, with every kind of node and of bound.

Vocabularies are small enough that everybody can be tried. Their findings do not stand in the order
of the alphabet, so that the two orders cannot be taken for each other.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import product
from typing import Final

from hypothesis import strategies as st

from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.small_rules import SMALL_WORDS
from triage.conditions import (
    AtLeast,
    Compare,
    Comparison,
    Condition,
    KnownOnly,
    Not,
    Present,
    telling_values,
)
from triage.dispositions import Scale
from triage.facts import DomainFact
from triage.presentation import Presentation
from triage.rules import Default, Rule, RuleSet
from triage.truth import Answer
from triage.vocabulary import Finding, Number, Pathway, RedFlag, Vocabulary

FINDINGS: Final = ("d", "a", "e", "b", "c")
NUMBERS: Final = ("n", "m")
RANGES: Final = ((0.0, 3.0), (-2.0, 0.0), (0.5, 2.5), (0.2, 0.8))
FLAGS: Final = ("fire", "ash")
WAYS: Final = ("stairs", "lift")
DEPTH: Final = 3


@st.composite
def vocabularies(draw: st.DrawFn, findings: int = 5, numbers: int = 2) -> Vocabulary:
    """Up to so many findings and numbers, two to four dispositions, with domain facts or without.

    It shrinks to one finding, no number and no fact.
    """
    names = FINDINGS[: draw(st.integers(1, findings))]
    ranges = draw(st.lists(st.sampled_from(RANGES), max_size=numbers))
    scale = Scale(SCALE.levels[: draw(st.integers(2, len(SCALE)))])
    return replace(
        SMALL_WORDS,
        scale=scale,
        findings={name: _finding(name) for name in names},
        numbers={
            name: Number(
                id=name, title=name, question="?", unit="-", minimum=low, maximum=high, sources=()
            )
            for name, (low, high) in zip(NUMBERS, ranges, strict=False)
        },
        red_flags={
            name: RedFlag(id=name, title=name, minimum=scale.least, findings=(), sources=())
            for name in FLAGS
        },
        pathways={name: Pathway(id=name, title=name, sources=()) for name in WAYS},
        facts=tuple(draw(st.lists(_facts(names), max_size=3))),
    )


def _finding(name: str) -> Finding:
    return Finding(id=name, title=name, question="?", group="all", sources=())


def _facts(names: tuple[str, ...]) -> st.SearchStrategy[DomainFact]:
    """Any fact about findings; of one finding alone there is none that says anything."""
    name = st.sampled_from(names)
    several = st.lists(name, min_size=min(2, len(names)), max_size=3, unique=True)
    return st.one_of(
        st.builds(
            lambda a, b: DomainFact(id="f", reason="-", if_present=a, then_present=b), name, name
        ),
        several.map(lambda some: DomainFact(id="f", reason="-", never_together=tuple(some))),
    )


def bounds_of(number: Number) -> tuple[float, ...]:
    """Bounds outside of a range, at its ends, and inside: a whole number and two others."""
    low, high = number.minimum, number.maximum
    third = (high - low) / 3
    return (low + third, low, high, low + 2 * third, low + third / 2, low - 1, high + 1)


@st.composite
def conditions_of(
    draw: st.DrawFn, words: Vocabulary, *, depth: int = DEPTH, known_only: bool = False
) -> Condition:
    """Any condition of at most so many levels above its leaves; with nodes that no file has.

    Kinds of nodes are drawn one by one: so many of each, on every level.
    """
    kinds = ["leaf", "some", "some", "not", *(["known"] if known_only else [])]
    kind = draw(st.sampled_from(kinds)) if depth else "leaf"
    if kind == "leaf":
        return draw(_leaves(words))
    below = conditions_of(words, depth=depth - 1, known_only=known_only)
    if kind == "some":
        parts = [draw(below) for _ in range(draw(st.integers(1, 3)))]
        return AtLeast(draw(st.integers(1, len(parts))), tuple(parts))
    return Not(draw(below)) if kind == "not" else KnownOnly(draw(below))


def _leaves(words: Vocabulary) -> st.SearchStrategy[Condition]:
    """As many findings as comparisons, of which there are more."""
    findings: list[Condition] = [Present(name) for name in words.findings]
    comparisons: list[Condition] = [
        Compare(number.id, comparison, bound)
        for number in words.numbers.values()
        for bound in bounds_of(number)
        for comparison in Comparison
    ]
    of_findings = st.sampled_from(findings)
    return of_findings | st.sampled_from(comparisons) if comparisons else of_findings


@st.composite
def rulesets_of(
    draw: st.DrawFn,
    words: Vocabulary,
    *,
    most: int = 5,
    depth: int = DEPTH,
    known_only: bool = False,
) -> RuleSet:
    """One to so many rules that may say anything, over any floor and any default."""
    levels = st.sampled_from(words.scale.levels)
    conditions = conditions_of(words, depth=depth, known_only=known_only)
    some = st.sampled_from([(), (0,), (1,), (0, 1)])
    rules = [
        Rule(
            id=f"r{place}",
            title="-",
            disposition=draw(levels),
            condition=draw(conditions),
            sources=(),
            red_flags=tuple(FLAGS[i] for i in draw(some)),
            pathways=tuple(WAYS[i] for i in draw(some)),
            must_be_ruled_out=draw(st.booleans()),
        )
        for place in range(draw(st.integers(1, most)))
    ]
    return RuleSet(
        name="random",
        version="1.0.0",
        title="Random",
        vocabulary=words,
        floor_while_undecided=draw(levels),
        default=Default(disposition=draw(levels), title="-", sources=()),
        rules=tuple(rules),
    )


@st.composite
def rulesets(
    draw: st.DrawFn,
    *,
    findings: int = 5,
    numbers: int = 2,
    most: int = 5,
    depth: int = DEPTH,
    known_only: bool = False,
) -> RuleSet:
    """A random rule set in the words of a random vocabulary."""
    words = draw(vocabularies(findings, numbers))
    return draw(rulesets_of(words, most=most, depth=depth, known_only=known_only))


def values_of(words: Vocabulary, conditions: Iterable[Condition]) -> dict[str, tuple[float, ...]]:
    """Of each number the ends of its range, every bound inside it, and the middle of each gap."""
    trees = list(conditions)
    return {
        number.id: tuple(v for v in telling_values(number, trees) if number.allows(v))
        for number in words.numbers.values()
    }


def patients_of(ruleset: RuleSet) -> st.SearchStrategy[Presentation]:
    """Any patient of a rule set's vocabulary, contradicting ones too; numbers at every bound."""
    words = ruleset.vocabulary
    values = values_of(words, (rule.condition for rule in ruleset.rules))
    answers = st.fixed_dictionaries({name: st.sampled_from(Answer) for name in words.findings})
    numbers = st.fixed_dictionaries(
        {name: st.sampled_from((None, *found)) for name, found in values.items()}
    )
    return st.builds(
        lambda told, known: Presentation(
            told, {name: value for name, value in known.items() if value is not None}
        ),
        answers,
        numbers,
    )


def is_possible(patient: Presentation, words: Vocabulary) -> bool:
    """Whether what was not asked can be answered so that every domain fact holds: all is tried."""
    choices = [
        [patient.answer(name)] if name in patient.answers else [Answer.PRESENT, Answer.ABSENT]
        for name in words.findings
    ]
    return any(
        all(_holds(fact, dict(zip(words.findings, answers, strict=True))) for fact in words.facts)
        for answers in product(*choices)
    )


def _holds(fact: DomainFact, answers: dict[str, Answer]) -> bool:
    present = {name for name, answer in answers.items() if answer is Answer.PRESENT}
    if fact.if_present in present and fact.then_present not in present:
        return False
    return len(present & set(fact.never_together)) < 2


def everybody(words: Vocabulary, conditions: Iterable[Condition]) -> Iterator[Presentation]:
    """Every patient that conditions can tell apart and whom the domain facts allow."""
    values = values_of(words, conditions)
    for answers in product(Answer, repeat=len(words.findings)):
        asked = Presentation(dict(zip(words.findings, answers, strict=True)))
        if is_possible(asked, words):
            for told in product(*((None, *found) for found in values.values())):
                numbers = zip(values, told, strict=True)
                yield Presentation(
                    asked.answers, {name: value for name, value in numbers if value is not None}
                )
