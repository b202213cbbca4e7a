"""Two runs side by side."""

from collections.abc import Iterator, Mapping, Sequence

from evaluation.comparison import Comparison, EndpointComparison, Pair
from evaluation.outcomes import Outcome
from evaluation.runs.record import RunRecord
from evaluation.statistics.agreement import BowkerResult
from evaluation.statistics.intervals import Interval
from evaluation.statistics.paired import mcnemar_exact, mcnemar_midp, newcombe, tango
from reports.disclaimer import DISCLAIMER
from reports.render.text import Screen, count, plain, table


def render_comparison(
    comparison: Comparison,
    baseline: RunRecord,
    candidate: RunRecord,
    holm: Mapping[str, float],
    bowker: BowkerResult | None,
    screen: Screen,
    *,
    every_item: bool = False,
) -> str:
    """What got worse first, then what got better, what stayed, and what cannot be compared.

    ``holm`` has the adjusted p-value of each endpoint, ``bowker`` the test of
    symmetry of the dispositions, ``None`` where it could not be made.
    """
    dispositions = candidate.dispositions
    lines = [
        screen.paint(plain(f"{candidate.engine} against {baseline.engine}"), "bold"),
        *screen.wrap(_strata(comparison), "  "),
    ]
    if not comparison.comparable:
        text = "Nothing can be compared: no vignette is the same on both sides."
        lines += [screen.paint(text, "bold", "yellow")]
    most = None if every_item else _MOST_ITEMS
    for title, attribute, colour in _SECTIONS:
        for endpoint in comparison.endpoints:
            names = getattr(endpoint, attribute)
            if names:
                heading = f"{title} {endpoint.endpoint.title}: {len(names)}"
                lines += ["", screen.paint(heading, "bold", colour)]
                lines += _pairs(comparison, names, dispositions, screen)
    changed = comparison.changed_without_crossing
    if changed:
        heading = f"Changed without crossing a line: {len(changed)}"
        lines += ["", screen.paint(heading, "bold")]
        lines += _pairs(comparison, changed, dispositions, screen)
    for title, names in _not_comparable(comparison):
        lines += ["", screen.paint(f"{title}: {len(names)}", "bold", "yellow")]
        lines += [line for name in names[:most] for line in screen.wrap(name, "  - ")]
        if most is not None and len(names) > most:
            lines += [f"  - and {len(names) - most} more (--all shows them)"]
    lines += ["", *_statistics(comparison, holm, bowker, screen)]
    return "\n".join([*lines, "", *screen.wrap(DISCLAIMER)])


_MOST_ITEMS = 8
_SECTIONS = (
    ("New", "newly_failing", "red"),
    ("Still", "still_failing", "yellow"),
    ("Fixed", "newly_fixed", "green"),
)


def _strata(comparison: Comparison) -> str:
    return (
        f"{count(len(comparison.comparable), 'comparable vignette')}, "
        f"{len(comparison.only_in_candidate)} only in the candidate, "
        f"{len(comparison.only_in_baseline)} only in the baseline, "
        f"{len(comparison.input_edited)} with edited input, "
        f"{len(comparison.gold_edited)} with edited gold."
    )


def _not_comparable(comparison: Comparison) -> Iterator[tuple[str, tuple[str, ...]]]:
    for title, names in (
        ("Only in the candidate", comparison.only_in_candidate),
        ("Only in the baseline", comparison.only_in_baseline),
        ("Input edited, so not comparable", comparison.input_edited),
        ("Gold edited, so not comparable", comparison.gold_edited),
    ):
        if names:
            yield title, names


def _pairs(
    comparison: Comparison, names: Sequence[str], dispositions: Sequence[str], screen: Screen
) -> Iterator[str]:
    for name in names:
        yield from screen.wrap(_change(comparison.pairs[name], dispositions), "  - ", "    ")


def _change(pair: Pair, dispositions: Sequence[str]) -> str:
    expected = pair.candidate.expected
    floor, ceiling = dispositions[expected.floor], dispositions[expected.ceiling]
    wanted = floor if floor == ceiling else f"{floor} to {ceiling}"
    before = _side(pair.baseline, dispositions)
    after = _side(pair.candidate, dispositions)
    text = f"{pair.vignette}: expected {wanted}; was {before}; is {after}"
    return "; ".join([text, *_raised(pair)])


def _raised(pair: Pair) -> Iterator[str]:
    """What is raised on one side only: two sides with the same disposition read alike without."""
    before, after = pair.baseline.result, pair.candidate.result
    lost = (before.red_flags - after.red_flags) | (before.pathways - after.pathways)
    gained = (after.red_flags - before.red_flags) | (after.pathways - before.pathways)
    if lost:
        yield f"no longer: {', '.join(sorted(lost))}"
    if gained:
        yield f"new: {', '.join(sorted(gained))}"


def _side(outcome: Outcome, dispositions: Sequence[str]) -> str:
    result = outcome.result
    if result.disposition is None:
        return f"{result.status.value} ({result.reason})"
    rules = ", ".join(result.rules) or "no rule"
    return f"{dispositions[result.disposition]} by {rules}"


def _statistics(
    comparison: Comparison,
    holm: Mapping[str, float],
    bowker: BowkerResult | None,
    screen: Screen,
) -> Iterator[str]:
    yield screen.paint("Paired counts over families", "bold")
    counts: list[tuple[str, ...]] = [
        ("endpoint", "neither fails", "new", "fixed", "both fail", "exact p", "mid-p", "Holm")
    ]
    counts += [_counts_row(endpoint, holm) for endpoint in comparison.endpoints]
    yield from table(counts, right=range(1, 8))
    yield ""
    intervals: list[tuple[str, ...]] = [("candidate minus baseline", "Newcombe 95 %", "Tango 95 %")]
    intervals += [_intervals_row(endpoint) for endpoint in comparison.endpoints]
    yield from table(intervals)
    yield from screen.wrap(
        "The share of families that do not fail. p-values (McNemar) and intervals are for "
        "information; the gate counts vignettes. Where nothing differs, the interval is what this "
        "library cannot rule out. Intervals describe this library, not patients.",
        "  ",
    )
    yield from screen.wrap(_symmetry(bowker), "  ")


def _symmetry(bowker: BowkerResult | None) -> str:
    if bowker is None:
        return "Symmetry of the dispositions (Bowker): not estimable."
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
    return f"{interval.lower:+.3f} to {interval.upper:+.3f}" if interval else "not estimable"


def _p(value: float, equals: str = "") -> str:
    """A p-value with three decimals; one that is smaller than they can show is never 0."""
    return "<0.001" if value < 0.0005 else f"{equals}{value:.3f}"  # noqa: PLR2004 - half a digit
