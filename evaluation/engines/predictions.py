"""Recorded answers as an engine under test: nothing is run, a file is read."""

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from itertools import islice
from typing import Any, Final

from evaluation.engines.answers import AnswerReader, failed, start_of
from evaluation.engines.content import fingerprint_of, hash_of
from evaluation.engines.description import COLUMNS, Description, Table
from evaluation.engines.protocol import Fault, Given, Request, Traits, Unknowns
from evaluation.engines.recorded import Recorded, Row, parse_recorded, read_bytes
from evaluation.outcomes import Result, Status
from triage.listing import few
from triage.loading.problems import LoadError, Notes, Problem, did_you_mean, quoted, shown
from triage.vocabulary import Vocabulary

# The reason of an abstention that has none of its own.
_NOT_RECORDED: Final = "no answer recorded"


@dataclass(frozen=True, slots=True)
class _Answer:
    """What is recorded for one vignette; ``input`` is the hash of the patient, where it is told."""

    result: Result
    place: str
    input: str = ""


class PredictionsEngine:
    """Answers with what a file says of each vignette, found by its own id, or by the request's.

    A row that says something wrong costs its vignette, and so does a vignette that stands twice; a
    vignette without a row has no answer. Rows that nobody asked for are one fault.
    """

    def __init__(self, description: Description, words: Vocabulary) -> None:
        """Read the file.

        Raises:
            LoadError: it cannot be read, or it does not have the columns that are needed.
        """
        path = description.folder / description.target
        file = shown(path)
        data = read_bytes(path, file)
        self._traits = description.traits
        self._label = description.label
        self._fingerprint = fingerprint_of(description, {description.target: hash_of(data)})
        recorded = parse_recorded(data, file)
        _check_columns(recorded, description, file)
        rows = _chosen(recorded, description.table.where, file)
        self._answers = _Rows(description, words, recorded).answers(rows, Notes(file))

    @property
    def label(self) -> str:
        """Name and version, as described."""
        return self._label

    @property
    def fingerprint(self) -> str:
        """The hash of the description and of the file's bytes."""
        return self._fingerprint

    @property
    def traits(self) -> Traits:
        """What is declared of it."""
        return self._traits

    def answers(self, requests: Iterable[Request]) -> Iterator[Given]:
        """The recorded answer of each vignette, in the order given; then what was not asked."""
        open_ = dict(self._answers)
        unanswered: list[str] = []
        for request in requests:
            names = {name for name in (request.vignette, request.id) if name in self._answers}
            if not names:
                unanswered.append(request.vignette)
            for name in names:
                open_.pop(name, None)
            yield request.id, self._result(request)
        if open_ and self._traits.unknowns is not Unknowns.ABSTAIN:  # which asks less on purpose
            yield Fault(_never_asked(open_, unanswered))

    def _result(self, request: Request) -> Result:
        answer = self._answers.get(request.vignette)
        by_request = self._answers.get(request.id)
        if answer and by_request:
            return failed(f"recorded under both of its ids: {answer.place}, {by_request.place}")
        answer = answer or by_request
        if answer is None:
            return Result(status=Status.MISSING, reason=_NOT_RECORDED)
        if answer.input and request.digest and answer.input != request.digest:
            message = "recorded for another patient: the vignette's input was changed since"
            return failed(f"{answer.place}: {message}")
        return answer.result


def _check_columns(recorded: Recorded, description: Description, file: str) -> None:
    """Every column that is needed or named has to be there."""
    notes, table = Notes(file), description.table
    needed = {name: _theirs(table, name) for name in ("id", "disposition")}
    for ours, theirs in {**needed, **table.columns}.items():
        if theirs not in recorded.columns:
            notes.add(0, ours, _no_column(theirs, recorded.columns))
    for theirs in table.where:
        if theirs not in recorded.columns:
            notes.add(0, "where", _no_column(theirs, recorded.columns))
    flags = description.traits.reports_red_flags and "red_flags" not in table.columns
    if flags and "red_flags" not in recorded.columns:
        notes.add(0, "red_flags", f"{_no_column('red_flags', ())} {_HOW_TO_SAY}")
    notes.raise_if_any()


_HOW_TO_SAY: Final = (
    'An engine that tells no red flags needs an engine file with "red_flags: not_reported"; a '
    "column of another name is told under predictions, columns."
)


def _no_column(name: str, there: Iterable[str]) -> str:
    hint = _meant(name, filter(None, there))
    return f"there is no column {quoted(name)}.{hint and ' '}{hint}"


def _meant(name: str, there: Iterable[str]) -> str:
    """What may have been meant, of names that a file is full of: not all, and none in length."""
    names = dict.fromkeys(start_of(known, 40) for known in islice(there, _MOST_NAMES))
    return did_you_mean(name, names) if names else ""


