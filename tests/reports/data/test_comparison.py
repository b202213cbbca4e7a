"""Comparisons, verdicts and problems as plain data."""

import json
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any

from evaluation.comparison import compare
from evaluation.gate.checks import GateInput, run_gate
from evaluation.gate.policy_file import build_policy
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run, RunRecord
from evaluation.significance import holm_adjusted, symmetry
from reports.data.comparison import comparison_to_data
from reports.data.gate import gate_to_data, no_verdict_to_data
from reports.data.problems import problems_to_data
from triage.loading.nodes import parse
from triage.loading.problems import Problem, Severity
from triage.vocabulary import Vocabulary

if TYPE_CHECKING:
    from tests.reports.conftest import MakeOutcome

POLICY = b"""\
policy: For toasters
escalation_threshold: mend
minimum: {vignettes: 2, red_flag_vignettes: 1}
guard: all
ratchet: [missed_red_flag]
limits: {missed_red_flag_rate: {at_most: 0}}
"""


def through_json(data: object) -> Any:
    """Plain data through JSON and back; a NaN or an object of Python would fail."""
    return json.loads(json.dumps(data, allow_nan=False))


def pair_of_runs(outcome: "MakeOutcome") -> tuple[list[Outcome], list[Outcome]]:
    """A baseline and a candidate that newly misses one vignette, and lacks another."""
    need = ("fire",)
    before = [
        outcome("a", (2, 2), 2, needs=need, raised=need, rules=("smoke",)),
        outcome("b", (0, 0), 0),
        outcome("gone", (0, 0), 0),
    ]
    after = [outcome("a", (2, 2), 0, needs=need), outcome("b", (0, 0), 0)]
    return before, after


def test_a_comparison_has_strata_counts_and_both_sides(
    outcome: "MakeOutcome", record: RunRecord
) -> None:
    """Every stratum lists its ids, every endpoint its four counts, twice: vignettes, families."""
    before, after = pair_of_runs(outcome)
    comparison = compare(before, after)
    other = replace(record, engine="toaster@0.2.0", engine_kind="python", faults=("a line",))
    data = through_json(
        comparison_to_data(
            comparison,
            Run(record=record, outcomes=tuple(before)),
            Run(record=other, outcomes=tuple(after)),
            holm_adjusted(comparison),
            symmetry(comparison, 3),
        )
    )
    assert data["schema"] == "triage-comparison/1"
    assert data["baseline"]["engine"] == "toaster@0.1.0"
    assert data["candidate"]["engine"] == "toaster@0.2.0"
    assert data["engine_notes"] == {"baseline": [], "candidate": ["Faults: a line."]}
    assert data["strata"] == {
        "comparable": ["a", "b"],
        "only_in_baseline": ["gone"],
        "only_in_candidate": [],
        "input_edited": [],
        "gold_edited": [],
        "text_edited": [],
    }
    missed = data["endpoints"][0]
    assert missed["endpoint"] == "missed_red_flag"
    assert missed["newly_failing"] == ["a"]
    assert missed["newly_fixed"] == []
    assert missed["still_failing"] == missed["worsened"] == []
    assert missed["counts"] == missed["family_counts"] == {"n11": 0, "n10": 1, "n01": 0, "n00": 0}
    assert missed["mcnemar_exact"] == 1
    assert data["changed_without_crossing"] == []
    assert data["bowker"]["degrees_of_freedom"] == 1
    assert list(data["changed"]) == ["a"]
    assert data["changed"]["a"]["baseline"]["result"]["rules"] == ["smoke"]
    assert data["changed"]["a"]["candidate"]["result"]["disposition"] == "keep"


def test_a_comparison_of_nothing_has_no_intervals(record: RunRecord) -> None:
    """Nothing compared is null, and no NaN."""
    comparison, empty = compare([], []), Run(record=record, outcomes=())
    data = through_json(
        comparison_to_data(comparison, empty, empty, holm_adjusted(comparison), None)
    )
    assert data["bowker"] is None
    assert {endpoint["tango_95"] for endpoint in data["endpoints"]} == {None}
    assert {endpoint["newcombe_95"] for endpoint in data["endpoints"]} == {None}


def test_a_verdict_has_every_check_with_its_numbers(
    outcome: "MakeOutcome", record: RunRecord, toaster: Vocabulary
) -> None:
    """Verdict and exit code agree, and each check says its k of n."""
    before, after = pair_of_runs(outcome)
    policy = build_policy(parse(POLICY, "policy.yaml"), "policy.yaml", toaster)
    told = replace(record, is_deterministic=False)
    gate = GateInput(
        candidate=Run(record=told, outcomes=tuple(after)),
        baseline=Run(record=told, outcomes=tuple(before), digest="sha256:d"),
        scale=toaster.scale,
        policy=policy,
        waivers=(),
        today=date(2026, 1, 2),
    )
    data = through_json(gate_to_data(run_gate(gate), gate))
    assert data["schema"] == "triage-gate/1"
    assert (data["verdict"], data["exit_code"]) == ("FAIL", 1)
    (note,) = data["engine_notes"]
    assert note.startswith("This engine is declared not deterministic, and was asked once")
    assert data["baseline_digest"] == "sha256:d"
    assert data["policy"] == {"title": "For toasters", "fingerprint": policy.fingerprint}
    assert (data["waivers"], data["acceptances"]) == ([], [])
    failing = {check["name"]: check for check in data["checks"] if not check["holds"]}
    assert list(failing) == [
        "new_missed_red_flag",
        "vignettes_removed",
        "limit_missed_red_flag_rate",
    ]
    assert failing["new_missed_red_flag"] == {
        "name": "new_missed_red_flag",
        "group": "ratchet",
        "title": "New missed red flags",
        "holds": False,
        "numbers": "1 (0 fixed, 0 still)",
        "items": ["a: expected unplug (fire), got keep (no red flag)"],
        "waived": [],
        "accepted": [],
        "waivable": [
            {
                "covers": "missed_red_flag",
                "of": "a",
                "difference": gate.difference("missed_red_flag", "a"),
            }
        ],
    }
    assert data["approval"] is None
    assert failing["limit_missed_red_flag_rate"]["numbers"].startswith("1 of 1 = 100.0 %")


def test_a_gate_that_could_not_start_says_why() -> None:
    """No verdict, its exit code, the reason, and no check."""
    assert through_json(no_verdict_to_data("no such rule set.")) == {
        "schema": "triage-gate/1",
        "disclaimer": (
            "A reference for testing software, made by nobody clinical. Not medical advice."
        ),
        "verdict": "NO VERDICT",
        "exit_code": 3,
        "reason": "no such rule set.",
        "checks": [],
    }


def test_problems_have_every_field() -> None:
    """File, line, field, message, code and severity of each."""
    problem = Problem(
        file="a.yaml", line=3, field="x", message="wrong.", code="bad", severity=Severity.WARNING
    )
    assert through_json(problems_to_data([problem])) == {
        "schema": "triage-problems/1",
        "problems": [
            {
                "file": "a.yaml",
                "line": 3,
                "field": "x",
                "message": "wrong.",
                "code": "bad",
                "severity": "warning",
            }
        ],
    }
