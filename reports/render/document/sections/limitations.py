"""What the numbers do not show, in words that follow from the numbers."""

from collections.abc import Iterator
from typing import Final

from evaluation.describe import percent
from evaluation.statistics.intervals import clean_vignettes_needed, critical_value
from reports.model.audit.audit import Audit
from reports.render.document.nodes import Bullets, Section
from reports.render.document.words import counted

_FEW: Final = 10
_STRICT: Final = 0.01


def limitations_section(audit: Audit) -> Section:
    """Each limitation with its number; those that do not apply are not said."""
    return Section(
        id="limitations",
        title="Limitations",
        is_brief=True,
        blocks=(
            Bullets(
                items=(
                    *_sample(audit),
                    *_demonstrable(audit),
                    *_reference(audit),
                    *_rules(audit),
                    *_state(audit),
                )
            ),
        ),
    )


def _sample(audit: Audit) -> Iterator[str]:
    yield (
        "The vignettes are written, not sampled from patients: no number here says how often "
        "anything happens to patients, and every interval describes this library."
    )
    missed = audit.numbers.rate("missed_red_flag_rate")
    if missed is not None and missed.upper is not None:
        k, n = missed.family_k, missed.family_n
        needed = clean_vignettes_needed(k, n, _STRICT)
        more = f"; {needed:,} more clean families would show {percent(_STRICT)}" if needed else ""
        yield (
            f"With {k} of {n} families missed, a rate of missed red flags up to "
            f"{percent(missed.upper)} is compatible with this library (95 %){more}."
        )
    few = [rate for rate in audit.numbers.per_red_flag if rate.n < _FEW]
    if few:
        named = ", ".join(f"{audit.titles.get(r.name, r.name)} ({r.n})" for r in few)
        yield f"Red flags required by fewer than {_FEW} vignettes: {named}."
    straddling = audit.numbers.escalations.straddling
    if straddling:
        yield (
            f"{counted(straddling, 'vignette')} may be answered on either side of the escalation "
            "threshold, and say nothing about escalation accuracy."
        )
    small = [each.name for each in audit.numbers.subgroups if each.n < audit.numbers.smallest]
    if small:
        yield f"Subgroups of too few vignettes to say anything: {', '.join(small)}."


def _demonstrable(audit: Audit) -> Iterator[str]:
    """What a comparison without a single difference cannot rule out."""
    for each in audit.changes.endpoints if audit.changes else ():
        n = each.neither + each.newly + each.fixed + each.both
        if each.name == "missed_red_flag" and n and not each.newly and not each.fixed:
            z = critical_value(0.95)
            yield (
                f"No family differs in missed red flags; with {n} of them a difference of up to "
                f"{percent(z * z / (n + z * z))} cannot be ruled out (Tango, 95 %)."
            )


def _reference(audit: Audit) -> Iterator[str]:
    found, n = audit.reference, len(audit.vignettes)
    if found is None or not found.raters:
        yield "Nobody but the author has said what the right answers are."
        return
    who = "; ".join(f"{rater.id}: {rater.who.rstrip('.')}" for rater in found.raters)
    authors = counted(len(found.authors), "author")
    yield f"The right answers were set by {authors} and rated by: {who}."
    if found.rated < n:
        yield f"{n - found.rated} of {n} vignettes were rated by their author alone."
    if found.disputed:
        settled = f"; settled by {found.settled_by.rstrip('.')}" if found.settled_by else ""
        yield f"{counted(len(found.disputed), 'vignette')} had raters who did not agree{settled}."
    unknown = sum(not vignette.sources for vignette in audit.vignettes)
    if unknown:
        yield f"Of {counted(unknown, 'vignette')} no source is known here."


def _rules(audit: Audit) -> Iterator[str]:
    if audit.solved is None:
        yield "The engine is no rule set: beyond these vignettes nothing is known of it."
    else:
        yield (
            "Proofs are about the rules as they are written, in the words of the vocabulary: what "
            "it has no word for, no proof sees."
        )
        if audit.solved.mutation and audit.solved.mutation.survivors:
            n = len(audit.solved.mutation.survivors)
            yield f"{counted(n, 'single edit')} of the rules would be noticed by no vignette."
    gaps = [gap for gap in audit.trace.gaps if not gap.reason] if audit.trace else []
    if gaps:
        yield f"Gaps of the trace without a written reason: {len(gaps)}."
    if audit.trace is None:
        yield "What rests on which sentence could not be traced."


def _state(audit: Audit) -> Iterator[str]:
    side = audit.candidate
    if side.dirty:
        yield "The candidate was run beside uncommitted or new files, which no revision has."
    if not side.digest:
        yield "The candidate's run was not kept: nobody can check it again without running it."
    if not side.is_deterministic and side.repeat == 1:
        yield "The engine may answer otherwise when asked again, and was asked once."
    untold = sum(vignette.place is None for vignette in audit.vignettes)
    if untold:
        yield (
            f"{counted(untold, 'vignette')} stand in the library with another content by now, or "
            "not at all: their titles, stories and sources are not shown."
        )
