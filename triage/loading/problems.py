"""What is wrong with a file, in words for the person who can mend it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path


class Severity(StrEnum):
    """An error keeps a file from being used; a warning asks for a look; a note is undecided."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One mistake: where it is, what it is, and what would be right.

    ``line`` counts from 1; 0 is a problem of the whole file. ``field`` is the path of keys down to
    it, with list items by their id or position. ``code`` names the kind of problem for machines.
    """

    file: str
    line: int
    field: str
    message: str
    code: str = "invalid"
    severity: Severity = Severity.ERROR

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}" if self.line else self.file
        field = f" {self.field}:" if self.field else ""
        return _in_one_line(f"{place}:{field} {self.message}")


def _in_one_line(text: str) -> str:
    """Text that cannot break a line or steer a terminal, whatever a file holds."""
    return "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in text)


class LoadError(Exception):
    """A file, or a set of files, that cannot be used; ``problems`` says all that is wrong."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("\n".join(str(problem) for problem in self.problems))


class Notes:
    """Collects the problems of one file while it is being read."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._problems: list[Problem] = []
        self._more = 0

    def __len__(self) -> int:
        return len(self._problems) + self._more

    def __iter__(self) -> Iterator[Problem]:
        yield from self._problems
        if self._more:
            message = f"and {self._more:,} more problems in this file."
            yield Problem(file=self.file, line=0, field="", message=message, code="more")

    @property
    def is_full(self) -> bool:
        """Whether so much is noted that hints for more would help nobody."""
        return len(self._problems) >= _MOST_PROBLEMS

    def add(self, line: int, field: str, message: str, code: str = "invalid") -> None:
        """Note one mistake and go on reading; after many, further ones are only counted."""
        if self.is_full:
            self._more += 1
            return
        self._problems.append(
            Problem(file=self.file, line=line, field=field, message=message, code=code)
        )

    def copy(self) -> "Notes":
        """The same notes, to be gone on with apart."""
        other = Notes(self.file)
        other._problems, other._more = list(self._problems), self._more
        return other

    def raise_if_any(self) -> None:
        """Raise ``LoadError`` with everything noted, in the order of the lines."""
        if self._problems:
            first = sorted(self._problems, key=lambda problem: problem.line)
            raise LoadError([*first, *list(self)[len(first) :]])


_MOST_PROBLEMS = 100


def shown(path: Path) -> str:
    """A path for people: as seen from the current folder where it lies below it."""
    try:
        return path.relative_to(Path.cwd()).as_posix()
    except (ValueError, OSError):  # not below it, or there is no current folder any more
        return str(path)


def quoted(value: object) -> str:
    """A value as it would stand in the file, shortened to fit a line.

    >>> quoted("fever"), quoted(True), quoted("x" * 99)[-8:]
    ('"fever"', 'true', 'xxxxxx…"')
    """
    if isinstance(value, bool):
        return "true" if value else "false"
    if value is None:
        return "nothing"
    if isinstance(value, str):
        text = _in_one_line(value)
        return f'"{text[:60]}…"' if len(text) > 60 else f'"{text}"'  # noqa: PLR2004
    return f"{value}"


def did_you_mean(value: str, allowed: Iterable[str], synonyms: dict[str, str] | None = None) -> str:
    """A sentence that names the likely word, or else the allowed ones where they are few.

    >>> did_you_mean("fevr", ["fever", "locking"])
    'Did you mean "fever"?'
    >>> did_you_mean("soon", ["urgent", "routine"])
    'Allowed: urgent, routine.'
    """
    import difflib

    names = list(allowed)
    key = value.strip().lower().replace("-", "_").replace(" ", "_")
    meant = {word: name for word, name in (synonyms or {}).items() if name in names}
    known = {**{name.lower(): name for name in names}, **meant}
    close = difflib.get_close_matches(key, known, n=1, cutoff=0.7)
    if close:
        return f'Did you mean "{known[close[0]]}"?'
    if len(names) <= _FEW:
        return f"Allowed: {', '.join(names)}." if names else "Nothing is allowed here."
    return f"None of the {len(names)} allowed names is close to it."


_FEW = 14
