"""What changed against the baseline: what got worse first."""

from collections.abc import Iterable, Iterator, Sequence

from reports.model.audit.audit import Audit
from reports.model.audit.changes import ChangesFacts
from reports.model.audit.solved import DifferenceFacts
from reports.model.audit.vignettes import VignetteFacts
from reports.render.document.nodes import (
    Block,
    Column,
    Figure,
    Fold,
    Pairs,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    Text,
    Tone,
)
from reports.render.document.words import (
    code,
    counted,
    expected_text,
    failures_text,
    given_text,
    vignette_link,
    why_text,
)
from reports.render.pictures.flow import Flow, Move

NO_ANSWER = "(no answer)"


def changes_section(audit: Audit) -> Section | None:
    """Regressions, what else changed, the flow of dispositions, and whom the rules lower."""
    if audit.changes is None:
        return None
    return Section(
        id="changes",
        title="What changed",
        blocks=(*_edits(audit), *_vignettes(audit, audit.changes)),
        sections=(
            *([lowered] if (lowered := _lowered(audit)) else []),
            _flow(audit, audit.changes),
            _statistics(audit.changes),
        ),
        is_brief=True,
    )


def _edits(audit: Audit) -> Iterator[Block]:
    """What was edited, with what the sources of the edited rules say."""
    found = audit.solved.difference if audit.solved else None
    if found is None or found.unknown:
        return
    if not found.edits:
        yield Paragraph(text="No rule was edited in a way that could matter to a patient.")
        return
    yield Table(
        caption="Edited rules",
        columns=(
            Column(title="Edit", share=4),
            Column(title="What its sources say, in our own words", share=6),
        ),
        rows=tuple(
            Row(
                cells=(
                    edit.says,
                    " ".join(f"{place}: {says}" for place, says in edit.sentences),
                )
            )
            for edit in found.edits
        ),
    )


def _vignettes(audit: Audit, changes: ChangesFacts) -> Iterator[Block]:
    by_id = audit.ids()
    worse = [v for v in audit.vignettes if v.newly]
    yield _table(
        "Regressions: vignettes that newly fail, or fail more than before",
        sorted(worse, key=_harm),
        "No vignette newly fails.",
        Tone.BAD,
    )
    known = {vignette.id for vignette in worse}
    lowered = [by_id[name] for name in changes.lowered if name in by_id and name not in known]
    if lowered:
        title = "Less urgent than accepted, within what the gold allows"
        yield _table(title, lowered, "None.", Tone.WARN)
    fixed = _fixed(changes, by_id, known)
    if fixed:
        yield Fold(
            summary=f"{counted(len(fixed), 'vignette')} newly right",
            blocks=(_table("Newly right", fixed, "None.", Tone.GOOD),),
        )
    named = {v.id for v in (*worse, *lowered, *fixed)}
    others = [by_id[name] for name in changes.changed if name in by_id and name not in named]
    if others:
        yield Fold(
            summary=f"{counted(len(others), 'vignette')} changed otherwise",
            blocks=(_table("Changed otherwise", others, "None.", Tone.NONE),),
        )
    stories = _stories([*sorted(worse, key=_harm), *lowered])
    if stories:
        yield Fold(summary="Their stories", blocks=(Pairs(caption="Narratives", rows=stories),))


_MOST_STORIES = 40


def _stories(vignettes: Sequence[VignetteFacts]) -> tuple[tuple[str, Text], ...]:
    """What patients say, for people who have to judge; the first few where there are many."""
    told = [vignette for vignette in vignettes if vignette.narrative]
    rows: list[tuple[str, Text]] = [(each.id, each.narrative) for each in told[:_MOST_STORIES]]
    left = len(told) - len(rows)
    return (*rows, *([("and more", f"{left:,} stand in the library")] if left else []))


def _harm(vignette: VignetteFacts) -> tuple[object, ...]:
    order = ("missed_red_flag", "undetected_red_flag", "under_triage", "lost_pathway")
    return (*(name not in vignette.newly for name in order), vignette.id)


def _fixed(
    changes: ChangesFacts, by_id: dict[str, VignetteFacts], worse: set[str]
) -> list[VignetteFacts]:
    names = dict.fromkeys(name for each in changes.endpoints for name in each.newly_fixed)
    return [by_id[name] for name in names if name in by_id and name not in worse]


def _table(caption: str, vignettes: Iterable[VignetteFacts], empty: str, tone: Tone) -> Table:
    return Table(
        caption=caption,
        columns=(
            Column(title="Vignette", share=3),
            Column(title="What", share=2),
            Column(title="Expected", share=2),
            Column(title="Was", share=2),
            Column(title="Is", share=2),
            Column(title="Rules, before and now", share=3),
        ),
        rows=tuple(
            Row(
                cells=(
                    vignette_link(vignette),
                    _what(vignette),
                    expected_text(vignette),
                    given_text(vignette.before),
                    given_text(vignette.answer),
                    _rules(vignette),
                ),
                tone=tone,
            )
            for vignette in vignettes
        ),
        empty=empty,
    )


def _rules(vignette: VignetteFacts) -> str:
    """The rules that fired before and now, which is where a missing one shows."""
    now = why_text(vignette.answer) or "none"
    if vignette.before is None:
        return now
    before = why_text(vignette.before) or "none"
    return f"{before} → {now}" if before != now else now


def _what(vignette: VignetteFacts) -> str:
    waived = " (waived)" if set(vignette.newly) & set(vignette.waived) else ""
    if vignette.newly:
        return failures_text(vignette.newly) + waived
    return "less urgent" if vignette.is_lowered else ""


