"""What a policy is said to check is what the gate checks, for any policy."""

from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evaluation.comparison import ENDPOINT_NAMES, LOWERED, NO_ANSWER
from evaluation.domain import policy_file
from evaluation.gate.explain import NOT_ALWAYS, explain
from evaluation.gate.policy import (
    MINIMA,
    WATCHED,
    Guard,
    Limit,
    Policy,
    RedFlagLimit,
    SubgroupPolicy,
    WaiverPolicy,
)
from evaluation.gate.policy_file import read_policy
from evaluation.gate.together import Together
from evaluation.gate.verdict import GateReport, Group
from evaluation.metrics import MEASURED, METRIC_BY_NAME
from tests.evaluation.kit.gates import LENIENT, acceptance, judge, policy, run, waiver
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.outcomes import SCALE, URGENT, gave, gold, outcome
from tests.evaluation.kit.solved import BEFORE, solved
from tests.evaluation.kit.vignettes import WORDS

FEVER: Final = outcome("fever", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
ENGINE: Final = run([FEVER], engine_kind="http", repeat=2)

shares = st.sampled_from([0.0, 0.05, 1.0])
RATCHETS: Final = ("missed_red_flag", *ENDPOINT_NAMES[1:], LOWERED, NO_ANSWER)


def limits(metrics: tuple[str, ...]) -> st.SearchStrategy[tuple[Limit, ...]]:
    """Some limits, each on another metric."""
    some = st.dictionaries(st.sampled_from(metrics), shares, max_size=4)
    return some.map(lambda found: tuple(Limit(metric=m, bound=b) for m, b in found.items()))


@st.composite
def policies(draw: st.DrawFn) -> Policy:
    """Any policy that a file could give, with one vignette as the minimum."""
    least = dict.fromkeys(MINIMA[:2], 1) | dict.fromkeys(draw(st.sets(st.just("families"))), 1)
    others = draw(st.sets(st.sampled_from(RATCHETS[1:])))
    return Policy(
        title="Any",
        escalation_threshold=SCALE["urgent"],
        minimum=least,
        guard=draw(st.sampled_from(Guard)),
        ratchet=("missed_red_flag", *others),
        limits=draw(limits(tuple(MEASURED))),
        evidence_target=draw(st.none() | st.sampled_from([0.05, 0.9])),
        needs_approval=draw(st.booleans()),
        waivers=WaiverPolicy(most=draw(st.none() | st.just(0)), never=draw(_NEVER)),
        red_flags=draw(_RED_FLAGS),
        subgroups=SubgroupPolicy(limits=draw(limits(tuple(METRIC_BY_NAME)))),
        watch=draw(_WATCH),
    )


_NEVER: Final = st.sampled_from([(), ("removed",)])
_RED_FLAGS: Final = st.dictionaries(
    st.sampled_from(["fever", "clot"]),
    st.builds(RedFlagLimit, at_most=shares, vignettes=st.integers(1, 3)),
)
_WATCH: Final = st.dictionaries(st.sampled_from(["rules", *WATCHED]), st.just(("a",)))


def everything(rules: Policy) -> GateReport:
    """A gate in which nothing is left out that a check could look at."""
    return judge(
        [FEVER],
        ENGINE,
        rules,
        waivers=[waiver("removed", "fever")],
        solved=solved(BEFORE),
        acceptances=[acceptance("0" * 12)],
        together=Together(),
    )


def checks_of(report: GateReport) -> list[tuple[str, Group]]:
    """Every check that was made, in its order."""
    return [(check.name, check.group) for check in report.checks]


def told(rules: Policy) -> list[tuple[str, Group]]:
    """Every check that is said to be made, in its order."""
    return [(each.check, each.group) for each in explain(rules)]


@laws
@given(policies())
def test_what_is_told_is_what_is_made(rules: Policy) -> None:
    """Same names, same groups, same order, and nothing else: where there is all to look at."""
    assert checks_of(everything(rules)) == told(rules)


@laws
@given(policies())
def test_what_is_not_always_made_is_left_out_and_nothing_else(rules: Policy) -> None:
    """An engine of which nothing is solved, without waivers or a checkout, that is silent."""
    silent = run([outcome("fever", FEVER.expected, gave(URGENT))], reports_red_flags=False)
    made = checks_of(judge(silent, silent, rules))
    assert made == [each for each in told(rules) if each[0] not in NOT_ALWAYS]


def test_without_a_measurement_only_the_first_group_is_made() -> None:
    """It is told all the same what would have been."""
    rules = policy(minimum={"vignettes": 2, "red_flag_vignettes": 1})
    report = judge([FEVER], [FEVER], rules)
    assert checks_of(report) == [each for each in told(rules) if each[1] is Group.MEASURED]


def test_each_says_what_it_asks_and_why() -> None:
    """In whole sentences, for the policy that ships."""
    shipped = explain(read_policy(policy_file("knee"), WORDS))
    assert len({each.check for each in shipped}) == len(shipped)
    for each in shipped:
        assert each.asks.endswith(".")
        assert each.why.endswith(".")


FULL: Final = replace(
    LENIENT,
    minimum={"vignettes": 7, "red_flag_vignettes": 3, "families": 5},
    guard=Guard.SAFETY,
    limits=(Limit(metric="coverage", bound=0.9), Limit(metric="over_triage_rate", bound=0.05)),
    evidence_target=0.05,
    needs_approval=True,
    waivers=WaiverPolicy(longest_days=14, most=3, never=("removed", "no_answer")),
    red_flags={"fever": RedFlagLimit(at_most=0.1), "clot": RedFlagLimit(at_most=0, vignettes=8)},
    subgroups=SubgroupPolicy(smallest=12, limits=(Limit(metric="coverage", bound=0.8),)),
    watch={"rules": ("a",), "policy": ("b",), "library": ("c",)},
)


@pytest.mark.parametrize(
    ("check", "asks"),
    [
        ("minimum", "At least 7 vignettes, 3 red flag vignettes, 5 families."),
        ("comparable", "At least 7 vignettes have the same patient and gold in both."),
        (
            "vignettes_removed",
            "No vignette that demands escalation is removed or renamed without a waiver.",
        ),
        (
            "together",
            "In one change with the rules, none of these changes: policy, settings, library.",
        ),
        ("limit_coverage", "Coverage: at least 90.0 %."),
        ("limit_over_triage_rate", "Over-triage rate: at most 5.0 %."),
        (
            "red_flags",
            (
                "Each red flag is missed or not raised in at most 10.0 % of the vignettes that "
                "require it (at least 1): fever; in at most 0.0 % of the vignettes that require it "
                "(at least 8): clot."
            ),
        ),
        (
            "subgroups_coverage",
            "Coverage in each subgroup with 12 vignettes or more: at least 80.0 %.",
        ),
        (
            "evidence",
            (
                "The exact upper bound (95 %, one-sided) of the missed-red-flag rate, over "
                "families, is at most 5.0 %: with no miss that takes 59 families with a red flag."
            ),
        ),
        (
            "waivers",
            (
                "Each is in force, lasts at most 14 days, and covers a difference that is still "
                "there, unchanged; at most 3 of them; none for removed, no_answer."
            ),
        ),
        (
            "acceptances",
            (
                "Each is in force, lasts at most 14 days, and is of a line that is still there, "
                "unchanged."
            ),
        ),
    ],
)
def test_the_numbers_of_a_policy_are_in_what_is_told(check: str, asks: str) -> None:
    """Nobody has to read the file beside it."""
    assert [each.asks for each in explain(FULL) if each.check == check] == [asks]


def test_the_policy_is_always_watched() -> None:
    """Also where no path is named, and where others are."""
    asks = {each.check: each.asks for each in explain(LENIENT)}
    told = "In one change with the rules, none of these changes: policy, settings."
    assert asks["together"] == told
    watching = policy(watch={"rules": ("a",), "library": ("b",)})
    some = {each.check: each.asks for each in explain(watching)}
    assert some["together"].endswith(": policy, settings, library.")
