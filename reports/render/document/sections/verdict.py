"""The verdict with the numbers that matter most, and every check."""

from collections.abc import Iterator, Mapping

from evaluation.describe import percent
from reports.model.audit.audit import Audit
from reports.model.audit.verdict import CheckFacts
from reports.render.document.nodes import (
    Block,
    Bullets,
    Fold,
    Paragraph,
    Section,
    Span,
    Text,
    Tone,
)
from reports.render.document.words import (
    breaks_limit,
    counted,
    limit_text,
    rate_text,
    sentence,
    strong,
    vignette_link,
)

_MOST_ITEMS = 25


def verdict_section(audit: Audit) -> Section:
    """What was found in a few lines; then what failed with its reasons, and what held."""
    return Section(
        id="verdict",
        title="Verdict" if audit.verdict else "In short",
        blocks=tuple(_blocks(audit)),
        is_brief=True,
    )


def _blocks(audit: Audit) -> Iterator[Block]:
    yield Bullets(items=tuple(_key_numbers(audit)))
    if audit.verdict is None:
        yield Paragraph(
            text=sentence("Nothing was judged here: `triage gate` gives a verdict by the policy.")
        )
        return
    above: set[str] = set()
    known = {v.id: vignette_link(v) for v in audit.vignettes}
    for check in audit.verdict.failing:
        yield Paragraph(text=(strong(_failed(check), Tone.BAD), f" {_said(check)}"))
        yield Bullets(items=tuple(_items(check, above, known)))
        above.update(check.items)
    holding = [check for check in audit.verdict.checks if check.holds]
    if holding:
        yield Fold(
            summary=f"Checks that hold: {len(holding)}",
            blocks=(Bullets(items=tuple(map(_said, holding))),),
        )


def _failed(check: CheckFacts) -> str:
    return "Not measured:" if check.group == "measured" else "Failed:"


def _said(check: CheckFacts) -> str:
    return f"{check.title}: {_numbers(check)}"


def _numbers(check: CheckFacts) -> str:
    return check.numbers + (f"; {len(check.waived)} waived" if check.waived else "")


def _items(check: CheckFacts, above: set[str], known: Mapping[str, Span]) -> Iterator[Text]:
    """What fails a check, the first few; what stands above already is only counted."""
    fresh = [item for item in check.items if item not in above]
    for item in fresh[:_MOST_ITEMS]:
        name, colon, rest = item.partition(": ")
        is_vignette = bool(colon) and name in known
        yield (known[name], f": {rest}") if is_vignette else item
    if len(fresh) > _MOST_ITEMS:
        yield f"and {len(fresh) - _MOST_ITEMS:,} more"
    if len(fresh) < len(check.items):
        yield f"{len(check.items) - len(fresh):,} of those above"


def _key_numbers(audit: Audit) -> Iterator[Text]:
    """The numbers that a reader looks for first."""
    numbers = audit.numbers
    ok, n = numbers.statuses.get("ok", 0), len(audit.vignettes)
    yield f"Vignettes: {n:,} asked, {ok:,} answered, {n - ok:,} without an answer (each a miss)."
    missed = numbers.rate("missed_red_flag_rate")
    if missed is not None:
        tone = Tone.BAD if missed.k else Tone.NONE
        bound = (
            f"; upper bound {percent(missed.upper)} (95 %, exact, over {missed.family_n} families)"
            if missed.upper is not None
            else ""
        )
        yield ("Missed red flags: ", strong(rate_text(missed), tone), bound + ".")
    for name, title in (
        ("escalation_accuracy", "Escalation accuracy"),
        ("under_triage_rate", "Under-triage"),
        ("over_triage_rate", "Over-triage"),
    ):
        rate = numbers.rate(name)
        if rate is not None:
            is_broken = breaks_limit(audit, name)
            tone = Tone.BAD if is_broken else Tone.NONE
            said = f" ({limit_text(audit, name)})" if is_broken else ""
            yield (f"{title}: ", strong(rate_text(rate), tone), f"{said}.")
    yield from _solved(audit)
    if audit.verdict is not None:
        waived = sum(not grant.problem for grant in audit.verdict.waivers)
        accepted = sum(not grant.problem for grant in audit.verdict.acceptances)
        if waived or accepted:
            granted = f"{counted(waived, 'waiver')}, {counted(accepted, 'acceptance')}"
            yield f"Let pass by people, and in force: {granted}."


def _solved(audit: Audit) -> Iterator[Text]:
    if audit.solved is None:
        yield "Claims for every patient: none, since this engine is no rule set."
        return
    claims, failing = audit.solved.claims, audit.solved.failing
    proved = strong(
        f"{len(claims) - len(failing)} of {len(claims)}", Tone.BAD if failing else Tone.NONE
    )
    yield ("Claims proved for every patient: ", proved, ".")
    difference = audit.solved.difference
    if difference is not None and difference.unknown:
        yield (
            "Patients made less urgent: ",
            strong("not known", Tone.BAD),
            f": {difference.unknown}.",
        )
    elif difference is not None:
        left = sum(not line.accepted for line in difference.lowered)
        told = counted(len(difference.lowered), "line")
        told += f", {left} not accepted" if audit.verdict and left else ""
        found = strong(told, Tone.BAD if left else Tone.NONE)
        yield ("Patients made less urgent, of all there can be: ", found, ".")
