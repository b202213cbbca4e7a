"""Patients in words: one patient, many by their conditions, and what changes for them."""

from collections.abc import Sequence
from typing import Final

from evaluation.analysis.changes import Change, Endpoint
from evaluation.analysis.claims import Claim, Law
from evaluation.analysis.line import Line
from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present
from triage.engine import Decision
from triage.listing import few
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary, digits

MOST_ABSENT: Final = 4
"""So many absent findings are named in a line of text, where not all are asked for."""


def patient_words(
    patient: Presentation, words: Vocabulary, *, most: int | None = MOST_ABSENT
) -> str:
    """What is known of a patient: what is present and the numbers first, then what is absent.

    ``most`` is how many absent findings are named, ``None`` all of them.
    """
    known = [words.title_of(name) for name in words.findings if name in set(patient.present)]
    known += [
        f"{words.numbers[name].title} {digits(value)} {words.numbers[name].unit}"
        for name, value in patient.numbers.items()
    ]
    absent = absent_words(patient.absent, words, most=most)
    if not known and not absent:
        return "nothing is known"
    return "; ".join(part for part in (", ".join(known) or "nothing present", absent) if part)


def absent_words(names: Sequence[str], words: Vocabulary, *, most: int | None = MOST_ABSENT) -> str:
    """Findings known to be absent, in the order of the vocabulary; no text where there are none."""
    given = set(names)
    titles = [words.title_of(name) for name in words.findings if name in given]
    if not titles:
        return ""
    return f"absent: {few(titles, len(titles) if most is None else most)}"


def decision_words(decision: Decision) -> str:
    """A decision in short, as in ``urgent (fever), could become emergency``."""
    given = ", ".join((*decision.red_flags, *decision.pathways))
    text = decision.definite.id + (f" ({given})" if given else "")
    if decision.possible == decision.definite:
        return text
    return f"{text}, could become {decision.possible.id}"


def who_words(condition: Condition | None, words: Vocabulary) -> str:
    """Patients by a condition, as in ``fever and age 60 to under 65 years``; ``anybody``."""
    if condition is None:
        return "anybody"
    if isinstance(condition, AtLeast) and condition.minimum == len(condition.conditions):
        between = _between(condition, words)
        return between or " and ".join(_part(child, words) for child in condition.conditions)
    return _part(condition, words)


def claim_words(claim: Claim, ruleset: RuleSet) -> str:
    """A claim in one sentence."""
    words = ruleset.vocabulary
    if claim.invariant is not None:
        return _invariant_words(claim, words)
    title = words.title_of(claim.subject)
    if claim.law is Law.MINIMUM:
        minimum = words.red_flags[claim.subject].minimum.id
        return f'Whoever raises the red flag "{title}" is given at least {minimum}.'
    if claim.law is Law.OPEN_RED_FLAG:
        floor = ruleset.floor_while_undecided.id
        return f"Nobody is given less than {floor} while the answer to {title} could change it."
    return f"That {title} is present never makes anybody less urgent."


def _invariant_words(claim: Claim, words: Vocabulary) -> str:
    invariant = claim.invariant
    assert invariant is not None  # noqa: S101 - the caller looked
    level = invariant.disposition.id
    subject = words.title_of(claim.subject)
    told = {
        Law.FLOOR: f"at least {level} wherever it is met",
        Law.FLOOR_POSSIBLE: f"{level} stays possible until it is ruled out",
        Law.WHILE_OPEN: f"at least {invariant.while_open and invariant.while_open.id} until it is "
        "ruled out",
        Law.CEILING: f"at most {level} wherever it is met",
        Law.CEILING_POSSIBLE: f"no more than {level} is possible wherever it is met",
        Law.RED_FLAG: f'the red flag "{subject}" is raised wherever it is met',
        Law.PATHWAY: f'the pathway "{subject}" is given wherever it is met',
    }
    return f"{invariant.title}: {told[claim.law]}."


