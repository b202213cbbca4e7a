"""Whole reports made by hand, of a made-up domain about kettles: good, bad, hostile and large."""

from collections.abc import Callable, Sequence
from dataclasses import fields, is_dataclass, replace
from typing import Any, Final

from reports.disclaimer import DISCLAIMER
from reports.model.audit.audit import Audit, Subject
from reports.model.audit.changes import ChangesFacts, MoveFacts
from reports.model.audit.verdict import CheckFacts, GrantFacts, VerdictFacts
from reports.model.audit.vignettes import VignetteFacts
from tests.reports.kit import audit_parts as parts
from tests.reports.kit.audit_numbers import numbers
from tests.reports.kit.audit_vignettes import (
    FAILING,
    LEVELS,
    SMALL,
    TITLES,
    answered,
    vignette,
)


def small_audit(**changes: Any) -> Audit:
    """A gate that passes on six vignettes, with whatever else is asked for.

    The numbers are counted from the vignettes unless they are given.
    """
    vignettes: Sequence[VignetteFacts] = changes.get("vignettes", SMALL)
    made = Audit(
        subject=Subject.GATE,
        version="0.9.0",
        disclaimer=DISCLAIMER,
        candidate=parts.side(n=len(vignettes)),
        baseline=parts.BASELINE,
        approval=parts.APPROVAL,
        policy=parts.POLICY,
        levels=LEVELS,
        titles=TITLES,
        verdict=VerdictFacts(
            words="PASS",
            headline="PASS",
            exit_code=0,
            day="2026-03-02",
            checks=(
                check("results", "Every vignette has a result", "6 of 6 answered", "measured"),
                check("new_missed_red_flag", "New missed red flags", "none"),
                check("difference", "Patients made less urgent, and not accepted", "none"),
                check("limit_accuracy", "Accuracy", "6 of 6 = 100.0 %", "limits"),
            ),
        ),
        changes=parts.CHANGES,
        numbers=numbers(vignettes),
        solved=parts.SOLVED,
        reference=parts.REFERENCE,
        trace=parts.TRACE,
        hazards=parts.HAZARDS,
        notes=("The library is small.",),
        reproduce=("triage report --rules rules/1.1.0.yaml --baseline baselines/kettle",),
        vignettes=tuple(vignettes),
    )
    return replace(made, **changes)


def run_audit(vignettes: Sequence[VignetteFacts] = FAILING) -> Audit:
    """The same vignettes of one run alone: nothing is compared and nothing judged."""
    alone: dict[str, Any] = {"stratum": "", "before": None, "newly": (), "waived": ()}
    told = {"is_changed": False, "is_lowered": False, "causes": (), **alone}
    return small_audit(
        subject=Subject.RUN,
        vignettes=tuple(replace(each, **told) for each in vignettes),
        baseline=None,
        approval=None,
        verdict=None,
        changes=None,
        solved=replace(parts.SOLVED_WORSE, difference=None),
    )


def compared_audit() -> Audit:
    """Two runs side by side, without a verdict and so without waivers."""
    return replace(
        failing_audit(),
        subject=Subject.COMPARISON,
        approval=None,
        verdict=None,
        vignettes=tuple(replace(each, waived=()) for each in FAILING),
    )


def failing_audit() -> Audit:
    """A gate that fails, for one of each thing that it can fail for."""
    return small_audit(
        vignettes=FAILING,
        candidate=parts.side(
            n=len(FAILING), dirty=True, repeat=3, faults=("It wrote to standard error.",)
        ),
        changes=_changes(FAILING),
        solved=parts.SOLVED_WORSE,
        verdict=_failing_verdict(),
        notes=("The engine did something besides: it wrote to standard error.",),
    )


def check(
    name: str,
    title: str,
    figures: str,
    group: str = "ratchet",
    *,
    items: tuple[str, ...] = (),
    vignettes: tuple[str, ...] = (),
    **changes: Any,
) -> CheckFacts:
    """A check, which holds where nothing fails it."""
    made = CheckFacts(
        name=name,
        group=group,
        title=title,
        holds=not items,
        numbers=figures,
        items=items,
        vignettes=vignettes,
    )
    return replace(made, **changes)


WAIVER: Final = GrantFacts(
    is_waiver=True,
    covers="missed_red_flag",
    of="tingling",
    reason="The handle of that kettle is of wood.",
    approver="A. Lamp",
    role="",
    approved="2026-02-20",
    expires="2026-05-01",
    days_left=60,
    problem="",
)
ACCEPTANCE: Final = replace(
    WAIVER,
    is_waiver=False,
    covers="unplug becomes mend",
    of=parts.ACCEPTED_LINE.id,
    role="safety officer",
    expires="2026-06-01",
    days_left=91,
)
LAPSED: Final = replace(
    WAIVER,
    covers="under_triage",
    of="humming",
    days_left=-3,
    expires="2026-02-27",
    problem="expired on 2026-02-27; lapsed: what it was granted for is another difference now",
)


