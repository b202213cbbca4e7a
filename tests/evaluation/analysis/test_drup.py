"""The checker of proofs: it accepts what follows, and nothing else."""

import subprocess
import sys
from collections.abc import Sequence
from itertools import product
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.evaluation.analysis import drup
from tests.evaluation.analysis.drup import ProofError, check
from tests.evaluation.kit.laws import laws

Clauses = Sequence[Sequence[int]]

# Every combination of two variables is refused.
SQUARE: Final = "c four corners\np cnf 2 4\n1 2 0\n-1 2 0\n1 -2 0\n-1 -2 0\n"
RIGHT: Final = "2 0\n0\n"

literals = st.sampled_from([sign * variable for variable in range(1, 5) for sign in (1, -1)])
formulas = st.lists(st.lists(literals, min_size=1, max_size=3), min_size=1, max_size=14)
proofs = st.lists(st.lists(literals, max_size=2), max_size=5)


def dimacs(clauses: Clauses) -> str:
    """A formula of four variables as text."""
    return f"p cnf 4 {len(clauses)}\n{lines(clauses)}"


def lines(clauses: Clauses, start: str = "") -> str:
    """Clauses as text, one on each line."""
    return "".join(f"{start}{' '.join(map(str, (*clause, 0)))}\n" for clause in clauses)


def can_be_true(clauses: Clauses) -> bool:
    """Whether some assignment of the four variables makes all clauses true: each is tried."""
    return any(
        all(
            any((literal > 0) is values[abs(literal) - 1] for literal in clause)
            for clause in clauses
        )
        for values in product([False, True], repeat=4)
    )


def fault(formula: str, proof: str) -> str:
    """What the checker says of a proof that it refuses."""
    with pytest.raises(ProofError) as caught:
        check(formula, proof)
    return str(caught.value)


def test_a_right_proof_is_accepted() -> None:
    """Two clauses are added, the second one the empty clause; comments and deletions stand by."""
    assert check(SQUARE, RIGHT) == 2
    assert check(SQUARE, "c half\n2 0\nd 2 1 0\n\nd -1 2 0\n0\n9 9 0\n") == 2


def test_a_clause_that_does_not_follow_is_refused_at_its_line() -> None:
    """1 holds either way; 2 is left open, and so nothing may settle it."""
    assert fault("p cnf 2 2\n1 2 0\n1 -2 0\n", "1 0\n-1 2 0\n0\n") == (
        "proof, line 2: the clause does not follow"
    )


def test_a_contradiction_that_needs_a_case_split_is_no_step() -> None:
    """Unit propagation alone sees nothing: the empty clause at once is a step too far."""
    assert fault(SQUARE, "0\n") == "proof, line 1: the clause does not follow"


@pytest.mark.parametrize("proof", ["", "c nothing\n", "2 0\n", "2 0\n1 0\n-1 0\n"])
def test_a_proof_without_the_empty_clause_proves_nothing(proof: str) -> None:
    """However plain the contradiction is by then: a proof that was cut off stays unproved."""
    assert fault(SQUARE, proof) == "proof: it ends without the empty clause"


def test_a_line_that_was_cut_off_is_malformed() -> None:
    """The last line lacks its end."""
    assert fault(SQUARE, RIGHT[:-4]) == "proof, line 1: not one clause that ends in 0"


def test_a_proof_of_another_formula_is_refused() -> None:
    """One clause less, and the same proof proves nothing."""
    other = "p cnf 2 3\n1 2 0\n-1 2 0\n1 -2 0\n"
    assert fault(other, RIGHT) == "proof, line 2: the clause does not follow"


def test_what_was_deleted_cannot_be_used() -> None:
    """The clause that the next step needs is gone."""
    assert fault(SQUARE, "d 1 2 0\n2 0\n0\n") == "proof, line 2: the clause does not follow"


def test_of_two_equal_clauses_one_may_be_deleted() -> None:
    """The other one stays in use; a third deletion has nothing to delete."""
    twice = SQUARE.replace("cnf 2 4", "cnf 2 5") + "2 1 0\n"
    assert check(twice, "d 1 2 0\n" + RIGHT) == 2
    assert fault(twice, "d 1 2 0\nd 1 2 0\nd 1 2 0\n" + RIGHT) == (
        "proof, line 3: no such clause to delete"
    )


