"""Laws of ``decide`` for any rule set about bicycles, with every open question tried out."""

from collections.abc import Callable, Iterator

from hypothesis import given, settings
from hypothesis import strategies as st

from triage.conditions import Condition
from triage.engine import decide
from triage.presentation import Presentation
from triage.rules import RuleSet

laws = settings(settings.get_profile("triage"), max_examples=60)
Conditions = st.SearchStrategy[Condition]
Bicycles = st.SearchStrategy[Presentation]
Completions = Callable[[Presentation], Iterator[Presentation]]
RuleSets = Callable[[Conditions], st.SearchStrategy[RuleSet]]


class TestEveryCompletion:
    """A decision about a bicycle of which little is known bounds those about all it may be."""

    @laws
    @given(data=st.data())
    def test_a_settled_disposition_is_that_of_every_completion(
        self,
        data: st.DataObject,
        rulesets: RuleSets,
        conditions: Conditions,
        bicycles: Bicycles,
        completions: Completions,
    ) -> None:
        """``is_settled`` means that no answers change the disposition, negations included."""
        rules, bicycle = data.draw(rulesets(conditions)), data.draw(bicycles)
        decision = decide(bicycle, rules, questions=False)
        if decision.is_settled:
            whole = {decide(c, rules, questions=False).definite for c in completions(bicycle)}
            assert whole == {decision.definite}

    @laws
    @given(data=st.data())
    def test_the_bounds_of_one_decision_fit_together(
        self,
        data: st.DataObject,
        rulesets: RuleSets,
        conditions: Conditions,
        bicycles: Bicycles,
    ) -> None:
        """Definite at most possible, even where the floor is above every rule; nothing twice."""
        rules, bicycle = data.draw(rulesets(conditions)), data.draw(bicycles)
        decision = decide(bicycle, rules, questions=False)
        assert decision.definite <= decision.possible
        assert not {*decision.red_flags} & {*decision.possible_red_flags}
        assert not {*decision.pathways} & {*decision.possible_pathways}

    @laws
    @given(data=st.data())
    def test_every_completion_lies_between_the_bounds(
        self,
        data: st.DataObject,
        rulesets: RuleSets,
        conditions: Conditions,
        bicycles: Bicycles,
        completions: Completions,
    ) -> None:
        """At most the possible disposition, at least the definite one unless the floor held it."""
        rules, bicycle = data.draw(rulesets(conditions)), data.draw(bicycles)
        decision = decide(bicycle, rules, questions=False)
        for complete in completions(bicycle):
            whole = decide(complete, rules, questions=False)
            assert whole.definite <= decision.possible
            assert (
                whole.definite >= decision.definite
                or decision.floor_while_undecided == decision.definite
            )
            assert set(decision.red_flags) <= set(whole.red_flags)
            assert {*whole.red_flags} <= {*decision.red_flags, *decision.possible_red_flags}
            assert whole.is_settled
            assert whole.definite == whole.possible
            assert whole.undecided == ()

    @laws
    @given(data=st.data())
    def test_what_is_possible_can_come_true_where_nothing_is_named_twice(
        self,
        data: st.DataObject,
        rulesets: RuleSets,
        read_once_conditions: Conditions,
        bicycles: Bicycles,
        completions: Completions,
    ) -> None:
        """With one rule that names everything once, both bounds are reached by some completion."""
        rules = data.draw(rulesets(read_once_conditions).filter(lambda r: len(r.rules) == 1))
        bicycle = data.draw(bicycles)
        decision = decide(bicycle, rules, questions=False)
        whole = {decide(c, rules, questions=False).definite for c in completions(bicycle)}
        reaches = [rule.disposition for rule in decision.undecided]
        assert max(whole) == max([min(whole), *reaches])
        assert decision.is_settled is (len(whole) == 1 and decision.floor_while_undecided is None)
