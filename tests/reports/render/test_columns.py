"""Lines of so many columns, in any alphabet."""

import textwrap
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.render.columns import columns, ended, in_lines
from reports.render.text import plain, table

ANY = st.text(max_size=200).map(plain)
ASCII = st.text("abc -./", max_size=200)


@pytest.mark.parametrize(
    ("text", "taken"),
    [
        ("", 0),
        ("knee", 4),
        ("é", 1),
        ("e\N{COMBINING ACUTE ACCENT}", 1),
        ("膝", 2),
        ("\N{FULLWIDTH LATIN SMALL LETTER K}", 2),
        ("무릎", 4),
        ("\u1112\u1161\u11ab", 2),
        ("🦵", 2),
        ("❤\N{VARIATION SELECTOR-16}", 2),
        ("ركبة", 4),
    ],
)
def test_a_text_takes_the_columns_of_its_characters(text: str, taken: int) -> None:
    """Wide ones two, marks and the inner letters of a syllable none."""
    assert columns(text) == taken


@given(text=ASCII, width=st.integers(6, 40))
def test_words_are_wrapped_as_the_standard_library_does(text: str, width: int) -> None:
    """Where every character takes one column, nothing is different."""
    expected = textwrap.wrap(
        text, width, initial_indent="- ", subsequent_indent="  ",
        break_long_words=False, break_on_hyphens=False,
    )  # fmt: skip
    if text == text.lstrip():  # spaces before the first word stay, even before one that is too long
        assert in_lines(text, width, "- ", "  ") == expected


@given(text=ANY, width=st.integers(6, 40), most=st.integers(1, 5))
def test_with_a_limit_no_line_is_wider_and_there_are_no_more(
    text: str, width: int, most: int
) -> None:
    """Whatever stands in them; and what is cut says so."""
    lines = in_lines(text, width, "- ", "  ", most=most)
    assert len(lines) <= most
    assert all(columns(line) <= width for line in lines)
    told = "".join(line[2:] for line in lines).replace(" ", "")
    whole = text.replace(" ", "")
    assert told == whole or (lines[-1].endswith("…") and whole.startswith(told[:-1]))


@given(text=ANY, width=st.integers(3, 40))
def test_what_is_ended_keeps_a_mark_with_its_letter(text: str, width: int) -> None:
    """A line is cut between two letters, never between one and its accent."""
    line = ended(text, width)
    assert columns(line) <= width
    kept = len(line.removesuffix(" …"))
    assert line.endswith(" …")
    rest = text[kept:].lstrip(" ")
    assert not rest or columns(rest[0]) or unicodedata.category(rest[0]) not in {"Mn", "Me"}


def test_a_word_that_is_broken_fills_its_lines_and_is_not_cut_without_need() -> None:
    """As many lines as it takes, and the next word stands behind it."""
    assert in_lines(f"{'a' * 20} b", 10, "- ", "  ", most=3) == [
        "- aaaaaaaa",
        "  aaaaaaaa",
        "  aaaa b",
    ]


def test_a_line_that_would_never_end_is_not_read_to_its_end() -> None:
    """Marks without a letter take no column, and still are cut."""
    lines = in_lines("a" + "\N{COMBINING ACUTE ACCENT}" * 100_000, 20, most=1)
    assert len(lines) == 1
    assert len(lines[0]) < 100
    assert lines[0].endswith(" …")


def test_wide_characters_stand_in_aligned_columns() -> None:
    """A table is aligned by what is seen, not by what is stored."""
    assert table([["膝", "1"], ["knee", "2"]]) == ["  膝    1", "  knee  2"]
    assert table([["膝", "1"], ["knee", "2"]], right=[0]) == ["    膝  1", "  knee  2"]
