"""What the template is given: plain data, in which every text is whole."""

import json
import re
from importlib.resources import files
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from reports.render.document.nodes import Column, Paragraph, Row, Span, Table, Tone
from reports.render.pdf.breaking import parted, width_of
from reports.render.pdf.characters import DRAWN, drawable
from reports.render.pdf.data import document_to_data
from reports.render.pdf.widths import shares
from tests.reports.render.pdf.made import DIGEST, document, whole


def test_a_small_document_as_data() -> None:
    """All that the template is given for a paragraph and a table."""
    span = Span(text="row", to="r1", tone=Tone.BAD, is_strong=True)
    listed = Table(
        caption="Rows",
        columns=(Column(title="Id", share=1), Column(title="k of n", is_number=True, share=3)),
        rows=(Row(id="r1", cells=("a", "1 of 2"), tone=Tone.WARN),),
    )
    assert document_to_data(document(Paragraph(text=("To ", span)), listed)) == {
        "properties": {
            "title": "Report of knee 1.5.0",
            "author": "triage-harness",
            "keywords": [f"triage:report=sha256:{DIGEST}", f"triage:rules=sha256:{'ab' * 32}"],
        },
        "title": [["Report of knee 1.5.0"]],
        "lead": [["One red flag is newly missed."]],
        "verdict": [["FAIL"]],
        "tone": "bad",
        "author": [["triage-harness"]],
        "date": [["2026-11-20T20:58:59+00:00"]],
        "digest": DIGEST,
        "sections": [
            {
                "title": {"head": [["First"]], "whole": []},
                "anchor": "place-0",
                "level": 1,
                "blocks": [
                    {
                        "kind": "paragraph",
                        "text": [
                            ["To "],
                            {
                                "pieces": ["row"],
                                "tone": "bad",
                                "to": "place-1",
                                "code": False,
                                "strong": True,
                            },
                        ],
                    },
                    {
                        "kind": "table",
                        "caption": {"head": [["Rows"]], "whole": []},
                        "empty": [["None."]],
                        "widths": [250, 750],
                        "numbers": [False, True],
                        "heads": [
                            {"head": [["Id"]], "whole": []},
                            {"head": [["k of n"]], "whole": []},
                        ],
                        "rows": [
                            {
                                "cells": [[["a"]], [["1 of 2"]]],
                                "anchor": "place-1",
                                "tone": "warn",
                                "whole": True,
                            }
                        ],
                        "blanks": False,
                    },
                ],
                "sections": [],
            }
        ],
    }


def test_it_is_json_and_ever_the_same() -> None:
    """Nothing but what JSON has; making it changes nothing that matters the next time."""
    made = document_to_data(whole())
    assert json.loads(json.dumps(made)) == made == document_to_data(whole())


def test_the_template_evaluates_nothing() -> None:
    """The template neither evaluates text nor reads files, packages or the clock."""
    template = (files("reports.render.pdf") / "report.typ").read_text(encoding="utf-8")
    code = re.sub(r"//.*", "", template)
    assert not re.search(r"\b(eval|read|import|include|plugin|today)\b", code)
    assert code.count("sys.inputs") == 1


@given(st.text(), st.floats(0, 60), st.booleans())
def test_pieces_joined_are_the_text(text: str, room: float, is_code: bool) -> None:  # noqa: FBT001
    """However narrow its place, a text is parted without loss, and no piece is too wide."""
    pieces = parted(text, room, is_code=is_code)
    assert "".join("".join(piece) for piece in pieces) == text
    for piece in pieces:
        if isinstance(piece, list):
            assert all(len(part) <= 4 or width_of(part, is_code=is_code) <= room for part in piece)
        else:
            assert all(width_of(word, is_code=is_code) <= room for word in piece.split(" ") if word)


@given(st.text())
def test_what_is_drawn_stays_what_it_is(text: str) -> None:
    """Only characters that can be drawn are left, and a second time changes nothing."""
    drawn = drawable(text)
    assert set(drawn) <= set(DRAWN)
    assert drawable(drawn) == drawn


@given(st.lists(st.tuples(st.integers(0, 9), st.floats(1.5, 12.5)), min_size=1, max_size=12))
def test_columns_fill_the_room_and_hold_their_words(columns: list[tuple[int, float]]) -> None:
    """The widths add up; where all words have room, each column is as wide as its own."""
    parts, needs = [part for part, _ in columns], [need for _, need in columns]
    widths = shares(parts, needs, 56)
    assert abs(sum(widths) - 56) < 1e-6
    if sum(needs) <= 56:
        assert all(width >= need - 1e-6 for width, need in zip(widths, needs, strict=True))


def test_a_narrow_column_is_as_wide_as_its_word() -> None:
    """A long id in a column with a small share takes from the others, up to what is fair."""
    rows = (Row(cells=("knee-acute-trauma", "x")),)
    columns = (Column(title="Id"), Column(title="Why", share=20))
    [section] = document_to_data(document(Table(caption="", columns=columns, rows=rows)))[
        "sections"
    ]
    given_: dict[str, Any] = section["blocks"][0]
    assert given_["widths"][0] > 150
    assert given_["rows"][0]["cells"][0] == [["knee-acute-trauma"]]
