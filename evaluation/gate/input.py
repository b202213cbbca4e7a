"""What a gate looks at, gathered."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from evaluation.comparison import ENDPOINTS, Comparison, Endpoint, compare
from evaluation.describe import what_happened, worst_first
from evaluation.gate.candidate import Floors
from evaluation.gate.policy import Policy
from evaluation.gate.waivers import Waiver
from evaluation.metrics import Rate, score
from evaluation.runs.record import Run
from triage.dispositions import Scale
from triage.loading.problems import Problem


@dataclass(frozen=True, kw_only=True)
class GateInput:
    """All that a gate looks at.

    ``rule_errors`` are those of the candidate's rules by themselves. ``floors`` says which floors
    they keep for every patient; ``None`` where the domain states none.
    """

    candidate: Run
    baseline: Run
    scale: Scale
    policy: Policy
    waivers: tuple[Waiver, ...]
    today: date
    rule_errors: tuple[Problem, ...] = ()
    floors: Floors | None = None

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

    def described(self, names: Iterable[str]) -> list[str]:
        """Vignettes with expected and given, the worst first."""
        by_id = self.candidate.by_id
        return [
            f"{outcome.vignette}: {what_happened(outcome, self.scale.ids)}"
            for outcome in worst_first(by_id[name] for name in names)
        ]
