"""Two engines on the same sample: what is sampled, where they differ, and how it is described."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import pytest

from evaluation.engines.protocol import Request
from evaluation.outcomes import Result
from evaluation.probing.differing import HARMFUL, Pair, Sampled, Way, differences, way_of
from evaluation.probing.draws import Draws
from evaluation.probing.patients import fit_for
from evaluation.probing.region import DEPTH, Leaf, regions
from evaluation.probing.sample import sample_of
from evaluation.probing.shrink import size_of
from tests.evaluation.kit.outcomes import gave, gave_none
from tests.evaluation.kit.probes import INVARIANTS, PLAIN, RULES, Made
from triage.conditions import Condition
from triage.facts import DomainFact, has_contradiction
from triage.presentation import Presentation
from triage.repository import load_invariants, load_ruleset
from triage.truth import Answer

WORDS = RULES.vocabulary
CONDITIONS: list[Condition] = [each.condition for each in INVARIANTS.invariants.values()]
CONDITIONS += [rule.condition for rule in RULES.rules]
KNEE = load_ruleset("knee@1.1.0")


def sample(size: int = 200, seed: int = 0) -> tuple[Presentation, ...]:
    """A sample of the small domain."""
    return sample_of(WORDS, CONDITIONS, [], fit_for(WORDS, Made()), size, seed)


def test_draws_are_the_same_for_a_seed_and_spread_over_all_values() -> None:
    """Each of ten values comes about as often as it should, and another seed gives others."""
    stream, again, other = Draws(7), Draws(7), Draws(8)
    drawn = [stream.below(10) for _ in range(10_000)]
    assert drawn == [again.below(10) for _ in range(10_000)]
    assert drawn != [other.below(10) for _ in range(10_000)]
    assert all(900 < drawn.count(value) < 1100 for value in range(10))
    assert {Draws(seed).one_of("xyz") for seed in range(20)} == set("xyz")
    assert 200 < sum(stream.is_one_in(4) for _ in range(1000)) < 300


def test_the_same_seed_gives_the_same_sample() -> None:
    """Whoever samples again sees the same patients; nobody stands in it twice."""
    assert sample() == sample()
    assert set(sample()) != set(sample(seed=1))
    assert len(sample()) == len(set(sample()))


def test_a_sample_is_broad() -> None:
    """Every finding in every state, numbers known, at a bound and unknown, and the library's."""
    library = [Presentation({}, {"n": 2.5})]
    patients = sample_of(WORDS, CONDITIONS, library, fit_for(WORDS, Made()), 200, 0)
    for name in WORDS.findings:
        assert {patient.answer(name) for patient in patients} == set(Answer)
    assert {patient.numbers.get("n") for patient in patients} >= {None, 0, 1, 2, 3}
    assert library[0] in patients
    for condition in CONDITIONS:
        assert len({condition.truth(patient) for patient in patients}) == 3


def test_a_domain_without_conditions_can_be_sampled_too() -> None:
    """By chance alone, and from those near whom chance gave."""
    assert len(sample_of(WORDS, [], [], fit_for(WORDS, Made()), 50, 0)) > 10


def test_nobody_in_a_sample_contradicts_a_fact() -> None:
    """Nor is it made smaller than need be: answers give way, and few patients go."""
    facts = (DomainFact(id="f", reason="-", if_present="a", then_present="b"),)
    tied = replace(WORDS, facts=facts)
    patients = sample_of(tied, CONDITIONS, [], fit_for(tied, Made()), 200, 0)
    assert patients
    assert not any(has_contradiction(patient.answers, facts) for patient in patients)


@pytest.mark.parametrize(
    ("first", "second", "way"),
    [
        (gave(2), gave(1), Way.LOWERED),
        (gave(1), gave(2), Way.RAISED),
        (gave(1), gave(1), Way.SAME),
        (gave(2, flags="flag"), gave(2), Way.OTHER),
        (gave(2, ways="way"), gave(2), Way.OTHER),
        (gave(2, flags="flag"), gave(1), Way.LOWERED),
        (gave(2), gave_none(), Way.LOST),
        (gave_none(), gave(2), Way.FOUND),
        (gave_none(), gave_none(), Way.NEITHER),
    ],
)
def test_how_two_answers_differ(first: Result, second: Result, way: Way) -> None:
    """Urgency first; an answer that is lost is no better than a lowered one."""
    assert way_of(first, second, compares_red_flags=True) is way
    plain = Way.SAME if way is Way.OTHER else way
    assert way_of(first, second, compares_red_flags=False) is plain


def misses_red_in_the_old(patient: Presentation, result: Result) -> Result:
    """Forgets a red flag where a number is high."""
    is_hit = patient.answer("a") is Answer.PRESENT and patient.numbers.get("n", 0) > 1
    return replace(result, disposition=0, red_flags=frozenset()) if is_hit else result


def compared(bend: object = misses_red_in_the_old) -> Sampled:
    """The rules against the same with a fault, on a sample of the small domain."""
    assert callable(bend)
    return differences(Made(label="A"), Made(label="B", bend=bend), sample(), 0)


def leaf_holds(leaf: Leaf, patient: Presentation) -> bool:
    """Whether a patient lies in a leaf, worked out from its words and not from the tree."""
    for step in leaf.steps:
        name, answer = step.feature.name, step.feature.answer
        if not step.feature.is_number:
            holds = patient.answer(name) is answer
        elif answer is not None:
            holds = name not in patient.numbers
        else:
            holds = patient.numbers.get(name, -1) > step.bound
        if holds is not step.is_above:
            return False
    return True


