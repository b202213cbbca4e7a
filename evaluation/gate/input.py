"""What a gate looks at, gathered."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from evaluation.baselines.approval import Approval
from evaluation.comparison import ENDPOINTS, Comparison, Endpoint, compare_runs
from evaluation.describe import what_happened, worst_first
from evaluation.gate.acceptances import Acceptance
from evaluation.gate.candidate import Solved
from evaluation.gate.difference import difference_of, outcome_state, record_state
from evaluation.gate.policy import Policy
from evaluation.gate.together import Together
from evaluation.gate.waivers import CHANGES, TOGETHER, Waiver
from evaluation.metrics import METRIC_BY_NAME, Rate, rate_of, score
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run
from evaluation.spread import single_runs
from triage.dispositions import Scale
from triage.loading.problems import Problem


@dataclass(frozen=True, kw_only=True)
class GateInput:
    """All that a gate looks at.

    ``rule_errors`` are those of the candidate's rules by themselves. ``solved`` says what they do
    for every patient; ``None`` for an engine that is no rule set. ``acceptances`` are of lines of
    the difference from the accepted rules. ``together`` says what else changed with the rules;
    ``None`` where the policy watches nothing. ``approval`` is by whom the baseline was accepted,
    ``None`` for a run that nobody did.
    """

    candidate: Run
    baseline: Run
    scale: Scale
    policy: Policy
    waivers: tuple[Waiver, ...]
    today: date
    rule_errors: tuple[Problem, ...] = ()
    solved: Solved | None = None
    acceptances: tuple[Acceptance, ...] = ()
    together: Together | None = None
    approval: Approval | None = None

    @property
    def threshold(self) -> int:
        """The first rank that counts as an escalation."""
        return self.policy.escalation_threshold.rank

    @property
    def reports_red_flags(self) -> bool:
        """Whether both engines say which red flags they see."""
        return self.candidate.record.reports_red_flags and self.baseline.record.reports_red_flags

    @cached_property
    def comparison(self) -> Comparison:
        """Both runs side by side."""
        return compare_runs(self.baseline, self.candidate)

    @property
    def reads_narratives(self) -> bool:
        """Whether either engine is told how patients say it."""
        return any(run.record.reads_narratives for run in (self.candidate, self.baseline))

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
        """The waivers that hold today for what the difference is now, by what they cover."""
        return {
            waiver.key: waiver
            for waiver in self.waivers
            if waiver.is_in_force(self.today, self.policy.waivers.longest_days)
            and waiver.difference == self.difference(*waiver.key)
        }

    @cached_property
    def accepted_lines(self) -> frozenset[str]:
        """The lines of the difference that somebody accepted, in force today."""
        longest = self.policy.waivers.longest_days
        return frozenset(
            each.line for each in self.acceptances if each.is_in_force(self.today, longest)
        )

    def difference(self, covers: str, of: str) -> str:
        """The name of what a waiver for this would cover: another difference has another name."""
        if covers not in CHANGES:
            return difference_of(covers, of, *self._sides(of))
        sides = [record_state(run.record, covers) for run in (self.baseline, self.candidate)]
        states = self.together.states if self.together and covers == TOGETHER else {}
        return difference_of(covers, of, *sides, states.get(of))

    def _sides(self, vignette: str) -> tuple[object, ...]:
        """Both outcomes of a vignette as plain data; ``None`` on a side that does not have it."""
        before, after = self.baseline.by_id.get(vignette), self.candidate.by_id.get(vignette)
        return tuple(
            outcome_state(outcome, reads_narratives=self.reads_narratives) if outcome else None
            for outcome in (before, after)
        )

    @cached_property
    def scopes(self) -> tuple[tuple[str, Sequence[Outcome]], ...]:
        """The outcomes that a limit has to hold over, each with words for it; first the whole.

        Then those that the baseline has too, where there are others; and of both every single run
        of an engine that was asked several times.
        """
        outcomes = self.candidate.outcomes
        old = [o for o in outcomes if o.vignette in self.comparison.pairs]
        grown = bool(old) and len(old) < len(outcomes)
        words = f"over the {len(old)} vignettes that the baseline has too"
        parts = [("", outcomes), *([(words, old)] if grown else [])]
        runs = [
            (f"run {n}{words and f', {words}'}", run)
            for words, part in parts
            for n, run in enumerate(single_runs(part), start=1)
        ]
        return (*parts, *runs)

    @cached_property
    def rates(self) -> Mapping[str, Rate]:
        """The rates of the candidate over the whole library."""
        return self._rates_of(self.candidate.outcomes)

    def _rates_of(self, outcomes: Sequence[Outcome]) -> Mapping[str, Rate]:
        return score(
            outcomes,
            threshold=self.threshold,
            top=self.scale.most.rank,
            reports_red_flags=self.candidate.record.reports_red_flags,
        ).rates

    def rate_of(self, metric: str, outcomes: Sequence[Outcome]) -> Rate:
        """One rate of some outcomes of the candidate."""
        if metric not in METRIC_BY_NAME:
            return self._rates_of(outcomes)[metric]
        threshold, top = self.threshold, self.scale.most.rank
        return rate_of(METRIC_BY_NAME[metric], outcomes, threshold=threshold, top=top)

    def excused(self, covers: str) -> frozenset[str]:
        """The vignettes whose failing of one kind a waiver lets pass."""
        return frozenset(of for failing, of in self.in_force if failing == covers)

    def split(self, covers: str, names: Iterable[str]) -> tuple[list[str], list[str]]:
        """Vignettes that fail in one way: those without a waiver, and those with one."""
        failing: list[str] = []
        waived: list[str] = []
        for name in names:
            (waived if (covers, name) in self.in_force else failing).append(name)
        return failing, waived

    def described(self, names: Iterable[str]) -> list[str]:
        """Vignettes with expected and given, the worst first."""
        by_id = self.candidate.by_id
        reports = self.candidate.record.reports_red_flags
        worst = worst_first((by_id[name] for name in names), reports_red_flags=reports)
        return [f"{outcome.vignette}: {self.told(outcome)}" for outcome in worst]

    def told(self, outcome: Outcome) -> str:
        """Expected and given of one of the candidate's outcomes."""
        reports = self.candidate.record.reports_red_flags
        return what_happened(outcome, self.scale.ids, reports_red_flags=reports)