def _failing_verdict() -> VerdictFacts:
    missed = ("burning", "burning-slowly", "rattling")
    said = {
        "burning": "burning: expected leave (fire), got mend (no red flag)",
        "burning-slowly": "burning-slowly: expected leave (fire), got unplug (no red flag), "
        "without the pathway electrician",
        "rattling": "rattling: expected unplug (current), got error: division by zero",
    }
    under = "dripping: expected mend (no red flag), got keep (no red flag)"
    new = "glowing: expected unplug (current), got mend (current)"
    items = tuple(said.values())
    return VerdictFacts(
        words="FAIL",
        headline="FAIL, with 1 failing waived and 1 line accepted",
        exit_code=1,
        day="2026-03-02",
        checks=(
            check("results", "Every vignette has a result", "17 of 19 answered", "measured"),
            check(
                "unanswered",
                "Vignettes without an answer",
                "2",
                items=(said["rattling"], "mumbling: expected mend, got abstained: cannot tell"),
                vignettes=("rattling", "mumbling"),
            ),
            check(
                "new_missed_red_flag",
                "New missed red flags",
                "4 (0 fixed, 0 still)",
                items=items,
                vignettes=missed,
                waived=("tingling",),
            ),
            check(
                "new_under_triage",
                "New under-triage or no answer",
                "5 (0 fixed, 1 still)",
                items=(*items, under),
                vignettes=(*missed, "dripping"),
                waived=("tingling",),
            ),
            check(
                "lowered",
                "Other vignettes less urgent than accepted",
                "1",
                items=("steaming: was unplug (no red flag), is mend (no red flag)",),
                vignettes=("steaming",),
            ),
            check(
                "new_vignettes",
                "New vignettes that fail",
                "2 of 1 new or with edited input",
                items=(f"{new} (missed red flags)", f"{new} (under-triage or no answer)"),
                vignettes=("glowing",),
            ),
            check(
                "vignettes_gold_edited",
                "Vignettes with edited gold",
                "1",
                items=("clicking: the ceiling went from keep to mend",),
                vignettes=("clicking",),
            ),
            check(
                "proofs",
                "Claims not proved for every patient",
                "2 of 2",
                items=(f"{parts.REFUTED.id}: {parts.REFUTED.says}", parts.VACUOUS.id),
            ),
            check(
                "difference",
                "Patients made less urgent, and not accepted",
                "1; 1 accepted",
                items=(f"{parts.LINE.id}  {parts.LINE.who}: {parts.LINE.changes}",),
                accepted=(parts.ACCEPTED_LINE.id,),
            ),
            check(
                "limit_missed_red_flag_rate",
                "Missed-red-flag rate (by action)",
                "5 of 8 = 62.5 %; at most 0.0 %",
                "limits",
                items=items,
                vignettes=(*missed, "tingling", "glowing"),
            ),
            check(
                "evidence",
                "Upper bound of the missed-red-flag rate",
                "4 of 7 families missed, so at most 87.1 % (95 %, this library); target 5.0 %",
                "evidence",
                items=("151 more clean families would reach the target",),
            ),
            check(
                "waivers",
                "Waivers that are not in force or not needed",
                "1 of 2",
                "waivers",
                items=(f"humming, under_triage: {LAPSED.problem}",),
            ),
        ),
        waivers=(WAIVER, LAPSED),
        acceptances=(ACCEPTANCE,),
        next_command="triage gate --draft-waivers",
    )


def _changes(vignettes: Sequence[VignetteFacts]) -> ChangesFacts:
    newly = {
        name: tuple(each.id for each in vignettes if name in each.newly)
        for name in ("missed_red_flag", "undetected_red_flag", "under_triage", "over_triage")
    }
    return replace(
        parts.CHANGES,
        comparable=sum(each.stratum == "comparable" for each in vignettes),
        only_in_baseline=("gone-one",),
        only_in_candidate=tuple(each.id for each in vignettes if each.stratum == "new"),
        gold_edited=tuple(each.id for each in vignettes if each.stratum == "gold_edited"),
        endpoints=tuple(
            parts.endpoint(name, name.replace("_", " "), those) for name, those in newly.items()
        ),
        moves=(
            MoveFacts(before="leave", after="unplug", n=1),
            MoveFacts(before="leave", after="mend", n=1),
            MoveFacts(before="unplug", after="", n=1),
            MoveFacts(before="mend", after="keep", n=1),
            MoveFacts(before="keep", after="mend", n=1),
        ),
        changed=tuple(each.id for each in vignettes if each.is_changed),
        changed_without_crossing=("steaming",),
        lowered=tuple(each.id for each in vignettes if each.is_lowered),
    )


