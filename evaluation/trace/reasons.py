"""Reasons for gaps, written down by a person; a reason for a gap that is closed is a mistake."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from evaluation.trace.gaps import Gap, GapKind
from triage.loading.fields import Names, Section
from triage.loading.nodes import is_there, notes_of, read_file
from triage.loading.problems import Problem, did_you_mean, shown

FILE: Final = "gaps.yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why a gap stays, and where that is written."""

    text: str
    file: str
    line: int


def read_reasons(folder: Path) -> dict[Gap, Reason]:
    """The reasons of ``gaps.yaml`` in a folder of sources; none where there is no such file.

    Raises:
        LoadError: everything that is wrong with the file.
    """
    path = folder / FILE
    if not is_there(path):
        return {}
    root, name = read_file(path, shown(path)), shown(path)
    notes = notes_of(root, name)
    top = Section(root, "", notes, required="gaps")
    kinds = Names("kind of gap", [kind.value for kind in GapKind])
    found: dict[Gap, Reason] = {}
    for node, place in top.items("gaps"):
        entry = Section(node, place, notes, required="gap of reason")
        kind, of, text = entry.name("gap", kinds), entry.text("of"), entry.text("reason")
        if not kind:
            continue
        gap = Gap(GapKind(kind), of)
        if gap in found:
            message = f"the same gap stands twice; first at line {found[gap].line}."
            entry.note("of", message, "repeat")
        found.setdefault(gap, Reason(text=text, file=name, line=entry.line))
    notes.raise_if_any()
    return found


def _hint(gap: Gap, gaps: Iterable[Gap]) -> str:
    names = [other.of for other in gaps if other.kind is gap.kind]
    hint = did_you_mean(gap.of, names)
    return f". {hint} If not," if "mean" in hint else ";"


def without_reason(gaps: Iterable[Gap], reasons: Mapping[Gap, Reason]) -> tuple[Gap, ...]:
    """The gaps that nobody has given a reason for."""
    return tuple(gap for gap in gaps if gap not in reasons)


def stale_reasons(gaps: Iterable[Gap], reasons: Mapping[Gap, Reason]) -> tuple[Problem, ...]:
    """The reasons for gaps that are not there (any more)."""
    open_gaps = set(gaps)
    return tuple(
        Problem(
            file=reason.file,
            line=reason.line,
            field=f"gaps[{gap.of}]",
            message=(
                f"there is no such gap ({gap.kind}){_hint(gap, open_gaps)} take the reason out."
            ),
            code="stale",
        )
        for gap, reason in reasons.items()
        if gap not in open_gaps
    )
