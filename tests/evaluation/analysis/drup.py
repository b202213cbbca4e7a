"""Checks a proof that a formula cannot be true, line by line, with no solver and no library.

    python tests/evaluation/analysis/drup.py FILE.cnf FILE.drup

prints "verified", or the line that fails, and exits with 0 or 1. The formula is DIMACS, the proof
textual DRUP or DRAT (Heule, Hunt and Wetzler 2013): each line adds a clause, or deletes one with a
leading ``d``, and ends in 0. An added clause has to follow by unit propagation alone: with all its
literals false, the clauses so far run into a contradiction (RUP). Where it does not, all its
resolvents on its first literal have to (RAT). The proof has to add the empty clause, on a line that
is only ``0``; without it nothing is proved, however plain the contradiction.

A deletion of a clause by which a literal has been settled for good is passed over: a clause more is
never unsound.
"""

import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_FILES: Final = 2
_INTEGER: Final = re.compile("-?[0-9]{1,9}")


class ProofError(Exception):
    """A formula or proof that cannot be read, or a step that does not follow; names its line."""


@dataclass(frozen=True, slots=True)
class _Step:
    line: int
    is_deletion: bool
    literals: tuple[int, ...]


def check(formula: str, proof: str) -> int:
    """Check a proof, both as texts; the number of clauses that it adds, the empty one included.

    Raises:
        ProofError: the first line that is malformed, deletes what is not there, or does not follow;
            or that the proof ends without the empty clause.
    """
    checked = _Clauses(_clauses_of(formula))
    added = 0
    for step in _steps_of(proof):
        if step.is_deletion:
            if not checked.delete(step.literals):
                raise ProofError(f"proof, line {step.line}: no such clause to delete")
            continue
        if not checked.follows(step.literals):
            raise ProofError(f"proof, line {step.line}: the clause does not follow")
        added += 1
        if not step.literals:
            return added
        checked.add(step.literals)
    raise ProofError("proof: it ends without the empty clause")


def _clauses_of(text: str) -> list[tuple[int, ...]]:
    """The clauses of a DIMACS text; a clause may go over several lines."""
    size: tuple[int, int] | None = None
    clauses: list[tuple[int, ...]] = []
    open_clause: list[int] = []
    for line, words in _lines(text):
        if words[0] == "p":
            if size is not None:
                raise ProofError(f"formula, line {line}: a second header")
            size = _size(words, line)
            continue
        if size is None:
            raise ProofError(f"formula, line {line}: no header before the first clause")
        for literal in _integers(words, f"formula, line {line}"):
            if abs(literal) > size[0]:
                raise ProofError(f"formula, line {line}: {literal} is beyond the variables")
            if literal:
                open_clause.append(literal)
            else:
                clauses.append(tuple(open_clause))
                open_clause = []
    if size is None or open_clause or len(clauses) != size[1]:
        raise ProofError("formula: it does not have the clauses of its header")
    return clauses


def _size(words: Sequence[str], line: int) -> tuple[int, int]:
    if len(words) != 4 or words[1] != "cnf":
        raise ProofError(f"formula, line {line}: no header of the form p cnf VARIABLES CLAUSES")
    variables, clauses = _integers(words[2:], f"formula, line {line}")
    if variables < 0 or clauses < 0:
        raise ProofError(f"formula, line {line}: less than none")
    return variables, clauses


def _steps_of(text: str) -> Iterator[_Step]:
    for line, words in _lines(text):
        is_deletion = words[0] == "d"
        literals = _integers(words[1:] if is_deletion else words, f"proof, line {line}")
        if not literals or literals[-1] or 0 in literals[:-1]:
            raise ProofError(f"proof, line {line}: not one clause that ends in 0")
        yield _Step(line, is_deletion, tuple(literals[:-1]))


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """The words of each line, and its number; comments and empty lines are left out."""
    for line, content in enumerate(text.splitlines(), start=1):
        words = content.split()
        if words and words[0] != "c":
            yield line, words


def _integers(words: Iterable[str], place: str) -> list[int]:
    found = []
    for word in words:
        if not _INTEGER.fullmatch(word):
            raise ProofError(f"{place}: {word!r} is no literal")
        found.append(int(word))
    return found


