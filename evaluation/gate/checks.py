"""The checks of the gate: each a small function from what was measured to one :class:`Check`.

The ratchet counts single vignettes and is no statistic: with an exact McNemar test it takes six
newly missed red flags to reach p < 0.05. Fixes elsewhere never pay for a newly failing vignette.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from evaluation.comparison import (
    ENDPOINTS,
    Comparison,
    Endpoint,
    compare,
    under_gold,
)
from evaluation.describe import gold_words, what_happened, worst_first
from evaluation.gate.policy import Guard, Limit, Policy
from evaluation.gate.verdict import Check, GateReport, Group
from evaluation.gate.waivers import CASE_SET_CHANGES, Waiver
from evaluation.metrics import TITLES, Rate, score
from evaluation.outcomes import Expected, Outcome, Status
from evaluation.runs.record import Run
from evaluation.statistics.intervals import clean_vignettes_needed, clopper_pearson_upper
from triage.dispositions import Scale
from triage.loading.problems import Problem


@dataclass(frozen=True, kw_only=True)
class GateInput:
    """All that a gate looks at. ``release`` is the error that a released version has changed."""

    candidate: Run
    baseline: Run
    scale: Scale
    policy: Policy
    waivers: tuple[Waiver, ...]
    today: date
    release: Problem | None = None

    @property
    def reports_red_flags(self) -> bool:
        """Whether both engines say which red flags they see."""
        return self.candidate.record.reports_red_flags and self.baseline.record.reports_red_flags

    @cached_property
    def comparison(self) -> Comparison:
        """Both runs side by side."""
        return compare(
            self.baseline.outcomes,
            self.candidate.outcomes,
            reports_red_flags=self.reports_red_flags,
        )

    @cached_property
    def endpoints(self) -> tuple[Endpoint, ...]:
        """The endpoints of the ratchet, in their own order."""
        return tuple(
            endpoint
            for endpoint in ENDPOINTS
            if endpoint.name in self.policy.ratchet
            and (self.reports_red_flags or not endpoint.needs_red_flags)
        )

    @cached_property
    def in_force(self) -> dict[tuple[str, str], Waiver]:
        """The waivers that hold today, by what they cover."""
        return {
            waiver.key: waiver
            for waiver in self.waivers
            if waiver.days_left(self.today) >= 0 and waiver.approved <= self.today
        }

    @cached_property
    def _rates(self) -> dict[frozenset[str], Mapping[str, Rate]]:
        return {}

    def rates_without(self, left_out: frozenset[str]) -> Mapping[str, Rate]:
        """The rates of the candidate over all but some vignettes, computed once for each set."""
        if left_out not in self._rates:
            kept = [o for o in self.candidate.outcomes if o.vignette not in left_out]
            self._rates[left_out] = score(
                kept,
                threshold=self.policy.escalation_threshold.rank,
                top=self.scale.most.rank,
                reports_red_flags=self.candidate.record.reports_red_flags,
            ).rates
        return self._rates[left_out]

    def split(self, covers: str, names: Iterable[str]) -> tuple[list[str], list[str]]:
        """Vignettes that fail in one way: those without a waiver, and those with one."""
        failing: list[str] = []
        waived: list[str] = []
        for name in names:
            (waived if (covers, name) in self.in_force else failing).append(name)
        return failing, waived


def run_gate(gate: GateInput) -> GateReport:
    """All checks. Where nothing comparable was measured, only the checks that say so."""
    measured = [_results(gate), _minimum(gate), _scale(gate), _comparable(gate)]
    if not all(check.holds for check in measured):
        return GateReport(checks=tuple(measured))
    return GateReport(
        checks=(
            *measured,
            *(_ratchet(gate, endpoint) for endpoint in gate.endpoints),
            _new_vignettes(gate),
            *(_case_set(gate, change) for change in CASE_SET_CHANGES),
            _released(gate),
            *(_limit(gate, limit) for limit in gate.policy.limits),
            *_evidence(gate),
            *_waivers(gate),
        )
    )


# Measured at all


def _results(gate: GateInput) -> Check:
    statuses = [o.result.status for o in gate.candidate.outcomes]
    missing = [o.vignette for o in gate.candidate.outcomes if o.result.status is Status.MISSING]
    ok = statuses.count(Status.OK)
    return Check(
        name="results",
        group=Group.MEASURED,
        title="Every vignette has a result",
        holds=not missing and ok > 0,
        numbers=f"{ok} of {len(statuses)} answered, {len(missing)} missing",
        items=tuple(missing),
    )


def _minimum(gate: GateInput) -> Check:
    outcomes, policy = gate.candidate.outcomes, gate.policy
    red = sum(outcome.demands_red_flag for outcome in outcomes)
    enough = len(outcomes) >= policy.minimum_vignettes and red >= policy.minimum_red_flag_vignettes
    return Check(
        name="minimum",
        group=Group.MEASURED,
        title="Enough vignettes",
        holds=enough,
        numbers=(
            f"{len(outcomes)} vignettes (at least {policy.minimum_vignettes}), "
            f"{red} with a red flag (at least {policy.minimum_red_flag_vignettes})"
        ),
    )


def _scale(gate: GateInput) -> Check:
    candidate, baseline = gate.candidate.record, gate.baseline.record
    same = candidate.dispositions == baseline.dispositions == gate.scale.ids
    return Check(
        name="scale",
        group=Group.MEASURED,
        title="One scale of dispositions",
        holds=same,
        numbers=" < ".join(gate.scale.ids),
        items=() if same else (f"the baseline has {' < '.join(baseline.dispositions)}",),
    )


def _comparable(gate: GateInput) -> Check:
    comparison = gate.comparison
    silent = gate.baseline.record.reports_red_flags and not gate.reports_red_flags
    return Check(
        name="comparable",
        group=Group.MEASURED,
        title="Comparable with the baseline",
        holds=bool(comparison.comparable) and not silent,
        items=("the candidate reports no red flags; the baseline does",) if silent else (),
        numbers=(
            f"{len(comparison.comparable)} comparable, "
            f"{len(comparison.only_in_candidate)} new, "
            f"{len(comparison.only_in_baseline)} removed, "
            f"{len(comparison.gold_edited)} gold edited, "
            f"{len(comparison.input_edited)} input edited"
        ),
    )


# Ratchet


def _ratchet(gate: GateInput, endpoint: Endpoint) -> Check:
    """No comparable vignette may newly fail; a relabelled one may not under either gold."""
    found = gate.comparison.endpoint(endpoint.name)
    newly = list(found.newly_failing) if found else []
    newly += [name for name in _newly_failing_relabelled(gate, endpoint) if name not in newly]
    failing, waived = gate.split(endpoint.name, newly)
    fixed = len(found.newly_fixed) if found else 0
    still = len(found.still_failing) if found else 0
    return Check(
        name=f"new_{endpoint.name}",
        group=Group.RATCHET,
        title=f"No new {endpoint.title}",
        holds=not failing,
        numbers=f"{len(newly)} new, {fixed} fixed, {still} still",
        items=tuple(_described(gate, failing)),
        waived=tuple(waived),
    )


def _newly_failing_relabelled(gate: GateInput, endpoint: Endpoint) -> list[str]:
    comparison = gate.comparison
    names = [n for n in comparison.gold_edited if n not in comparison.input_edited]
    before = [comparison.pairs[name].baseline for name in names]
    after = [comparison.pairs[name].candidate for name in names]
    golds = ({o.vignette: o.expected for o in before}, {o.vignette: o.expected for o in after})
    return [
        name
        for name in names
        if any(_newly_fails(endpoint, before, after, gold, name) for gold in golds)
    ]


def _newly_fails(
    endpoint: Endpoint,
    before: list[Outcome],
    after: list[Outcome],
    gold: Mapping[str, Expected],
    name: str,
) -> bool:
    old = next(o for o in under_gold(before, gold) if o.vignette == name)
    new = next(o for o in under_gold(after, gold) if o.vignette == name)
    return _fails(endpoint, new) and not _fails(endpoint, old)


def _fails(endpoint: Endpoint, outcome: Outcome) -> bool:
    return endpoint.applies(outcome) and endpoint.fails(outcome)


def _new_vignettes(gate: GateInput) -> Check:
    """A vignette that is new, or whose input was edited, may not fail an endpoint at once."""
    names = sorted({*gate.comparison.only_in_candidate, *gate.comparison.input_edited})
    by_id = gate.candidate.by_id
    failing: list[str] = []
    waived: list[str] = []
    for endpoint in gate.endpoints:
        bad, let_pass = gate.split(
            endpoint.name, [name for name in names if _fails(endpoint, by_id[name])]
        )
        failing += [f"{text} ({endpoint.title})" for text in _described(gate, bad)]
        waived += let_pass
    return Check(
        name="new_vignettes",
        group=Group.RATCHET,
        title="No new vignette fails",
        holds=not failing,
        numbers=f"{len(names)} new or with edited input",
        items=tuple(failing),
        waived=tuple(waived),
    )


def _case_set(gate: GateInput, change: str) -> Check:
    comparison, baseline = gate.comparison, gate.baseline.by_id
    names = {
        "removed": comparison.only_in_baseline,
        "gold_edited": comparison.gold_edited,
        "input_edited": comparison.input_edited,
    }[change]
    guarded = [name for name in names if _is_guarded(gate, baseline[name])]
    failing, waived = gate.split(change, guarded)
    words = change.replace("_", " ")
    whom = "vignette" if gate.policy.guard is Guard.ALL else "safety vignette"
    return Check(
        name=f"vignettes_{change}",
        group=Group.RATCHET,
        title=f"No {whom} {words}",
        holds=not failing,
        numbers=f"{len(names)} {words}",
        items=tuple(_account(gate, name, change) for name in failing),
        waived=tuple(waived),
    )


def _is_guarded(gate: GateInput, outcome: Outcome) -> bool:
    """Whether a vignette may not go or change; a relabelled one counts as it was."""
    if gate.policy.guard is Guard.ALL:
        return True
    escalates = outcome.expected.floor >= gate.policy.escalation_threshold.rank
    return outcome.demands_red_flag or escalates


def _account(gate: GateInput, name: str, change: str) -> str:
    if change != "gold_edited":
        return name
    pair = gate.comparison.pairs[name]
    old, new = pair.baseline.expected, pair.candidate.expected
    ids = gate.scale.ids
    return f"{name}: {gold_words(old, ids)} became {gold_words(new, ids)}"


def _released(gate: GateInput) -> Check:
    return Check(
        name="released",
        group=Group.RATCHET,
        title="No released version has changed",
        holds=gate.release is None,
        numbers=gate.candidate.record.engine,
        items=(str(gate.release),) if gate.release else (),
    )


# Limits


def _limit(gate: GateInput, limit: Limit) -> Check:
    rate = _rate_without_waived(gate, limit.metric)
    value = rate.value if rate else None
    sign = "at most" if limit.is_upper else "at least"
    if rate is None:
        numbers = f"not reported by the engine; {sign} {limit.bound:.1%}"
    elif value is None:
        numbers = f"not estimable (0 of 0); {sign} {limit.bound:.1%}"
    else:
        numbers = f"{rate.k} of {rate.n} = {value:.1%}; {sign} {limit.bound:.1%}"
    return Check(
        name=f"limit_{limit.metric}",
        group=Group.LIMITS,
        title=TITLES[limit.metric],
        holds=rate is None or (value is not None and limit.holds(value)),
        numbers=numbers,
    )


def _rate_without_waived(gate: GateInput, metric: str) -> Rate | None:
    """A rate over the vignettes whose failing in this metric no waiver lets pass."""
    covers = _COVERED_BY.get(metric)
    waived = {vignette for failing, vignette in gate.in_force if failing == covers}
    return gate.rates_without(frozenset(waived)).get(metric)


_COVERED_BY = {
    "missed_red_flag_rate": "missed_red_flag",
    "missed_red_flag_rate_by_detection": "undetected_red_flag",
    "flag_level_miss_rate": "undetected_red_flag",
    "under_triage_rate": "under_triage",
    "over_triage_rate": "over_triage",
    "pathway_recall": "lost_pathway",
}


# Evidence


def _evidence(gate: GateInput) -> list[Check]:
    target = gate.policy.evidence_target
    if target is None:
        return []
    rate = _rate_without_waived(gate, "missed_red_flag_rate")
    k, n = (rate.family_k, rate.family_n) if rate else (0, 0)
    bound = clopper_pearson_upper(k, n)
    shown = "not estimable" if bound is None else f"at most {bound:.1%}"
    numbers = f"{k} of {n} families missed, so {shown} (95 %, this library); target {target:.1%}"
    needed = clean_vignettes_needed(k, n, target)
    return [
        Check(
            name="evidence",
            group=Group.EVIDENCE,
            title="Upper bound of the missed-red-flag rate",
            holds=bound is not None and bound <= target,
            numbers=numbers,
            items=(f"{needed} more clean families would reach the target",) if needed else (),
        )
    ]


# Waivers


def _waivers(gate: GateInput) -> list[Check]:
    """Every waiver holds today, is short enough, and covers something that still fails."""
    if not gate.waivers:
        return []
    tests: Mapping[str, Callable[[Waiver], bool]] = {
        "expired": lambda w: w.days_left(gate.today) < 0,
        "approved in the future": lambda w: w.approved > gate.today,
        f"longer than {gate.policy.longest_waiver_days} days": lambda w: (
            (w.expires - w.approved).days > gate.policy.longest_waiver_days
        ),
        "stale, since nothing that it covers fails": lambda w: not _covers_something(gate, w),
    }
    items = [
        f"{waiver.covers} of {waiver.vignette} ({waiver.approver}): {why}"
        for waiver in gate.waivers
        for why, applies in tests.items()
        if applies(waiver)
    ]
    soonest = min(waiver.days_left(gate.today) for waiver in gate.waivers)
    return [
        Check(
            name="waivers",
            group=Group.WAIVERS,
            title="Every waiver is in force and needed",
            holds=not items,
            numbers=f"{len(gate.waivers)} waivers, the first to expire in {soonest} days",
            items=tuple(items),
        )
    ]


def _covers_something(gate: GateInput, waiver: Waiver) -> bool:
    comparison = gate.comparison
    changes = {
        "removed": comparison.only_in_baseline,
        "gold_edited": comparison.gold_edited,
        "input_edited": comparison.input_edited,
    }
    if waiver.covers in changes:
        return waiver.vignette in changes[waiver.covers]
    outcome = gate.candidate.by_id.get(waiver.vignette)
    endpoint = next(e for e in ENDPOINTS if e.name == waiver.covers)
    return outcome is not None and _fails(endpoint, outcome)


def _described(gate: GateInput, names: Iterable[str]) -> list[str]:
    """Vignettes with expected and given, the worst first."""
    by_id = gate.candidate.by_id
    return [
        f"{outcome.vignette}: {what_happened(outcome, gate.scale.ids)}"
        for outcome in worst_first(by_id[name] for name in names)
    ]
