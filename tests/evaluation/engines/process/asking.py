"""Small requests, the fake engine as a description, and what came of asking it."""

import shlex
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, Final

from evaluation.engines.description import Description, described
from evaluation.engines.process import ProcessEngine
from evaluation.engines.protocol import Fault, Request
from evaluation.outcomes import Result, Status
from tests.evaluation.kit.vignettes import WORDS
from triage.presentation import Presentation
from triage.truth import Answer

FAKE: Final = Path(__file__).with_name("fake.py")
PATIENT: Final = 20.0
"""Seconds without an answer where no engine hangs: more than a busy machine ever needs."""
ROUTINE: Final = Result(status=Status.OK, disposition=WORDS.scale["routine"].rank)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What came from an engine: pairs in their order, and faults in words."""

    given: tuple[tuple[str, Result], ...]
    faults: tuple[str, ...]

    @property
    def results(self) -> dict[str, Result]:
        """The results by id; each was given once."""
        found = dict(self.given)
        assert len(found) == len(self.given)
        return found

    @property
    def reasons(self) -> dict[str, str]:
        """Why there is no answer, for each request without one."""
        return {n: r.reason for n, r in self.results.items() if r.status is not Status.OK}


def patients(count: int, *hot: int) -> Iterator[Request]:
    """Requests ``q-0``, ``q-1``, …, of which some have a fever."""
    for number in range(count):
        fever = Answer.PRESENT if number in hot else Answer.ABSENT
        yield Request(id=f"q-{number}", presentation=Presentation({"fever": fever}))


def fake(*words: object, **changes: Any) -> Description:
    """The fake engine with its order and fate."""
    command = shlex.join([sys.executable, "-S", "-E", str(FAKE), *map(str, words)])
    return replace(described(f"command:{command}"), **{"timeout": PATIENT, **changes})


def function(name: str, folder: Path, **changes: Any) -> Description:
    """A Python function in a folder, as ``module:function``."""
    return replace(described(f"python:{name}"), **{"timeout": PATIENT, "folder": folder, **changes})


def ask(description: Description, requests: Iterable[Request]) -> Asked:
    """All that an engine gave."""
    given = list(ProcessEngine(description, WORDS).answers(requests))
    return Asked(
        given=tuple(one for one in given if not isinstance(one, Fault)),
        faults=tuple(one.text for one in given if isinstance(one, Fault)),
    )
