"""The sampled differences of two engines, as a whole."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from evaluation.outcomes import Result
from evaluation.probing.differing import Pair, Sampled, Way
from evaluation.probing.region import Feature, Leaf, Step
from reports.render.sampled import WAYS, render_sampled, where_words
from reports.render.text import Screen
from tests.evaluation.kit.outcomes import gave, gave_none
from tests.evaluation.kit.probes import RULES
from triage.presentation import Presentation
from triage.truth import Answer
from triage.vocabulary import Vocabulary

WORDS = RULES.vocabulary
RED = Presentation({"a": Answer.PRESENT}, {"n": 3.0})
LIMITS = """
Not covered: whether the rules are good medicine, how questions are
worded and understood, and how free text is read. A reference for
testing software, made by nobody clinical. Not medical advice."""


def pair(first: Result, second: Result, way: Way) -> Pair:
    """A pair of answers about one patient."""
    return Pair(RED, first, second, way)


LOWERED = pair(gave(2, flags="flag"), gave(1), Way.LOWERED)
LOST = pair(gave(1), gave_none(reason="it broke"), Way.LOST)
SAME = pair(gave(1), gave(1), Way.SAME)
SAMPLED = Sampled(
    first="one@1",
    second="two@2",
    pairs=(LOWERED, LOWERED, LOST, SAME, SAME),
    seed=3,
    compares_red_flags=True,
)
IS_RED = Step(feature=Feature(name="a", answer=Answer.PRESENT), is_above=True)
LEAF = Leaf(steps=(IS_RED,), sampled=4, ways={Way.LOWERED: 2, Way.LOST: 1}, example=LOWERED)

WHOLE = (
    """\
DIFFERENT  two@2 against one@1
  3 of 5 sampled patients answered differently: 2 less urgent, 1 no
  answer any more.
  A sample, not a proof, seed 3: patients by chance, near the conditions
  of the domain, and of the library. Who was not sampled may be answered
  differently too.

LOWERED  3 of 4 sampled patients: 2 less urgent, 1 no answer any more
  Where: A: present
  Example: A, N 3 days
  First: urgent (flag)
  Second: routine (no red flag)
"""
    + LIMITS
)

NONE = (
    """\
NO DIFFERENCE FOUND  two@2 against one@1
  0 of 2 sampled patients answered differently.
  A sample, not a proof, seed 3: patients by chance, near the conditions
  of the domain, and of the library. Who was not sampled may be answered
  differently too.
"""
    + LIMITS
)


def rendered(sampled: Sampled, *leaves: Leaf, width: int = 72) -> str:
    """The text on a narrow screen."""
    return render_sampled(sampled, leaves, WORDS, Screen(width=width))


def test_differences_come_with_counts_a_place_and_an_example() -> None:
    """The whole text: k of n in all, and in each leaf."""
    assert rendered(SAMPLED, LEAF) == WHOLE


def test_no_difference_is_no_proof_of_none() -> None:
    """The whole text."""
    assert rendered(replace(SAMPLED, pairs=(SAME, SAME))) == NONE


def test_what_was_not_compared_is_told() -> None:
    """Answered by neither, not asked about, red flags of one side alone, and faults."""
    sampled = replace(
        SAMPLED,
        pairs=(*SAMPLED.pairs, pair(gave_none(), gave_none(), Way.NEITHER)),
        left_out=7,
        compares_red_flags=False,
        faults=(("two@2", "answered q-1, which was not asked"),),
    )
    text = rendered(sampled, LEAF, width=100)
    assert "  1 patient answered by neither.\n" in text
    assert "  7 more patients not compared: an engine had given too few answers.\n" in text
    assert "  One of them reports no red flags: only dispositions are compared.\n" in text
    assert "  First: urgent\n  Second: routine\n" in text
    assert "\n  - two@2: answered q-1, which was not asked\n" in text


def number(*steps: Step) -> str:
    """A way that asks about the number alone."""
    return where_words(steps, WORDS)


def above(bound: float, *, is_above: bool) -> Step:
    """Whether the number is above a bound."""
    feature = Feature(name="n", answer=None, is_number=True)
    return Step(feature=feature, is_above=is_above, bound=bound)


def unknown(*, is_so: bool) -> Step:
    """Whether the number was not asked."""
    feature = Feature(name="n", answer=Answer.NOT_ASKED, is_number=True)
    return Step(feature=feature, is_above=is_so)


@pytest.mark.parametrize(
    ("steps", "words"),
    [
        ((), "anybody"),
        ((above(1.5, is_above=True),), "N: more than 1.5 days"),
        ((above(1.5, is_above=False),), "N: at most 1.5 days or not asked"),
        ((above(1.5, is_above=False), unknown(is_so=False)), "N: at most 1.5 days"),
        (
            (above(2.5, is_above=False), above(0.5, is_above=True)),
            "N: more than 0.5 and at most 2.5 days",
        ),
        ((unknown(is_so=True),), "N: not asked"),
        ((unknown(is_so=False),), "N: known"),
        ((above(-0.5, is_above=False),), "N: not asked"),
        ((above(-0.5, is_above=True),), "N: known"),
        ((IS_RED,), "A: present"),
        ((replace(IS_RED, is_above=False),), "A: absent or not asked"),
        (
            (
                replace(IS_RED, is_above=False),
                Step(feature=Feature(name="a", answer=Answer.ABSENT), is_above=False),
            ),
            "A: not asked",
        ),
        ((IS_RED, unknown(is_so=True)), "A: present; N: not asked"),
    ],
)
def test_a_way_to_a_leaf_in_words(steps: tuple[Step, ...], words: str) -> None:
    """What is left of each finding's three states and of each number's range."""
    assert number(*steps) == words


def test_every_way_to_differ_has_words() -> None:
    """None is shown by its id alone."""
    assert set(WAYS) == set(Way) - {Way.SAME, Way.NEITHER}


def test_no_text_steers_the_terminal(
    hostile: str,
    is_harmless: Callable[[str], bool],
    renamed: Callable[[Vocabulary, str], Vocabulary],
) -> None:
    """Names of engines, reasons and faults are content, whatever stands in them."""
    lost = pair(gave(1), gave_none(reason=hostile), Way.LOST)
    sampled = replace(SAMPLED, first=hostile, second=hostile, faults=((hostile, hostile),))
    leaf = replace(LEAF, ways={Way.LOST: 1}, example=lost)
    words = renamed(WORDS, hostile)
    assert is_harmless(render_sampled(sampled, [leaf], words, Screen(width=72)))


@pytest.mark.parametrize("width", [60, 72, 120])
def test_every_line_keeps_to_the_screen(width: int) -> None:
    """However narrow it is."""
    assert max(map(len, rendered(SAMPLED, LEAF, width=width).splitlines())) <= width