def test_what_settled_a_literal_for_good_stays() -> None:
    """A clause more is never unsound, so that this deletion is passed over."""
    chain = "p cnf 3 4\n1 0\n-1 2 0\n-2 3 0\n-2 -3 0\n"
    assert check(chain, "d 1 0\nd -1 2 0\n0\n") == 1


@pytest.mark.parametrize("formula", ["p cnf 1 1\n1 0\n", "p cnf 2 2\n-2 1 0\n2 0\n"])
def test_nothing_contradicts_what_a_deleted_clause_has_settled(formula: str) -> None:
    """Without the clause the opposite would seem free to add, and prove what is not so."""
    clause = formula.splitlines()[1]
    assert fault(formula, f"d {clause}\n-1 0\n0\n") == ("proof, line 2: the clause does not follow")


def test_a_definition_of_a_new_variable_follows_on_its_first_literal() -> None:
    """3 stands for "1 and 2": a clause that does not follow, but takes nothing away (RAT)."""
    definition = "-3 1 0\n-3 2 0\n3 -1 -2 0\n"
    assert check(SQUARE, definition + RIGHT) == 5


def test_the_first_literal_counts() -> None:
    """On another literal the same clause is no definition."""
    assert fault("p cnf 2 1\n1 2 0\n", "-3 1 0\n1 -3 0\n1 3 0\n0\n") == (
        "proof, line 4: the clause does not follow"
    )
    assert fault("p cnf 2 2\n1 2 0\n-1 2 0\n", "-2 3 0\n0\n") == (
        "proof, line 1: the clause does not follow"
    )
    assert fault("p cnf 2 2\n1 2 0\n-1 2 0\n", "3 -2 0\n0\n") == (
        "proof, line 2: the clause does not follow"
    )


@pytest.mark.parametrize(
    ("proof", "message"),
    [
        ("2\n", "proof, line 1: not one clause that ends in 0"),
        ("2 0 1 0\n", "proof, line 1: not one clause that ends in 0"),
        ("2 0\nd\n", "proof, line 2: not one clause that ends in 0"),
        ("2 x 0\n", "proof, line 1: 'x' is no literal"),
        ("2 0\n- 0\n", "proof, line 2: '-' is no literal"),
        (f"{'9' * 5000} 0\n", f"proof, line 1: '{'9' * 5000}' is no literal"),
        ("d 1 0\n", "proof, line 1: no such clause to delete"),
        ("o 1 0\n", "proof, line 1: 'o' is no literal"),
    ],
)
def test_a_malformed_proof_is_refused_at_its_line(proof: str, message: str) -> None:
    """Never passed over: what cannot be read could be anything."""
    assert fault(SQUARE, proof) == message


@pytest.mark.parametrize(
    ("formula", "message"),
    [
        ("", "formula: it does not have the clauses of its header"),
        ("1 2 0\n", "formula, line 1: no header before the first clause"),
        ("p cnf 2\n", "formula, line 1: no header of the form p cnf VARIABLES CLAUSES"),
        ("p dnf 2 1\n1 0\n", "formula, line 1: no header of the form p cnf VARIABLES CLAUSES"),
        ("p cnf 2 -1\n", "formula, line 1: less than none"),
        ("p cnf 2 1\np cnf 2 1\n", "formula, line 2: a second header"),
        ("p cnf 2 1\n1 3 0\n", "formula, line 2: 3 is beyond the variables"),
        ("p cnf 2 1\n1 2\n", "formula: it does not have the clauses of its header"),
        ("p cnf 2 1\n1 0\n2 0\n", "formula: it does not have the clauses of its header"),
        ("p cnf 2 1\n1 y 0\n", "formula, line 2: 'y' is no literal"),
    ],
)
def test_a_malformed_formula_is_refused(formula: str, message: str) -> None:
    """The header has to tell the truth: a clause that was lost would be another formula."""
    assert fault(formula, "0\n") == message


def test_a_clause_may_go_over_lines_and_a_line_may_hold_several() -> None:
    """As DIMACS allows it; repeated literals and clauses that always hold do no harm."""
    assert check("p cnf 2 6\n1 2\n2 0 -1 2 0\nc\n1 -2 0 -1\n-2 0 1 -1 0 2 2 1 0\n", RIGHT) == 2


