"""What every command shares with its surroundings: errors to exit codes, the screen, output."""

import contextlib
import functools
import json
import os
import shutil
import sys
from collections.abc import Callable
from enum import IntEnum
from typing import Any, NoReturn, ParamSpec, TextIO, TypeVar

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
    from reports.render.problems import render_problems
    from triage.loading.problems import LoadError

    if isinstance(error, LoadError):
        complain(render_problems(error.problems, screen(sys.stderr)))
        raise typer.Exit(Exit.NO_VERDICT) from None
    if isinstance(error, RunError):
        fail(str(error), Exit.NO_VERDICT)
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
        typer.echo(text, err=True)


def screen(stream: TextIO | None = None) -> Screen:
    """The screen that a stream is: no colours when piped, or where NO_COLOR is set."""
    stream = stream or sys.stdout
    is_terminal = stream is not None and stream.isatty()  # there is none where it was closed
    colour = is_terminal and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    width = shutil.get_terminal_size((_COLUMNS, 24)).columns
    return Screen(width=max(60, min(width, _WIDEST)), has_colour=colour)


_COLUMNS = 100
_WIDEST = 120


def show(text: str) -> None:
    """Print a text to standard output; a reader who has gone away changes no exit code."""
    try:
        typer.echo(text)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        fail(f"standard output cannot be written: {error.strerror}.", Exit.INTERNAL)


def show_json(data: Any) -> None:
    """Print plain data as JSON."""
    show(json.dumps(data, ensure_ascii=False, indent=2))
