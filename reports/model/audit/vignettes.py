"""Vignettes of a report: what was expected, what was given, why, and from which sentence."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """What an engine gave: ``disposition`` is empty where ``status`` is not ok.

    ``reason`` says why there is no answer; ``rules`` are those that fired, where an engine tells.
    ``several`` has the different answers in words where it was asked several times.
    """

    status: str
    disposition: str
    red_flags: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()
    rules: tuple[str, ...] = ()
    reason: str = ""
    several: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A line of a file; line 0 where only the file is known. ``of`` names what stands there."""

    file: str
    line: int
    of: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class VignetteFacts:
    """A vignette with its gold and its answers.

    ``title``, ``narrative``, ``sources``, ``author`` and ``place`` come from the library and are
    empty where it no longer holds the vignette as it was run. ``failures`` names the endpoints that
    the answer fails, ``newly`` those of them that the baseline's did not, or failed less;
    ``waived`` those that a waiver lets pass. ``before`` is the baseline's answer where both are
    comparable. ``stratum`` is ``comparable``, ``new``, ``input_edited`` or ``gold_edited``, empty
    without a baseline. ``causes`` are the places of the changed rules behind a changed answer.
    """

    id: str
    family: str
    kind: str
    title: str
    narrative: str
    preferred: str
    floor: str
    ceiling: str
    red_flags: tuple[str, ...]
    absent_red_flags: tuple[str, ...]
    pathways: tuple[str, ...]
    answer: Answered
    sources: tuple[str, ...] = ()
    author: str = ""
    place: Place | None = None
    digest: str = ""
    failures: tuple[str, ...] = ()
    newly: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    has_false_flag: bool = False
    is_disputed: bool = False
    stratum: str = ""
    before: Answered | None = None
    is_changed: bool = False
    is_lowered: bool = False
    causes: tuple[Place, ...] = ()

    @property
    def is_as_expected(self) -> bool:
        """Whether nothing is wrong with the answer."""
        return not self.failures and not self.has_false_flag
