"""Sections of reports about toasters that have pictures."""

from reports.render.document.nodes import Column, Figure, Paragraph, Row, Section, Span, Table, Tone
from reports.render.pictures.confusion import Confusion
from reports.render.pictures.flow import Flow, Move
from reports.render.pictures.intervals import IntervalRow, Intervals
from reports.render.pictures.trend import Trend, TrendPoint
from tests.reports.kit.document_sections import LEVELS
from tests.reports.kit.document_vignettes import vignette_name


def changes(worse: tuple[int, ...] = (2,)) -> Section:
    """Those numbers that newly fail, and the flow."""
    return Section(
        id="changes",
        title="What changed",
        is_brief=True,
        blocks=(
            Table(
                caption="Regressions: vignettes that newly fail",
                columns=(
                    Column(title="Vignette", share=3),
                    Column(title="What", share=2),
                    Column(title="Expected", share=2),
                    Column(title="Was", share=2),
                    Column(title="Is", share=2),
                ),
                rows=tuple(
                    Row(
                        cells=(
                            Span(text=vignette_name(number), to=f"v-{vignette_name(number)}"),
                            "missed red flag",
                            "unplug (fire)",
                            "unplug (fire)",
                            "keep",
                        ),
                        tone=Tone.BAD,
                    )
                    for number in worse
                ),
                empty="No vignette newly fails.",
            ),
        ),
        sections=(
            Section(
                id="lowered",
                title="Toasters made less urgent, of all there can be",
                is_brief=True,
                blocks=(
                    Table(
                        caption="Lines that lower something",
                        columns=(Column(title="Line"), Column(title="What changes", share=3)),
                        rows=(),
                        empty="Nobody is made less urgent.",
                    ),
                ),
            ),
            Section(
                id="flow",
                title="Dispositions, before and after",
                blocks=(
                    Figure(
                        id="fig-flow",
                        caption="4 comparable vignettes: what the baseline gave, and the candidate",
                        picture=Flow(
                            levels=LEVELS,
                            before=(1, 1, 2),
                            after=(2, 1, 1),
                            moves=(
                                Move(before=0, after=0, n=1),
                                Move(before=1, after=1, n=1),
                                Move(before=2, after=2, n=1),
                                Move(before=2, after=0, n=1, worse=True),
                            ),
                        ),
                    ),
                ),
            ),
        ),
    )


def metrics() -> Section:
    """Rates, and three pictures."""
    return Section(
        id="metrics",
        title="Metrics",
        blocks=(
            Paragraph(text="Each rate with its k and n; it describes this library, not toasters."),
            Figure(
                id="fig-intervals",
                caption="Rates with their intervals and the limits of the policy",
                picture=Intervals(
                    rows=(
                        IntervalRow(
                            label="Missed-red-flag rate",
                            value=0.5,
                            upper=0.975,
                            k=1,
                            n=2,
                            limit=0.0,
                            one_sided=True,
                        ),
                        IntervalRow(
                            label="Escalation accuracy",
                            value=0.75,
                            lower=0.3,
                            upper=0.954,
                            k=3,
                            n=4,
                        ),
                        IntervalRow(label="False-flag rate", value=None, k=0, n=0),
                    )
                ),
            ),
            Table(
                caption="Rates",
                columns=(
                    Column(title="Metric", share=3),
                    Column(title="k", is_number=True),
                    Column(title="n", is_number=True),
                    Column(title="Rate", is_number=True, share=2),
                ),
                rows=(
                    Row(cells=("Missed-red-flag rate", "1", "2", "50.0 %"), tone=Tone.BAD),
                    Row(cells=("Escalation accuracy", "3", "4", "75.0 %")),
                    Row(cells=("False-flag rate", "0", "0", "not estimable"), tone=Tone.QUIET),
                ),
            ),
            Figure(
                id="fig-confusion",
                caption="Preferred and given disposition",
                picture=Confusion(
                    levels=LEVELS,
                    counts=((1, 0, 0, 0), (0, 1, 0, 0), (1, 0, 1, 0)),
                    columns=(*LEVELS, "(no answer)"),
                ),
            ),
            Figure(
                id="fig-trend",
                caption="The missed-red-flag rate over versions",
                picture=Trend(
                    points=(
                        TrendPoint(label="0.1.0", value=0.0, upper=0.776, k=0, n=2, size=4),
                        TrendPoint(label="0.2.0", value=0.5, upper=0.975, k=1, n=2, size=4),
                    ),
                    title="Missed-red-flag rate",
                    one_sided=True,
                ),
            ),
        ),
    )
