"""Two vignettes about toasters, and what raters gave for them."""

from collections.abc import Callable
from pathlib import Path
from typing import Final, Protocol

import pytest

from triage.loading.nodes import parse
from triage.loading.problems import LoadError
from triage.vocabulary import Vocabulary
from vignettes.library import Library
from vignettes.loading import build_vignettes
from vignettes.ratings import (
    Adjudication,
    Rater,
    Rating,
    Ratings,
    narrative_hash,
    read_ratings,
)

LIBRARY: Final = """\
vignettes:
  - id: smoking
    title: Smoking
    kind: canonical
    narrative: It smokes.
    present: [smoke]
    gold: {preferred: unplug, red_flags: [fire]}
    sources: [MAN L1]
    author: author-1
  - id: toasting
    title: Toasting
    kind: canonical
    narrative: It toasts well.
    absent: [smoke]
    gold: {preferred: keep}
    sources: [MAN L9]
    author: author-1
"""

ReadFolder = Callable[..., Ratings | None]
ProblemsOf = Callable[..., list[str]]


class Rate(Protocol):
    """One rater's answer for a vignette of the library."""

    def __call__(self, vignette: str, disposition: str, flags: str = "", told: str = "") -> Rating:
        """Flags are split at spaces; ``told`` is the narrative, by default the one that stands."""
        ...


class Together(Protocol):
    """The ratings of a library."""

    def __call__(self, *raters: list[Rating], settled: tuple[Adjudication, ...] = ()) -> Ratings:
        """Raters are called ``one``, ``two`` and so on."""
        ...


class Settle(Protocol):
    """How a difference was settled."""

    def __call__(self, vignette: str, gave: str = "", ended: str = "") -> Adjudication:
        """``gave`` is what the author gave before, where that was something else.

        ``ended`` is the disposition that it states to have ended with.
        """
        ...


@pytest.fixture(scope="session")
def library(toaster: Vocabulary) -> Library:
    """Two vignettes: smoking (unplug, fire) and toasting (keep)."""
    return Library(build_vignettes(parse(LIBRARY.encode(), "v.yaml"), "v.yaml", toaster))


@pytest.fixture(scope="session")
def rate(library: Library, toaster: Vocabulary) -> Rate:
    """One rater's answer."""

    def give(vignette: str, disposition: str, flags: str = "", told: str = "") -> Rating:
        known = library.by_id.get(vignette)
        return Rating(
            vignette=vignette,
            narrative=narrative_hash(told or (known.narrative if known else "")),
            disposition=toaster.scale[disposition],
            red_flags=tuple(flags.split()),
            line=7,
        )

    return give


@pytest.fixture(scope="session")
def together() -> Together:
    """The ratings of several raters."""

    def make(*raters: list[Rating], settled: tuple[Adjudication, ...] = ()) -> Ratings:
        return Ratings(
            raters=tuple(
                Rater(
                    id=name,
                    who="Somebody.",
                    saw="The narrative.",
                    ratings={rating.vignette: rating for rating in given},
                    file=f"{name}.yaml",
                )
                for name, given in zip(("one", "two", "three"), raters, strict=False)
            ),
            adjudications={found.vignette: found for found in settled},
        )

    return make


@pytest.fixture(scope="session")
def settle(toaster: Vocabulary) -> Settle:
    """How a difference was settled."""

    def give(vignette: str, gave: str = "", ended: str = "") -> Adjudication:
        return Adjudication(
            vignette=vignette,
            resolution="The manual says so.",
            author_gave=toaster.scale[gave] if gave else None,
            settled=toaster.scale[ended] if ended else None,
            file="adjudications.yaml",
            line=3,
        )

    return give


@pytest.fixture(scope="session")
def rater_text() -> str:
    """The file of a rater without a fault, with every key that there is."""
    return """\
rater: reader-1
who: Somebody who toasts.
saw: The narrative and nothing else.
ratings:
  - vignette: smoking
    narrative: "0123456789abcdef"
    disposition: unplug
    red_flags: [fire]
    pathways: [electrician]
    confidence: high
    why: It smokes.
  - vignette: toasting
    narrative: "fedcba9876543210"
    disposition: keep
"""


@pytest.fixture
def read_folder(write: Callable[[str, str], Path], toaster: Vocabulary) -> ReadFolder:
    """The ratings of a folder ``r`` with files of these names (without ending) and texts."""

    def read(**files: str) -> Ratings | None:
        for name, text in files.items():
            write(f"r/{name}.yaml", text)
        return read_ratings(Path.cwd() / "r", toaster)

    return read


@pytest.fixture
def problems_of_folder(read_folder: ReadFolder) -> ProblemsOf:
    """Everything that is wrong with such a folder, as people see it."""

    def find(**files: str) -> list[str]:
        try:
            read_folder(**files)
        except LoadError as error:
            return [str(problem) for problem in error.problems]
        return []

    return find
