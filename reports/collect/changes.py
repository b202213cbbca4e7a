"""What changed between the two runs."""

from collections import Counter
from collections.abc import Iterator

from evaluation.comparison import Comparison, EndpointComparison
from evaluation.significance import holm_adjusted
from evaluation.statistics.intervals import Interval
from evaluation.statistics.paired import mcnemar_exact, mcnemar_midp, newcombe, tango
from reports.model.audit.changes import ChangesFacts, EndpointFacts, MoveFacts
from triage.dispositions import Scale


def changes_facts(comparison: Comparison, scale: Scale) -> ChangesFacts:
    """Strata, endpoints with their statistics, and where dispositions moved."""
    adjusted = holm_adjusted(comparison)
    return ChangesFacts(
        comparable=len(comparison.comparable),
        only_in_baseline=comparison.only_in_baseline,
        only_in_candidate=comparison.only_in_candidate,
        input_edited=comparison.input_edited,
        gold_edited=comparison.gold_edited,
        text_edited=comparison.text_edited,
        endpoints=tuple(
            _endpoint(found, adjusted[found.endpoint.name]) for found in comparison.endpoints
        ),
        moves=tuple(_moves(comparison, scale)),
        changed=comparison.changed,
        changed_without_crossing=comparison.changed_without_crossing,
        lowered=tuple(name for name in comparison.comparable if comparison.pairs[name].is_lowered),
    )


def _endpoint(found: EndpointComparison, holm: float) -> EndpointFacts:
    counts = found.family_counts
    return EndpointFacts(
        name=found.endpoint.name,
        title=found.endpoint.title,
        newly_failing=found.newly_failing,
        worsened=found.worsened,
        newly_fixed=found.newly_fixed,
        still_failing=found.still_failing,
        neither=counts.n11,
        newly=counts.n10,
        fixed=counts.n01,
        both=counts.n00,
        mcnemar=mcnemar_exact(counts),
        midp=mcnemar_midp(counts),
        holm=holm,
        newcombe=_ends(newcombe(counts)),
        tango=_ends(tango(counts)),
    )


def _ends(interval: Interval | None) -> tuple[float, float] | None:
    return (interval.lower, interval.upper) if interval else None


def _moves(comparison: Comparison, scale: Scale) -> Iterator[MoveFacts]:
    """Every move that some comparable vignette made, the most urgent before first."""
    pairs = [comparison.pairs[name] for name in comparison.comparable]
    counts = Counter((pair.baseline.given, pair.candidate.given) for pair in pairs)
    for before, after in sorted(counts, reverse=True):
        yield MoveFacts(
            before=_level(before, scale), after=_level(after, scale), n=counts[before, after]
        )


def _level(given: int, scale: Scale) -> str:
    return scale.ids[given] if given >= 0 else ""
