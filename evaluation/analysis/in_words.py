"""Patients in words: one of them, those of a line, and what changes for them."""

from collections.abc import Sequence
from typing import Final

from evaluation.analysis.changes import Change, Endpoint
from evaluation.analysis.claims import Claim, Law, least_while_open
from evaluation.analysis.condition_words import who_words
from evaluation.analysis.line import Line
from evaluation.analysis.rule_edits import RuleEdit
from triage.engine import Decision
from triage.listing import few
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary, digits
from vignettes.absences import absences_of

MOST_ABSENT: Final = 4
"""So many absent groups and findings are named in a text, where not all are asked for."""


def patient_words(
    patient: Presentation, words: Vocabulary, *, most: int | None = MOST_ABSENT
) -> str:
    """What is known of a patient: what is present and the numbers first, then what is absent.

    ``most`` is how many absent groups and findings are named, ``None`` all of them.
    """
    known = known_words(patient, words)
    absent = absent_words(patient.absent, words, most=most)
    if not known and not absent:
        return "nothing is known"
    return "; ".join(part for part in (known or "nothing present", absent) if part)


def known_words(patient: Presentation, words: Vocabulary) -> str:
    """What is present, and the numbers; no text where there is neither."""
    present = [words.title_of(name) for name in words.findings if name in set(patient.present)]
    numbers = [
        f"{words.numbers[name].title} {digits(value)} {words.numbers[name].unit}"
        for name, value in patient.numbers.items()
    ]
    return ", ".join([*present, *numbers])


def absent_words(names: Sequence[str], words: Vocabulary, *, most: int | None = MOST_ABSENT) -> str:
    """Findings known to be absent, in the order of the vocabulary; no text where there are none.

    Where more than half of a group is absent, the group stands for them.
    """
    absences = absences_of(names, words)
    said = [_all_but(group, but, words) for group, but in absences.groups.items()]
    said += map(words.title_of, absences.others)
    return f"absent: {few(said, len(said) if most is None else most, '; ')}" if said else ""


def _all_but(group: str, but: Sequence[str], words: Vocabulary) -> str:
    rest = f" but {', '.join(map(words.title_of, but))}" if but else ""
    return f"all {group}{rest}"


def decision_words(decision: Decision) -> str:
    """A decision in short, as in ``urgent (fever), could become emergency``."""
    given = ", ".join((*decision.red_flags, *decision.pathways))
    text = decision.definite.id + (f" ({given})" if given else "")
    if decision.possible == decision.definite:
        return text
    return f"{text}, could become {decision.possible.id}"


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
        floor = least_while_open(ruleset).id
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
        return f"known {absent}" if absent else _such_as(line.patient, words, most=most)
    return who_words(line.who, words) + (f"; known {absent}" if absent else "")


def line_words(line: Line, words: Vocabulary) -> str:
    """A line in one sentence: what changes, for whom, and by which edits."""
    edits = edit_names(line.edits)
    return f"{changes_words(line, words)}: {line_who_words(line, words)} (by {edits})"


def edit_names(edits: Sequence[RuleEdit]) -> str:
    """Edits of rules by name, each as in ``edit_name``."""
    return ", ".join(map(edit_name, edits))


def edit_name(edit: RuleEdit) -> str:
    """The id of the rule, or ``settings`` for what belongs to no rule."""
    return edit.id or "settings"


def _such_as(patient: Presentation, words: Vocabulary, *, most: int | None) -> str:
    """Patients of whom nothing in particular is so: one of them stands for all."""
    if not patient.answers and not patient.numbers:
        return "patients such as one of whom nothing is known"
    return f"patients such as: {patient_words(patient, words, most=most)}"
