"""Every number of a run, with its k and n and its intervals."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict
from typing import Final

from evaluation.describe import reasons
from evaluation.metrics import BETTER, FLAG_LEVEL, METRIC_BY_NAME, TITLES, Better, Rate, score
from evaluation.outcomes import Outcome
from evaluation.robustness import unknown_robustness
from evaluation.spread import spread
from evaluation.statistics.intervals import clopper_pearson_upper, wilson
from evaluation.subgroups import SAFETY, Subgroup, field_titles, score_subgroups
from reports.collect.material import Material
from reports.model.audit.numbers import (
    DetectionFacts,
    EscalationFacts,
    KappaFacts,
    Numbers,
    RateFacts,
    SpreadFacts,
    SubgroupFacts,
)

MISSES: Final = (
    "missed_red_flag_rate",
    "missed_red_flag_rate_by_detection",
    FLAG_LEVEL,
)
"""The rates whose exact upper bound is what matters."""


def numbers_of(material: Material) -> Numbers:
    """All numbers of the candidate's run; imports scikit-learn for the agreement."""
    run, policy, words = material.candidate, material.policy, material.words
    threshold, top = policy.escalation_threshold.rank, words.scale.most.rank
    detects = run.record.reports_red_flags
    scores = score(run.outcomes, threshold=threshold, top=top, reports_red_flags=detects)
    ruleset = material.ruleset
    found = score_subgroups(
        run.outcomes,
        threshold=threshold,
        top=top,
        reports_red_flags=detects,
        bands=policy.subgroups.bands,
        attributes=words.attributes,
        smallest=policy.subgroups.smallest,
    )
    titles = field_titles(words)
    by_action = scores.detection_by_action
    return Numbers(
        rates=tuple(rate_facts(rate) for rate in scores.rates.values()),
        per_red_flag=tuple(rate_facts(rate) for rate in scores.per_red_flag),
        subgroups=tuple(_subgroup(each, titles.get(each.field, each.field)) for each in found),
        escalations=EscalationFacts(
            **asdict(scores.escalations), balanced_accuracy=scores.escalations.balanced_accuracy
        ),
        detection=DetectionFacts(**asdict(by_action)) if by_action else None,
        confusion=confusion(run.outcomes, len(words.scale)),
        kappa=_kappa(run.outcomes, len(words.scale)),
        under_by_levels={str(n): count for n, count in scores.under_by_steps.items()},
        over_by_levels={str(n): count for n, count in scores.over_by_steps.items()},
        statuses=dict(scores.statuses),
        no_answer=reasons(run.outcomes),
        robustness=(rate_facts(unknown_robustness(ruleset, material.library)) if ruleset else None),
        spread=tuple(
            SpreadFacts(name=name, title=TITLES[name], lowest=low.value, highest=high.value)
            for name, (low, high) in spread(
                run.outcomes, threshold=threshold, top=top, reports_red_flags=detects
            ).items()
        ),
        smallest=policy.subgroups.smallest,
    )


def rate_facts(rate: Rate, *, is_small: bool = False) -> RateFacts:
    """A rate with its intervals, which go over families.

    A rate that is none of the metrics is the miss rate of a single red flag.
    """
    interval = wilson(rate.family_k, rate.family_n)
    is_miss = rate.name in MISSES or rate.name not in TITLES
    metric = METRIC_BY_NAME.get(rate.name)
    return RateFacts(
        name=rate.name,
        title=TITLES.get(rate.name, rate.name),
        formula=metric.formula if metric else _FORMULAS.get(rate.name, _OF_A_FLAG),
        lower_is_better=BETTER.get(rate.name, Better.LOWER) is Better.LOWER,
        k=rate.k,
        n=rate.n,
        value=rate.value,
        family_k=rate.family_k,
        family_n=rate.family_n,
        wilson=(interval.lower, interval.upper) if interval else None,
        upper=clopper_pearson_upper(rate.family_k, rate.family_n) if is_miss else None,
        is_small=is_small,
    )


_OF_A_FLAG: Final = "required, and not raised / required"
_FORMULAS: Final = {
    FLAG_LEVEL: "required flags not raised / required flags",
    "pathway_recall": "expected pathways given / expected pathways",
    "pathway_precision": "given pathways that are expected / given pathways",
    "unknown_robustness": "falls below the floor when one finding is taken back / with a red flag",
}


def _subgroup(found: Subgroup, title: str) -> SubgroupFacts:
    return SubgroupFacts(
        field=found.field,
        field_title=title,
        name=found.name,
        n=found.n,
        rates=tuple(
            rate_facts(found.rates[name], is_small=found.is_too_few(found.rates[name]))
            for name in SAFETY
            if name in found.rates
        ),
    )


def confusion(outcomes: Sequence[Outcome], levels: int) -> tuple[tuple[int, ...], ...]:
    """Vignettes by preferred rank, a row each, and given rank; the last column has no answer."""
    counts = Counter((outcome.expected.preferred, outcome.given) for outcome in outcomes)
    columns = (*range(levels), -1)  # no answer ranks below all others
    return tuple(tuple(counts[row, column] for column in columns) for row in range(levels))


def _kappa(outcomes: Sequence[Outcome], levels: int) -> tuple[KappaFacts, ...]:
    from evaluation.tables import agreement

    return tuple(
        KappaFacts(
            weights=weights,
            n=found.n,
            value=found.value,
            bootstrap=(
                (found.interval.interval.lower, found.interval.interval.upper)
                if found.interval and found.interval.interval
                else None
            ),
        )
        for weights, found in agreement(outcomes, levels).items()
    )
