"""The results computed in R, where they are at hand: ours to compare with, never ours to copy."""

import json
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT.parent / "shared" / "oracle" / "symptomcheckR_golden.json"


@pytest.fixture(scope="session")
def golden() -> dict[str, Any]:
    """Everything in the oracle's golden file; skips the test where the file is absent."""
    if not GOLDEN.exists():
        pytest.skip(f"the R oracle is not part of the project, and not at {GOLDEN}")
    content: dict[str, Any] = json.loads(GOLDEN.read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="session")
def oracle(golden: dict[str, Any]) -> dict[str, Any]:
    """The part of the oracle about statistics of counts."""
    part: dict[str, Any] = golden["statistics_oracle"]
    return part
