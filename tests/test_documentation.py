"""The README and the docs are true: their examples run and print what they say."""

import doctest
import re
import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
import yaml

from evaluation.gate.policy import Guard
from evaluation.metrics import BETTER
from reports.cli.app import app
from tests.examples import CONSOLE, PAGES, ROOT, is_as_shown, make_workshop, run, steps_in
from triage.domain import load_domain_vocabulary
from triage.loading.nodes import parse
from triage.loading.rulesets import build_ruleset
from vignettes.loading import build_vignettes
from vignettes.vignette import Kind


def page_id(page: Path) -> str:
    """The name of a page in test ids."""
    return page.relative_to(ROOT).as_posix()


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the project in which the examples run."""
    place = tmp_path_factory.mktemp("workshop")
    make_workshop(place)
    return place


BLOCKS = [
    pytest.param(block, id=f"{page_id(page)}-{number}")
    for page in PAGES
    for number, block in enumerate(CONSOLE.findall(page.read_text(encoding="utf-8")), start=1)
]


@pytest.mark.parametrize("block", BLOCKS)
def test_a_console_example_prints_what_the_page_shows(block: str, workshop: Path) -> None:
    """Every command of a block runs, and prints what is shown, to the letter."""
    for command, shown in steps_in(block):
        printed = run(command, workshop)
        assert is_as_shown(printed, shown), printed


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_python_examples_run(page: Path) -> None:
    """Every prompt of a page gives what it shows."""
    assert doctest.testfile(str(page), module_relative=False).failed == 0


@pytest.mark.parametrize("page", PAGES, ids=page_id)
def test_links_between_pages_lead_somewhere(page: Path) -> None:
    """No page of the project links to a file that is not there."""
    for target in re.findall(r"\]\(([^)#]+)[^)]*\)", page.read_text(encoding="utf-8")):
        if "://" not in target:
            assert (page.parent / target).exists(), target


def test_the_readme_names_every_command() -> None:
    """A command that the README does not tell of does not exist for most people."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    names = [command.name for command in app.registered_commands]
    assert names
    assert all(f"`triage {name}" in readme for name in names)


def test_the_rule_book_is_fresh(workshop: Path) -> None:
    """The page says what the newest rules, the vignettes and the inventory say: `make examples`."""
    book = (ROOT / "docs" / "rule-book.md").read_text(encoding="utf-8")
    assert run("triage rules --book", workshop) == book


def test_the_example_of_ones_own_engine_catches_a_fault(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The ten lines on the page pass an engine that keeps the rule, and fail one that does not."""
    page = (ROOT / "docs" / "vignettes.md").read_text(encoding="utf-8")
    (example,) = [code for code in _PYTHON.findall(page) if "my_engine" in code]
    assert len([line for line in example.splitlines() if line.strip()]) <= 10

    def run_with(disposition_for: Callable[..., str]) -> None:
        engine = ModuleType("my_engine")
        engine.__dict__["disposition_for"] = disposition_for
        monkeypatch.setitem(sys.modules, "my_engine", engine)
        names: dict[str, Any] = {}
        exec(example, names)  # noqa: S102 - what the page shows is what runs
        names["test_a_fever_is_never_left_for_later"]()

    run_with(lambda present, _absent, _numbers: "urgent" if "fever" in present else "routine")
    with pytest.raises(AssertionError):
        run_with(
            lambda present, _absent, numbers: (
                "urgent" if "fever" in present and numbers.get("age_years", 0) < 80 else "routine"
            )
        )


_PYTHON = re.compile(r"(?<=```python\n)(.*?)(?=```)", re.DOTALL)


def test_the_glossary_defines_every_metric() -> None:
    """One name, one formula: each rate stands in the glossary."""
    glossary = (ROOT / "GLOSSARY.md").read_text(encoding="utf-8")
    assert all(f"`{name}`" in glossary for name in BETTER)


def test_the_page_on_the_gate_names_every_key_of_the_policy() -> None:
    """Whatever the shipped policy says is explained."""
    page = (ROOT / "docs" / "gate.md").read_text(encoding="utf-8")
    policy = yaml.safe_load(
        (ROOT / "vignettes" / "domains" / "knee" / "policy.yaml").read_text(encoding="utf-8")
    )
    assert all(f"`{key}" in page for key in policy)
    assert all(f"`{guard.value}`" in page for guard in Guard)


def examples_in(page: str) -> list[str]:
    """The YAML examples of a page of the docs."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(r"```yaml\n(.*?)```", text, re.DOTALL)


def test_the_example_of_a_rule_file_loads() -> None:
    """What the page on rules shows is a rule set."""
    node = parse(examples_in("rules.md")[0].encode(), "docs/rules.md")
    ruleset = build_ruleset(node, "docs/rules.md", load_domain_vocabulary)
    assert ruleset.by_id["fever"].red_flags == ("fever",)


def test_the_example_of_a_vignette_loads() -> None:
    """What the page on vignettes shows is a vignette, and it names every kind."""
    example = examples_in("vignettes.md")[0]
    node = parse(example.replace("      exception: ...", "      #").encode(), "docs/vignettes.md")
    (vignette,) = build_vignettes(node, "docs/vignettes.md", load_domain_vocabulary("knee"))
    assert vignette.gold.red_flags == ("fever",)
    assert all(kind.value in example for kind in Kind)
