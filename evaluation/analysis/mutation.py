"""What would become of every single edit of the rules: caught, without effect, or unseen.

An edit is *caught* where a vignette fails its gold under it and does not without. It is *stopped*
where no gold fails, but a vignette gets a less urgent answer than before, which the gate's ratchet
does not let pass. It is *without effect* where it is proved that no presentation of the vocabulary
is answered differently. What is left *survives*: the library says nothing about the patients whom
it concerns, and the smallest of them is the vignette that is missing.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from types import TracebackType
from typing import Final, Self

from evaluation.analysis.edited import Edited
from evaluation.analysis.edits import Edit, edited_rules, edits_of
from evaluation.analysis.encode import Encoding
from evaluation.analysis.extent import tellable_presentations
from evaluation.analysis.golds import failing, golds_of
from evaluation.analysis.patients import smallest_patient
from evaluation.analysis.replay import must_agree
from evaluation.analysis.solver import Oracle
from triage.algebra import Algebra, Meaning, T, any_difference, differing
from triage.conditions import Compare, comparisons_in
from triage.dispositions import Disposition
from triage.engine import decide
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


class Concern(StrEnum):
    """The worst that a surviving edit does to anybody's answer.

    ``LOWERS``: a definite disposition falls. ``ANSWERS``: one rises, a red flag comes or goes, or a
    pathway goes. ``OPEN``: nothing that any gold speaks of; only what is still possible changes, or
    a pathway is given to more patients.
    """

    LOWERS = "lowers"
    ANSWERS = "answers"
    OPEN = "open"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answers:
    """What the interpreter answers one patient."""

    definite: Disposition
    possible: Disposition
    red_flags: tuple[str, ...]
    pathways: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mutant:
    """An edit and its fate.

    ``vignettes`` are those that notice it, in the order of the library. Of an edit that survives,
    ``patient`` is the smallest one of whom it does its worst, which is its ``concern``, with the
    answers ``before`` and ``after`` it; ``None`` for all others.
    """

    edit: Edit
    fate: Fate
    vignettes: tuple[str, ...] = ()
    patient: Presentation | None = None
    concern: Concern | None = None
    before: Answers | None = None
    after: Answers | None = None

    @property
    def lowers(self) -> bool:
        """Whether it survives, and lowers anybody's definite disposition."""
        return self.concern is Concern.LOWERS

    @property
    def can_be_caught(self) -> bool:
        """Whether it survives, and a new vignette could catch it."""
        return self.concern in (Concern.LOWERS, Concern.ANSWERS)


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
    with _Solver(ruleset) as solver:
        for edit in edits_of(ruleset):
            after = seen.after(edit)
            newly = failing(golds, after, planes) & ~before
            fallen = planes.any_of(lowered(seen.original, after, planes))
            if newly or fallen:
                names = tuple(vignettes[at].id for at in positions(newly or fallen))
                fate = Fate.CAUGHT if newly else Fate.STOPPED
                yield Mutant(edit=edit, fate=fate, vignettes=names)
            else:
                yield solver.decided(edit)
            on_edit()


def presentations_told_apart(ruleset: RuleSet) -> int:
    """How many presentations the vocabulary has, as far as the edits tell numbers apart."""
    return tellable_presentations(ruleset.vocabulary, _comparisons(ruleset))


def lowered(before: Meaning[T], after: Meaning[T], algebra: Algebra[T]) -> list[T]:
    """By rank, whether the definite disposition was so urgent before, and is not after."""
    return [
        algebra.all_of([was, algebra.negated(is_now)])
        for was, is_now in zip(before.definite, after.definite, strict=True)
    ]


def spoken_of(before: Meaning[T], after: Meaning[T], algebra: Algebra[T]) -> T:
    """Whether an answer changes in anything that a gold can speak of.

    A gold has no word against a pathway that is given as well.
    """
    pairs = [
        *zip(before.definite, after.definite, strict=True),
        *((was, after.red_flags[flag]) for flag, was in before.red_flags.items()),
    ]
    changed = [(was, is_now) for was, is_now in pairs if was != is_now]
    ways = [(was, after.pathways[way]) for way, was in before.pathways.items()]
    return algebra.any_of(
        [
            *differing([was for was, _ in changed], [is_now for _, is_now in changed], algebra),
            *(algebra.all_of([was, algebra.negated(is_now)]) for was, is_now in ways),
        ]
    )