@settings(laws, max_examples=300)
@given(formula=formulas, proof=proofs)
def test_what_is_accepted_is_never_true(formula: Clauses, proof: Clauses) -> None:
    """Whatever steps are tried: with a proof that is accepted, no assignment makes it true."""
    try:
        check(dimacs(formula), lines([*proof, ()]))
    except ProofError:
        return
    assert not can_be_true(formula)


@settings(laws, max_examples=200)
@given(formula=formulas, kept=st.integers(0, 14), proof=proofs)
def test_deletions_between_the_steps_make_nothing_true(
    formula: Clauses, kept: int, proof: Clauses
) -> None:
    """The same law with clauses deleted after the first step, where resolvents count (RAT)."""
    steps = lines(proof[:1]) + lines(formula[kept:], "d ") + lines([*proof[1:], ()])
    try:
        check(dimacs(formula), steps)
    except ProofError:
        return
    assert not can_be_true(formula)


@settings(laws, max_examples=200)
@given(formula=formulas)
def test_splitting_every_case_proves_whatever_is_never_true(formula: Clauses) -> None:
    """The proof that any formula has: each assignment is refused, the longest clauses first."""
    signs = [[(1, -1)] * size for size in (4, 3, 2, 1, 0)]
    cases = [
        [sign * variable for variable, sign in enumerate(chosen, start=1)]
        for sizes in signs
        for chosen in product(*sizes)
    ]
    if can_be_true(formula):
        fault(dimacs(formula), lines(cases))
    else:
        assert check(dimacs(formula), lines(cases)) == len(cases)


@pytest.mark.parametrize("solver", ["cadical195", "glucose4", "lingeling"])
def test_proofs_of_solvers_are_accepted(solver: str) -> None:
    """Five pigeons do not fit into four holes, as three solvers write it; a step less fails."""
    from pysat.solvers import Solver

    holes = range(4)
    pigeons = [[4 * pigeon + hole + 1 for hole in holes] for pigeon in range(5)]
    apart = [[-a[hole], -b[hole]] for hole in holes for a in pigeons for b in pigeons if a < b]
    clauses = [*pigeons, *apart]
    with Solver(name=solver, bootstrap_with=clauses, with_proof=True) as asked:
        assert not asked.solve()
        proof = asked.get_proof()
    formula = f"p cnf 20 {len(clauses)}\n{lines(clauses)}"
    assert check(formula, "\n".join(proof)) > 0
    fault(formula, "\n".join(proof[:-1]))
    fault(formula.replace(f"cnf 20 {len(clauses)}", f"cnf 20 {len(clauses) - 1}")[:-8], "0\n")


def run(*arguments: str) -> tuple[int, str, str]:
    """The checker as an auditor starts it: exit code, output and errors."""
    done = subprocess.run(
        [sys.executable, "-I", drup.__file__, *arguments],
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def test_an_auditor_starts_it_alone(tmp_path: Path) -> None:
    """A formula and a proof, in a process that sees nothing of this project."""
    formula, proof = tmp_path / "f.cnf", tmp_path / "f.drup"
    formula.write_text(SQUARE, encoding="ascii")
    proof.write_text(RIGHT, encoding="ascii")
    assert run(str(formula), str(proof)) == (0, "verified\n", "")
    proof.write_text("0\n", encoding="ascii")
    refused = "proof, line 1: the clause does not follow\n"
    assert run(str(formula), str(proof)) == (1, refused, "")


def test_what_cannot_be_checked_is_not_verified(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A file that is not there, a binary proof and a missing argument are said, not thrown."""
    formula, proof = tmp_path / "f.cnf", tmp_path / "f.drup"
    formula.write_text(SQUARE, encoding="ascii")
    assert drup.main([str(formula), str(proof)]) == 1
    assert capsys.readouterr().out == f"{proof}: No such file or directory\n"
    proof.write_bytes(b"a\x04\x00a\xff\x00")
    assert drup.main([str(formula), str(proof)]) == 1
    assert capsys.readouterr().out == "not a text of literals; a binary proof cannot be checked\n"
    assert drup.main([str(formula)]) == 2
    assert capsys.readouterr().err == "usage: drup.py FILE.cnf FILE.drup\n"
