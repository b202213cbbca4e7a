"""Ways to fail that both sides are judged by: newly failing, newly fixed, still failing."""

import pytest

from evaluation.comparison import ENDPOINT_NAMES, ENDPOINTS, EndpointComparison, compare, under_gold
from evaluation.outcomes import Expected, Result, Status
from evaluation.statistics.paired import PairedCounts
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

FEVER = gold(URGENT, flags="fever")
SEEN = gave(URGENT, flags="fever")


def compared(
    endpoint: str, rows: list[tuple[str, Expected, Result, Result]], families: str = ""
) -> EndpointComparison:
    """One endpoint over rows of id, gold, baseline's and candidate's result."""
    family = families.split() or [name for name, *_ in rows]
    before = [
        outcome(name, expected, old, family=f)
        for (name, expected, old, _), f in zip(rows, family, strict=True)
    ]
    after = [
        outcome(name, expected, new, family=f)
        for (name, expected, _, new), f in zip(rows, family, strict=True)
    ]
    found = compare(before, after).endpoint(endpoint)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("endpoint", "expected", "right", "wrong"),
    [
        ("missed_red_flag", FEVER, SEEN, gave(ROUTINE, flags="fever")),
        ("missed_red_flag", FEVER, SEEN, gave_none()),
        ("undetected_red_flag", FEVER, SEEN, gave(URGENT)),
        ("undetected_red_flag", FEVER, SEEN, gave_none(Status.ABSTAINED)),
        ("under_triage", gold(ROUTINE), gave(ROUTINE), gave(SELF_CARE)),
        ("under_triage", gold(SELF_CARE), gave(SELF_CARE), gave_none(Status.MISSING)),
        ("over_triage", gold(ROUTINE), gave(ROUTINE), gave(URGENT)),
        ("lost_pathway", gold(ROUTINE, ways="spine"), gave(ROUTINE, ways="spine"), gave(ROUTINE)),
        ("lost_pathway", gold(ROUTINE, ways="spine"), gave(ROUTINE, ways="spine"), gave_none()),
    ],
)
def test_an_endpoint_tells_new_fixed_and_still(
    endpoint: str, expected: Expected, right: Result, wrong: Result
) -> None:
    """Each of the four pairs of right and wrong is in its own list and cell."""
    found = compared(
        endpoint,
        [
            ("fixed", expected, wrong, right),
            ("new", expected, right, wrong),
            ("never", expected, right, right),
            ("never-2", expected, right, right),
            ("still", expected, wrong, wrong),
            ("still-2", expected, wrong, wrong),
            ("still-3", expected, wrong, wrong),
        ],
    )
    assert found.newly_failing == ("new",)
    assert found.newly_fixed == ("fixed",)
    assert found.still_failing == ("still", "still-2", "still-3")
    assert found.counts == PairedCounts(n11=2, n10=1, n01=1, n00=3)
    assert found.family_counts == found.counts


@pytest.mark.parametrize(
    ("endpoint", "expected", "n"),
    [
        ("missed_red_flag", gold(EMERGENCY), 0),
        ("undetected_red_flag", gold(EMERGENCY), 0),
        ("under_triage", gold(EMERGENCY), 1),
        ("over_triage", gold(EMERGENCY), 1),
        ("lost_pathway", gold(EMERGENCY), 0),
    ],
)
def test_an_endpoint_counts_only_what_it_applies_to(
    endpoint: str, expected: Expected, n: int
) -> None:
    """Without red flag or pathway in the gold there is none to miss or lose."""
    found = compared(endpoint, [("a", expected, gave(SELF_CARE), gave(SELF_CARE))])
    assert found.counts.n == n


def test_one_of_two_required_flags_is_not_enough() -> None:
    """Two flags required and one raised is undetected, however urgent the answer."""
    both = gold(URGENT, flags="fever redness")
    found = compared(
        "undetected_red_flag",
        [("a", both, gave(URGENT, flags="fever redness"), gave(EMERGENCY, flags="fever"))],
    )
    assert found.newly_failing == ("a",)


def test_one_of_two_pathways_is_not_enough() -> None:
    """A pathway that is expected and not given is lost, whatever else is given."""
    both = gold(ROUTINE, ways="lungs spine")
    kept, lost = gave(ROUTINE, ways="lungs spine back"), gave(ROUTINE, ways="lungs back")
    assert compared("lost_pathway", [("a", both, kept, lost)]).newly_failing == ("a",)