def _theirs(table: Table, ours: str) -> str:
    return table.columns.get(ours, ours)


def _chosen(recorded: Recorded, where: Mapping[str, str], file: str) -> list[Row]:
    """The rows that have all the values asked for.

    Raises:
        LoadError: there is none.
    """
    rows = list(recorded.rows)
    for column, value in where.items():
        kept = [row for row in rows if _as_text(row.cells.get(column)) == value]
        if not kept:
            there = dict.fromkeys(str(_as_text(row.cells.get(column))) for row in rows)
            message = f"no row has {quoted(value)} there. {_meant(value, there)}"
            raise LoadError([Problem(file=file, line=0, field=f"where.{column}", message=message)])
        rows = kept
    return rows


def _as_text(cell: object) -> object:
    """A cell as text where it is a number, so that 7 and 7.0 are the name "7" in every format."""
    if isinstance(cell, str):
        return cell.strip()
    if isinstance(cell, bool):
        return "true" if cell else "false"
    if isinstance(cell, int):
        return str(cell)
    if isinstance(cell, float) and math.isfinite(cell):
        return str(int(cell)) if cell == int(cell) else str(cell)
    return cell


class _Rows:
    """Turns rows into answers by the vignette that they are for."""

    def __init__(self, description: Description, words: Vocabulary, recorded: Recorded) -> None:
        self._reader = AnswerReader(description, words)
        self._table = description.table
        self._is_table = recorded.is_table
        self._columns = {name: _theirs(self._table, name) for name in COLUMNS}

    def answers(self, rows: Iterable[Row], notes: Notes) -> dict[str, _Answer]:
        """One answer for each vignette; one that stands twice has an error for an answer.

        Raises:
            LoadError: rows that do not say which vignette they are for.
        """
        found: dict[str, list[Row]] = {}
        for row in rows:
            name = _as_text(row.cells.get(self._columns["id"]))
            if isinstance(name, str) and name:
                found.setdefault(name, []).append(row)
            else:
                where = "" if row.line else f"{row.place}: "
                message = f"{where}the id of a vignette needs to stand here."
                notes.add(row.line, self._columns["id"], message)
        notes.raise_if_any()
        return {
            name: self._answer(same[0]) if len(same) == 1 else _twice(same)
            for name, same in found.items()
        }

    def _answer(self, row: Row) -> _Answer:
        result = self._reader.result_of(self._as_answer(row))
        if result.status is Status.ERROR:
            result = replace(result, reason=f"{row.place}: {result.reason}")
        told = _as_text(row.cells.get(self._columns["input"]))
        return _Answer(result, row.place, told if isinstance(told, str) else "")

    def _as_answer(self, row: Row) -> dict[str, Any]:
        """The row in the words that every engine answers in."""
        answer: dict[str, Any] = {ours: row.cells[theirs] for ours, theirs in self._told(row)}
        if "disposition" in answer:
            said = _as_text(answer["disposition"])
            answer["disposition"] = None if said == "" else said
            if answer["disposition"] is None:
                answer["reason"] = answer.get("reason") or _NOT_RECORDED
        if self._is_table:
            for key in ("red_flags", "pathways"):
                if isinstance(cell := answer.get(key), str):
                    answer[key] = self._names_in(cell)
        return answer

    def _told(self, row: Row) -> Iterator[tuple[str, str]]:
        for ours in ("disposition", "red_flags", "pathways", "reason"):
            if self._columns[ours] in row.cells:
                yield ours, self._columns[ours]

    def _names_in(self, cell: str) -> list[str]:
        return [name for part in cell.split(self._table.separator) if (name := part.strip())]


def _twice(rows: list[Row]) -> _Answer:
    places = few([row.place for row in rows], _SHOWN)
    return _Answer(failed(f"recorded {len(rows)} times: {places}"), rows[0].place)


def _never_asked(answers: Mapping[str, _Answer], unanswered: Sequence[str]) -> str:
    """What nobody asked for, with its place, and which vignette without an answer may be meant."""
    told = [
        f"{start_of(name)} ({answer.place}{_likely(name, unanswered)})"
        for name, answer in islice(answers.items(), _SHOWN)
    ]
    others = list(answers)[_SHOWN:]
    count = "1 recorded answer" if len(answers) == 1 else f"{len(answers)} recorded answers"
    return f"{count} for vignettes that were not asked: {few([*told, *others], _SHOWN)}"


def _likely(name: str, unanswered: Sequence[str]) -> str:
    close = get_close_matches(name[:_LONGEST_NAME], unanswered[:_MOST_NAMES], n=1, cutoff=0.8)
    return f'; did you mean "{start_of(close[0])}"?' if close else ""


_SHOWN: Final = 3
_MOST_NAMES: Final = 1000
_LONGEST_NAME: Final = 100