def answers_of(patient: Presentation, ruleset: RuleSet) -> Answers:
    """What the interpreter answers a patient."""
    decision = decide(patient, ruleset, questions=False)
    return Answers(
        definite=decision.definite,
        possible=decision.possible,
        red_flags=decision.red_flags,
        pathways=decision.pathways,
    )


def concern_of(before: Answers, after: Answers) -> Concern | None:
    """What became of one patient's answer; ``None`` where nothing did."""
    if after.definite < before.definite:
        return Concern.LOWERS
    if after.definite != before.definite or after.red_flags != before.red_flags:
        return Concern.ANSWERS
    if set(before.pathways) - set(after.pathways):
        return Concern.ANSWERS
    return Concern.OPEN if after != before else None


class _Solver:
    """Decides edits that no vignette notices.

    Every edit leaves clauses behind, which make the next ones slower: after some growth all begins
    anew. All numbers are cut from the start wherever an edit cuts them, so that no patient depends
    on which edits came before.
    """

    def __init__(self, ruleset: RuleSet) -> None:
        self._ruleset = ruleset
        self._comparisons = _comparisons(ruleset)
        self._begin()

    def _begin(self) -> None:
        self._encoding = _encoding(self._ruleset, self._comparisons)
        self._edited = Edited(self._ruleset, self._encoding)
        self._oracle = Oracle(self._encoding.formula)
        self._enough = _GROWTH * len(self._encoding.formula.clauses)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._oracle.close()

    def decided(self, edit: Edit) -> Mutant:
        """The edit with its proof, or with the smallest patient of whom it does its worst."""
        if len(self._encoding.formula.clauses) > self._enough:
            self._oracle.close()
            self._begin()
        encoding, oracle = self._encoding, self._oracle
        before, after = self._edited.original, self._edited.after(edit)
        changed = any_difference(before, after, encoding)
        if not oracle.can_be([changed]):
            return Mutant(edit=edit, fate=Fate.WITHOUT_EFFECT)
        for concern, region in (
            (Concern.LOWERS, encoding.any_of(lowered(before, after, encoding))),
            (Concern.ANSWERS, spoken_of(before, after, encoding)),
        ):
            patient = smallest_patient(encoding, oracle, [region])
            if patient is not None:
                return _survivor(edit, concern, patient, self._ruleset)
        patient = smallest_patient(encoding, oracle, [changed])
        assert patient is not None  # noqa: S101 - somebody is changed, as was asked above
        return _survivor(edit, Concern.OPEN, patient, self._ruleset)


_GROWTH: Final = 6  # measured on 50 and 100 rules: 2 and 15 take longer


def _comparisons(ruleset: RuleSet) -> tuple[Compare, ...]:
    """Every comparison of the rules before and after each edit, each once."""
    edited = [edit.edited.condition for edit in edits_of(ruleset) if edit.edited is not None]
    conditions = [*(rule.condition for rule in ruleset.rules), *edited]
    return tuple(dict.fromkeys(comparisons_in(conditions)))


def _encoding(ruleset: RuleSet, comparisons: Iterable[Compare]) -> Encoding:
    encoding = Encoding(ruleset.vocabulary)
    for comparison in comparisons:
        encoding.compared(comparison)
    return encoding


def _survivor(edit: Edit, concern: Concern, patient: Presentation, ruleset: RuleSet) -> Mutant:
    """A survivor whose patient the interpreter has answered by both rule sets."""
    before = answers_of(patient, ruleset)
    after = answers_of(patient, edited_rules(ruleset, edit))
    must_agree(concern_of(before, after) is concern, f"the edit {edit.id}")
    return Mutant(
        edit=edit,
        fate=Fate.SURVIVES,
        patient=patient,
        concern=concern,
        before=before,
        after=after,
    )
