"""What importing the package costs: the gate must start at once."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
HEAVY = {"numpy", "pandas", "scipy", "sklearn"}


@pytest.mark.parametrize("module", ["", ".intervals", ".paired", ".multiplicity", ".agreement"])
def test_importing_loads_no_scientific_library(module: str) -> None:
    """No module of the package loads numpy, pandas, scipy or scikit-learn when imported."""
    program = f"import sys, evaluation.statistics{module}; print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert HEAVY.isdisjoint(done.stdout.split())
