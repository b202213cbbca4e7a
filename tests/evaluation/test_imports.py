"""What the gate needs to start: not the scientific libraries, and nothing of the reports."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
HEAVY = {"hypothesis", "numpy", "pandas", "pyarrow", "scipy", "sklearn", "typer", "urllib3"}


@pytest.mark.parametrize(
    "module",
    [
        "evaluation.comparison",
        "evaluation.engines.build",
        "evaluation.engines.rules",
        "evaluation.evaluate",
        "evaluation.gate.checks",
        "evaluation.gate.waivers",
        "evaluation.robustness",
        "evaluation.runs.store",
        "evaluation.significance",
    ],
)
def test_importing_loads_no_heavy_library(module: str) -> None:
    """No module that a verdict needs loads one of them."""
    program = f"import sys, {module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert HEAVY.isdisjoint(done.stdout.split())
