"""What is odd in rules by themselves: what trying everybody finds, and each kind by example."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from hypothesis import given, settings

from evaluation.analysis.edits import EditKind, edits_of
from evaluation.analysis.examine import examine
from evaluation.analysis.extent import tellable_presentations
from evaluation.analysis.oddities import Oddity, OddityKind
from tests.evaluation.kit.brute_force import all_patients, are_alike
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.random_rules import rulesets
from tests.evaluation.kit.small_rules import SMALL_WORDS, rule, ruleset
from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present, all_of
from triage.engine import decide
from triage.facts import DomainFact
from triage.presentation import Presentation
from triage.repository import load_ruleset
from triage.rules import Rule, RuleSet
from triage.truth import Answer, Truth

A, B, C = (Present(name) for name in "abc")
SELF_CARE, ROUTINE, URGENT, EMERGENCY = SMALL_WORDS.scale.levels


def found_in(*rules: Rule) -> list[Oddity]:
    """What is odd in some rules, but for what nobody is given."""
    return without_gaps(ruleset(*rules))


def without_gaps(rules: RuleSet) -> list[Oddity]:
    """What is odd in a rule set, but for what nobody is given."""
    return [each for each in examine(rules).oddities if each.kind is not OddityKind.NEVER_GIVEN]


def test_a_rule_that_nobody_can_meet() -> None:
    """It is named, and nothing else is said of it; a fact of the domain can be the reason."""
    never = rule("never", URGENT, all_of(A, Not(A), B))
    assert found_in(never) == [Oddity(kind=OddityKind.NEVER_MET, rule=never)]
    both = rule("both", URGENT, all_of(A, B))
    apart = DomainFact(id="apart", reason="-", never_together=("a", "b"))
    assert found_in(both) == []
    stated = replace(ruleset(both), vocabulary=replace(SMALL_WORDS, facts=(apart,)))
    assert without_gaps(stated) == [Oddity(kind=OddityKind.NEVER_MET, rule=both)]


def test_a_rule_that_others_mask() -> None:
    """Each rule that alone says as much of the same patients is named; others are not."""
    narrow = rule("narrow", ROUTINE, all_of(A, B))
    wide, too = rule("wide", URGENT, A), rule("too", URGENT, B)
    weak = rule("weak", SELF_CARE, A)
    assert found_in(narrow, wide, too)[0] == Oddity(
        kind=OddityKind.MASKED, rule=narrow, others=("wide", "too")
    )
    assert [each.rule for each in found_in(narrow, weak)] == [weak]


def test_a_rule_that_others_mask_only_together() -> None:
    """None of them alone is met whenever it is, so that none is named."""
    young = rule("young", URGENT, Compare("n", Comparison.LESS_THAN, 2))
    old = rule("old", URGENT, Compare("n", Comparison.AT_LEAST, 2))
    any_age = rule("any", ROUTINE, Compare("n", Comparison.AT_LEAST, 0))
    assert found_in(any_age, young, old)[0] == Oddity(kind=OddityKind.MASKED, rule=any_age)


def test_a_rule_that_gives_something_more_is_not_masked() -> None:
    """A red flag that the more urgent rule does not raise is a difference."""
    assert found_in(rule("r", ROUTINE, all_of(A, B), "flag"), rule("wide", URGENT, A)) == []


def test_two_rules_of_the_same_meaning() -> None:
    """However they say it; what one gives of its own does not matter."""
    first = rule("first", URGENT, Not(AtLeast(1, (A, B))), "flag")
    second = rule("second", ROUTINE, all_of(Not(A), Not(B)), "way")
    assert found_in(first, second) == [
        Oddity(kind=OddityKind.SAME_MEANING, rule=first, others=("second",))
    ]
    third = rule("third", ROUTINE, all_of(Not(A), Not(B), Not(C)), "way")
    assert found_in(first, third) == []


def test_a_condition_that_changes_nothing() -> None:
    """By its place in the rule; what stands inside of it is not told again."""
    idle = AtLeast(1, (A, all_of(A, AtLeast(1, (B, C)))))
    odd = rule("odd", URGENT, idle)
    assert found_in(odd) == [Oddity(kind=OddityKind.IDLE_CONDITION, rule=odd, place=(1,))]


def test_what_nobody_is_given() -> None:
    """Levels, red flags and pathways; the default is given, and what an open red flag keeps up."""
    some = examine(ruleset(rule("r", EMERGENCY, A, "flag"))).oddities
    assert [each.name for each in some] == ["urgent", "way"]
    assert {each.kind for each in some} == {OddityKind.NEVER_GIVEN}


def test_nothing_is_odd_in_the_shipped_rules() -> None:
    """Every rule makes a difference to somebody, and so does every condition inside."""
    told: list[int] = []
    rules = load_ruleset("knee@1.1.0")
    examined = examine(rules, lambda: told.append(1))
    assert examined.oddities == ()
    assert len(told) == len(rules.rules)
    assert all(each.patient for each in examined.reached)


@settings(laws, max_examples=80)
@given(rules=rulesets(findings=3, numbers=1, most=4))
def test_oddities_are_what_trying_everybody_finds(rules: RuleSet) -> None:
    """Every oddity is one, and none is left out."""
    wanted = [*tried(rules)]
    found = list(examine(rules).oddities)
    assert len(found) == len(wanted)
    assert all(each in wanted for each in found)


@settings(laws, max_examples=40)
@given(rules=rulesets(findings=3, numbers=1, most=4))
def test_who_is_given_what_is_the_smallest_patient(rules: RuleSet) -> None:
    """One for each disposition; nobody where nobody is given it."""
    everybody = all_patients(rules)
    reached = examine(rules).reached
    assert [each.disposition for each in reached] == [level.id for level in rules.vocabulary.scale]
    for each in reached:
        given = (one for one in everybody if decide(one, rules).definite.id == each.disposition)
        assert are_alike(each.patient, next(given, None), rules)


def tried(rules: RuleSet) -> Iterator[Oddity]:
    """Every oddity, found by trying everybody."""
    everybody = all_patients(rules)
    truths = {one.id: truths_of(one.condition, everybody) for one in rules.rules}
    can_be = [one for one in rules.rules if Truth.MET in truths[one.id]]
    for one in rules.rules:
        if one not in can_be:
            yield Oddity(kind=OddityKind.NEVER_MET, rule=one)
    for one in can_be:
        rest = replace(rules, rules=tuple(other for other in rules.rules if other is not one))
        if answers(rest, everybody) == answers(rules, everybody):
            others = (each for each in rest.rules if masks(each, one, truths))
            names = tuple(other.id for other in others)
            yield Oddity(kind=OddityKind.MASKED, rule=one, others=names)
    for first, second in combinations(can_be, 2):
        if truths[first.id] == truths[second.id]:
            yield Oddity(kind=OddityKind.SAME_MEANING, rule=first, others=(second.id,))
    yield from idle(rules, can_be, everybody)
    given = {name for answer in answers(rules, everybody) for name in (answer[0], *answer[2:])}
    words = rules.vocabulary
    for name in (*(level.id for level in words.scale), *words.red_flags, *words.pathways):
        if name not in given:
            yield Oddity(kind=OddityKind.NEVER_GIVEN, name=name)


def masks(other: Rule, one: Rule, truths: dict[str, list[Truth]]) -> bool:
    """Whether a rule is met wherever another is, and gives at least as much."""
    met = zip(truths[one.id], truths[other.id], strict=True)
    return (
        all(its is Truth.MET for this, its in met if this is Truth.MET)
        and other.disposition.rank >= one.disposition.rank
        and set(one.red_flags) <= set(other.red_flags)
        and set(one.pathways) <= set(other.pathways)
    )


def idle(rules: RuleSet, can_be: list[Rule], everybody: Sequence[Presentation]) -> Iterator[Oddity]:
    """Conditions whose loss nobody notices, the outer ones only."""
    seen: list[tuple[str, tuple[int, ...]]] = []
    for edit in edits_of(rules):
        if edit.kind is EditKind.DROP_CONDITION and edit.rule in can_be and edit.edited:
            within = any(edit.rule.id == name and edit.place[: len(at)] == at for name, at in seen)
            before = truths_of(edit.rule.condition, everybody)
            if not within and truths_of(edit.edited.condition, everybody) == before:
                seen.append((edit.rule.id, edit.place))
                yield Oddity(kind=OddityKind.IDLE_CONDITION, rule=edit.rule, place=edit.place)


def truths_of(condition: Condition, everybody: Sequence[Presentation]) -> list[Truth]:
    """The truth of a condition for each patient."""
    return [condition.truth(patient) for patient in everybody]


def answers(rules: RuleSet, everybody: Sequence[Presentation]) -> list[tuple[str, ...]]:
    """What each patient is given: definite, possible, red flags and pathways."""
    decisions = (decide(patient, rules, questions=False) for patient in everybody)
    return [(one.definite.id, one.possible.id, *one.red_flags, *one.pathways) for one in decisions]


def test_how_many_patients_conditions_can_tell_apart() -> None:
    """Three states of each finding, times the parts of the number and that it is not known."""
    words = SMALL_WORDS
    cut = Compare("n", Comparison.MORE_THAN, 1)
    assert tellable_presentations(words, [A]) == 27 * 2
    assert tellable_presentations(words, [A, cut, Not(cut)]) == 27 * 3
    outside = Compare("n", Comparison.MORE_THAN, 99)
    assert tellable_presentations(words, [outside]) == 27 * 2
    apart = DomainFact(id="apart", reason="-", never_together=("a", "b"))
    assert tellable_presentations(replace(words, facts=(apart,)), [cut]) == 24 * 3


def test_a_patient_who_reaches_a_disposition_may_be_one_of_whom_nothing_is_known() -> None:
    """With an open red flag, that is who stands on the floor."""
    reached = examine(ruleset(rule("r", EMERGENCY, A, "flag"))).reached
    assert [(each.disposition, each.patient) for each in reached] == [
        ("self_care", Presentation({"a": Answer.ABSENT})),
        ("routine", Presentation()),
        ("urgent", None),
        ("emergency", Presentation({"a": Answer.PRESENT})),
    ]
