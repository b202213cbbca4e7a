"""The ways in which two rule sets can answer the same patient differently, each on its own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from triage.algebra import Algebra, Meaning, T, exactly
from triage.engine import Decision
from triage.vocabulary import Vocabulary


class Endpoint(StrEnum):
    """What of an answer changes."""

    DEFINITE = "definite"
    POSSIBLE = "possible"
    RED_FLAG = "red_flag"
    PATHWAY = "pathway"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One change: of a disposition from one level to another, of a red flag or pathway by name.

    ``before`` and ``after`` are ids of dispositions, and empty for a red flag or pathway:
    ``subject`` names that one, which is lost where ``is_lower``, and gained otherwise.
    """

    endpoint: Endpoint
    is_lower: bool
    before: str = ""
    after: str = ""
    subject: str = ""

    def content(self) -> list[object]:
        """Plain data for hashes."""
        return [self.endpoint.value, self.is_lower, self.before, self.after, self.subject]


def all_changes(words: Vocabulary) -> Iterator[Change]:
    """Every change that there could be, those that lower first; the widest falls before others."""
    for is_lower in (True, False):
        for endpoint in (Endpoint.DEFINITE, Endpoint.POSSIBLE):
            for start in reversed(words.scale.levels):
                for end in words.scale:
                    if start != end and (end < start) is is_lower:
                        yield Change(
                            endpoint=endpoint, is_lower=is_lower, before=start.id, after=end.id
                        )
        for endpoint, names in (
            (Endpoint.RED_FLAG, words.red_flags),
            (Endpoint.PATHWAY, words.pathways),
        ):
            for name in names:
                yield Change(endpoint=endpoint, is_lower=is_lower, subject=name)


def changed_where(
    change: Change, before: Meaning[T], after: Meaning[T], words: Vocabulary, algebra: Algebra[T]
) -> T:
    """The patients whose answer changes just so."""
    if change.subject:
        was = _named(change, before)
        starts = was if change.is_lower else algebra.negated(was)
    else:
        starts = exactly(_levels(change, before), words.scale[change.before].rank, algebra)
    return algebra.all_of([starts, ends_where(change, after, words, algebra)])


def ends_where(change: Change, after: Meaning[T], words: Vocabulary, algebra: Algebra[T]) -> T:
    """The patients whose answer is what the change makes of it."""
    if change.subject:
        given = _named(change, after)
        return algebra.negated(given) if change.is_lower else given
    return exactly(_levels(change, after), words.scale[change.after].rank, algebra)


def is_made(change: Change, before: Decision, after: Decision) -> bool:
    """Whether a patient with these two decisions undergoes the change."""
    if change.endpoint is Endpoint.DEFINITE:
        return (before.definite.id, after.definite.id) == (change.before, change.after)
    if change.endpoint is Endpoint.POSSIBLE:
        return (before.possible.id, after.possible.id) == (change.before, change.after)
    sides = [
        decision.red_flags if change.endpoint is Endpoint.RED_FLAG else decision.pathways
        for decision in (before, after)
    ]
    was, is_now = (change.subject in side for side in sides)
    return was is change.is_lower and is_now is not change.is_lower


def _levels(change: Change, meaning: Meaning[T]) -> Sequence[T]:
    return meaning.definite if change.endpoint is Endpoint.DEFINITE else meaning.possible


def _named(change: Change, meaning: Meaning[T]) -> T:
    given = meaning.red_flags if change.endpoint is Endpoint.RED_FLAG else meaning.pathways
    return given[change.subject]
