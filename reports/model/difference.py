"""All that is said of the difference between two rule sets."""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.analysis.difference import Difference


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceReport:
    """A difference, with how both sides were named, and of how many patients it speaks.

    ``sentences`` has, for the id of each edited rule, the sentences that its sources mean, each by
    its place and in the project's own words; nothing for a domain without an inventory.
    ``accepted`` has the ids of the lines that somebody has accepted, each with by whom and until
    when.
    """

    difference: Difference
    before: str
    after: str
    presentations: int
    sentences: Mapping[str, tuple[tuple[str, str], ...]]
    accepted: Mapping[str, str]