def _lowered(audit: Audit) -> Section | None:
    """The lines of the difference that lower something, of all patients there can be."""
    found = audit.solved.difference if audit.solved else None
    if found is None:
        return None
    return Section(
        id="lowered",
        title="Patients made less urgent, of all there can be",
        blocks=tuple(_lines(found)),
        is_brief=True,
    )


def _lines(found: DifferenceFacts) -> Iterator[Block]:
    if found.unknown:
        yield Paragraph(text=f"The difference is not known: {found.unknown}.")
        return
    others = len(found.lines) - len(found.lowered)
    yield Paragraph(
        text=(
            f"{found.after} against {found.before}: {counted(len(found.edits), 'edited rule')}, "
            f"{counted(len(found.lowered), 'line')} that lower something, {others} that do not. "
            "The solver proves that nobody else is answered otherwise."
        )
    )
    yield Table(
        caption="Lines that lower something",
        columns=(
            Column(title="Line", share=2),
            Column(title="What changes", share=3),
            Column(title="For whom", share=4),
            Column(title="By the edit of", share=2),
            Column(title="Sources", share=2),
            Column(title="Accepted", share=2),
        ),
        rows=tuple(
            Row(
                cells=(
                    code(line.id),
                    line.changes,
                    line.who,
                    ", ".join(line.edits),
                    ", ".join(line.sources),
                    line.accepted or Span(text="by nobody", tone=Tone.BAD),
                ),
                tone=Tone.WARN if line.accepted else Tone.BAD,
            )
            for line in found.lowered
        ),
        empty="Nobody is made less urgent.",
    )


def _flow(audit: Audit, changes: ChangesFacts) -> Section:
    ids = [level.id for level in audit.levels]
    moves = [(move.before or NO_ANSWER, move.after or NO_ANSWER, move.n) for move in changes.moves]
    is_unanswered = any(NO_ANSWER in move[:2] for move in moves)
    levels = ([NO_ANSWER] if is_unanswered else []) + ids
    rank = {name: number for number, name in enumerate(levels)}
    return Section(
        id="flow",
        title="Dispositions, before and after",
        blocks=(
            Figure(
                id="fig-flow",
                caption=f"{counted(changes.comparable, 'comparable vignette')}: what the baseline "
                "gave, and what the candidate gives",
                picture=Flow(
                    levels=tuple(levels),
                    before=_sums(levels, ((before, n) for before, _, n in moves)),
                    after=_sums(levels, ((after, n) for _, after, n in moves)),
                    moves=tuple(
                        Move(
                            before=rank[before],
                            after=rank[after],
                            n=n,
                            worse=rank[after] < rank[before],
                        )
                        for before, after, n in moves
                    ),
                ),
            ),
            Fold(
                summary="The same as a table",
                blocks=(
                    Table(
                        caption="Comparable vignettes by disposition before and after",
                        columns=(
                            Column(title="Before"),
                            Column(title="After"),
                            Column(title="Vignettes", is_number=True),
                        ),
                        rows=tuple(
                            Row(cells=(before, after, str(n))) for before, after, n in moves
                        ),
                    ),
                ),
            ),
            Pairs(caption="What could be compared", rows=_strata(changes)),
        ),
    )


def _sums(levels: Sequence[str], counts: Iterable[tuple[str, int]]) -> tuple[int, ...]:
    found = dict.fromkeys(levels, 0)
    for level, n in counts:
        found[level] += n
    return tuple(found.values())


def _strata(changes: ChangesFacts) -> tuple[tuple[str, Text], ...]:
    strata = (
        ("Only in the candidate's library", changes.only_in_candidate),
        ("Only in the baseline's library", changes.only_in_baseline),
        ("Another patient", changes.input_edited),
        ("Another gold", changes.gold_edited),
        ("Other words, comparable", changes.text_edited),
    )
    return (
        ("Comparable", f"{changes.comparable:,}"),
        *((title, _named(names)) for title, names in strata),
    )


def _named(names: Sequence[str]) -> str:
    return f"{len(names):,}: {', '.join(names)}" if names else "0"


def _statistics(changes: ChangesFacts) -> Section:
    return Section(
        id="paired",
        title="Paired statistics, for information",
        blocks=(
            Fold(
                summary="By endpoint, over families; none of these decides anything",
                blocks=(
                    Table(
                        caption="Endpoints over families",
                        columns=(
                            Column(title="Endpoint", share=3),
                            Column(title="Neither", is_number=True),
                            Column(title="Newly", is_number=True),
                            Column(title="Fixed", is_number=True),
                            Column(title="Both", is_number=True),
                            Column(title="Exact McNemar p", is_number=True),
                            Column(title="mid-p", is_number=True),
                            Column(title="Holm", is_number=True),
                            Column(title="Difference, Tango 95 %", share=2),
                        ),
                        rows=tuple(
                            Row(
                                cells=(
                                    each.title,
                                    str(each.neither),
                                    str(each.newly),
                                    str(each.fixed),
                                    str(each.both),
                                    f"{each.mcnemar:.3f}",
                                    f"{each.midp:.3f}",
                                    f"{each.holm:.3f}",
                                    _points(each.tango),
                                )
                            )
                            for each in changes.endpoints
                        ),
                    ),
                ),
            ),
        ),
    )


def _points(ends: tuple[float, float] | None) -> str:
    if ends is None:
        return "not estimable"
    return f"{100 * ends[0]:+.1f} to {100 * ends[1]:+.1f} points"
