"""What the solver says of a candidate's rules: claims for every patient, and who is worse off."""

from collections.abc import Iterator, Sequence

from evaluation.analysis.in_words import claim_words, decision_words, line_words, patient_words
from evaluation.analysis.prove import Proof, Standing
from evaluation.gate.acceptances import Acceptance
from evaluation.gate.input import GateInput
from evaluation.gate.verdict import Check, Group
from triage.loading.problems import did_you_mean
from triage.rules import RuleSet


def solved_checks(gate: GateInput) -> tuple[Check, ...]:
    """Nothing for an engine that is no rule set: it cannot be solved."""
    if gate.solved is None:
        return ()
    return (
        _proofs(gate.solved.proofs, gate.solved.ruleset),
        *([] if gate.solved.unknown is None else [_not_known(gate.solved.unknown)]),
        *([] if gate.solved.difference is None else [_lowered(gate)]),
    )


def acceptance_checks(gate: GateInput) -> list[Check]:
    """One check over all acceptances; none where there are none, or no rules that can be solved."""
    is_asked = bool(gate.acceptances) and gate.solved is not None
    return [_acceptances(gate)] if is_asked else []


def acceptance_words(gate: GateInput, acceptance: Acceptance) -> str:
    """An acceptance for every verdict: the line, why, by whom, and how long still."""
    told = f"{acceptance.line}, {acceptance.says}: {acceptance.reason} ({acceptance.approver}"
    if acceptance.line not in gate.accepted_lines:
        return f"{told}, not in force)"
    return f"{told}, {acceptance.days_left(gate.today)} days left)"


def _proofs(proofs: Sequence[Proof], ruleset: RuleSet) -> Check:
    """Every claim holds for every patient that can be written down, not only in the vignettes."""
    failing = [proof for proof in proofs if proof.standing is not Standing.PROVED]
    return Check(
        name="proofs",
        group=Group.RATCHET,
        title="Claims not proved for every patient",
        holds=not failing,
        numbers=f"{len(failing) or 'none'} of {len(proofs)}",
        items=tuple(_refuted(failing, ruleset)),
    )


def _refuted(failing: Sequence[Proof], ruleset: RuleSet) -> Iterator[str]:
    """One item for each invariant or law, by its first claim that fails; others are counted."""
    groups: dict[str, list[Proof]] = {}
    for proof in failing:
        invariant = proof.claim.invariant
        groups.setdefault(invariant.id if invariant else proof.claim.id, []).append(proof)
    for name, proofs in groups.items():
        more = f" (and {len(proofs) - 1} more of {name})" if len(proofs) > 1 else ""
        yield f"{_proof_words(proofs[0], ruleset)}{more}"


def _proof_words(proof: Proof, ruleset: RuleSet) -> str:
    said = f"{proof.claim.id}: {claim_words(proof.claim, ruleset)}"
    if proof.patient is None or proof.decision is None:
        return f"{said} No patient can meet it."
    patient = patient_words(proof.patient, ruleset.vocabulary)
    then = f"; with it present: {decision_words(proof.then)}" if proof.then else ""
    return f"{said} Refuted by: {patient}. Given: {decision_words(proof.decision)}{then}"


def _not_known(why: str) -> Check:
    """Without the accepted rules nobody can say who is worse off, and so nothing passes."""
    return Check(
        name="difference",
        group=Group.RATCHET,
        title="Patients made less urgent, and not accepted",
        holds=False,
        numbers="not known",
        items=(why,),
    )


def _lowered(gate: GateInput) -> Check:
    """Nobody becomes less urgent, or loses a red flag or pathway, unless somebody accepted it."""
    assert gate.solved is not None  # noqa: S101 - the caller looked
    difference = gate.solved.difference
    assert difference is not None  # noqa: S101 - the caller looked
    accepted = gate.accepted_lines
    left = [line for line in difference.lowered if line.id not in accepted]
    given = tuple(line.id for line in difference.lowered if line.id in accepted)
    words = difference.after.vocabulary
    return Check(
        name="difference",
        group=Group.RATCHET,
        title="Patients made less urgent, and not accepted",
        holds=not left,
        numbers=f"{len(left) or 'none'}{f'; {len(given)} accepted' if given else ''}",
        items=tuple(f"{line.id}  {line_words(line, words)}" for line in left),
        accepted=given,
    )


def _acceptances(gate: GateInput) -> Check:
    """Each acceptance is in force, short enough, and of a line that is there."""
    items = tuple(
        f"line {each.place}, {each.line}: {problem}"
        for each in gate.acceptances
        for problem in _problems(gate, each)
    )
    return Check(
        name="acceptances",
        group=Group.WAIVERS,
        title="Acceptances that are not in force or not needed",
        holds=not items,
        numbers=f"{len(items) or 'none'} of {len(gate.acceptances)}",
        items=items,
    )


def _problems(gate: GateInput, acceptance: Acceptance) -> Iterator[str]:
    yield from acceptance.out_of_force(gate.today, gate.policy.waivers.longest_days)
    found = gate.solved.difference if gate.solved else None
    lines = {line.id: line for line in found.lines} if found else {}
    if gate.solved and gate.solved.unknown is not None:
        yield "whether it is needed cannot be told: the difference is not known"
    elif acceptance.line not in lines:
        hint = did_you_mean(acceptance.line, sorted(lines)) if lines else ""
        yield f"lapsed: no line of the difference says that any more. {hint}".rstrip()
    elif not lines[acceptance.line].is_lower:
        yield "not needed: that line lowers nothing"
