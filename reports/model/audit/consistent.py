"""Facts that cannot be together: whoever writes a file by hand can give it any digest."""

from collections.abc import Iterator

from reports.model.audit.audit import Audit, Subject
from reports.model.audit.numbers import RateFacts
from reports.model.audit.verdict import VerdictFacts


def contradictions(audit: Audit) -> Iterator[str]:
    """What in a report contradicts itself; nothing in one that the harness made."""
    if audit.verdict is not None:
        yield from _of_verdict(audit.verdict)
    if (audit.verdict is not None) is not (audit.subject is Subject.GATE):
        yield "a verdict stands in the report of a gate, and nowhere else"
    yield from _of_vignettes(audit)
    numbers = audit.numbers
    robustness = (numbers.robustness,) if numbers.robustness else ()
    in_subgroups = (rate for each in numbers.subgroups for rate in each.rates)
    for rate in (*numbers.rates, *numbers.per_red_flag, *robustness, *in_subgroups):
        yield from _of_rate(rate)


_CODES = {"PASS": 0, "FAIL": 1, "NO VERDICT": 3}


def _of_verdict(verdict: VerdictFacts) -> Iterator[str]:
    """The verdict follows from the checks."""
    if _CODES.get(verdict.words) != verdict.exit_code:
        yield f'the verdict "{verdict.words}" has the exit code {verdict.exit_code}'
    if not verdict.headline.startswith(verdict.words):
        yield f'the headline is not of the verdict "{verdict.words}"'
    failing = {check.group for check in verdict.failing}
    follows = "FAIL" if failing else "PASS"
    if "measured" in failing or not verdict.checks:
        follows = "NO VERDICT"
    if verdict.words != follows:
        yield f'the verdict is "{verdict.words}", and "{follows}" follows from its checks'


def _of_vignettes(audit: Audit) -> Iterator[str]:
    """Each is there once, with dispositions of the scale, and all are counted."""
    n, levels = len(audit.vignettes), {level.id for level in audit.levels}
    if len(audit.ids()) != n:
        yield "a vignette stands twice"
    if audit.candidate.n != n:
        yield f"{audit.candidate.n} vignettes are said to have been asked, and {n} stand there"
    if sum(audit.numbers.statuses.values()) != n or sum(map(sum, audit.numbers.confusion)) != n:
        yield "the counts of results are not those of the vignettes"
    counts = (count for row in audit.numbers.confusion for count in row)
    if any(count < 0 for count in (*counts, *audit.numbers.statuses.values())):
        yield "a count is below 0"
    if {len(row) for row in audit.numbers.confusion} - {len(levels) + 1}:
        yield "expected and given are counted by other dispositions"
    for each in audit.vignettes:
        sides = [side for side in (each.answer, each.before) if side is not None]
        given = {side.disposition for side in sides if side.status == "ok"}
        if not {each.floor, each.preferred, each.ceiling, *given} <= levels:
            yield f"{each.id} has a disposition that is none of the scale"
    moves = audit.changes.moves if audit.changes else ()
    if any(move.n < 1 or {move.before, move.after} - {*levels, ""} for move in moves):
        yield "a move is none between dispositions of the scale"
    if audit.policy.threshold not in levels:
        yield "the escalation threshold is none of the scale"


def _of_rate(rate: RateFacts) -> Iterator[str]:
    """K is among n, and the value is their share."""
    is_counted = 0 <= rate.k <= rate.n and 0 <= rate.family_k <= rate.family_n
    value = rate.k / rate.n if rate.n else None
    if not is_counted or rate.value != value:
        yield f"{rate.name}: {rate.k} of {rate.n} is not {rate.value}"
