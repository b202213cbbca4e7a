"""Texts in Markdown: whatever they hold, a reader on GitHub sees just them."""

from typing import Final

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from reports.render.document.nodes import Span, Text
from reports.render.markdown.escape import fenced, tagged, words
from tests.reports.kit.documents import HOSTILE
from tests.reports.render.markdown.reading import one_line, seen, told

PLENTY: Final = 200_000
PARTS: Final = (
    *"\\`*_[]()<>&|~#@$:!-+=.{}'\"^ \t\n\r\u00a0\u2028\u2003a1x",
    *("<!--", "-->", "<script>", "</details>", "</code>", "</span>", "<b>", "&amp;", "&#64;"),
    *("@team", "#12", "GH-7", "owner/name#3", "0123abc", "deadbeef" * 5, ":smile:", ":+1:"),
    *("http://example.org", "www.example.org", "a@b.example", "mailto:a@b.c", "ftp://x"),
    *("[x](javascript:1)", "![i](x)", "[^1]", "[x]: /y", "- [ ] ", "1. ", "2) ", "---", "==="),
    *("```", "``", "~~~", "| --- |", "$x^2$", "$$", "**b**", "__c__", "a_b", "\x00", "\x1b[31m"),
    *("\u202e", "\u200b", "\ud800", "\U0001f525", "e\u0301", "    ", "  \n", "\\|", "`|`", "||"),
)
TEXTS: Final = (
    st.lists(st.sampled_from(PARTS), max_size=8).map("".join)
    | st.text(st.characters(exclude_categories=()), max_size=20)
    | st.sampled_from(HOSTILE).map(lambda text: text[:500])
)
SPANS: Final = st.builds(Span, text=TEXTS, is_code=st.booleans(), is_strong=st.booleans())
PIECES: Final = TEXTS | SPANS | st.lists(TEXTS | SPANS, max_size=4).map(tuple)
PLACES: Final = {
    "paragraph": ("{}", {"p"}),
    "entry": ("- {}", {"ul", "li"}),
    "numbered": ("1. {}", {"ol", "li"}),
    "heading": ("### {}", {"h3"}),
    "cell": ("| |\n| --- |\n| {} |", {"table", "thead", "tr", "th", "tbody", "td"}),
    "head": ("| {} |\n| --- |\n| |", {"table", "thead", "tr", "th", "tbody", "td"}),
    "fold": ("<details><summary>{}</summary>\n\n</details>", {"details", "summary"}),
}
STYLES: Final = {"strong", "code", "span"}


@pytest.mark.parametrize("place", sorted(PLACES.keys() - {"fold"}))
@given(text=PIECES)
def test_a_text_is_seen_as_it_is_wherever_it_stands(place: str, text: Text) -> None:
    """Words arrive as they are, make no markup but their own, and nothing of them is alive."""
    frame, tags = PLACES[place]
    page = seen(frame.replace("{}", words(text, PLENTY)))
    assert page.text == told(text)
    assert set(page.tags) <= tags | STYLES
    assert not page.attributes
    assert not page.comments
    assert not page.alive


@given(text=TEXTS)
def test_a_text_inside_of_tags_is_seen_as_it_is(text: str) -> None:
    """What Markdown does not read is held back in the manner of HTML."""
    frame, tags = PLACES["fold"]
    page = seen(frame.replace("{}", tagged(text, PLENTY)))
    assert page.text == told(text)
    assert set(page.tags) <= tags | STYLES
    assert not page.comments
    assert not page.alive


@example(lines=["a", "```", "b", "````"])
@given(lines=st.lists(TEXTS, min_size=1, max_size=4))
def test_commands_cannot_close_their_fence(lines: list[str]) -> None:
    """Every line stands in the code, however many backticks it has."""
    fence, clean = fenced(lines, PLENTY)
    page = seen("\n".join([fence, *clean, fence]))
    assert page.text == one_line(" ".join(told(line) for line in lines))
    assert page.tags == {"pre": 1, "code": 1}


def test_styles_are_seen() -> None:
    """Strong words and code are shown as such, also beside other characters."""
    text = ("a", Span(text="b", is_strong=True), "c ", Span(text="d|e", is_code=True), "`")
    page = seen(words(text, PLENTY))
    assert [(text, inside[1:]) for text, inside in page.texts] == [
        ("a", ()),
        ("b", ("strong",)),
        ("c ", ()),
        ("d|e", ("code",)),
        ("`", ()),
        ("\n", ()),
    ][: len(page.texts)]
    assert page.tags == {"p": 1, "strong": 1, "code": 1}


def test_what_is_cut_off_is_counted() -> None:
    """Of a text that is too long the first characters are shown, and the others counted."""
    assert words("long" * 25_000, 12) == "longlonglong … (99,988 more characters)"
    assert words(("ab", Span(text="cd", is_code=True), "ef"), 3) == "ab`c` … (3 more characters)"
    assert tagged("a&b", 2) == "a&amp; … (1 more characters)"


@pytest.mark.parametrize(
    "plainly",
    [
        "Missed red flags: 1 of 2 = 50.0 %; at most 97.5 % (95 %)",
        "new_loss_of_bladder_control",
        "2026-11-20, knee 1.0.0, rules/1.0.0.yaml",
        "-3.5 to +2.0 points",
        "κ = 0.8, 膝の痛み",
    ],
)
def test_ordinary_words_need_no_escape(plainly: str) -> None:
    """Whoever reads the text without a browser sees what was said."""
    assert words(plainly, PLENTY) == plainly
