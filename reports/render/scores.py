"""The scores of one run."""

from collections.abc import Iterator, Mapping

import pandas as pd

from evaluation.describe import NOT_ESTIMABLE, percent, reasons, what_happened
from evaluation.metrics import TITLES, Rate, Scores
from evaluation.tables import Agreement
from reports.disclaimer import DISCLAIMER
from reports.model.evaluation import Report
from reports.render.fitting import fitted, headed
from reports.render.rates import beside_words, interval_words, k_of_n, value_words
from reports.render.subgroups import Subgroups, render_subgroups
from reports.render.text import Screen, count, plain


def render_scores(
    report: Report, screen: Screen, *, all_subgroups: bool = False, every_item: bool = False
) -> str:
    """All metrics with k of n and intervals, the vignettes that fail, and the tables.

    ``all_subgroups`` shows every safety metric of each subgroup, ``every_item`` every vignette.
    """
    scores = report.scores
    subgroups = Subgroups(found=report.subgroups, whole=scores.rates, titles=report.field_titles)
    return "\n".join(
        [
            *_heading(report, screen),
            "",
            *_rates(report, screen),
            *_spread(report, screen),
            "",
            *screen.wrap(_about_intervals(report), "  "),
            "",
            *_details(report, screen),
            *_agreement(report.agreement, screen),
            *_unanswered(report, screen),
            *_failures(report, screen, None if every_item else _MOST_FAILURES),
            "",
            screen.paint("Preferred (rows) and given disposition (columns)", "bold"),
            *_frame(report.confusion, screen),
            *_apart(render_subgroups(subgroups, screen, is_detailed=all_subgroups)),
            *_by_agreement(report, screen),
            *_red_flags(scores, screen),
            "",
            *screen.wrap(DISCLAIMER),
        ]
    )


_MOST_FAILURES = 20
_MOST_REASONS = 8


def _heading(report: Report, screen: Screen) -> Iterator[str]:
    """Who was run on what, and what is not usual in it."""
    record, scores = report.run.record, report.scores
    statuses = ", ".join(f"{n} {status}" for status, n in scores.statuses.items() if n)
    title = plain(f"{record.engine} on {count(scores.n, 'vignette')}")
    where = f"({record.library}; {statuses or 'nothing evaluated'})"
    first, *rest = screen.wrap(f"{title} {where}", "", "  ")
    yield screen.paint(first[: len(title)], "bold") + first[len(title) :]
    yield from rest
    for note in report.notes:
        yield from screen.wrap(note)


def _apart(lines: list[str]) -> list[str]:
    """Lines below an empty one; nothing where there are none."""
    return ["", *lines] if lines else []


def _rates(report: Report, screen: Screen) -> list[str]:
    """The table of rates; on a narrow screen without families, or without the shares too."""
    rows = [_HEADER, *map(_rate_row, report.rates)]
    return fitted(rows, screen, right=(1, 2, 3), spare=(3, 2))


def _spread(report: Report, screen: Screen) -> Iterator[str]:
    """What the single runs give where they differ, beside what counts."""
    if not report.spread:
        return
    yield ""
    rows = [
        (_title(rate), k_of_n(rate), k_of_n(low), k_of_n(high))
        for rate in report.scores.rates.values()
        for low, high in (report.spread[rate.name],)
        if not _is_same(rate, low) or not _is_same(rate, high)
    ]
    times = count(report.run.record.repeat, "time")
    if not rows:
        yield f"  Asked {times}, every rate is the same each time."
        return
    yield screen.paint(f"What counts, and each of {times} alone, where they differ", "bold")
    header = ("metric", "counts", "lowest", "highest")
    yield from fitted([header, *rows], screen, right=(1, 2, 3))
    if not report.run.record.is_deterministic:
        yield from screen.wrap(_WORST_IS_LEAST_URGENT, "  ")


_WORST_IS_LEAST_URGENT = (
    "The worst answer for safety is the least urgent one: how often this engine is too urgent "
    "shows in the single runs alone."
)


def _is_same(one: Rate, other: Rate) -> bool:
    return (one.k, one.n) == (other.k, other.n)


