"""The command in folders of its own, and what it did there, run once for all tests."""

import os
import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.evaluation.trace.kettle import write_kettle
from tests.reports.cli.checkouts import Checkout
from tests.reports.cli.command import WATCH, Edit, Kettles, Ran, Together, Triage, side_by_side
from triage.domain import SHIPPED
from vignettes.domain import library_folder


@pytest.fixture
def triage(tmp_path: Path) -> Triage:
    """The command in an empty folder."""
    return Triage(tmp_path)


@pytest.fixture
def in_domain(domain: Path) -> Triage:
    """The command in the folder of the made-up domain."""
    return Triage(domain)


@pytest.fixture
def kettles(tmp_path: Path) -> Kettles:
    """The command in the folder of the domain about kettles, parts of its files exchanged."""

    def make(*edits: tuple[str, str, str]) -> Triage:
        write_kettle(tmp_path, *edits)
        (tmp_path / "triage.toml").write_text('domain = "."\n', encoding="utf-8")
        return Triage(tmp_path)

    return make


DOMAIN = (
    "--vignettes", "library", "--policy", "policy.yaml", "--waivers", "waivers.yaml",
)  # fmt: skip


@pytest.fixture
def accepted(in_domain: Triage) -> Triage:
    """The command in the folder of the made-up domain, whose accepted run stands in `run`."""
    (in_domain.folder / "waivers.yaml").write_text("waivers: []\n", encoding="utf-8")
    rules = ("rules.yaml", "--baseline", "rules.yaml")
    assert in_domain("gate", *rules, *DOMAIN, "--save", "run").code == 0
    return in_domain


COMMANDS = (
    "accept",
    "assess",
    "attest",
    "baseline",
    "bisect",
    "compare",
    "coverage",
    "diff",
    "evaluate",
    "gate",
    "history",
    "init",
    "lint",
    "mutate",
    "probe",
    "prove",
    "report",
    "rules",
    "schema",
    "sources",
    "verify",
)
QUICK = (
    "--help", "--version", *(f"{command} --help" for command in COMMANDS), "gate -h",
    "gate", "gate --json", "gate --quiet", "gate -q",
    "gate knee@1.0.0", "gate knee@1.0.0 --all", "gate knee@1.0.0 -q",
    "gate --save run", "gate knee@1.0.0 --save other-run --json", "gate nonsense",
    "assess --present fever", "assess --present fever --json",
    "coverage", "coverage --json",
    "lint", "verify", "lint --strict", "lint --json", "rules", "rules --json",
    "schema", "schema rules", "schema vignettes",
)  # fmt: skip


@pytest.fixture(scope="session")
def quick(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Quick commands on what ships, from an empty folder; each writes down what it loaded."""
    folder = tmp_path_factory.mktemp("quick")
    run = partial(Triage(folder), start=WATCH, env={"WATCHED": str(folder)})
    return Ran(folder, side_by_side({words: partial(run, *words.split()) for words in QUICK}))


@pytest.fixture(scope="session")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """Evaluations and comparisons of what ships; `old` and `new` are run folders.

    The first one leaves behind which packages it had in memory.
    """
    folder = tmp_path_factory.mktemp("slow")
    run = Triage(folder)
    first = {
        "evaluate": partial(run, "evaluate", start=WATCH, env={"WATCHED": str(folder)}),
        "evaluate old": partial(
            run, "evaluate", "--rules", "knee@1.0.0", "--save", "old", "--json"
        ),
        "evaluate new": partial(run, "evaluate", "--save", "new", "--json"),
        "compare": partial(run, "compare"),
    }
    then = {
        "compare runs": partial(run, "compare", "old", "new"),
        "compare runs json": partial(run, "compare", "old", "new", "--json"),
    }
    return Ran(folder, side_by_side(first) | side_by_side(then))


@pytest.fixture(scope="session")
def edit() -> Edit:
    """Replaces a text of a file that must be there, once."""

    def replace(file: Path, old: str, new: str) -> None:
        text = file.read_text(encoding="utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1), encoding="utf-8")

    return replace


@pytest.fixture
def mine(tmp_path: Path, edit: Edit) -> Path:
    """A copy of the newest shipped rules, as a version of its own, in the command's folder."""
    copy = tmp_path / "mine.yaml"
    shutil.copy(SHIPPED / "knee" / "rules" / "1.1.0.yaml", copy)
    edit(copy, "version: 1.1.0", "version: 1.2.0")
    return copy


@pytest.fixture
def library(tmp_path: Path) -> Path:
    """A copy of the library that ships, in the command's folder."""
    return shutil.copytree(library_folder("knee"), tmp_path / "library")


@pytest.fixture(scope="session")
def watch() -> str:
    """The program that starts the command and writes what it loaded into the folder $WATCHED."""
    return WATCH


@pytest.fixture(scope="session")
def together() -> Together:
    """Does several things at once; what each did, by name."""
    return side_by_side


@pytest.fixture(scope="session")
def of_domain() -> tuple[str, ...]:
    """The options with which a gate works in the made-up domain."""
    return DOMAIN


@pytest.fixture
def alone(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A folder in which git reads no settings but those of the test, and finds no checkout."""
    for name in [name for name in os.environ if name.startswith("GIT_")]:
        monkeypatch.delenv(name)
    monkeypatch.setenv("GIT_CONFIG_GLOBAL", os.devnull)
    monkeypatch.setenv("GIT_CONFIG_NOSYSTEM", "1")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.resolve()))
    return tmp_path


@pytest.fixture
def empty(alone: Path) -> Checkout:
    """A checkout without any commit, whose branch is called `main`."""
    (alone / "project").mkdir()
    made = Checkout(alone / "project")
    made.git("init", "--initial-branch", "main")
    return made


@pytest.fixture
def branch(empty: Checkout) -> Checkout:
    """A checkout at the start of a branch that left `main`, which has gone on since."""
    empty.write("policy.yaml", "rules/1.yaml", "library/a.yaml", "library/b.yaml", text="first")
    start = empty.commit()
    empty.write("main-only.txt")
    empty.commit()
    empty.git("checkout", "-b", "work", start)
    return empty
