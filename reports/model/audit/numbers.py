"""Numbers of a report, each with its k and n."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RateFacts:
    """``k`` of ``n`` vignettes, and of families, over which the interval goes.

    ``value`` and both intervals are ``None`` where nothing was measured. ``wilson`` is two-sided,
    95 %; ``upper`` the exact one-sided 95 % upper bound, of a rate of misses only. ``is_small`` is
    said of a rate over fewer vignettes than the policy lets speak.
    """

    name: str
    title: str
    formula: str
    lower_is_better: bool
    k: int
    n: int
    value: float | None
    family_k: int
    family_n: int
    wilson: tuple[float, float] | None
    upper: float | None
    is_small: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class SubgroupFacts:
    """The vignettes that are alike in one field, and some rates of them."""

    field: str
    field_title: str
    name: str
    n: int
    rates: tuple[RateFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class KappaFacts:
    """Cohen's κ of preferred and given disposition over ``n`` answered vignettes."""

    weights: str
    n: int
    value: float | None
    bootstrap: tuple[float, float] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class EscalationFacts:
    """The four counts behind escalation accuracy, and those that it leaves out."""

    true: int
    missed: int
    true_non: int
    false: int
    straddling: int
    balanced_accuracy: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectionFacts:
    """Red-flag vignettes by whether all flags were raised, and whether the answer was urgent."""

    both: int
    detected_only: int
    acted_only: int
    neither: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpreadFacts:
    """The lowest and the highest of a rate over single runs of an engine asked several times."""

    name: str
    title: str
    lowest: float | None
    highest: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """All numbers of the candidate's run.

    ``confusion`` counts vignettes: a row for each preferred disposition, the least urgent first; a
    column for each given one, and a last one for no answer. ``statuses`` counts results;
    ``no_answer`` says why there was none, with how many. ``under_by_levels`` and
    ``over_by_levels`` count by how many levels an answer is off. ``detection`` is ``None`` for an
    engine that reports no red flags, ``robustness`` for one that is no rule set.
    """

    rates: tuple[RateFacts, ...]
    per_red_flag: tuple[RateFacts, ...]
    subgroups: tuple[SubgroupFacts, ...]
    escalations: EscalationFacts
    detection: DetectionFacts | None
    confusion: tuple[tuple[int, ...], ...]
    kappa: tuple[KappaFacts, ...]
    under_by_levels: dict[str, int]
    over_by_levels: dict[str, int]
    statuses: dict[str, int]
    no_answer: tuple[tuple[str, int], ...]
    robustness: RateFacts | None
    spread: tuple[SpreadFacts, ...]
    smallest: int

    def rate(self, name: str) -> RateFacts | None:
        """The rate of a name; ``None`` where it was not measured."""
        return next((rate for rate in self.rates if rate.name == name), None)
