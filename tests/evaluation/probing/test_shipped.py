"""The shipped domain and real processes: the rules break nothing, and faults are found in them."""

import shlex
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.engines.build import build_engine
from evaluation.engines.description import described
from evaluation.engines.protocol import Engine
from evaluation.engines.rules import RuleSetEngine
from evaluation.probing.probe import Plan, Probe, plan, search
from tests.evaluation.kit import engines as faults
from tests.evaluation.kit.probes import RULES, found, probed
from triage.repository import load_invariants, load_ruleset

KNEE = load_ruleset("knee@1.1.0")
HONEST = RuleSetEngine(KNEE)

ENGINE = """
import json, os, sys, time

for line in sys.stdin:
    request = json.loads(line)
    red, fault = "a" in request["present"], sys.argv[1]
    known = red or "a" in request["absent"]
    if "c" in request["present"] and "b" in request["absent"]:
        if fault == "crashes":
            os._exit(3)
        if fault == "hangs":
            time.sleep(60)
    if "c" in request["present"] and fault == "garbage":
        print("Traceback", flush=True)
        continue
    rank = "emergency" if red and "b" in request["present"] else "urgent" if red else "routine"
    print(json.dumps({
        "id": request["id"], "disposition": rank,
        "red_flags": ["flag"] * red, "pathways": ["way"] * red,
    }), flush=True)
"""


@pytest.fixture(scope="module")
def shipped_plan() -> Plan:
    """A small search of the shipped domain."""
    return plan(HONEST, KNEE.vocabulary, load_invariants(KNEE), [KNEE], examples=2)


def test_the_shipped_rules_break_nothing(shipped_plan: Plan) -> None:
    """Every kind of law is looked at, of many patients, and none is broken."""
    probe = search(HONEST, shipped_plan)
    assert (found(probe), probe.faults, probe.left_out) == ({}, (), 0)
    assert min(each.tried for each in probe.searched if each.law.kind.value == "invariant") > 0
    assert probe.requests == len(shipped_plan.questions)


@pytest.mark.parametrize(
    ("engine", "expected"),
    [
        (
            faults.IgnoresOneRedFlag(ruleset=KNEE, flag="possible_deep_vein_clot"),
            {("invariant", "F10"): {"knee_pain": "+", "leg_swelling": "+", "age_years": 60}},
        ),
        (
            faults.IgnoresItUnder40(ruleset=KNEE, flag="fever"),
            {("invariant", "F06"): {"fever": "+", "age_years": 0}},
        ),
    ],
)
def test_a_fault_in_the_shipped_domain_is_found(
    shipped_plan: Plan, engine: Engine, expected: dict[tuple[str, str], dict[str, object]]
) -> None:
    """Also where it takes three findings, or a number: by the smallest patient of all 72."""
    probe = search(engine, shipped_plan)
    assert expected.items() <= found(probe).items()


Process = Callable[..., Probe]


@pytest.fixture
def process(tmp_path: Path) -> Process:
    """A search in the small domain of a real process with a fault."""
    (tmp_path / "engine.py").write_text(ENGINE, encoding="utf-8")

    def run(fault: str, timeout: float = 10.0) -> Probe:
        command = shlex.join([sys.executable, "-I", "-S", "engine.py", fault])
        told = replace(described(f"command:{command}"), folder=tmp_path, timeout=timeout)
        return probed(build_engine(told, RULES.vocabulary), examples=2)

    return run


def test_an_honest_process_breaks_nothing(process: Process) -> None:
    """The twin of those below."""
    probe = process("none")
    assert (found(probe), probe.faults) == ({}, ())


@pytest.mark.parametrize("fault", ["crashes", "garbage"])
def test_a_process_that_gives_no_answer_is_found(process: Process, fault: str) -> None:
    """By the smallest patient, and it is no other law that is broken."""
    probe = process(fault)
    smallest = {"c": "+", "b": "-"} if fault == "crashes" else {"c": "+"}
    assert found(probe) == {("answer", ""): smallest}
    (violation,) = probe.violations
    assert violation.is_steady


def test_a_process_that_hangs_costs_few_time_limits(process: Process) -> None:
    """Whoever holds what it hangs on is left out, and all others are asked."""
    probe = process("hangs", timeout=0.3)
    assert found(probe) == {("answer", ""): {"c": "+", "b": "-"}}
    assert probe.left_out > 0
    assert not probe.has_stopped
