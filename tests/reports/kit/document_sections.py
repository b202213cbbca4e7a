"""Sections of reports about toasters, made by hand."""

from typing import Final

from reports.render.document.nodes import (
    Bullets,
    Column,
    Commands,
    Fold,
    Pairs,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    Tone,
)

LEVELS: Final = ("keep", "mend", "unplug")


DIGEST: Final = "5e" * 32
SEALS: Final = (
    ("report", DIGEST),
    ("candidate-run", "c1" * 32),
    ("baseline-run", "b2" * 32),
    ("rules", "a3" * 32),
    ("library", "d4" * 32),
    ("policy", "e5" * 32),
)


def verdict() -> Section:
    """What failed, and what holds."""
    holds = (
        ("Every vignette has a result", "4 of 4 answered, 0 missing"),
        ("One scale of dispositions", "keep < mend < unplug"),
        ("The baseline is approved", "on 2026-11-19 by The maintainers"),
    )
    return Section(
        id="verdict",
        title="Verdict",
        is_brief=True,
        blocks=(
            Bullets(
                items=(
                    "Vignettes: 4 asked, 4 answered, 0 without an answer (each a miss).",
                    (
                        "Missed red flags: ",
                        Span(text="1 of 2 = 50.0 %", tone=Tone.BAD, is_strong=True),
                        ", at most 97.5 % (95 %, this library).",
                    ),
                    ("Escalation accuracy: ", Span(text="3 of 4 = 75.0 %", is_strong=True), "."),
                )
            ),
            Paragraph(
                text=(
                    Span(text="Failed:", tone=Tone.BAD, is_strong=True),
                    " New missed red flags: 1 (0 fixed, 0 still)",
                )
            ),
            Bullets(
                items=(
                    (
                        Span(text="T01-smoke-2", to="v-T01-smoke-2"),
                        ": expected unplug (fire), got keep (no red flag)",
                    ),
                )
            ),
            Fold(
                summary="3 checks that hold",
                blocks=(
                    Table(
                        caption="Checks that hold",
                        columns=(Column(title="Check", share=2), Column(title="Found", share=3)),
                        rows=tuple(Row(cells=cells, tone=Tone.GOOD) for cells in holds),
                    ),
                ),
            ),
        ),
    )


def hazards() -> Section:
    """A table with cells that people fill in."""
    return Section(
        id="hazards",
        title="Hazard log",
        blocks=(
            Paragraph(text="Columns without a text are to be filled in by people."),
            Table(
                caption="Hazards",
                columns=(
                    Column(title="Id"),
                    Column(title="Hazard", share=4),
                    Column(title="Controls", share=4),
                    Column(title="Verified by vignettes", share=3),
                    Column(title="Severity", share=2),
                    Column(title="Residual risk", share=2),
                ),
                rows=(
                    Row(
                        cells=("H01", "Fire is missed", "smoke; old", "1 of 2 fail", "", ""),
                        tone=Tone.BAD,
                    ),
                    Row(cells=("H02", "Current is missed", "sparks", "0 of 1 fail", "", "")),
                ),
                has_blanks=True,
            ),
        ),
    )


def control() -> Section:
    """Hashes, commands, and folds in folds."""
    return Section(
        id="control",
        title="Document control",
        blocks=(
            Pairs(
                caption="The candidate",
                rows=(
                    ("Engine", "toaster@0.2.0"),
                    ("Rules", Span(text="a3" * 32, is_code=True)),
                    ("Revision", (Span(text="4f2a9c1", is_code=True), ", with local changes")),
                ),
            ),
            Fold(
                summary="How to reproduce",
                is_open=True,
                blocks=(
                    Bullets(
                        items=(
                            "Check out the revision above.",
                            "Install the locked versions.",
                            ("Run the command; the digest must be ", _short(DIGEST), "."),
                        ),
                        is_numbered=True,
                    ),
                    Commands(
                        lines=(
                            "git checkout 4f2a9c1",
                            "triage gate toaster.yaml --policy policy.yaml -o report.html",
                        )
                    ),
                    Fold(
                        summary="With a container",
                        blocks=(Commands(lines=("docker run --rm toaster triage gate",)),),
                    ),
                ),
            ),
            Paragraph(text=Span(text="Every time comes from the run.", tone=Tone.QUIET)),
        ),
    )


def _short(digest: str) -> Span:
    return Span(text=digest[:12], is_code=True)


def checklist() -> Section:
    """Sixty items with links."""
    return Section(
        id="checklist",
        title="Checklist",
        blocks=(
            Table(
                caption="Items and where the report speaks to them",
                columns=(
                    Column(title="Item"),
                    Column(title="About", share=4),
                    Column(title="Sections", share=4),
                    Column(title="People must add", share=4),
                ),
                rows=tuple(
                    Row(
                        cells=(
                            str(number),
                            f"What item {number} asks of a report about toasters",
                            Span(text="Metrics", to="metrics"),
                            "Say who will use it." if number % 3 == 0 else "",
                        )
                    )
                    for number in range(1, 61)
                ),
            ),
        ),
    )
