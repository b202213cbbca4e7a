"""Words as they are compared, whatever quotes and spaces a file was saved with."""

from typing import Final


def straight(text: str) -> str:
    r"""Text with straight quotes.

    >>> straight("it\u2019s")
    "it's"
    """
    return text.translate(_QUOTES)


def spoken(text: str) -> str:
    r"""Text as phrases are compared: small letters, single spaces, straight quotes.

    >>> spoken("It\u2019s  HOT\n")
    "it's hot"
    """
    return " ".join(straight(text).casefold().split())


_QUOTES: Final = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})
