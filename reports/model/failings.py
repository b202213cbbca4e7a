"""What is wrong with each vignette of a report, and whether it counts against the candidate."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from evaluation.comparison import LOWERED, NO_ANSWER
from reports.model.audit.audit import Audit, Subject
from reports.model.audit.verdict import VerdictFacts
from reports.model.audit.vignettes import VignetteFacts

FALSE_FLAG: Final = "false_flag"

TITLES: Final[Mapping[str, str]] = MappingProxyType(
    {
        "missed_red_flag": "missed red flag",
        NO_ANSWER: "no answer",
        "undetected_red_flag": "undetected red flag",
        "under_triage": "under-triage",
        "lost_pathway": "lost pathway",
        LOWERED: "less urgent than accepted",
        "over_triage": "over-triage",
        FALSE_FLAG: "false red flag",
    }
)
"""All ways in which a vignette can be wrong, the worst harm first, and what people call them."""


class Bearing(StrEnum):
    """What becomes of a failing.

    It counts against the candidate; or somebody waives it; or it is known, since the baseline fails
    it as much; or the policy lets it pass.
    """

    COUNTS = "counts"
    WAIVED = "waived"
    KNOWN = "known"
    ALLOWED = "allowed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failing:
    """One way in which a vignette is wrong; ``name`` is a key of :data:`TITLES`."""

    name: str
    bearing: Bearing

    @property
    def title(self) -> str:
        """What people call it."""
        return TITLES[self.name]


class Failings:
    """The failings of a report, looked up vignette by vignette.

    In the report of a run each counts. Of two runs side by side those count that are new, and all
    of a vignette that cannot be compared. Under a verdict, what counts is what a failing check of
    the gate holds against the vignette: a gate that passes has none. Where there is no verdict,
    since too little was measured, it is as without a gate.
    """

    def __init__(self, audit: Audit) -> None:
        self._is_compared = audit.subject is not Subject.RUN
        judged = audit.verdict if audit.verdict and audit.verdict.words != _NO_VERDICT else None
        self._held = _Held(judged) if judged else None

    def of(self, vignette: VignetteFacts) -> tuple[Failing, ...]:
        """What is wrong with a vignette, the worst first; nothing for one as expected."""
        names = set(_names(vignette))
        found = [
            Failing(name=name, bearing=self._bearing(name, vignette))
            for name in TITLES
            if name in names
        ]
        if len(found) > 1:  # to be less urgent says nothing beside what comes of it
            found = [failing for failing in found if failing.name != LOWERED]
        return tuple(found)

    def counting(self, vignette: VignetteFacts) -> tuple[Failing, ...]:
        """Those of them that count against the candidate."""
        return tuple(each for each in self.of(vignette) if each.bearing is Bearing.COUNTS)

    def _bearing(self, name: str, vignette: VignetteFacts) -> Bearing:
        if name in vignette.waived:
            return Bearing.WAIVED
        if self._held and self._held.holds(name, vignette.id):
            return Bearing.COUNTS
        if self._is_compared and is_known(name, vignette):
            return Bearing.KNOWN
        return Bearing.ALLOWED if self._held else Bearing.COUNTS


_NO_VERDICT: Final = "NO VERDICT"


def is_known(name: str, vignette: VignetteFacts) -> bool:
    """Whether the baseline was wrong in the same way, and no less so."""
    before = vignette.before
    if before is None or name == LOWERED:
        return False
    if name == NO_ANSWER:
        return before.status != "ok"
    if name == FALSE_FLAG:
        return not set(vignette.absent_red_flags).isdisjoint(before.red_flags)
    return name not in vignette.newly


def _names(vignette: VignetteFacts) -> Iterator[str]:
    yield from (name for name in vignette.failures if name in TITLES)
    if vignette.answer.status != "ok":
        yield NO_ANSWER
    if vignette.is_lowered:
        yield LOWERED
    if vignette.has_false_flag:
        yield FALSE_FLAG


class _Held:
    """What the failing checks of a gate hold against which vignettes."""

    def __init__(self, verdict: VerdictFacts) -> None:
        self._by_check = {check.name: frozenset(check.vignettes) for check in verdict.failing}
        self._asked = {check.name for check in verdict.checks}
        self._limited = frozenset(
            name for check in verdict.failing if check.group == "limits" for name in check.vignettes
        )

    def holds(self, name: str, vignette: str) -> bool:
        check = _CHECKS.get(name, f"new_{name}")
        if vignette in self._by_check.get(check, ()):
            return True
        is_new = vignette in self._by_check.get("new_vignettes", ())
        return vignette in self._limited or (is_new and check in self._asked)


_CHECKS: Final = {NO_ANSWER: "unanswered", LOWERED: "lowered"}