def change_words(change: Change, words: Vocabulary) -> str:
    """One change, as in ``urgent -> routine`` or ``loses the red flag "fever"``."""
    if change.endpoint is Endpoint.DEFINITE:
        return f"{change.before} -> {change.after}"
    if change.endpoint is Endpoint.POSSIBLE:
        return f"possible {change.before} -> {change.after}"
    verb = "loses" if change.is_lower else "gains"
    what = "red flag" if change.endpoint is Endpoint.RED_FLAG else "pathway"
    return f'{verb} the {what} "{words.title_of(change.subject)}"'


def changes_words(line: Line, words: Vocabulary) -> str:
    """All changes of a line."""
    return "; ".join(change_words(change, words) for change in line.changes)


def line_who_words(line: Line, words: Vocabulary, *, most: int | None = MOST_ABSENT) -> str:
    """Whom a line is about: what is so of them, and what is known to be absent."""
    absent = absent_words(line.absent, words, most=most)
    if line.who is None:
        return f"known {absent}" if absent else "anybody whose answer changes so"
    return who_words(line.who, words) + (f"; known {absent}" if absent else "")


def line_words(line: Line, words: Vocabulary) -> str:
    """A line in one sentence: what changes, for whom, and by which edits."""
    edits = ", ".join(edit.id or "settings" for edit in line.edits)
    return f"{changes_words(line, words)}: {line_who_words(line, words)} (by {edits})"


def _part(condition: Condition, words: Vocabulary) -> str:
    if isinstance(condition, Present):
        return words.title_of(condition.finding)
    if isinstance(condition, Compare):
        number = words.numbers[condition.number]
        how = COMPARED[condition.comparison]
        return f"{number.title} {how} {digits(condition.bound)} {number.unit}"
    if isinstance(condition, Not):
        return f"not ({_part(condition.condition, words)})"
    assert isinstance(condition, AtLeast)  # noqa: S101 - files have no other nodes
    n = len(condition.conditions)
    parts = ", ".join(_part(child, words) for child in condition.conditions)
    if n == 1:
        return parts
    if condition.minimum == n:
        return _between(condition, words) or f"all of ({parts})"
    return f"{'one' if condition.minimum == 1 else condition.minimum} of ({parts})"


def _between(condition: AtLeast, words: Vocabulary) -> str:
    """Two bounds of one number as a range; no text for anything else."""
    bounds = [child for child in condition.conditions if isinstance(child, Compare)]
    if len(bounds) != len(condition.conditions) or len({b.number for b in bounds}) > 1:
        return ""
    low = [b for b in bounds if b.comparison in (Comparison.AT_LEAST, Comparison.MORE_THAN)]
    high = [b for b in bounds if b not in low]
    if len(low) != 1 or len(high) != 1 or not _have_room(low[0], high[0]):
        return ""
    number = words.numbers[low[0].number]
    if low[0].bound == high[0].bound:
        return f"{number.title} {digits(low[0].bound)} {number.unit}"
    first = digits(low[0].bound) if low[0].comparison is Comparison.AT_LEAST else _over(low[0])
    last = digits(high[0].bound) if high[0].comparison is Comparison.AT_MOST else _under(high[0])
    return f"{number.title} {first} to {last} {number.unit}"


def _have_room(low: Compare, high: Compare) -> bool:
    """Whether any number can lie between two bounds."""
    are_closed = (low.comparison, high.comparison) == (Comparison.AT_LEAST, Comparison.AT_MOST)
    return low.bound < high.bound or (low.bound == high.bound and are_closed)


def _over(comparison: Compare) -> str:
    return f"over {digits(comparison.bound)}"


def _under(comparison: Compare) -> str:
    return f"under {digits(comparison.bound)}"


COMPARED: Final = {
    Comparison.AT_LEAST: "at least",
    Comparison.LESS_THAN: "under",
    Comparison.AT_MOST: "at most",
    Comparison.MORE_THAN: "over",
}
