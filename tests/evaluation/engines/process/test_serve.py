"""The loop that serves a Python function: what it writes for what was returned or raised."""

import json
import sys
from decimal import Decimal
from enum import StrEnum
from io import BytesIO
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from evaluation.engines.serve import CannotServeError, answer_line, find, serve, told

FINE = {"disposition": "routine", "red_flags": []}


class Level(StrEnum):
    """Dispositions, as some write them."""

    SOON = "urgent"


@pytest.mark.parametrize(
    ("answer", "expected"),
    [
        ({"disposition": Level.SOON, "red_flags": {"fever", "cough"}}, '["cough", "fever"]'),
        ({"disposition": np.str_("urgent"), "red_flags": np.array(["fever"])}, '["fever"]'),
        ({"disposition": "urgent", "red_flags": pd.Series(["fever"])}, '["fever"]'),
        ({"disposition": "urgent", "red_flags": (np.str_("fever"),)}, '["fever"]'),
        ({"disposition": "urgent", "red_flags": [np.int64(1)]}, "[1]"),
        ({"disposition": "urgent", "red_flags": [np.float64("nan")]}, "[NaN]"),
    ],
)
def test_what_packages_return_is_written_as_what_it_stands_for(
    answer: object, expected: str
) -> None:
    """Texts, numbers and lists of numpy and pandas, enumerations and sets; NaN stays seen."""
    shown = f'{{"disposition": "urgent", "red_flags": {expected}, "id": "q-1"}}\n'
    assert answer_line("q-1", answer).decode() == shown


@pytest.mark.parametrize(
    ("value", "problem"),
    [
        (Decimal(1), "Decimal is no text, number, list or dict"),
        (pd.NA, "NAType is no text, number, list or dict"),
        ({1, "a"}, "'<' not supported between instances of 'str' and 'int'"),
        ({(1, 2): 3}, "keys must be str, int, float, bool or None, not tuple"),
    ],
)
def test_what_cannot_be_written_has_a_reason(value: object, problem: str) -> None:
    """Nothing is turned into a text that it is not."""
    error = json.loads(answer_line("q-1", {"disposition": value}))["error"]
    begin, _, said = error.partition("JSON: ")
    assert begin == "its answer cannot be written as "
    assert sorted(said) == sorted(problem)


def test_what_is_no_answer_of_this_request_has_a_reason() -> None:
    """Another type than a dict, and the id of somebody else; the own id may be there."""
    assert json.loads(answer_line("q-1", ["urgent"]))["error"] == (
        "it returned list where a dict is needed"
    )
    other = json.loads(answer_line("q-1", {**FINE, "id": "q-2"}))
    assert other == {"id": "q-1", "error": "it returned the id of another request"}
    assert json.loads(answer_line("q-1", {**FINE, "id": "q-1"})) == {**FINE, "id": "q-1"}


def test_an_answer_in_a_circle_has_a_reason() -> None:
    """A dict that holds itself has no end."""
    circle: dict[str, object] = {}
    circle["details"] = circle
    error = json.loads(answer_line("q-1", circle))["error"]
    assert error == "its answer cannot be written as JSON: Circular reference detected"


def test_a_loop_answers_line_by_line(capsys: pytest.CaptureFixture[str]) -> None:
    """The next request is read after the answer to the one before, whatever that was."""
    answers = BytesIO()

    def call(patient: dict[str, object]) -> object:
        if patient["id"] == "q-1":
            raise UnshowableError
        return FINE

    serve(call, [b'{"id": "q-1"}\n', b'{"id": "q-2"}\n'], answers)
    first, second = (json.loads(line) for line in answers.getvalue().splitlines())
    assert first["error"].startswith("UnshowableError: (it cannot be shown) (")
    assert second == {**FINE, "id": "q-2"}
    assert "Traceback" in capsys.readouterr().err


class UnshowableError(Exception):
    """An exception that raises another one when it is to be shown."""

    def __str__(self) -> str:
        raise ValueError


def test_an_exception_is_told_in_a_line() -> None:
    """Cut where it is long, and without words where it has none."""
    assert told(ValueError("x" * 500)) == f"ValueError: {'x' * 120}"
    assert told(KeyError()) == "KeyError"


def test_functions_are_found_where_they_are(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In the current folder first; what is wrong is said."""
    source = "LIMIT = 3\n\ndef fine(patient):\n    return {}\n"
    (tmp_path / "of_theirs.py").write_text(source, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(sys, "path", list(sys.path))
    monkeypatch.setattr(sys, "modules", dict(sys.modules))
    assert find("of_theirs", "fine").__name__ == "fine"
    for name in ("of_theirs.fin", "of_theirs.LIMIT", "missing.f", "of_theirs.inner.f"):
        with pytest.raises(CannotServeError):
            find(*name.rsplit(".", 1))
