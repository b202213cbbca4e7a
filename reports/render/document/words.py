"""Numbers and answers in words, as every section says them."""

import re
from collections.abc import Iterable
from typing import Final

from evaluation.describe import NOT_ESTIMABLE, percent
from reports.model.audit.audit import Audit
from reports.model.audit.numbers import RateFacts
from reports.model.audit.sides import Criterion
from reports.model.audit.vignettes import Answered, VignetteFacts
from reports.render.document.nodes import Span, Text, Tone
from triage.fingerprint import fingerprint, short


def rate_text(rate: RateFacts | None) -> str:
    """A rate with its counts, as in ``5 of 122 = 4.1 %``."""
    if rate is None:
        return "not reported"
    if rate.value is None:
        return f"{NOT_ESTIMABLE} (0 of 0)"
    return f"{rate.k} of {rate.n} = {percent(rate.value)}"


def interval_text(rate: RateFacts) -> str:
    """The exact upper bound of a rate of misses, else the two-sided interval."""
    if rate.upper is not None:
        return f"at most {percent(rate.upper)}"
    if rate.wilson is None:
        return NOT_ESTIMABLE
    return f"{percent(rate.wilson[0])} to {percent(rate.wilson[1])}"


def limit_of(audit: Audit, metric: str) -> Criterion | None:
    """What the policy asks of a metric over the whole library; ``None`` where it asks nothing."""
    asked = (c for c in audit.policy.criteria if c.metric == metric and not c.scope)
    return next(asked, None)


def limit_text(audit: Audit, metric: str) -> str:
    """The same in words; empty where it asks nothing."""
    limit = limit_of(audit, metric)
    return limit.asks if limit else ""


def breaks_limit(audit: Audit, metric: str) -> bool:
    """Whether the gate failed over a limit of a metric; without a verdict nothing is judged."""
    failing = audit.verdict.failing if audit.verdict else ()
    return any(check.name == f"limit_{metric}" for check in failing)


def families_text(rate: RateFacts) -> str:
    """The same rate by families, over which the interval goes."""
    return f"{rate.family_k} of {rate.family_n}"


def expected_text(vignette: VignetteFacts) -> str:
    """The acceptable range with its red flags, as in ``urgent (fever)``."""
    floor, ceiling = vignette.floor, vignette.ceiling
    levels = floor if floor == ceiling else f"{floor} to {ceiling}"
    return _with(levels, vignette.red_flags)


def given_text(answer: Answered | None) -> str:
    """What was given, or why there is no answer."""
    if answer is None:
        return ""
    if answer.status != "ok":
        return f"{answer.status}: {answer.reason}" if answer.reason else answer.status
    text = _with(answer.disposition, answer.red_flags)
    return f"{text} [at times {', '.join(answer.several)}]" if answer.several else text


def _with(text: str, names: Iterable[str]) -> str:
    named = ", ".join(names)
    return f"{text} ({named})" if named else text


def why_text(answer: Answered) -> str:
    """The rules that fired; that none did where an engine tells its rules."""
    return ", ".join(answer.rules)


FAILURES = {
    "missed_red_flag": "missed red flag",
    "undetected_red_flag": "red flag not raised",
    "under_triage": "under-triage",
    "over_triage": "over-triage",
    "lost_pathway": "lost pathway",
}
"""The endpoints as they are said of one vignette, the worst first."""


def failures_text(names: Iterable[str]) -> str:
    """What fails, the worst first; without under-triage where a missed red flag says it already."""
    found = set(names)
    if "missed_red_flag" in found:
        found.discard("under_triage")
    return ", ".join(words for name, words in FAILURES.items() if name in found)


def vignette_link(vignette: VignetteFacts) -> Span:
    """A vignette's id, which leads to its row where that has a place."""
    return Span(text=vignette.id, to=vignette_id(vignette.id) if has_place(vignette) else "")


def has_place(vignette: VignetteFacts) -> bool:
    """Whether a vignette's row can be led to; what is as expected is looked for by nobody."""
    return not vignette.is_as_expected or vignette.is_changed


def vignette_id(name: str) -> str:
    """The place of a vignette's row in the document; of an unusual name by its hash."""
    is_plain = _PLAIN.fullmatch(name) is not None
    return f"v-{name if is_plain else short(fingerprint(name))}"


_PLAIN: Final = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,79}")


def code(text: str) -> Span:
    """An id, hash, path or command."""
    return Span(text=text, is_code=True)


def sentence(text: str) -> Text:
    """Our own words, in which commands stand between backticks; never the words of others."""
    parts = text.split("`")
    return tuple(code(part) if n % 2 else part for n, part in enumerate(parts) if part)


def strong(text: str, tone: Tone = Tone.NONE) -> Span:
    """Words that matter more than those beside them."""
    return Span(text=text, is_strong=True, tone=tone)


def hash_text(digest: str) -> Text:
    """A hash in full, or that there is none."""
    return code(digest) if digest else "not known"


def counted(n: int, noun: str, plural: str = "") -> str:
    """A number with its noun."""
    return f"{n:,} {noun if n == 1 else plural or noun + 's'}"
