"""Where the schemas of other formats are kept, beside the project."""

from pathlib import Path
from typing import Final

import pytest

SCHEMAS: Final = Path(__file__).parents[4] / "shared" / "schemas"


def schema_file(name: str) -> Path:
    """A schema; the test is skipped where it is not there."""
    path = SCHEMAS / name
    if not path.is_file():
        pytest.skip(f"{name} is not part of the project, and not at ../shared/schemas")
    return path
