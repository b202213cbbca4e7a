"""What changed between baseline and candidate, vignette by vignette."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointFacts:
    """One endpoint over the comparable vignettes.

    The four counts are over families by their worst member: failed by neither, newly failed, newly
    fixed, failed by both. ``mcnemar``, ``midp``, ``holm`` and the intervals are informational.
    """

    name: str
    title: str
    newly_failing: tuple[str, ...]
    worsened: tuple[str, ...]
    newly_fixed: tuple[str, ...]
    still_failing: tuple[str, ...]
    neither: int
    newly: int
    fixed: int
    both: int
    mcnemar: float
    midp: float
    holm: float
    newcombe: tuple[float, float] | None
    tango: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MoveFacts:
    """How many comparable vignettes went from one disposition to another; empty for no answer."""

    before: str
    after: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangesFacts:
    """Two runs side by side: strata by id, endpoints, and where dispositions moved.

    ``moves`` counts all comparable vignettes, also those that stayed.
    """

    comparable: int
    only_in_baseline: tuple[str, ...]
    only_in_candidate: tuple[str, ...]
    input_edited: tuple[str, ...]
    gold_edited: tuple[str, ...]
    text_edited: tuple[str, ...]
    endpoints: tuple[EndpointFacts, ...]
    moves: tuple[MoveFacts, ...]
    changed: tuple[str, ...]
    changed_without_crossing: tuple[str, ...]
    lowered: tuple[str, ...]
