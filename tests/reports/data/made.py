"""The made-up domain about kettles with gaps, and with raters who do not all agree."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from evaluation.trace.account import account
from evaluation.trace.gaps import Gap
from evaluation.trace.reasons import Reason, stale_reasons
from reports.model.sources import SourcesReport
from tests.evaluation.trace.kettle import Kettle

# What opens gaps in the made-up domain: file, old and new text.
NO_LEAK: Final = ("rules/0.1.0.yaml", "sources: [TIP L2, MAN L3.2]", "sources: [TIP L2]")
NO_OLD_ONE: Final = ("rules/0.1.0.yaml", "at_least: 10", "at_least: 20")

READER_A: Final = """\
rater: reader-a
who: A made-up reader, nobody's electrician.
saw: narratives only
ratings:
"""
READER_B: Final = """\
rater: reader-b
who: Another one.
saw: narratives only
ratings:
"""
# Vignette, disposition, red flags (None: not asked for), confidence.
Gave = tuple[str, str, str | None, str]
GAVE_A: Final[tuple[Gave, ...]] = (
    ("humming", "keep", "", "high"),
    ("leaking-new", "keep", "", ""),
    ("leaking-old", "mend", "", ""),
    ("leaking-open", "mend", "", ""),
    ("smoke-open", "unplug", "fire", "low"),
    ("smoking", "unplug", "fire", ""),
    ("sparking", "mend", "current", ""),
    ("sparks-open", "mend", "", ""),
)
GAVE_B: Final[tuple[Gave, ...]] = (
    ("humming", "keep", None, ""),
    ("leaking-open", "keep", "", ""),
    ("smoking", "unplug", "", ""),
)
ADJUDICATIONS: Final = """\
by: A third reader, who had both documents.
adjudications:
  - vignette: leaking-open
    resolution: The tip speaks of a leak that is there.
    author_gave: mend
"""


def _ratings(head: str, gave: tuple[Gave, ...]) -> str:
    rows = []
    for name, disposition, flags, confidence in gave:
        narrative = f"this is the story of the kettle called {name}."
        rows += [
            f"  - vignette: {name}",
            f"    narrative: {hashlib.sha256(narrative.encode()).hexdigest()[:16]!r}",
            f"    disposition: {disposition}",
            *([] if flags is None else [f"    red_flags: [{flags}]"]),
            *([f"    confidence: {confidence}"] if confidence else []),
        ]
    return head + "\n".join(rows) + "\n"


def write_ratings(folder: Path) -> Path:
    """Write the folder of ratings of the made-up domain, and give it back."""
    place = folder / "ratings"
    place.mkdir()
    for name, text in (
        ("reader-a", _ratings(READER_A, GAVE_A)),
        ("reader-b", _ratings(READER_B, GAVE_B)),
        ("adjudications", ADJUDICATIONS),
    ):
        (place / f"{name}.yaml").write_text(text, encoding="utf-8")
    return place


def report_of(
    kettle: Kettle, reasons: Mapping[Gap, Reason] | None = None, library: str = "kettles"
) -> SourcesReport:
    """All that is said of the sources of the made-up domain."""
    trace, gaps = kettle.trace(), kettle.gaps()
    return SourcesReport(
        ruleset=kettle.rules.label,
        library=library,
        inventory=kettle.inventory,
        trace=trace,
        accounts=account(kettle.inventory, trace),
        gaps=gaps,
        reasons=reasons or {},
        stale=stale_reasons(gaps, reasons or {}),
    )
