"""Hypothesis strategies for patients, for this project's tests and for those of your engine."""

from hypothesis import strategies as st

from triage.presentation import Presentation
from triage.truth import Answer
from triage.vocabulary import Number, Vocabulary


@st.composite
def presentations(draw: st.DrawFn, vocabulary: Vocabulary) -> Presentation:
    """Any patient of a vocabulary; shrinks to the one of whom nothing is known.

    About half of the patients have most findings known, since with many findings open nearly every
    red flag is open too and little else can be seen.

    >>> from triage import load_ruleset
    >>> knee = load_ruleset("knee@1.1.0").vocabulary
    >>> presentations(knee).example()  # doctest: +SKIP
    """
    names = list(vocabulary.findings)
    rest = draw(st.sampled_from([Answer.NOT_ASKED, Answer.ABSENT]))
    stated = draw(
        st.dictionaries(
            st.sampled_from(names),
            st.sampled_from([Answer.NOT_ASKED, Answer.ABSENT, Answer.PRESENT]),
        )
    )
    numbers = {
        name: value
        for name, number in vocabulary.numbers.items()
        if (value := draw(st.none() | numbers_of(number))) is not None
    }
    return Presentation({**dict.fromkeys(names, rest), **stated}, numbers)


def numbers_of(number: Number) -> st.SearchStrategy[float]:
    """Whole values of a number, over its range."""
    return st.integers(int(number.minimum), int(number.maximum)).map(float)
