"""Checks of the candidate as a whole, which need no single vignette to be seen."""

from evaluation.describe import given_words
from evaluation.gate.difference import is_declared_weaker
from evaluation.gate.input import GateInput
from evaluation.gate.policy import BASELINE
from evaluation.gate.solved import solved_checks
from evaluation.gate.together import Together
from evaluation.gate.verdict import Check, Group
from evaluation.gate.waivers import DECLARED, INVARIANTS, TOGETHER, VOCABULARY
from evaluation.repeats import differ
from evaluation.runs.record import RunRecord


def whole_checks(gate: GateInput) -> tuple[Check, ...]:
    """Words, invariants and what is declared as before; no faults; rules sound by themselves."""
    record = gate.candidate.record
    return (
        _vocabulary(gate),
        _invariants(gate),
        _declared(gate),
        *([_faults(gate)] if not record.is_rules else []),
        *([_repeatable(gate)] if record.repeat > 1 else []),
        _rules(gate),
        *solved_checks(gate),
        *([_together(gate, gate.together)] if gate.together is not None else []),
    )


def _vocabulary(gate: GateInput) -> Check:
    """What findings, red flags and dispositions mean is what it was when the run was accepted."""
    before, after = gate.baseline.record, gate.candidate.record
    is_same = before.vocabulary_fingerprint == after.vocabulary_fingerprint
    wrong = (
        "another meaning of findings, red flags or dispositions, or other domain facts; accept it "
        "with a new run"
    )
    return _unchanged(gate, VOCABULARY, wrong, is_same=is_same)


def _invariants(gate: GateInput) -> Check:
    """The floors and ceilings are those that the accepted run was held to."""
    before, after = gate.baseline.record, gate.candidate.record
    is_same = before.invariants_fingerprint == after.invariants_fingerprint
    wrong = "other floors or ceilings; accept them with a new run"
    return _unchanged(gate, INVARIANTS, wrong, is_same=is_same)


def _unchanged(gate: GateInput, what: str, wrong: str, *, is_same: bool) -> Check:
    """Something of the domain is as it was accepted; a waiver names the vocabulary."""
    failing, waived = gate.split(what, [] if is_same else [gate.candidate.record.vocabulary])
    return Check(
        name=what,
        group=Group.RATCHET,
        title=f"{what.capitalize()} changed",
        holds=not failing,
        numbers="no" if is_same else "yes",
        items=(wrong,) if failing else (),
        waived=tuple(waived),
        waivable=tuple((what, name) for name in failing),
    )


def _rules(gate: GateInput) -> Check:
    """Errors that need no vignette to be seen."""
    return Check(
        name="rules",
        group=Group.RATCHET,
        title="Errors in the rules",
        holds=not gate.rule_errors,
        numbers=f"{len(gate.rule_errors) or 'none'}",
        items=tuple(str(problem) for problem in gate.rule_errors),
    )


def _declared(gate: GateInput) -> Check:
    """How answers are taken is as it was accepted: a declaration can hide what is wrong."""
    before, after = gate.baseline.record, gate.candidate.record
    is_weaker = is_declared_weaker(before, after)
    failing, waived = gate.split(DECLARED, [after.engine] if is_weaker else [])
    return Check(
        name=DECLARED,
        group=Group.RATCHET,
        title="Less is declared of the engine",
        holds=not failing,
        numbers="yes" if is_weaker else "no",
        items=(f"it was: {_traits(before)}; it is: {_traits(after)}",) if failing else (),
        waived=tuple(waived),
        waivable=tuple((DECLARED, name) for name in failing),
    )


def _traits(record: RunRecord) -> str:
    times = "once" if record.repeat == 1 else f"{record.repeat} times over"
    repeats = "deterministic" if record.is_deterministic else "not deterministic"
    return f"{record.engine_kind}, unknowns {record.unknowns}, {repeats}, asked {times}"


def _faults(gate: GateInput) -> Check:
    """An engine that says what nobody asked cannot be trusted in the rest."""
    faults = gate.candidate.record.faults
    return Check(
        name="faults",
        group=Group.RATCHET,
        title="Faults of the engine",
        holds=not faults,
        numbers=f"{len(faults) or 'none'}",
        items=faults,
    )


def _repeatable(gate: GateInput) -> Check:
    """A deterministic engine repeats itself; of another one the worst answer counts."""
    record, ids = gate.candidate.record, gate.scale.ids
    varied = [o for o in gate.candidate.outcomes if differ(o.repeats)]
    items = tuple(f"{o.vignette}: {given_words(o, ids)}" for o in varied)
    counts = "" if record.is_deterministic else "; the worst answer counts"
    return Check(
        name="repeatable",
        group=Group.RATCHET,
        title="Vignettes answered differently when asked again",
        holds=not (varied and record.is_deterministic),
        numbers=f"{len(varied) or 'none'}, asked {record.repeat} times over{counts}",
        items=items,
    )


def _together(gate: GateInput, together: Together) -> Check:
    """Nobody changes in one go what is judged and what it is judged by."""
    before, after = gate.baseline.record, gate.candidate.record
    has_rules = (
        together.has_rules
        or before.engine_fingerprint != after.engine_fingerprint
        or bool(gate.comparison.changed)
    )
    changes = together.changes if has_rules else ()
    if together.has_run and not has_rules:  # an approval may change by itself, and nothing with it
        changes = tuple(change for change in together.changes if change.of != BASELINE)
    failing, waived = gate.split(TOGETHER, [change.of for change in changes])
    unseen = [f"cannot be told: {together.note}"] if together.is_blind else []
    unseen += [f"the policy watches {path}, which is not there" for path in together.nowhere]
    return Check(
        name=TOGETHER,
        group=Group.RATCHET,
        title="Changed together with the rules",
        holds=not (failing or unseen),
        numbers=(
            ", ".join(change.of for change in changes)
            or ("a watched path is not there" if together.nowhere else "")
            or _nothing(together, is_on=has_rules)
        ),
        items=(
            *(
                f"{change.of} changed together with rules: {item}"
                for change in changes
                if change.of in failing
                for item in change.items
            ),
            *unseen,
        ),
        waived=tuple(waived),
        waivable=tuple((TOGETHER, name) for name in failing),
    )


def _nothing(together: Together, *, is_on: bool) -> str:
    if together.is_blind:
        return "not known"
    changed = "".join(f"; {change.of} changed" for change in together.changes)
    words = "nothing" if is_on else f"the rules are unchanged{changed}"
    how = together.since or together.note
    return f"{words} ({how})" if how else words
