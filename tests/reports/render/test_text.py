"""Paint, wrap, plain text, tables and counts."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.render.text import Screen, count, plain, table

WORDS = st.lists(st.text("abcdefghij-/_", min_size=1, max_size=9), max_size=30).map(" ".join)


class TestPaint:
    """Colours, where there are any."""

    def test_without_colour_the_text_stays_as_it_is(self) -> None:
        """A screen without colours adds nothing."""
        assert Screen().paint("FAIL", "red", "bold") == "FAIL"

    @pytest.mark.parametrize(
        ("styles", "code"),
        [
            (("red",), "31"),
            (("green",), "32"),
            (("magenta",), "35"),
            (("bold",), "1"),
            (("dim",), "2"),
            (("bold", "red"), "1;31"),
        ],
    )
    def test_with_colour_the_text_is_between_two_codes(
        self, styles: tuple[str, ...], code: str
    ) -> None:
        """The last code takes back the first."""
        assert Screen(has_colour=True).paint("FAIL", *styles) == f"\x1b[{code}mFAIL\x1b[0m"

    def test_nothing_is_not_painted(self) -> None:
        """An empty text has no codes."""
        assert Screen(has_colour=True).paint("", "red") == ""


class TestWrap:
    """Text in lines of the screen's width."""

    def test_later_lines_stand_below_the_first_words(self) -> None:
        """By default the lines after the first are as far in as the first text."""
        assert Screen(width=12).wrap("one two three four", "  - ") == [
            "  - one two",
            "    three",
            "    four",
        ]

    def test_later_lines_begin_as_told(self) -> None:
        """What the other lines begin with may be given."""
        assert Screen(width=12).wrap("one two three", "* ", "....") == ["* one two", "....three"]

    def test_no_text_gives_no_line(self) -> None:
        """Neither an empty text nor white space alone gives a line."""
        assert Screen().wrap("", "  - ") == []
        assert Screen().wrap(" \n\t ", "  - ") == []

    def test_long_words_are_not_broken(self) -> None:
        """A path or an id can be copied in one piece, hyphens and all."""
        path = "a/very/long-path/that-is/wider-than/the-screen.yaml"
        assert Screen(width=20).wrap(f"see {path} there", "  ") == [
            "  see",
            f"  {path}",
            "  there",
        ]

    @given(text=WORDS, width=st.integers(60, 120), first=st.sampled_from(["", "  ", "  - "]))
    def test_lines_fit_and_nothing_is_lost(self, text: str, width: int, first: str) -> None:
        """Every line is as wide as the screen at most, and the words are all there, in order."""
        lines = Screen(width=width).wrap(text, first)
        assert all(len(line) <= width for line in lines)
        bodies = [line[len(first) :] for line in lines]
        assert " ".join(bodies).split() == text.split()

    @pytest.mark.parametrize("width", range(12, 30))
    def test_a_number_keeps_its_per_cent_sign(self, width: int) -> None:
        """Wherever the line ends; what is shown is an ordinary space."""
        text = "at most 0.0 % of 12, >99.9 % of 3"
        lines = Screen(width=width).wrap(text)
        assert [line for line in lines if line.startswith("%")] == []
        assert " ".join(lines) == text

    def test_line_breaks_in_the_text_are_spaces(self) -> None:
        """A title with a line break cannot fake a line of its own."""
        assert Screen().wrap("PASS\nok\r\nok\tok", "  ") == ["  PASS ok  ok ok"]


class TestPlain:
    """No content can steer a terminal."""

    @pytest.mark.parametrize(
        ("hostile", "harmless"),
        [
            ("plain", "plain"),
            ("Ärzte → 3 ≤ 4", "Ärzte → 3 ≤ 4"),
            ("a\x1b[31mb", "a\N{REPLACEMENT CHARACTER}[31mb"),
            ("a\x9b31mb", "a\N{REPLACEMENT CHARACTER}31mb"),
            ("a\x00b", "a\N{REPLACEMENT CHARACTER}b"),
            ("a\x08b", "a\N{REPLACEMENT CHARACTER}b"),
            ("a\x07b", "a\N{REPLACEMENT CHARACTER}b"),
            ("a\x7fb", "a\N{REPLACEMENT CHARACTER}b"),
            ("a\u202eb", "a\N{REPLACEMENT CHARACTER}b"),
            ("a\u200fb", "a\N{REPLACEMENT CHARACTER}b"),
            ("a\u2066b\u2069", "a\N{REPLACEMENT CHARACTER}b\N{REPLACEMENT CHARACTER}"),
            ("a\u200bb", "a\N{REPLACEMENT CHARACTER}b"),
            ("a\ud800b", "a\N{REPLACEMENT CHARACTER}b"),
            ("a\ue000b", "a\N{REPLACEMENT CHARACTER}b"),
            ("a\nb\rc\td", "a b c d"),
            ("", ""),
        ],
    )
    def test_what_could_steer_is_replaced(self, hostile: str, harmless: str) -> None:
        """Escapes, control, direction and invisible characters; words of any script stay."""
        assert plain(hostile) == harmless

    @given(text=st.text(st.characters()))
    def test_nothing_that_steers_is_left(self, text: str) -> None:
        """No control, format, private or unassigned character comes through."""
        assert not [c for c in plain(text) if unicodedata.category(c).startswith("C")]

    @given(text=st.text(st.characters()))
    def test_it_is_the_same_when_done_twice_and_keeps_its_length(self, text: str) -> None:
        """Character by character, and done is done."""
        once = plain(text)
        assert plain(once) == once
        assert len(once) == len(text)

    @given(text=st.text().filter(str.isprintable))
    def test_printable_text_stays_as_it_is(self, text: str) -> None:
        """Nothing is taken from what is harmless."""
        assert plain(text) == text


class TestTable:
    """Rows in aligned columns."""

    def test_columns_are_as_wide_as_their_widest_cell(self) -> None:
        """Cells are flush left, or right where told, and lines end without spaces."""
        rows = [("name", "n", "x"), ("long name", "100", ""), ("a", "7", "y")]
        assert table(rows, right=[1]) == [
            "  name         n  x",
            "  long name  100",
            "  a            7  y",
        ]

    def test_the_indent_may_be_given(self) -> None:
        """A table that stands alone begins at the margin."""
        assert table([("a", "b")], indent="") == ["a  b"]

    def test_no_rows_give_no_lines(self) -> None:
        """An empty table is nothing."""
        assert table([]) == []

    def test_cells_are_harmless(self) -> None:
        """What a cell holds cannot steer the terminal or break the table."""
        assert table([("a\nb", "\x1b[2J"), ("c", "d")]) == [
            "  a b  \N{REPLACEMENT CHARACTER}[2J",
            "  c    d",
        ]

    def test_rows_of_different_lengths_are_refused(self) -> None:
        """A row with a cell too few is a mistake of the caller."""
        with pytest.raises(ValueError, match="zip"):
            table([("a", "b"), ("c",)])


@pytest.mark.parametrize(
    ("n", "noun", "plural", "text"),
    [
        (0, "vignette", None, "0 vignettes"),
        (1, "vignette", None, "1 vignette"),
        (2, "vignette", None, "2 vignettes"),
        (1, "family", "families", "1 family"),
        (3, "family", "families", "3 families"),
        (1234567, "row", None, "1,234,567 rows"),
    ],
)
def test_a_number_agrees_with_its_noun(n: int, noun: str, plural: str | None, text: str) -> None:
    """One is singular, everything else plural, and thousands are grouped."""
    assert count(n, noun, plural) == text
