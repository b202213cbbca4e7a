"""The metrics: one name, one formula, always with k and n.

A result that is not ok never leaves a denominator and fails every safety metric (intention to
triage). A denominator of 0 makes a rate *not estimable*, never 0 % or 100 %.

The names follow the literature on symptom checkers and triage (Semigran 2015,
doi:10.1136/bmj.h3480; Gilbert 2020, doi:10.1136/bmjopen-2020-040269), whose formulas differ
between papers; ours are written out beside each name in the glossary.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from evaluation.outcomes import Outcome, Status


class Better(StrEnum):
    """Which way a rate improves."""

    LOWER = "lower"
    HIGHER = "higher"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """``k`` of ``n``. ``family_k`` of ``family_n`` is the same with families as the unit.

    A family counts by its worst member: it has a miss if any member has one, and is right only if
    all its members are. Intervals use families, since the variants of one story are not
    independent.

    >>> Rate(name="accuracy", k=3, n=4, family_k=1, family_n=2).value
    0.75
    >>> Rate(name="accuracy", k=0, n=0, family_k=0, family_n=0).value is None
    True
    """

    name: str
    k: int
    n: int
    family_k: int
    family_n: int

    @property
    def value(self) -> float | None:
        """The rate, ``None`` where it is not estimable."""
        return self.k / self.n if self.n else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalations:
    """The four counts behind escalation accuracy, and the vignettes that it leaves out.

    ``missed`` holds whatever is not a true escalation, a missing answer included; ``false`` holds
    whatever is not a true non-escalation. ``straddling`` are vignettes whose acceptable range lies
    on both sides of the threshold: either answer is right, so that they say nothing here.
    """

    true: int
    missed: int
    true_non: int
    false: int
    straddling: int

    @property
    def balanced_accuracy(self) -> float | None:
        """The mean of sensitivity and specificity; ``None`` without either kind of vignette."""
        to_escalate, not_to = self.true + self.missed, self.true_non + self.false
        if not to_escalate or not not_to:
            return None
        return (self.true / to_escalate + self.true_non / not_to) / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectionByAction:
    """Red-flag vignettes by whether all flags were raised and whether the answer was urgent enough.

    ``detected_only`` is a wiring fault, ``acted_only`` a latent one.
    """

    both: int
    detected_only: int
    acted_only: int
    neither: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """All numbers of a run. ``rates`` is in the order of :data:`METRICS`.

    ``under_by_steps`` and ``over_by_steps`` count vignettes by how many levels they are off.
    ``per_red_flag`` has the miss rate of each red flag, the worst first. Detection is ``None``
    for an engine that reports no red flags.
    """

    n: int
    statuses: Mapping[str, int]
    rates: Mapping[str, Rate]
    escalations: Escalations
    detection_by_action: DetectionByAction | None
    per_red_flag: tuple[Rate, ...]
    under_by_steps: Mapping[int, int]
    over_by_steps: Mapping[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A rate over vignettes: which count, and which of them are in the numerator.

    Both functions take the outcome, the rank of the escalation threshold and the top rank.
    """

    name: str
    title: str
    formula: str
    better: Better
    counts: Callable[[Outcome, int, int], bool]
    hits: Callable[[Outcome, int, int], bool]
    needs_red_flags: bool = False


