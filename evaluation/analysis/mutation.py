"""What would become of every single edit of the rules: caught, without effect, or unseen.

An edit is *caught* where a vignette fails its gold under it and does not without. It is *stopped*
where no gold fails, but a vignette gets a less urgent answer than before, which the gate's ratchet
does not let pass. It is *without effect* where it is proved that no presentation of the vocabulary
is answered differently. What is left *survives*: the library says nothing about the patients whom
it concerns, and the smallest of them is the vignette that is missing.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum

from evaluation.analysis.edited import Edited
from evaluation.analysis.edits import Edit, edits_of
from evaluation.analysis.encode import Encoding
from evaluation.analysis.golds import failing, golds_of
from evaluation.analysis.patients import smallest_patient
from evaluation.analysis.solver import Oracle
from triage.algebra import Algebra, Meaning, T, any_difference
from triage.planes import Planes, positions
from triage.presentation import Presentation
from triage.rules import RuleSet
from vignettes.vignette import Vignette


class Fate(StrEnum):
    """What becomes of an edit."""

    CAUGHT = "caught"
    STOPPED = "stopped"
    WITHOUT_EFFECT = "without_effect"
    SURVIVES = "survives"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """An edit and its fate.

    ``vignettes`` are those that notice it, in the order of the library. Of an edit that survives,
    ``patient`` is the smallest one whose answer it changes, and of those whom it lowers where it
    ``lowers`` anybody's definite disposition; ``None`` and false for all others.
    """

    edit: Edit
    fate: Fate
    vignettes: tuple[str, ...] = ()
    patient: Presentation | None = None
    lowers: bool = False


def mutate(
    ruleset: RuleSet, vignettes: Sequence[Vignette], on_edit: Callable[[], None] = lambda: None
) -> Iterator[Mutant]:
    """The fate of every edit, in the order of the rules; ``on_edit`` is called after each.

    Only vignettes whose gold the rules meet can notice anything.
    """
    planes = Planes([vignette.presentation for vignette in vignettes])
    golds = golds_of(vignettes, ruleset.vocabulary)
    seen = Edited(ruleset, planes)
    before = failing(golds, seen.original, planes)
    encoding = Encoding(ruleset.vocabulary)
    solved = Edited(ruleset, encoding)
    with Oracle(encoding.formula) as oracle:
        for edit in edits_of(ruleset):
            after = seen.after(edit)
            newly = failing(golds, after, planes) & ~before
            fallen = planes.any_of(lowered(seen.original, after, planes))
            if newly or fallen:
                names = tuple(vignettes[at].id for at in positions(newly or fallen))
                fate = Fate.CAUGHT if newly else Fate.STOPPED
                yield Mutant(edit=edit, fate=fate, vignettes=names)
            else:
                yield _decided(edit, solved, encoding, oracle)
            on_edit()


def lowered(before: Meaning[T], after: Meaning[T], algebra: Algebra[T]) -> list[T]:
    """By rank, whether the definite disposition was so urgent before, and is not after."""
    return [
        algebra.all_of([was, algebra.negated(is_now)])
        for was, is_now in zip(before.definite, after.definite, strict=True)
    ]


def _decided(edit: Edit, solved: Edited[int], encoding: Encoding, oracle: Oracle) -> Mutant:
    """An edit that no vignette notices: the smallest patient of whom it changes anything."""
    before, after = solved.original, solved.after(edit)
    changed = any_difference(before, after, encoding)
    if not oracle.can_be([changed]):
        return Mutant(edit=edit, fate=Fate.WITHOUT_EFFECT)
    falls = encoding.any_of(lowered(before, after, encoding))
    lowers = oracle.can_be([falls])
    patient = smallest_patient(encoding, oracle, [falls if lowers else changed])
    return Mutant(edit=edit, fate=Fate.SURVIVES, patient=patient, lowers=lowers)
