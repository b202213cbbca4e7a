"""The missing vignettes as drafts: patient, id, title and kind; nothing of what is expected."""

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from evaluation.analysis.edits import Edit, EditKind
from evaluation.analysis.in_words import known_words
from evaluation.analysis.missing import MissingVignette
from evaluation.analysis.wording import edit_words
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.draft import Draft
from vignettes.vignette import Kind

_LONGEST: Final = 80  # characters of an id, with room for a number


def drafts_of(
    missing: Sequence[MissingVignette], ruleset: RuleSet, taken: Collection[str]
) -> tuple[Draft, ...]:
    """A draft of each missing vignette, in their order, with ids that are not ``taken``."""
    ids = _Ids(taken)
    return tuple(_draft(vignette, ruleset, ids) for vignette in missing)


def _draft(vignette: MissingVignette, ruleset: RuleSet, ids: "_Ids") -> Draft:
    first = vignette.mutants[0].edit
    return Draft(
        id=ids.new(f"missing-{first.rule.id if first.rule else first.kind.value}"),
        title=_title(vignette.patient, ruleset.vocabulary),
        kind=_kind(first),
        patient=vignette.patient,
        why=tuple(
            dict.fromkeys(edit_words(m.edit, ruleset, is_blind=True) for m in vignette.mutants)
        ),
    )


class _Ids:
    """Gives ids that nothing has yet."""

    def __init__(self, taken: Collection[str]) -> None:
        self._taken = set(taken)

    def new(self, wanted: str) -> str:
        """The id itself, or the first one with a number behind it that is free."""
        name, number = wanted[:_LONGEST], 1
        while (found := name if number == 1 else f"{name}-{number}") in self._taken:
            number += 1
        self._taken.add(found)
        return found


def _title(patient: Presentation, words: Vocabulary) -> str:
    """What is there, in words; a person will find a better one."""
    text = known_words(patient, words) or "nothing present"
    return text[:1].upper() + text[1:]


def _kind(edit: Edit) -> Kind:
    return _KINDS.get(edit.kind, Kind.CANONICAL)


_KINDS: Final[Mapping[EditKind, Kind]] = {
    EditKind.BOUND_UP: Kind.BOUNDARY,
    EditKind.BOUND_DOWN: Kind.BOUNDARY,
    EditKind.STRICTNESS: Kind.BOUNDARY,
    EditKind.UNKNOWN_AS_ABSENT: Kind.UNKNOWN,
    EditKind.DROP_GUARD: Kind.UNKNOWN,
    EditKind.LOWER_FLOOR: Kind.UNKNOWN,
    EditKind.RAISE_FLOOR: Kind.UNKNOWN,
    EditKind.DROP_CONDITION: Kind.NEAR_MISS,
    EditKind.NEGATE: Kind.NEAR_MISS,
    EditKind.ALL_TO_ANY: Kind.NEAR_MISS,
    EditKind.ANY_TO_ALL: Kind.NEAR_MISS,
    EditKind.ONE_FEWER: Kind.NEAR_MISS,
    EditKind.ONE_MORE: Kind.NEAR_MISS,
}
