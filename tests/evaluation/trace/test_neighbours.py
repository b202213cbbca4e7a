"""The index of neighbours, held against a comparison of every pair of patients."""

from collections.abc import Mapping
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.trace.gaps import Neighbours
from tests.evaluation.trace.kettle import Kettle
from triage.presentation import Presentation
from triage.truth import Answer
from vignettes.library import Library

LAWS = settings(deadline=None, max_examples=200)

_patients = st.builds(
    Presentation,
    st.dictionaries(st.sampled_from(["smoke", "sparks", "leak"]), st.sampled_from(Answer)),
    st.dictionaries(st.sampled_from(["age_years", "litres"]), st.sampled_from([0.0, 1.0, 2.0])),
)
_patients_by_name = st.lists(_patients, max_size=9).map(
    lambda patients: {f"kettle-{position}": each for position, each in enumerate(patients)}
)


def library_of(kettle: Kettle, patients: Mapping[str, Presentation]) -> Library:
    """A library of these patients, each of a family of its own."""
    first = kettle.library.by_id["humming"]
    return Library(
        tuple(
            replace(first, id=name, family=name, presentation=patient)
            for name, patient in patients.items()
        )
    )


def apart(one: Presentation, other: Presentation) -> int:
    """In how many findings and numbers two patients differ; unknown is an answer of its own."""
    a = {**one.answers, **one.numbers}
    b = {**other.answers, **other.numbers}
    return sum(a.get(name) != b.get(name) for name in a.keys() | b.keys())


class TestNeighboursAreOneAnswerApart:
    """Not none, and not two."""

    @LAWS
    @given(patients=_patients_by_name)
    def test_of_one(self, kettle: Kettle, patients: dict[str, Presentation]) -> None:
        """Just those that a comparison of every pair finds."""
        near = Neighbours(library_of(kettle, patients))
        for name, patient in patients.items():
            assert near.of([name]) == {
                other for other, found in patients.items() if apart(patient, found) == 1
            }

    @LAWS
    @given(patients=_patients_by_name, data=st.data())
    def test_of_several(
        self, kettle: Kettle, patients: dict[str, Presentation], data: st.DataObject
    ) -> None:
        """The neighbours of each of them; of nobody, none."""
        near = Neighbours(library_of(kettle, patients))
        names = [name for name in patients if data.draw(st.booleans())]
        assert near.of(names) == {other for name in names for other in near.of([name])}

    @LAWS
    @given(patients=_patients_by_name)
    def test_both_are_neighbours(self, kettle: Kettle, patients: dict[str, Presentation]) -> None:
        """Of each other, and nobody of oneself."""
        near = Neighbours(library_of(kettle, patients))
        for name in patients:
            assert name not in near.of([name])
            assert all(name in near.of([other]) for other in near.of([name]))
