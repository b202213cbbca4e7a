"""Tables that keep to the width of the screen."""

import textwrap
from collections.abc import Iterable, Sequence

from reports.render.text import Screen, plain, table

_NARROWEST = 12  # columns; a first column below that would be unreadable
_NARROW = 8  # columns; what a heading is wrapped to


def fitted(
    rows: Sequence[Sequence[str]],
    screen: Screen,
    *,
    right: Iterable[int] = (),
    spare: Iterable[int] = (),
) -> list[str]:
    """Rows in aligned columns, as :func:`reports.render.text.table` makes them, on the screen.

    While they are too wide, the columns in ``spare`` go, one after another; then the first column
    is wrapped.

    >>> fitted([["one two three", "1", "100"]], Screen(width=18), spare=[2])
    ['  one two three  1']
    >>> fitted([["one two three four", "1"]], Screen(width=18))
    ['  one two three  1', '    four']
    """
    flush = set(right)
    columns = list(range(len(rows[0]))) if rows else []
    lines = _lines(rows, columns, flush)
    for column in spare:
        if is_within(lines, screen):
            break
        columns.remove(column)
        lines = _lines(rows, columns, flush)
    if is_within(lines, screen):
        return lines
    longest = max(len(plain(row[0])) for row in rows)
    too_wide = max(map(len, lines)) - screen.width
    return _lines(_wrapped(rows, max(_NARROWEST, longest - too_wide)), columns, flush)


def headed(
    header: Sequence[str],
    rows: Sequence[Sequence[str]],
    screen: Screen,
    *,
    right: Iterable[int],
    spare: Iterable[int] = (),
) -> list[str]:
    """Rows below a header, which goes into several lines where it makes them too wide.

    Where that is not enough, the rows are :func:`fitted`.

    >>> headed(["", "in dispute"], [["all", "1"]], Screen(width=14), right=[1])
    ['            in', '       dispute', '  all        1']
    """
    flush = list(right)
    lines = table([header, *rows], right=flush)
    if is_within(lines, screen):
        return lines
    stacks = [textwrap.wrap(plain(cell), _NARROW, break_long_words=False) for cell in header]
    height = max(map(len, stacks))
    padded = [[""] * (height - len(stack)) + stack for stack in stacks]
    return fitted([*zip(*padded, strict=True), *rows], screen, right=flush, spare=spare)


def is_within(lines: Iterable[str], screen: Screen) -> bool:
    """Whether no line is wider than the screen."""
    return all(len(line) <= screen.width for line in lines)


def _lines(rows: Iterable[Sequence[str]], columns: Sequence[int], flush: set[int]) -> list[str]:
    right = [place for place, column in enumerate(columns) if column in flush]
    return table([[row[column] for column in columns] for row in rows], right=right)


def _wrapped(rows: Iterable[Sequence[str]], width: int) -> list[list[str]]:
    """The rows with the first cell in several rows where it is longer than the width."""
    found: list[list[str]] = []
    for name, *rest in rows:
        indent = name[: len(name) - len(name.lstrip())]
        parts = textwrap.wrap(
            plain(name.lstrip()),
            width=width,
            initial_indent=indent,
            subsequent_indent=f"{indent}  ",
            break_long_words=False,
            break_on_hyphens=False,
        )
        first, *others = parts or [""]
        found.append([first, *rest])
        found += [[other, *("" for _ in rest)] for other in others]
    return found
