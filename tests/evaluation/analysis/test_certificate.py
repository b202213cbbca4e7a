"""Proofs that others can check: accepted as they are, refused once anything needed is taken out."""

import json
import re
import subprocess
import sys
from collections.abc import Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, Final

import pytest
from pysat.solvers import Solver

from evaluation.analysis.certificate import Certificate, certificate, write_certificates
from evaluation.analysis.claims import claims_of
from evaluation.analysis.prove import prove
from evaluation.analysis.replay import DisagreementError
from tests.evaluation.analysis import drup
from tests.evaluation.analysis.drup import ProofError, check
from tests.evaluation.kit.small_rules import SMALL_WORDS, invariant, rule, ruleset
from triage.conditions import AtLeast, Compare, Comparison, Present, all_of
from triage.invariants import Bound
from triage.repository import load_invariants, load_ruleset

A, B, C = (Present(name) for name in "abc")
SELF_CARE, ROUTINE, URGENT, EMERGENCY = SMALL_WORDS.scale.levels
KNEE: Final = "knee@1.1.0"
RULES: Final = ruleset(
    rule("alarm", URGENT, A, "flag"),
    rule("late", ROUTINE, all_of(B, Compare("n", Comparison.MORE_THAN, 1))),
)
Clauses = list[tuple[int, ...]]


@pytest.fixture(scope="module")
def made() -> Mapping[str, Certificate]:
    """The certificates of all claims about the shipped rules, by their ids."""
    rules = load_ruleset(KNEE)
    claims = claims_of(rules, load_invariants(rules))
    return {claim.id: certificate(claim, rules) for claim in claims}


def clauses_of(formula: str) -> Clauses:
    """The clauses of a formula, as it is written."""
    lines = (line.split() for line in formula.splitlines() if line[0] not in "cp")
    return [tuple(map(int, words[:-1])) for words in lines]


def formula_of(clauses: Clauses) -> str:
    """Clauses as a formula."""
    most = max(abs(literal) for clause in clauses for literal in clause)
    body = "".join(f"{' '.join(map(str, (*clause, 0)))}\n" for clause in clauses)
    return f"p cnf {most} {len(clauses)}\n{body}"


def broken_by(one: Certificate) -> Clauses:
    """The clauses at the end that say that the claim is broken: one literal each."""
    clauses = clauses_of(one.formula)
    start = max((place for place, clause in enumerate(clauses) if len(clause) > 1), default=0)
    return clauses[start + 1 :]


def test_every_proof_about_the_shipped_rules_is_accepted(made: Mapping[str, Certificate]) -> None:
    """By a checker that shares nothing with the solver."""
    assert len(made) == 127
    for one in made.values():
        assert check(one.formula, one.proof) >= 1


def test_without_the_broken_claim_the_formula_can_be_true(
    made: Mapping[str, Certificate],
) -> None:
    """It is the claim that cannot be broken, not the patients and rules who cannot be.

    No proof is accepted then either: this is what a clause less comes to, for each of them.
    """
    for name, one in made.items():
        clauses = clauses_of(one.formula)
        broken = broken_by(one)
        assert broken, name
        kept = clauses[: -len(broken)]
        with Solver(name="minisat22", bootstrap_with=kept) as solver:
            assert solver.solve(), name
        with pytest.raises(ProofError):
            check(formula_of(kept), one.proof)


PAIRS: Final = ruleset(
    rule("ab", URGENT, all_of(A, B)),
    rule("ac", URGENT, all_of(A, C)),
    rule("bc", URGENT, all_of(B, C)),
)
TWO: Final = next(claims_of(PAIRS, invariant(URGENT, AtLeast(2, (A, B, C)))))
"""Two of three, said by its three pairs: to see that takes more than reading the clauses once."""


def test_a_proof_is_refused_once_a_clause_that_it_needs_is_missing() -> None:
    """With it gone the formula can be true. The clauses of other claims are not missed."""
    one = certificate(TWO, PAIRS)
    clauses = clauses_of(one.formula)
    needed = []
    for place, clause in enumerate(clauses):
        kept = [*clauses[:place], *clauses[place + 1 :]]
        with Solver(name="minisat22", bootstrap_with=kept) as solver:
            if solver.solve():
                needed.append(clause)
                with pytest.raises(ProofError, match=r"proof(, line \d+)?: "):
                    check(formula_of(kept), one.proof)
    assert len(needed) > 10
    assert {*broken_by(one)} <= {*needed}


def test_a_proof_is_refused_once_a_step_is_missing_or_another(
    made: Mapping[str, Certificate],
) -> None:
    """The line is named that does not follow any more.

    Of most claims the clauses alone say enough. Of these they do not: the steps matter.
    """
    hard = [name for name, one in made.items() if not is_plain(one)]
    assert {"C04.ceiling", "C04.ceiling_possible", "monotone.knee_pain"} <= {*hard}
    for name in hard:
        one = made[name]
        lines = one.proof.splitlines()
        steps = lines[: lines.index("0")]
        added = [place for place, step in enumerate(steps) if not step.startswith("d")]
        kept = [step for step in steps if step.startswith("d")]
        last = len(kept) + 1
        assert (
            answer(one.formula, [*kept, "0"]) == f"proof, line {last}: the clause does not follow"
        )
        told = [
            answer(one.formula, [*steps[:place], opposite(steps[place]), *steps[place + 1 :], "0"])
            for place in added
        ]
        refused = [place for place, said in zip(added, told, strict=True) if said]
        assert refused or name.startswith("monotone"), name  # whose later steps say it again
        for place in refused:
            assert f"proof, line {place + 1}: the clause does not follow" in told


