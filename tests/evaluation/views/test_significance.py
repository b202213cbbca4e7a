"""The informational tests of a comparison."""

import pytest

from evaluation.comparison import ENDPOINT_NAMES, Comparison, compare
from evaluation.outcomes import Result
from evaluation.significance import holm_adjusted, symmetry
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    outcome,
)

SEEN, MISSED = gave(URGENT, flags="fever"), gave(ROUTINE, flags="fever")


def fevers(before: list[Result], after: list[Result], families: str) -> Comparison:
    """Vignettes that require a fever, with both sides' results, one letter for each family."""
    sides = [
        [
            outcome(f"v{i}", gold(URGENT, flags="fever"), result, family=family)
            for i, (result, family) in enumerate(zip(results, families, strict=True))
        ]
        for results in (before, after)
    ]
    return compare(*sides)


def test_six_newly_missed_families_are_adjusted_over_five_endpoints() -> None:
    """Six families newly missed give 2/64 for two endpoints; Holm multiplies both by five.

    The other three endpoints have nothing discordant: p = 1.
    """
    values = holm_adjusted(fevers([SEEN] * 6, [MISSED] * 6, "abcdef"))
    assert list(values) == list(ENDPOINT_NAMES)
    assert values == {
        "missed_red_flag": pytest.approx(5 * 0.03125),
        "undetected_red_flag": 1.0,
        "under_triage": pytest.approx(5 * 0.03125),
        "over_triage": 1.0,
        "lost_pathway": 1.0,
    }


def test_variants_of_one_story_are_one_miss() -> None:
    """Six newly missed vignettes of two families are two: nothing significant."""
    values = holm_adjusted(fevers([SEEN] * 6, [MISSED] * 6, "aaabbb"))
    assert values["missed_red_flag"] == 1.0


def test_no_vignette_gives_no_evidence() -> None:
    """With nothing compared every p-value is 1."""
    assert set(holm_adjusted(compare([], [])).values()) == {1.0}


def test_symmetry_sees_one_direction_of_change() -> None:
    """Four from urgent to routine and none back: statistic 4 on one degree of freedom."""
    result = symmetry(fevers([SEEN] * 5, [MISSED] * 4 + [SEEN], "abcde"), levels=4)
    assert result is not None
    assert (result.statistic, result.degrees_of_freedom) == (4.0, 1)
    assert result.p_value == pytest.approx(0.0455, abs=1e-4)


def test_symmetry_reads_only_vignettes_that_both_sides_answered() -> None:
    """No answer has no place in the table of dispositions."""
    rows = [(gave(SELF_CARE), gave_none()), (gave_none(), gave(EMERGENCY)), (SEEN, MISSED)]
    found = symmetry(fevers([b for b, _ in rows], [a for _, a in rows], "abc"), levels=4)
    assert found is not None
    assert (found.statistic, found.degrees_of_freedom) == (1.0, 1)


def test_symmetry_of_nothing_is_not_estimable() -> None:
    """Where no vignette is answered by both sides there is no result."""
    assert symmetry(compare([], []), levels=4) is None
    assert symmetry(fevers([gave_none()], [SEEN], "a"), levels=4) is None


def test_symmetry_leaves_out_what_is_not_comparable() -> None:
    """A relabelled vignette says nothing about a change of the engine."""
    before = [outcome("a", gold(URGENT), gave(URGENT))]
    after = [outcome("a", gold(ROUTINE), gave(ROUTINE))]
    assert symmetry(compare(before, after), levels=4) is None
