"""A made-up domain for tests of the library, and the one that ships."""

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from triage.invariants import InvariantSet
from triage.loading.nodes import parse
from triage.loading.problems import LoadError
from triage.loading.vocabularies import build_vocabulary
from triage.repository import load_invariants, load_ruleset
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.domain import library_folder
from vignettes.library import Library, read_library
from vignettes.loading import read_vignettes
from vignettes.vignette import Vignette

settings.register_profile(
    "vignettes",
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
settings.load_profile("vignettes")

TOASTER = """\
vocabulary: toaster
title: Toasters that misbehave
dispositions:
  - {id: keep, title: Keep, meaning: Go on toasting.}
  - {id: clean, title: Clean, meaning: Shake it over the sink.}
  - {id: mend, title: Mend, meaning: Bring it to a shop.}
  - {id: unplug, title: Unplug, meaning: Pull the plug now.}
sources:
  - {id: MAN, about: The manual, file: manual.txt, sha256: "00", lines: 40}
findings:
  - {id: smoke, title: smoke, question: "Smoke?", group: danger, sources: [MAN L1],
     synonyms: [fumes]}
  - {id: sparks, title: sparks, question: "Sparks?", group: danger, sources: [MAN L2]}
  - {id: shock, title: a shock, question: "A shock?", group: danger, sources: [MAN L3]}
  - {id: crumbs, title: crumbs, question: "Crumbs?", group: dirt, sources: [MAN L4]}
  - {id: pale_toast, title: pale toast, question: "Pale?", group: dirt, sources: [MAN L5]}
numbers:
  - {id: age_years, title: age, question: "How old?", unit: years, minimum: 0, maximum: 50,
     patient: true, sources: [MAN L9], synonyms: [years_old]}
  - {id: slots, title: slots, question: "Slots?", unit: slots, minimum: 1, maximum: 8,
     sources: [MAN L9]}
attributes:
  - {id: colour, title: colour, values: [red, chrome]}
groups:
  - {id: dangers, title: dangers, findings: [smoke, sparks, shock]}
  - {id: nuisances, title: nuisances, findings: [crumbs, pale_toast]}
red_flags:
  - {id: fire, title: Fire, minimum: unplug, findings: [smoke], sources: [MAN L1]}
  - {id: current, title: Current, minimum: mend, findings: [sparks, shock], sources: [MAN L2]}
pathways:
  - {id: electrician, title: Electrician, sources: [MAN L6]}
  - {id: bakery, title: Bakery, sources: [MAN L7]}
"""

VIGNETTE = """\
vignettes:
  - id: sparks-at-breakfast
    family: breakfast
    title: Sparks at breakfast
    kind: canonical
    narrative: It sparks, it does not smoke, it is clean and toasts well.
    patient: {age_years: 7, colour: red}
    present: [sparks]
    absent: [smoke]
    absent_others: [nuisances]
    numbers: {slots: 2}
    not_asked: [shock]
    gold:
      preferred: mend
      acceptable: [mend, unplug]
      red_flags: [current]
      absent_red_flags: [fire]
      pathways: [electrician]
      note: A remark.
    sources: [MAN L2, MAN L6.1]
    author: author-1
"""

Edits = Mapping[int, str | None]
Edited = Callable[[Edits], str]
Write = Callable[[str, str], Path]
Read = Callable[[str], Vignette]
ProblemsOf = Callable[[str], list[str]]


@pytest.fixture(scope="session")
def toaster() -> Vocabulary:
    """The made-up vocabulary: four dispositions, five findings, two red flags, two numbers."""
    return build_vocabulary(parse(TOASTER.encode(), "toaster.yaml"), "toaster.yaml")


@pytest.fixture(scope="session")
def knee() -> RuleSet:
    """The newest rule set of the domain that ships."""
    return load_ruleset("knee")


@pytest.fixture(scope="session")
def invariants(knee: RuleSet) -> InvariantSet:
    """The floors and ceilings of the domain that ships."""
    found = load_invariants(knee)
    assert found is not None
    return found


@pytest.fixture(scope="session")
def shipped(knee: RuleSet) -> Library:
    """The library that ships."""
    return read_library(library_folder("knee"), knee.vocabulary)


@pytest.fixture(scope="session")
def edited() -> Edited:
    """The text of a valid vignette with some lines replaced, or taken out with ``None``.

    Lines count from 1, as in errors. A replacement is indented as the line that it replaces.
    """

    def edit(edits: Edits) -> str:
        lines: list[str] = []
        for number, line in enumerate(VIGNETTE.splitlines(), start=1):
            new = edits.get(number, line)
            if new is not None:
                indent = "" if new == line else line[: len(line) - len(line.lstrip())]
                lines += [indent + part for part in new.split("\n")]
        return "\n".join(lines) + "\n"

    return edit


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a file below a new current folder, so that errors name it by its short path."""
    monkeypatch.chdir(tmp_path)

    def write_file(name: str, text: str) -> Path:
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        return path

    return write_file


@pytest.fixture
def read(write: Write, toaster: Vocabulary) -> Read:
    """The first vignette of a text."""

    def read_first(text: str) -> Vignette:
        return read_vignettes(write("v.yaml", text), toaster)[0]

    return read_first


@pytest.fixture
def problems_of(write: Write, toaster: Vocabulary) -> ProblemsOf:
    """Everything that is wrong with a text, each problem as people see it; empty if nothing is."""

    def find(text: str) -> list[str]:
        try:
            read_vignettes(write("v.yaml", text), toaster)
        except LoadError as error:
            return as_text(error)
        return []

    return find


@pytest.fixture
def problems_of_library(toaster: Vocabulary) -> Callable[[Path], list[str]]:
    """Everything that is wrong with a file or folder; empty if nothing is."""

    def find(path: Path) -> list[str]:
        try:
            read_library(path, toaster)
        except LoadError as error:
            return as_text(error)
        return []

    return find


def as_text(error: LoadError) -> list[str]:
    """The problems of an error, as people see them."""
    return [str(problem) for problem in error.problems]


@pytest.fixture(scope="session")
def several() -> Callable[[Iterable[str]], str]:
    """A file of vignettes, each a valid one under another id."""

    def make(names: Iterable[str]) -> str:
        head, *body = VIGNETTE.splitlines(keepends=True)
        entries = ["".join(body).replace("sparks-at-breakfast", name) for name in names]
        return head + "".join(entries)

    return make
