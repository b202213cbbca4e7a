"""Open questions about bicycles: which are asked, in which order, and what each could change."""

from collections.abc import Callable, Iterable

import pytest

from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present, all_of, any_of
from triage.engine import decide
from triage.presentation import Presentation
from triage.questions import OpenQuestion
from triage.rules import Rule, RuleSet
from triage.truth import Answer
from triage.vocabulary import Vocabulary

MakeRules = Callable[[Iterable[Rule], str], RuleSet]
MakeRule = Callable[..., Rule]
SQUEAK, WOBBLE, FLAT, BRAKE = (
    Present(name) for name in ("squeak", "wobble", "flat_tyre", "brake_fails")
)
NOTHING = Presentation()


@pytest.fixture(scope="module")
def rule(bicycle: Vocabulary) -> MakeRule:
    """A rule from its disposition, its condition and its red flags."""

    def make(disposition: str, condition: Condition, *red_flags: str) -> Rule:
        return Rule(
            id=f"{disposition}: {condition}",
            title="-",
            disposition=bicycle.scale[disposition],
            condition=condition,
            sources=(),
            red_flags=red_flags,
        )

    return make


@pytest.fixture(scope="module")
def asked(make_rules: MakeRules) -> Callable[..., list[str]]:
    """The names that are asked of a bicycle under some rules, in order."""

    def names(bicycle: Presentation, *rules: Rule, floor: str = "ride") -> list[str]:
        return [q.name for q in decide(bicycle, make_rules(rules, floor)).questions]

    return names


@pytest.fixture(scope="module")
def question(make_rules: MakeRules) -> Callable[..., OpenQuestion]:
    """The first question that is asked of a bicycle under some rules."""

    def first(bicycle: Presentation, *rules: Rule, floor: str = "ride") -> OpenQuestion:
        return decide(bicycle, make_rules(rules, floor)).questions[0]

    return first


Asked = Callable[..., list[str]]
Question = Callable[..., OpenQuestion]


class TestOrder:
    """The most decisive question comes first."""

    def test_what_changes_the_disposition_comes_first(self, rule: MakeRule, asked: Asked) -> None:
        """A question that can only add a red flag comes after one that can raise the urgency."""
        rules = [
            rule("repair", SQUEAK),
            rule("repair", WOBBLE, "loose_wheel"),
            rule("walk", Not(FLAT)),
        ]
        squeaking = NOTHING.with_answer("squeak", Answer.PRESENT)
        assert asked(squeaking, *rules) == ["flat_tyre", "wobble"]

    def test_then_the_more_urgent(self, rule: MakeRule, asked: Asked) -> None:
        """Of two that change it, the one that could reach further comes first."""
        rules = [rule("service", SQUEAK), rule("walk", BRAKE), rule("repair", WOBBLE)]
        assert asked(NOTHING, *rules) == ["brake_fails", "wobble", "squeak"]

    def test_then_what_can_do_so_alone(self, rule: MakeRule, asked: Asked) -> None:
        """Of two as urgent, the one whose answer alone fires a rule comes first."""
        rules = [rule("walk", all_of(SQUEAK, WOBBLE)), rule("walk", BRAKE)]
        assert asked(NOTHING, *rules) == ["brake_fails", "squeak", "wobble"]

    def test_then_what_more_rules_read(self, rule: MakeRule, asked: Asked) -> None:
        """Of two as decisive, the one that more rules read comes first."""
        rules = [
            rule("walk", any_of(SQUEAK, BRAKE)),
            rule("service", all_of(BRAKE, WOBBLE)),
        ]
        assert asked(NOTHING, *rules) == ["brake_fails", "squeak", "wobble"]

    def test_then_the_order_of_the_vocabulary(self, rule: MakeRule, asked: Asked) -> None:
        """Equals stand as in the vocabulary, findings before numbers."""
        low = Compare("pressure_bar", Comparison.LESS_THAN, 3)
        rules = [rule("walk", any_of(low, BRAKE, FLAT, SQUEAK))]
        assert asked(NOTHING, *rules) == ["squeak", "flat_tyre", "brake_fails", "pressure_bar"]


