"""What is accepted as a count."""

import pytest

from evaluation.statistics.counts import require_counts


def test_whole_numbers_pass() -> None:
    """Zero and any positive whole number are counts."""
    require_counts(k=0, n=10**12)


@pytest.mark.parametrize("value", [-1, 2.5, 2.0, True, "3", None])
def test_anything_else_is_refused_by_name(value: object) -> None:
    """A value that is no count is refused with its name, what is allowed, and the value."""
    with pytest.raises(ValueError, match=r"^n must be a whole number, zero or more, not "):
        require_counts(k=1, n=value)