def _title(rate: Rate) -> str:
    return TITLES.get(rate.name, rate.name)


_HEADER = ("metric", "k of n", "rate", "families", "95 % interval")


def _about_intervals(report: Report) -> str:
    beside = beside_words((_title(rate), rate) for rate in report.rates)
    return f"{_ABOUT_INTERVALS} {beside}".rstrip()


_ABOUT_INTERVALS = (
    "Intervals take families as the unit and describe this library, not patients. Two-sided "
    "Wilson; for missed red flags the exact one-sided upper bound (Clopper-Pearson)."
)


def _frame(frame: pd.DataFrame, screen: Screen) -> list[str]:
    header = ["", *(str(column).replace("_", " ") for column in frame.columns)]
    rows = [
        [str(name), *map(str, row)] for name, row in zip(frame.index, frame.to_numpy(), strict=True)
    ]
    return headed(header, rows, screen, right=range(1, len(header)))


def _rate_row(rate: Rate) -> tuple[str, str, str, str, str]:
    families = f"{rate.family_k} of {rate.family_n}"
    return _title(rate), k_of_n(rate), value_words(rate), families, interval_words(rate)


def _details(report: Report, screen: Screen) -> Iterator[str]:
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
            yield from screen.wrap(f"{word}-triage: {shown}", "  ", "    ")


def _agreement(agreement: Mapping[str, Agreement], screen: Screen) -> Iterator[str]:
    for weights, found in agreement.items():
        value = NOT_ESTIMABLE if found.value is None else f"{found.value:.3f}"
        interval = found.interval.interval if found.interval else None
        shown = f" ({interval.lower:.3f} to {interval.upper:.3f})" if interval else ""
        text = f"Cohen's kappa, {weights}: {value}{shown}, n = {found.n} answered"
        yield from screen.wrap(text, "  ", "    ")


def _by_agreement(report: Report, screen: Screen) -> Iterator[str]:
    if report.by_agreement is not None:
        yield ""
        yield screen.paint("By agreement of the vignettes' raters", "bold")
        yield from _frame(report.by_agreement, screen)


def _red_flags(scores: Scores, screen: Screen) -> Iterator[str]:
    if not scores.per_red_flag:
        return
    yield ""
    yield screen.paint("Each red flag, the worst first", "bold")
    rows = [(rate.name, k_of_n(rate), interval_words(rate)) for rate in scores.per_red_flag]
    yield from fitted([("red flag", "not raised", "95 % interval"), *rows], screen, right=(1,))


def _unanswered(report: Report, screen: Screen) -> Iterator[str]:
    """Why there is no answer, by reason: one cause can stand behind hundreds of vignettes."""
    found = reasons(report.run.outcomes)
    if not found:
        return
    n = sum(times for _, times in found)
    yield ""
    yield screen.paint(f"No answer: {n} of {len(report.run.outcomes)}", "bold")
    for reason, times in found[:_MOST_REASONS]:
        yield from screen.wrap(f"{times} \N{MULTIPLICATION SIGN} {reason}", "  ", "    ")
    if len(found) > _MOST_REASONS:
        yield f"  and {count(len(found) - _MOST_REASONS, 'other reason')}"


def _failures(report: Report, screen: Screen, most: int | None) -> Iterator[str]:
    failures, record = report.failures, report.run.record
    if not report.run.outcomes:
        return
    yield ""
    if not failures:
        yield from screen.wrap(_ALL_AS_EXPECTED)
        return
    yield screen.paint(
        f"{count(len(failures), 'vignette')} not as expected, the worst first", "bold"
    )
    for outcome in failures[:most]:
        happened = what_happened(
            outcome, record.dispositions, reports_red_flags=record.reports_red_flags
        )
        yield from screen.wrap(f"{outcome.vignette}: {happened}", "  ", "    ")
    if most is not None and len(failures) > most:
        yield f"  and {count(len(failures) - most, 'more', 'more')} (--all shows them)"


_ALL_AS_EXPECTED = (
    "Every vignette is within its acceptable range, with its red flags and pathways, and no false "
    "flag."
)
