"""Python functions as engines: what they may return, raise and print, and what they may not."""

import re
from pathlib import Path

import numpy as np
import pytest

from evaluation.engines.answers import failed
from evaluation.outcomes import Result, Status
from tests.evaluation.engines.process.asking import ROUTINE, ask, function, patients
from tests.evaluation.kit.vignettes import WORDS
from triage.loading.problems import LoadError

FINE = {"disposition": "routine", "red_flags": []}
MODULE = """
import os, sys, time

print("imported")
LIMIT = 3
FINE = {"disposition": "routine", "red_flags": []}

def fine(patient):
    assert set(patient) == {"id", "present", "absent", "numbers", "patient", "narrative"}
    return FINE

def talks(patient):
    print("to be read by people")
    os.write(1, b"as well\\\\n")
    os.system("echo as well")
    return FINE

def raises(patient):
    if patient["present"]:
        raise ValueError("no idea\\\\nof fever")
    return FINE

def bare(patient):
    raise KeyError

def leaves(patient):
    if patient["present"]:
        sys.exit("enough")
    return FINE

def listens(patient):
    return FINE if sys.stdin.read() == "" else None

def of_another(patient):
    return {**FINE, "id": "q-0"}

def says_error(patient):
    return {"error": "mine"}

def says_error_too(patient):
    return {**FINE, "error": "mine"}

def nothing(patient):
    pass

def no_argument():
    return FINE

def pid(patient):
    return {**FINE, "reason": str(os.getpid())}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a module of functions."""
    (tmp_path / "mine.py").write_text(MODULE.replace("\\\\n", "\\n"), encoding="utf-8")
    (tmp_path / "http.py").write_text("raise RuntimeError('shadowed')", encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("name", ["fine", "talks"])
def test_a_function_answers(name: str, folder: Path) -> None:
    """It is given the patient as a dict; what it prints or reads is nothing to us."""
    asked = ask(function(f"mine:{name}", folder), patients(3, 1))
    assert asked.results == {f"q-{number}": ROUTINE for number in range(3)}
    assert asked.faults == ()


def test_a_function_that_reads_takes_no_request_away(folder: Path) -> None:
    """Its standard input is empty, however many requests wait."""
    asked = ask(function("mine:listens", folder), patients(300))
    assert asked.results == {f"q-{number}": ROUTINE for number in range(300)}


def test_our_own_modules_are_not_in_the_way(tmp_path: Path) -> None:
    """What stands beside our loop has names of the standard library too, and is not found."""
    source = f"import http.client\n\ndef f(patient):\n    return {FINE}\n"
    (tmp_path / "web.py").write_text(source, encoding="utf-8")
    assert ask(function("web:f", tmp_path), patients(1)).results == {"q-0": ROUTINE}


def test_an_exception_costs_its_vignette_and_no_process(folder: Path) -> None:
    """Its kind, its words and its place are the reason; the same process goes on."""
    asked = ask(function("mine:raises", folder), patients(3, 1))
    line = 1 + MODULE.splitlines().index('        raise ValueError("no idea\\\\nof fever")')
    mark = "\N{REPLACEMENT CHARACTER}"
    assert asked.reasons == {"q-1": f"ValueError: no idea{mark}of fever (mine.py:{line})"}
    assert len(asked.results) == 3
    same = ask(function("mine:pid", folder), patients(20, 1))
    assert len({result.reason for result in same.results.values()}) == 1


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("bare", "KeyError (mine.py:"),
        ("nothing", "it returned NoneType where a dict is needed"),
        ("says_error", "mine"),
        ("says_error_too", 'unknown key "error". Allowed: id, disposition,'),
    ],
)
def test_a_function_that_gives_no_answer_has_a_reason(name: str, reason: str, folder: Path) -> None:
    """In the words of somebody who writes Python."""
    asked = ask(function(f"mine:{name}", folder), patients(1))
    assert asked.reasons["q-0"].startswith(reason)


def test_an_answer_with_the_id_of_another_is_none(folder: Path) -> None:
    """Whoever it was meant for."""
    asked = ask(function("mine:of_another", folder), patients(2))
    assert asked.reasons == {"q-1": "it returned the id of another request"}


