"""The columns of the table of vignettes: what each holds, for CSV and Parquet alike."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

from reports.model.audit.vignettes import Answered, Place, VignetteFacts


class Kind(StrEnum):
    """What a column holds. A *choice* is a text of which there are few."""

    TEXT = "text"
    CHOICE = "choice"
    TEXTS = "texts"
    FLAG = "flag"
    LINE = "line"


Value = str | bool | int | tuple[str, ...] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column: its name, what it holds, what that means, and where it comes from."""

    name: str
    kind: Kind
    says: str
    value: Callable[[VignetteFacts], Value]


def _before(vignette: VignetteFacts) -> Answered:
    return vignette.before or _NO_ANSWER


def _place(vignette: VignetteFacts) -> Place:
    return vignette.place or _NO_PLACE


_NO_ANSWER: Final = Answered(status="", disposition="")
_NO_PLACE: Final = Place(file="", line=0)


def _columns(rows: Iterable[tuple[str, Kind, str, Callable[[VignetteFacts], Any]]]) -> Any:
    return tuple(
        Column(name=name, kind=kind, says=says, value=value) for name, kind, says, value in rows
    )


COLUMNS: Final[tuple[Column, ...]] = _columns(
    (
        ("id", Kind.TEXT, "The vignette.", lambda v: v.id),
        ("family", Kind.TEXT, "The story that it is a variant of.", lambda v: v.family),
        ("kind", Kind.CHOICE, "Its kind, such as canonical.", lambda v: v.kind),
        ("title", Kind.TEXT, "Its title; empty where the library lost it.", lambda v: v.title),
        ("floor", Kind.CHOICE, "The least urgent acceptable disposition.", lambda v: v.floor),
        ("preferred", Kind.CHOICE, "The preferred disposition.", lambda v: v.preferred),
        ("ceiling", Kind.CHOICE, "The most urgent acceptable disposition.", lambda v: v.ceiling),
        ("red_flags", Kind.TEXTS, "The red flags that it requires.", lambda v: v.red_flags),
        (
            "absent_red_flags",
            Kind.TEXTS,
            "The red flags that are known to be absent.",
            lambda v: v.absent_red_flags,
        ),
        ("pathways", Kind.TEXTS, "The pathways that are expected.", lambda v: v.pathways),
        (
            "status",
            Kind.CHOICE,
            "Whether there is an answer: ok, abstained, error or missing.",
            lambda v: v.answer.status,
        ),
        (
            "disposition",
            Kind.CHOICE,
            "The disposition that was given; empty where there is no answer.",
            lambda v: v.answer.disposition,
        ),
        (
            "raised_red_flags",
            Kind.TEXTS,
            "The red flags that were raised.",
            lambda v: v.answer.red_flags,
        ),
        ("given_pathways", Kind.TEXTS, "The pathways given.", lambda v: v.answer.pathways),
        ("rules", Kind.TEXTS, "The rules that fired.", lambda v: v.answer.rules),
        ("reason", Kind.TEXT, "Why there is no answer.", lambda v: v.answer.reason),
        (
            "is_as_expected",
            Kind.FLAG,
            "Whether nothing is wrong with the answer.",
            lambda v: v.is_as_expected,
        ),
        ("failures", Kind.TEXTS, "The endpoints that the answer fails.", lambda v: v.failures),
        (
            "newly",
            Kind.TEXTS,
            "Those of them that the baseline's answer did not fail, or failed less.",
            lambda v: v.newly,
        ),
        ("waived", Kind.TEXTS, "What a waiver lets pass.", lambda v: v.waived),
        (
            "has_false_flag",
            Kind.FLAG,
            "Whether a red flag was raised that is known to be absent.",
            lambda v: v.has_false_flag,
        ),
        (
            "is_disputed",
            Kind.FLAG,
            "Whether its author and its raters disagree.",
            lambda v: v.is_disputed,
        ),
        (
            "stratum",
            Kind.CHOICE,
            "comparable, new, input_edited or gold_edited; empty without a baseline.",
            lambda v: v.stratum,
        ),
        (
            "status_before",
            Kind.CHOICE,
            "The status in the baseline; empty where nothing can be compared.",
            lambda v: _before(v).status,
        ),
        (
            "disposition_before",
            Kind.CHOICE,
            "The disposition in the baseline; empty where there is none.",
            lambda v: _before(v).disposition,
        ),
        (
            "raised_red_flags_before",
            Kind.TEXTS,
            "The red flags that were raised in the baseline.",
            lambda v: _before(v).red_flags,
        ),
        ("is_changed", Kind.FLAG, "Whether the answer changed.", lambda v: v.is_changed),
        (
            "is_lowered",
            Kind.FLAG,
            "Whether the answer is less urgent than it was, and that mends nothing.",
            lambda v: v.is_lowered,
        ),
        ("sources", Kind.TEXTS, "The sentences that its gold rests on.", lambda v: v.sources),
        ("author", Kind.TEXT, "Who wrote it.", lambda v: v.author),
        ("file", Kind.TEXT, "Where it stands.", lambda v: _place(v).file),
        (
            "line",
            Kind.LINE,
            "Its line, from 1; empty where it is not known.",
            lambda v: _place(v).line or None,
        ),
        ("digest", Kind.TEXT, "The hash of its presentation.", lambda v: v.digest),
    )
)
"""The columns in their order. New ones come at the end, so that readers by position go on."""
