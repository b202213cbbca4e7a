"""Hypothesis strategies for patients, for this project's tests and for those of your engine.

All of them give presentations that the vocabulary allows, and none whose answers contradict each
other by a fact of the domain. They shrink to the smallest patient: the fewest known findings, and
numbers at the low end of their range.
"""

import math
from collections.abc import Iterable, Iterator

from hypothesis import reject
from hypothesis import strategies as st

from triage.conditions import (
    AtLeast,
    Compare,
    Condition,
    Not,
    Present,
    comparisons_in,
    telling_values,
)
from triage.facts import agreeing, agrees, contradictions_in, excluded_by, has_contradiction
from triage.least import someone
from triage.presentation import Presentation, PresentationError
from triage.truth import Answer, Truth
from triage.vocabulary import Number, Vocabulary

Known = dict[str, Answer | float]


@st.composite
def presentations(draw: st.DrawFn, vocabulary: Vocabulary) -> Presentation:
    """Any patient of a vocabulary; shrinks to the one of whom nothing is known.

    In half of the patients whatever is not drawn is absent, not unasked: with many findings open
    nearly every red flag is open too, and little else can be seen. Where a fact of the domain says
    that it cannot be absent, it is present.
    """
    names = list(vocabulary.findings)
    rest = draw(st.sampled_from([Answer.NOT_ASKED, Answer.ABSENT]))
    stated = draw(st.dictionaries(st.sampled_from(names), st.sampled_from(Answer)))
    numbers = {
        name: value
        for name, number in vocabulary.numbers.items()
        if (value := draw(st.none() | numbers_of(number))) is not None
    }
    others = dict.fromkeys((name for name in names if name not in stated), rest)
    return Presentation(agreeing({**stated, **others}, vocabulary.facts), numbers)


@st.composite
def presentations_where(
    draw: st.DrawFn, vocabulary: Vocabulary, condition: Condition, truth: Truth = Truth.MET
) -> Presentation:
    """Any patient for whom a condition is met, or not met; everything else about them is free.

    A condition that needs the same finding to be both present and absent, or answers that
    contradict a fact of the domain, is unsatisfiable, and Hypothesis says so.
    """
    patient = draw(presentations(vocabulary))
    known = draw(_deciding(condition, vocabulary, wanted=truth is Truth.MET))
    answers = {name: value for name, value in known.items() if isinstance(value, Answer)}
    numbers = {name: value for name, value in known.items() if not isinstance(value, Answer)}
    core = Presentation(answers, numbers)
    if condition.truth(core) is not truth:
        values = {n.id: telling_values(n, [condition]) for n in vocabulary.numbers.values()}
        core = someone(condition, values, vocabulary.facts, truth) or reject()
    others = {name: value for name, value in patient.answers.items() if name not in core.answers}
    whole = agreeing({**core.answers, **others}, vocabulary.facts)
    return Presentation(whole, {**patient.numbers, **core.numbers})


@st.composite
def boundary_pairs(
    draw: st.DrawFn, vocabulary: Vocabulary, condition: Condition
) -> tuple[Presentation, Presentation]:
    """Two patients on both sides of a condition: met for the first, not met for the second.

    They differ in one finding (present in one, absent in the other) or in one number; where the
    condition allows it, the numbers lie next to its bound. Everything else about them is free, as
    far as it contradicts neither of the two. A condition that no single answer can turn, since two
    of its findings imply each other, has no such patients.
    """
    side = draw(st.sampled_from([Truth.MET, Truth.NOT_MET]))
    start = draw(presentations_where(vocabulary, condition, side))
    across = _across(start, condition, vocabulary)
    if not across:
        start, across = draw(_at_the_edge(start, condition, vocabulary))
    other = draw(st.sampled_from(across))
    return (start, other) if side is Truth.MET else (other, start)


