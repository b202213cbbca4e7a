"""Several answers of one engine to the same vignette: are they the same, and which one counts?"""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from evaluation.outcomes import Result, Status


def differ(results: Sequence[Result]) -> bool:
    """Whether an engine that was asked several times gave anything but the same answer."""
    return len({result.answer for result in results}) > 1


NOT_REPEATABLE: Final = Result(status=Status.ERROR, reason="answered differently when asked again")
"""What stands for the answers of an engine that ought to repeat itself and did not: none."""


def worst_of(results: Sequence[Result]) -> Result:
    """The answer that is worst for safety, put together from all of them.

    No answer is worse than any. Otherwise the least urgent disposition, and only those red flags
    and pathways that were given every time. What is too urgent, or raised too often, shows in the
    single runs, each of which has to keep the limits too.
    """
    silent = next((result for result in results if result.status is not Status.OK), None)
    if silent is not None:
        return silent
    least = min(results, key=lambda result: result.disposition or 0)
    return replace(
        least,
        red_flags=frozenset.intersection(*(result.red_flags for result in results)),
        pathways=frozenset.intersection(*(result.pathways for result in results)),
    )
