"""Intervals for one proportion: known answers, laws, and scipy."""

from collections.abc import Callable

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from scipy.stats import beta, binomtest, norm

from evaluation.statistics.intervals import (
    Interval,
    clean_vignettes_needed,
    clopper_pearson,
    clopper_pearson_upper,
    critical_value,
    wilson,
)

TwoSided = Callable[[int, int, float], Interval | None]

laws = settings(deadline=None)
both_methods = pytest.mark.parametrize("method", [wilson, clopper_pearson])
confidences = st.floats(0.5, 0.999)


@st.composite
def events(draw: st.DrawFn) -> tuple[int, int]:
    """Events and vignettes, at least one vignette."""
    n = draw(st.integers(1, 400))
    return draw(st.integers(0, n)), n


def bounds(interval: Interval | None) -> tuple[float, float]:
    """Both bounds of an interval that must exist."""
    assert interval is not None
    return interval.lower, interval.upper


def upper_bound(k: int, n: int, confidence: float = 0.95) -> float:
    """The one-sided bound, which must exist."""
    bound = clopper_pearson_upper(k, n, confidence)
    assert bound is not None
    return bound


def test_wilson_known_answer() -> None:
    """Newcombe's published example, 15 of 148, is 0.0624 to 0.1605."""
    assert bounds(wilson(15, 148)) == pytest.approx((0.0624, 0.1605), abs=5e-5)


def test_clopper_pearson_known_answer() -> None:
    """Newcombe's published example, 15 of 148, is 0.0578 to 0.1617."""
    assert bounds(clopper_pearson(15, 148)) == pytest.approx((0.0578, 0.1617), abs=5e-5)


@pytest.mark.parametrize(("n", "percent"), [(15, "18.1"), (30, "9.5"), (59, "5.0"), (299, "1.0")])
def test_no_misses_give_the_bounds_of_the_definitions(n: int, percent: str) -> None:
    """No misses in 15, 30, 59 and 299 leave 18.1, 9.5, 5.0 and 1.0 per cent open."""
    assert f"{100 * upper_bound(0, n):.1f}" == percent


@both_methods
def test_the_interval_says_how_it_was_made(method: TwoSided) -> None:
    """An interval carries its confidence and the name of its method."""
    interval = method(1, 10, 0.9)
    assert interval is not None
    assert interval.confidence == 0.9
    assert interval.method in {"Wilson", "Clopper-Pearson"}


@both_methods
def test_nothing_measured_is_not_estimable(method: TwoSided) -> None:
    """0 of 0 has no interval, rather than one from 0 to 1."""
    assert method(0, 0, 0.95) is None
    assert clopper_pearson_upper(0, 0) is None


@both_methods
@pytest.mark.parametrize(("k", "n"), [(-1, 5), (0, -1), (6, 5), (1.0, 5), (1, 5.0), (True, 5)])
def test_impossible_counts_are_refused(method: TwoSided, k: int, n: int) -> None:
    """Negative, fractional and excessive counts are errors for every function alike."""
    for call in (method, clopper_pearson_upper):
        with pytest.raises(ValueError, match=r"whole number|must not exceed"):
            call(k, n, 0.95)
    with pytest.raises(ValueError, match=r"whole number|must not exceed"):
        clean_vignettes_needed(k, n, 0.05)


@both_methods
@pytest.mark.parametrize("confidence", [0.0, 1.0, -0.1, 95.0, float("nan")])
def test_impossible_confidence_is_refused(method: TwoSided, confidence: float) -> None:
    """A confidence outside (0, 1), such as 95 for per cent, is an error even at n = 0."""
    for call in (method, clopper_pearson_upper):
        with pytest.raises(ValueError, match="confidence must lie strictly between 0 and 1"):
            call(0, 0, confidence)
    with pytest.raises(ValueError, match="confidence must lie strictly between 0 and 1"):
        clean_vignettes_needed(0, 0, 0.05, confidence)


@pytest.mark.parametrize("bad", [(0.6, 0.5), (float("nan"), 0.5), (0.5, float("nan"))])
def test_an_interval_out_of_order_cannot_exist(bad: tuple[float, float]) -> None:
    """Bounds that are swapped or not numbers are refused at birth."""
    with pytest.raises(ValueError, match="not at or below"):
        Interval(lower=bad[0], upper=bad[1], confidence=0.95, method="made up")


@both_methods
@laws
@given(case=events(), confidence=confidences)
def test_contains_the_proportion_within_0_and_1(
    method: TwoSided, case: tuple[int, int], confidence: float
) -> None:
    """0 ≤ lower ≤ k/n ≤ upper ≤ 1, touching 0 exactly at none and 1 exactly at all."""
    k, n = case
    lower, upper = bounds(method(k, n, confidence))
    assert 0 <= lower <= k / n <= upper <= 1
    assert (lower == 0) == (k == 0)
    assert (upper == 1) == (k == n)


@both_methods
@laws
@given(case=events())
def test_rises_with_the_events(method: TwoSided, case: tuple[int, int]) -> None:
    """One more event moves both bounds up."""
    k, n = case
    assume(k < n)
    lower, upper = bounds(method(k, n, 0.95))
    next_lower, next_upper = bounds(method(k + 1, n, 0.95))
    assert lower < next_lower
    assert upper < next_upper


