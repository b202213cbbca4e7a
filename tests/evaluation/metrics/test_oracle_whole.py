"""Nothing in the oracle is passed over: each number is checked by a test, or named as not ours."""

import re
from collections.abc import Callable, Mapping
from importlib import import_module
from inspect import signature
from pathlib import Path
from typing import Any

import pytest

from evaluation.metrics import BETTER
from tests.evaluation.kit.oracle import (
    JOINED,
    LEVELS,
    Row,
    Tree,
    by_app,
    changed,
    differences,
    is_any,
    leaves,
)
from tests.evaluation.kit.oracle_parts import CHECKED_BY, NOT_ADOPTED, WORDS

GLOSSARY = Path(__file__).parents[3] / "GLOSSARY.md"


def kinds_of(path: str) -> list[str]:
    """What a path is said to be: words, the metric that is not adopted, or the tests of it."""
    found = ["words"] if is_any(path, WORDS) else []
    found += [name for name, patterns in NOT_ADOPTED.items() if is_any(path, patterns)]
    if found:
        return found
    return [pattern for pattern in CHECKED_BY if is_any(path, [pattern])]


def families(golden: Tree, rows: tuple[Row, ...]) -> dict[str, str]:
    """A first path to a number for each kind of path: names and places are left open."""
    names = (*by_app(rows), *LEVELS)
    open_ = re.compile(rf"\b({'|'.join(map(re.escape, names))})\b|(?<=\| )\d+(?= |$)")
    found: dict[str, str] = {}
    for path, value in leaves(golden).items():
        if isinstance(value, (int, float)):
            found.setdefault(open_.sub("*", path), path)
    return found


def run(test: str, known: Mapping[str, Any]) -> None:
    """Run one of the tests of the oracle on other results."""
    module, _, name = test.rpartition(".")
    function: Callable[..., None] = getattr(import_module(module), name)
    function(**{parameter: known[parameter] for parameter in signature(function).parameters})


def test_every_value_of_the_oracle_is_checked_or_named(golden: Tree) -> None:
    """Each of over 20,000 values has one meaning here; a new key in the file fails this test."""
    found = {path: kinds_of(path) for path in leaves(golden)}
    assert len(found) > 20_000
    assert {path: kinds for path, kinds in found.items() if len(kinds) != 1} == {}


def test_everything_that_is_named_is_there(golden: Tree) -> None:
    """No pattern is left over from another oracle."""
    patterns = [*WORDS, *CHECKED_BY, *(p for named in NOT_ADOPTED.values() for p in named)]
    paths = list(leaves(golden))
    assert [pattern for pattern in patterns if not any(is_any(p, [pattern]) for p in paths)] == []


def test_what_is_said_to_be_checked_is(golden: Tree, rows: tuple[Row, ...]) -> None:
    """One number of each kind is changed; a test that is named for it then fails."""
    unnoticed = []
    for path in families(golden, rows).values():
        (kind,) = kinds_of(path)
        if kind in CHECKED_BY and not is_noticed(changed(golden, path), rows, CHECKED_BY[kind]):
            unnoticed.append(path)
    assert unnoticed == []


def is_noticed(golden: Tree, rows: tuple[Row, ...], tests: tuple[str, ...]) -> bool:
    """Whether at least one of the tests fails on other results."""
    for test in tests:
        try:
            run(test, {"golden": golden, "oracle": golden["statistics_oracle"], "rows": rows})
        except AssertionError:
            return True
    return False


def test_what_is_not_adopted_is_named_with_its_reason() -> None:
    """The glossary has a line for each, and none of them is a metric of ours."""
    text = GLOSSARY.read_text(encoding="utf-8")
    passage = text.partition("## Not adopted")[2].partition("\n## ")[0]
    reasons = dict(re.findall(r"^\| ([^|]+?) \| (.+) \|$", passage, re.MULTILINE))
    assert [name for name in NOT_ADOPTED if len(reasons.get(name, "").split()) < 8] == []
    assert not {name.lower().replace(" ", "_") for name in reasons} & BETTER.keys()


def test_a_difference_is_told_by_its_path() -> None:
    """What differs, what only they have and what only we have; 1e-9 is the limit."""
    theirs = leaves({"a": 1.0, "b": [{"x": "one", "n": 1}, {"x": "two", "n": 2}], "c": None})
    ours = leaves({"a": 1 + 2e-9, "b": {"two": {"n": 2}, "three": {"n": 3}}, "c": None})
    assert differences(theirs, ours) == ["a", "b | one | n", "b | three | n"]
    assert differences(theirs, ours, ["b | one*"]) == ["a", "b | three | n"]
    assert differences(leaves({"a": 0.1 + 0.2}), leaves({"a": 0.3})) == []


@pytest.mark.parametrize(("ours", "is_told"), [(None, True), ("0", True), (0, False)])
def test_nothing_is_no_number(ours: object, *, is_told: bool) -> None:
    """Where one side has no value, or words, the other's 0 is a difference."""
    assert bool(differences({"a": 0.0}, {"a": ours})) is is_told


def test_one_number_is_changed() -> None:
    """A change meets one path only, in rows as in objects."""
    tree = {"a": [{"x": "one", "n": 1}, {"x": "two", "n": 2}], "b": [3, 4]}
    after = leaves(changed(tree, JOINED.join(("a", "two", "n"))))
    assert differences(leaves(tree), after) == ["a | two | n"]
