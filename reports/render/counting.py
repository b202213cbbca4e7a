"""Large numbers for people."""

from typing import Final

_EXACT_BELOW: Final = 10**7


def count_words(n: int) -> str:
    """A number as people read it: exact where it is short, else by its size, however large.

    >>> count_words(6_561)
    '6,561'
    """
    from decimal import Decimal  # a float ends at 10^308, fewer than 700 findings have

    if n < _EXACT_BELOW:
        return f"{n:,}"
    mantissa, _, exponent = f"{Decimal(n):.1e}".partition("e+")
    return f"about {mantissa} \N{MULTIPLICATION SIGN} 10^{exponent}"