def large_audit(n: int) -> Audit:
    """A passing gate over many vignettes, in families of three."""
    wanted = ("keep", "mend", "unplug", "leave")
    return small_audit(
        vignettes=tuple(
            vignette(
                f"kettle-{i:05}",
                wanted[i % 4],
                ("", "", "current", "fire")[i % 4],
                family=f"story-{i // 3:05}",
                answer=answered(wanted[i % 4], ("", "", "current", "fire")[i % 4]),
            )
            for i in range(n)
        )
    )


HOSTILE: Final = (
    "</script><script>alert(1)</script><b onmouseover='x'>&amp;&#x41;]]>",
    "\x1b[31mred\x1b[0m\x9b2J\x07",
    "\u202eright to left\u202c \u2066isolated\u2069 \u200fmark\u200b",
    "a NUL \x00, a form feed \x0c, a tab \t, two\r\nlines\u2028and\u2029more\x85",
    "half a pair \udce9 \ud83d, no character \ufffe \uffff, whole \U0001f525",
    '=HYPERLINK("http://example.org","x")',
    "+1+1",
    "-2+3",
    "@SUM(A1)",
    "\uff1d1+1",
    "\t=1+1",
    ' "; =1+1',
    '#set page(width: 1pt); #import "x.typ" $ a^2 $ *b* _c_ `d` <label> @ref \\ // /* */',
    "# Title | cell | **bold** [link](javascript:alert(1)) ![i](http://example.org) ~~~\n```\n---",
    "::error file=x,line=1::hello%0A::set-output name=a::b @everyone fixes #1",
    "{{ 7*7 }} {% raw %} ${x} %s %(a)s {0} <!-- --> <![CDATA[x]]> <?php ?>",
    "../../etc/passwd",
    "CON",
    "",
    " ",
)
LONG: Final = "a line without an end, " * 4500
"""More than 100,000 characters."""


def hostile_audit() -> Audit:
    """The failing gate with hostile content in every free text; ids stay apart but look alike.

    What is chosen from a list, such as a status or the name of an endpoint, stays as it is. One
    reason and one narrative are a single line of more than 100,000 characters.
    """
    made: Audit = poisoned(failing_audit(), _Poison())
    first, *others, last, forgotten = (
        replace(each, answer=replace(each.answer, reason=LONG))
        if each.answer.status == "error"
        else each
        for each in made.vignettes
    )
    alike = (
        replace(first, id="same\ufffdid"),
        *others,
        replace(last, id="same\x01id"),
        replace(forgotten, id="same\x00id", narrative=LONG),
    )
    return replace(made, vignettes=alike)


KEPT: Final = frozenset(
    {
        *("subject", "status", "stratum", "standing", "kind", "group", "words", "concern", "what"),
        *("failures", "newly", "waived", "metric", "weights", "statuses", "started", "finished"),
        *("day", "approved", "expires", "under_by_levels", "over_by_levels", "name"),
        *("digest", "fingerprint", "policy_fingerprint", "vocabulary_fingerprint", "sha256"),
        *("invariants_fingerprint", "library_fingerprint", "disclaimer"),
    }
)
"""Fields that are chosen from a list, or are dates or hashes: no free text."""
FREE: Final = frozenset({("SubgroupFacts", "name"), ("CheckFacts", "waived")})
"""Fields of such a name that are free text all the same."""


class _Poison:
    """One hostile text after another, each made different from all others by its end."""

    def __init__(self) -> None:
        self._known: dict[str, str] = {}

    def __call__(self, text: str) -> str:
        if not text:
            return text
        n = len(self._known)
        return self._known.setdefault(text, f"{HOSTILE[n % len(HOSTILE)]}~{n}")


def poisoned(facts: Any, poison: Callable[[str], str], field: str = "") -> Any:
    """The same facts with every free text replaced; equal texts stay equal."""
    if isinstance(facts, str):
        return facts if field in KEPT else poison(facts)
    if isinstance(facts, tuple):
        return tuple(poisoned(each, poison, field) for each in facts)
    if isinstance(facts, dict):
        return {
            poisoned(name, poison, field): poisoned(value, poison, field)
            for name, value in facts.items()
        }
    if is_dataclass(facts) and not isinstance(facts, type):
        return replace(
            facts,
            **{
                each.name: poisoned(
                    getattr(facts, each.name),
                    poison,
                    "" if (type(facts).__name__, each.name) in FREE else each.name,
                )
                for each in fields(facts)
            },
        )
    return facts
