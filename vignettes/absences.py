"""Absent findings in few words: by the groups in which they are asked."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from triage.vocabulary import Vocabulary

_FEWEST = 3  # findings of a group that are absent; fewer are named one by one


@dataclass(frozen=True, slots=True, kw_only=True)
class Absences:
    """Of ``groups`` all findings are absent but those that each goes to.

    ``others`` are absent findings of no such group. All in the order of the vocabulary.
    """

    groups: Mapping[str, tuple[str, ...]]
    others: tuple[str, ...]

    @property
    def exceptions(self) -> tuple[str, ...]:
        """Findings of the groups that are not absent, each once."""
        return tuple(dict.fromkeys(name for names in self.groups.values() for name in names))


def absences_of(absent: Collection[str], words: Vocabulary) -> Absences:
    """Absent findings by groups; a group counts where more than half of it are absent."""
    groups: dict[str, tuple[str, ...]] = {}
    said: set[str] = set()
    for group in words.groups.values():
        here = set(absent).intersection(group.findings)
        if len(here) >= _FEWEST and 2 * len(here) > len(group.findings):
            groups[group.id] = tuple(name for name in group.findings if name not in here)
            said |= here
    others = tuple(n for n in words.findings if n in absent and n not in said)
    return Absences(groups=groups, others=others)
