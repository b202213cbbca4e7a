"""What the harness asks of an engine under test."""

from collections.abc import Iterable, Iterator
from typing import Protocol

from evaluation.outcomes import Result
from vignettes.vignette import Vignette


class Engine(Protocol):
    """Anything that answers vignettes.

    ``label`` names it for people, ``fingerprint`` is the hash of its content.
    ``reports_red_flags`` is false for an engine that gives dispositions only; it is then judged by
    action alone.
    """

    @property
    def label(self) -> str:
        """The name for people."""
        ...

    @property
    def fingerprint(self) -> str:
        """The hash of the content."""
        ...

    @property
    def reports_red_flags(self) -> bool:
        """Whether answers say which red flags were seen."""
        ...

    def answers(self, vignettes: Iterable[Vignette]) -> Iterator[tuple[str, Result]]:
        """The result of each vignette with its id, in any order."""
        ...
