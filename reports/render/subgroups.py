"""Subgroups: the headline metrics side by side, or every safety metric of each."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Final

from evaluation.metrics import TITLES, Rate
from evaluation.subgroups import SAFETY, Subgroup
from reports.render.fitting import fitted, is_within
from reports.render.rates import (
    beside_words,
    interval_words,
    is_miss,
    k_of_n,
    short_interval,
    value_words,
)
from reports.render.text import Screen, count, plain, table

_HEADLINES: Final[Mapping[str, str]] = {
    "missed_red_flag_rate": "missed red flags",
    "under_triage_rate": "under-triage",
    "over_triage_rate": "over-triage",
    "escalation_accuracy": "escalation accuracy",
}
_TOO_FEW: Final = "too few"


@dataclass(frozen=True, slots=True, kw_only=True)
class Subgroups:
    """The subgroups of a run beside the rates of all its vignettes.

    ``titles`` says what people call each field; one that it does not have is called by its id.
    """

    found: tuple[Subgroup, ...]
    whole: Mapping[str, Rate]
    titles: Mapping[str, str]

    @property
    def fields(self) -> Iterator[tuple[str, list[Subgroup]]]:
        """The title of each field with its subgroups, in their order."""
        for field, found in groupby(self.found, key=lambda subgroup: subgroup.field):
            yield self.titles.get(field, field), list(found)


def render_subgroups(subgroups: Subgroups, screen: Screen, *, is_detailed: bool) -> list[str]:
    """A line for each subgroup, or a table for each metric; no lines where there is no subgroup."""
    if not subgroups.found:
        return []
    show = _metric_by_metric if is_detailed else _side_by_side
    return [
        screen.paint("By subgroup", "bold"),
        *show(subgroups, screen),
        "",
        *screen.wrap(_remarks(subgroups, is_detailed=is_detailed), "  "),
    ]


def _remarks(subgroups: Subgroups, *, is_detailed: bool) -> str:
    first, names = subgroups.found[0], _shown(subgroups) if is_detailed else _HEADLINES
    texts = [_BY_CHANCE.format(count(len(subgroups.found), "subgroup"))]
    if any(found.is_too_few(found.rates[name]) for found in subgroups.found for name in names):
        fewest = count(first.smallest, "vignette")
        texts.append(f"Too few: a rate over fewer than {fewest} says nothing.")
    shown = (
        (f"{TITLES[name]}, {found.name}", found.rates[name])
        for name in names
        for found in subgroups.found
        if not found.is_too_few(found.rates[name])
    )
    texts += filter(None, [beside_words(shown)])
    if not _all_answered(subgroups):
        texts.append("No answer is a missed red flag, and neither under- nor over-triage.")
    if not is_detailed:
        texts.append("--subgroups shows every safety metric.")
    return " ".join(texts)


_BY_CHANCE = (
    "With {}, some look worse than others by chance alone: each interval is for its own subgroup, "
    "and no p-values are shown."
)


def _shown(subgroups: Subgroups) -> list[str]:
    """The safety metrics that there are: an engine without red flags has no rates of detection."""
    return [name for name in SAFETY if name in subgroups.whole]


def _all_answered(subgroups: Subgroups) -> bool:
    coverage = subgroups.whole["coverage"]
    return coverage.k == coverage.n


def _side_by_side(subgroups: Subgroups, screen: Screen) -> Iterator[str]:
    """The headline metrics in as few tables as the width of the screen allows."""
    columns = [_names(subgroups), _sizes(subgroups)]
    is_first = True
    for metric in _HEADLINES:
        added = _column(metric, subgroups)
        if len(columns) > 1 and not is_within(table([*zip(*columns, added, strict=True)]), screen):
            if not is_first:
                yield ""
            yield from _with_fields(columns, subgroups)
            columns, is_first = [_names(subgroups)], False
        columns.append(added)
    if not is_first:
        yield ""
    yield from _with_fields(columns, subgroups)


def _names(subgroups: Subgroups) -> list[str]:
    names = [f"  {subgroup.name}" for subgroup in subgroups.found]
    return ["", "", "all vignettes", *names]


def _sizes(subgroups: Subgroups) -> list[str]:
    """How many vignettes there are, and how many of them were answered where not all were."""
    rates = [subgroups.whole["coverage"], *(s.rates["coverage"] for s in subgroups.found)]
    is_plain = _all_answered(subgroups)
    cells = [str(rate.n) if is_plain else k_of_n(rate) for rate in rates]
    return ["", *_right(["n" if is_plain else "answered", *cells])]


def _column(metric: str, subgroups: Subgroups) -> list[str]:
    """A metric in one column: its title, what stands where, and k of n with the interval."""
    whole = subgroups.whole[metric]
    rates = [whole, *(subgroup.rates[metric] for subgroup in subgroups.found)]
    counts = _right(["k of n", *map(k_of_n, rates)])
    bounds = ["at most" if is_miss(whole) else "95 % interval", short_interval(whole)]
    bounds += [
        _TOO_FEW if subgroup.is_too_few(rate) else short_interval(rate)
        for subgroup, rate in zip(subgroups.found, rates[1:], strict=True)
    ]
    cells = [f"{k}  {bound}" for k, bound in zip(counts, bounds, strict=True)]
    return [_HEADLINES[metric], *cells]


def _right(cells: Sequence[str]) -> list[str]:
    width = max(map(len, cells))
    return [cell.rjust(width) for cell in cells]


def _with_fields(columns: Sequence[Sequence[str]], subgroups: Subgroups) -> Iterator[str]:
    """The lines of a table, those of each field below its title."""
    lines = iter(table([*zip(*columns, strict=True)]))
    yield from filter(None, islice(lines, _HEAD))  # sizes alone have no line of metrics
    for title, found in subgroups.fields:
        yield f"  {plain(title)}"
        for _ in found:
            yield next(lines)


_HEAD = 3  # two lines of titles, and the line of all vignettes


def _metric_by_metric(subgroups: Subgroups, screen: Screen) -> Iterator[str]:
    """A table for each safety metric, so that one can be read down over all subgroups."""
    for number, metric in enumerate(_shown(subgroups)):
        if number:
            yield ""
        whole = subgroups.whole[metric]
        title = TITLES[metric]
        rows = [(title, "k of n", "rate", "families", "95 % interval", "")]
        rows.append(_row("all vignettes", whole, ""))
        for field, found in subgroups.fields:
            rows.append((field, "", "", "", "", ""))
            for subgroup in found:
                rate = subgroup.rates[metric]
                note = _TOO_FEW if subgroup.is_too_few(rate) else ""
                rows.append(_row(f"  {subgroup.name}", rate, note))
        yield from fitted(rows, screen, right=(1, 2, 3), spare=(3, 2))


def _row(name: str, rate: Rate, note: str) -> tuple[str, str, str, str, str, str]:
    families = f"{rate.family_k} of {rate.family_n}"
    return name, k_of_n(rate), value_words(rate), families, interval_words(rate), note
