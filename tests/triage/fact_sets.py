"""Small sets of domain facts, and what they mean, tried out on everybody."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import product

from hypothesis import strategies as st

from triage.facts import DomainFact
from triage.truth import Answer

KNOWN = (Answer.PRESENT, Answer.ABSENT)


def implies(first: str, then: str, name: str = "") -> DomainFact:
    """Whoever has the first has the second."""
    fact_id = name or f"{first}-is-{then}"
    return DomainFact(id=fact_id, reason="So it is.", if_present=first, then_present=then)


def never(*names: str) -> DomainFact:
    """At most one of them is present."""
    return DomainFact(id=f"not-{'-'.join(names)}", reason="It cannot be.", never_together=names)


@st.composite
def fact_sets(draw: st.DrawFn, names: Sequence[str], most: int = 6) -> tuple[DomainFact, ...]:
    """Any facts about some findings, each of its own; also such that nobody can have a finding."""
    pairs = st.lists(st.sampled_from(names), min_size=2, max_size=2, unique=True)
    groups = st.lists(st.sampled_from(names), min_size=2, max_size=3, unique=True)
    implied = pairs.map(lambda pair: implies(*pair))
    apart = groups.map(lambda group: never(*sorted(group)))
    found = draw(st.lists(implied | apart, max_size=most, unique_by=lambda fact: fact.id))
    return tuple(found)


def holds(fact: DomainFact, answers: Mapping[str, Answer]) -> bool:
    """Whether a patient of whom all is known is as a fact says."""
    present = {name for name, answer in answers.items() if answer is Answer.PRESENT}
    if fact.if_present:
        return fact.if_present not in present or fact.then_present in present
    return len(present.intersection(fact.never_together)) <= 1


def everybody(names: Sequence[str], facts: Sequence[DomainFact]) -> Iterator[dict[str, Answer]]:
    """All patients of whom all is known, and who are as the facts say."""
    for told in product(KNOWN, repeat=len(names)):
        patient = dict(zip(names, told, strict=True))
        if all(holds(fact, patient) for fact in facts):
            yield patient


def has_completion(
    answers: Mapping[str, Answer], names: Sequence[str], facts: Sequence[DomainFact]
) -> bool:
    """Whether somebody answers so, and everything else in some way."""
    return any(answers.items() <= patient.items() for patient in everybody(names, facts))
