"""Stories about a toaster, told with their phrases, and what lint says of them."""

import json
from collections.abc import Callable
from typing import Final, Protocol

import pytest

from triage.loading.nodes import parse
from triage.loading.problems import Problem
from triage.vocabulary import Vocabulary
from vignettes.library import Library
from vignettes.lint.narratives import lint_narratives
from vignettes.loading import build_vignettes

FACTS: Final = {
    "present": "[]",
    "absent": "[]",
    "not_asked": "[]",
    "numbers": "{}",
    "patient": "{}",
}
STORY: Final = """\
vignettes:
  - id: toast
    title: Toast
    kind: canonical
    narrative: {narrative}
    gold: {{preferred: keep}}
    sources: [MAN L1]
    author: author-1
    present: {present}
    absent: {absent}
    not_asked: {not_asked}
    numbers: {numbers}
    patient: {patient}
"""


class Tell(Protocol):
    """The file of one vignette; the first of its phrases stands on line 15."""

    def __call__(self, narrative: str, *phrases: str, **facts: str) -> str:
        """Each phrase is a line; facts are as in a file, such as ``present="[smoke]"``."""
        ...


class Doubts(Protocol):
    """What lint says of the narrative of one vignette, told as :class:`Tell` does."""

    def __call__(self, narrative: str, *phrases: str, **facts: str) -> list[str]:
        """Each problem as ``severity code | place: field: message``."""
        ...


@pytest.fixture(scope="session")
def tell() -> Tell:
    """The file of one vignette."""

    def write(narrative: str, *phrases: str, **facts: str) -> str:
        assert set(facts) <= set(FACTS)
        text = STORY.format(narrative=json.dumps(narrative), **{**FACTS, **facts})
        block = ["    phrases: |", *(f"      {phrase}" for phrase in phrases)] if phrases else []
        return text + "".join(f"{line}\n" for line in block)

    return write


@pytest.fixture(scope="session")
def read_text(toaster: Vocabulary) -> Callable[[str], Library]:
    """The library of a text in the made-up vocabulary, which errors call ``v.yaml``."""
    return lambda text: Library(build_vignettes(parse(text.encode(), "v.yaml"), "v.yaml", toaster))


@pytest.fixture(scope="session")
def in_words() -> Callable[[Problem], str]:
    """A problem with its severity and code before it."""
    return lambda problem: f"{problem.severity.value} {problem.code} | {problem}"


@pytest.fixture(scope="session")
def doubts(
    toaster: Vocabulary,
    tell: Tell,
    read_text: Callable[[str], Library],
    in_words: Callable[[Problem], str],
) -> Doubts:
    """What lint says of the narrative of one vignette."""

    def find(narrative: str, *phrases: str, **facts: str) -> list[str]:
        library = read_text(tell(narrative, *phrases, **facts))
        return [in_words(problem) for problem in lint_narratives(library, toaster)]

    return find
