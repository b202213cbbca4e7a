"""What a vignette asked for and what it was given, in the words that every list has."""

from reports.model.audit.vignettes import Answered, Place, VignetteFacts


def expected_words(vignette: VignetteFacts) -> str:
    """The acceptable range with the required red flags, as in ``urgent (fever)``."""
    floor, ceiling = vignette.floor, vignette.ceiling
    range_ = floor if floor == ceiling else f"{floor} to {ceiling}"
    return f"{range_} ({_flags(vignette.red_flags)})"


def answer_words(answer: Answered, *, reports_red_flags: bool = True) -> str:
    """A disposition with the red flags that were raised, or why there is no answer.

    Of an engine that reports no red flags the disposition stands alone.
    """
    if answer.status != "ok":
        return f"{answer.status}: {answer.reason}" if answer.reason else answer.status
    flags = f" ({_flags(answer.red_flags)})" if reports_red_flags else ""
    return answer.disposition + flags


def happened_words(vignette: VignetteFacts, *, reports_red_flags: bool = True) -> str:
    """Expected and given, as in ``expected urgent (fever), got routine (no red flag)``."""
    given = answer_words(vignette.answer, reports_red_flags=reports_red_flags)
    lost = [name for name in vignette.pathways if name not in vignette.answer.pathways]
    without = f", without the pathway {', '.join(lost)}" if lost else ""
    return f"expected {expected_words(vignette)}, got {given}{without}"


def place_words(place: Place) -> str:
    """A file with its line, where that is known, and what stands there."""
    where = f"{place.file}:{place.line}" if place.line else place.file
    return f"{where} ({place.of})" if place.of else where


def _flags(names: tuple[str, ...]) -> str:
    return ", ".join(names) or "no red flag"