@st.composite
def _at_the_edge(
    draw: st.DrawFn, start: Presentation, condition: Condition, vocabulary: Vocabulary
) -> tuple[Presentation, list[Presentation]]:
    """A patient on the side of ``start``, and those one step away on the other side.

    Whoever goes from one side to the other, one answer after another and with nothing of the
    condition left open, steps over the boundary somewhere: nobody is drawn in vain. Most patients
    are not next to it: with "any of" they meet it twice, with "all of" they lack two things, and
    with "two of three" a third that was not asked leaves it undecided.
    """
    side = condition.truth(start)
    goal = draw(presentations_where(vocabulary, condition, side.negated()))
    names = draw(st.permutations(list(dict.fromkeys(condition.names()))))
    begin, ends = draw(completions(vocabulary, start)), draw(completions(vocabulary, goal))
    here = _with_all(_free_of(start, (begin, ends), names, vocabulary), begin, names)
    for there in _path(here, ends, names, vocabulary):
        if condition.truth(there) is not side:
            return here, _across(here, condition, vocabulary) or [there]
        here = there
    return reject()


def _path(
    patient: Presentation, ends: Presentation, names: list[str], vocabulary: Vocabulary
) -> Iterator[Presentation]:
    """From one patient to what is known of another, one answer at a time, without contradictions.

    It ends there, or before findings that imply each other: no single answer can change then.
    """
    left = list(names)
    while True:
        steps = ((name, _with_all(patient, ends, [name])) for name in left)
        possible = (
            step for step in steps if not has_contradiction(step[1].answers, vocabulary.facts)
        )
        name, patient = next(possible, ("", patient))
        if not name:
            return
        left.remove(name)
        yield patient


def _free_of(
    patient: Presentation,
    ways: Iterable[Presentation],
    names: Iterable[str],
    vocabulary: Vocabulary,
) -> Presentation:
    """A patient without the answers that contradict what others have for some of the names."""
    excluded = excluded_by(vocabulary.facts)
    theirs = [{name: way.answers[name] for name in names if name in way.answers} for way in ways]
    answers = {
        name: answer
        for name, answer in patient.answers.items()
        if name in names or all(agrees((name, answer), their, excluded) for their in theirs)
    }
    return Presentation(answers, patient.numbers)


def _with_all(patient: Presentation, known: Presentation, names: Iterable[str]) -> Presentation:
    """A patient with some findings and numbers as they are known of another one."""
    for name in names:
        if name in known.answers:
            patient = patient.with_answer(name, known.answers[name])
        else:
            patient = patient.with_number(name, known.numbers[name])
    return patient


def _across(
    start: Presentation, condition: Condition, vocabulary: Vocabulary
) -> list[Presentation]:
    """All patients on the other side of a condition who differ in one known finding or number.

    Without those whose answers would contradict each other.
    """
    wanted = condition.truth(start).negated()
    names = dict.fromkeys(condition.names())
    found: list[Presentation] = []
    for name in names:
        if name in vocabulary.findings and start.answer(name) is not Answer.NOT_ASKED:
            is_present = start.answer(name) is Answer.PRESENT
            found.append(start.with_answer(name, Answer.ABSENT if is_present else Answer.PRESENT))
        elif name in start.numbers:
            bounds = [node.bound for node in comparisons_in([condition]) if node.number == name]
            near = [value for bound in bounds for value in _near(bound, vocabulary.numbers[name])]
            found += [start.with_number(name, value) for value in dict.fromkeys(near)]
    return [
        other
        for other in found
        if condition.truth(other) is wanted
        and not has_contradiction(other.answers, vocabulary.facts)
    ]


@st.composite
def near_boundary(draw: st.DrawFn, vocabulary: Vocabulary, condition: Condition) -> Presentation:
    """Any patient one answer away from the other side of a condition, on either side of it."""
    return draw(st.sampled_from(draw(boundary_pairs(vocabulary, condition))))


