"""The policy: what a candidate must satisfy, as data that people write and sign for."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from typing import Final

from evaluation.metrics import BETTER, Better
from triage.dispositions import Disposition

MINIMA: Final = ("vignettes", "red_flag_vignettes", "families", "escalations", "non_escalations")
"""What a policy can ask to have been measured at least; the first two it has to."""
RULES: Final = "rules"
POLICY: Final = "policy"
SETTINGS: Final = "settings"
BASELINE: Final = "baseline"
WATCHED: Final = (POLICY, BASELINE, "library", "invariants", "engine", SETTINGS)
"""What a policy can ask not to change together with the rules.

The waivers are not among them: one that lets pass that they changed would change them.
"""


APPROVED: Final = "approved"
"""The one kind of baseline that a policy can ask for by name."""


def exact_share(bound: float) -> Fraction:
    """A bound as it is written in a policy: 0.58 is 58 of 100, which no float is."""
    return Fraction(str(bound))


class Guard(StrEnum):
    """Which vignettes may not be removed, relabelled or edited without a waiver."""

    ALL = "all"
    SAFETY = "safety"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """A bound on one metric: ``at_most`` for those that improve downwards, else ``at_least``."""

    metric: str
    bound: float

    @property
    def is_upper(self) -> bool:
        """Whether the metric may be at most the bound."""
        return BETTER[self.metric] is Better.LOWER

    def holds(self, value: Fraction | float) -> bool:
        """Whether a rate is within the limit, which it may just meet: no rounding decides."""
        if float(value) == self.bound:
            return True
        exact, bound = Fraction(value), exact_share(self.bound)
        return exact <= bound if self.is_upper else exact >= bound


@dataclass(frozen=True, slots=True, kw_only=True)
class RedFlagLimit:
    """What is asked for one red flag: few enough misses, on enough vignettes that require it."""

    at_most: float
    vignettes: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class SubgroupPolicy:
    """How vignettes are split into subgroups, and what each of them has to keep.

    ``bands`` goes from a number of the vocabulary to the values at which a new band begins. A rate
    over fewer than ``smallest`` vignettes says nothing, and is held to no limit.
    """

    bands: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    smallest: int = 5
    limits: tuple[Limit, ...] = ()

    def content(self) -> dict[str, object]:
        """Plain data for hashes."""
        return {
            "bands": {name: list(starts) for name, starts in self.bands.items()},
            "smallest": self.smallest,
            "limits": {limit.metric: limit.bound for limit in self.limits},
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class WaiverPolicy:
    """What waivers may do: how long one may last, how many there may be, what none may cover."""

    longest_days: int = 90
    most: int | None = None
    never: tuple[str, ...] = ()

    def content(self) -> list[object]:
        """Plain data for hashes."""
        return [self.longest_days, self.most, sorted(self.never)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the gate checks.

    ``escalation_threshold`` is the first disposition that counts as an escalation. ``minimum`` has
    the least that must have been measured, by the names of :data:`MINIMA`. ``ratchet`` names the
    endpoints on which no vignette may newly fail. ``evidence_target`` is the highest upper bound of
    the missed-red-flag rate, over families, that counts as enough evidence; ``None`` asks for none.
    ``needs_approval`` asks for a baseline that somebody approved by name.
    ``red_flags`` has limits by red flag. ``watch`` goes from ``rules`` and other names to paths,
    seen from the folder of the policy, that must not change together with the rules.
    """

    title: str
    escalation_threshold: Disposition
    minimum: Mapping[str, int]
    guard: Guard
    ratchet: tuple[str, ...]
    limits: tuple[Limit, ...]
    evidence_target: float | None
    needs_approval: bool = False
    waivers: WaiverPolicy = WaiverPolicy()
    red_flags: Mapping[str, RedFlagLimit] = field(default_factory=dict)
    subgroups: SubgroupPolicy = SubgroupPolicy()
    watch: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    fingerprint: str = field(default="", compare=False)

    def content(self) -> dict[str, object]:
        """Plain data for hashes."""
        return {
            "title": self.title,
            "escalation_threshold": self.escalation_threshold.id,
            "minimum": dict(self.minimum),
            "guard": self.guard.value,
            "ratchet": sorted(self.ratchet),
            "limits": {limit.metric: limit.bound for limit in self.limits},
            "evidence_target": self.evidence_target,
            "needs_approval": self.needs_approval,
            "waivers": self.waivers.content(),
            "red_flags": {n: [lim.at_most, lim.vignettes] for n, lim in self.red_flags.items()},
            "subgroups": self.subgroups.content(),
            "watch": {name: list(paths) for name, paths in self.watch.items()},
        }
