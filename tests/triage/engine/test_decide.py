"""Decisions about bicycles, each field of each compared."""

from dataclasses import replace

from triage.conditions import Fact, Present, all_of, any_of
from triage.engine import Decision, FiredRule, decide
from triage.presentation import Presentation
from triage.questions import OpenQuestion
from triage.rules import RuleSet
from triage.truth import Answer


def told(*, pressure: float | None = None, **answers: Answer) -> Presentation:
    """A bicycle with some answers, and its pressure where it is known."""
    return Presentation(answers, {} if pressure is None else {"pressure_bar": pressure})


def test_with_nothing_known_everything_is_open(bicycle_rules: RuleSet) -> None:
    """The floor holds, the worst is possible, and every question is open, the worst first."""
    scale, (brakes, tyre) = bicycle_rules.vocabulary.scale, bicycle_rules.rules
    assert decide(Presentation(), bicycle_rules) == Decision(
        definite=scale["service"],
        possible=scale["walk"],
        red_flags=(),
        possible_red_flags=("no_brakes",),
        pathways=(),
        possible_pathways=("workshop",),
        fired=(),
        undecided=(brakes, tyre),
        floor_while_undecided=scale["service"],
        is_settled=False,
        questions=(
            OpenQuestion(
                name="brake_fails",
                rules=("brakes",),
                could_reach=scale["walk"],
                fires_at_once=True,
                changes_disposition=True,
                red_flags=("no_brakes",),
                pathways=(),
            ),
            OpenQuestion(
                name="flat_tyre",
                rules=("tyre",),
                could_reach=scale["service"],
                fires_at_once=True,
                changes_disposition=True,
                red_flags=(),
                pathways=("workshop",),
            ),
            OpenQuestion(
                name="pressure_bar",
                rules=("tyre",),
                could_reach=scale["service"],
                fires_at_once=True,
                changes_disposition=True,
                red_flags=(),
                pathways=("workshop",),
            ),
        ),
    )


def test_a_red_flag_is_raised_with_its_facts(bicycle_rules: RuleSet) -> None:
    """A met rule gives its disposition and red flag; what stays open can add a pathway only."""
    scale, (brakes, tyre) = bicycle_rules.vocabulary.scale, bicycle_rules.rules
    bicycle = told(brake_fails=Answer.PRESENT, pressure=4.0)
    assert decide(bicycle, bicycle_rules) == Decision(
        definite=scale["walk"],
        possible=scale["walk"],
        red_flags=("no_brakes",),
        possible_red_flags=(),
        pathways=(),
        possible_pathways=("workshop",),
        fired=(FiredRule(brakes, (Fact("brake_fails", Answer.PRESENT),)),),
        undecided=(tyre,),
        floor_while_undecided=None,
        is_settled=True,
        questions=(
            OpenQuestion(
                name="flat_tyre",
                rules=("tyre",),
                could_reach=scale["service"],
                fires_at_once=True,
                changes_disposition=False,
                red_flags=(),
                pathways=("workshop",),
            ),
        ),
    )


def test_with_everything_ruled_out_the_default_holds(bicycle_rules: RuleSet) -> None:
    """No rule is met and none is open: the default, and nothing left to ask."""
    ride = bicycle_rules.vocabulary.scale["ride"]
    bicycle = told(brake_fails=Answer.ABSENT, flat_tyre=Answer.ABSENT, pressure=3.0)
    assert decide(bicycle, bicycle_rules) == Decision(
        definite=ride,
        possible=ride,
        red_flags=(),
        possible_red_flags=(),
        pathways=(),
        possible_pathways=(),
        fired=(),
        undecided=(),
        floor_while_undecided=None,
        is_settled=True,
        questions=(),
    )


def test_the_floor_is_named_only_where_it_matters(bicycle_rules: RuleSet) -> None:
    """With a rule met at the floor's level, the open red flag holds nothing up."""
    scale, (brakes, tyre) = bicycle_rules.vocabulary.scale, bicycle_rules.rules
    decision = decide(told(pressure=2.9), bicycle_rules, questions=False)
    assert decision == Decision(
        definite=scale["service"],
        possible=scale["walk"],
        red_flags=(),
        possible_red_flags=("no_brakes",),
        pathways=("workshop",),
        possible_pathways=(),
        fired=(FiredRule(tyre, (Fact("pressure_bar", 2.9),)),),
        undecided=(brakes,),
        floor_while_undecided=None,
        is_settled=False,
        questions=(),
    )


