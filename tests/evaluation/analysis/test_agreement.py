"""The law on which all proofs rest: interpreter, planes and clauses mean the same."""

import random
from typing import Final

import pytest
from hypothesis import Phase, given, settings
from hypothesis import strategies as st

from evaluation.analysis.encode import Encoding
from tests.evaluation.kit.agreement import (
    check_agreement,
    said_by_interpreter,
    said_in_clauses,
    said_in_planes,
)
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.random_rules import patients_of, rulesets, values_of
from tests.evaluation.kit.small_rules import EVERYBODY, rule, ruleset
from triage.algebra import Truths
from triage.conditions import Compare, Comparison
from triage.presentation import Presentation
from triage.repository import load_ruleset
from triage.rules import RuleSet
from triage.truth import Answer

IN_PLANES: Final = 10_000
IN_CLAUSES: Final = 150


@settings(laws, max_examples=200)
@given(data=st.data(), rules=rulesets(known_only=True))
def test_three_evaluators_agree_on_random_rules_and_patients(
    data: st.DataObject, rules: RuleSet
) -> None:
    """Dispositions, red flags, pathways and the truth of every rule are the same three times."""
    check_agreement(rules, data.draw(st.lists(patients_of(rules), min_size=4, max_size=8)))


class NeverStrict(Encoding):
    """An encoding with a planted bug: "more than" is read as "at least", "less than" as "at most".

    That is what it takes to send home whoever stands exactly on a bound.
    """

    def compared(self, comparison: Compare) -> Truths[int]:
        """Known and so, known and not so, as if the bound itself were always in."""
        loose = {
            Comparison.MORE_THAN: Comparison.AT_LEAST,
            Comparison.LESS_THAN: Comparison.AT_MOST,
        }
        meant = loose.get(comparison.comparison, comparison.comparison)
        return super().compared(Compare(comparison.number, meant, comparison.bound))


def test_a_planted_bug_of_the_encoding_is_caught() -> None:
    """With an encoding that ignores strictness, the check of the law fails, on the right patient.

    The same check passes on the same rules and patients with the encoding as it is.
    """
    words = ruleset().vocabulary
    old = rule("old", words.scale.most, Compare("n", Comparison.MORE_THAN, 2), "flag")
    check_agreement(ruleset(old), EVERYBODY)
    with pytest.raises(AssertionError, match=r"clauses disagree on .*'n': 2\.0"):
        check_agreement(ruleset(old), EVERYBODY, NeverStrict(words))


def test_the_law_of_random_rules_catches_the_planted_bug() -> None:
    """Not only an example made for it: random rules and patients find it too."""

    @settings(laws, max_examples=500, database=None, phases=[Phase.generate])
    @given(data=st.data(), rules=rulesets(known_only=True))
    def law(data: st.DataObject, rules: RuleSet) -> None:
        patients = data.draw(st.lists(patients_of(rules), min_size=4, max_size=8))
        check_agreement(rules, patients, NeverStrict(rules.vocabulary))

    with pytest.raises(AssertionError, match="clauses disagree"):
        law()


def random_patient(rules: RuleSet, chance: random.Random) -> Presentation:
    """A patient of whom little or much is known, with numbers on bounds, beside them and between.

    Whatever is not stated is open, or absent: with many findings open nearly every rule is, too.
    """
    words = rules.vocabulary
    rest = chance.choice([Answer.NOT_ASKED, Answer.ABSENT])
    stated = chance.sample(sorted(words.findings), chance.choice([0, 1, 2, 3, 5, 10, 20]))
    weights = chance.choice([(1, 1, 1), (1, 0, 3), (3, 1, 0)])
    answers = {
        **dict.fromkeys(words.findings, rest),
        **{name: chance.choices(list(Answer), weights)[0] for name in stated},
    }
    numbers = {}
    for name, values in values_of(words, (one.condition for one in rules.rules)).items():
        if chance.random() < 0.8:
            near = chance.choice(values) + chance.choice([0, 0, -1, 1, -1e-9, 1e-9])
            number = words.numbers[name]
            numbers[name] = min(max(near, number.minimum), number.maximum)
    return Presentation(answers, numbers)


@pytest.mark.parametrize("name", ["knee@1.0.0", "knee@1.1.0"])
def test_three_evaluators_agree_on_the_shipped_rules(name: str) -> None:
    """Thousands of random patients, of whom little or much is known, on bounds and beside them."""
    rules = load_ruleset(name)
    chance = random.Random(20)  # noqa: S311 - the same patients in every run
    patients = [random_patient(rules, chance) for _ in range(IN_PLANES)]
    expected = [said_by_interpreter(rules, patient) for patient in patients]
    assert said_in_planes(rules, patients) == expected
    assert len({said.definite for said in expected}) == len(rules.vocabulary.scale)
    # Whoever contradicts the domain facts is nobody in clauses.
    clauses = list(said_in_clauses(rules, patients[:IN_CLAUSES], Encoding(rules.vocabulary)))
    pairs = zip(clauses, expected, strict=False)
    allowed = [(found, wanted) for found, wanted in pairs if found is not None]
    assert len(allowed) > IN_CLAUSES / 4
    assert [found for found, _ in allowed] == [wanted for _, wanted in allowed]
