"""The numbers of hand-made reports, counted from their vignettes."""

from collections import Counter
from collections.abc import Callable, Sequence
from typing import Final

from evaluation.statistics.intervals import clopper_pearson_upper, wilson
from reports.model.audit.numbers import (
    DetectionFacts,
    EscalationFacts,
    KappaFacts,
    Numbers,
    RateFacts,
    SpreadFacts,
    SubgroupFacts,
)
from reports.model.audit.vignettes import VignetteFacts
from tests.reports.kit.audit_vignettes import LEVELS, RANKS, TITLES

Has = Callable[[VignetteFacts], bool]
THRESHOLD: Final = RANKS["unplug"]


def numbers(vignettes: Sequence[VignetteFacts]) -> Numbers:
    """Some rates of everything, of red flags and of kinds, and the confusion matrix."""
    return Numbers(
        rates=tuple(_rates(vignettes)),
        per_red_flag=tuple(
            _rate(name, "required, and not raised / required", vignettes, misses(name), has(name))
            for name in ("current", "fire")
        ),
        subgroups=tuple(
            SubgroupFacts(
                field="kind",
                field_title="Kind",
                name=kind,
                n=len(members := [each for each in vignettes if each.kind == kind]),
                rates=tuple(_rates(members, is_small=len(members) < 5))[:3],
            )
            for kind in sorted({each.kind for each in vignettes})
        ),
        escalations=_escalations(vignettes),
        detection=_detection(vignettes),
        confusion=_confusion(vignettes),
        kappa=(
            KappaFacts(weights="unweighted", n=len(vignettes), value=0.625, bootstrap=(0.41, 0.8)),
            KappaFacts(weights="linear", n=len(vignettes), value=1 / 3, bootstrap=None),
            KappaFacts(weights="quadratic", n=0, value=None, bootstrap=None),
        ),
        under_by_levels={"1": sum("under_triage" in each.failures for each in vignettes)},
        over_by_levels={"1": sum("over_triage" in each.failures for each in vignettes)},
        statuses=dict(sorted(Counter(each.answer.status for each in vignettes).items())),
        no_answer=tuple(
            sorted(
                Counter(e.answer.reason for e in vignettes if e.answer.status != "ok").items(),
            )
        ),
        robustness=_rate(
            "unknown_robustness", "falls / with a red flag", vignettes, never, flagged
        ),
        spread=(
            SpreadFacts(name="accuracy", title="Accuracy", lowest=0.5, highest=0.75),
            SpreadFacts(name="false_flag_rate", title="False flags", lowest=None, highest=None),
        ),
        smallest=5,
    )


def has(flag: str) -> Has:
    """Whether a vignette requires a red flag."""
    return lambda each: flag in each.red_flags


def misses(flag: str) -> Has:
    """Whether a required red flag was not raised."""
    return lambda each: flag in each.red_flags and flag not in each.answer.red_flags


def flagged(each: VignetteFacts) -> bool:
    """Whether a vignette requires any red flag."""
    return bool(each.red_flags)


def always(_: VignetteFacts) -> bool:
    """Any vignette."""
    return True


def never(_: VignetteFacts) -> bool:
    """No vignette."""
    return False


def _fails(endpoint: str) -> Has:
    return lambda each: endpoint in each.failures


def _rates(vignettes: Sequence[VignetteFacts], *, is_small: bool = False) -> list[RateFacts]:
    rows: list[tuple[str, str, Has, Has, bool]] = [
        ("missed_red_flag_rate", "missed / required", _fails("missed_red_flag"), flagged, True),
        ("under_triage_rate", "below the floor / all", _fails("under_triage"), always, True),
        ("accuracy", "within the range / all", lambda e: e.is_as_expected, always, False),
        ("over_triage_rate", "above the ceiling / all", _fails("over_triage"), always, True),
        ("coverage", "ok / all", lambda e: e.answer.status == "ok", always, False),
        ("pathway_precision", "expected / given pathways", never, never, False),
    ]
    return [
        _rate(name, formula, vignettes, k, n, is_lower_better=lower, is_small=is_small)
        for name, formula, k, n, lower in rows
    ]


def _rate(
    name: str,
    formula: str,
    vignettes: Sequence[VignetteFacts],
    counts: Has,
    applies: Has,
    *,
    is_lower_better: bool = True,
    is_small: bool = False,
) -> RateFacts:
    those = [each for each in vignettes if applies(each)]
    k, n = sum(map(counts, those)), len(those)
    families = {each.family: False for each in those}
    for each in those:
        families[each.family] |= counts(each)
    family_k, family_n = sum(families.values()), len(families)
    interval = wilson(family_k, family_n)
    is_miss = name.startswith("missed") or name in TITLES
    return RateFacts(
        name=name,
        title=TITLES.get(name, name.replace("_", " ").capitalize()),
        formula=formula,
        lower_is_better=is_lower_better,
        k=k,
        n=n,
        value=k / n if n else None,
        family_k=family_k,
        family_n=family_n,
        wilson=(interval.lower, interval.upper) if interval else None,
        upper=clopper_pearson_upper(family_k, family_n) if is_miss else None,
        is_small=is_small,
    )


def _given(each: VignetteFacts) -> int:
    return RANKS.get(each.answer.disposition, -1)


def _escalations(vignettes: Sequence[VignetteFacts]) -> EscalationFacts:
    urgent = [each for each in vignettes if RANKS.get(each.floor, 0) >= THRESHOLD]
    calm = [each for each in vignettes if RANKS.get(each.ceiling, 0) < THRESHOLD]
    true = sum(_given(each) >= THRESHOLD for each in urgent)
    true_non = sum(0 <= _given(each) < THRESHOLD for each in calm)
    has_both = bool(urgent and calm)
    return EscalationFacts(
        true=true,
        missed=len(urgent) - true,
        true_non=true_non,
        false=len(calm) - true_non,
        straddling=len(vignettes) - len(urgent) - len(calm),
        balanced_accuracy=(true / len(urgent) + true_non / len(calm)) / 2 if has_both else None,
    )


def _detection(vignettes: Sequence[VignetteFacts]) -> DetectionFacts:
    cells = Counter(
        ("undetected_red_flag" not in each.failures, "missed_red_flag" not in each.failures)
        for each in vignettes
        if each.red_flags
    )
    return DetectionFacts(
        both=cells[True, True],
        detected_only=cells[True, False],
        acted_only=cells[False, True],
        neither=cells[False, False],
    )


def _confusion(vignettes: Sequence[VignetteFacts]) -> tuple[tuple[int, ...], ...]:
    cells = Counter((RANKS.get(each.preferred, 0), _given(each)) for each in vignettes)
    columns = (*range(len(LEVELS)), -1)
    return tuple(tuple(cells[row, column] for column in columns) for row in range(len(LEVELS)))