METRICS: Final = (
    Metric(
        name="missed_red_flag_rate",
        title="Missed-red-flag rate (by action)",
        formula="red flag required, and not ok or below the floor / red flag required",
        better=Better.LOWER,
        counts=lambda o, _t, _k: o.demands_red_flag,
        hits=lambda o, _t, _k: o.misses_red_flag,
    ),
    Metric(
        name="missed_red_flag_rate_by_detection",
        title="Missed-red-flag rate by detection",
        formula="red flag required, and not all raised / red flag required",
        better=Better.LOWER,
        counts=lambda o, _t, _k: o.demands_red_flag,
        hits=lambda o, _t, _k: o.misses_detection,
        needs_red_flags=True,
    ),
    Metric(
        name="coverage",
        title="Coverage",
        formula="ok / all",
        better=Better.HIGHER,
        counts=lambda _o, _t, _k: True,
        hits=lambda o, _t, _k: o.is_ok,
    ),
    Metric(
        name="false_flag_rate",
        title="False-flag rate",
        formula="a flag raised that is known absent / some flag known absent",
        better=Better.LOWER,
        counts=lambda o, _t, _k: bool(o.expected.absent_red_flags),
        hits=lambda o, _t, _k: o.raises_false_flag,
        needs_red_flags=True,
    ),
    Metric(
        name="escalation_sensitivity",
        title="Escalation sensitivity",
        formula="floor escalates, and so does the answer / floor escalates",
        better=Better.HIGHER,
        counts=lambda o, t, _k: o.expected.floor >= t,
        hits=lambda o, t, _k: o.given >= t,
    ),
    Metric(
        name="escalation_specificity",
        title="Escalation specificity",
        formula="ceiling does not escalate, nor does the answer / ceiling does not escalate",
        better=Better.HIGHER,
        counts=lambda o, t, _k: o.expected.ceiling < t,
        hits=lambda o, t, _k: o.is_ok and o.given < t,
    ),
    Metric(
        name="escalation_accuracy",
        title="Escalation accuracy",
        formula="(true escalations + true non-escalations) / all on one side of the threshold",
        better=Better.HIGHER,
        counts=lambda o, t, _k: o.expected.floor >= t or o.expected.ceiling < t,
        hits=lambda o, t, _k: o.is_ok and (o.given >= t) == (o.expected.floor >= t),
    ),
    Metric(
        name="under_triage_rate",
        title="Under-triage rate",
        formula="ok and below the floor / floor above the least urgent",
        better=Better.LOWER,
        counts=lambda o, _t, _k: o.expected.floor > 0,
        hits=lambda o, _t, _k: o.is_under_triaged,
    ),
    Metric(
        name="over_triage_rate",
        title="Over-triage rate",
        formula="ok and above the ceiling / ceiling below the most urgent",
        better=Better.LOWER,
        counts=lambda o, _t, k: o.expected.ceiling < k,
        hits=lambda o, _t, _k: o.is_over_triaged,
    ),
    Metric(
        name="safety_of_advice",
        title="Safety of advice",
        formula="ok and not below the floor / all",
        better=Better.HIGHER,
        counts=lambda _o, _t, _k: True,
        hits=lambda o, _t, _k: o.is_ok and not o.is_under_triaged,
    ),
    Metric(
        name="accuracy",
        title="Accuracy",
        formula="ok and within the acceptable range / all",
        better=Better.HIGHER,
        counts=lambda _o, _t, _k: True,
        hits=lambda o, _t, _k: o.is_acceptable,
    ),
    Metric(
        name="exact_accuracy",
        title="Exact accuracy",
        formula="ok and the preferred disposition / all",
        better=Better.HIGHER,
        counts=lambda _o, _t, _k: True,
        hits=lambda o, _t, _k: o.given == o.expected.preferred,
    ),
    Metric(
        name="inclination_to_over_triage",
        title="Inclination to over-triage",
        formula="over-triaged / (over-triaged + under-triaged)",
        better=Better.LOWER,
        counts=lambda o, _t, _k: o.is_over_triaged or o.is_under_triaged,
        hits=lambda o, _t, _k: o.is_over_triaged,
    ),
)

FLAG_LEVEL: Final = "flag_level_miss_rate"
PATHWAY_RECALL: Final = "pathway_recall"
PATHWAY_PRECISION: Final = "pathway_precision"

TITLES: Final[Mapping[str, str]] = {
    **{metric.name: metric.title for metric in METRICS},
    FLAG_LEVEL: "Flag-level miss rate",
    PATHWAY_RECALL: "Pathway recall",
    PATHWAY_PRECISION: "Pathway precision",
    "unknown_robustness": "Unknown robustness (share that falls)",
}
# What the gate measures for every engine; robustness asks the engine again, and is not among it.
MEASURED: Final = (
    *(metric.name for metric in METRICS),
    FLAG_LEVEL,
    PATHWAY_RECALL,
    PATHWAY_PRECISION,
)
METRIC_BY_NAME: Final[Mapping[str, Metric]] = {metric.name: metric for metric in METRICS}
OF_RED_FLAGS: Final = frozenset(
    {FLAG_LEVEL, *(metric.name for metric in METRICS if metric.needs_red_flags)}
)
BETTER: Final[Mapping[str, Better]] = {
    **{metric.name: metric.better for metric in METRICS},
    FLAG_LEVEL: Better.LOWER,
    PATHWAY_RECALL: Better.HIGHER,
    PATHWAY_PRECISION: Better.HIGHER,
    "unknown_robustness": Better.LOWER,
}


