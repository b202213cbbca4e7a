"""The two sides, the approval, and the policy with its criteria."""

from collections.abc import Iterator
from typing import Final

from evaluation.baselines.approval import Approval
from evaluation.comparison import ENDPOINTS, LOWERED, NO_ANSWER
from evaluation.gate.bounds import bound_words
from evaluation.gate.policy import POLICY, Limit, Policy
from evaluation.metrics import TITLES
from evaluation.runs.record import Run
from reports.model.audit.sides import Approved, Criterion, PolicyFacts, Side
from triage.loading.problems import shown


def side_of(run: Run, file: str = "") -> Side:
    """A run as a side; ``file`` is that of its rules, where there is one."""
    record = run.record
    dirty = record.git.get("dirty")
    return Side(
        engine=record.engine,
        kind=record.engine_kind,
        version=record.engine.partition("@")[2] if record.is_rules else "",
        fingerprint=record.engine_fingerprint,
        file=file,
        domain=record.vocabulary,
        vocabulary_fingerprint=record.vocabulary_fingerprint,
        invariants_fingerprint=record.invariants_fingerprint,
        library=record.library,
        library_fingerprint=record.library_fingerprint,
        n=len(run.outcomes),
        started=record.started,
        finished=record.finished,
        command=record.command,
        revision=str(record.git.get("revision", "")),
        dirty=None if dirty is None else bool(dirty),
        environment={name: record.environment[name] for name in sorted(record.environment)},
        reports_red_flags=record.reports_red_flags,
        unknowns=record.unknowns,
        is_deterministic=record.is_deterministic,
        repeat=record.repeat,
        faults=record.faults,
        digest=run.digest,
        folder=_folder(run.folder),
    )


def _folder(folder: str) -> str:
    """Where a run was read from, seen from here."""
    from pathlib import Path

    return shown(Path(folder)) if folder else ""


def approved(approval: Approval | None) -> Approved | None:
    """Who accepted the baseline; ``None`` for nobody."""
    if approval is None:
        return None
    return Approved(
        given=approval.given,
        reason=approval.reason,
        digest=approval.run,
        policy_fingerprint=approval.policy_fingerprint,
    )


def policy_facts(policy: Policy, file: str) -> PolicyFacts:
    """The policy with every criterion."""
    return PolicyFacts(
        title=policy.title,
        file=file,
        fingerprint=policy.fingerprint,
        threshold=policy.escalation_threshold.id,
        criteria=tuple(_criteria(policy)),
        is_watched=POLICY in policy.watch,
    )


def _criteria(policy: Policy) -> Iterator[Criterion]:
    for name, least in policy.minimum.items():
        yield Criterion(
            title=f"{name.replace('_', ' ').capitalize()} measured", asks=f"at least {least}"
        )
    if policy.needs_approval:
        yield Criterion(title="Baseline", asks="approved by name")
    titles = {endpoint.name: endpoint.title for endpoint in ENDPOINTS}
    for name in policy.ratchet:
        yield Criterion(title=_RATCHET.get(name) or f"New {titles[name]}", asks="none")
    for limit in policy.limits:
        yield _limited(limit)
    for flag, of_flag in policy.red_flags.items():
        asks = f"missed in at most {bound_words(of_flag.at_most)} of {of_flag.vignettes} or more"
        yield Criterion(title=f"Red flag {flag}", asks=asks, bound=of_flag.at_most, scope=flag)
    for limit in policy.subgroups.limits:
        yield _limited(limit, "subgroups")
    if policy.evidence_target is not None:
        yield Criterion(
            title="Upper bound of the missed-red-flag rate",
            asks=f"at most {bound_words(policy.evidence_target)}",
            bound=policy.evidence_target,
            scope="evidence",
        )


_RATCHET: Final = {
    LOWERED: "Other vignettes less urgent than accepted",
    NO_ANSWER: "Vignettes without an answer",
}


def _limited(limit: Limit, scope: str = "") -> Criterion:
    sign = "at most" if limit.is_upper else "at least"
    where = " in each subgroup" if scope else ""
    return Criterion(
        title=f"{TITLES[limit.metric]}{where}",
        asks=f"{sign} {bound_words(limit.bound)}",
        metric=limit.metric,
        bound=limit.bound,
        is_upper=limit.is_upper,
        scope=scope,
    )
