"""The kinds of result that a SARIF file has: what each means and how grave it is."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType
from typing import Any, Final

LINE: Final = "line_lowered"
CLAIM: Final = "claim_not_proved"

_KINDS: Final[Mapping[str, tuple[str, str, str]]] = MappingProxyType(
    {
        LINE: (
            "error",
            "Patients made less urgent",
            (
                "A change of the rules makes these patients less urgent, or takes a red flag or a "
                "pathway from them, and nobody has accepted that."
            ),
        ),
        CLAIM: (
            "error",
            "Claim not proved",
            "What is claimed of every patient is refuted by one, or speaks of nobody.",
        ),
        "missed_red_flag": (
            "error",
            "Missed red flag",
            "A vignette with a required red flag is answered below its floor, or not at all.",
        ),
        "no_answer": (
            "error",
            "No answer",
            "The engine abstains, fails or leaves the vignette out.",
        ),
        "undetected_red_flag": (
            "error",
            "Undetected red flag",
            "A required red flag is not raised.",
        ),
        "under_triage": ("error", "Under-triage", "The answer is below the floor."),
        "lost_pathway": ("warning", "Lost pathway", "An expected pathway is not given."),
        "lowered": (
            "warning",
            "Less urgent than accepted",
            "The answer is less urgent than the accepted version gives, and still acceptable.",
        ),
        "over_triage": ("warning", "Over-triage", "The answer is above the ceiling."),
        "false_flag": (
            "note",
            "False red flag",
            "A red flag is raised that is known to be absent.",
        ),
    }
)
"""By id: the level, the name and the meaning; the worst harm first."""

LEVELS: Final = ("error", "warning", "note")


def level_of(rule: str) -> str:
    """How grave a kind of result is; a check of the gate that fails is an error."""
    return _KINDS[rule][0] if rule in _KINDS else LEVELS[0]


def order_of(rule: str) -> tuple[int, str]:
    """The worst harm first, and checks of the gate after all others, by name."""
    names = list(_KINDS)
    return (names.index(rule), "") if rule in _KINDS else (len(names), rule)


def descriptors(used: Iterable[str], titles: Mapping[str, str]) -> list[dict[str, Any]]:
    """The kinds that are used; ``titles`` are those of checks, by name."""
    return [_descriptor(rule, titles) for rule in sorted(set(used), key=order_of)]


def _descriptor(rule: str, titles: Mapping[str, str]) -> dict[str, Any]:
    level, title, meaning = _KINDS.get(
        rule, (LEVELS[0], titles.get(rule, rule), "A check of the gate that does not hold.")
    )
    return {
        "id": rule,
        "shortDescription": {"text": title or rule},
        "fullDescription": {"text": meaning},
        "defaultConfiguration": {"level": level},
        "properties": {"tags": ["triage"]},
    }
