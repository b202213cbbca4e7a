"""The policy: what a candidate must satisfy, as data that people write and sign for."""

from dataclasses import dataclass, field, replace
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from evaluation.comparison import ENDPOINT_NAMES, LOWERED, NO_ANSWER
from evaluation.metrics import BETTER, MEASURED, Better
from triage.dispositions import Disposition
from triage.fingerprint import fingerprint
from triage.loading.fields import Names, Section, is_meant_as
from triage.loading.nodes import Node, notes_of, read_file
from triage.loading.problems import shown
from triage.vocabulary import Vocabulary, digits


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
        exact, bound = Fraction(value), Fraction(str(self.bound))
        return exact <= bound if self.is_upper else exact >= bound


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """What the gate checks.

    ``escalation_threshold`` is the first disposition that counts as an escalation.
    ``minimum_vignettes`` and ``minimum_red_flag_vignettes`` are the least that must have been
    measured. ``ratchet`` names the endpoints on which no vignette may newly fail.
    ``evidence_target`` is the highest upper bound of the missed-red-flag rate, over families, that
    counts as enough evidence; ``None`` asks for none.
    """

    title: str
    escalation_threshold: Disposition
    minimum_vignettes: int
    minimum_red_flag_vignettes: int
    guard: Guard
    ratchet: tuple[str, ...]
    limits: tuple[Limit, ...]
    evidence_target: float | None
    longest_waiver_days: int
    fingerprint: str = field(default="", compare=False)

    def content(self) -> dict[str, object]:
        """Plain data for hashes."""
        return {
            "title": self.title,
            "escalation_threshold": self.escalation_threshold.id,
            "minimum": [self.minimum_vignettes, self.minimum_red_flag_vignettes],
            "guard": self.guard.value,
            "ratchet": sorted(self.ratchet),
            "limits": {limit.metric: limit.bound for limit in self.limits},
            "evidence_target": self.evidence_target,
            "longest_waiver_days": self.longest_waiver_days,
        }


def read_policy(path: Path, words: Vocabulary) -> Policy:
    """The policy of a file.

    Raises:
        LoadError: everything that is wrong with the file.
    """
    return build_policy(read_file(path, shown(path)), shown(path), words)


def build_policy(root: Node, file: str, words: Vocabulary) -> Policy:
    """The policy of a parsed file, which errors call ``file``.

    Raises:
        LoadError: everything that is wrong with it.
    """
    notes = notes_of(root, file)
    if not is_meant_as(root, "policy", "policy", notes, "waivers"):
        notes.raise_if_any()
    top = Section(
        root,
        "",
        notes,
        required="policy escalation_threshold minimum guard ratchet limits",
        optional="evidence waivers",
    )
    threshold = top.name("escalation_threshold", Names("disposition", words.scale.ids))
    minimum = top.section("minimum", required="vignettes red_flag_vignettes")
    evidence = top.section("evidence", required="missed_red_flag_upper_bound")
    waivers = top.section("waivers", required="longest_days")
    guard = top.name("guard", Names("guard", [guard.value for guard in Guard]))
    policy = Policy(
        title=top.text("policy"),
        escalation_threshold=words.scale[threshold] if threshold else words.scale.most,
        minimum_vignettes=_count(minimum, "vignettes"),
        minimum_red_flag_vignettes=_count(minimum, "red_flag_vignettes"),
        guard=Guard(guard) if guard else Guard.ALL,
        ratchet=top.names("ratchet", Names("endpoint", (*ENDPOINT_NAMES, LOWERED, NO_ANSWER))),
        limits=_limits(top),
        evidence_target=_target(evidence) if evidence else None,
        longest_waiver_days=_count(waivers, "longest_days") if waivers else _WAIVER_DAYS,
    )
    if "missed_red_flag" not in policy.ratchet and top.is_list("ratchet"):
        message = 'the endpoint "missed_red_flag" is missing; no policy may leave it out.'
        top.note("ratchet", message)
    if threshold and policy.escalation_threshold.rank == 0:
        top.note("escalation_threshold", "the least urgent disposition is no escalation.")
    notes.raise_if_any()
    return replace(policy, fingerprint=fingerprint(policy.content()))


_WAIVER_DAYS = 90


def _limits(top: Section) -> tuple[Limit, ...]:
    found = []
    for name, node, line in top.keyed("limits"):
        if not top.check_name(name, Names("metric", MEASURED), line, "limits"):
            continue
        upper = BETTER[name] is Better.LOWER
        key = "at_most" if upper else "at_least"
        section = Section(node, f"limits.{name}", top.notes, required=key)
        found.append(Limit(metric=name, bound=_share(section, key)))
    return tuple(found)


def _share(section: Section, key: str) -> float:
    value = section.number(key)
    if not 0 <= value <= 1:
        section.note(key, f"{digits(value)} is no share; allowed: 0 to 1.", "range")
    return value


def _target(evidence: Section) -> float:
    key = "missed_red_flag_upper_bound"
    value = evidence.number(key, default=_NO_TARGET)
    if not 0 < value < 1:
        evidence.note(key, f"{digits(value)} is no target; allowed: above 0 and below 1.", "range")
    return value


_NO_TARGET = 0.5  # stands in for a missing one, which is noted already


def _count(section: Section | None, key: str) -> int:
    if section is None:
        return 1
    value = section.whole(key, default=1)
    if value < 1:
        section.note(key, f"{value} is too few; allowed: 1 or more.", "range")
    return value
