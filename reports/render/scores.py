"""The scores of one run."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from evaluation.describe import percent, what_happened, worst_first
from evaluation.metrics import TITLES, Rate, Scores
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run
from evaluation.statistics.intervals import clopper_pearson_upper, wilson
from evaluation.tables import Agreement
from reports.render.text import DISCLAIMER, Screen, count, plain, table
from triage.dispositions import Disposition

_MISSES = frozenset(
    {"missed_red_flag_rate", "missed_red_flag_rate_by_detection", "flag_level_miss_rate"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that is said of one run."""

    run: Run
    scores: Scores
    threshold: Disposition
    robustness: Rate | None
    agreement: Mapping[str, Agreement]
    confusion: pd.DataFrame
    by_kind: pd.DataFrame
    by_agreement: pd.DataFrame | None = None

    @property
    def rates(self) -> tuple[Rate, ...]:
        """Every rate, in the order of the definitions."""
        asked_again = () if self.robustness is None else (self.robustness,)
        return (*self.scores.rates.values(), *asked_again)

    @property
    def failures(self) -> list[Outcome]:
        """Outcomes not acceptable, or with a red flag or pathway too few or a false flag."""
        return worst_first(
            o
            for o in self.run.outcomes
            if not o.is_acceptable
            or (o.misses_detection and self.run.record.reports_red_flags)
            or o.loses_pathway
            or o.raises_false_flag
        )


def render_scores(report: Report, screen: Screen) -> str:
    """All metrics with k of n and intervals, the tables, and the vignettes that fail."""
    record, scores = report.run.record, report.scores
    statuses = ", ".join(f"{n} {status}" for status, n in scores.statuses.items() if n)
    return "\n".join(
        [
            screen.paint(plain(f"{record.engine} on {count(scores.n, 'vignette')}"), "bold")
            + plain(f" ({record.library}; {statuses or 'nothing evaluated'})"),
            *_failures(report, screen),
            "",
            *_rates(report, screen),
            "",
            *screen.wrap(_ABOUT_INTERVALS, "  "),
            "",
            *_details(report),
            *_agreement(report.agreement),
            "",
            screen.paint("Preferred (rows) and given disposition (columns)", "bold"),
            *_frame(report.confusion),
            "",
            screen.paint("By kind of vignette", "bold"),
            *_frame(report.by_kind),
            *_by_agreement(report, screen),
            *_red_flags(scores, screen),
            "",
            *screen.wrap(DISCLAIMER),
        ]
    )


def _rates(report: Report, screen: Screen) -> list[str]:
    """The table of rates; on a narrow screen without the column of families."""
    rows = [_HEADER, *map(_rate_row, report.rates)]
    if screen.width >= _WIDE:
        return table(rows, right=(1, 2, 3))
    return table([(name, k, rate, interval) for name, k, rate, _, interval in rows], right=(1, 2))


_WIDE = 96
_HEADER = ("metric", "k of n", "rate", "families", "95 % interval")
_ABOUT_INTERVALS = (
    "Intervals take families as the unit and describe this library, not patients. Two-sided "
    "Wilson; for missed red flags the exact one-sided upper bound (Clopper-Pearson)."
)


def _frame(frame: pd.DataFrame) -> list[str]:
    header = ["", *(str(column).replace("_", " ") for column in frame.columns)]
    rows = [
        [str(name), *map(str, row)] for name, row in zip(frame.index, frame.to_numpy(), strict=True)
    ]
    return table([header, *rows], right=range(1, len(header)))


def _rate_row(rate: Rate) -> tuple[str, str, str, str, str]:
    return (
        TITLES.get(rate.name, rate.name),
        f"{rate.k} of {rate.n}",
        percent(rate.value),
        f"{rate.family_k} of {rate.family_n}",
        _interval(rate),
    )


def _interval(rate: Rate) -> str:
    if rate.name in _MISSES or rate.name not in TITLES:
        upper = clopper_pearson_upper(rate.family_k, rate.family_n)
        return "not estimable" if upper is None else f"at most {percent(upper)}"
    interval = wilson(rate.family_k, rate.family_n)
    if interval is None:
        return "not estimable"
    return f"{percent(interval.lower)} to {percent(interval.upper)}"


def _details(report: Report) -> Iterator[str]:
    scores = report.scores
    e, d = scores.escalations, scores.detection_by_action
    balanced = percent(e.balanced_accuracy)
    yield f"  Escalations ({report.threshold.id} and above):"
    yield f"    {e.true} true, {e.missed} missed"
    yield f"    {e.true_non} true non-escalations, {e.false} false"
    yield f"    balanced accuracy {balanced}; {e.straddling} left out (both right)"
    if d:
        yield "  Red-flag vignettes:"
        yield f"    {d.both} detected and acted on, {d.detected_only} detected only"
        yield f"    {d.acted_only} acted on only, {d.neither} neither"
    for word, steps in (("Under", scores.under_by_steps), ("Over", scores.over_by_steps)):
        if steps:
            shown = ", ".join(f"{n} by {count(step, 'level')}" for step, n in steps.items())
            yield f"  {word}-triage: {shown}"


def _agreement(agreement: Mapping[str, Agreement]) -> Iterator[str]:
    for weights, found in agreement.items():
        value = "not estimable" if found.value is None else f"{found.value:.3f}"
        interval = found.interval.interval if found.interval else None
        shown = f" ({interval.lower:.3f} to {interval.upper:.3f})" if interval else ""
        yield f"  Cohen's kappa, {weights}: {value}{shown}, n = {found.n} answered"


def _by_agreement(report: Report, screen: Screen) -> Iterator[str]:
    if report.by_agreement is not None:
        yield ""
        yield screen.paint("By agreement of the vignettes' raters", "bold")
        yield from _frame(report.by_agreement)


def _red_flags(scores: Scores, screen: Screen) -> Iterator[str]:
    if not scores.per_red_flag:
        return
    yield ""
    yield screen.paint("Each red flag, the worst first", "bold")
    rows = [
        (rate.name, f"{rate.k} of {rate.n} missed", _interval(rate)) for rate in scores.per_red_flag
    ]
    yield from table(rows, right=(1,))


def _failures(report: Report, screen: Screen) -> Iterator[str]:
    failures, dispositions = report.failures, report.run.record.dispositions
    if not report.run.outcomes:
        return
    yield ""
    if not failures:
        yield (
            "Every vignette is within its acceptable range, with its red flags and pathways, and "
            "no false flag."
        )
        return
    yield screen.paint(
        f"{count(len(failures), 'vignette')} not as expected, the worst first", "bold"
    )
    for outcome in failures:
        text = f"{outcome.vignette}: {what_happened(outcome, dispositions)}"
        yield from screen.wrap(text, "  ", "    ")
