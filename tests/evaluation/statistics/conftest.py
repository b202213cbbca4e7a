"""The results computed in R, where they are at hand: ours to compare with, never ours to copy."""

from typing import Any

import pytest

from tests.evaluation.kit import oracle as kit
from tests.evaluation.kit.oracle import Row, Tree


@pytest.fixture(scope="session")
def golden() -> Tree:
    """Everything in the oracle's golden file; skips the test where the file is absent."""
    return kit.golden()


@pytest.fixture(scope="session")
def oracle(golden: Tree) -> dict[str, Any]:
    """The part of the oracle about statistics of counts."""
    part: dict[str, Any] = golden["statistics_oracle"]
    return part


@pytest.fixture(scope="session")
def rows() -> tuple[Row, ...]:
    """The data behind it; skips the test where the file is absent."""
    return kit.rows()
