"""Domain facts in a vocabulary file, every mistake of one, and what the fingerprint covers."""

from collections.abc import Callable

import pytest

from triage.loading.invariants import build_invariants
from triage.loading.nodes import parse
from triage.loading.problems import LoadError
from triage.vocabulary import Vocabulary

ProblemsOf = Callable[[str | bytes], list[str]]
ReadVocabulary = Callable[[str | bytes], Vocabulary]

FLAT = "{id: flat, if_present: flat_tyre, then_present: wobble, reason: It wobbles then.}"
APART = "{id: apart, never_together: [squeak, brake_fails], reason: The brakes squeak.}"
FORMS = "a fact needs either if_present and then_present, or never_together."
ALLOWED = "Allowed: squeak, wobble, flat_tyre, brake_fails."
KEYS = "Allowed: id, reason, if_present, then_present, never_together."


def with_facts(text: str, *facts: str) -> str:
    """A vocabulary with facts at its end, the first one in line 32."""
    return text + "facts:\n" + "".join(f"  - {fact}\n" for fact in facts)


def test_facts_are_read_in_both_forms(
    read_vocabulary_text: ReadVocabulary, bicycle_text: str
) -> None:
    """With their reason and their place."""
    words = read_vocabulary_text(with_facts(bicycle_text, FLAT, APART))
    first, second = words.facts
    assert (first.id, first.if_present, first.then_present) == ("flat", "flat_tyre", "wobble")
    assert (first.reason, first.line) == ("It wobbles then.", 32)
    assert (second.never_together, second.line) == (("squeak", "brake_fails"), 33)