def test_families_count_by_their_worst_member_on_each_side() -> None:
    """Family x: one member newly missed, the other fixed; as a family it is still missed.

    Family y is never missed; z is newly missed by one of its two members.
    """
    missed = gave(ROUTINE)
    found = compared(
        "missed_red_flag",
        [
            ("x1", FEVER, SEEN, missed),
            ("x2", FEVER, missed, SEEN),
            ("y1", FEVER, SEEN, SEEN),
            ("y2", gold(ROUTINE), SEEN, missed),
            ("z1", FEVER, SEEN, SEEN),
            ("z2", FEVER, SEEN, missed),
        ],
        families="x x y y z z",
    )
    assert found.counts == PairedCounts(n11=2, n10=2, n01=1, n00=0)
    assert found.family_counts == PairedCounts(n11=1, n10=1, n01=0, n00=1)


def test_endpoints_of_detection_need_engines_that_report_red_flags() -> None:
    """For engines that give dispositions only, detection is not compared."""
    made = [outcome("a", FEVER, gave(URGENT))]
    comparison = compare(made, made, reports_red_flags=False)
    names = [endpoint.endpoint.name for endpoint in comparison.endpoints]
    assert names == [name for name in ENDPOINT_NAMES if name != "undetected_red_flag"]
    assert comparison.endpoint("undetected_red_flag") is None


def test_the_endpoints_have_names_and_words() -> None:
    """The names that policies and waivers use, and what people read."""
    assert {endpoint.name: endpoint.title for endpoint in ENDPOINTS} == {
        "missed_red_flag": "missed red flags",
        "undetected_red_flag": "undetected red flags",
        "under_triage": "under-triage or no answer",
        "over_triage": "over-triage",
        "lost_pathway": "lost pathways",
    }


def test_under_gold_scores_the_answers_by_another_gold() -> None:
    """The answers stay, the gold is exchanged where there is another one, and only there."""
    first, second = outcome("a", FEVER, SEEN), outcome("b", FEVER, SEEN)
    other = gold(EMERGENCY, flags="breath")
    found = under_gold([first, second], {"a": other, "elsewhere": other})
    assert found == (outcome("a", other, SEEN), second)
    assert found[0].misses_red_flag
    assert not first.misses_red_flag


def test_a_gold_edit_is_no_improvement() -> None:
    """An answer that only a new gold makes right is neither fixed nor compared."""
    before = outcome("a", FEVER, gave(ROUTINE))
    after = outcome("a", gold(ROUTINE), gave(ROUTINE))
    comparison = compare([before], [after])
    assert comparison.gold_edited == ("a",)
    assert {e.counts.n for e in comparison.endpoints} == {0}


@pytest.mark.parametrize(
    ("endpoint", "expected", "wrong", "worse"),
    [
        ("missed_red_flag", gold(EMERGENCY, flags="fever"), gave(ROUTINE), gave(SELF_CARE)),
        ("missed_red_flag", gold(EMERGENCY, flags="fever"), gave(SELF_CARE), gave_none()),
        (
            "undetected_red_flag",
            gold(URGENT, flags="fever redness clot"),
            gave(URGENT, flags="fever redness"),
            gave(URGENT, flags="fever clot"),
        ),
        ("under_triage", gold(URGENT), gave(ROUTINE), gave(SELF_CARE)),
        ("over_triage", gold(SELF_CARE), gave(ROUTINE), gave(URGENT)),
        (
            "lost_pathway",
            gold(ROUTINE, ways="lungs spine back"),
            gave(ROUTINE, ways="lungs spine"),
            gave(ROUTINE, ways="lungs"),
        ),
    ],
)
def test_what_fails_on_both_sides_can_still_be_worse(
    endpoint: str, expected: Expected, wrong: Result, worse: Result
) -> None:
    """Further from what is asked, or something lost that was there; the same or less is not."""
    found = compared(
        endpoint,
        [
            ("worse", expected, wrong, worse),
            ("same", expected, wrong, wrong),
            ("better", expected, gave_none() if endpoint != "over_triage" else worse, wrong),
        ],
    )
    assert found.worsened == ("worse",)
    assert found.still_failing == ("better", "same", "worse")
    assert found.newly_failing == ()
