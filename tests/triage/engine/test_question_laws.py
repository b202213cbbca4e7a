"""Laws of the open questions: sound for any rule set, exact where each rule reads one finding."""

from collections.abc import Callable, Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from triage.conditions import Condition, Present
from triage.engine import decide
from triage.presentation import Presentation
from triage.questions import OpenQuestion
from triage.rules import RuleSet
from triage.truth import Answer, Truth
from vignettes.strategies import presentations

laws = settings(settings.get_profile("triage"), max_examples=30)
Conditions = st.SearchStrategy[Condition]
Bicycles = st.SearchStrategy[Presentation]
Completions = Callable[[Presentation], Iterator[Presentation]]
RuleSets = Callable[[Conditions], st.SearchStrategy[RuleSet]]

PRESSURES = (1.0, 3.0, 4.0, 6.0, 9.0)
FINDINGS = ("squeak", "wobble", "flat_tyre", "brake_fails")
SINGLE: Conditions = st.builds(Present, st.sampled_from(FINDINGS))


def without(patient: Presentation, name: str) -> Presentation:
    """The patient with one answer, or one number, taken back."""
    return patient.with_answer(name, Answer.NOT_ASKED).with_number(name, None)


def answered(patient: Presentation, name: str) -> list[Presentation]:
    """The patient with each answer to one question."""
    if name == "pressure_bar":
        return [patient.with_number(name, value) for value in PRESSURES]
    return [patient.with_answer(name, told) for told in (Answer.ABSENT, Answer.PRESENT)]


def rank(question: OpenQuestion, rules: RuleSet) -> tuple[bool, int, bool, int, int]:
    """The documented order of questions, the most decisive first."""
    names = [*rules.vocabulary.findings, *rules.vocabulary.numbers]
    return (
        not question.changes_disposition,
        -question.could_reach.rank,
        not question.fires_at_once,
        -len(question.rules),
        names.index(question.name),
    )


