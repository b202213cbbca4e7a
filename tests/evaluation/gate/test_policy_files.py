"""Policy files: what each key means."""

from pathlib import Path

import pytest

from evaluation.domain import policy_file
from evaluation.gate.policy import Guard, Limit, Policy, WaiverPolicy
from evaluation.gate.policy_file import read_policy
from evaluation.metrics import BETTER, Better
from tests.evaluation.kit.files import edited, problems_of
from tests.evaluation.kit.policies import LIMITS, OPTIONAL, TEXT, build, policy_of
from tests.evaluation.kit.vignettes import WORDS
from triage.loading.problems import LoadError


def test_every_key_of_a_file_has_its_place() -> None:
    """A file with all keys gives the policy that it spells out."""
    assert policy_of() == Policy(
        title="A test",
        escalation_threshold=WORDS.scale["urgent"],
        minimum={"vignettes": 100, "red_flag_vignettes": 40},
        guard=Guard.SAFETY,
        ratchet=("missed_red_flag", "under_triage"),
        limits=(
            Limit(metric="missed_red_flag_rate", bound=0),
            Limit(metric="escalation_accuracy", bound=0.95),
        ),
        evidence_target=0.1,
        waivers=WaiverPolicy(longest_days=30),
    )


def test_evidence_and_waivers_may_be_left_out() -> None:
    """Without them no evidence is asked for, and waivers last 90 days; limits may be empty."""
    plain = policy_of((OPTIONAL, ""), (LIMITS, "limits: {}\n"))
    assert (plain.evidence_target, plain.waivers.longest_days, plain.limits) == (None, 90, ())


@pytest.mark.parametrize("metric", [name for name in BETTER if name != "unknown_robustness"])
def test_a_limit_points_the_way_its_metric_improves(metric: str) -> None:
    """Misses have an upper limit, successes a lower one; the other key is refused."""
    is_upper = BETTER[metric] is Better.LOWER
    right, wrong = ("at_most", "at_least") if is_upper else ("at_least", "at_most")
    (limit,) = policy_of((LIMITS, f"limits: {{{metric}: {{{right}: 0.5}}}}\n")).limits
    assert (limit.metric, limit.bound, limit.is_upper) == (metric, 0.5, is_upper)
    text = edited(TEXT, (LIMITS, f"limits: {{{metric}: {{{wrong}: 0.5}}}}\n"))
    assert problems_of(text, build) == [
        f'f.yaml:6: limits.{metric}: unknown key "{wrong}". Allowed: {right}.',
        f'f.yaml:6: limits.{metric}: the key "{right}" is missing.',
    ]


@pytest.mark.parametrize(
    ("limit", "within", "beyond"),
    [
        (Limit(metric="over_triage_rate", bound=0.05), [0, 0.05], [0.0500001, 1]),
        (Limit(metric="accuracy", bound=0.95), [0.95, 1], [0.9499999, 0]),
    ],
)
def test_a_limit_holds_up_to_its_bound(
    limit: Limit, within: list[float], beyond: list[float]
) -> None:
    """The bound itself is allowed on either side."""
    assert all(limit.holds(value) for value in within)
    assert not any(limit.holds(value) for value in beyond)


def test_the_fingerprint_is_of_the_content() -> None:
    """Each change of what is asked for changes it; the order of names does not."""
    changes = [
        ("policy: A test", "policy: Another"),
        ("urgent", "emergency"),
        ("vignettes: 100", "vignettes: 101"),
        ("red_flag_vignettes: 40", "red_flag_vignettes: 41"),
        ("guard: safety", "guard: all"),
        ("[missed_red_flag, under_triage]", "[missed_red_flag]"),
        ("at_most: 0", "at_most: 0.5"),
        ("0.95", "0.96"),
        ("upper_bound: 0.1", "upper_bound: 0.2"),
        ("longest_days: 30", "longest_days: 31"),
    ]
    fingerprints = {policy_of(change).fingerprint for change in changes}
    assert len(fingerprints | {policy_of().fingerprint}) == len(changes) + 1
    swapped = ("[missed_red_flag, under_triage]", "[under_triage, missed_red_flag]")
    assert policy_of(swapped).fingerprint == policy_of().fingerprint


def test_a_policy_is_read_from_a_file(tmp_path: Path) -> None:
    """The file gives what its text gives; one that is not there cannot be used."""
    path = tmp_path / "policy.yaml"
    path.write_text(TEXT, encoding="utf-8")
    assert read_policy(path, WORDS) == policy_of()
    with pytest.raises(LoadError, match=r"none\.yaml: No such file or directory"):
        read_policy(tmp_path / "none.yaml", WORDS)


def test_the_policy_file_is_strict() -> None:
    """The default guards every vignette, holds detection too, and lets no red flag be missed."""
    shipped = read_policy(policy_file("knee"), WORDS)
    assert shipped.guard is Guard.ALL
    assert {"missed_red_flag", "undetected_red_flag", "under_triage", "lost_pathway"} <= set(
        shipped.ratchet
    )
    assert Limit(metric="missed_red_flag_rate", bound=0) in shipped.limits
