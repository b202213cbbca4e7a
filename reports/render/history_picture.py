"""The picture of a history: missed red flags above, escalation accuracy and library size below."""

import re
from typing import Final

from evaluation.history.past import PastRun
from evaluation.metrics import TITLES, Rate
from evaluation.statistics.intervals import clopper_pearson_upper, wilson
from reports.model.history import HistoryReport
from reports.render.pictures.palette import standalone
from reports.render.pictures.svg import element, number, steps, written
from reports.render.pictures.trend import draw_trend
from reports.render.pictures.trend_values import Trend, TrendPoint
from reports.render.text import count


def history_picture(report: HistoryReport) -> str:
    """The file of a picture with both trends, one below the other."""
    drawn = (
        draw_trend(missed_trend(report), "missed"),
        draw_trend(escalation_trend(report), "right"),
    )
    return standalone(_stacked(report, *drawn))


def missed_trend(report: HistoryReport) -> Trend:
    """The missed-red-flag rate of each run, with its exact upper bound over families."""
    points = []
    for past, note in _noted(report):
        rate = past.missed
        upper = clopper_pearson_upper(rate.family_k, rate.family_n)
        points.append(_point(past, rate, (None, upper), note, size=None))
    return Trend(points=tuple(points), title=TITLES["missed_red_flag_rate"], one_sided=True)


def escalation_trend(report: HistoryReport) -> Trend:
    """The escalation accuracy of each run with its Wilson interval over families, and the sizes."""
    points = []
    for past, note in _noted(report):
        rate = report.escalation(past)
        found = wilson(rate.family_k, rate.family_n) if rate else None
        ends = (found.lower, found.upper) if found else (None, None)
        points.append(_point(past, rate, ends, note, size=past.vignettes))
    return Trend(points=tuple(points), title=TITLES["escalation_accuracy"])


def _noted(report: HistoryReport) -> list[tuple[PastRun, str]]:
    """The runs, with what must be known of those whose library is another than the one before."""
    history = report.history
    is_other = [False, *(step.is_other_library for step in history.steps)]
    return [
        (past, _OTHER if other else "") for past, other in zip(history.runs, is_other, strict=True)
    ]


_OTHER: Final = "another library from here on; rates on both sides do not compare"


def _point(
    past: PastRun,
    rate: Rate | None,
    ends: tuple[float | None, float | None],
    note: str,
    *,
    size: int | None,
) -> TrendPoint:
    return TrendPoint(
        label=past.engine,
        value=rate.value if rate else None,
        lower=ends[0],
        upper=ends[1],
        k=rate.k if rate else 0,
        n=rate.n if rate else 0,
        size=size,
        note=note,
    )


_SIZE: Final = re.compile(r'<svg[^>]*? width="([\d.]+)" height="([\d.]+)"')
_BETWEEN: Final = 24.0


def _stacked(report: HistoryReport, *pictures: str) -> str:
    """Pictures below each other in one, each with its own title and description."""
    y, widest, placed = 0.0, 0.0, []
    for picture in pictures:
        size = _SIZE.match(picture)
        assert size is not None  # noqa: S101 - every picture of ours says its size
        placed.append(picture.replace("<svg", f'<svg y="{number(y)}"', 1))
        widest, y = max(widest, float(size[1])), y + float(size[2]) + _BETWEEN
    height = max(0.0, y - _BETWEEN)
    runs = count(len(report.history.runs), "run")
    return element(
        "svg",
        element("title", written(f"{report.domain}: {runs}"), id="history-title"),
        element("desc", f"Two rates over {runs}, the oldest at the left.", id="history-desc"),
        *placed,
        xmlns="http://www.w3.org/2000/svg",
        class_="picture",
        role="img",
        aria_labelledby="history-title history-desc",
        viewBox=steps(0, 0, widest, height),
        width=widest,
        height=height,
    )