class TestEveryQuestion:
    """What holds for the questions of any patient under the shipped rules."""

    @laws
    @given(data=st.data())
    def test_nothing_known_is_asked(self, data: st.DataObject, shipped: RuleSet) -> None:
        """A question is about something unknown, stands once, and its rules are undecided."""
        patient = data.draw(presentations(shipped.vocabulary))
        decision = decide(patient, shipped)
        names = [question.name for question in decision.questions]
        undecided = {rule.id for rule in decision.undecided}
        assert not {*names} & {*patient.answers, *patient.numbers}
        assert len({*names}) == len(names)
        for question in decision.questions:
            assert question.rules
            assert {*question.rules} <= undecided
            for rule in question.rules:
                assert question.name in set(shipped.by_id[rule].condition.names())

    @laws
    @given(data=st.data())
    def test_the_most_decisive_comes_first(self, data: st.DataObject, shipped: RuleSet) -> None:
        """Questions are sorted by what they change, how far, how fast, how often, and the words."""
        decision = decide(data.draw(presentations(shipped.vocabulary)), shipped)
        ranks = [rank(question, shipped) for question in decision.questions]
        assert ranks == sorted(ranks)

    @laws
    @given(data=st.data())
    def test_a_question_says_what_its_rules_bring(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """Disposition, red flags and pathways of a question are those of its rules."""
        for question in decide(data.draw(presentations(shipped.vocabulary)), shipped).questions:
            rules = [shipped.by_id[name] for name in question.rules]
            assert question.could_reach == max(rule.disposition for rule in rules)
            assert {*question.red_flags} == {name for rule in rules for name in rule.red_flags}
            assert {*question.pathways} == {name for rule in rules for name in rule.pathways}

    @laws
    @given(data=st.data())
    def test_a_decision_is_settled_when_no_question_changes_it(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """The interview may stop exactly when no question can change the disposition."""
        decision = decide(data.draw(presentations(shipped.vocabulary)), shipped)
        changing = [question for question in decision.questions if question.changes_disposition]
        assert decision.is_settled is (not changing)

    @laws
    @given(data=st.data())
    def test_asking_in_order_ends_in_a_settled_decision(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """Answering the first question again and again settles every patient, with no repeats."""
        patient = data.draw(presentations(shipped.vocabulary))
        for _ in (*shipped.vocabulary.findings, *shipped.vocabulary.numbers):
            decision = decide(patient, shipped)
            if not decision.questions:
                break
            name = decision.questions[0].name
            if name in shipped.vocabulary.numbers:
                patient = patient.with_number(name, 30.0)
            else:
                told = data.draw(st.sampled_from([Answer.ABSENT, Answer.PRESENT]))
                patient = patient.with_answer(name, told)
        assert decide(patient, shipped).undecided == ()


class TestEveryAnswer:
    """What holds for any rules about bicycles, with every answer tried."""

    @laws
    @given(data=st.data())
    def test_a_question_that_changes_nothing_never_will(
        self,
        data: st.DataObject,
        rulesets: RuleSets,
        conditions: Conditions,
        bicycles: Bicycles,
        completions: Completions,
    ) -> None:
        """No answer to it moves the disposition, whatever else has been answered by then."""
        rules, bicycle = data.draw(rulesets(conditions)), data.draw(bicycles)
        for question in decide(bicycle, rules).questions:
            if not question.changes_disposition:
                for complete in completions(bicycle):
                    later = without(complete, question.name)
                    found = [later, *answered(later, question.name)]
                    assert len({decide(p, rules, questions=False).definite for p in found}) == 1

    @laws
    @given(data=st.data())
    def test_a_finding_that_is_not_asked_changes_nothing(
        self,
        data: st.DataObject,
        rulesets: RuleSets,
        conditions: Conditions,
        bicycles: Bicycles,
        completions: Completions,
    ) -> None:
        """What is open and stands in no question leaves the disposition as it is, for good."""
        rules, bicycle = data.draw(rulesets(conditions)), data.draw(bicycles)
        asked = {question.name for question in decide(bicycle, rules).questions}
        known = {*bicycle.answers, *bicycle.numbers}
        for name in {*FINDINGS, "pressure_bar"} - asked - known:
            for complete in completions(bicycle):
                later = without(complete, name)
                found = [later, *answered(later, name)]
                assert len({decide(p, rules, questions=False).definite for p in found}) == 1

    @laws
    @given(data=st.data())
    def test_what_changes_is_exact_where_each_rule_reads_one_finding(
        self,
        data: st.DataObject,
        rulesets: RuleSets,
        bicycles: Bicycles,
        completions: Completions,
    ) -> None:
        """A question changes the disposition if and only if, with others answered, an answer does.

        Exact for rules that each wait for one finding to be present.
        """
        rules, bicycle = data.draw(rulesets(SINGLE)), data.draw(bicycles)
        for question in decide(bicycle, rules).questions:
            moved = False
            for complete in completions(bicycle):
                later = without(complete, question.name)
                found = [later, *answered(later, question.name)]
                moved |= len({decide(p, rules, questions=False).definite for p in found}) > 1
            assert question.changes_disposition is moved

    @laws
    @given(data=st.data())
    def test_fires_at_once_is_exact(
        self,
        data: st.DataObject,
        rulesets: RuleSets,
        conditions: Conditions,
        bicycles: Bicycles,
    ) -> None:
        """True if and only if some answer alone meets one of the most urgent rules that read it."""
        rules, bicycle = data.draw(rulesets(conditions)), data.draw(bicycles)
        for question in decide(bicycle, rules).questions:
            urgent = [
                rules.by_id[name].condition
                for name in question.rules
                if rules.by_id[name].disposition == question.could_reach
            ]
            told = answered(bicycle, question.name)
            at_once = any(c.truth(patient) is Truth.MET for c in urgent for patient in told)
            assert question.fires_at_once is at_once

    @laws
    @given(data=st.data())
    def test_a_question_matters_where_nothing_is_named_twice(
        self,
        data: st.DataObject,
        rulesets: RuleSets,
        read_once_conditions: Conditions,
        bicycles: Bicycles,
        completions: Completions,
    ) -> None:
        """If each name stands once, every question can tip one of its rules over."""
        rules, bicycle = data.draw(rulesets(read_once_conditions)), data.draw(bicycles)
        for question in decide(bicycle, rules).questions:
            tipped = any(
                len({rules.by_id[name].condition.truth(p) for p in answered(c, question.name)}) > 1
                for c in completions(bicycle)
                for name in question.rules
            )
            assert tipped, f"no answer about {question.name} decides anything"
