"""What the harness asks of an engine under test."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Protocol

from evaluation.outcomes import Result
from triage.fingerprint import fingerprint, short
from triage.presentation import Presentation
from vignettes.vignette import Vignette


class EngineKind(StrEnum):
    """What an engine is: rules, which we read ourselves, or how another one is asked."""

    RULES = "rules"
    PYTHON = "python"
    COMMAND = "command"
    HTTP = "http"
    PREDICTIONS = "predictions"


class Unknowns(StrEnum):
    """What an engine does with findings that were not asked.

    ``UNDERSTOOD``: it can tell them from absent ones. One that cannot is either given them as
    ``ABSENT``, or the harness lets it ``ABSTAIN`` wherever something that it reads is not known.
    """

    UNDERSTOOD = "understood"
    ABSENT = "absent"
    ABSTAIN = "abstain"


@dataclass(frozen=True, slots=True, kw_only=True)
class Traits:
    """What an engine can do, and what is declared of it; every report says what is not usual.

    An engine without ``reports_red_flags`` gives dispositions only, and is judged by action alone.
    One that is not ``is_deterministic`` is scored by its worst answer.
    """

    kind: EngineKind
    reports_red_flags: bool = True
    unknowns: Unknowns = Unknowns.UNDERSTOOD
    is_deterministic: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One vignette as an engine is given it: the patient, and nothing of what is expected.

    ``id`` stands for the vignette, whose own name often tells the answer. ``attributes`` are the
    patient's, such as the sex. ``vignette`` and ``digest``, the hash of what is known, are for
    recorded answers, and go to no living engine.
    """

    id: str
    presentation: Presentation
    attributes: Mapping[str, str] = field(default_factory=dict)
    narrative: str = ""
    vignette: str = ""
    digest: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """Something that an engine did and that belongs to no vignette, in words."""

    text: str


Given = tuple[str, Result] | Fault
"""What comes from an engine: the result of a request, by its id, or a fault."""


class Engine(Protocol):
    """Anything that answers requests.

    ``label`` names it for people; ``fingerprint`` is the hash of what is known of its content.
    """

    @property
    def label(self) -> str:
        """The name for people."""
        ...

    @property
    def fingerprint(self) -> str:
        """The hash of the content, as far as the harness can see it."""
        ...

    @property
    def traits(self) -> Traits:
        """What it can do."""
        ...

    def answers(self, requests: Iterable[Request]) -> Iterator[Given]:
        """The result of each request, in any order; whoever is left out gave no answer."""
        ...


def request_id(vignette: str, digest: str = "", narrative: str = "") -> str:
    """What an engine is told instead of a vignette's id: the same in every run.

    Of a patient who was edited it is another one, so that nothing between the harness and an engine
    that remembers answers by id gives the old one.

    >>> request_id("F06-growing-pains", "sha256:1"), request_id("F06-growing-pains", "sha256:2")
    ('q-b2e295a59c33', 'q-41ed5c5ed810')
    """
    return f"q-{short(fingerprint([vignette, digest, narrative]))}"


def request_of(vignette: Vignette, digest: str = "") -> Request:
    """The request for a vignette; ``digest`` is the hash of its input."""
    return Request(
        id=request_id(vignette.id, digest, vignette.narrative),
        presentation=vignette.presentation,
        attributes=vignette.attributes,
        narrative=vignette.narrative,
        vignette=vignette.id,
        digest=digest,
    )