def score(
    outcomes: Sequence[Outcome], *, threshold: int, top: int, reports_red_flags: bool = True
) -> Scores:
    """All numbers of a run; with no outcomes every rate is not estimable.

    ``threshold`` is the first rank that counts as an escalation, ``top`` the most urgent rank.
    """
    rates = {
        metric.name: rate_of(metric, outcomes, threshold=threshold, top=top)
        for metric in METRICS
        if reports_red_flags or not metric.needs_red_flags
    }
    if reports_red_flags:
        rates[FLAG_LEVEL] = _rate(
            FLAG_LEVEL,
            [(o, flag not in o.result.red_flags) for o, flag in _required(outcomes)],
            Better.LOWER,
        )
    rates[PATHWAY_RECALL] = _rate(
        PATHWAY_RECALL,
        [(o, p in o.result.pathways) for o in outcomes for p in o.expected.pathways],
        Better.HIGHER,
    )
    rates[PATHWAY_PRECISION] = _rate(
        PATHWAY_PRECISION,
        [(o, p in o.expected.pathways) for o in outcomes for p in o.result.pathways],
        Better.HIGHER,
    )
    return Scores(
        n=len(outcomes),
        statuses={
            status.value: sum(o.result.status is status for o in outcomes) for status in Status
        },
        rates=rates,
        escalations=_escalations(outcomes, threshold),
        detection_by_action=_detection_by_action(outcomes) if reports_red_flags else None,
        per_red_flag=per_red_flag(outcomes) if reports_red_flags else (),
        under_by_steps=_steps(o.expected.floor - o.given for o in outcomes if o.is_under_triaged),
        over_by_steps=_steps(o.given - o.expected.ceiling for o in outcomes if o.is_over_triaged),
    )


def per_red_flag(outcomes: Sequence[Outcome]) -> tuple[Rate, ...]:
    """The miss rate of each red flag that some gold requires, the worst first, then by name."""
    by_flag: dict[str, list[tuple[Outcome, bool]]] = {}
    for outcome, flag in _required(outcomes):
        by_flag.setdefault(flag, []).append((outcome, flag not in outcome.result.red_flags))
    rates = [_rate(flag, rows, Better.LOWER) for flag, rows in by_flag.items()]
    return tuple(sorted(rates, key=lambda rate: (-(rate.value or 0), rate.name)))


def _required(outcomes: Iterable[Outcome]) -> Iterable[tuple[Outcome, str]]:
    return ((o, flag) for o in outcomes for flag in o.expected.red_flags)


def rate_of(metric: Metric, outcomes: Sequence[Outcome], *, threshold: int, top: int) -> Rate:
    """One rate of some outcomes; not estimable where none of them counts."""
    counted = [o for o in outcomes if metric.counts(o, threshold, top)]
    rows = [(o, metric.hits(o, threshold, top)) for o in counted]
    return _rate(metric.name, rows, metric.better)


def _rate(name: str, rows: Sequence[tuple[Outcome, bool]], better: Better) -> Rate:
    """The rate of rows ``(outcome, hit)``, by rows and by families."""
    worst = any if better is Better.LOWER else all
    families: dict[str, list[bool]] = {}
    for outcome, hit in rows:
        families.setdefault(outcome.family, []).append(hit)
    return Rate(
        name=name,
        k=sum(hit for _, hit in rows),
        n=len(rows),
        family_k=sum(worst(hits) for hits in families.values()),
        family_n=len(families),
    )


def _escalations(outcomes: Sequence[Outcome], threshold: int) -> Escalations:
    to_escalate = [o for o in outcomes if o.expected.floor >= threshold]
    not_to = [o for o in outcomes if o.expected.ceiling < threshold]
    true = sum(o.given >= threshold for o in to_escalate)
    true_non = sum(o.is_ok and o.given < threshold for o in not_to)
    return Escalations(
        true=true,
        missed=len(to_escalate) - true,
        true_non=true_non,
        false=len(not_to) - true_non,
        straddling=len(outcomes) - len(to_escalate) - len(not_to),
    )


def _detection_by_action(outcomes: Sequence[Outcome]) -> DetectionByAction:
    cells = Counter(
        (not o.misses_detection, not o.misses_red_flag) for o in outcomes if o.demands_red_flag
    )
    return DetectionByAction(
        both=cells[True, True],
        detected_only=cells[True, False],
        acted_only=cells[False, True],
        neither=cells[False, False],
    )


def _steps(distances: Iterable[int]) -> dict[int, int]:
    return dict(sorted(Counter(distances).items()))
