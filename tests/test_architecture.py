"""The shape of the project, held as tests."""

import ast
import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
PACKAGES = ("triage", "vignettes", "evaluation", "reports")
SOURCES = [path for package in PACKAGES for path in sorted((ROOT / package).rglob("*.py"))]
# Printing, exiting and the clock belong to the command line; pure code is handed what it needs.
SHELL = ROOT / "reports" / "cli"
WAITING = [
    ROOT / "evaluation" / "engines" / name for name in ("http_connection.py", "http_pass.py")
]


def calls_in(path: Path) -> set[str]:
    """The names of all functions that a file calls."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {ast.unparse(node.func) for node in ast.walk(tree) if isinstance(node, ast.Call)}


def imports_in(path: Path) -> set[str]:
    """The top-level packages that a file imports, at its head or later."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name.partition(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.add(node.module.partition(".")[0])
    return found


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_only_the_command_line_prints_and_reads_the_clock(path: Path) -> None:
    """Functions return facts or text; one place shows them."""
    shell_only = {"print", "typer.echo", "input", "sys.exit", "datetime.now", "date.today"}
    if SHELL not in path.parents:
        assert not calls_in(path) & shell_only


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_randomness_and_threads_have_no_place(path: Path) -> None:
    """The same input gives the same output. Threads only wait for several calls at once."""
    allowed = {"threading"} if path in WAITING else set()
    assert not imports_in(path) & ({"random", "secrets", "threading", "uuid"} - allowed)


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_no_private_module_of_a_library_is_imported(path: Path) -> None:
    """Private modules move between releases, and take the tool down with them."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            assert "._" not in node.module
            assert not node.module.startswith("_") or node.module == "__future__"


def test_nothing_knows_the_reference_domain_but_its_own_folders() -> None:
    """Whatever is said of the knee stands in the folders of that domain: all else is generic."""
    endings = {".py", ".yaml", ".toml", ".txt", ".json", ".md"}
    knowing = [
        path.relative_to(ROOT).as_posix()
        for package in PACKAGES
        for path in sorted((ROOT / package).rglob("*"))
        if path.suffix in endings
        and "domains/knee" not in path.as_posix()
        and "knee" in path.read_text(encoding="utf-8").lower()
    ]
    assert knowing == []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_files_stay_small(path: Path) -> None:
    """A small file for each idea; nothing needs more than 400 lines here."""
    assert len(path.read_text(encoding="utf-8").splitlines()) <= 400


def modules_in(path: Path) -> set[str]:
    """All modules that a file imports, or takes names from, at its head or later."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found |= {name.name for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{name.name}" for name in node.names)}
    return found


def texts_in(path: Path) -> set[str]:
    """All texts of a file, its docstrings too."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    nodes = [node for node in ast.walk(tree) if isinstance(node, ast.Constant)]
    return {node.value for node in nodes if isinstance(node.value, str)}


def those_with(names: set[str], found: Callable[[Path], set[str]]) -> set[str]:
    """The source files in which any of some names is found."""
    return {path.relative_to(ROOT).as_posix() for path in SOURCES if names & found(path)}


def test_one_module_knows_the_solver() -> None:
    """Whatever is solved goes through it, so that another solver needs one file."""
    assert those_with({"pysat.solvers"}, modules_in) == {"evaluation/analysis/solver.py"}


def test_nothing_but_its_command_accepts_a_run() -> None:
    """Neither a gate, nor a report, nor a test flag: whoever accepts has to say who they are."""
    approving = those_with({"evaluation.baselines.approve"}, modules_in)
    assert approving == {"reports/cli/baseline.py", "reports/cli/baseline_runs.py"}


def test_nothing_else_knows_the_file_that_says_what_is_accepted() -> None:
    """Its name stands in one module, which reads it, and one other takes it: the one that writes.

    The one that reads writes nothing.
    """
    store, approve = (f"evaluation/baselines/{name}.py" for name in ("store", "approve"))
    assert those_with({"accepted.json"}, texts_in) == {store}
    assert those_with({"evaluation.baselines.store.ACCEPTED"}, modules_in) == {approve}
    writing = {"write_whole", "write_first", "write_flushed", "open", "Path.open"}
    assert not calls_in(ROOT / store) & writing
    assert not {call for call in calls_in(ROOT / store) if "write" in call or "replace(" in call}


def test_every_package_says_that_it_is_typed() -> None:
    """Users' type checkers read the annotations."""
    assert all((ROOT / package / "py.typed").exists() for package in PACKAGES)


def test_the_locked_versions_name_no_server_and_carry_hashes() -> None:
    """The lock files work behind any index, and accept nothing but what was locked."""
    for name in ("requirements.lock", "requirements-dev.lock", "requirements-browser.lock"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert "://" not in text
        requirements = [line for line in text.splitlines() if line and not line.startswith(" ")]
        assert requirements
        assert all("==" in line and line.endswith("\\") for line in requirements)


def test_the_development_lock_extends_the_other() -> None:
    """Both install the same versions of what the harness itself needs."""
    locks = [
        {line for line in (ROOT / name).read_text(encoding="utf-8").splitlines() if "==" in line}
        for name in ("requirements.lock", "requirements-dev.lock")
    ]
    assert locks[0] <= locks[1]


def test_the_console_script_is_the_command_line() -> None:
    """`triage` starts reports.cli, and the distribution is called triage-harness."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["name"] == "triage-harness"
    assert project["scripts"] == {"triage": "reports.cli:main"}
