"""Problems of files as plain data."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

from triage.loading.problems import Problem


def problems_to_data(problems: Sequence[Problem]) -> dict[str, Any]:
    """Problems of files."""
    return {"schema": "triage-problems/1", "problems": [asdict(problem) for problem in problems]}
