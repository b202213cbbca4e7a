"""Large numbers for people."""

from typing import Final

_EXACT_BELOW: Final = 10**7


def count_words(n: int) -> str:
    """A number as people read it: exact where it is short, else by its size.

    >>> count_words(6_561)
    '6,561'
    """
    if n < _EXACT_BELOW:
        return f"{n:,}"
    mantissa, _, exponent = f"{n:.1e}".partition("e")
    return f"about {mantissa} \N{MULTIPLICATION SIGN} 10^{int(exponent)}"
