"""Engines in a process of their own: any command, or a Python function in a process of ours.

On the wire are JSON lines: UTF-8, one object on each line. The process reads requests from its
standard input::

    {"id": "q-6a1d32e5f57d", "present": ["fever"], "absent": ["locking"],
     "numbers": {"age_years": 60}, "patient": {"sex": "female"}, "narrative": "…"}

What is in neither list was not asked; a number that is not there is not known; the id says nothing.
It prints answers to its standard output, in any order, as it goes or at the end::

    {"id": "q-6a1d32e5f57d", "disposition": "urgent", "red_flags": ["fever"], "pathways": []}

``rules`` (a list), ``reason`` (a text) and ``details`` may be told too, and nothing else. A
disposition of ``null`` abstains. What it prints to its standard error is for people. It ends when
its input is closed.

A process that ends early, hangs or prints something else is ended and started again, and costs the
requests that it cannot answer alone, see :mod:`evaluation.engines.isolate`.
"""

import json
import shlex
import sys
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from time import monotonic
from typing import Any, Final

from evaluation.engines.answers import AnswerReader, failed, start_of
from evaluation.engines.child import CannotStartError, Child
from evaluation.engines.content import files_of, fingerprint_of, hashes_of
from evaluation.engines.description import Description
from evaluation.engines.isolate import Isolation
from evaluation.engines.lines import Line
from evaluation.engines.protocol import EngineKind, Given, Request, Traits
from evaluation.outcomes import Result
from triage.loading.problems import LoadError, Problem
from triage.vocabulary import Vocabulary, digits


class ProcessEngine:
    """A command, or a Python function, as an engine under test."""

    def __init__(self, description: Description, words: Vocabulary) -> None:
        self._description = description
        self._reader = AnswerReader(description, words)
        self._is_python = description.traits.kind is EngineKind.PYTHON
        self._command = shlex.split(description.target)
        if self._is_python:
            module, _, function = description.target.partition(":")
            self._command = [sys.executable, "-u", "-P", str(_SERVE), module, function]

    @property
    def label(self) -> str:
        """The name, and the version where one is declared."""
        return self._description.label

    @cached_property
    def fingerprint(self) -> str:
        """The hash of the description and of the local files that it names."""
        return fingerprint_of(self._description, hashes_of(files_of(self._description)))

    @property
    def traits(self) -> Traits:
        """As described."""
        return self._description.traits

    def answers(self, requests: Iterable[Request]) -> Iterator[Given]:
        """The answers as they come; what the process did beyond that comes at the end.

        Raises:
            LoadError: the engine cannot be started.
        """
        description = self._description
        limits = description.timeout, description.run_timeout
        isolation = Isolation(self._start, self._read, *limits)
        try:
            yield from isolation.answers(requests)
        except CannotStartError as error:
            message = f"cannot be started: {error}."
            problem = Problem(file=description.reference, line=0, field="", message=message)
            raise LoadError([problem]) from None

    def _start(self, until: float) -> Child:
        child = Child(self._command, self._description.folder)
        if self._is_python:
            try:
                _wait_until_ready(child, self._description, until)
            except BaseException:
                child.close()
                raise
        return child

    def _read(self, answer: Mapping[str, Any]) -> Result:
        if self._is_python and set(answer) == {"id", "error"}:
            return failed(start_of(str(answer["error"]), _LONGEST_REASON))
        return self._reader.result_of(answer)


_SERVE: Final = Path(__file__).with_name("serve.py")
_LONGEST_REASON: Final = 200
_IMPORT: Final = 60.0  # seconds; large packages take half of it on a slow disk


def _wait_until_ready(child: Child, description: Description, until: float) -> None:
    """Wait for the word of our own loop that the function is there."""
    allowed = max(description.timeout, _IMPORT)
    limit = min(until, monotonic() + allowed)
    lines: list[Line] = []
    while not lines:
        lines = [line for line in child.step(limit - monotonic()) if line]
        if not lines and child.is_over:
            last = f': its last words were "{child.last_words}"' if child.last_words else ""
            raise CannotStartError(f"{child.ending} while the module was imported{last}")
        if not lines and monotonic() >= limit:
            seconds = digits(min(allowed, description.run_timeout))
            raise CannotStartError(f"the import of the module took longer than {seconds} s")
    told = json.loads(lines[0]) if isinstance(lines[0], bytes) else {}
    if "cannot" in told:
        raise CannotStartError(told["cannot"])
