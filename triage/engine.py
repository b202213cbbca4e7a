"""The reference engine: one presentation and one rule set in, one explained decision out.

Two bounds are kept apart. The *definite* disposition follows from what is known. The *possible*
one is the most urgent that answers still missing could bring. Unknown is never absent: while a
rule that raises a red flag, or must be ruled out, is undecided, the definite disposition does not
fall below the rule set's ``floor_while_undecided``.
"""

from dataclasses import dataclass

from triage.conditions import Fact
from triage.dispositions import Disposition
from triage.presentation import Presentation
from triage.questions import OpenQuestion, open_questions, settles_nothing
from triage.rules import Rule, RuleSet
from triage.truth import Truth


@dataclass(frozen=True, slots=True)
class FiredRule:
    """A rule that is met, with the facts that made it fire."""

    rule: Rule
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What the engine returned, with its reasons.

    ``fired`` and ``undecided`` are ordered by urgency, most urgent first. ``floor_while_undecided``
    is the floor that keeps the definite disposition up while a red flag is undecided, ``None``
    where it does not matter. ``possible_red_flags`` and ``possible_pathways`` are those not raised
    yet that undecided rules could still raise. ``questions`` has the most decisive one first.
    """

    definite: Disposition
    possible: Disposition
    red_flags: tuple[str, ...]
    possible_red_flags: tuple[str, ...]
    pathways: tuple[str, ...]
    possible_pathways: tuple[str, ...]
    fired: tuple[FiredRule, ...]
    undecided: tuple[Rule, ...]
    floor_while_undecided: Disposition | None
    is_settled: bool
    questions: tuple[OpenQuestion, ...] = ()


def decide(presentation: Presentation, ruleset: RuleSet, *, questions: bool = True) -> Decision:
    """The decision for one patient; with nothing known, everything is still possible.

    ``questions=False`` leaves the open questions out, which is most of the work.

    >>> from triage import domain_names, load_ruleset
    >>> decision = decide(Presentation(), load_ruleset(domain_names()[0]))
    >>> decision.definite.id, decision.possible.id, decision.questions[0].name
    ('routine', 'emergency', 'trouble_breathing')
    """
    met: list[Rule] = []
    undecided: list[Rule] = []
    for rule in ruleset.rules:
        truth = rule.condition.truth(presentation)
        if truth is Truth.MET:
            met.append(rule)
        elif truth is Truth.UNDECIDED:
            undecided.append(rule)
    met.sort(key=_most_urgent_first)
    undecided.sort(key=_most_urgent_first)

    reached = max([ruleset.default.disposition, *(rule.disposition for rule in met)])
    floor = ruleset.floor_while_undecided
    held = floor > reached and any(rule.holds_floor for rule in undecided)
    definite = floor if held else reached
    words = ruleset.vocabulary
    red_flags = words.in_order(flag for rule in met for flag in rule.red_flags)
    pathways = words.in_order(way for rule in met for way in rule.pathways)
    return Decision(
        definite=definite,
        possible=max([definite, *(rule.disposition for rule in undecided)]),
        red_flags=red_flags,
        possible_red_flags=words.in_order(
            flag for rule in undecided for flag in rule.red_flags if flag not in red_flags
        ),
        pathways=pathways,
        possible_pathways=words.in_order(
            way for rule in undecided for way in rule.pathways if way not in pathways
        ),
        fired=tuple(FiredRule(rule, _facts_of(rule, presentation)) for rule in met),
        undecided=tuple(undecided),
        floor_while_undecided=floor if held else None,
        is_settled=all(settles_nothing(rule, reached, floor) for rule in undecided),
        questions=open_questions(presentation, ruleset, undecided, reached) if questions else (),
    )


def _most_urgent_first(rule: Rule) -> tuple[int, str]:
    return -rule.disposition.rank, rule.id


def _facts_of(rule: Rule, presentation: Presentation) -> tuple[Fact, ...]:
    return tuple(dict.fromkeys(rule.condition.facts(presentation)))