@both_methods
@laws
@given(case=events(), confidence=confidences)
def test_is_symmetric(method: TwoSided, case: tuple[int, int], confidence: float) -> None:
    """Counting the vignettes without the event mirrors the interval."""
    k, n = case
    lower, upper = bounds(method(k, n, confidence))
    mirrored = bounds(method(n - k, n, confidence))
    assert mirrored == pytest.approx((1 - upper, 1 - lower), abs=1e-14)


@both_methods
@laws
@given(case=events(), confidence=confidences)
def test_widens_with_the_confidence(
    method: TwoSided, case: tuple[int, int], confidence: float
) -> None:
    """An interval of higher confidence contains that of lower confidence."""
    lower, upper = bounds(method(*case, confidence))
    wider_lower, wider_upper = bounds(method(*case, (1 + confidence) / 2))
    assert wider_lower <= lower
    assert upper <= wider_upper


@laws
@given(case=events(), confidence=confidences)
def test_agrees_with_scipy(case: tuple[int, int], confidence: float) -> None:
    """Both two-sided intervals equal those of scipy.stats.binomtest."""
    test = binomtest(*case)
    for method, name in ((wilson, "wilson"), (clopper_pearson, "exact")):
        theirs = test.proportion_ci(confidence, method=name)
        assert bounds(method(*case, confidence)) == pytest.approx(
            (theirs.low, theirs.high), rel=1e-9, abs=1e-12
        )


@pytest.mark.parametrize("k", [0, 1, 3, 1_000, 25_000, 50_000, 99_999])
def test_a_hundred_thousand_vignettes_agree_with_the_beta_quantiles(k: int) -> None:
    """At n = 100,000 the bounds still equal the quantiles of the beta distribution."""
    n = 100_000
    assert upper_bound(k, n) == pytest.approx(float(beta.ppf(0.95, k + 1, n - k)), rel=1e-12)
    lower, upper = bounds(clopper_pearson(k, n))
    assert upper == pytest.approx(float(beta.ppf(0.975, k + 1, n - k)), rel=1e-12)
    expected = float(beta.ppf(0.025, k, n - k + 1)) if k else 0.0
    assert lower == pytest.approx(expected, rel=1e-12)


@laws
@given(case=events(), confidence=confidences)
def test_upper_bound_is_one_side_of_the_two_sided_interval(
    case: tuple[int, int], confidence: float
) -> None:
    """The two-sided upper bound is the one-sided bound at half the error."""
    _, upper = bounds(clopper_pearson(*case, confidence))
    assert upper_bound(*case, (1 + confidence) / 2) == pytest.approx(upper, abs=1e-13)


@laws
@given(n=st.integers(1, 100_000), confidence=confidences)
def test_no_misses_have_a_closed_form(n: int, confidence: float) -> None:
    """Without a miss the upper bound is 1 - (1 - confidence)^(1/n)."""
    closed = 1 - (1 - confidence) ** (1 / n)
    assert upper_bound(0, n, confidence) == pytest.approx(closed, abs=1e-15, rel=1e-10)


@laws
@given(case=events(), target=st.floats(0.001, 0.999), confidence=confidences)
def test_needed_vignettes_are_just_enough(
    case: tuple[int, int], target: float, confidence: float
) -> None:
    """With the needed vignettes the bound meets the target, with one fewer it does not."""
    k, n = case
    needed = clean_vignettes_needed(k, n, target, confidence)
    assert upper_bound(k, n + needed, confidence) <= target
    assert needed == 0 or upper_bound(k, n + needed - 1, confidence) > target


@laws
@given(case=events(), confidence=confidences)
def test_a_bound_meets_itself(case: tuple[int, int], confidence: float) -> None:
    """A target equal to the printed bound needs nothing more, to the last double."""
    bound = upper_bound(*case, confidence)
    assume(bound < 1)
    assert clean_vignettes_needed(*case, bound, confidence) == 0


@pytest.mark.parametrize(
    ("k", "n", "target", "needed"),
    [(0, 0, 0.01, 299), (0, 15, 0.05, 44), (0, 59, 0.05, 0), (0, 58, 0.05, 1), (1, 59, 0.05, 34)],
)
def test_needed_vignettes_known_answers(k: int, n: int, target: float, needed: int) -> None:
    """The rule of three: 59 clean vignettes show 5 %, 299 show 1 %, one miss costs 34 more."""
    assert clean_vignettes_needed(k, n, target) == needed


@pytest.mark.parametrize("target", [0.0, 1.0, -0.05, 5.0, float("nan")])
def test_impossible_target_is_refused(target: float) -> None:
    """A target of 0, of 1, or given as per cent is an error."""
    with pytest.raises(ValueError, match="target must lie strictly between 0 and 1"):
        clean_vignettes_needed(0, 15, target)


@laws
@given(confidence=st.floats(0.001, 0.999_999))
def test_critical_value_is_the_normal_quantile(confidence: float) -> None:
    """The critical value equals scipy's quantile of the standard normal distribution."""
    expected = float(norm.isf((1 - confidence) / 2))
    assert critical_value(confidence) == pytest.approx(expected, rel=1e-12, abs=1e-15)
