"""What would become of every single edit of the rules: caught, without effect, or unseen.

An edit is *caught* where a vignette fails its gold under it and does not without. It is *stopped*
where no gold fails, but a vignette gets a less urgent answer than before, which the gate's ratchet
does not let pass. It is *without effect* where it is proved that no presentation of the vocabulary
is answered differently. What is left *survives*: the library says nothing about the patients whom
it concerns, and the smallest of them is the vignette that is missing.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing

from evaluation.analysis.concern import lowered
from evaluation.analysis.edited import Edited
from evaluation.analysis.edits import edits_of
from evaluation.analysis.extent import tellable_presentations
from evaluation.analysis.golds import failing, golds_of
from evaluation.analysis.mutant import Fate, Mutant
from evaluation.analysis.unnoticed import Unnoticed, comparisons_of_edits
from triage.planes import Planes, positions
from triage.rules import RuleSet
from vignettes.vignette import Vignette


def mutate(
    ruleset: RuleSet, vignettes: Sequence[Vignette], on_edit: Callable[[], None] = lambda: None
) -> Iterator[Mutant]:
    """The fate of every edit, in the order of the rules; ``on_edit`` is called after each.

    Only vignettes whose gold the rules meet can catch anything.

    Raises:
        DisagreementError: the interpreter does not confirm what the solver found; a fault of the
            harness.
    """
    planes = Planes([vignette.presentation for vignette in vignettes])
    golds = golds_of(vignettes, ruleset.vocabulary)
    seen = Edited(ruleset, planes)
    before = failing(golds, seen.original, planes)
    with closing(Unnoticed(ruleset)) as unnoticed:
        for edit in edits_of(ruleset):
            after = seen.after(edit)
            newly = failing(golds, after, planes) & ~before
            fallen = planes.any_of(lowered(seen.original, after, planes))
            if newly or fallen:
                names = tuple(vignettes[at].id for at in positions(newly or fallen))
                fate = Fate.CAUGHT if newly else Fate.STOPPED
                yield Mutant(edit=edit, fate=fate, vignettes=names)
            else:
                yield unnoticed.decided(edit)
            on_edit()


def presentations_told_apart(ruleset: RuleSet) -> int:
    """How many presentations the vocabulary has, as far as the edits tell numbers apart."""
    return tellable_presentations(ruleset.vocabulary, comparisons_of_edits(ruleset))
