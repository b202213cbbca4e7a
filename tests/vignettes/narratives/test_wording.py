"""Words as they are compared: what a file was saved with does not count."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignettes.wording import spoken, straight

ASCII = st.text(st.characters(min_codepoint=32, max_codepoint=126))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        ("it\u2019s \u2018here\u2019", "it's 'here'"),
        ("\u201cHot\u201d", '"Hot"'),
        ('it\'s "Hot"  \n', 'it\'s "Hot"  \n'),
    ],
)
def test_straight_text_has_straight_quotes_and_is_else_the_same(text: str, expected: str) -> None:
    """Four curly quotes become two straight ones; letters and spaces stay."""
    assert straight(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", ""),
        (" \n\t ", ""),
        ("It\u2019s  HOT\n", "it's hot"),
        ("\u201cNO\u201d\u00a0smoke", '"no" smoke'),
        ("STRASSE Stra\u00dfe", "strasse strasse"),
    ],
)
def test_spoken_text_is_small_with_single_spaces_and_straight_quotes(
    text: str, expected: str
) -> None:
    """All that a person does not hear is gone."""
    assert spoken(text) == expected


class TestLaws:
    """Spoken text stands for all the ways of writing it down."""

    @given(st.text())
    def test_spoken_text_is_spoken_already(self, text: str) -> None:
        """Doing it twice changes nothing."""
        assert spoken(spoken(text)) == spoken(text)

    @given(ASCII)
    def test_letter_case_does_not_count(self, text: str) -> None:
        """Capitals and small letters say the same."""
        assert spoken(text.upper()) == spoken(text.lower()) == spoken(text)

    @given(st.lists(ASCII), st.sampled_from([" ", "  ", "\n", "\t \n", "\u00a0"]))
    def test_white_space_does_not_count(self, parts: list[str], space: str) -> None:
        """Neither its kind nor its length, inside or around."""
        assert spoken(space.join(["", *parts, ""])) == spoken(" ".join(parts))

    @given(ASCII)
    def test_curly_quotes_do_not_count(self, text: str) -> None:
        """Quotes as an editor writes them say what straight ones say."""
        curly = text.replace("'", "\u2019").replace('"', "\u201d")
        assert spoken(curly) == spoken(text)
