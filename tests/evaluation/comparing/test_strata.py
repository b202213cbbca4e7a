"""Two runs joined: each vignette falls into the strata that its two sides say."""

from dataclasses import replace

import pytest

from evaluation.comparison import Comparison, compare, compare_runs
from evaluation.outcomes import Outcome, Result
from tests.evaluation.kit.gates import run
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    outcome,
    relabelled,
    with_digests,
    with_result,
)


def made(name: str, rank: int = URGENT) -> Outcome:
    """An urgent vignette with this answer."""
    return outcome(name, gold(URGENT), gave(rank))


def strata(comparison: Comparison) -> dict[str, tuple[str, ...]]:
    """All strata that are not empty, by name."""
    names = (
        "comparable",
        "only_in_baseline",
        "only_in_candidate",
        "input_edited",
        "gold_edited",
        "text_edited",
    )
    found = {name: getattr(comparison, name) for name in names}
    return {name: ids for name, ids in found.items() if ids}


def test_the_same_vignettes_are_comparable() -> None:
    """Ids and digests agree: all are comparable, in the order of their ids."""
    side = [made("b"), made("a")]
    assert strata(compare(side, side)) == {"comparable": ("a", "b")}


def test_the_join_is_outer() -> None:
    """A vignette on one side only is listed there, and nowhere else."""
    found = strata(compare([made("c"), made("a"), made("gone")], [made("new"), made("a")]))
    assert found == {
        "comparable": ("a",),
        "only_in_baseline": ("c", "gone"),
        "only_in_candidate": ("new",),
    }


def test_an_edited_input_is_not_comparable() -> None:
    """Another presentation under the same id is another vignette."""
    edited = with_digests(made("a"), input="other")
    assert strata(compare([made("a")], [edited])) == {"input_edited": ("a",)}


def test_an_edited_gold_is_not_comparable() -> None:
    """Another gold under the same id is no result of the engine."""
    edited = relabelled(made("a"), gold(ROUTINE))
    assert strata(compare([made("a")], [edited])) == {"gold_edited": ("a",)}


def test_input_and_gold_can_be_edited_both() -> None:
    """Such a vignette is listed under both."""
    edited = relabelled(with_digests(made("a"), input="other"), gold(ROUTINE))
    found = strata(compare([made("a")], [edited]))
    assert found == {"input_edited": ("a",), "gold_edited": ("a",)}


def test_an_edited_text_stays_comparable() -> None:
    """Other words for the same patient and gold are listed, and compared."""
    edited = with_digests(made("a"), text="other")
    found = strata(compare([made("a")], [edited]))
    assert found == {"comparable": ("a",), "text_edited": ("a",)}


def test_an_edited_text_is_not_listed_beside_graver_edits() -> None:
    """Where input or gold changed too, the text is not what matters."""
    edited = with_digests(made("a"), text="other", input="other")
    assert strata(compare([made("a")], [edited])) == {"input_edited": ("a",)}


def test_two_empty_runs_compare_to_nothing() -> None:
    """No vignette: every stratum is empty, and every endpoint has 0 of 0."""
    comparison = compare([], [])
    assert strata(comparison) == {}
    assert comparison.changed_without_crossing == ()
    assert {endpoint.counts.n for endpoint in comparison.endpoints} == {0}
    assert {endpoint.family_counts.n for endpoint in comparison.endpoints} == {0}