@st.composite
def completions(
    draw: st.DrawFn, vocabulary: Vocabulary, presentation: Presentation
) -> Presentation:
    """A patient of whom all is known, and who agrees with what is known of ``presentation``.

    Whatever was not asked becomes present or absent, as far as the facts of the domain leave it
    free, and numbers get a value.

    Raises:
        PresentationError: what is known of ``presentation`` contradicts itself already.
    """
    for found in contradictions_in(presentation.answers, vocabulary.facts):
        raise PresentationError(f"no patient agrees with it: {found}")
    open_findings = [n for n in vocabulary.findings if n not in presentation.answers]
    present = draw(st.sets(st.sampled_from(open_findings))) if open_findings else set()
    first = dict.fromkeys((n for n in open_findings if n in present), Answer.PRESENT)
    rest = dict.fromkeys((n for n in open_findings if n not in present), Answer.ABSENT)
    answers = agreeing({**presentation.answers, **first, **rest}, vocabulary.facts)
    numbers = {
        name: draw(numbers_of(number))
        for name, number in vocabulary.numbers.items()
        if name not in presentation.numbers
    }
    return Presentation(answers, {**presentation.numbers, **numbers})


def numbers_of(number: Number) -> st.SearchStrategy[float]:
    """Values of a number, over its range: whole ones, where there are any."""
    return _between(number.minimum, number.maximum)


def _between(least: float, most: float) -> st.SearchStrategy[float]:
    low, high = math.ceil(least), math.floor(most)
    if low > high:
        return st.floats(least, most)
    return st.integers(low, high).map(float)


@st.composite
def _deciding(
    draw: st.DrawFn, condition: Condition, vocabulary: Vocabulary, *, wanted: bool
) -> Known:
    """What must be known so that a condition is met (``wanted``), or is not."""
    if isinstance(condition, Present):
        return {condition.finding: Answer.PRESENT if wanted else Answer.ABSENT}
    if isinstance(condition, Compare):
        return {condition.number: draw(_value(condition, vocabulary, wanted=wanted))}
    if isinstance(condition, Not):
        return draw(_deciding(condition.condition, vocabulary, wanted=not wanted))
    assert isinstance(condition, AtLeast)  # noqa: S101 - there are no other nodes
    children = condition.conditions
    least = condition.minimum if wanted else len(children) - condition.minimum + 1
    size = draw(st.integers(least, len(children)))
    known: Known = {}
    for child in draw(st.permutations(children)):
        if not size:
            break
        more = draw(_deciding(child, vocabulary, wanted=wanted))
        if _can_join(more, known, vocabulary):
            known |= more
            size -= 1
    return known


def _can_join(more: Known, known: Known, vocabulary: Vocabulary) -> bool:
    """Whether answers contradict none of those known already; of numbers the later ones count."""
    excluded = excluded_by(vocabulary.facts)
    answers = ((name, value) for name, value in more.items() if isinstance(value, Answer))
    return all(agrees(answer, known, excluded) for answer in answers)


def _value(
    comparison: Compare, vocabulary: Vocabulary, *, wanted: bool
) -> st.SearchStrategy[float]:
    """A value for which the comparison holds, or does not; the bound itself often."""
    number = vocabulary.numbers[comparison.number]

    def fits(value: float) -> bool:
        return comparison.comparison.holds(value, comparison.bound) is wanted

    bound = min(max(comparison.bound, number.minimum), number.maximum)
    near = [value for value in _near(comparison.bound, number) if fits(value)]
    below = [_between(number.minimum, bound)] if fits(number.minimum) else []
    above = [_between(bound, number.maximum)] if fits(number.maximum) else []
    anywhere = st.one_of(*below, *above).filter(fits)
    return st.sampled_from(near) | anywhere if near else anywhere


def _near(bound: float, number: Number) -> list[float]:
    """The bound and its neighbours: the next whole numbers, or tenths where it is not whole."""
    steps = (1.0,) if bound == int(bound) else (0.1, 1.0)
    values = [bound, *(round(bound + way * step, 6) for step in steps for way in (-1, 1))]
    return [value for value in values if number.allows(value)]
