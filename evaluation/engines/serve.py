"""Serves one Python function as an engine: a request on each line in, an answer on each line out.

A program of its own: ``python serve.py MODULE FUNCTION``, standard library only. The module is
looked for in the current folder first. The first line out says that the function is there, or why
it is not. What the function prints goes to the standard error, not among the answers.
"""

import importlib
import json
import os
import sys
import traceback
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import IO, Any, TypeGuard


def main(module: str, function: str) -> None:
    """Answer until there are no more requests."""
    requests, answers = _own_pipes()
    try:
        call = find(module, function)
    except CannotServeError as error:
        _print({"cannot": str(error)}, answers)
        return
    _print({"ready": True}, answers)
    serve(call, requests, answers)


class CannotServeError(Exception):
    """There is no such function; the message says why."""


def find(module: str, function: str) -> Callable[[dict[str, Any]], object]:
    """The function of a module, which is imported for it.

    Raises:
        CannotServeError: no such module or function, or an import that failed.
    """
    sys.path.insert(0, str(Path.cwd()))
    try:
        found = importlib.import_module(module)
    except (Exception, SystemExit) as error:  # noqa: BLE001 - an import can raise anything
        if isinstance(error, ModuleNotFoundError) and error.name in _prefixes(module):
            where = f"it is looked for in {Path.cwd()} and among the installed packages"
            raise CannotServeError(f'there is no module "{error.name}"; {where}') from None
        raise CannotServeError(f'the import of "{module}" failed: {told(error)}') from None
    call = getattr(found, function, None)
    if call is None:
        hint = _hint(function, [name for name, value in vars(found).items() if callable(value)])
        raise CannotServeError(f'the module "{module}" has no function "{function}"{hint}')
    if not callable(call):
        raise CannotServeError(f'"{function}" of the module "{module}" is no function')
    return call  # type: ignore[no-any-return]


def serve(
    call: Callable[[dict[str, Any]], object], requests: Iterable[bytes], answers: IO[bytes]
) -> None:
    """Answer each request; an exception costs the one in which it was raised."""
    for line in requests:
        request = json.loads(line)
        name = request["id"]
        try:
            answer = call(request)
        except Exception as error:  # noqa: BLE001 - whatever is raised, the next one is asked
            traceback.print_exc()
            _print({"id": name, "error": told(error)}, answers)
        else:
            answers.write(answer_line(name, answer))
            answers.flush()


def answer_line(name: str, answer: object) -> bytes:
    """What a function returned, as a line; an error where it is nothing that can be written."""
    problem = ""
    if not isinstance(answer, dict):
        problem = f"it returned {type(answer).__name__} where a dict is needed"
    elif answer.get("id", name) != name:
        problem = "it returned the id of another request"
    else:
        try:
            return _line({**answer, "id": name})
        except (TypeError, ValueError, RecursionError) as error:
            problem = f"its answer cannot be written as JSON: {error}"
    return _line({"id": name, "error": problem})


def told(error: BaseException) -> str:
    """An exception in one line, with the last place in the user's own files that led to it."""
    try:
        words = str(error.msg) if _is_unreadable(error) else str(error)
    except Exception:  # noqa: BLE001 - an exception of the user's that cannot even be shown
        words = "(it cannot be shown)"
    places = _places(error)
    own = [(file, line) for file, line in places if _is_own(file)]
    file, line = (own or places or [("", 0)])[-1]
    place = f" ({Path(file).name}:{line})" if file else ""
    name = type(error).__name__
    return f"{name}: {words[:_LONGEST]}{place}" if words else f"{name}{place}"


_LONGEST = 120
_FOLDER = os.path.realpath(os.curdir)


def _is_unreadable(error: BaseException) -> TypeGuard[SyntaxError]:
    """Whether it is about the source of a file, which no frame stands for."""
    return isinstance(error, SyntaxError) and Path(str(error.filename)).is_file()


def _places(error: BaseException) -> list[tuple[str, int | None]]:
    """Where it came from, the innermost place last; our own loop and imports as such are none."""
    if _is_unreadable(error):
        return [(str(error.filename), error.lineno)]
    machinery = (__file__, importlib.__file__)
    frames = traceback.extract_tb(error.__traceback__)
    return [
        (frame.filename, frame.lineno)
        for frame in frames
        if frame.filename not in machinery and not frame.filename.startswith("<")
    ]


def _is_own(file: str) -> bool:
    """Whether a file lies in the engine's folder, and not among packages installed there."""
    return os.path.realpath(file).startswith(f"{_FOLDER}{os.sep}") and "site-packages" not in file


def _own_pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Standard input and output for us alone; for the function, nothing and the standard error."""
    requests = os.fdopen(os.dup(0), "rb")
    answers = os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    return requests, answers


def _print(data: dict[str, Any], answers: IO[bytes]) -> None:
    answers.write(_line(data))
    answers.flush()


def _line(data: dict[str, Any]) -> bytes:
    return json.dumps(data, default=_plain).encode() + b"\n"


def _plain(value: Any) -> object:
    """A set as a list; what numpy and pandas return as what it stands for."""
    if isinstance(value, (set, frozenset)):
        return sorted(value)
    if callable(getattr(value, "tolist", None)):
        return value.tolist()
    raise TypeError(f"{type(value).__name__} is no text, number, list or dict")


def _prefixes(module: str) -> list[str]:
    parts = module.split(".")
    return [".".join(parts[: end + 1]) for end in range(len(parts))]


def _hint(name: str, known: list[str]) -> str:
    import difflib

    close = difflib.get_close_matches(name, known, n=1)
    return f'; did you mean "{close[0]}"?' if close else ""


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
