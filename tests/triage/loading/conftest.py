"""Readers of every kind of file, each as the list of problems that people see."""

from collections.abc import Callable

import pytest

from triage.invariants import InvariantSet
from triage.loading.invariants import build_invariants
from triage.loading.nodes import parse
from triage.loading.presentations import Patient, build_patient
from triage.loading.problems import LoadError
from triage.loading.vocabularies import build_vocabulary
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary

Text = str | bytes
ProblemsOf = Callable[[Text], list[str]]
Read = Callable[[Text], object]

PATIENT = """\
present: [squeak]
absent: [wobble]
absent_others: [wheels]
numbers: {pressure_bar: 4}
patient: {age_years: 3, colour: red}
not_asked: [brake_fails]
"""


def as_bytes(text: Text) -> bytes:
    """The bytes of a text."""
    return text if isinstance(text, bytes) else text.encode()


def problems_of(read: Callable[[Text], object]) -> ProblemsOf:
    """Calls a reader, and returns the problems of its error as people see them."""

    def find(text: Text) -> list[str]:
        try:
            read(text)
        except LoadError as error:
            return [str(problem) for problem in error.problems]
        return []

    return find


@pytest.fixture(scope="session")
def read_vocabulary_text() -> Callable[[Text], Vocabulary]:
    """The vocabulary of a text, which errors call ``words.yaml``."""
    return lambda text: build_vocabulary(parse(as_bytes(text), "words.yaml"), "words.yaml")


@pytest.fixture(scope="session")
def read_invariants(bicycle: Vocabulary) -> Callable[[Text], InvariantSet]:
    """The invariants of a text, which errors call ``must.yaml``."""
    return lambda text: build_invariants(parse(as_bytes(text), "must.yaml"), "must.yaml", bicycle)


@pytest.fixture(scope="session")
def read_patient(bicycle: Vocabulary) -> Callable[[Text], Patient]:
    """The patient of a text, which errors call ``patient.yaml``."""
    return lambda text: build_patient(
        parse(as_bytes(text), "patient.yaml"), "patient.yaml", bicycle
    )


@pytest.fixture(scope="session")
def problems_of_yaml() -> ProblemsOf:
    """What the YAML reader alone finds wrong with a text: line and message of each problem."""

    def find(text: Text) -> list[str]:
        try:
            problems = parse(as_bytes(text), "some.yaml").problems
        except LoadError as error:
            problems = error.problems
        return [f"{problem.line}: {problem.message}" for problem in problems]

    return find


@pytest.fixture(scope="session")
def problems_of_rules(read_rules: Callable[[Text], RuleSet]) -> ProblemsOf:
    """Everything that is wrong with a rule file, as people see it; empty if nothing is."""
    return problems_of(read_rules)


@pytest.fixture(scope="session")
def problems_of_vocabulary(read_vocabulary_text: Callable[[Text], Vocabulary]) -> ProblemsOf:
    """Everything that is wrong with a vocabulary file."""
    return problems_of(read_vocabulary_text)


@pytest.fixture(scope="session")
def problems_of_invariants(read_invariants: Callable[[Text], InvariantSet]) -> ProblemsOf:
    """Everything that is wrong with a file of invariants."""
    return problems_of(read_invariants)


@pytest.fixture(scope="session")
def problems_of_patient(read_patient: Callable[[Text], Patient]) -> ProblemsOf:
    """Everything that is wrong with the file of a patient."""
    return problems_of(read_patient)


@pytest.fixture(scope="session")
def patient_text() -> str:
    """The file of a bicycle in need, with every key that there is."""
    return PATIENT


@pytest.fixture(scope="session", params=["rules", "vocabulary", "invariants", "patient"])
def kind_of_file(
    request: pytest.FixtureRequest,
    rules_text: str,
    bicycle_text: str,
    invariants_text: str,
    read_rules: Callable[[Text], RuleSet],
    read_vocabulary_text: Callable[[Text], Vocabulary],
    read_invariants: Callable[[Text], InvariantSet],
    read_patient: Callable[[Text], Patient],
) -> tuple[str, Read]:
    """Each kind of file: a valid text, and what reads it."""
    kinds: dict[str, tuple[str, Read]] = {
        "rules": (rules_text, read_rules),
        "vocabulary": (bicycle_text, read_vocabulary_text),
        "invariants": (invariants_text, read_invariants),
        "patient": (PATIENT, read_patient),
    }
    return kinds[request.param]
