"""What a waiver does to limits: the true rate is shown, and the waived failing does not count."""

from evaluation.gate.policy import Limit
from evaluation.gate.verdict import Group, Verdict
from tests.evaluation.kit.gates import check_of, failing, judge, policy, waiver
from tests.evaluation.kit.outcomes import (
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gold,
    outcome,
    with_result,
)

FEVER = outcome("fever", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
OTHER = outcome("other", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
BASELINE = (FEVER, OTHER)
MISSED = (with_result(FEVER, gave(ROUTINE, flags="fever")), OTHER)
COVER = waiver("missed_red_flag", "fever")
LIMITED = policy(
    ratchet=("missed_red_flag",),
    limits=(
        Limit(metric="missed_red_flag_rate", bound=0),
        Limit(metric="over_triage_rate", bound=0),
    ),
)


def test_a_waived_vignette_does_not_count_against_the_limit_of_its_failing() -> None:
    """The check holds and shows the true rate all the same, and whom it lets pass."""
    report = judge(BASELINE, MISSED, LIMITED, waivers=[COVER])
    assert report.verdict is Verdict.PASS
    limits = [c for c in report.checks if c.group is Group.LIMITS]
    assert [(c.name, c.holds, c.numbers, c.waived) for c in limits] == [
        ("limit_missed_red_flag_rate", True, "1 of 2 = 50.0 %; at most 0.0 %", ("fever",)),
        ("limit_over_triage_rate", True, "0 of 2 = 0.0 %; at most 0.0 %", ()),
    ]


def test_waived_failings_do_not_make_the_others_weigh_less() -> None:
    """One waived and one not, of two: the other still counts one of two, above one third."""
    both = [with_result(made, gave(ROUTINE, flags="fever")) for made in BASELINE]
    limits = (Limit(metric="missed_red_flag_rate", bound=1 / 3),)
    report = judge(both, both, policy(limits=limits), waivers=[COVER])
    assert failing(report) == ["limit_missed_red_flag_rate"]


def test_a_waiver_leaves_the_denominator_as_it_is() -> None:
    """One waived miss and one more of twenty: one of twenty is within five per cent."""
    rest = [outcome(f"r{n}", gold(URGENT, flags="fever"), FEVER.result) for n in range(18)]
    both = [*(with_result(made, gave(ROUTINE, flags="fever")) for made in BASELINE), *rest]
    limits = (Limit(metric="missed_red_flag_rate", bound=0.05),)
    assert failing(judge(both, both, policy(limits=limits))) == ["limit_missed_red_flag_rate"]
    report = judge(both, both, policy(limits=limits), waivers=[COVER])
    assert report.verdict is Verdict.PASS


def test_a_waiver_of_one_failing_leaves_the_limit_of_another() -> None:
    """Over-triage waived does not let a missed red flag pass its limit."""
    over = outcome("over", gold(SELF_CARE), gave(URGENT))
    granted = [waiver("over_triage", "over")]
    report = judge((*BASELINE, over), (*MISSED, over), LIMITED, waivers=granted)
    assert failing(report) == ["new_missed_red_flag", "limit_missed_red_flag_rate"]


def test_a_waived_lost_pathway_does_not_count_against_recall() -> None:
    """A metric that improves upwards counts its waived failings as found."""
    spine = outcome("spine", gold(ROUTINE, ways="spine"), gave(ROUTINE))
    lungs = outcome("lungs", gold(ROUTINE, ways="lungs"), gave(ROUTINE, ways="lungs"))
    made = (FEVER, spine, lungs)
    rules = policy(limits=(Limit(metric="pathway_recall", bound=1),))
    assert failing(judge(made, made, rules)) == ["limit_pathway_recall"]
    report = judge(made, made, rules, waivers=[waiver("lost_pathway", "spine")])
    assert report.verdict is Verdict.PASS
    found = check_of(report, "limit_pathway_recall")
    assert (found.numbers, found.waived) == ("1 of 2 = 50.0 %; at least 100.0 %", ("spine",))


def test_an_expired_waiver_excuses_nothing() -> None:
    """Out of force, the miss counts against its limit again."""
    report = judge(MISSED, MISSED, LIMITED, waivers=[waiver("missed_red_flag", "fever", days=-1)])
    assert failing(report) == ["limit_missed_red_flag_rate", "waivers"]


def test_a_waived_miss_is_a_miss_for_the_evidence() -> None:
    """A waiver excuses a miss, and is no evidence that there was none: one of two families."""
    granted = [COVER, waiver("under_triage", "fever")]
    report = judge(BASELINE, MISSED, policy(evidence_target=0.99), waivers=granted)
    said = "1 of 2 families missed, so at most 97.5 % (95 %, this library); target 99.0 %"
    assert check_of(report, "evidence").numbers == said
