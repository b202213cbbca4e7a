"""How a document divides into sentences, and what their hashes depend on."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vignettes.sources.sentences import Place, normalised, sentence_hash, sentences_of

# Proper pairs of quotes, apostrophes, abbreviations, list numbers, figures and odd spaces.
_WORDS = (
    "toast", "Toast", "it\u2019s", "e.g.", "Dr.", "3.", "1.5", "12", "hot.", "Cold.", "Why?",
    "No!", "wait\u2026", "\u201cStop.\u201d", "\u201cStop\u201d", "\u2018quoted.\u2019",
    "(aside.)", "(aside)", "\u2019Tis", "\u2019tis", "-", "...", "St.", "vs.", "\ufb01re.",
    "\u00c9.",
)  # fmt: skip
_SPACES = (" ", "  ", "\t", "\u00a0", "\u2003", "\u3000 ")
_words = st.lists(st.sampled_from(_WORDS), max_size=12)
_STRAIGHT = str.maketrans({"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"'})


def divided(text: str) -> list[str]:
    """The sentences of a text with their places, as ``L1.1 It hurts.``."""
    return [f"{place} {said}" for place, said in sentences_of(text)]


@pytest.mark.parametrize(
    ("line", "sentences"),
    [
        ("", []),
        (" \t\u00a0", []),
        ("A heading", ["A heading"]),
        ("no capital. no sentence.", ["no capital. no sentence."]),
        ("It hurts. It swells! Why? 3 days.", ["It hurts.", "It swells!", "Why?", "3 days."]),
        ("Rest it, e.g. Sundays, i.e. Off.", ["Rest it, e.g. Sundays, i.e. Off."]),
        ("Ask Dr. Toast. (Dr. Bread is out.)", ["Ask Dr. Toast.", "(Dr. Bread is out.)"]),
        ("It (e.g. Mine) hums. So (E.g. His).", ["It (e.g. Mine) hums.", "So (E.g. His)."]),
        ("1. Unplug it. 2. Wait.", ["1. Unplug it.", "2. Wait."]),
        ("12. Unplug it.", ["12. Unplug it."]),
        ("It took 1.5 hours. 2.5 at most.", ["It took 1.5 hours.", "2.5 at most."]),
        ("She said \u201cStop.\u201d He did.", ["She said \u201cStop.\u201d", "He did."]),
        ('She said "Stop." He did.', ['She said "Stop."', "He did."]),
        ("It hums. \u201cWhy?\u201d So.", ["It hums.", "\u201cWhy?\u201d", "So."]),
        ("(It hums.) (It sings.)", ["(It hums.)", "(It sings.)"]),
        ("Really?! Yes.", ["Really?!", "Yes."]),
        ("It hums.It sings.", ["It hums.It sings."]),
        ("  It hums.\u00a0 It sings.  ", ["It hums.", "It sings."]),
        ("Ends with an abbreviation, vs.", ["Ends with an abbreviation, vs."]),
    ],
)  # fmt: skip
def test_a_line_divides_into_sentences(line: str, sentences: list[str]) -> None:
    """At full stops that end one, and not at those of abbreviations, figures and lists."""
    assert [normalised(said) for _, said in sentences_of(line)] == [
        normalised(sentence) for sentence in sentences
    ]


def test_places_count_lines_and_sentences_from_one() -> None:
    """Empty lines count, and have no sentence; a line never goes on in the next one."""
    text = "It hums. It sings.\n\n  \nThis goes\non. Here.\r\nEnd"
    assert divided(text) == [
        "L1.1 It hums.",
        "L1.2 It sings.",
        "L4.1 This goes",
        "L5.1 on.",
        "L5.2 Here.",
        "L6.1 End",
    ]


@pytest.mark.parametrize("space", ["\x0c", "\x1d", "\x85", "\u2028"])
def test_lines_count_as_in_an_editor(space: str) -> None:
    """A form feed and its kind are spaces: whoever opens the file at a line finds its sentences."""
    assert [str(place) for place, _ in sentences_of(f"One.{space}Two.\nThree.\n")] == [
        "L1.1",
        "L1.2",
        "L2.1",
    ]


def test_places_are_in_the_order_of_the_document() -> None:
    """Line ten comes after line nine, and within a line sentence ten after sentence nine."""
    places = [Place(10, 1), Place(9, 10), Place(9, 9)]
    assert [str(place) for place in sorted(places)] == ["L9.9", "L9.10", "L10.1"]


def test_the_hash_is_that_of_the_normalised_words() -> None:
    """SHA-256 in hexadecimal digits, of UTF-8, for a sentence that anybody can hash."""
    known = hashlib.sha256(b'It\'s "hot" - fire.').hexdigest()
    assert sentence_hash("  It\u2019s\u00a0\u201chot\u201d \t- \ufb01re. ") == known


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("It hums.", "It hums"),
        ("It hums.", "it hums."),
        ("It hums.", "It  hum s."),
        ("It hums.", "Does it hum."),
        ("up to 4 slots", "up to 5 slots"),
        ("not hot", "hot"),
    ],
)
def test_words_letters_and_points_change_the_hash(one: str, other: str) -> None:
    """Only the way of writing quotes and spaces does not count."""
    assert sentence_hash(one) != sentence_hash(other)


class TestDividingLosesNothing:
    """The sentences of a line, joined by single spaces, give the line back."""

    @given(words=_words, spaces=st.lists(st.sampled_from(_SPACES), min_size=13, max_size=13))
    def test_a_line_of_words(self, words: list[str], spaces: list[str]) -> None:
        """Spaces are normalised, all else stays."""
        line = "".join(space + word for space, word in zip(spaces, words, strict=False))
        joined = " ".join(said for _, said in sentences_of(line))
        assert normalised(joined) == normalised(line)

    @given(text=st.text(max_size=80))
    def test_any_text(self, text: str) -> None:
        """Whatever stands in a document, line by line."""
        kept = " ".join(said for _, said in sentences_of(text))
        assert normalised(kept) == normalised(text)

    @given(text=st.text(alphabet="aA1 .?!\"'()\n\u201d", max_size=60))
    def test_places_are_whole(self, text: str) -> None:
        """In order, counted without a gap within a line, and no sentence is empty or padded."""
        found = list(sentences_of(text))
        places = [place for place, _ in found]
        assert places == sorted(set(places))
        for line in {place.line for place in places}:
            inside = [place.sentence for place in places if place.line == line]
            assert inside == list(range(1, len(inside) + 1))
        assert all(said and said == said.strip() for _, said in found)


class TestWritingDoesNotCount:
    """Places and hashes do not depend on the quotes and spaces that a file was saved with."""

    @given(sentence=st.text(max_size=40))
    def test_a_normalised_sentence_stays_as_it_is(self, sentence: str) -> None:
        """What is normalised twice is normalised once, and hashes alike."""
        once = normalised(sentence)
        assert normalised(once) == once
        assert sentence_hash(once) == sentence_hash(sentence)

    @given(lines=st.lists(_words, max_size=3), space=st.sampled_from(_SPACES))
    def test_other_quotes_and_spaces_are_the_same_sentences(
        self, lines: list[list[str]], space: str
    ) -> None:
        """With straight quotes and any other space, the whole document hashes alike."""
        curly = "\n".join(" ".join(words) for words in lines)
        plain = "\n".join(space.join(words) for words in lines).translate(_STRAIGHT)
        hashes = [(place, sentence_hash(said)) for place, said in sentences_of(curly)]
        assert [(place, sentence_hash(said)) for place, said in sentences_of(plain)] == hashes

    @given(words=_words)
    def test_composed_letters_are_the_same_sentences(self, words: list[str]) -> None:
        """A ligature, an ellipsis and a wide letter hash as what they stand for."""
        line = " ".join(words)
        plain = normalised(line)
        hashes = [(place, sentence_hash(said)) for place, said in sentences_of(line)]
        assert [(place, sentence_hash(said)) for place, said in sentences_of(plain)] == hashes
