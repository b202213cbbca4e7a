"""The results computed in R and the data behind them, where they are at hand."""

import pytest

from tests.evaluation.kit import oracle
from tests.evaluation.kit.oracle import Row, Tree


@pytest.fixture(scope="session")
def golden() -> Tree:
    """Everything in the oracle's golden file; skips the test where the file is absent."""
    return oracle.golden()


@pytest.fixture(scope="session")
def rows() -> tuple[Row, ...]:
    """The data behind it; skips the test where the file is absent."""
    return oracle.rows()