ROWS: list[tuple[list[str], list[str]]] = [
    (["{id: f, reason: So.}"], [f"32: facts[f]: {FORMS}"]),
    (["{id: f, if_present: squeak, reason: So.}"], [f"32: facts[f]: {FORMS}"]),
    (["{id: f, then_present: squeak, reason: So.}"], [f"32: facts[f]: {FORMS}"]),
    (
        [FLAT.replace("reason", "never_together: [squeak, wobble], reason")],
        [f"32: facts[flat]: {FORMS}"],
    ),
    ([FLAT.replace(", reason: It wobbles then.", "")], [
        '32: facts[flat]: the key "reason" is missing.'
    ]),
    ([FLAT.replace("It wobbles then.", "' '")], [
        "32: facts[flat].reason: an empty text stands where text is needed."
    ]),
    ([FLAT.replace("id: flat, ", "")], ['32: facts[1]: the key "id" is missing.']),
    ([FLAT.replace("id: flat", "id: a fact")], [
        '32: facts[a fact].id: "a fact" is no id; allowed: letters, digits, _ . and -.'
    ]),
    ([FLAT.replace("if_present: flat_tyre", "if_present: rain")], [
        f'32: facts[flat].if_present: unknown finding "rain". {ALLOWED}'
    ]),
    ([FLAT.replace("then_present: wobble", "then_present: wobbel")], [
        '32: facts[flat].then_present: unknown finding "wobbel". Did you mean "wobble"?'
    ]),
    ([FLAT.replace("flat_tyre", "pressure_bar")], [
        f'32: facts[flat].if_present: unknown finding "pressure_bar". {ALLOWED}'
    ]),
    ([APART.replace("brake_fails", "rain")], [
        f'32: facts[apart].never_together: unknown finding "rain". {ALLOWED}'
    ]),
    ([FLAT.replace("flat_tyre", "wobble")], [
        '32: facts[flat].then_present: "wobble" implies itself.'
    ]),
    ([APART.replace("brake_fails", "squeak")], [
        '32: facts[apart].never_together: "squeak" stands twice.'
    ]),
    ([APART.replace(", brake_fails", "")], [
        "32: facts[apart].never_together: it needs at least two findings."
    ]),
    ([APART.replace("[squeak, brake_fails]", "[]")], [
        "32: facts[apart].never_together: it needs at least two findings."
    ]),
    ([APART.replace("[squeak, brake_fails]", "squeak")], [
        '32: facts[apart].never_together: text ("squeak") stands where a list is needed.'
    ]),
    ([FLAT.replace("reason", "because: it, reason")], [
        f'32: facts[flat]: unknown key "because". {KEYS}'
    ]),
    ([FLAT, APART.replace("apart", "flat")], ['33: facts[flat].id: the id "flat" stands twice.']),
    ([FLAT, FLAT.replace("flat,", "again,")], [
        '33: facts[again].id: it says the same as the fact "flat".'
    ]),
    ([FLAT, FLAT], ['33: facts[flat].id: the id "flat" stands twice.']),
    (
        [APART, "{id: again, never_together: [brake_fails, squeak], reason: So.}"],
        ['33: facts[again].id: it says the same as the fact "apart".'],
    ),
    (["flat"], ['32: facts[1]: text ("flat") stands where a mapping is needed.']),
    (
        [FLAT, "{id: never, never_together: [wobble, flat_tyre], reason: So.}"],
        ['33: facts[never]: "flat_tyre" could never be present, by "flat" and "never" together.'],
    ),
    (
        ["{id: m, never_together: [wobble, squeak], reason: So.}", FLAT,
         "{id: s, if_present: flat_tyre, then_present: squeak, reason: So.}"],
        ['34: facts[s]: "flat_tyre" could never be present, by "flat" and "m" and "s" together.'],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("facts", "problems"), ROWS)
def test_a_mistake_in_a_fact_is_described_exactly(
    problems_of_vocabulary: ProblemsOf, bicycle_text: str, facts: list[str], problems: list[str]
) -> None:
    """Place, field and what is wrong, and nothing else."""
    found = problems_of_vocabulary(with_facts(bicycle_text, *facts))
    assert found == [f"words.yaml:{problem}" for problem in problems]


class TestFingerprint:
    """Facts say who there can be, so that other facts make another vocabulary."""

    def test_without_facts_it_is_what_it_was(
        self, read_vocabulary_text: ReadVocabulary, bicycle_text: str, bicycle: Vocabulary
    ) -> None:
        """As from before there were facts; and a list without entries says nothing."""
        words = read_vocabulary_text(f"{bicycle_text}facts: []\n")
        assert words.facts == ()
        assert words.fingerprint == bicycle.fingerprint
        digits = "9556e3c2446fabe8c463681d779d47365b3c5992af910af74a9593491900b6c8"
        assert bicycle.fingerprint == f"sha256:{digits}"

    def test_a_fact_more_is_another_vocabulary(
        self, read_vocabulary_text: ReadVocabulary, bicycle_text: str, bicycle: Vocabulary
    ) -> None:
        """Each one counts."""
        one = read_vocabulary_text(with_facts(bicycle_text, FLAT)).fingerprint
        two = read_vocabulary_text(with_facts(bicycle_text, FLAT, APART)).fingerprint
        assert len({bicycle.fingerprint, one, two}) == 3

    def test_names_reasons_and_order_do_not_count(
        self, read_vocabulary_text: ReadVocabulary, bicycle_text: str
    ) -> None:
        """What is forbidden does, however it is written."""
        text = with_facts(bicycle_text, FLAT, APART)
        renamed = FLAT.replace("id: flat", "id: tyre").replace("It wobbles", "It limps")
        turned = APART.replace("squeak, brake_fails", "brake_fails, squeak")
        other = with_facts(bicycle_text, turned, renamed)
        assert read_vocabulary_text(text).fingerprint == read_vocabulary_text(other).fingerprint


class TestInvariants:
    """An invariant that facts leave to nobody demands nothing."""

    @pytest.fixture
    def problems_with_facts(
        self, read_vocabulary_text: ReadVocabulary, bicycle_text: str, invariants_text: str
    ) -> Callable[[str], list[str]]:
        """What is wrong with an invariant on a condition, in a vocabulary with two facts."""
        words = read_vocabulary_text(with_facts(bicycle_text, FLAT, APART))

        def find(condition: str) -> list[str]:
            text = invariants_text.replace("when: brake_fails", f"when: {condition}")
            try:
                build_invariants(parse(text.encode(), "must.yaml"), "must.yaml", words)
            except LoadError as error:
                return [str(problem) for problem in error.problems]
            return []

        return find

    @pytest.mark.parametrize(
        "condition",
        [
            "{all: [flat_tyre, {not: wobble}]}",
            "{all: [squeak, brake_fails]}",
            "{not: {any: [wobble, {not: flat_tyre}]}}",
            "{at_least: 3, of: [squeak, brake_fails, wobble]}",
        ],
    )
    def test_one_that_only_a_contradiction_meets_is_an_error(
        self, problems_with_facts: Callable[[str], list[str]], condition: str
    ) -> None:
        """In whatever way the condition asks for it."""
        assert problems_with_facts(condition) == [
            "must.yaml:6: invariants[F01].when: nobody can meet this condition: it demands nothing."
        ]

    @pytest.mark.parametrize(
        "condition",
        [
            "{all: [wobble, {not: flat_tyre}]}",
            "{all: [{not: squeak}, {not: brake_fails}]}",
            "{at_least: 2, of: [squeak, brake_fails, wobble]}",
            "{any: [{all: [squeak, brake_fails]}, {all: [flat_tyre, wobble]}]}",
        ],
    )
    def test_one_that_somebody_meets_is_none(
        self, problems_with_facts: Callable[[str], list[str]], condition: str
    ) -> None:
        """One patient without a contradiction is enough."""
        assert problems_with_facts(condition) == []


def test_the_facts_of_the_knee_rest_on_words_alone(knee: Vocabulary) -> None:
    """Five, each by the definition of its two questions; a new one has to be looked at."""
    assert {(fact.if_present, fact.then_present) for fact in knee.facts} == {
        ("rapidly_worsening_numbness", "numbness"),
        ("severe_leg_weakness", "leg_weakness"),
        ("pain_moves_around", "knee_pain"),
        ("cortisone_little_relief", "cortisone_shot_in_knee"),
        ("knee_therapy_helped_little", "knee_therapy"),
    }
