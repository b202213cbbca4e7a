"""Regions as parts: nobody is left out, and each part says who it is by as little as can be."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis import regions
from evaluation.analysis.encode import Encoding
from evaluation.analysis.regions import Part, cover
from evaluation.analysis.solver import Oracle
from tests.evaluation.kit.brute_force import are_alike, regions_of, said_of_all, size_of
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.random_rules import everybody, rulesets
from tests.evaluation.kit.small_rules import SMALL_WORDS, rule, ruleset
from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present, all_of
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth

A, B, C = (Present(name) for name in "abc")
URGENT = SMALL_WORDS.scale["urgent"]


def at_least(bound: float) -> Compare:
    """The number is at least so much."""
    return Compare("n", Comparison.AT_LEAST, bound)


def more_than(bound: float) -> Compare:
    """The number is more than that."""
    return Compare("n", Comparison.MORE_THAN, bound)


def at_most(bound: float) -> Compare:
    """The number is at most so much."""
    return Compare("n", Comparison.AT_MOST, bound)


def less_than(bound: float) -> Compare:
    """The number is less than that."""
    return Compare("n", Comparison.LESS_THAN, bound)


@settings(laws, max_examples=40)
@given(rules=rulesets(findings=3, numbers=1, most=3), data=st.data())
def test_parts_hold_everybody_of_a_region(rules: RuleSet, data: st.DataObject) -> None:
    """Each part has its patient, who is in no earlier one; nobody of the region is in none.

    Of those in no earlier part the patient is the one of whom fewest findings are present and
    numbers known, of those that a part may speak of; then the smallest.
    """
    words = rules.vocabulary
    encoding = Encoding(words)
    found = [*regions_of(rules, encoding)]
    region = data.draw(st.sampled_from(found))
    names = data.draw(st.lists(st.sampled_from([*words.findings, *words.numbers]), unique=True))
    with Oracle(encoding.formula) as oracle:
        parts = list(cover(encoding, oracle, region.literals, names))
    conditions = [one.condition for one in rules.rules]
    people = said_of_all(rules, everybody(words, conditions))
    left = [patient for patient, said in people if region.holds(said)]
    for part in parts:
        smallest = min(
            left, key=lambda patient: (*core_of(patient, names), size_of(patient, words))
        )
        assert are_alike(part.patient, smallest, rules)
        assert is_in(part, part.patient)
        assert read_by(part) <= {*names}
        left = [patient for patient in left if not is_in(part, patient)]
    assert not left


def core_of(patient: Presentation, names: list[str]) -> tuple[int, list[int], list[float]]:
    """What a part says of a patient: how much of it, and which comes first in the vocabulary."""
    order = [name for name in (*"daebc", "n", "m") if name in names]
    core = [
        place
        for place, name in enumerate(order)
        if name in patient.present or name in patient.numbers
    ]
    return len(core), core, [patient.numbers.get(order[place], 0.0) for place in core]


def is_in(part: Part, patient: Presentation) -> bool:
    """Whether a patient meets what a part says."""
    return part.who is None or part.who.truth(patient) is Truth.MET


def read_by(part: Part) -> set[str]:
    """What a part speaks of."""
    return set(part.who.names()) if part.who else set()


def parts_of(condition: Condition, *others: Condition) -> list[Part]:
    """The parts of those who meet a condition; ``others`` cut the range of the number too."""
    encoding = Encoding(SMALL_WORDS)
    met = encoding.truths(condition).met
    for other in others:
        encoding.truths(other)
    with Oracle(encoding.formula) as oracle:
        return list(cover(encoding, oracle, [met], ["a", "b", "c", "n"]))


def who_of(condition: Condition, *others: Condition) -> list[Condition | None]:
    """What the parts of those who meet a condition say."""
    return [part.who for part in parts_of(condition, *others)]


@pytest.mark.parametrize(
    ("condition", "parts"),
    [
        pytest.param(A, [A], id="one finding"),
        pytest.param(Not(A), [None], id="nothing present"),
        pytest.param(AtLeast(1, (C, A, B)), [AtLeast(1, (A, B, C))], id="any of three"),
        pytest.param(AtLeast(2, (C, A, B)), [AtLeast(2, (A, B, C))], id="two of three"),
        pytest.param(all_of(C, A, B), [all_of(A, B, C)], id="all of three"),
        pytest.param(
            all_of(C, AtLeast(1, (A, B))), [all_of(AtLeast(1, (A, B)), C)], id="one of two, and"
        ),
        pytest.param(
            AtLeast(1, (A, all_of(B, C))),
            [A, AtLeast(2, (A, B, C))],
            id="one, or two others together",
        ),
        pytest.param(
            AtLeast(1, (A, at_least(2))), [AtLeast(1, (A, at_least(2)))], id="a finding or a range"
        ),
        pytest.param(
            all_of(at_least(1), less_than(3)), [all_of(at_least(1), less_than(3))], id="from to"
        ),
        pytest.param(
            all_of(more_than(1), at_most(2)), [all_of(more_than(1), at_most(2))], id="within"
        ),
        pytest.param(
            AtLeast(1, (A, all_of(Not(B), Not(C)))),
            [None],  # with two answers, but nothing present
            id="little present before little known",
        ),
        pytest.param(at_least(2), [at_least(2)], id="from"),
        pytest.param(more_than(2), [more_than(2)], id="above"),
        pytest.param(at_most(2), [at_most(2)], id="up to"),
        pytest.param(less_than(2), [less_than(2)], id="below"),
        pytest.param(
            AtLeast(1, (less_than(1), more_than(2))),
            [AtLeast(1, (less_than(1), more_than(2)))],
            id="two ranges",
        ),
        pytest.param(at_least(0), [at_least(0)], id="the whole range"),
        pytest.param(at_least(3), [at_least(3)], id="the last value"),
        pytest.param(more_than(0), [more_than(0)], id="all but the first value"),
        pytest.param(less_than(3), [less_than(3)], id="all but the last value"),
    ],
)
def test_what_parts_say(condition: Condition, parts: list[Condition | None]) -> None:
    """Findings in the order of the vocabulary, *n of* where any will do, ranges put together."""
    assert who_of(condition) == parts


def test_cells_that_touch_are_one_range_and_those_that_do_not_are_two() -> None:
    """Cuts of other rules inside of a range do not show."""
    assert who_of(at_least(1), at_least(2), more_than(2), at_least(2.5)) == [at_least(1)]
    hole = AtLeast(1, (less_than(2), more_than(2)))
    assert who_of(hole, at_least(1)) == [hole]


@pytest.mark.parametrize("most", [1_000, 2, 0])
def test_of_too_many_ways_some_are_tried(monkeypatch: pytest.MonkeyPatch, most: int) -> None:
    """Every atom has its turn, so that counting stays one part, however many ways there are."""
    two_of = AtLeast(2, (A, B, C))
    monkeypatch.setattr(regions, "MOST_CHOICES", most)
    assert who_of(two_of) == [two_of]


def test_ways_that_are_not_tried_take_nobody_in(monkeypatch: pytest.MonkeyPatch) -> None:
    """A part that names a way in which nobody is still holds those of the region alone."""
    region = AtLeast(1, (all_of(A, B), all_of(A, C)))
    monkeypatch.setattr(regions, "MOST_CHOICES", 0)
    (part,) = parts_of(region)
    assert part.patient == Presentation({"a": Answer.PRESENT, "b": Answer.PRESENT})


def test_a_patient_has_nothing_that_no_part_needs() -> None:
    """What is not asked for by the region stays open; what has to be absent is."""
    parts = parts_of(all_of(AtLeast(1, (A, B)), Not(C)))
    assert [part.patient for part in parts] == [
        Presentation({"a": Answer.PRESENT, "c": Answer.ABSENT})
    ]


def test_a_region_that_cannot_be_said_of_some_findings_only() -> None:
    """Of whoever it is that no named finding tells, the part says anybody."""
    encoding = Encoding(SMALL_WORDS)
    met = encoding.truths(rule_condition()).met
    with Oracle(encoding.formula) as oracle:
        (part,) = cover(encoding, oracle, [met], ["c"])
    assert part == Part(None, Presentation({"a": Answer.PRESENT, "b": Answer.PRESENT}))


def rule_condition() -> Condition:
    """A condition of a rule of the small domain."""
    return ruleset(rule("r", URGENT, all_of(A, B))).rules[0].condition


def test_every_atom_has_its_turn_where_not_all_ways_are_tried(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The first way has its patient; b and c together have none, and are not put into one count."""
    monkeypatch.setattr(regions, "MOST_CHOICES", 0)
    any_of = AtLeast(1, (B, C))
    assert who_of(all_of(A, any_of, Not(all_of(B, C)))) == [all_of(A, any_of)]
    assert who_of(all_of(A, any_of)) == [all_of(A, any_of)]
