"""The words in which two rule sets of one domain can be compared, where an edit touched them too.

A candidate often brings a finding that the accepted rules do not know. Both are then read in the
words of both; a patient of whom only one side asks is decided by the other as if never asked.
"""

from collections.abc import Mapping
from dataclasses import replace

from triage.algebra import T
from triage.vocabulary import Number, Vocabulary


def shared_words(before: Vocabulary, after: Vocabulary) -> Vocabulary:
    """Everything that either vocabulary knows; what both know is as in ``after``.

    Ranges of numbers are as wide as the wider one, and only those domain facts count that both
    state: whoever is possible for one of the two is not left out.

    Raises:
        ValueError: they are of different domains, or do not have the same dispositions.
    """
    if before == after:
        return after
    if before.name != after.name:
        raise ValueError("two rule sets of different vocabularies cannot be compared")
    if tuple(before.scale) != tuple(after.scale):
        raise ValueError("two rule sets with different dispositions cannot be compared")
    told = [fact.content() for fact in before.facts]
    return replace(
        after,
        findings={**after.findings, **_more(before.findings, after.findings)},
        numbers={
            **{name: _widest(number, before.numbers) for name, number in after.numbers.items()},
            **_more(before.numbers, after.numbers),
        },
        red_flags={**after.red_flags, **_more(before.red_flags, after.red_flags)},
        pathways={**after.pathways, **_more(before.pathways, after.pathways)},
        facts=tuple(fact for fact in after.facts if fact.content() in told),
    )


def _more(before: Mapping[str, T], after: Mapping[str, T]) -> dict[str, T]:
    """What only the first of two mappings has."""
    return {name: entry for name, entry in before.items() if name not in after}


def _widest(number: Number, before: Mapping[str, Number]) -> Number:
    other = before.get(number.id, number)
    return replace(
        number,
        minimum=min(number.minimum, other.minimum),
        maximum=max(number.maximum, other.maximum),
    )
