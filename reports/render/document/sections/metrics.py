"""Every metric with its interval; expected against given; red flags; subgroups."""

from collections.abc import Iterator

from evaluation.describe import NOT_ESTIMABLE, percent
from evaluation.subgroups import SAFETY
from reports.model.audit.audit import Audit
from reports.model.audit.numbers import RateFacts, SubgroupFacts
from reports.model.audit.sides import Criterion
from reports.render.document.nodes import (
    Block,
    Column,
    Figure,
    Fold,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)
from reports.render.document.words import (
    breaks_limit,
    counted,
    families_text,
    interval_text,
    limit_of,
    limit_text,
    rate_text,
    sentence,
)
from reports.render.pictures.confusion import Confusion
from reports.render.pictures.intervals import IntervalRow, Intervals

NO_ANSWER = "(no answer)"
DESCRIBES = "Every interval describes this library, not patients."


def metrics_section(audit: Audit) -> Section:
    """The rates, what lies behind escalation accuracy, and agreement beyond chance."""
    rates = audit.numbers.rates
    return Section(
        id="metrics",
        title="Metrics",
        blocks=(
            Paragraph(
                text=f"{DESCRIBES} Families are the unit of intervals: a family counts by its "
                "worst member. What was not answered stays in every denominator, and fails."
            ),
            Figure(
                id="fig-metrics",
                caption="Metrics of safety with 95 % intervals, and the limits of the policy",
                picture=Intervals(
                    rows=tuple(
                        _interval(rate, limit_of(audit, rate.name))
                        for rate in rates
                        if rate.name in SAFETY
                    )
                ),
            ),
            _rates(audit),
            *_escalations(audit),
        ),
        is_brief=True,
    )


def _interval(rate: RateFacts, limit: Criterion | None) -> IntervalRow:
    """A row of the picture: of misses the upper bound alone, else both ends."""
    is_one_sided = rate.upper is not None
    lower, upper = rate.wilson or (None, None)
    return IntervalRow(
        label=rate.title,
        value=rate.value,
        lower=rate.value if is_one_sided else lower,
        upper=rate.upper if is_one_sided else upper,
        k=rate.k,
        n=rate.n,
        limit=limit.bound if limit else None,
        is_upper_limit=limit.is_upper if limit else True,
        one_sided=is_one_sided,
    )


def _rates(audit: Audit) -> Table:
    return Table(
        caption="Metrics",
        columns=(
            Column(title="Metric", share=4),
            Column(title="k of n", is_number=True, share=3),
            Column(title="Families", is_number=True, share=2),
            Column(title="95 %", is_number=True, share=3),
            Column(title="Policy", share=2),
            Column(title="Formula", share=5),
        ),
        rows=tuple(
            Row(
                cells=(
                    rate.title,
                    rate_text(rate),
                    families_text(rate),
                    interval_text(rate),
                    limit_text(audit, rate.name),
                    rate.formula,
                ),
                tone=Tone.BAD if breaks_limit(audit, rate.name) else Tone.NONE,
            )
            for rate in audit.numbers.rates
        ),
    )


def _escalations(audit: Audit) -> Iterator[Block]:
    found, threshold = audit.numbers.escalations, audit.policy.threshold
    yield Table(
        caption=f"Behind escalation accuracy (escalation is {threshold} or more)",
        columns=(Column(title="Count", share=3), Column(title="Vignettes", is_number=True)),
        rows=(
            Row(cells=("True escalations", str(found.true))),
            Row(cells=("Missed escalations", str(found.missed))),
            Row(cells=("True non-escalations", str(found.true_non))),
            Row(cells=("False escalations", str(found.false))),
            Row(cells=("Left out: both sides acceptable", str(found.straddling))),
        ),
    )
    yield Paragraph(text=f"Balanced accuracy: {percent(found.balanced_accuracy)}.")
    yield Fold(
        summary="Agreement with the preferred disposition beyond chance (Cohen's κ)",
        blocks=(
            Table(
                caption="Cohen's κ, answered vignettes only",
                columns=(
                    Column(title="Weights"),
                    Column(title="n", is_number=True),
                    Column(title="κ", is_number=True),
                    Column(title="Bootstrap 95 %", is_number=True),
                ),
                rows=tuple(
                    Row(
                        cells=(
                            each.weights,
                            str(each.n),
                            NOT_ESTIMABLE if each.value is None else f"{each.value:.3f}",
                            (
                                f"{each.bootstrap[0]:.3f} to {each.bootstrap[1]:.3f}"
                                if each.bootstrap
                                else NOT_ESTIMABLE
                            ),
                        )
                    )
                    for each in audit.numbers.kappa
                ),
            ),
        ),
    )


def confusion_section(audit: Audit) -> Section:
    """Expected against given, as a picture and as a table."""
    levels = tuple(level.id for level in audit.levels)
    columns, counts = (*levels, NO_ANSWER), audit.numbers.confusion
    return Section(
        id="confusion",
        title="Expected and given",
        blocks=(
            Figure(
                id="fig-confusion",
                caption="Vignettes by preferred disposition (rows) and given one (columns)",
                picture=Confusion(levels=levels, counts=counts, columns=columns),
            ),
            Fold(
                summary="The same as a table",
                blocks=(
                    Table(
                        caption="Vignettes by preferred and given disposition",
                        columns=(
                            Column(title="Preferred", share=2),
                            *(Column(title=name, is_number=True) for name in columns),
                        ),
                        rows=tuple(
                            Row(cells=(level, *map(str, row)))
                            for level, row in zip(levels, counts, strict=True)
                        ),
                    ),
                ),
            ),
            _off(audit),
        ),
    )