def test_a_function_that_leaves_is_a_process_that_ends(folder: Path) -> None:
    """Asked again alone, it leaves again, and says why on the standard error."""
    asked = ask(function("mine:leaves", folder), patients(3, 1))
    left = "the process ended (exit code 1) without an answer"
    assert asked.reasons == {"q-1": f'{left}; its last words were "imported | enough"'}
    assert asked.faults == ()


BROKEN = {
    "missing": 'there is no module "missing"; it is looked for in .* and among the installed',
    "missing.inner": 'there is no module "missing"',
    "mine.inner": 'there is no module "mine.inner"',
    "needs": "the import of \"needs\" failed: ModuleNotFoundError: No module named 'not_there' "
    r"\(needs.py:2\).",
    "raises": r"the import of \"raises\" failed: ZeroDivisionError: division by zero \(raises",
    "grammar": r"the import of \"grammar\" failed: SyntaxError: .* \(grammar.py:1\)",
    "leaves": 'the import of "leaves" failed: SystemExit: 3',
    "dies": r"the process ended \(exit code 7\) while the module was imported: its last words were "
    '"bye"',
    "quiet": r"the process ended \(exit code 0\) while the module was imported\.",
    "waits": "the import of the module took longer than 0.5 s",
    "http": 'the import of "http" failed: RuntimeError: shadowed',
}
SOURCES = {
    "needs": "\nimport not_there",
    "raises": "1 / 0",
    "grammar": "def (",
    "leaves": "raise SystemExit(3)",
    "dies": "import os\nos.write(2, b'bye\\n')\nos._exit(7)",
    "quiet": "import os\nos._exit(0)",
    "waits": "import time\ntime.sleep(60)",
}


@pytest.mark.parametrize("module", BROKEN)
def test_a_module_that_cannot_be_imported_is_one_error(module: str, folder: Path) -> None:
    """It is told before anything is asked."""
    if module in SOURCES:
        (folder / f"{module}.py").write_text(SOURCES[module], encoding="utf-8")
    limit = {"run_timeout": 0.5} if module == "waits" else {}
    with pytest.raises(LoadError) as caught:
        ask(function(f"{module}:triage", folder, **limit), patients(2))
    (problem,) = caught.value.problems
    assert problem.file == f"python:{module}:triage"
    assert re.match(f"cannot be started: {BROKEN[module]}", problem.message)


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("fin", 'the module "mine" has no function "fin"; did you mean "fine"?.'),
        ("zzz", 'the module "mine" has no function "zzz".'),
        ("LIMIT", '"LIMIT" of the module "mine" is no function.'),
    ],
)
def test_a_function_that_is_not_there_is_one_error(name: str, message: str, folder: Path) -> None:
    """With a hint where a name is close."""
    with pytest.raises(LoadError) as caught:
        ask(function(f"mine:{name}", folder), patients(2))
    assert str(caught.value) == f"python:mine:{name}: cannot be started: {message}"


@pytest.mark.parametrize("value", [float("nan"), np.float64("nan"), None])
def test_nan_is_no_disposition(value: object, tmp_path: Path) -> None:
    """Tables put it where nothing is; nothing as such abstains."""
    source = f"def f(patient):\n    return {{'disposition': {value!s}, 'red_flags': []}}\n"
    header = "nan = float('nan')\n"
    (tmp_path / "odd.py").write_text(header + source, encoding="utf-8")
    abstained = Result(status=Status.ABSTAINED, reason="the engine abstained")
    expected = abstained if value is None else failed("NaN is no value.")
    assert ask(function("odd:f", tmp_path), patients(1)).results == {"q-0": expected}


def test_what_was_raised_before_the_function_ran_has_no_place(folder: Path) -> None:
    """Our own loop is nothing that its author could look into."""
    asked = ask(function("mine:no_argument", folder), patients(1))
    said = "TypeError: no_argument() takes 0 positional arguments but 1 was given"
    assert asked.reasons == {"q-0": said}


def test_the_words_of_a_domain_count(folder: Path) -> None:
    """An answer of a function is held against the vocabulary like any other."""
    (folder / "soon.py").write_text(
        "def f(patient):\n    return {'disposition': 'soon', 'red_flags': []}\n", encoding="utf-8"
    )
    reason = ask(function("soon:f", folder), patients(1)).reasons["q-0"]
    assert reason == f'unknown disposition "soon"; allowed: {", ".join(WORDS.scale.ids)}.'
