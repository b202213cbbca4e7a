"""Every vignette: expected, given, why, and from which sentence."""

from collections.abc import Callable, Iterator
from typing import Final

from reports.model.audit.audit import Audit
from reports.model.audit.vignettes import VignetteFacts
from reports.render.document.nodes import Column, Filter, Row, Section, Span, Table, Text, Tone
from reports.render.document.words import (
    expected_text,
    failures_text,
    given_text,
    vignette_link,
    why_text,
)


def vignettes_section(audit: Audit) -> Section:
    """One row each, to be filtered by what became of it and by what was expected."""
    marks = {level.id: f"e-{rank}" for rank, level in enumerate(audit.levels)}
    rows = tuple(_row(vignette, marks[vignette.floor]) for vignette in audit.vignettes)
    used = {mark for row in rows for mark in row.marks}
    expected = tuple((marks[level.id], level.id) for level in reversed(audit.levels))
    return Section(
        id="vignettes",
        title="Vignettes",
        blocks=(
            Table(
                caption="All vignettes",
                columns=(
                    Column(title="Vignette", share=5),
                    Column(title="Title", share=4),
                    Column(title="Expected", share=3),
                    Column(title="Given", share=3),
                    Column(title="Why: rules", share=3),
                    Column(title="Source", share=4),
                ),
                rows=rows,
                empty="No vignette.",
                filters=tuple(
                    each
                    for each in (
                        _of_those(used, "result", "Result", _RESULTS),
                        _of_those(used, "expected", "Expected at least", expected),
                    )
                    if each.choices
                ),
            ),
        ),
    )


def _of_those(
    used: set[str], name: str, title: str, choices: tuple[tuple[str, str], ...]
) -> Filter:
    """A filter with the choices that some row is found by."""
    return Filter(
        id=name, title=title, choices=tuple(choice for choice in choices if choice[0] in used)
    )


_RESULTS: Final = (
    ("bad", "not as expected"),
    ("missed", "missed red flag"),
    ("unseen", "red flag not raised"),
    ("under", "under-triage"),
    ("over", "over-triage"),
    ("silent", "no answer"),
    ("changed", "changed"),
    ("new", "new or edited"),
    ("flag", "requires a red flag"),
    ("dispute", "in dispute"),
)
_MARKS: Final[tuple[tuple[str, Callable[[VignetteFacts], bool]], ...]] = (
    ("bad", lambda v: not v.is_as_expected),
    ("missed", lambda v: "missed_red_flag" in v.failures),
    ("unseen", lambda v: "undetected_red_flag" in v.failures),
    ("under", lambda v: "under_triage" in v.failures),
    ("over", lambda v: "over_triage" in v.failures),
    ("silent", lambda v: v.answer.status != "ok"),
    ("changed", lambda v: v.is_changed),
    ("new", lambda v: v.stratum in ("new", "input_edited", "gold_edited")),
    ("flag", lambda v: bool(v.red_flags)),
    ("dispute", lambda v: v.is_disputed),
)


def _row(vignette: VignetteFacts, floor: str) -> Row:
    return Row(
        cells=(
            vignette.id,
            vignette.title,
            expected_text(vignette),
            _given(vignette),
            why_text(vignette.answer),
            ", ".join(vignette.sources),
        ),
        id=vignette_link(vignette).to,
        tone=_tone(vignette),
        marks=(*_marks(vignette), floor),
    )


def _marks(vignette: VignetteFacts) -> Iterator[str]:
    return (mark for mark, holds in _MARKS if holds(vignette))


def _given(vignette: VignetteFacts) -> Text:
    given = given_text(vignette.answer)
    failed = failures_text(vignette.failures) or ("false flag" if vignette.has_false_flag else "")
    return (given, Span(text=f": {failed}", tone=_tone(vignette))) if failed else given


def _tone(vignette: VignetteFacts) -> Tone:
    if vignette.is_as_expected:
        return Tone.NONE
    return Tone.BAD if "missed_red_flag" in vignette.failures else Tone.WARN
