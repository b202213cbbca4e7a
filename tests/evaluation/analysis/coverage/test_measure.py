"""What is seen of rules and answers is counted right, and what is missing is true."""

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis.coverage.answers import disposition_pairs
from evaluation.analysis.coverage.measure import measure_coverage, steps_of
from evaluation.analysis.coverage.model import AnswerCoverage, Coverage, RuleCoverage, Shown
from evaluation.analysis.edits import node_at, places_in
from evaluation.analysis.replay import DisagreementError
from tests.evaluation.kit.brute_force import all_patients, are_alike
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.random_rules import patients_of, rulesets
from tests.evaluation.kit.small_rules import SMALL_WORDS, rule, ruleset
from tests.evaluation.kit.told import all_told
from triage.conditions import Present, all_of, any_of
from triage.engine import Decision, decide
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth

proofs = settings(laws, max_examples=50)
A, B, C = Present("a"), Present("b"), Present("c")
YES, NO = Answer.PRESENT, Answer.ABSENT
SELF_CARE, ROUTINE, URGENT, EMERGENCY = SCALE.levels


@dataclass(frozen=True, slots=True)
class Lying(Present):
    """A finding that the interpreter reads the wrong way round."""

    def truth(self, presentation: Presentation) -> Truth:
        """Met where it is absent."""
        return Present.truth(self, presentation).negated()


def measured(rules: RuleSet, *patients: Presentation) -> Coverage:
    """The coverage of a library of these patients."""
    return measure_coverage(rules, all_told(patients, rules.vocabulary.scale.least))


@proofs
@given(data=st.data(), rules=rulesets(findings=3, numbers=1, most=3))
def test_rules_and_conditions_are_counted_as_the_interpreter_reads_them(
    data: st.DataObject, rules: RuleSet
) -> None:
    """Every node of every condition; a truth is impossible exactly if nobody at all gives it."""
    patients = data.draw(st.lists(patients_of(rules), max_size=6))
    everybody = all_patients(rules)
    for found, its in zip(measured(rules, *patients).rules, rules.rules, strict=True):
        assert found.rule is its
        assert [node.place for node in found.nodes] == list(places_in(its.condition))
        for node in found.nodes:
            condition = node_at(its.condition, node.place)
            assert node.condition is condition
            counted = Counter(condition.truth(patient) for patient in patients)
            possible = {condition.truth(patient) for patient in everybody}
            for truth in Truth:
                assert node.seen.of(truth) == counted[truth]
                is_impossible = not counted[truth] and truth not in possible
                assert (node.shown(truth) is Shown.IMPOSSIBLE) is is_impossible
        assert_fires(found, everybody, rules)


def assert_fires(found: RuleCoverage, everybody: tuple[Presentation, ...], rules: RuleSet) -> None:
    """Whoever would make a rule fire that never does is the smallest one who does."""
    meets = found.rule.condition.truth
    smallest = next((p for p in everybody if meets(p) is Truth.MET), None)
    if found.seen.met:
        assert (found.fires, found.patient) == (Shown.SEEN, None)
    else:
        assert are_alike(found.patient, smallest, replace(rules, rules=(found.rule,)))
        missing = Shown.IMPOSSIBLE if smallest is None else Shown.MISSING
        assert found.fires is missing


@proofs
@given(data=st.data(), rules=rulesets(findings=3, numbers=1, most=3))
def test_answers_are_counted_as_the_engine_gives_them(data: st.DataObject, rules: RuleSet) -> None:
    """Whatever answer no vignette has: its smallest patient, exactly if anybody gets it."""
    patients = data.draw(st.lists(patients_of(rules), max_size=6))
    given = [(patient, decide(patient, rules, questions=False)) for patient in patients]
    all_given = [(p, decide(p, rules, questions=False)) for p in all_patients(rules)]
    for found, is_given, asked in answers_of(measured(rules, *patients)):
        seen = [f"v{i}" for i, (_, decision) in enumerate(given) if is_given(decision)]
        assert (found.n, found.example) == (len(seen), seen[0] if seen else "")
        if seen:
            assert (found.shown, found.patient) == (Shown.SEEN, None)
        else:
            smallest = next((p for p, decision in all_given if is_given(decision)), None)
            assert are_alike(found.patient, smallest, asked)


Answered = tuple[AnswerCoverage, Callable[[Decision], bool], RuleSet]


def answers_of(coverage: Coverage) -> Iterator[Answered]:
    """Every answer of a coverage, what it means of a decision, and the rules that it hangs on."""
    rules = coverage.ruleset
    for pair, found in coverage.dispositions.items():
        yield found, lambda d, pair=pair: (d.definite, d.possible) == pair, rules  # type: ignore[misc]
    for flag, found in coverage.alone.items():
        yield found, lambda d, flag=flag: d.red_flags == (flag,), rules  # type: ignore[misc]
    for flags, found in coverage.together.items():
        raising = tuple(r for r in rules.rules if {*flags} & {*r.red_flags})
        only = replace(rules, rules=raising)
        yield found, lambda d, flags=flags: {*flags} <= {*d.red_flags}, only  # type: ignore[misc]


