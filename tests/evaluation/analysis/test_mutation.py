"""The fate of every edit is the one that trying everybody gives."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis.concern import Concern
from evaluation.analysis.edits import Edit, edited_rules, edits_of
from evaluation.analysis.mutant import Fate, Mutant
from evaluation.analysis.mutation import mutate
from tests.evaluation.kit.agreement import Said, said_by_interpreter
from tests.evaluation.kit.brute_force import all_patients, are_alike
from tests.evaluation.kit.golds import fails, gold_by_rules, libraries_of, outcome_of, vignette_of
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.random_rules import rulesets
from tests.evaluation.kit.small_rules import rule, ruleset
from triage.conditions import Compare, Comparison, Present, all_of, any_of
from triage.engine import decide
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer
from vignettes.vignette import Vignette


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """What has to become of an edit."""

    fate: Fate
    vignettes: tuple[str, ...] = ()
    patient: Presentation | None = None
    concern: Concern | None = None


def expected_of(rules: RuleSet, after: RuleSet, library: Sequence[Vignette]) -> Expected:
    """The fate of an edit: every vignette is scored, and then everybody is tried."""
    pairs = [(one.id, outcome_of(one, rules), outcome_of(one, after)) for one in library]
    newly = tuple(name for name, was, now in pairs if fails(now) and not fails(was))
    fallen = tuple(name for name, was, now in pairs if now.given < was.given)
    if newly:
        return Expected(fate=Fate.CAUGHT, vignettes=newly)
    if fallen:
        return Expected(fate=Fate.STOPPED, vignettes=fallen)
    found: dict[Concern, Presentation] = {}
    for patient in all_patients(rules, after):
        concern = concern_of(
            said_by_interpreter(rules, patient), said_by_interpreter(after, patient)
        )
        if concern is not None:
            found.setdefault(concern, patient)
    worst = next((concern for concern in Concern if concern in found), None)
    if worst is None:
        return Expected(fate=Fate.WITHOUT_EFFECT)
    return Expected(fate=Fate.SURVIVES, patient=found[worst], concern=worst)


def concern_of(before: Said, after: Said) -> Concern | None:
    """What becomes of one patient's answer."""
    if before.answer == after.answer:
        return None
    if after.definite < before.definite:
        return Concern.LOWERS
    loses_way = not set(before.pathways) <= set(after.pathways)
    if after.definite > before.definite or before.red_flags != after.red_flags or loses_way:
        return Concern.ANSWERS
    return Concern.OPEN


@settings(laws, max_examples=25)
@given(data=st.data(), rules=rulesets(findings=3, numbers=1, most=2, depth=2))
def test_every_edit_has_the_fate_that_trying_everybody_gives(
    data: st.DataObject, rules: RuleSet
) -> None:
    """Caught and stopped name all vignettes that notice, survivors the smallest patient."""
    library = data.draw(libraries_of(rules))
    counted: list[None] = []
    mutants = list(mutate(rules, library, lambda: counted.append(None)))
    assert [mutant.edit for mutant in mutants] == list(edits_of(rules))
    assert len(counted) == len(mutants)
    for mutant in mutants:
        after = edited_rules(rules, mutant.edit)
        expected = expected_of(rules, after, library)
        found = Expected(
            fate=mutant.fate,
            vignettes=mutant.vignettes,
            patient=expected.patient
            if are_alike(mutant.patient, expected.patient, rules, after)
            else mutant.patient,
            concern=mutant.concern,
        )
        assert found == expected, mutant.edit.id
        check_shown(mutant, rules, after)


def check_shown(mutant: Mutant, rules: RuleSet, after: RuleSet) -> None:
    """The answers that are shown of a survivor are those of the engine, and they differ."""
    if mutant.patient is None:
        assert mutant.before is mutant.after is None
        assert not mutant.lowers
        assert not mutant.can_be_caught
        return
    for shown, version in ((mutant.before, rules), (mutant.after, after)):
        decision = decide(mutant.patient, version)
        assert shown is not None
        assert (shown.definite, shown.possible) == (decision.definite, decision.possible)
        assert (shown.red_flags, shown.pathways) == (decision.red_flags, decision.pathways)
    assert mutant.before != mutant.after
    assert mutant.lowers == (mutant.concern is Concern.LOWERS)
    assert mutant.can_be_caught == (mutant.concern is not Concern.OPEN)