def test_a_pair_has_both_sides_under_one_id() -> None:
    """A shared vignette can be looked up with what either side gave, comparable or not."""
    before = outcome("a", gold(URGENT), gave(URGENT), family="old")
    after = relabelled(outcome("a", gold(URGENT), gave(ROUTINE), family="new"), gold(ROUTINE))
    pair = compare([before], [after]).pairs["a"]
    assert (pair.vignette, pair.family) == ("a", "new")
    assert (pair.baseline, pair.candidate) == (before, after)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (gave(URGENT), gave(EMERGENCY)),
        (gave(URGENT, flags="fever"), gave(URGENT)),
        (gave(URGENT, ways="spine"), gave(URGENT)),
        (gave(URGENT), gave_none()),
    ],
    ids=["disposition", "red flags", "pathways", "status"],
)
def test_an_answer_changes_in_any_of_its_parts(before: Result, after: Result) -> None:
    """What is to be done, what was seen, where to send, and whether there is an answer."""
    one = made("a")
    sides = [with_result(one, result) for result in (before, after)]
    assert compare(sides[:1], sides[1:]).pairs["a"].is_changed()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (gave(URGENT, rules="one"), gave(URGENT, rules="two")),
        (replace(gave(URGENT), reason="at 8:01"), replace(gave(URGENT), reason="at 8:02")),
        (gave_none(reason="one"), gave_none(reason="another")),
    ],
    ids=["rules", "reason", "reason of an error"],
)
def test_what_is_for_people_is_no_part_of_the_answer(before: Result, after: Result) -> None:
    """An engine that writes the time into its reasons has not changed every answer."""
    one = made("a")
    comparison = compare([with_result(one, before)], [with_result(one, after)])
    assert not comparison.pairs["a"].is_changed()
    assert (comparison.changed, comparison.changed_without_crossing) == ((), ())


def test_a_red_flag_that_one_side_cannot_report_is_no_change() -> None:
    """Otherwise every vignette with a red flag would be listed as changed."""
    before = outcome("a", gold(URGENT), gave(URGENT, flags="fever", ways="spine"))
    after = with_result(before, gave(URGENT, ways="spine"))
    other = with_result(before, gave(URGENT))
    assert compare([before], [after]).changed_without_crossing == ("a",)
    assert compare([before], [after], reports_red_flags=False).changed_without_crossing == ()
    assert compare([before], [other], reports_red_flags=False).changed_without_crossing == ("a",)


def test_changed_without_crossing_lists_what_no_endpoint_sees() -> None:
    """Within the range, or less far too low: changed; new, worse or fixed: told elsewhere."""
    wide = gold(ROUTINE, EMERGENCY)
    rows = [
        ("same", wide, gave(URGENT), gave(URGENT)),
        ("within", wide, gave(ROUTINE), gave(EMERGENCY)),
        ("still-low", gold(EMERGENCY), gave(SELF_CARE), gave(URGENT)),
        ("lower-still", gold(EMERGENCY), gave(URGENT), gave(SELF_CARE)),
        ("newly-low", gold(URGENT), gave(URGENT), gave(ROUTINE)),
        ("fixed", gold(URGENT), gave(ROUTINE), gave(URGENT)),
        ("other-flags", wide, gave(URGENT, flags="fever"), gave(URGENT)),
    ]
    comparison = compare(
        [outcome(name, expected, before) for name, expected, before, _ in rows],
        [outcome(name, expected, after) for name, expected, _, after in rows],
    )
    assert comparison.changed_without_crossing == ("other-flags", "still-low", "within")


def test_edited_vignettes_are_never_changed_without_crossing() -> None:
    """What cannot be compared is in its own stratum only."""
    edited = relabelled(made("a", EMERGENCY), gold(ROUTINE, EMERGENCY))
    assert compare([made("a")], [edited]).changed_without_crossing == ()


def test_two_runs_are_compared_by_what_both_report_and_either_reads() -> None:
    """One place decides it, so that gate, comparison and approval say the same."""
    seen = outcome("a", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
    unseen = with_digests(with_result(seen, gave(URGENT)), narrative="other words")
    rules, told = run([seen]), run([unseen])
    assert compare_runs(rules, told).changed == ("a",)
    silent = compare_runs(rules, run([unseen], reports_red_flags=False))
    assert (silent.changed, silent.endpoint("undetected_red_flag")) == ((), None)
    service = run([unseen], engine_kind="http")
    assert compare_runs(rules, service).input_edited == ("a",)
    assert compare_runs(service, rules).input_edited == ("a",)
