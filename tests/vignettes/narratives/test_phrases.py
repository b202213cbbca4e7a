"""The block of phrases: a line for each, read as it stands, with its place in the file."""

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignettes.phrases import Phrase, read_phrases

if TYPE_CHECKING:
    from tests.vignettes.conftest import Edited, Read

NAMES = st.lists(st.from_regex(r"[a-z][a-z_]{0,9}", fullmatch=True), min_size=1, max_size=4)
SAYS = st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1).filter(str.strip)


@pytest.mark.parametrize(
    ("text", "about", "says"),
    [
        ("smoke: it smokes", ("smoke",), "it smokes"),
        ("smoke:it smokes", ("smoke",), "it smokes"),
        ("  smoke ,sparks :  nothing of the kind  ", ("smoke", "sparks"), "nothing of the kind"),
        ("age_years: 44: a good age", ("age_years",), "44: a good age"),
        ("smoke: ", None, ""),
        ("-: the neighbour's one smokes", (), "the neighbour's one smokes"),
        ('smoke: "well," she said', ("smoke",), '"well," she said'),
    ],
)
def test_a_line_is_names_a_colon_and_words(
    text: str, about: tuple[str, ...] | None, says: str
) -> None:
    """Before the first colon the names, or a dash for none; after it the words as they stand."""
    (phrase,) = read_phrases(text, 7)
    if about is None:
        assert not phrase.is_whole
    else:
        assert phrase == Phrase(says=says, about=about, line=7)


@pytest.mark.parametrize("text", ["just words", "smoke:", "smoke: \t", ": hot", "smoke,: hot", ":"])
def test_a_line_without_names_colon_or_words_is_not_whole(text: str) -> None:
    """It is kept, so that lint can name its place, and says that it cannot be read."""
    (phrase,) = read_phrases(text, 7)
    assert (phrase.is_whole, phrase.line) == (False, 7)


def test_empty_lines_say_nothing_and_count_as_lines() -> None:
    """Each phrase keeps its place in the file."""
    block = "\nsmoke: a\n\n   \nsparks: b\n"
    assert [(p.about, p.says, p.line) for p in read_phrases(block, 20)] == [
        (("smoke",), "a", 21),
        (("sparks",), "b", 24),
    ]
    assert list(read_phrases("", 20)) == list(read_phrases(" \n \n", 20)) == []


def test_a_dash_among_names_is_a_name() -> None:
    """Words cannot be about something and about nothing."""
    (phrase,) = read_phrases("-, smoke: hot")
    assert phrase.about == ("-", "smoke")


class TestLaws:
    """What is written as phrases is what is read."""

    @given(st.lists(st.tuples(NAMES, SAYS), max_size=5), st.integers(0, 99))
    def test_phrases_are_read_as_they_were_written(
        self, written: list[tuple[list[str], str]], line: int
    ) -> None:
        """Names and words come back in their order, each one line below the one before."""
        block = "\n".join(f"{', '.join(names)}: {says}" for names, says in written)
        assert list(read_phrases(block, line)) == [
            Phrase(about=tuple(names), says=says.strip(), line=number)
            for number, (names, says) in enumerate(written, start=line)
        ]

    @given(st.text())
    def test_any_text_can_be_read(self, block: str) -> None:
        """No text is refused here; what is whole has words, and what is about something names."""
        for phrase in read_phrases(block):
            if phrase.is_whole:
                assert phrase.says == phrase.says.strip() != ""
                assert all(phrase.about)


@pytest.mark.parametrize(
    "phrases",
    [
        "phrases: |\n  sparks: It sparks",
        "phrases: |  # what it rests on\n  sparks: It sparks",
        "phrases: |\n\n  sparks: It sparks",
        'phrases: "sparks: It sparks"',
        'phrases:\n  "sparks: It sparks"',
    ],
    ids=["block", "comment", "empty-line-first", "quoted", "quoted-below"],
)
def test_a_phrase_has_the_line_on_which_it_stands(
    edited: "Edited", read: "Read", phrases: str
) -> None:
    """However the block is written, its phrases have their own lines of the file."""
    text = edited({5: f"kind: canonical\n{phrases}"})
    vignette = read(text)
    (phrase,) = read_phrases(vignette.phrases, vignette.phrases_line)
    assert phrase.says == "It sparks"
    assert "sparks: It sparks" in text.splitlines()[phrase.line - 1]


def test_a_vignette_needs_no_phrases(edited: "Edited", read: "Read") -> None:
    """Without the key there are none."""
    vignette = read(edited({}))
    assert list(read_phrases(vignette.phrases, vignette.phrases_line)) == []


def test_phrases_belong_to_the_text_of_a_vignette(edited: "Edited", read: "Read") -> None:
    """With other phrases the text is another one; patient and gold are the same."""
    bare = read(edited({})).digests()
    with_phrases = read(edited({5: "kind: canonical\nphrases: |\n  sparks: It sparks"})).digests()
    assert {part for part in bare if bare[part] != with_phrases[part]} == {"text"}