def test_an_open_red_flag_holds_the_floor(bicycle_rules: RuleSet) -> None:
    """All else ruled out, the unasked brakes keep the bicycle from being ridden on."""
    scale = bicycle_rules.vocabulary.scale
    decision = decide(told(flat_tyre=Answer.ABSENT, pressure=3.0), bicycle_rules)
    assert (decision.definite, decision.floor_while_undecided) == (
        scale["service"],
        scale["service"],
    )
    assert [question.name for question in decision.questions] == ["brake_fails"]


def test_a_rule_that_must_be_ruled_out_holds_the_floor_too(bicycle_rules: RuleSet) -> None:
    """Without any red flag, a rule marked so keeps the default away until it is ruled out."""
    brakes, _ = bicycle_rules.rules
    marked = replace(brakes, red_flags=(), must_be_ruled_out=True)
    for rule, definite in [(marked, "service"), (replace(marked, must_be_ruled_out=False), "ride")]:
        decision = decide(Presentation(), replace(bicycle_rules, rules=(rule,)))
        held = decision.floor_while_undecided
        assert decision.definite.id == definite
        assert (held.id if held else "ride") == definite
        assert decision.questions[0].changes_disposition
    denied = decide(told(brake_fails=Answer.ABSENT), replace(bicycle_rules, rules=(marked,)))
    assert (denied.definite.id, denied.floor_while_undecided) == ("ride", None)


def test_what_is_raised_is_no_longer_just_possible(bicycle_rules: RuleSet) -> None:
    """A red flag or pathway of a fired rule is not listed again for a rule that is undecided."""
    brakes, tyre = bicycle_rules.rules
    again = replace(brakes, id="again", condition=Present("squeak"), pathways=("workshop",))
    fired = told(brake_fails=Answer.PRESENT, flat_tyre=Answer.PRESENT)
    decision = decide(fired, replace(bicycle_rules, rules=(brakes, tyre, again)))
    assert (decision.red_flags, decision.possible_red_flags) == (("no_brakes",), ())
    assert (decision.pathways, decision.possible_pathways) == (("workshop",), ())


def test_the_floor_counts_as_possible(bicycle_rules: RuleSet) -> None:
    """A floor above every rule is definite while it holds, and so possible too."""
    brakes, _ = bicycle_rules.rules
    scale = bicycle_rules.vocabulary.scale
    mild = replace(brakes, disposition=scale["ride"])
    rules = replace(bicycle_rules, rules=(mild,), floor_while_undecided=scale["repair"])
    decision = decide(Presentation(), rules)
    assert (decision.definite, decision.possible) == (scale["repair"], scale["repair"])


def test_each_fact_is_told_once(bicycle_rules: RuleSet) -> None:
    """A finding that a rule reads twice stands once among the facts of the fired rule."""
    squeak, wobble = Present("squeak"), Present("wobble")
    twice = replace(bicycle_rules.rules[0], condition=any_of(squeak, all_of(squeak, wobble)))
    rules = replace(bicycle_rules, rules=(twice,))
    (fired,) = decide(told(squeak=Answer.PRESENT, wobble=Answer.PRESENT), rules).fired
    assert fired.facts == (Fact("squeak", Answer.PRESENT), Fact("wobble", Answer.PRESENT))


def test_rules_of_one_urgency_are_ordered_by_id(bicycle_rules: RuleSet) -> None:
    """Among rules that are equally urgent the id decides, never the place in the file."""
    brakes, tyre = bicycle_rules.rules
    alike = [replace(brakes, id="b"), replace(tyre, id="c"), replace(brakes, id="a")]
    decision = decide(Presentation(), replace(bicycle_rules, rules=tuple(alike)))
    assert [rule.id for rule in decision.undecided] == ["a", "b", "c"]
    assert decision.questions[0].rules == ("a", "b")
