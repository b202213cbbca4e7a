"""What is odd in rules by themselves: rules and parts of them that do nothing, or nothing more.

Each is a sign that a rule does not say what its author meant. A red flag that nobody is given, or
its rule that nobody can meet, is worse than odd.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import combinations

from evaluation.analysis.edited import Edited
from evaluation.analysis.edits import Edit, EditKind, Place, edits_of
from evaluation.analysis.encode import Encoding
from evaluation.analysis.encoded import Encoded
from evaluation.analysis.patients import smallest_patient
from evaluation.analysis.replay import must_agree
from evaluation.analysis.solver import Oracle
from triage.algebra import any_difference, differing, exactly
from triage.conditions import Condition
from triage.engine import decide
from triage.presentation import Presentation
from triage.rules import Rule
from triage.truth import Truth
from triage.vocabulary import Vocabulary


class OddityKind(StrEnum):
    """What is odd."""

    NEVER_MET = "never_met"
    MASKED = "masked"
    SAME_MEANING = "same_meaning"
    IDLE_CONDITION = "idle_condition"
    NEVER_GIVEN = "never_given"


@dataclass(frozen=True, slots=True, kw_only=True)
class Oddity:
    """Something odd about a rule, proved for all patients.

    ``others`` are the rules that mask it or mean the same; none where several mask it only
    together. ``place`` is the idle condition's. ``name`` is the disposition, red flag or pathway
    that nobody is given; ``rule`` is ``None`` then.
    """

    kind: OddityKind
    rule: Rule | None = None
    others: tuple[str, ...] = ()
    place: Place = ()
    name: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reached:
    """A disposition with the smallest patient who is given it; ``None`` where nobody is."""

    disposition: str
    patient: Presentation | None


def dispositions_reached(rules: Encoded, oracle: Oracle) -> Iterator[Reached]:
    """Every disposition of the scale, the least urgent first."""
    for level in rules.ruleset.vocabulary.scale:
        here = exactly(rules.meaning.definite, level.rank, rules.encoding)
        patient = smallest_patient(rules.encoding, oracle, [here])
        if patient is not None:
            given = decide(patient, rules.ruleset, questions=False).definite
            must_agree(given == level, f"disposition {level.id}")
        yield Reached(disposition=level.id, patient=patient)


def oddities(
    rules: Encoded, oracle: Oracle, on_rule: Callable[[], None] = lambda: None
) -> Iterator[Oddity]:
    """All oddities of a rule set, by kind; ``on_rule`` is called after each rule looked at.

    A rule that is never met is not looked at again.
    """
    met = {rule.id: _smallest_met(rule, rules, oracle) for rule in rules.ruleset.rules}
    for rule in rules.ruleset.rules:
        if met[rule.id] is None:
            yield Oddity(kind=OddityKind.NEVER_MET, rule=rule)
    examples = {name: patient for name, patient in met.items() if patient is not None}
    yield from _masked(rules, oracle, examples)
    yield from _same_meaning(rules, examples)
    yield from _idle(rules, examples, on_rule)
    yield from _never_given(rules, oracle)


def _smallest_met(rule: Rule, rules: Encoded, oracle: Oracle) -> Presentation | None:
    patient = smallest_patient(rules.encoding, oracle, [rules.truths[rule.id].met])
    if patient is not None:
        must_agree(rule.condition.truth(patient) is Truth.MET, f"rule {rule.id}")
    return patient


def _masked(rules: Encoded, oracle: Oracle, examples: dict[str, Presentation]) -> Iterator[Oddity]:
    """Rules without which everybody is answered the same."""
    edited = Edited(rules.ruleset, rules.encoding)
    for edit in edits_of(rules.ruleset):
        if edit.kind is EditKind.DROP_RULE and edit.rule and edit.rule.id in examples:
            changed = any_difference(edited.original, edited.after(edit), rules.encoding)
            if not oracle.can_be([changed]):
                others = tuple(_maskers(edit.rule, rules, oracle, examples[edit.rule.id]))
                yield Oddity(kind=OddityKind.MASKED, rule=edit.rule, others=others)


def _maskers(rule: Rule, rules: Encoded, oracle: Oracle, example: Presentation) -> Iterator[str]:
    """The rules that are met whenever this one is, and give at least as much."""
    met = rules.truths[rule.id].met
    for other in rules.ruleset.rules:
        gives_as_much = (
            other is not rule
            and other.disposition >= rule.disposition
            and {*rule.red_flags} <= {*other.red_flags}
            and {*rule.pathways} <= {*other.pathways}
        )
        is_candidate = gives_as_much and other.condition.truth(example) is Truth.MET
        if is_candidate and not oracle.can_be([met, -rules.truths[other.id].met]):
            yield other.id


def _same_meaning(rules: Encoded, examples: dict[str, Presentation]) -> Iterator[Oddity]:
    """Pairs of rules whose conditions nobody tells apart: asked only where no example does."""
    alike: dict[tuple[Truth, ...], list[Rule]] = {}
    for rule in rules.ruleset.rules:
        if rule.id in examples:
            signature = tuple(rule.condition.truth(patient) for patient in examples.values())
            alike.setdefault(signature, []).append(rule)
    for group in alike.values():
        for first, second in combinations(group, 2):
            if _are_alike(first.condition, second.condition, rules.ruleset.vocabulary):
                yield Oddity(kind=OddityKind.SAME_MEANING, rule=first, others=(second.id,))


def _are_alike(first: Condition, second: Condition, words: Vocabulary) -> bool:
    """Whether two conditions come to the same for everybody.

    Asked in a formula of its own: most pairs are told apart at once, and their clauses would only
    burden all questions after them.
    """
    encoding = Encoding(words)
    one, other = encoding.truths(first), encoding.truths(second)
    sides = (one.met, one.ruled_out), (other.met, other.ruled_out)
    apart = encoding.any_of(differing(*sides, encoding))
    with Oracle(encoding.formula) as oracle:
        return not oracle.can_be([apart])


def _idle(
    rules: Encoded, examples: dict[str, Presentation], on_rule: Callable[[], None]
) -> Iterator[Oddity]:
    """Conditions inside a rule without which the rule comes to the same for everybody."""
    dropped: dict[str, list[Edit]] = {}
    for edit in edits_of(rules.ruleset):
        if edit.kind is EditKind.DROP_CONDITION and edit.rule and edit.edited:
            dropped.setdefault(edit.rule.id, []).append(edit)
    for rule in rules.ruleset.rules:
        idle: list[Place] = []
        for edit in dropped.get(rule.id, ()) if rule.id in examples else ():
            is_within_idle = any(edit.place[: len(place)] == place for place in idle)
            if is_within_idle or edit.edited is None:
                continue
            if _are_alike(rule.condition, edit.edited.condition, rules.ruleset.vocabulary):
                idle.append(edit.place)
                yield Oddity(kind=OddityKind.IDLE_CONDITION, rule=rule, place=edit.place)
        on_rule()


def _never_given(rules: Encoded, oracle: Oracle) -> Iterator[Oddity]:
    """Dispositions, red flags and pathways of the vocabulary that no patient is given."""
    definite = rules.meaning.definite
    given = {
        **{
            level.id: exactly(definite, level.rank, rules.encoding)
            for level in rules.ruleset.vocabulary.scale
        },
        **rules.meaning.red_flags,
        **rules.meaning.pathways,
    }
    for name, literal in given.items():
        if not oracle.can_be([literal]):
            yield Oddity(kind=OddityKind.NEVER_GIVEN, name=name)
