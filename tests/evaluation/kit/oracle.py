"""The oracle: rates computed in R, and the answers of 22 symptom checkers behind them.

Neither is ours, and neither is copied into the project: a test that needs them skips where they are
not beside it. The data has three levels, one right answer for each vignette, and no red flags; an
emergency is taken as the red flag here. An empty advice is an abstention.
"""

import csv
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest

from evaluation.metrics import Scores, score
from evaluation.outcomes import Expected, Outcome, Result, Status

ORACLE: Final = Path(__file__).parents[4] / "shared" / "oracle"
LEVELS: Final = ("Self-care", "Non-Emergency", "Emergency")
EMERGENCY: Final = LEVELS.index("Emergency")
NOT_ANSWERED: Final = Result(status=Status.ABSTAINED, reason="no advice")

Tree = Mapping[str, Any]
Leaves = dict[str, object]


@cache
def golden() -> Tree:
    """Everything that was computed in R."""
    content: Tree = json.loads(_file("symptomcheckR_golden.json").read_text(encoding="utf-8"))
    return content


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One symptom checker on one vignette: ``advice`` is empty where it gave none.

    ``is_stored_right`` is the column of the data that says whether the advice was right. It
    disagrees with advice and gold in 23 rows, which is why nothing of ours reads such a column.
    """

    app: str
    vignette: str
    advice: str
    gold: str
    is_stored_right: bool


def rows() -> tuple[Row, ...]:
    """The data behind the oracle."""
    return read_rows(data_file())


def data_file() -> Path:
    """Where the data stands."""
    return _file("symptomcheckR_data.csv")


@cache
def read_rows(path: Path) -> tuple[Row, ...]:
    """The rows of a file of the data's shape."""
    with path.open(encoding="utf-8", newline="") as file:
        return tuple(
            Row(
                app=row["App_name"],
                vignette=row["Vignette_id"],
                advice=row["Triage_advice_from_app"],
                gold=row["Goldstandard_solution"],
                is_stored_right=row["Correct_Triage_Advice_provided_from_app"] == "TRUE",
            )
            for row in csv.DictReader(file)
        )


def _file(name: str) -> Path:
    path = ORACLE / name
    if not path.exists():
        pytest.skip(f"the R oracle is not part of the project, and not at {path}")
    return path


def outcome_of(row: Row) -> Outcome:
    """The row as an outcome; right or wrong follows from advice and gold."""
    advice = LEVELS.index(row.advice) if row.advice else None
    return _outcome(row, NOT_ANSWERED if advice is None else _gave(advice))


def as_stored(row: Row) -> Outcome:
    """The row as an outcome that is right exactly where the stored column says so."""
    right = LEVELS.index(row.gold)
    if not row.advice:
        return _outcome(row, NOT_ANSWERED)
    return _outcome(row, _gave(right if row.is_stored_right else (right + 1) % len(LEVELS)))


def _gave(rank: int) -> Result:
    return Result(status=Status.OK, disposition=rank)


def _outcome(row: Row, result: Result) -> Outcome:
    right = LEVELS.index(row.gold)
    return Outcome(
        vignette=row.vignette,
        family=row.vignette,
        kind="canonical",
        expected=Expected(
            preferred=right,
            floor=right,
            ceiling=right,
            red_flags=frozenset({"emergency"} if right == EMERGENCY else ()),
        ),
        result=result,
        digests=dict.fromkeys(("input", "gold", "narrative", "text"), row.vignette),
    )


def scored(outcomes: Sequence[Outcome]) -> Scores:
    """Our numbers: an emergency is the first level that escalates, and the last there is."""
    return score(outcomes, threshold=EMERGENCY, top=EMERGENCY, reports_red_flags=False)


def by_app(found: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """The rows of each symptom checker, in the order of their first rows."""
    return _grouped((row.app, row) for row in found)


def by_vignette(found: Iterable[Row]) -> dict[str, tuple[Row, ...]]:
    """The rows of each vignette, in the order of their first rows."""
    return _grouped((row.vignette, row) for row in found)


def _grouped(named: Iterable[tuple[str, Row]]) -> dict[str, tuple[Row, ...]]:
    groups: dict[str, list[Row]] = {}
    for name, row in named:
        groups.setdefault(name, []).append(row)
    return {name: tuple(group) for name, group in groups.items()}


def changed(tree: Any, wanted: str, path: tuple[str, ...] = ()) -> Any:
    """The same tree with another number at one path, as :func:`leaves` names them."""
    joined = JOINED.join(path)
    if joined == wanted:
        return tree + 1
    if not wanted.startswith(joined):
        return tree
    if isinstance(tree, Mapping):
        return {key: changed(inner, wanted, (*path, key)) for key, inner in tree.items()}
    if isinstance(tree, list):
        named = [(_named(item)[0] or str(place), item) for place, item in enumerate(tree)]
        return [changed(item, wanted, (*path, name)) for name, item in named]
    return tree


def leaves(tree: object, path: tuple[str, ...] = ()) -> Leaves:
    """Every value of a tree by its path.

    A list of objects is read as a table: the texts in a row are its name, so that the order of the
    rows does not count.
    """
    return dict(_leaves(tree, path))


def _leaves(tree: object, path: tuple[str, ...]) -> Iterator[tuple[str, object]]:
    if isinstance(tree, Mapping):
        for key, inner in tree.items():
            yield from _leaves(inner, (*path, key))
    elif isinstance(tree, Sequence) and not isinstance(tree, str):
        for place, item in enumerate(tree):
            name, inner = _named(item)
            yield from _leaves(inner, (*path, name or str(place)))
    else:
        yield JOINED.join(path), tree


JOINED: Final = " | "


def _named(item: object) -> tuple[str, object]:
    if not isinstance(item, Mapping):
        return "", item
    texts = [value for value in item.values() if isinstance(value, str)]
    rest = {key: value for key, value in item.items() if not isinstance(value, str)}
    return ", ".join(texts), rest


def differences(theirs: Leaves, ours: Leaves, leaving_out: Iterable[str] = ()) -> list[str]:
    """The paths at which two trees differ by more than 1e-9, or which only one of them has.

    ``leaving_out`` are patterns of paths which only theirs needs to have.
    """
    patterns = tuple(leaving_out)
    wanted = {path for path in theirs if not is_any(path, patterns)}
    return sorted(
        path
        for path in wanted | ours.keys()
        if path not in theirs or path not in ours or not is_same(theirs[path], ours[path])
    )


def is_any(path: str, patterns: Iterable[str]) -> bool:
    """Whether a path is one that a pattern means."""
    return any(fnmatchcase(path, pattern) for pattern in patterns)


def is_same(first: object, second: object) -> bool:
    """Equal, as a number to within 1e-9; nothing is equal to nothing only."""
    if isinstance(first, (int, float)) and isinstance(second, (int, float)):
        return abs(first - second) < TOLERANCE
    return first == second


TOLERANCE: Final = 1e-9
