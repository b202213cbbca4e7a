"""Vignettes of a made-up domain about kettles, as reports have them."""

from dataclasses import replace
from typing import Any, Final

from reports.model.audit.sides import Level
from reports.model.audit.vignettes import Answered, Place, VignetteFacts

LEVELS: Final = (
    Level(id="keep", title="Keep using it"),
    Level(id="mend", title="Have it mended"),
    Level(id="unplug", title="Unplug it today"),
    Level(id="leave", title="Leave the house"),
)
RANKS: Final = {level.id: rank for rank, level in enumerate(LEVELS)}
TITLES: Final = {
    "current": "Current on the case",
    "fire": "Fire",
    "electrician": "By an electrician",
}
MINIMUM: Final = {"current": "unplug", "fire": "leave"}
LIBRARY: Final = "library/kettles.yaml"
RULES_FILE: Final = "rules/1.1.0.yaml"


def answered(disposition: str, flags: str = "", **changes: Any) -> Answered:
    """An answer; red flags stand apart by spaces, and the rules that fired are theirs."""
    names = tuple(flags.split())
    rules = tuple(f"acts-on-{name}" for name in names) or (f"gives-{disposition}",)
    made = Answered(status="ok", disposition=disposition, red_flags=names, rules=rules)
    return replace(made, **changes)


def unanswered(status: str, reason: str) -> Answered:
    """No answer, and why."""
    return Answered(status=status, disposition="", reason=reason)


def vignette(name: str, gold: str, flags: str = "", **changes: Any) -> VignetteFacts:
    """A vignette that was answered as it should be, by both sides.

    ``gold`` is a disposition, or the floor, the preferred one and the ceiling.
    """
    floor, preferred, ceiling = (gold.split() * 3)[:3] if " " not in gold else gold.split()
    given = answered(preferred, flags)
    made = VignetteFacts(
        id=name,
        family=name.partition("-")[0],
        kind="canonical",
        title=f"A kettle called {name}",
        narrative=f"This is the story of the kettle called {name}.",
        preferred=preferred,
        floor=floor,
        ceiling=ceiling,
        red_flags=tuple(flags.split()),
        absent_red_flags=() if flags else ("fire",),
        pathways=(),
        answer=given,
        sources=("TIP L2",),
        author="maintainers",
        place=Place(file=LIBRARY, line=10 + 12 * (len(name) % 9), of=name),
        digest="sha256:" + f"{len(name):02x}" * 32,
        stratum="comparable",
        before=given,
    )
    return replace(made, **changes)


SMALL: Final = (
    vignette("humming", "keep"),
    vignette("leaking-old", "mend"),
    vignette("leaking-new", "keep keep mend", kind="near_miss", sources=("TIP L2", "MAN L3.2")),
    vignette("sparking", "unplug unplug leave", "current", sources=("MAN L4",)),
    vignette("smoking", "leave", "fire", pathways=("electrician",)),
    vignette("smoke-open", "unplug leave leave", "fire", kind="unknown", author="reader"),
)
"""Six that are as expected: two families have two members."""

CHANGED_RULE: Final = Place(file=RULES_FILE, line=41, of="acts-on-fire")
OTHER_RULE: Final = Place(file=RULES_FILE, line=58, of="acts-on-current")
REMOVED_RULE: Final = Place(file=RULES_FILE, line=0, of="gives-mend")


def _worse(name: str, gold: str, flags: str, after: Answered, **changes: Any) -> VignetteFacts:
    """A comparable vignette whose answer changed, by the rule about fire unless told otherwise."""
    told = {"is_changed": True, "is_lowered": True, "causes": (CHANGED_RULE,), **changes}
    return vignette(name, gold, flags, answer=after, **told)


_MISSED: Final = ("missed_red_flag", "undetected_red_flag", "under_triage")

FAILING: Final = (
    *SMALL,
    _worse("burning", "leave", "fire", answered("mend"), failures=_MISSED, newly=_MISSED),
    _worse(
        "burning-slowly",
        "leave",
        "fire",
        answered("unplug"),
        pathways=("electrician",),
        failures=(*_MISSED, "lost_pathway"),
        newly=(*_MISSED, "lost_pathway"),
        kind="combination",
        causes=(CHANGED_RULE, OTHER_RULE),
    ),
    _worse(
        "dripping",
        "mend",
        "",
        answered("keep"),
        failures=("under_triage",),
        newly=("under_triage",),
        causes=(REMOVED_RULE,),
    ),
    _worse(
        "whistling",
        "keep",
        "",
        answered("mend"),
        failures=("over_triage",),
        newly=("over_triage",),
        is_lowered=False,
        kind="distractor",
    ),
    _worse(
        "rattling",
        "unplug",
        "current",
        unanswered("error", "the engine stopped: division by zero"),
        failures=_MISSED,
        newly=_MISSED,
        causes=(),
    ),
    vignette(
        "mumbling",
        "mend",
        answer=unanswered("abstained", "cannot tell"),
        before=unanswered("abstained", "cannot tell"),
        failures=("under_triage",),
        kind="unknown",
    ),
    _worse(
        "tingling",
        "unplug unplug leave",
        "current",
        answered("mend", several=("mend (no red flag)", "unplug (current)")),
        failures=_MISSED,
        newly=_MISSED,
        waived=_MISSED,
        causes=(OTHER_RULE,),
    ),
    vignette(
        "scalding",
        "mend",
        answer=answered("keep"),
        before=answered("keep"),
        failures=("under_triage",),
        is_disputed=True,
    ),
    _worse("steaming", "mend unplug leave", "", answered("mend"), before=answered("unplug")),
    vignette(
        "glowing",
        "unplug",
        "current",
        answer=answered("mend", "current"),
        failures=("missed_red_flag", "under_triage"),
        stratum="new",
        before=None,
    ),
    vignette("clicking", "keep mend mend", stratum="gold_edited", before=None),
    vignette(
        "buzzing",
        "mend",
        answer=answered("mend", "fire"),
        before=answered("mend", "fire"),
        has_false_flag=True,
    ),
    vignette("forgotten", "keep", title="", narrative="", sources=(), author="", place=None),
)
"""One of each: newly missed, lowered, too urgent, no answer, known, waived, new, gone."""
