"""Laws of every comparison, over random pairs of runs."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from evaluation.comparison import Comparison, compare
from evaluation.outcomes import Outcome
from tests.evaluation.kit.laws import laws, outcomes, two_runs
from tests.evaluation.kit.outcomes import with_digests

TwoRuns = tuple[tuple[Outcome, ...], tuple[Outcome, ...]]


def ids_of(comparison: Comparison) -> dict[str, list[tuple[str, ...]]]:
    """What each endpoint lists."""
    return {
        e.endpoint.name: [e.newly_failing, e.newly_fixed, e.still_failing]
        for e in comparison.endpoints
    }


@laws
@given(runs=two_runs(), data=st.data())
def test_every_vignette_is_in_one_stratum(runs: TwoRuns, data: st.DataObject) -> None:
    """Removed + new + input or gold edited + comparable = all ids, each once."""
    fate = st.sampled_from(["keep", "remove", "rename", "input", "gold", "both"])
    baseline, candidate = runs
    after = []
    for made in candidate:
        chosen = data.draw(fate)
        if chosen == "rename":
            after.append(replace(made, vignette=f"new-{made.vignette}"))
        elif chosen != "remove":
            edits = {"input": ["input"], "gold": ["gold"], "both": ["input", "gold"]}
            changed = dict.fromkeys(edits.get(chosen, []), "other")
            after.append(with_digests(made, **changed))
    comparison = compare(baseline, after)
    edited = {*comparison.input_edited, *comparison.gold_edited}
    strata = [
        set(comparison.only_in_baseline),
        set(comparison.only_in_candidate),
        edited,
        set(comparison.comparable),
    ]
    everything = {o.vignette for o in baseline} | {o.vignette for o in after}
    assert set().union(*strata) == everything
    assert sum(len(stratum) for stratum in strata) == len(everything)


@laws
@given(two_runs())
def test_every_list_and_cell_counts_what_it_says(runs: TwoRuns) -> None:
    """The three lists are three of the four cells; no family is counted twice."""
    for found in compare(*runs).endpoints:
        counted = [o for o in runs[1] if found.endpoint.applies(o)]
        counts = found.counts
        assert counts.n == len(counted)
        assert (counts.n10, counts.n01, counts.n00) == (
            len(found.newly_failing),
            len(found.newly_fixed),
            len(found.still_failing),
        )
        assert found.family_counts.n == len({o.family for o in counted})


@laws
@given(two_runs())
def test_exchanging_the_sides_exchanges_new_and_fixed(runs: TwoRuns) -> None:
    """What is newly failing one way is newly fixed the other; what still fails stays."""
    baseline, candidate = runs
    there, back = ids_of(compare(baseline, candidate)), ids_of(compare(candidate, baseline))
    assert {n: [fixed, new, still] for n, (new, fixed, still) in there.items()} == back


@laws
@given(outcomes())
def test_a_run_compared_with_itself_changes_nothing(made: tuple[Outcome, ...]) -> None:
    """Nothing is new, nothing fixed, nothing edited."""
    comparison = compare(made, made)
    assert comparison.changed_without_crossing == ()
    assert comparison.comparable == tuple(sorted(o.vignette for o in made))
    assert {(e.newly_failing, e.newly_fixed) for e in comparison.endpoints} == {((), ())}


@laws
@given(runs=two_runs(), data=st.data())
def test_order_changes_nothing(runs: TwoRuns, data: st.DataObject) -> None:
    """The vignettes of either side in another order compare to the same."""
    baseline, candidate = (data.draw(st.permutations(side)) for side in runs)
    assert compare(baseline, candidate) == compare(*runs)


@laws
@given(two_runs())
def test_renaming_changes_only_the_names(runs: TwoRuns) -> None:
    """Other ids on both sides give the same lists under the other ids."""
    renamed = [[replace(o, vignette=f"x-{o.vignette}") for o in side] for side in runs]
    there = ids_of(compare(*renamed))
    for name, lists in ids_of(compare(*runs)).items():
        assert there[name] == [tuple(f"x-{vignette}" for vignette in ids) for ids in lists]


@laws
@given(two_runs())
def test_what_changed_crossed_or_is_listed(runs: TwoRuns) -> None:
    """A changed answer is new, fixed or worse on an endpoint, or changed without crossing one."""
    comparison = compare(*runs)
    crossed = {
        n for e in comparison.endpoints for n in (*e.newly_failing, *e.newly_fixed, *e.worsened)
    }
    changed = {name for name, pair in comparison.pairs.items() if pair.is_changed()}
    assert changed == crossed | set(comparison.changed_without_crossing)
    assert not crossed & set(comparison.changed_without_crossing)
