"""Two runs side by side."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from evaluation.comparison import Comparison, EndpointComparison, Pair
from evaluation.describe import NOT_ESTIMABLE, engine_notes, worst_first
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run, RunRecord
from evaluation.statistics.agreement import BowkerResult
from evaluation.statistics.intervals import Interval
from evaluation.statistics.paired import mcnemar_exact, mcnemar_midp, newcombe, tango
from reports.disclaimer import DISCLAIMER
from reports.render.fitting import fitted, headed
from reports.render.text import Screen, count, plain


def render_comparison(
    comparison: Comparison,
    baseline: Run,
    candidate: Run,
    holm: Mapping[str, float],
    bowker: BowkerResult | None,
    screen: Screen,
    *,
    every_item: bool = False,
) -> str:
    """What got worse first, then what got better, what stayed, and what cannot be compared.

    ``holm`` has the adjusted p-value of each endpoint, ``bowker`` the test of symmetry of the
    dispositions, ``None`` where it could not be made. What got worse or better is listed whole;
    ``every_item`` does so with the rest too.
    """
    title = f"{candidate.record.engine} against {baseline.record.engine}"
    lines = [
        screen.paint(plain(title), "bold"),
        *screen.wrap(_strata(comparison), "  "),
        *_notes(baseline, candidate, screen),
    ]
    if not comparison.comparable:
        text = "Nothing can be compared: no vignette is the same on both sides."
        lines += [screen.paint(text, "bold", "magenta")]
    sides = (baseline.record, candidate.record)
    for section in _sections(comparison):
        pairs = [comparison.pairs[name] for name in section.names]
        items = [_change(pair, *sides) for pair in pairs]
        lines += _section(section, items, screen, every_item=every_item)
    for section in _not_comparable(comparison):
        lines += _section(section, section.names, screen, every_item=every_item)
    lines += ["", *_statistics(comparison, holm, bowker, screen)]
    return "\n".join([*lines, "", *screen.wrap(DISCLAIMER)])


def _notes(baseline: Run, candidate: Run, screen: Screen) -> Iterator[str]:
    """What is not usual in either engine, since it changes how the difference reads."""
    for side, run in (("Baseline", baseline), ("Candidate", candidate)):
        for note in engine_notes(run.record, run.outcomes):
            yield from screen.wrap(f"{side}: {note}", "  ")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Section:
    """Vignettes below one heading; ``most`` are shown unless all are asked for."""

    title: str
    names: Sequence[str]
    styles: tuple[str, ...] = ("bold",)
    most: int | None = None


def _sections(comparison: Comparison) -> Iterator[_Section]:
    """What changed, the worst first, then what failed before and fails still."""
    ends = comparison.endpoints
    for end in ends:
        title = f"New {end.endpoint.title}"
        yield _Section(title=title, names=end.newly_failing, styles=("bold", "red"))
    for end in ends:
        title = f"Worse {end.endpoint.title}"
        yield _Section(title=title, names=end.worsened, styles=("bold", "red"))
    for end in ends:
        title = f"Fixed {end.endpoint.title}"
        yield _Section(title=title, names=end.newly_fixed, styles=("bold", "green"))
    title = "Changed without crossing a line"
    yield _Section(title=title, names=comparison.changed_without_crossing)
    for end in ends:
        as_bad = [name for name in end.still_failing if name not in end.worsened]
        worst = worst_first(comparison.pairs[name].candidate for name in as_bad)
        names = [outcome.vignette for outcome in worst]
        title = f"Still {end.endpoint.title}"
        yield _Section(title=title, names=names, styles=("bold", "magenta"), most=_MOST_STILL)


_MOST_STILL = 5
_MOST_ITEMS = 8


def _section(
    section: _Section, items: Sequence[str], screen: Screen, *, every_item: bool
) -> Iterator[str]:
    """A heading with its items; nothing where there are none."""
    if not items:
        return
    yield ""
    yield screen.paint(f"{section.title}: {len(items)}", *section.styles)
    most = None if every_item else section.most
    for item in items[:most]:
        yield from screen.wrap(item, "  - ", "    ")
    if most is not None and len(items) > most:
        yield f"  - and {len(items) - most:,} more (--all shows them)"


def _strata(comparison: Comparison) -> str:
    return (
        f"{count(len(comparison.comparable), 'comparable vignette')}, "
        f"{len(comparison.only_in_candidate)} only in the candidate, "
        f"{len(comparison.only_in_baseline)} only in the baseline, "
        f"{len(comparison.input_edited)} with edited input, "
        f"{len(comparison.gold_edited)} with edited gold."
    )


def _not_comparable(comparison: Comparison) -> Iterator[_Section]:
    for title, names in (
        ("Only in the candidate", comparison.only_in_candidate),
        ("Only in the baseline", comparison.only_in_baseline),
        ("Input edited, so not comparable", comparison.input_edited),
        ("Gold edited, so not comparable", comparison.gold_edited),
    ):
        yield _Section(title=title, names=names, styles=("bold", "magenta"), most=_MOST_ITEMS)


def _change(pair: Pair, baseline: RunRecord, candidate: RunRecord) -> str:
    expected, dispositions = pair.candidate.expected, candidate.dispositions
    floor, ceiling = dispositions[expected.floor], dispositions[expected.ceiling]
    wanted = floor if floor == ceiling else f"{floor} to {ceiling}"
    before = _side(pair.baseline, baseline)
    after = _side(pair.candidate, candidate)
    text = f"{pair.vignette}: expected {wanted}; was {before}; is {after}"
    with_flags = baseline.reports_red_flags and candidate.reports_red_flags
    return "; ".join([text, *_raised(pair, with_flags=with_flags)])


def _raised(pair: Pair, *, with_flags: bool) -> Iterator[str]:
    """What is raised on one side only: two sides with the same disposition read alike without.

    A red flag that one side could not report is none that it no longer raises.
    """
    before, after = (
        (result.red_flags if with_flags else frozenset()) | result.pathways
        for result in (pair.baseline.result, pair.candidate.result)
    )
    lost, gained = before - after, after - before
    if lost:
        yield f"no longer: {', '.join(sorted(lost))}"
    if gained:
        yield f"new: {', '.join(sorted(gained))}"


def _side(outcome: Outcome, record: RunRecord) -> str:
    """An answer with the rules behind it; only a rule set can have answered by none."""
    result = outcome.result
    if result.disposition is None:
        return f"{result.status.value} ({result.reason})"
    rules = ", ".join(result.rules) or ("no rule" if record.is_rules else "")
    return record.dispositions[result.disposition] + (rules and f" by {rules}")


def _statistics(
    comparison: Comparison,
    holm: Mapping[str, float],
    bowker: BowkerResult | None,
    screen: Screen,
) -> Iterator[str]:
    yield screen.paint("Paired counts over families", "bold")
    counts = [_counts_row(endpoint, holm) for endpoint in comparison.endpoints]
    yield from headed(_COUNTS, counts, screen, right=range(1, 8), spare=(6, 5))
    yield ""
    intervals: list[tuple[str, ...]] = [("candidate minus baseline", "Newcombe 95 %", "Tango 95 %")]
    intervals += [_intervals_row(endpoint) for endpoint in comparison.endpoints]
    yield from fitted(intervals, screen)
    yield from screen.wrap(
        "The share of families that do not fail. p-values (McNemar) and intervals are for "
        "information; the gate counts vignettes. Where nothing differs, the interval is what this "
        "library cannot rule out. Intervals describe this library, not patients.",
        "  ",
    )
    yield from screen.wrap(_symmetry(bowker), "  ")


_COUNTS = ("endpoint", "neither fails", "new", "fixed", "both fail", "exact p", "mid-p", "Holm")


def _symmetry(bowker: BowkerResult | None) -> str:
    if bowker is None:
        return f"Symmetry of the dispositions (Bowker): {NOT_ESTIMABLE}."
    return (
        f"Symmetry of the dispositions (Bowker): chi-squared {bowker.statistic:.2f}, "
        f"{count(bowker.degrees_of_freedom, 'degree')} of freedom, p {_p(bowker.p_value, '= ')}."
    )


def _counts_row(endpoint: EndpointComparison, holm: Mapping[str, float]) -> tuple[str, ...]:
    counts = endpoint.family_counts
    return (
        endpoint.endpoint.title,
        str(counts.n11),
        str(counts.n10),
        str(counts.n01),
        str(counts.n00),
        _p(mcnemar_exact(counts)),
        _p(mcnemar_midp(counts)),
        _p(holm[endpoint.endpoint.name]),
    )


def _intervals_row(endpoint: EndpointComparison) -> tuple[str, ...]:
    counts = endpoint.family_counts
    return endpoint.endpoint.title, _range(newcombe(counts)), _range(tango(counts))


def _range(interval: Interval | None) -> str:
    return f"{interval.lower:+.3f} to {interval.upper:+.3f}" if interval else NOT_ESTIMABLE


def _p(value: float, equals: str = "") -> str:
    """A p-value with three decimals; one that is smaller than they can show is never 0."""
    return "<0.001" if value < 0.0005 else f"{equals}{value:.3f}"  # noqa: PLR2004 - half a digit
