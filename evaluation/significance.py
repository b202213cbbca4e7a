"""The informational tests of a comparison. The gate does not read them."""

from collections.abc import Mapping

from evaluation.comparison import Comparison
from evaluation.statistics.agreement import BowkerResult, bowker, confusion
from evaluation.statistics.multiplicity import holm
from evaluation.statistics.paired import mcnemar_exact


def holm_adjusted(comparison: Comparison) -> Mapping[str, float]:
    """Exact McNemar p-values over families, adjusted over the endpoints, by endpoint."""
    names = [endpoint.endpoint.name for endpoint in comparison.endpoints]
    values = [mcnemar_exact(endpoint.family_counts) for endpoint in comparison.endpoints]
    return dict(zip(names, holm(values), strict=True))


def symmetry(comparison: Comparison, levels: int) -> BowkerResult | None:
    """Bowker's test on the dispositions of both sides; ``None`` where no vignette has both."""
    pairs = [comparison.pairs[name] for name in comparison.comparable]
    both = [pair for pair in pairs if pair.baseline.is_ok and pair.candidate.is_ok]
    if not both:
        return None
    before = [pair.baseline.given for pair in both]
    after = [pair.candidate.given for pair in both]
    return bowker(confusion(before, after, levels))
