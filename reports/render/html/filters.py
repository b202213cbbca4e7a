"""Choices of rows, by classes of one letter and the style sheet alone."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from string import ascii_lowercase

from markupsafe import Markup

from reports.render.document.nodes import Filter, Row, Table
from reports.render.html.places import Places
from reports.render.html.words import named, written


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One choice: its class, empty for all rows; its words; how many rows it shows."""

    letter: str
    title: Markup
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Choices:
    """A filter on the page; ``name`` holds its radio buttons together."""

    name: str
    title: Markup
    choices: tuple[Choice, ...]


def letters_of(filters: Iterable[Filter]) -> dict[str, str]:
    """A class for each choice of a table's filters: a to z, then aa, ab and so on."""
    idents = dict.fromkeys(ident for each in filters for ident, _ in each.choices)
    return {ident: _letters(number) for number, ident in enumerate(idents)}


def _letters(number: int) -> str:
    rest, last = divmod(number, len(ascii_lowercase))
    return (_letters(rest - 1) if rest else "") + ascii_lowercase[last]


def choices_of(table: Table, letters: Mapping[str, str], places: Places) -> tuple[Choices, ...]:
    """The filters of a table, those without a choice left out; each begins with all rows."""
    counts = Counter(mark for row in table.rows for mark in dict.fromkeys(row.marks))
    return tuple(
        Choices(
            name=places.own(),
            title=written(named(each.title, "Rows")),
            choices=(
                Choice(letter="", title=Markup("all"), n=len(table.rows)),
                *(
                    Choice(
                        letter=letters[ident],
                        title=written(named(title, ident)),
                        n=counts[ident],
                    )
                    for ident, title in each.choices
                ),
            ),
        )
        for each in table.filters
        if each.choices
    )


def row_classes(row: Row, letters: Mapping[str, str]) -> Iterator[str]:
    """The classes by which choices find a row."""
    return (letters[mark] for mark in dict.fromkeys(row.marks) if mark in letters)


def hiding_rule(letter: str) -> str:
    """The rule by which one choice hides the rows that it does not show.

    A row that a link leads to is shown all the same.
    """
    return f"div.F:has(.{letter}:checked) tbody tr:not(.{letter},:target){{display:none}}"


def nothing_rules(
    ident: str, rows: Sequence[Row], filters: Sequence[Filter], letters: Mapping[str, str]
) -> Iterator[str]:
    """The rules that say so where choices of two filters have no row in common."""
    found = {mark for row in rows for mark in row.marks}
    together = {pair for row in rows for pair in combinations(sorted(set(row.marks)), 2)}
    alone = [[f".{letters[i]}:checked" for i, _ in f.choices if i not in found] for f in filters]
    yield from (_shown(ident, one) for ones in alone for one in ones)
    for first, second in combinations(filters, 2):
        for one, _ in first.choices:
            for other, _ in second.choices:
                pair = (min(one, other), max(one, other))
                if one != other and {one, other} <= found and pair not in together:
                    yield _shown(ident, f".{letters[one]}:checked", f".{letters[other]}:checked")


def _shown(ident: str, *chosen: str) -> str:
    return f"#{ident}{''.join(f':has({each})' for each in chosen)}>p{{display:block}}"
