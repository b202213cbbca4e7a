"""The agreement of raters as plain data."""

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evaluation.raters import PairAgreement
from reports.data.agreement import agreement_to_data
from tests.evaluation.trace.kettle import read_kettle, write_kettle
from tests.reports.data.made import write_ratings
from vignettes.ratings import Adjudication, Ratings, read_ratings

PAIR = PairAgreement(
    one="author",
    other="reader-a",
    n=8,
    same=7,
    n_red_flags=6,
    same_red_flags=5,
    kappa_linear=0.5,
    kappa_quadratic=None,
)


def gave(disposition: str, *flags: str, sure: str | None = None) -> dict[str, Any]:
    """What somebody gave, with their red flags and how sure they were."""
    return {"disposition": disposition, "red_flags": list(flags), "confidence": sure}


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
        "settled_by": "A third reader, who had both documents.",
        "pairs": [
            {
                "one": "author",
                "other": "reader-a",
                "n": 8,
                "same": 7,
                "n_red_flags": 6,
                "same_red_flags": 5,
                "kappa_linear": 0.5,
                "kappa_quadratic": None,
            }
        ],
        "disputed": [
            {
                "vignette": "leaking-open",
                "gave": {
                    "author": gave("mend"),
                    "reader-a": gave("mend"),
                    "reader-b": gave("keep"),
                },
                "preferred": "keep",
                "resolution": "The tip speaks of a leak that is there.",
            },
            {
                "vignette": "smoke-open",
                "gave": {"author": gave("mend"), "reader-a": gave("unplug", "fire", sure="low")},
                "preferred": "mend",
                "resolution": None,
            },
            {
                "vignette": "smoking",
                "gave": {
                    "author": gave("unplug", "fire"),
                    "reader-a": gave("unplug", "fire"),
                    "reader-b": gave("unplug"),
                },
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
        "settled_by": "",
        "pairs": [],
        "disputed": [],
    }


def test_the_author_is_told_with_what_they_gave_first(tmp_path: Path) -> None:
    """Their red flags in order, too; a rater who was not asked for red flags has none to tell."""
    kettle = read_kettle(write_kettle(tmp_path))
    ratings = read_ratings(write_ratings(tmp_path), kettle.words)
    assert ratings is not None
    moved = Adjudication(
        vignette="humming",
        resolution="It only hums.",
        author_gave=kettle.words.scale["mend"],
        author_red_flags=("fire", "current"),
    )
    settled = replace(ratings, adjudications={"humming": moved})
    disputes = agreement_to_data(kettle.library, settled, ())["disputed"]
    assert disputes[0] == {
        "vignette": "humming",
        "gave": {
            "author": gave("mend", "current", "fire"),
            "reader-a": gave("keep", sure="high"),
            "reader-b": {"disposition": "keep", "red_flags": None, "confidence": None},
        },
        "preferred": "keep",
        "resolution": "It only hums.",
    }


@pytest.mark.parametrize(
    ("narrative", "settled", "resolution"),
    [
        ("", "unplug", "It did smoke."),
        ("0" * 16, "unplug", None),
        ("", "mend", None),
    ],
    ids=["as-it-stands", "another-text", "another-end"],
)
def test_an_adjudication_that_does_not_match_settles_nothing(
    tmp_path: Path, narrative: str, settled: str, resolution: str | None
) -> None:
    """The dispute is told as open where it was about another text, or ended otherwise."""
    kettle = read_kettle(write_kettle(tmp_path))
    ratings = read_ratings(write_ratings(tmp_path), kettle.words)
    assert ratings is not None
    done = Adjudication(
        vignette="smoking",
        resolution="It did smoke.",
        narrative=narrative,
        settled=kettle.words.scale[settled],
    )
    changed = replace(ratings, adjudications={"smoking": done})
    disputes = agreement_to_data(kettle.library, changed, ())["disputed"]
    assert {each["vignette"]: each["resolution"] for each in disputes}["smoking"] == resolution
