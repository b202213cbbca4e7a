"""How an engine under test is named, and what is wrong with a name that cannot be one."""

import re
import shlex
from pathlib import Path
from typing import Final

from evaluation.engines.protocol import EngineKind
from triage.loading.problems import quoted

REFERENCES: Final = ("python:", "command:", "http://", "https://", "predictions:")
"""How a reference begins."""


def is_engine(reference: str) -> bool:
    """Whether a reference names an engine that is no rule set.

    >>> is_engine("python:mine:triage"), is_engine("mine@1.1.0"), is_engine("git:main:rules.yaml")
    (True, False, False)
    """
    return reference.startswith(REFERENCES)


def kind_of(reference: str) -> EngineKind:
    """The kind of engine that a reference names; one that :func:`is_engine`.

    >>> kind_of("https://example.org/triage").value
    'http'
    """
    word = reference.partition(":")[0]
    return EngineKind("http" if word == "https" else word)


def wrong_reference(reference: str) -> str:
    """What is wrong with a reference, and what to write; empty where nothing is."""
    if not is_engine(reference):
        return f"{quoted(reference)} names no engine.{_meant(reference)} Allowed: {_FORMS}."
    kind, target = kind_of(reference), reference.partition(":")[2]
    if kind is EngineKind.PYTHON:
        module, _, function = target.partition(":")
        is_whole = bool(module.strip() and function.strip())
    else:
        is_whole = bool(target.strip())
    if not is_whole:
        return f"{quoted(reference)} is not whole; write {_FORM[kind]}."
    if kind is EngineKind.COMMAND:
        try:
            shlex.split(target)
        except ValueError as error:
            return f"{quoted(reference)} cannot be split into words: {error}."
    if kind is EngineKind.HTTP and not re.fullmatch(r"//[^/\s]+(/\S*)?", target):
        return f"{quoted(reference)} is no address; write http://HOST:PORT/PATH."
    return ""


def not_an_engine(named: str) -> str:
    """Why what somebody named as the engine is none; empty for a reference or an engine file.

    Of a file that is not there or cannot be read nothing is said here.
    """
    if is_engine(named):
        return ""
    if not _is_yaml(named):
        return f"{wrong_reference(named).rstrip('.')}, or an engine file (.yaml)."
    if _start_of(named) and not is_engine_file(named):
        return f'{quoted(named)} is no engine file: its first key is not "engine".'
    return ""


def is_engine_file(reference: str) -> bool:
    """Whether a reference is a YAML file that describes an engine: its first key says so.

    No for a file that cannot be read; whoever reads it next says why.
    """
    if not _is_yaml(reference):
        return False
    start = _start_of(reference).removeprefix(b"\xef\xbb\xbf")
    lines = (line.strip() for line in start.splitlines())
    first = next((line for line in lines if line and not line.startswith((b"#", b"---"))), b"")
    return re.match(rb"[\"']?engine[\"']?\s*:", first) is not None


def _is_yaml(reference: str) -> bool:
    return reference.lower().endswith((".yaml", ".yml")) and not reference.startswith("git:")


def _start_of(file: str) -> bytes:
    """The start of a file; empty where there is none, or none that can be read."""
    path = Path(file)
    try:
        if not path.is_file():
            return b""
        with path.open("rb") as opened:
            return opened.read(_START)
    except (OSError, ValueError):  # no right to read it, or no name that a file can have
        return b""


_START: Final = 10_000
_FORM: Final = {
    EngineKind.PYTHON: "python:MODULE:FUNCTION",
    EngineKind.COMMAND: "command:PROGRAM ARGUMENTS",
    EngineKind.HTTP: "http://HOST/PATH",
    EngineKind.PREDICTIONS: "predictions:FILE",
}
_FORMS: Final = ", ".join(_FORM.values())


def _meant(reference: str) -> str:
    """What somebody may have meant who left out the kind."""
    path = Path(reference)
    meant = ""
    if path.suffix == ".py":
        module = ".".join(path.with_suffix("").parts)
        meant = f"python:{module}:FUNCTION" if re.fullmatch(_MODULE, module) else ""
    elif path.suffix in {".csv", ".jsonl", ".parquet"}:
        meant = f"predictions:{reference}"
    elif re.fullmatch(rf"{_MODULE}:[^\W\d]\w*", reference):
        meant = f"python:{reference}"
    elif reference.startswith(("./", "/")):
        meant = f"command:{reference}"
    return f" Did you mean {quoted(meant)}?" if meant else ""


_MODULE: Final = r"[^\W\d]\w*(\.[^\W\d]\w*)*"
