"""What an edit of a vignette did, in words: above all where it asks for less than before."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from evaluation.describe import gold_words
from evaluation.outcomes import Expected, Outcome
from triage.vocabulary import digits


def gold_change(before: Outcome, after: Outcome, dispositions: Sequence[str]) -> str:
    """How a gold was edited; what makes it easier to meet is called a weakening."""
    old, new = before.expected, after.expected
    words = {
        "family ": (before.family, after.family),
        "kind ": (before.kind, after.kind),
        "documents ": tuple(", ".join(sorted(o.documents)) for o in (before, after)),
        "": (gold_words(old, dispositions), gold_words(new, dispositions)),
    }
    if old.floor == new.floor and old.ceiling == new.ceiling:  # else the range says it
        words["preferred "] = (dispositions[old.preferred], dispositions[new.preferred])
    said = [
        f"{what}{was} became {is_now}" for what, (was, is_now) in words.items() if was != is_now
    ]
    weaker = list(_weakened(old, new))
    said += [f"weakened: {', '.join(weaker)}"] if weaker else []
    return "; ".join(said) or "edited"


def input_change(before: Outcome, after: Outcome) -> str:
    """Which answers of a patient were edited, those that hide an unknown or a finding first."""
    said = sorted(_answers(before.input, after.input), key=_by_weight)
    if before.digests["narrative"] != after.digests["narrative"]:
        said.append("told in other words")
    return ", ".join(said) or "edited"


def renamed_to(gone: Outcome, new: Sequence[Outcome]) -> str:
    """The id of a new vignette with the same patient and gold; empty where there is none."""
    return next((o.vignette for o in new if _is_same(o, gone)), "")


def _is_same(one: Outcome, other: Outcome) -> bool:
    return one.expected == other.expected and one.digests["input"] == other.digests["input"]


def _weakened(old: Expected, new: Expected) -> Iterator[str]:
    if new.floor < old.floor:
        yield "a less urgent answer is acceptable now"
    if new.ceiling > old.ceiling:
        yield "a more urgent answer is acceptable now"
    for what, lost in (
        ("is required", old.red_flags - new.red_flags),
        ("has to be absent", old.absent_red_flags - new.absent_red_flags),
        ("is expected", old.pathways - new.pathways),
    ):
        if lost:
            yield f"no longer {what}: {', '.join(sorted(lost))}"


_NOT_ASKED = "not asked"


def _answers(old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[str]:
    before, after = _told(old), _told(new)
    for name in sorted({*before, *after}):
        was, is_now = before.get(name, _NOT_ASKED), after.get(name, _NOT_ASKED)
        if was != is_now:
            yield f"{name}: {was} became {is_now}"


def _told(patient: Mapping[str, Any]) -> dict[str, str]:
    """Every answer of a patient by name; numbers and attributes as they are written."""
    told = {name: answer for answer in ("present", "absent") for name in patient.get(answer, ())}
    told |= {name: digits(value) for name, value in patient.get("numbers", {}).items()}
    return told | {name: str(value) for name, value in patient.get("patient", {}).items()}


def _by_weight(text: str) -> tuple[int, str]:
    hides = (f"{_NOT_ASKED} became absent", "present became absent", f"became {_NOT_ASKED}")
    return next((place for place, end in enumerate(hides) if text.endswith(end)), len(hides)), text
