"""The agreement of raters as plain data."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from evaluation.raters import PairAgreement
from vignettes.library import Library
from vignettes.ratings import AUTHOR, Ratings, disputed


def agreement_to_data(
    library: Library, ratings: Ratings, pairs: Sequence[PairAgreement]
) -> dict[str, Any]:
    """Raters, pairs, and each vignette in dispute with what everybody gave."""
    return {
        "raters": [{"rater": r.id, "who": r.who, "saw": r.saw} for r in ratings.raters],
        "settled_by": ratings.settled_by,
        "pairs": [asdict(pair) for pair in pairs],
        "disputed": [_dispute(name, library, ratings) for name in disputed(library, ratings)],
    }


def _dispute(name: str, library: Library, ratings: Ratings) -> dict[str, Any]:
    vignette = library.by_id[name]
    settled = ratings.adjudication_of(vignette)
    return {
        "vignette": name,
        "gave": {
            AUTHOR: {
                "disposition": ratings.authored(vignette).id,
                "red_flags": sorted(ratings.authored_red_flags(vignette)),
                "confidence": None,
            },
            **{
                rater: {
                    "disposition": found.disposition.id,
                    "red_flags": None if found.red_flags is None else sorted(found.red_flags),
                    "confidence": found.confidence or None,
                }
                for rater, found in ratings.of(vignette).items()
            },
        },
        "preferred": vignette.gold.preferred.id,
        "resolution": settled.resolution if settled else None,
    }
