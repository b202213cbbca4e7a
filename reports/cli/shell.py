"""What every command shares with its surroundings: errors to exit codes, the screen, output."""

import contextlib
import functools
import json
import os
import re
import shutil
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import Any, Final, NoReturn, ParamSpec, TextIO, TypeVar

import typer

from reports.render.text import Screen

P = ParamSpec("P")
R = TypeVar("R")


class Exit(IntEnum):
    """What the exit code of a command means."""

    OK = 0
    FAILED = 1
    USAGE = 2
    NO_VERDICT = 3
    INTERNAL = 4


class UsageError(Exception):
    """A command that was called in a way that cannot work; the message says what would."""


def reports_errors(command: Callable[P, R]) -> Callable[P, R]:
    """Turn what a user can cause into one clear message and an exit code, never a traceback."""

    @functools.wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return command(*args, **kwargs)
        except UsageError as error:
            fail(str(error), Exit.USAGE)
        except (typer.Exit, typer.Abort):
            raise
        except Exception as error:  # noqa: BLE001 - whatever else it is must end in an exit code
            fail_for(error)

    return run


def fail_for(error: Exception) -> NoReturn:
    """Exit for what went wrong below the command line: a file, a run, or the harness itself."""
    from evaluation.runs.store import RunError
    from reports.errors import MissingExtraError, ReportError
    from reports.render.problems import render_problems
    from triage.loading.problems import LoadError

    if isinstance(error, LoadError):
        complain(render_problems(error.problems, screen(sys.stderr)))
        raise typer.Exit(Exit.NO_VERDICT) from None
    if isinstance(error, RunError | ReportError):
        fail(str(error), Exit.NO_VERDICT)
    if isinstance(error, MissingExtraError):
        fail(f"{error}.", Exit.USAGE)
    if "TRIAGE_DEBUG" in os.environ:
        import traceback

        complain("".join(traceback.format_exception(error)))
    fail(
        f"internal error ({type(error).__name__}: {error}). This is a fault of the harness and no "
        "verdict; TRIAGE_DEBUG=1 shows where.",
        Exit.INTERNAL,
    )


def fail(message: str, code: Exit) -> NoReturn:
    """Print one error and exit."""
    complain(f"{screen(sys.stderr).paint('error', 'red', 'bold')}  {message}")
    raise typer.Exit(code)


def complain(text: str) -> None:
    """Print to standard error; where nobody can read that, the exit code has to do."""
    with contextlib.suppress(OSError):
        typer.echo(inert(text), err=True, color=_is_forced() or None)


def inert(text: str) -> str:
    """A text in which GitHub's runner, where it runs the command, finds no command of its own.

    It reads ``::`` at the start of a line, and ``##[`` anywhere.
    """
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return text
    return _RUNNER.sub(lambda found: f"{found[0][:-1]} {found[0][-1]}", text)


_RUNNER = re.compile(r"^[^\S\n]*::|##\[", re.MULTILINE)


def screen(stream: TextIO | None = None) -> Screen:
    """The screen that a stream is: no colours when piped, or where NO_COLOR is set.

    FORCE_COLOR asks for colours in a pipe too, as the logs of many services show them. A terminal
    has as many lines as it says, without those of a prompt; a pipe has a fixed number.
    """
    stream = stream or sys.stdout
    is_terminal = stream is not None and stream.isatty()  # there is none where it was closed
    columns, lines = shutil.get_terminal_size((_COLUMNS, _LINES))
    return Screen(
        width=max(_NARROWEST, min(columns, _MEASURE)),
        has_colour=_has_colour(is_terminal=is_terminal),
        edge=max(_NARROWEST, min(columns, _WIDEST)),
        height=max(lines, _LINES) - _PROMPT if is_terminal else _PIPED_LINES,
    )


_COLUMNS: Final = 100  # of a pipe
_NARROWEST: Final = 60
_MEASURE: Final = 120  # the eye finds no way back to the next line of running text that is wider
_WIDEST: Final = 200
_LINES: Final = 24  # fewer have no room for a verdict
_PROMPT: Final = 2  # lines; many shells use two
_PIPED_LINES: Final = 50  # logs are scrolled, but nobody reads hundreds of lines


def _has_colour(*, is_terminal: bool) -> bool:
    """NO_COLOR is heard first, then FORCE_COLOR (0 asks for nothing), then what the stream is."""
    if os.environ.get("NO_COLOR"):
        return False
    return _is_forced() or (is_terminal and os.environ.get("TERM") != "dumb")


def _is_forced() -> bool:
    return os.environ.get("FORCE_COLOR", "") not in {"", "0"}


def show(text: str, *, is_command: bool = False) -> None:
    """Print a text to standard output; a reader who has gone away changes no exit code.

    ``is_command`` is said of what GitHub's runner is meant to read.
    """
    text = text if is_command else inert(text)
    try:
        typer.echo(text, color=_is_forced() or None)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        fail(f"standard output cannot be written: {error.strerror}.", Exit.INTERNAL)


def show_json(data: Any) -> None:
    """Print plain data as JSON."""
    show(json.dumps(data, ensure_ascii=False, indent=2))
