"""Proofs that others can check: for each claim a formula, and why nothing satisfies it.

The formula says: a patient of this vocabulary, these rules, and the claim broken. It is written in
DIMACS, its unsatisfiability in DRAT, both plain text that any checker of such proofs reads. That
the formula says what it should is not in the proof: the comments name the variables, and tests of
this project hold the encoding to the interpreter.
"""

import json
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from evaluation.analysis.claims import Claim, broken_where
from evaluation.analysis.encode import Encoding
from evaluation.analysis.encoded import Encoded
from evaluation.analysis.prove import Proof, Standing
from evaluation.analysis.replay import must_agree
from evaluation.analysis.solver import SOLVER, refutation
from triage.invariants import InvariantSet
from triage.rules import RuleSet
from triage.vocabulary import digits


@dataclass(frozen=True, slots=True, kw_only=True)
class Certificate:
    """The two texts of one proof."""

    claim: Claim
    formula: str
    proof: str


def certificate(claim: Claim, ruleset: RuleSet) -> Certificate:
    """The certificate of a claim that is true of every patient.

    Raises:
        DisagreementError: the claim is not true.
    """
    rules = Encoded(ruleset)
    broken = broken_where(claim, rules)
    formula = rules.encoding.formula
    clauses = [*formula.clauses, *((literal,) for literal in broken)]
    proof = refutation(clauses)
    must_agree(proof is not None, claim.id)
    comments = [f"{claim.id}: {ruleset.label}, {ruleset.fingerprint}", *_meanings(rules.encoding)]
    lines = [
        *(f"c {comment}" for comment in comments),
        f"p cnf {formula.variables} {len(clauses)}",
        *(f"{' '.join(map(str, clause))} 0" for clause in clauses),
    ]
    text = "".join(f"{line}\n" for line in lines)
    return Certificate(claim=claim, formula=text, proof="".join(f"{p}\n" for p in proof or ()))


def _meanings(encoding: Encoding) -> Iterator[str]:
    """What the literals stand for that are no gates."""
    yield f"{encoding.true} = true"
    for name in encoding.names:
        if encoding.is_number(name):
            yield f"{encoding.known(name)} = {name} is known"
            for (bound, is_beyond), literal in encoding.cuts(name):
                how = "more than" if is_beyond else "at least"
                yield f"{literal} = {name} is known and {how} {digits(bound)}"
        else:
            literals = encoding.present(name)
            yield f"{literals.met} = {name} is known to be present"
            yield f"{literals.ruled_out} = {name} is known to be absent"


def write_certificates(
    folder: Path,
    ruleset: RuleSet,
    invariants: InvariantSet | None,
    proofs: Sequence[Proof],
    on_proof: Callable[[], None] = lambda: None,
) -> None:
    """Write the certificates of all proved claims into a new folder, and an index of all claims.

    ``NAME.cnf`` and ``NAME.drat`` are the two texts of a claim. ``index.json`` comes last, so that
    a folder without one is not whole: it has the hashes of rules, words, invariants and all files.

    Raises:
        OSError: the folder is there already, or cannot be written.
    """
    folder.mkdir(parents=True)
    claims: list[dict[str, object]] = []
    for proof in proofs:
        entry: dict[str, object] = {"id": proof.claim.id, "standing": proof.standing.value}
        if proof.standing is Standing.PROVED:
            made = certificate(proof.claim, ruleset)
            entry["files"] = {
                name: _written(folder / name, text)
                for name, text in (
                    (f"{proof.claim.id}.cnf", made.formula),
                    (f"{proof.claim.id}.drat", made.proof),
                )
            }
            on_proof()
        claims.append(entry)
    index = {
        "schema": "triage-certificates/1",
        "ruleset": ruleset.label,
        "fingerprint": ruleset.fingerprint,
        "vocabulary_fingerprint": ruleset.vocabulary.fingerprint,
        "domain_facts": [fact.id for fact in ruleset.vocabulary.facts],
        "invariants_fingerprint": invariants.fingerprint if invariants else None,
        "solver": SOLVER,
        "claims": claims,
    }
    _written(folder / "index.json", json.dumps(index, ensure_ascii=False, indent=2) + "\n")


def _written(path: Path, text: str) -> str:
    """Write a file, and give its SHA-256."""
    data = text.encode()
    path.write_bytes(data)
    return "sha256:" + sha256(data).hexdigest()
