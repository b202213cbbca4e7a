"""The phrases of a vignette: a block of text, taken as it stands."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.vignettes.conftest import Edited, ProblemsOf, Read

P = "vignettes[sparks-at-breakfast].phrases"


@pytest.mark.parametrize(
    ("phrases", "line"),
    [
        ("phrases:\n  sparks: It sparks", 23),
        ("phrases:\n  - sparks: It sparks", 23),
        ("phrases: []", 22),
        ("phrases: {sparks: It sparks}", 22),
        ("phrases: 7", 22),
        ("phrases:", 22),
    ],
)
def test_phrases_that_are_no_block_of_text_say_how_to_write_one(
    edited: "Edited", problems_of: "ProblemsOf", phrases: str, line: int
) -> None:
    """A mapping is what one would write first; the remedy is one mark."""
    text = edited({21: f"author: author-1\n{phrases}"})
    assert problems_of(text) == [
        f'v.yaml:{line}: {P}: write "phrases: |", and below it a line of text for each phrase.'
    ]


def test_an_empty_block_is_no_phrases(edited: "Edited", problems_of: "ProblemsOf") -> None:
    """To leave them out is the way to have none."""
    text = edited({21: 'author: author-1\nphrases: ""'})
    assert problems_of(text) == [f"v.yaml:22: {P}: an empty text stands where text is needed."]


def test_a_block_is_kept_with_the_line_of_its_first_phrase(
    edited: "Edited", read: "Read", problems_of: "ProblemsOf"
) -> None:
    """So that whatever is wrong with a phrase can be told at its line."""
    text = edited({21: "author: author-1\nphrases: |\n  sparks: It sparks\n  -: toasts well"})
    assert problems_of(text) == []
    vignette = read(text)
    assert vignette.phrases == "sparks: It sparks\n-: toasts well"
    assert vignette.phrases_line == 23