def is_plain(one: Certificate) -> bool:
    """Whether the contradiction shows with no step at all."""
    return not answer(one.formula, ["0"])


def opposite(step: str) -> str:
    """A step with its first literal turned round."""
    first, *rest = step.split()
    return " ".join([str(-int(first)), *rest])


def answer(formula: str, steps: Sequence[str]) -> str:
    """What the checker says of a proof; nothing where it accepts it."""
    try:
        check(formula, "\n".join(steps))
    except ProofError as error:
        return str(error)
    return ""


def test_the_comments_say_what_every_variable_is_that_is_no_gate(
    made: Mapping[str, Certificate],
) -> None:
    """A gate is settled by the others; whatever is free has a name."""
    named = re.compile(r"^c -?(\d+) = ", re.MULTILINE)
    for name, one in made.items():
        clauses = clauses_of(one.formula)
        variables = set(range(1, int(one.formula.partition("p cnf ")[2].split()[0]) + 1))
        told = {int(found) for found in named.findall(one.formula)}
        assert variables - gates_in(clauses) <= told, name
        assert not told & gates_in(clauses), name


def gates_in(clauses: Clauses) -> set[int]:
    """Variables that are *any of* some others: a clause with it negated, and a pair with each."""
    known = {frozenset(clause) for clause in clauses}
    return {
        -clause[0]
        for clause in clauses
        if clause[0] < 0
        and len(clause) > 2
        and all(frozenset((-clause[0], -literal)) in known for literal in clause[1:])
    }


def test_the_comments_of_a_small_certificate() -> None:
    """What was claimed, of which rules, and each variable in words."""
    claim = next(claims_of(RULES, invariant(URGENT, A)))
    comments = [
        line for line in certificate(claim, RULES).formula.splitlines() if line.startswith("c ")
    ]
    told = [re.sub(r"^c -?\d+ = ", "c # = ", line) for line in comments]
    assert told == [
        "c F1.floor: small@1.0.0, ",
        "c # = true",
        "c # = a is known to be present",
        "c # = a is known to be absent",
        "c # = b is known to be present",
        "c # = b is known to be absent",
        "c # = n is known",
        "c # = n is known and more than 1",
    ]


def test_there_is_no_certificate_of_a_claim_that_is_not_true() -> None:
    """Asked for one nevertheless, the harness says that it disagrees with itself."""
    claim = next(claims_of(RULES, invariant(EMERGENCY, A)))
    with pytest.raises(DisagreementError, match=r"^F1\.floor: "):
        certificate(claim, RULES)


def test_a_folder_of_certificates(tmp_path: Path) -> None:
    """Two files of each proved claim, none of the others, and an index with all the hashes."""
    rules = RULES
    asked = invariant(ROUTINE, A, bound=Bound.CEILING)
    proofs = list(prove(rules, asked))
    told: list[int] = []
    folder = tmp_path / "new" / "certificates"
    write_certificates(folder, rules, asked, proofs, lambda: told.append(1))
    index: dict[str, Any] = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    claims = index.pop("claims")
    assert index == {
        "invariants_fingerprint": asked.fingerprint,
        "solver": "cadical195",
        "schema": "triage-certificates/1",
        "ruleset": "small@1.0.0",
        "fingerprint": rules.fingerprint,
        "vocabulary_fingerprint": SMALL_WORDS.fingerprint,
        "domain_facts": [],
    }
    assert {claim["id"]: claim["standing"] for claim in claims} == {
        "F1.ceiling": "refuted",
        "F1.ceiling_possible": "refuted",
        "minimum.flag": "proved",
        "open_red_flag.a": "proved",
        "monotone.a": "proved",
    }
    files = {name: its for claim in claims for name, its in claim.get("files", {}).items()}
    assert {path.name for path in folder.iterdir()} == {"index.json", *files}
    assert len(files) == 2 * len(told) == 6
    for name, its in files.items():
        assert its == f"sha256:{sha256((folder / name).read_bytes()).hexdigest()}"
    for name in ("minimum.flag", "open_red_flag.a", "monotone.a"):
        assert told_by_checker(folder, name) == (0, "verified\n")
    (folder / "monotone.a.drat").write_text("d 1 0\n", encoding="ascii")
    told_then = "proof: it ends without the empty clause\n"
    assert told_by_checker(folder, "monotone.a") == (1, told_then)


def told_by_checker(folder: Path, name: str) -> tuple[int, str]:
    """What an auditor is told: the checker alone, isolated from this project."""
    done = subprocess.run(
        [sys.executable, "-I", drup.__file__, f"{name}.cnf", f"{name}.drat"],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def test_no_folder_is_written_into_twice(tmp_path: Path) -> None:
    """Proofs of different rules would stand side by side."""
    with pytest.raises(FileExistsError):
        write_certificates(tmp_path, RULES, None, [])
    assert list(tmp_path.iterdir()) == []


def test_the_same_rules_give_the_same_bytes(made: Mapping[str, Certificate]) -> None:
    """Nothing in a certificate hangs on what was proved before it."""
    rules = load_ruleset(KNEE)
    claim = made["F10.floor"].claim
    again = certificate(claim, rules)
    assert (again.formula, again.proof) == (made["F10.floor"].formula, made["F10.floor"].proof)
