"""The facts of three reports on the shipped domain, each gathered once."""

from pathlib import Path

import pytest

from evaluation.gate.checks import run_gate
from evaluation.gate.verdict import GateReport
from reports.cli.gate_setup import Inputs, Setup, set_up
from reports.cli.reporting import report_of_gate
from reports.model.audit.audit import Audit
from triage.domain import domain_folder

EDITED = "fever-with-swelling"


@pytest.fixture(scope="session")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The newest shipped rules, in which a fever counts only with a swollen knee."""
    rules = max((domain_folder("knee") / "rules").glob("*.yaml"))
    text = rules.read_text(encoding="utf-8")
    assert "when: fever\n" in text
    text = text.replace("when: fever\n", "when: {all: [fever, knee_swelling]}\n")
    path = tmp_path_factory.mktemp("edited") / "edited.yaml"
    path.write_text(text.replace("\nversion: ", "\nversion: 9"), encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def setup(edited: Path) -> Setup:
    """The gate of the edited rules against what is accepted."""
    return set_up(str(edited), Inputs(), save=None, repeat=None, is_reported=True)


@pytest.fixture(scope="session")
def judged(setup: Setup) -> GateReport:
    """What the gate says of them."""
    return run_gate(setup.gate)


@pytest.fixture(scope="session")
def audit(setup: Setup, judged: GateReport) -> Audit:
    """The facts of that verdict."""
    return report_of_gate(setup, judged, "triage compare a b")