def _off(audit: Audit) -> Table:
    under, over = audit.numbers.under_by_levels, audit.numbers.over_by_levels
    steps = sorted({*under, *over}, key=int)
    return Table(
        caption="Answers outside the acceptable range, by how many levels",
        columns=(
            Column(title="Levels"),
            Column(title="Too low", is_number=True),
            Column(title="Too high", is_number=True),
        ),
        rows=tuple(
            Row(cells=(step, str(under.get(step, 0)), str(over.get(step, 0)))) for step in steps
        ),
        empty="No answer lies outside of the acceptable range.",
    )


def red_flags_section(audit: Audit) -> Section:
    """The miss rate of each red flag, and what was seen against what was done."""
    rates = audit.numbers.per_red_flag
    blocks: list[Block] = [
        Table(
            caption="Red flags, the worst first: required, and not raised",
            columns=(
                Column(title="Red flag", share=3),
                Column(title="Not raised", is_number=True, share=2),
                Column(title="Families", is_number=True),
                Column(title="95 %", is_number=True, share=2),
                Column(title="Below its floor", is_number=True, share=2),
            ),
            rows=tuple(
                Row(
                    cells=(
                        audit.titles.get(rate.name, rate.name),
                        rate_text(rate),
                        families_text(rate),
                        interval_text(rate),
                        _acted(audit, rate.name),
                    ),
                    tone=Tone.BAD if rate.k else Tone.NONE,
                )
                for rate in rates
            ),
            empty="No vignette requires a red flag, or the engine reports none.",
        )
    ]
    if audit.numbers.detection is not None:
        blocks.append(_detection(audit))
    else:
        blocks.append(Paragraph(text="This engine reports no red flags: detection is not known."))
    return Section(id="red-flags", title="Red flags", blocks=tuple(blocks))


def _acted(audit: Audit, flag: str) -> str:
    required = [vignette for vignette in audit.vignettes if flag in vignette.red_flags]
    missed = sum("missed_red_flag" in vignette.failures for vignette in required)
    return f"{missed} of {len(required)}"


def _detection(audit: Audit) -> Table:
    found = audit.numbers.detection
    assert found is not None  # noqa: S101 - the caller looked
    return Table(
        caption="Detection and action, vignettes with a required red flag",
        columns=(
            Column(title="Red flags", share=2),
            Column(title="Urgent enough", is_number=True),
            Column(title="Not urgent enough", is_number=True),
        ),
        rows=(
            Row(cells=("All raised", str(found.both), _fault(found.detected_only, "wiring"))),
            Row(cells=("Not all raised", _fault(found.acted_only, "latent"), str(found.neither))),
        ),
    )


def _fault(n: int, kind: str) -> str:
    return f"{n} (a {kind} fault)" if n else "0"


_SHOWN = ("missed_red_flag_rate", "escalation_accuracy", "under_triage_rate", "over_triage_rate")


def subgroups_section(audit: Audit) -> Section:
    """The rates that matter most by subgroup; all others stand in the JSON."""
    return Section(
        id="subgroups",
        title="Subgroups",
        blocks=(
            Paragraph(
                text=sentence(
                    f"A rate over fewer than {audit.numbers.smallest} vignettes is marked as too "
                    "few: it says nothing. A vignette is in one subgroup of each field. `triage "
                    "evaluate --subgroups` shows every metric."
                )
            ),
            Table(
                caption="Subgroups",
                columns=(
                    Column(title="Subgroup", share=3),
                    Column(title="Vignettes", is_number=True),
                    Column(title="Missed red flags", is_number=True, share=3),
                    Column(title="Escalation accuracy", is_number=True, share=3),
                    Column(title="Under-triage", is_number=True, share=3),
                    Column(title="Over-triage", is_number=True, share=3),
                ),
                rows=tuple(_subgroup(each) for each in audit.numbers.subgroups),
                empty="No vignette.",
            ),
        ),
    )


def _subgroup(found: SubgroupFacts) -> Row:
    rates = {rate.name: rate for rate in found.rates}
    missed = rates.get("missed_red_flag_rate")
    return Row(
        cells=(
            f"{found.field_title}: {found.name}",
            str(found.n),
            *(_in_subgroup(rates.get(name)) for name in _SHOWN),
        ),
        tone=Tone.BAD if missed and missed.k else Tone.NONE,
    )


def _in_subgroup(rate: RateFacts | None) -> str:
    few = ", too few" if rate is not None and rate.n and rate.is_small else ""
    return rate_text(rate) + few


def robustness_section(audit: Audit) -> Section:
    """How much hangs on single answers, and how far an engine repeats itself."""
    return Section(id="robustness", title="Robustness", blocks=tuple(_robustness(audit)))


def _robustness(audit: Audit) -> Iterator[Block]:
    found = audit.numbers.robustness
    if found is None:
        yield Paragraph(text="Not known: this engine is no rule set, and was not asked again.")
    else:
        yield Paragraph(
            text=f"Vignettes with a red flag that fall below their floor when one answer about it "
            f"is taken back: {rate_text(found)}. That is no fault of the rules: it says how much "
            "depends on asking."
        )
    if audit.candidate.repeat > 1:
        yield Table(
            caption=f"Lowest and highest of {counted(audit.candidate.repeat, 'run')}",
            columns=(
                Column(title="Metric", share=3),
                Column(title="Lowest", is_number=True),
                Column(title="Highest", is_number=True),
            ),
            rows=tuple(
                Row(cells=(each.title, percent(each.lowest), percent(each.highest)))
                for each in audit.numbers.spread
            ),
        )
