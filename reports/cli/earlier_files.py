"""What stands where a file is to be written: an earlier report is replaced, nothing else is.

Otherwise `triage gate -o baseline/run.json` would pass, and destroy what it was judged by.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Final

from reports.cli.shell import UsageError

_LONGEST: Final = 1 << 16  # bytes from either end, within which each format names itself


def check_replaceable(path: Path, ending: str) -> None:
    """That nothing stands there, or an earlier report in the same format.

    Raises:
        UsageError: something else stands there, which is left alone, or nobody can tell.
    """
    check_own(path, "report", _IS_REPORT[ending])


def check_own(path: Path, what: str, is_own: Callable[[bytes, bytes], bool]) -> None:
    """That nothing stands there, or what ``is_own`` knows by its first bytes and its last.

    Raises:
        UsageError: something else stands there, which is left alone, or nobody can tell.
    """
    try:
        place = path.resolve()
        if not place.exists():
            return
        if not place.is_file():
            raise UsageError(f"{path}: something else than a file stands there; name a file.")
        start, end = _ends(place)
    except (OSError, RuntimeError) as error:
        reason = getattr(error, "strerror", None) or "its links lead in a circle"
        raise UsageError(f"{path}: cannot be looked at: {reason}.") from None
    if (start or end) and not is_own(start, end):
        raise UsageError(
            f"{path}: what stands there is no {what}, and is not overwritten; name another file, "
            "or take it away first."
        )


def _ends(path: Path) -> tuple[bytes, bytes]:
    """The first bytes of a file, and the last."""
    with path.open("rb") as file:
        start = file.read(_LONGEST)
        file.seek(max(0, path.stat().st_size - _LONGEST))
        return start, file.read()


def _is_csv(start: bytes, _end: bytes) -> bool:
    from reports.data.columns import COLUMNS

    header = start.partition(b"\n")[0].strip().decode(errors="replace")
    return header == ",".join(column.name for column in COLUMNS)


_JSON: Final = (b'{\n  "schema": "triage-report/', b'{\n  "schema": "triage-gate/')
_IS_SARIF: Final = b'"name": "triage-harness"'
_IS_REPORT: Final[Mapping[str, Callable[[bytes, bytes], bool]]] = {
    ".html": lambda start, _: b'<meta name="triage:file"' in start,
    ".md": lambda _, end: b"<!-- triage:" in end,
    ".json": lambda start, _: start.startswith(_JSON),
    ".junit.xml": lambda start, _: b'<testsuites name="triage"' in start,
    ".sarif": lambda start, _: _IS_SARIF in start,
    ".sarif.json": lambda start, _: _IS_SARIF in start,
    ".pdf": lambda start, end: start.startswith(b"%PDF-") and b"triage-harness" in start + end,
    ".csv": _is_csv,
    ".parquet": lambda start, end: start.startswith(b"PAR1") and b"triage-report/" in end,
}