def test_the_leaves_hold_every_difference_of_the_sample_with_its_counts() -> None:
    """No differing patient lies outside, and whoever is counted in a leaf lies in it."""
    sampled = compared()
    leaves = regions(sampled, WORDS)
    assert sum(leaf.differing for leaf in leaves) == len(sampled.differing) > 0
    for leaf in leaves:
        inside = [pair for pair in sampled.pairs if leaf_holds(leaf, pair.patient)]
        assert len(inside) == leaf.sampled
        for way, k in leaf.ways.items():
            assert k == sum(pair.way is way for pair in inside)
        assert len(leaf.steps) <= DEPTH


def test_the_tree_finds_the_fault() -> None:
    """One leaf, in which everybody is lowered: the finding present and the number above one."""
    (leaf,) = regions(compared(), WORDS)
    assert leaf.differing == leaf.sampled == leaf.ways[Way.LOWERED]
    asked = {(step.feature.name, step.feature.answer, step.is_above) for step in leaf.steps}
    assert asked == {("a", Answer.PRESENT, True), ("n", None, True)}
    assert {1 <= step.bound < 2 for step in leaf.steps if step.feature.answer is None} == {True}


def test_the_example_is_the_smallest_of_the_gravest_in_its_leaf() -> None:
    """A patient of the sample, with what both engines said."""
    sampled = compared()
    for leaf in regions(sampled, WORDS):
        gravest = next(iter(leaf.ways))
        inside = [
            pair for pair in sampled.pairs if pair.way is gravest and leaf_holds(leaf, pair.patient)
        ]
        assert leaf.example == min(inside, key=lambda pair: size_of(pair.patient))


def test_leaves_come_with_the_gravest_first_and_are_the_same_again() -> None:
    """Lowered before raised, whatever their number."""

    def both_ways(patient: Presentation, result: Result) -> Result:
        lower = patient.answer("a") is Answer.PRESENT and patient.numbers.get("n") == 3
        rank = 0 if lower else 3 if patient.answer("c") is Answer.PRESENT else result.disposition
        return replace(result, disposition=rank)

    leaves = regions(compared(both_ways), WORDS)
    first = [next(iter(leaf.ways)) for leaf in leaves]
    assert first == sorted(first, key=list(Way).index)
    assert {Way.LOWERED, Way.RAISED} <= set(first)
    assert leaves == regions(compared(both_ways), WORDS)


def test_where_everybody_differs_there_is_one_leaf() -> None:
    """Without a question, since none tells anybody apart."""
    (leaf,) = regions(compared(lambda _patient, _result: gave_none()), WORDS)
    assert (leaf.steps, leaf.ways) == ((), {Way.LOST: 50})
    assert leaf.example.patient == min(
        (pair.patient for pair in compared().pairs[:50]), key=size_of
    )


def test_equal_engines_have_no_region() -> None:
    """Nothing is described where nothing differs."""
    sampled = compared(lambda _patient, result: result)
    assert (sampled.differing, regions(sampled, WORDS)) == ((), ())
    assert sampled.has_measured


def test_silence_of_one_is_lost_and_of_both_is_no_measurement() -> None:
    """After many without an answer nobody else is asked; who was not, is counted."""
    lost = compared(lambda _patient, _result: gave_none())
    assert (lost.count(HARMFUL), lost.has_measured) == (50, False)
    assert len(lost.pairs) + lost.left_out == len(sample())
    silent = Made(label="A", bend=lambda _patient, _result: gave_none())
    neither = differences(silent, silent, sample(), 0)
    assert (neither.differing, neither.count([Way.NEITHER])) == ((), 50)
    assert not neither.has_measured


def test_red_flags_count_only_where_both_report_them() -> None:
    """Of an engine that reports none, nothing is said to be lost."""

    def silent(_patient: Presentation, result: Result) -> Result:
        return replace(result, red_flags=frozenset(), pathways=frozenset())

    quiet = Made(label="B", bend=silent, traits=replace(PLAIN, reports_red_flags=False))
    sampled = differences(Made(label="A"), quiet, sample(), 0)
    assert (sampled.compares_red_flags, sampled.differing) == (False, ())


def test_faults_are_told_with_the_engine_that_they_are_of() -> None:
    """A difference is not made of them, and they are not passed over."""

    @dataclass(frozen=True, kw_only=True)
    class Chatty(Made):
        """Answers a stranger too."""

        def answers(self, requests: Iterable[Request]) -> Iterator[tuple[str, Result]]:
            """All answers, and one more."""
            yield from super().answers(requests)
            yield "q-stranger", gave(1)

    steps: list[int] = []
    sampled = differences(Made(label="A"), Chatty(label="B"), sample(), 0, lambda: steps.append(1))
    assert sampled.faults == (("B", "answered q-stranger, which was not asked"),)
    assert len(steps) == 2 * len(sample())


def test_a_lowered_red_flag_of_the_shipped_domain_is_found_and_named() -> None:
    """Of 72 findings, the tree asks first for the one that is read wrong."""
    invariants = load_invariants(KNEE)
    assert invariants is not None
    words = KNEE.vocabulary
    conditions = [each.condition for each in invariants.invariants.values()]
    patients = sample_of(words, conditions, [], fit_for(words, Made()), 600, 0)
    pairs = tuple(
        Pair(patient, gave(2), gave(1), Way.LOWERED)
        if patient.answer("fever") is Answer.PRESENT
        else Pair(patient, gave(1), gave(1), Way.SAME)
        for patient in patients
    )
    sampled = Sampled(first="A", second="B", pairs=pairs, seed=0, compares_red_flags=True)
    (leaf,) = regions(sampled, words)
    assert [(step.feature.name, step.is_above) for step in leaf.steps] == [("fever", True)]