A, B = Present("a"), Present("b")
OLD = Compare("n", Comparison.AT_LEAST, 2)
URGENT, ROUTINE = SCALE["urgent"], SCALE["routine"]
RULES = ruleset(
    rule("fever", URGENT, all_of(A, OLD), "flag"),
    rule("cough", ROUTINE, B, "way"),
    rule("again", ROUTINE, B, "way"),
)
ILL = Presentation({"a": Answer.PRESENT, "b": Answer.ABSENT}, {"n": 2.0})


def fates(*library: Vignette) -> dict[str, Mutant]:
    """The fate of every edit, by its id."""
    return {mutant.edit.id: mutant for mutant in mutate(RULES, library)}


def told(patient: Presentation) -> tuple[dict[str, Answer], dict[str, float]]:
    """What is known of a patient."""
    return dict(patient.answers), dict(patient.numbers)


def test_a_vignette_on_the_bound_catches_what_one_beside_it_does_not() -> None:
    """Just above the bound nobody notices that the bound itself is out; on it, it is caught.

    The smallest patient is on the bound too, and was not asked the rest: the floor would fall.
    """
    above = ILL.with_number("n", 3.0)
    beside = fates(vignette_of("above", above, gold_by_rules(RULES, above)))
    on = fates(vignette_of("on", ILL, gold_by_rules(RULES, ILL)))
    name = "fever:bound_in_or_out:1"
    assert (beside[name].fate, on[name].fate) == (Fate.SURVIVES, Fate.CAUGHT)
    assert on[name].vignettes == ("on",)
    patient = beside[name].patient
    assert patient is not None
    assert told(patient) == ({}, {"n": 2.0})


def test_a_rule_that_stands_twice_can_be_dropped_without_effect() -> None:
    """What the other one says as well, nobody misses: proved, not only unseen."""
    found = fates()
    assert found["cough:drop_rule"].fate is Fate.WITHOUT_EFFECT
    assert found["again:drop_pathway:way"].fate is Fate.WITHOUT_EFFECT
    assert found["fever:drop_rule"].fate is Fate.SURVIVES


def test_a_vignette_that_accepts_both_answers_stops_the_lower_one() -> None:
    """No gold fails, but the answer is less urgent than before; one that is higher goes unseen."""
    wide = gold_by_rules(RULES, ILL)
    wide = type(wide)(preferred=URGENT, floor=ROUTINE, ceiling=SCALE.most)
    found = fates(vignette_of("wide", ILL, wide))
    lower = found["fever:lower_disposition:routine"]
    assert (lower.fate, lower.vignettes) == (Fate.STOPPED, ("wide",))
    higher = found["fever:raise_disposition:emergency"]
    assert (higher.fate, higher.concern) == (Fate.SURVIVES, Concern.ANSWERS)


def test_unknown_read_as_absent_lowers_who_was_not_asked() -> None:
    """The smallest patient of whom it is seen is one of whom nothing is known that helps."""
    found = fates()["fever:unknown_as_absent:0"]
    assert (found.fate, found.concern) == (Fate.SURVIVES, Concern.LOWERS)
    assert found.patient is not None
    assert told(found.patient) == ({}, {})
    assert found.before is not None
    assert found.after is not None
    assert (found.before.definite, found.after.definite) == (ROUTINE, SCALE.least)


def test_a_vignette_that_fails_anyway_catches_nothing() -> None:
    """Its gold is not met before the edit either, and so says nothing of the edit."""
    wrong = type(gold_by_rules(RULES, ILL))(
        preferred=SCALE.least, floor=SCALE.least, ceiling=SCALE.least
    )
    found = fates(vignette_of("wrong", ILL, wrong))
    assert not [one for one in found.values() if one.fate is Fate.CAUGHT]


@pytest.mark.parametrize("kind", ["any", "all"])
def test_a_condition_that_changes_nothing_is_proved_so(kind: str) -> None:
    """*a, or a and b* is a: every edit of *b* alone is without effect on anybody's answer."""
    both = all_of(A, B)
    made = any_of(A, both) if kind == "any" else all_of(A, any_of(A, B))
    rules = ruleset(rule("r", URGENT, made))
    place = "1:1"

    def is_of_b(edit: Edit) -> bool:
        return edit.id in {f"r:negate:{place}", f"r:drop_condition:{place}"}

    found = {m.edit.id: m.fate for m in mutate(rules, ()) if is_of_b(m.edit)}
    assert found == {
        f"r:negate:{place}": Fate.WITHOUT_EFFECT,
        f"r:drop_condition:{place}": Fate.WITHOUT_EFFECT,
    }
