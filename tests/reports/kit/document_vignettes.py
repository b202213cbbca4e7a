"""Vignettes about toasters: cases that come again and again."""

from collections.abc import Iterator
from typing import Final

from reports.render.document.nodes import Column, Filter, Row, Section, Span, Table, Text, Tone
from tests.reports.kit.document_sections import LEVELS

MISSED: Final = 2


_CASES: Final[tuple[tuple[str, str, str, str, tuple[str, ...]], ...]] = (
    ("keep", "keep", "", "default", ("e-keep",)),
    ("mend (current)", "mend (current)", "", "sparks", ("flag", "e-mend")),
    ("unplug (fire)", "keep", "missed red flag", "", ("bad", "missed", "flag", "e-unplug")),
    ("unplug (fire)", "unplug (fire)", "", "smoke, old", ("flag", "e-unplug")),
    ("keep to mend", "unplug (fire)", "over-triage", "smoke", ("bad", "over", "e-keep")),
    ("mend", "mend", "", "old_and_full_of_crumbs", ("e-mend",)),
)


_TITLES: Final = (
    "It only toasts, and has done so for years on end",
    "Sparks whenever the lever goes down",
    "A smell, then smoke from the left slot",
    "Smoke at breakfast, and twelve years old",
    "Steam rises from a very wet slice of bread",
    "Crumbs up to the wires in an old one",
)


_WORDS: Final = ("toast", "sparks", "smoke", "old-smoke", "steam-not-smoke", "full-of-crumbs")


def case_of(number: int) -> int:
    """Which of the cases a vignette is: those that fail are one in twenty beyond the first few."""
    case = number % len(_CASES)
    is_rare = number >= len(_CASES) and number % 20 != 0
    return case + 1 if case in (MISSED, 4) and is_rare else case


def vignette_name(number: int) -> str:
    """Its id."""
    family = number // len(_CASES) + 1
    return f"T{family:02}-{_WORDS[number % len(_WORDS)]}-{number}"


def vignette_row(number: int) -> Row:
    """What is said of a vignette."""
    expected, given, failed, rules, marks = _CASES[case_of(number)]
    tone = Tone.BAD if failed == "missed red flag" else Tone.WARN if failed else Tone.NONE
    said: Text = (given, Span(text=f": {failed}", tone=tone)) if failed else given
    name = vignette_name(number)
    title = f"{_TITLES[number % len(_TITLES)]}, in toaster number {number + 1}"
    return Row(
        cells=(name, title, expected, said, rules, f"MAN L{number % 40 + 1}"),
        id=f"v-{name}" if failed else "",
        tone=tone,
        marks=marks,
    )


def vignettes_section(rows: tuple[Row, ...]) -> Section:
    """The table of all, with choices."""
    used = {mark for row in rows for mark in row.marks}
    return Section(
        id="vignettes",
        title="Vignettes",
        blocks=(
            Table(
                caption="All vignettes",
                columns=(
                    Column(title="Vignette", share=4),
                    Column(title="Title", share=4),
                    Column(title="Expected", share=3),
                    Column(title="Given", share=3),
                    Column(title="Why: rules", share=3),
                    Column(title="Source", share=2),
                ),
                rows=rows,
                empty="No vignette.",
                filters=tuple(_filters(used)),
            ),
        ),
    )


def _filters(used: set[str]) -> Iterator[Filter]:
    results = (
        ("bad", "not as expected"),
        ("missed", "missed red flag"),
        ("over", "over-triage"),
        ("flag", "requires a red flag"),
    )
    levels = tuple((f"e-{level}", level) for level in reversed(LEVELS))
    for name, title, choices in (
        ("result", "Result", results),
        ("expected", "Expected at least", levels),
    ):
        kept = tuple(choice for choice in choices if choice[0] in used)
        if kept:
            yield Filter(id=name, title=title, choices=kept)
