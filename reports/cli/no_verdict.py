"""Files of a gate that gave no verdict: no older report may be taken for its answer."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from reports.cli.outputs import OF_DOCUMENT, check_output, ending_of
from reports.cli.shell import UsageError


@contextmanager
def never_stale(paths: Iterable[Path] | None, *, on_github: bool = False) -> Iterator[None]:
    """Leave no older report in place of one that was not made.

    Whatever stood there says that the gate has not finished, before it begins: a process that is
    killed can write nothing any more. Whatever goes wrong, the files say what that was, as far as
    they can be written; what is no report is left alone.
    """
    named = tuple(paths or ())
    _say([path for path in named if path.exists()], "The gate has not finished.")
    try:
        yield
    except Exception as error:
        _say(named, str(error))
        if on_github:
            from reports.cli.github import tell_github_stopped

            with suppress(UsageError):
                tell_github_stopped(str(error))
        raise


def _say(paths: Iterable[Path], reason: str) -> None:
    """Say it in each file by itself: one that cannot be written spares no other."""
    for path in paths:
        with suppress(UsageError):
            check_output(path)
            _write(path, reason)


def _write(path: Path, reason: str) -> None:
    """Say in a file that there is no verdict; a table, which has no place for that, is taken away.

    Raises:
        UsageError: it cannot be written or taken away.
    """
    from reports.cli.files import remove, write_content

    content = _content(ending_of(path), reason)
    if content is None:
        remove(path)
    else:
        write_content(path, content)


def _content(ending: str, reason: str) -> bytes | None:
    from reports.cli.files import json_text
    from reports.cli.runs import command_words
    from reports.data.gate import no_verdict_to_data
    from reports.render.stopped import stopped_document, stopped_junit, stopped_sarif

    if ending in OF_DOCUMENT:
        return OF_DOCUMENT[ending](stopped_document(reason, command_words()))
    text = {
        ".json": lambda: json_text(no_verdict_to_data(reason)),
        ".junit.xml": lambda: stopped_junit(reason),
        ".sarif": lambda: json_text(stopped_sarif(reason)),
        ".sarif.json": lambda: json_text(stopped_sarif(reason)),
    }.get(ending)
    return text().encode(errors="replace") if text else None