class TestWhatIsAsked:
    """What is known, and what cannot matter, is not asked."""

    def test_nothing_is_asked_twice(self, rule: MakeRule, asked: Asked) -> None:
        """An answered finding, present or absent, and a known number are not asked."""
        old = Compare("age_years", Comparison.AT_LEAST, 10)
        rules = [rule("walk", all_of(SQUEAK, WOBBLE, FLAT, old))]
        known = NOTHING.with_answer("squeak", Answer.PRESENT).with_number("age_years", 12)
        assert asked(known, *rules) == ["wobble", "flat_tyre"]
        assert asked(known.with_answer("flat_tyre", Answer.ABSENT), *rules) == []

    def test_rules_that_are_decided_ask_nothing(self, rule: MakeRule, asked: Asked) -> None:
        """A rule that has fired, or is ruled out, has no open questions."""
        rules = [rule("walk", any_of(SQUEAK, WOBBLE)), rule("repair", all_of(FLAT, BRAKE))]
        known = NOTHING.with_answer("squeak", Answer.PRESENT)
        assert asked(known.with_answer("flat_tyre", Answer.ABSENT), *rules) == []

    @pytest.mark.parametrize(
        ("condition", "answer"),
        [
            (all_of(any_of(SQUEAK, WOBBLE), BRAKE), Answer.PRESENT),
            (any_of(all_of(SQUEAK, WOBBLE), BRAKE), Answer.ABSENT),
            (all_of(Not(all_of(SQUEAK, WOBBLE)), BRAKE), Answer.ABSENT),
            (AtLeast(2, (any_of(SQUEAK, WOBBLE), BRAKE, BRAKE)), Answer.PRESENT),
        ],
    )
    def test_a_part_that_is_decided_asks_nothing(
        self, rule: MakeRule, asked: Asked, condition: Condition, answer: Answer
    ) -> None:
        """A squeak that decides its part of the rule leaves the wobble in it without effect."""
        known = NOTHING.with_answer("squeak", answer)
        assert asked(known, rule("walk", condition)) == ["brake_fails"]


class TestWhatAnAnswerCouldChange:
    """Each question says how far it could lead."""

    def test_a_question_names_its_rules_and_what_they_bring(
        self, rule: MakeRule, question: Question, bicycle: Vocabulary
    ) -> None:
        """Rules the most urgent first, red flags in the order of the vocabulary, each once."""
        lesser = rule("service", any_of(BRAKE, FLAT), "loose_wheel", "no_brakes")
        worse = rule("walk", BRAKE, "no_brakes")
        first = question(NOTHING, lesser, worse)
        assert first == OpenQuestion(
            name="brake_fails",
            rules=(worse.id, lesser.id),
            could_reach=bicycle.scale["walk"],
            fires_at_once=True,
            changes_disposition=True,
            red_flags=("no_brakes", "loose_wheel"),
            pathways=(),
        )

    @pytest.mark.parametrize(
        ("condition", "at_once"),
        [
            (SQUEAK, True),
            (Not(SQUEAK), True),
            (any_of(SQUEAK, WOBBLE), True),
            (all_of(SQUEAK, WOBBLE), False),
            (AtLeast(2, (SQUEAK, WOBBLE, FLAT)), False),
            (all_of(SQUEAK, Not(SQUEAK)), False),
        ],
    )
    def test_fires_at_once_if_one_answer_is_enough(
        self, rule: MakeRule, question: Question, condition: Condition, *, at_once: bool
    ) -> None:
        """True only where present, or absent, alone meets the condition."""
        assert question(NOTHING, rule("walk", condition)).fires_at_once is at_once

    @pytest.mark.parametrize(
        ("comparisons", "at_once"),
        [
            ([("at_least", 3)], True),
            ([("more_than", 9)], False),
            ([("at_least", 9)], True),
            ([("less_than", 1)], False),
            ([("at_most", 1)], True),
            ([("at_least", 6), ("less_than", 3)], False),
            ([("at_least", 3), ("at_most", 3)], True),
            ([("more_than", 3), ("less_than", 3)], False),
            ([("more_than", 3), ("less_than", 4)], True),
            ([("more_than", 8.5)], True),
            ([("less_than", 1.5), ("more_than", 1)], True),
        ],
    )
    def test_a_number_fires_at_once_if_some_value_in_its_range_does(
        self,
        rule: MakeRule,
        question: Question,
        comparisons: list[tuple[str, float]],
        *,
        at_once: bool,
    ) -> None:
        """Any value from 1 to 9 bar counts, those between two bounds and whole numbers too."""
        parts = [Compare("pressure_bar", Comparison(name), bound) for name, bound in comparisons]
        assert question(NOTHING, rule("walk", all_of(*parts))).fires_at_once is at_once

    def test_only_the_most_urgent_rules_count_for_firing_at_once(
        self, rule: MakeRule, question: Question
    ) -> None:
        """That a lesser rule would fire says nothing of what the question could reach."""
        rules = [rule("walk", all_of(SQUEAK, WOBBLE)), rule("service", SQUEAK)]
        assert not question(NOTHING, *rules).fires_at_once

    @pytest.mark.parametrize(
        ("floor", "changes"), [("ride", False), ("service", False), ("repair", True)]
    )
    def test_a_red_flag_that_holds_the_floor_changes_the_disposition(
        self, rule: MakeRule, question: Question, floor: str, *, changes: bool
    ) -> None:
        """A red flag no more urgent than what is reached counts while the floor waits for it."""
        rules = [rule("service", SQUEAK), rule("service", WOBBLE, "loose_wheel")]
        squeaking = NOTHING.with_answer("squeak", Answer.PRESENT)
        assert question(squeaking, *rules, floor=floor).changes_disposition is changes
