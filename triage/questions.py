"""Which unanswered questions could still change a decision, the most decisive first."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from triage.conditions import Condition, open_names, telling_values
from triage.dispositions import Disposition
from triage.presentation import Presentation
from triage.rules import Rule, RuleSet
from triage.truth import Answer, Truth
from triage.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenQuestion:
    """A finding or number that is not known and that undecided rules read.

    ``could_reach`` is the most urgent disposition among those ``rules``. ``fires_at_once`` says
    that one answer alone can make such a rule fire. Where ``changes_disposition`` is false, an
    answer can only add red flags or pathways.
    """

    name: str
    rules: tuple[str, ...]
    could_reach: Disposition
    fires_at_once: bool
    changes_disposition: bool
    red_flags: tuple[str, ...]
    pathways: tuple[str, ...]


def open_questions(
    presentation: Presentation,
    ruleset: RuleSet,
    undecided: Sequence[Rule],
    reached: Disposition,
) -> tuple[OpenQuestion, ...]:
    """The open questions of a decision; empty when no rule is undecided.

    ``undecided`` holds the undecided rules, the most urgent first, and ``reached`` the disposition
    of the rules that are met. The order: what can change the disposition, then the more urgent it
    could become, then what can do so alone, then what more rules depend on, then the vocabulary.
    """
    readers: dict[str, list[Rule]] = {}
    for rule in undecided:
        for name in dict.fromkeys(open_names(rule.condition, presentation)):
            readers.setdefault(name, []).append(rule)
    words = ruleset.vocabulary
    position = {name: i for i, name in enumerate((*words.findings, *words.numbers))}
    questions = [
        _question(name, rules, presentation, ruleset, reached) for name, rules in readers.items()
    ]
    return tuple(sorted(questions, key=lambda q: (*_decisiveness(q), position[q.name])))


def settles_nothing(rule: Rule, reached: Disposition, floor: Disposition) -> bool:
    """Whether deciding ``rule`` leaves the disposition as it is, either way.

    It does when its disposition is reached already and no floor waits for it.
    """
    return rule.disposition <= reached and not (rule.holds_floor and floor > reached)


def _question(
    name: str,
    rules: list[Rule],
    presentation: Presentation,
    ruleset: RuleSet,
    reached: Disposition,
) -> OpenQuestion:
    could_reach = max(rule.disposition for rule in rules)
    urgent = [rule.condition for rule in rules if rule.disposition == could_reach]
    answered = list(_answered(name, presentation, ruleset.vocabulary, urgent))
    floor = ruleset.floor_while_undecided
    return OpenQuestion(
        name=name,
        rules=tuple(rule.id for rule in rules),
        could_reach=could_reach,
        fires_at_once=any(c.truth(p) is Truth.MET for c in urgent for p in answered),
        changes_disposition=not all(settles_nothing(rule, reached, floor) for rule in rules),
        red_flags=ruleset.vocabulary.in_order(f for rule in rules for f in rule.red_flags),
        pathways=ruleset.vocabulary.in_order(w for rule in rules for w in rule.pathways),
    )


def _decisiveness(question: OpenQuestion) -> tuple[bool, int, bool, int]:
    return (
        not question.changes_disposition,
        -question.could_reach.rank,
        not question.fires_at_once,
        -len(question.rules),
    )


def _answered(
    name: str, presentation: Presentation, words: Vocabulary, conditions: Sequence[Condition]
) -> Iterator[Presentation]:
    """The presentation with each answer that ``conditions`` can tell apart."""
    if name in words.findings:
        yield presentation.with_answer(name, Answer.PRESENT)
        yield presentation.with_answer(name, Answer.ABSENT)
    else:
        for value in telling_values(words.numbers[name], conditions):
            yield presentation.with_number(name, value)
