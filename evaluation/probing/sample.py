"""A sample of patients to compare two engines on: the same for the same seed.

Half of the made-up ones by chance, half near the least patients and the bounds of the domain's
conditions; those of the library come on top.
"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import Final

from evaluation.probing.draws import Draws
from evaluation.probing.patients import Fit
from triage.conditions import Condition, comparisons_in, telling_values
from triage.facts import agreeing
from triage.least import least_patients
from triage.presentation import Presentation
from triage.truth import Answer
from triage.vocabulary import Number, Vocabulary, moved


def sample_of(
    words: Vocabulary,
    conditions: Sequence[Condition],
    library: Iterable[Presentation],
    fit: Fit,
    size: int,
    seed: int,
) -> tuple[Presentation, ...]:
    """``size`` made-up patients, half of them near conditions, and then those of a library.

    Without repeats, and so fewer where a vocabulary is small. ``fit`` says who can be asked about.
    """
    draws = Draws(seed)
    made = [_anybody(words, draws) for _ in range(size - size // 2)]
    centres = [*_centres(words, conditions)] or made
    made += [_near(draws.one_of(centres), words, conditions, draws) for _ in range(size // 2)]
    fitted = (fit(patient) for patient in (*made, *library))
    return tuple(dict.fromkeys(patient for patient in fitted if patient is not None))


_RARITIES: Final = (3, 8, 20, 60)
"""One finding in so many is stated of a patient drawn by chance: few patients have many."""


def _anybody(words: Vocabulary, draws: Draws) -> Presentation:
    """A patient by chance; all else is absent in one half of them, and not asked in the other."""
    rarity = draws.one_of(_RARITIES)
    answers = {
        name: draws.one_of(tuple(Answer)) for name in words.findings if draws.is_one_in(rarity)
    }
    rest = draws.one_of((Answer.ABSENT, Answer.NOT_ASKED))
    others = {name: rest for name in words.findings if name not in answers}
    numbers = {
        name: _value(number, draws) for name, number in words.numbers.items() if draws.is_one_in(2)
    }
    return Presentation(agreeing({**answers, **others}, words.facts), numbers)


def _value(number: Number, draws: Draws) -> float:
    """A value of a number, in steps of one from its least."""
    return number.minimum + draws.below(int(number.maximum - number.minimum) + 1)


def _centres(words: Vocabulary, conditions: Sequence[Condition]) -> Iterator[Presentation]:
    """The first least patients of each condition."""
    values = {name: telling_values(number, conditions) for name, number in words.numbers.items()}
    for condition in conditions:
        yield from islice(least_patients(condition, values), _MOST_CENTRES)


_MOST_CENTRES: Final = 25


def _near(
    centre: Presentation, words: Vocabulary, conditions: Sequence[Condition], draws: Draws
) -> Presentation:
    """A patient of a condition with others' findings, and often one step to its other side."""
    other = _anybody(words, draws)
    rest = {name: answer for name, answer in other.answers.items() if name not in centre.answers}
    answers = agreeing({**centre.answers, **rest}, words.facts)
    numbers = {**other.numbers, **centre.numbers}
    patient = Presentation(answers, numbers)
    names = (*centre.answers, *centre.numbers)
    if not names or draws.is_one_in(2):
        return patient
    name = draws.one_of(names)
    if name in words.findings:
        return patient.with_answer(name, draws.one_of(tuple(Answer)))
    return patient.with_number(name, _at_a_bound(words.numbers[name], conditions, draws))


def _at_a_bound(number: Number, conditions: Sequence[Condition], draws: Draws) -> float | None:
    """A bound of a number or a value next to it; at times not known."""
    bounds = {node.bound for node in comparisons_in(conditions) if node.number == number.id}
    near = [moved(bound, step) for bound in sorted(bounds) for step in (-1, 0, 1)]
    allowed = [value for value in near if number.allows(value)]
    return None if draws.is_one_in(4) else draws.one_of(allowed or [number.minimum])
