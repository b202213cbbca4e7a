"""The agreement of raters as plain data."""

from pathlib import Path

from evaluation.raters import PairAgreement
from reports.data.agreement import agreement_to_data
from tests.evaluation.trace.kettle import read_kettle, write_kettle
from tests.reports.data.made import write_ratings
from vignettes.ratings import Ratings, read_ratings

PAIR = PairAgreement(
    one="author",
    other="reader-a",
    n=9,
    same=8,
    same_red_flags=7,
    kappa_linear=0.5,
    kappa_quadratic=None,
)


def test_raters_pairs_and_disputes(tmp_path: Path) -> None:
    """What everybody gave, the author before any adjudication, and how it was settled."""
    kettle = read_kettle(write_kettle(tmp_path))
    ratings = read_ratings(write_ratings(tmp_path), kettle.words)
    assert ratings is not None
    assert agreement_to_data(kettle.library, ratings, [PAIR]) == {
        "raters": [
            {
                "rater": "reader-a",
                "who": "A made-up reader, nobody's electrician.",
                "saw": "narratives only",
            },
            {"rater": "reader-b", "who": "Another one.", "saw": "narratives only"},
        ],
        "pairs": [
            {
                "one": "author",
                "other": "reader-a",
                "n": 9,
                "same": 8,
                "same_red_flags": 7,
                "kappa_linear": 0.5,
                "kappa_quadratic": None,
            }
        ],
        "disputed": [
            {
                "vignette": "leaking-open",
                "gave": {"author": "mend", "reader-a": "mend", "reader-b": "keep"},
                "preferred": "keep",
                "resolution": "The tip speaks of a leak that is there.",
            },
            {
                "vignette": "smoke-open",
                "gave": {"author": "mend", "reader-a": "unplug"},
                "preferred": "mend",
                "resolution": None,
            },
            {
                "vignette": "smoking",
                "gave": {"author": "unplug", "reader-a": "unplug", "reader-b": "unplug"},
                "preferred": "unplug",
                "resolution": None,
            },
        ],
    }


def test_without_raters_nothing_is_in_dispute(tmp_path: Path) -> None:
    """The author alone agrees with the gold."""
    kettle = read_kettle(write_kettle(tmp_path))
    nobody = Ratings(raters=(), adjudications={})
    assert agreement_to_data(kettle.library, nobody, ()) == {
        "raters": [],
        "pairs": [],
        "disputed": [],
    }
