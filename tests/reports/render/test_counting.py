"""Large numbers in words."""

import pytest

from reports.render.counting import count_words


@pytest.mark.parametrize(
    ("n", "words"),
    [
        (0, "0"),
        (1, "1"),
        (1_000, "1,000"),
        (9_999_999, "9,999,999"),
        (10_000_000, "about 1.0 \N{MULTIPLICATION SIGN} 10^7"),
        (12_499_999, "about 1.2 \N{MULTIPLICATION SIGN} 10^7"),
        (99_600_000, "about 1.0 \N{MULTIPLICATION SIGN} 10^8"),
        (68 * 10**33, "about 6.8 \N{MULTIPLICATION SIGN} 10^34"),
        pytest.param(3**9_999, "about 5.4 \N{MULTIPLICATION SIGN} 10^4770", id="very large"),
    ],
)
def test_a_large_number_is_told_as_far_as_people_read_digits(n: int, words: str) -> None:
    """Exact below ten millions, two digits and a power of ten above, however large."""
    assert count_words(n) == words
