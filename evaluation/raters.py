"""How far the raters of a library agree, pair by pair."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations

from evaluation.statistics.agreement import kappa
from triage.dispositions import Disposition
from vignettes.library import Library
from vignettes.ratings import AUTHOR, Ratings


@dataclass(frozen=True, slots=True, kw_only=True)
class PairAgreement:
    """Two raters over the ``n`` vignettes that both rated.

    ``same`` counts equal dispositions, ``same_red_flags`` equal sets of red flags among the
    ``n_red_flags`` for which both named them. κ is weighted, and ``None`` where it is not
    estimable: no vignette in common, or one disposition throughout.
    """

    one: str
    other: str
    n: int
    same: int
    n_red_flags: int
    same_red_flags: int
    kappa_linear: float | None
    kappa_quadratic: float | None


def pair_agreements(library: Library, ratings: Ratings, levels: int) -> tuple[PairAgreement, ...]:
    """Each pair of raters, the author first; ``levels`` is the number of dispositions."""
    given = _given(library, ratings)
    return tuple(
        _pair(one, other, given[one], given[other], levels) for one, other in combinations(given, 2)
    )


_Answer = tuple[Disposition, frozenset[str] | None]


def _given(library: Library, ratings: Ratings) -> dict[str, dict[str, _Answer]]:
    """What each rater gave for each vignette; only ratings of narratives as they stand count."""
    given: dict[str, dict[str, _Answer]] = {
        AUTHOR: {v.id: (ratings.authored(v), ratings.authored_red_flags(v)) for v in library}
    }
    for rater in ratings.raters:
        given[rater.id] = {}
    for vignette in library:
        for rater_id, rating in ratings.of(vignette).items():
            flags = None if rating.red_flags is None else frozenset(rating.red_flags)
            given[rater_id][vignette.id] = (rating.disposition, flags)
    return given


def _pair(
    one: str,
    other: str,
    first: Mapping[str, _Answer],
    second: Mapping[str, _Answer],
    levels: int,
) -> PairAgreement:
    both = [(first[name], second[name]) for name in first if name in second]
    ranks = [a.rank for (a, _), _ in both], [b.rank for _, (b, _) in both]
    return PairAgreement(
        one=one,
        other=other,
        n=len(both),
        same=sum(a == b for (a, _), (b, _) in both),
        n_red_flags=sum(None not in (a, b) for (_, a), (_, b) in both),
        same_red_flags=sum(a == b for (_, a), (_, b) in both if None not in (a, b)),
        kappa_linear=kappa(*ranks, levels, "linear"),
        kappa_quadratic=kappa(*ranks, levels, "quadratic"),
    )
