"""What no analysis of rules can say, in words that every output of one carries."""

from typing import Final

LIMITS: Final = (
    "Not covered: whether the rules are good medicine, how questions are worded and understood, "
    "and how free text is read."
)