@proofs
@given(rules=rulesets(findings=3, numbers=1, most=3))
def test_all_kinds_of_answers_are_looked_at(rules: RuleSet) -> None:
    """Every pair of dispositions that is in order, every red flag, and every two of them."""
    coverage, words = measured(rules), rules.vocabulary
    assert tuple(coverage.dispositions) == disposition_pairs(words)
    assert len(coverage.dispositions) == len(words.scale) * (len(words.scale) + 1) // 2
    assert list(coverage.alone) == list(words.red_flags)
    assert list(coverage.together) == list(combinations(words.red_flags, 2))


def test_steps_are_told_of_rules_and_answers() -> None:
    """As many as were announced: 2 rules, 10 pairs of dispositions, 1 red flag."""
    rules = ruleset(rule("r1", URGENT, A, "flag"), rule("r2", ROUTINE, B))
    steps: list[None] = []
    measure_coverage(rules, [], lambda: steps.append(None))
    assert len(steps) == steps_of(rules) == 13


def test_without_vignettes_everything_is_missing() -> None:
    """Nothing is seen, and what nobody can show is still impossible."""
    coverage = measured(ruleset(rule("r", URGENT, all_of(A, B))))
    (found,) = coverage.rules
    assert found.fires is Shown.MISSING
    assert found.patient == Presentation({"a": YES, "b": YES})
    assert {i.shown for _, i in found.leaves} == {Shown.MISSING}
    assert coverage.alone["flag"].shown is Shown.IMPOSSIBLE


def test_a_disposition_that_nobody_gets_is_proved() -> None:
    """With self-care as the default and one urgent rule nobody is told to go at once."""
    coverage = measured(ruleset(rule("r", URGENT, A)), Presentation())
    reachable = {
        (definite.id, possible.id): (found.n, found.patient)
        for (definite, possible), found in coverage.dispositions.items()
        if found.shown is not Shown.IMPOSSIBLE
    }
    assert reachable == {
        ("self_care", "self_care"): (0, Presentation({"a": NO})),
        ("self_care", "urgent"): (1, None),
        ("urgent", "urgent"): (0, Presentation({"a": YES})),
    }


@pytest.mark.parametrize(
    "patients",
    [(), (Presentation({"a": YES}), Presentation({"a": NO}))],
    ids=["solver", "vignettes"],
)
def test_what_the_interpreter_denies_is_never_shown(patients: tuple[Presentation, ...]) -> None:
    """A finding that clauses and planes read as met where the interpreter does not."""
    with pytest.raises(DisagreementError):
        measured(ruleset(rule("r", URGENT, all_of(Lying("a"), B))), *patients)


def test_a_pair_that_the_interpreter_denies_is_never_shown() -> None:
    """Also where the two are vignettes: their order is the wrong one."""
    with pytest.raises(DisagreementError, match="rule r: two patients for a condition"):
        measured(
            ruleset(rule("r", URGENT, Lying("a"))),
            Presentation({"a": YES}),
            Presentation({"a": NO}),
        )


def test_an_answer_that_the_interpreter_denies_is_never_shown() -> None:
    """Of the rule nothing is shown: it is seen to fire, and its conditions change together."""
    with pytest.raises(DisagreementError, match="a patient for an answer"):
        measured(
            ruleset(rule("r", URGENT, all_of(Lying("a"), Lying("a")))), Presentation({"a": YES})
        )


def test_of_two_vignettes_of_one_family_is_told_first() -> None:
    """Near misses are read more easily than strangers."""
    patients = [Presentation({"a": YES}), Presentation({"a": NO}), Presentation({"a": YES})]
    library = all_told(patients, SELF_CARE, ["x", "y", "y"])
    (found,) = measure_coverage(ruleset(rule("r", URGENT, A)), library).rules
    ((_, independence),) = found.leaves
    assert independence.vignettes == ("v2", "v1")


def test_what_is_open_in_both_is_the_same_in_both() -> None:
    """Of b and c one is enough, so that c may be left open in the two who show a."""
    patients = [Presentation({"a": YES, "b": YES}), Presentation({"a": NO, "b": YES})]
    (found,) = measured(ruleset(rule("r", URGENT, all_of(A, any_of(B, C)))), *patients).rules
    assert [leaf.vignettes for _, leaf in found.leaves] == [("v0", "v1"), (), ()]


def test_the_smallest_patient_of_whom_very_much_has_to_be_known() -> None:
    """One of each of 25 pairs: of the many patients of 25 findings the first one."""
    names = [f"{side}{i}" for i in range(25) for side in "xy"]
    words = replace(
        SMALL_WORDS, findings={name: replace(SMALL_WORDS.findings["a"], id=name) for name in names}
    )
    pairs = [any_of(Present(f"x{i}"), Present(f"y{i}")) for i in range(25)]
    rules = replace(ruleset(rule("r", URGENT, all_of(*pairs))), vocabulary=words)
    coverage = measured(rules)
    one_of_each = Presentation({f"x{i}": YES for i in range(25)})
    for found in (coverage.dispositions[URGENT, URGENT], coverage.rules[0]):
        assert found.patient == one_of_each


def test_the_same_twice() -> None:
    """The result does not hang on the solver's earlier questions."""
    rules = ruleset(
        rule("r1", URGENT, any_of(all_of(A, B), C), "flag"), rule("r2", EMERGENCY, all_of(B, C))
    )
    assert measured(rules) == measured(rules)
