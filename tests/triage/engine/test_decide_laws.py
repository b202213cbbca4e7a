"""Laws of ``decide`` for both shipped rule sets, over generated patients."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from triage.engine import Decision, decide
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth
from triage.vocabulary import Vocabulary
from vignettes.strategies import numbers_of, presentations

laws = settings(settings.get_profile("triage"), max_examples=30)


@st.composite
def knowing_more(draw: st.DrawFn, patient: Presentation, words: Vocabulary) -> Presentation:
    """The same patient with some more questions answered, and no answer changed."""
    unasked = [name for name in words.findings if name not in patient.answers]
    told = st.sampled_from([Answer.ABSENT, Answer.PRESENT])
    rest = draw(st.sampled_from([{}, dict.fromkeys(unasked, Answer.ABSENT)]))
    some = draw(st.dictionaries(st.sampled_from(unasked), told)) if unasked else {}
    numbers = {
        name: draw(numbers_of(number))
        for name, number in words.numbers.items()
        if name not in patient.numbers and draw(st.booleans())
    }
    return Presentation({**rest, **some, **patient.answers}, {**numbers, **patient.numbers})


@st.composite
def before_and_after(draw: st.DrawFn, rules: RuleSet) -> tuple[Decision, Decision]:
    """The decisions for a patient, and for the same one after some more answers."""
    patient = draw(presentations(rules.vocabulary))
    more = draw(knowing_more(patient, rules.vocabulary))
    return decide(patient, rules), decide(more, rules)


def read_by(rules: RuleSet) -> set[str]:
    """Every finding and number that some rule reads."""
    return {name for rule in rules.rules for name in rule.condition.names()}


def ids(decision: Decision) -> tuple[set[str], set[str]]:
    """The rules that fired, and those that are undecided."""
    return {f.rule.id for f in decision.fired}, {rule.id for rule in decision.undecided}


def reached(decision: Decision, rules: RuleSet) -> object:
    """What the rules that fired demand: the disposition without the floor."""
    return max([rules.default.disposition, *(fired.rule.disposition for fired in decision.fired)])


class TestBounds:
    """The definite disposition and the possible one enclose what is to come."""

    @laws
    @given(data=st.data())
    def test_the_definite_is_never_above_the_possible(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """What is sure is at most what is possible."""
        decision = decide(data.draw(presentations(shipped.vocabulary)), shipped)
        assert decision.definite <= decision.possible

    @laws
    @given(data=st.data())
    def test_no_answer_raises_the_possible(self, data: st.DataObject, shipped: RuleSet) -> None:
        """Answers only rule out: the possible disposition falls or stays."""
        before, after = data.draw(before_and_after(shipped))
        assert after.definite <= after.possible <= before.possible

    @laws
    @given(data=st.data())
    def test_answers_lower_the_definite_only_by_lifting_the_floor(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """It falls only from the floor, with every red flag settled, to what the rules demand.

        What the fired rules demand never falls at all.
        """
        before, after = data.draw(before_and_after(shipped))
        assert reached(after, shipped) >= reached(before, shipped)  # type: ignore[operator]
        if after.definite < before.definite:
            assert before.floor_while_undecided == before.definite == shipped.floor_while_undecided
            assert not any(rule.red_flags or rule.must_be_ruled_out for rule in after.undecided)
            assert after.definite == reached(after, shipped)

    @laws
    @given(data=st.data())
    def test_answers_settle_rules_and_take_nothing_back(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """A fired rule stays fired, a ruled out one stays so, a raised red flag stays raised."""
        before, after = data.draw(before_and_after(shipped))
        (fired_before, open_before), (fired_after, open_after) = ids(before), ids(after)
        assert fired_before <= fired_after <= fired_before | open_before
        assert open_after <= open_before
        assert set(before.red_flags) <= set(after.red_flags)
        assert set(after.red_flags) <= {*before.red_flags, *before.possible_red_flags}
        assert set(before.pathways) <= set(after.pathways)
        assert set(after.pathways) <= {*before.pathways, *before.possible_pathways}

    @laws
    @given(data=st.data())
    def test_a_settled_disposition_stays(self, data: st.DataObject, shipped: RuleSet) -> None:
        """Once settled, no further answers change the definite disposition."""
        before, after = data.draw(before_and_after(shipped))
        if before.is_settled:
            assert after.is_settled
            assert after.definite == before.definite == before.possible


class TestUnknownIsNeverAbsent:
    """What was not asked rules nothing out."""

    @laws
    @given(data=st.data())
    def test_no_self_care_while_a_red_flag_is_open(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """Below the floor, what raises a red flag or must be ruled out is ruled out."""
        patient = data.draw(presentations(shipped.vocabulary))
        decision = decide(patient, shipped)
        if decision.definite < shipped.floor_while_undecided:
            for rule in shipped.rules:
                if rule.red_flags or rule.must_be_ruled_out:
                    assert rule.condition.truth(patient) is Truth.NOT_MET

    @laws
    @given(data=st.data())
    def test_one_unasked_red_flag_is_enough_for_the_floor(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """With all else denied, one red-flag finding left unasked keeps self-care away."""
        words = shipped.vocabulary
        single = [
            rule.condition.content()
            for rule in shipped.rules
            if rule.red_flags and not rule.condition.children()
        ]
        unasked = data.draw(st.sampled_from(single))
        healthy = Presentation(
            dict.fromkeys(words.findings, Answer.ABSENT), {"age_years": 30, "duration_days": 1}
        )
        asked = decide(healthy, shipped)
        silent = decide(healthy.with_answer(str(unasked), Answer.NOT_ASKED), shipped)
        assert asked.definite.id == "self_care"
        assert silent.definite == silent.floor_while_undecided == shipped.floor_while_undecided
        assert silent.possible_red_flags == (unasked,)
        assert [question.name for question in silent.questions] == [unasked]

    @laws
    @given(data=st.data())
    def test_saying_that_nothing_was_asked_says_nothing(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """A finding given as not asked decides as one that is not given at all."""
        patient = data.draw(presentations(shipped.vocabulary))
        silent = dict.fromkeys(shipped.vocabulary.findings, Answer.NOT_ASKED)
        spelled_out = Presentation({**silent, **patient.answers}, patient.numbers)
        assert decide(spelled_out, shipped) == decide(patient, shipped)


class TestMoreRedFlagsNeverCalm:
    """A finding that makes a red flag pushes one way only."""

    @laws
    @given(data=st.data())
    def test_a_red_flag_finding_never_lowers_the_disposition(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """From absent or not asked to present, the definite disposition rises or stays."""
        patient = data.draw(presentations(shipped.vocabulary))
        finding = data.draw(st.sampled_from(shipped.vocabulary.red_flag_findings))
        raised = decide(patient.with_answer(finding, Answer.PRESENT), shipped)
        without = decide(patient, shipped)
        assert raised.definite >= without.definite
        assert set(raised.red_flags) >= set(without.red_flags)

    @laws
    @given(data=st.data())
    def test_a_red_flag_asks_for_its_own_minimum(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """A raised red flag comes with at least the disposition that the vocabulary demands."""
        decision = decide(data.draw(presentations(shipped.vocabulary)), shipped)
        for name in decision.red_flags:
            assert decision.definite >= shipped.vocabulary.red_flags[name].minimum


class TestNothingElseCounts:
    """Only what the rules read changes a decision."""

    @laws
    @given(data=st.data())
    def test_the_order_of_rules_changes_nothing(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """The whole decision, its lists and questions included, is that of any other order."""
        patient = data.draw(presentations(shipped.vocabulary))
        rules = data.draw(st.permutations(shipped.rules))
        assert decide(patient, replace(shipped, rules=tuple(rules))) == decide(patient, shipped)

    @laws
    @given(data=st.data())
    def test_a_finding_that_no_rule_reads_changes_nothing(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """Whatever is said of an unread finding, the whole decision is the same."""
        patient = data.draw(presentations(shipped.vocabulary))
        unread = sorted(set(shipped.vocabulary.findings) - read_by(shipped))
        finding = data.draw(st.sampled_from(unread))
        decisions = [decide(patient.with_answer(finding, told), shipped) for told in Answer]
        assert decisions == [decide(patient, shipped)] * 3

    @laws
    @given(data=st.data())
    def test_leaving_out_the_questions_changes_nothing_else(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """The decision without questions is the one with them, questions taken out."""
        patient = data.draw(presentations(shipped.vocabulary))
        short = decide(patient, shipped, questions=False)
        assert short == replace(decide(patient, shipped), questions=())


class TestReasons:
    """A decision carries what made it."""

    @laws
    @given(data=st.data())
    def test_the_facts_of_a_fired_rule_alone_fire_it_again(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """A patient of whom only those facts are known fires the rule for the same facts."""
        for fired in decide(data.draw(presentations(shipped.vocabulary)), shipped).fired:
            answers = {f.name: f.value for f in fired.facts if isinstance(f.value, Answer)}
            numbers = {f.name: f.value for f in fired.facts if not isinstance(f.value, Answer)}
            assert fired in decide(Presentation(answers, numbers), shipped).fired

    @laws
    @given(data=st.data())
    def test_the_most_urgent_rules_come_first(self, data: st.DataObject, shipped: RuleSet) -> None:
        """Fired and undecided rules are ordered by urgency, then by id, and stand once."""
        decision = decide(data.draw(presentations(shipped.vocabulary)), shipped)
        for rules in ([fired.rule for fired in decision.fired], list(decision.undecided)):
            keys = [(-rule.disposition.rank, rule.id) for rule in rules]
            assert keys == sorted(set(keys))

    @laws
    @given(data=st.data())
    def test_the_floor_is_named_exactly_where_it_holds(
        self, data: st.DataObject, shipped: RuleSet
    ) -> None:
        """It is there when it lifts the disposition, and nothing when it does not."""
        decision = decide(data.draw(presentations(shipped.vocabulary)), shipped)
        lifted = decision.definite != reached(decision, shipped)
        assert decision.floor_while_undecided == (shipped.floor_while_undecided if lifted else None)
