"""How far the rates lie apart of an engine that was asked several times over."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from evaluation.outcomes import Outcome, Result
from evaluation.repeats import worst_of
from evaluation.spread import single_runs, spread
from tests.evaluation.kit.laws import laws, outcomes, results
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    k_and_n,
    outcome,
    scored,
)


def asked(name: str, flags: str, *given: Result) -> Outcome:
    """A vignette that wants urgent care, and the answers to it, the worst of which counts."""
    return replace(outcome(name, gold(URGENT, flags=flags), worst_of(given)), repeats=tuple(given))


def ends(made: tuple[Outcome, ...], name: str) -> tuple[tuple[int, int], tuple[int, int]]:
    """The two numbers behind the lowest and the highest of one rate."""
    low, high = spread(made, threshold=URGENT, top=EMERGENCY)[name]
    return k_and_n(low), k_and_n(high)


SURE = asked("sure", "clot", *[gave(URGENT, flags="clot")] * 3)
TORN = asked("torn", "clot", gave(URGENT, flags="clot"), gave(ROUTINE), gave(ROUTINE))
SILENT = asked("silent", "", gave(URGENT), gave(URGENT), gave_none())


def test_each_time_is_a_run_by_itself() -> None:
    """In the order in which the engine was asked, with one answer to each vignette."""
    runs = single_runs((SURE, TORN))
    assert [[one.result for one in run] for run in runs] == [
        [gave(URGENT, flags="clot"), gave(URGENT, flags="clot")],
        [gave(URGENT, flags="clot"), gave(ROUTINE)],
        [gave(URGENT, flags="clot"), gave(ROUTINE)],
    ]
    assert {one.repeats for run in runs for one in run} == {()}


def test_a_vignette_with_fewer_answers_keeps_the_one_that_counts() -> None:
    """A run that ended early leaves what it has."""
    once = outcome("once", gold(URGENT), gave(SELF_CARE))
    assert [run[1] for run in single_runs((SURE, once))] == [once] * 3


def test_an_engine_that_was_asked_once_has_no_spread() -> None:
    """There is one run, and it is the one that is reported."""
    once = outcome("once", gold(URGENT), gave(SELF_CARE))
    for made in ((once,), ()):
        assert single_runs(made) == ()
        assert spread(made, threshold=URGENT, top=EMERGENCY) == {}


def test_the_ends_are_those_of_single_runs_and_not_of_what_counts() -> None:
    """Together the worst answers may be worse than any run was."""
    other = asked("other", "clot", gave(ROUTINE), gave(URGENT), gave(URGENT))
    made = (SURE, TORN, other)
    assert k_and_n(scored(made).rates["missed_red_flag_rate"]) == (2, 3)
    assert ends(made, "missed_red_flag_rate") == ((1, 3), (1, 3))
    assert ends((SURE, TORN), "missed_red_flag_rate") == ((0, 2), (1, 2))
    assert ends((SURE, SILENT), "coverage") == ((1, 2), (2, 2))


def test_a_rate_that_is_estimable_at_times_has_the_ends_of_those_times() -> None:
    """Nothing under- or over-triaged is no inclination; it is not an inclination of 0."""
    over = asked("over", "", gave(URGENT), gave(EMERGENCY), gave(URGENT))
    assert ends((over,), "inclination_to_over_triage") == ((1, 1), (1, 1))


def test_a_rate_that_is_never_estimable_has_no_ends_either() -> None:
    """0 of 0, and no number made of it."""
    assert ends((SILENT,), "missed_red_flag_rate") == ((0, 0), (0, 0))


def test_an_engine_without_red_flags_has_no_spread_of_detection() -> None:
    """The rates are those of the run."""
    made = (SURE, TORN)
    found = spread(made, threshold=URGENT, top=EMERGENCY, reports_red_flags=False)
    assert set(found) == set(scored(made, reports_red_flags=False).rates)
    assert "flag_level_miss_rate" not in found


@laws
@given(made=outcomes(least=1), times=st.integers(1, 4), data=st.data())
def test_no_single_run_lies_outside(
    made: tuple[Outcome, ...], times: int, data: st.DataObject
) -> None:
    """Each estimable rate of each run is between the ends, and both ends are such rates."""
    asked_again = tuple(
        replace(one, repeats=tuple(data.draw(st.lists(results, min_size=times, max_size=times))))
        for one in made
    )
    found = spread(asked_again, threshold=URGENT, top=EMERGENCY)
    runs = [scored(run).rates for run in single_runs(asked_again)]
    assert len(runs) == times
    for name, (low, high) in found.items():
        values = [value for run in runs if (value := run[name].value) is not None]
        assert (low.value, high.value) == ((min(values), max(values)) if values else (None, None))