class _Clauses:
    """The clauses so far, and what follows from them by unit propagation for good.

    Each clause of two literals or more stands in the lists of two of them, which are not false
    unless the clause is satisfied: only when one of these becomes false is it looked at.
    """

    def __init__(self, clauses: Iterable[Sequence[int]]) -> None:
        self._true: set[int] = set()
        self._trail: list[int] = []
        self._reasons: set[int] = set()
        self._is_contradictory = False
        self._watched: dict[int, list[list[int]]] = {}
        self._by_content: dict[frozenset[int], list[list[int]]] = {}
        for clause in clauses:
            self.add(clause)

    def add(self, literals: Sequence[int]) -> None:
        """One clause more, and what follows with it."""
        clause = list(dict.fromkeys(literals))
        self._by_content.setdefault(frozenset(clause), []).append(clause)
        if any(-literal in clause for literal in clause):
            return
        clause.sort(key=lambda literal: -literal in self._true)  # those that are false come last
        for literal in clause[:2] if len(clause) > 1 else ():
            self._watched.setdefault(literal, []).append(clause)
        if len(clause) < 2 or -clause[1] in self._true:
            self._settle(clause)

    def delete(self, literals: Iterable[int]) -> bool:
        """One clause less; false where there is no such clause."""
        same = self._by_content.get(frozenset(literals))
        if not same:
            return False
        clause = next((one for one in same if id(one) not in self._reasons), None)
        if clause is not None:
            same[:] = [one for one in same if one is not clause]
            for watching in (self._watched.get(literal, []) for literal in clause[:2]):
                watching[:] = [one for one in watching if one is not clause]
        return True

    def follows(self, literals: Sequence[int]) -> bool:
        """Whether a clause may be added: by unit propagation, or by resolvents on its first."""
        return self._contradicts(literals) or (bool(literals) and self._resolves(literals))

    def _resolves(self, literals: Sequence[int]) -> bool:
        opposite = -literals[0]
        return all(
            self._contradicts([*literals, *(content - {opposite})])
            for content, clauses in self._by_content.items()
            if clauses and opposite in content
        )

    def _settle(self, clause: list[int]) -> None:
        """A clause of which all literals but the first are false for good."""
        if not clause or -clause[0] in self._true:
            self._is_contradictory = True
        elif clause[0] not in self._true:
            self._assume(clause[0])
            self._reasons.add(id(clause))
            self._is_contradictory |= self._propagated(len(self._trail) - 1, self._reasons)

    def _contradicts(self, literals: Iterable[int]) -> bool:
        """Whether the clauses contradict it that all the literals are false."""
        if self._is_contradictory:
            return True
        start = len(self._trail)
        found = False
        for literal in literals:
            if literal in self._true:
                found = True
                break
            if -literal not in self._true:
                self._assume(-literal)
        found = found or self._propagated(start, set())
        self._true.difference_update(self._trail[start:])
        del self._trail[start:]
        return found

    def _assume(self, literal: int) -> None:
        self._true.add(literal)
        self._trail.append(literal)

    def _propagated(self, place: int, reasons: set[int]) -> bool:
        """Follow what is new on the trail from a place on; whether it ends in a contradiction."""
        while place < len(self._trail):
            false = -self._trail[place]
            place += 1
            watching = self._watched.get(false, [])
            kept: list[list[int]] = []
            for position, clause in enumerate(watching):
                if self._moved(clause, false):
                    continue
                kept.append(clause)
                if clause[0] in self._true:
                    continue
                if -clause[0] in self._true:
                    self._watched[false] = [*kept, *watching[position + 1 :]]
                    return True
                self._assume(clause[0])
                reasons.add(id(clause))
            self._watched[false] = kept
        return False

    def _moved(self, clause: list[int], false: int) -> bool:
        """Whether another literal of a clause can be watched instead of a false one."""
        if clause[0] == false:
            clause[0], clause[1] = clause[1], clause[0]
        if clause[0] in self._true:
            return False
        for place in range(2, len(clause)):
            if -clause[place] not in self._true:
                clause[1], clause[place] = clause[place], clause[1]
                self._watched.setdefault(clause[1], []).append(clause)
                return True
        return False


def main(arguments: Sequence[str]) -> int:
    """Check two files; the exit code."""
    if len(arguments) != _FILES:
        sys.stderr.write("usage: drup.py FILE.cnf FILE.drup\n")
        return 2
    try:
        formula, proof = (Path(name).read_text(encoding="ascii") for name in arguments)
        check(formula, proof)
    except OSError as error:
        sys.stdout.write(f"{error.filename}: {error.strerror}\n")
    except UnicodeDecodeError:
        sys.stdout.write("not a text of literals; a binary proof cannot be checked\n")
    except ProofError as error:
        sys.stdout.write(f"{error}\n")
    else:
        sys.stdout.write("verified\n")
        return 0
    return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
