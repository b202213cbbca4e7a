"""Known anomalies, and what people let pass for a time."""

from collections.abc import Iterator

from reports.model.audit.audit import Audit
from reports.model.audit.verdict import GrantFacts
from reports.render.document.nodes import (
    Block,
    Bullets,
    Column,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    Tone,
)
from reports.render.document.words import (
    counted,
    expected_text,
    failures_text,
    given_text,
    vignette_link,
)


def anomalies_section(audit: Audit) -> Section:
    """Every vignette that is not as expected, new or not; waivers and acceptances; notes."""
    return Section(
        id="anomalies", title="Known anomalies and waivers", blocks=tuple(_blocks(audit))
    )


def _blocks(audit: Audit) -> Iterator[Block]:
    wrong = [vignette for vignette in audit.vignettes if not vignette.is_as_expected]
    yield Table(
        caption=f"{counted(len(wrong), 'vignette')} not as expected",
        columns=(
            Column(title="Vignette", share=3),
            Column(title="What", share=2),
            Column(title="Expected", share=2),
            Column(title="Given", share=2),
            Column(title="Since", share=2),
        ),
        rows=tuple(
            Row(
                cells=(
                    vignette_link(vignette),
                    failures_text(vignette.failures) or "false flag",
                    expected_text(vignette),
                    given_text(vignette.answer),
                    _since(vignette.newly, vignette.stratum, vignette.waived),
                ),
                tone=Tone.BAD if "missed_red_flag" in vignette.failures else Tone.WARN,
            )
            for vignette in wrong
        ),
        empty="Every vignette is as expected.",
    )
    verdict = audit.verdict
    if verdict is not None:
        yield _grants("Waivers", verdict.waivers)
        yield _grants("Acceptances of lines of the difference", verdict.acceptances)
    if audit.candidate.faults:
        yield Paragraph(text="Faults of the engine that belong to no vignette:")
        yield Bullets(items=audit.candidate.faults)
    if audit.notes:
        yield Paragraph(text="To know:")
        yield Bullets(items=audit.notes)


def _since(newly: tuple[str, ...], stratum: str, waived: tuple[str, ...]) -> str:
    words = {"comparable": "known: the baseline fails it too", "": ""}
    since = "new" if newly else words.get(stratum, stratum.replace("_", " "))
    return f"{since}, waived" if waived else since


def _grants(caption: str, grants: tuple[GrantFacts, ...]) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(title="Of", share=2),
            Column(title="Lets pass", share=4),
            Column(title="Why", share=4),
            Column(title="By", share=3),
            Column(title="Until", share=2),
            Column(title="Days left", share=2),
        ),
        rows=tuple(
            Row(
                cells=(
                    grant.of,
                    grant.covers.replace("_", " ") if grant.is_waiver else grant.covers,
                    grant.reason,
                    f"{grant.approver}, {grant.role}" if grant.role else grant.approver,
                    grant.expires,
                    Span(text=grant.problem, tone=Tone.BAD) if grant.problem else _left(grant),
                ),
                tone=Tone.BAD if grant.problem else Tone.NONE,
            )
            for grant in grants
        ),
    )


_SOON = 14


def _left(grant: GrantFacts) -> Span:
    is_soon = grant.days_left <= _SOON
    return Span(
        text=f"{grant.days_left}{', soon over' if is_soon else ''}",
        tone=Tone.WARN if is_soon else Tone.NONE,
    )
