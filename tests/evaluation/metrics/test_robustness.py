"""Unknown robustness: how many red-flag vignettes hang on one answer."""

import pytest

from evaluation.metrics import Rate
from evaluation.robustness import unknown_robustness
from tests.evaluation.kit.vignettes import library, vignette
from triage.repository import load_ruleset
from triage.rules import RuleSet
from vignettes.vignette import Vignette


@pytest.fixture(scope="module")
def knee() -> RuleSet:
    """The rules in which an open red flag keeps a patient at routine, and no higher."""
    return load_ruleset("knee@1.1.0")


FEVER = vignette("fever", "urgent", present="fever", flags="fever")
FEVER_AND_REDNESS = vignette(
    "both", "urgent", present="fever skin_redness", flags="fever skin_redness"
)
FEVER_OVER_BREATH = vignette(
    "over", "urgent", present="fever trouble_breathing", flags="fever", family="fever"
)
HELD_AT_ROUTINE = vignette("held", "routine", present="fever", flags="fever")
NO_FLAG = vignette("lump", "routine", present="lump_behind_knee")
NOTHING_TO_TAKE_BACK = vignette("silent", "urgent", not_asked="fever", flags="fever")
CLOT = vignette(
    "clot",
    "urgent",
    present="leg_swelling leg_pain obesity",
    flags="possible_deep_vein_clot",
)
CLOT_THREE_SIGNS = vignette(
    "clot-three",
    "urgent",
    present="leg_swelling leg_pain posterior_knee_pain obesity pregnancy",
    flags="possible_deep_vein_clot",
)


@pytest.mark.parametrize(
    ("made", "k", "n", "why"),
    [
        ([], 0, 0, "no vignette"),
        ([NO_FLAG], 0, 0, "no red flag is required"),
        ([NOTHING_TO_TAKE_BACK], 0, 0, "no finding of the flag is present"),
        ([FEVER], 1, 1, "without the fever it is only held at routine"),
        ([FEVER_AND_REDNESS], 0, 1, "either alone keeps it urgent"),
        ([FEVER_OVER_BREATH], 0, 1, "trouble breathing keeps it up, and is not of the flag"),
        ([HELD_AT_ROUTINE], 0, 1, "routine is what an open red flag still gives"),
        ([CLOT], 1, 1, "the worst answer to take back decides: one sign is too few"),
        ([FEVER, FEVER_AND_REDNESS, NO_FLAG, CLOT], 2, 3, "fever and clot of three"),
    ],
)
def test_a_vignette_falls_if_one_answer_taken_back_brings_it_below_its_floor(
    knee: RuleSet, made: list[Vignette], k: int, n: int, why: str
) -> None:
    """The rate counts red-flag vignettes whose floor hangs on a single answer."""
    rate = unknown_robustness(knee, library(*made))
    assert (rate.name, rate.k, rate.n) == ("unknown_robustness", k, n), why


def test_families_count_by_their_worst_member(knee: RuleSet) -> None:
    """Of the two fevers of one family one falls, so that the family does."""
    rate = unknown_robustness(knee, library(FEVER, FEVER_OVER_BREATH, FEVER_AND_REDNESS))
    assert rate == Rate(name="unknown_robustness", k=1, n=3, family_k=1, family_n=2)


def test_a_third_sign_makes_a_clot_robust_against_any_one_sign(knee: RuleSet) -> None:
    """With swelling and two pains that count as one, taking the swelling back is what falls."""
    rate = unknown_robustness(knee, library(CLOT_THREE_SIGNS))
    assert (rate.k, rate.n) == (1, 1)
