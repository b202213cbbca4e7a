"""A line of a difference: some patients, what changes for them, and by which edits."""

from dataclasses import dataclass

from evaluation.analysis.changes import Change, changed_where, is_made
from evaluation.analysis.rule_edits import RuleEdit
from triage.algebra import Algebra, Meaning, T, truths_of
from triage.conditions import Condition
from triage.engine import Decision
from triage.fingerprint import fingerprint, short
from triage.presentation import Presentation
from triage.truth import Truth
from triage.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Everybody who meets ``who`` and undergoes one of ``changes``; ``None`` is anybody.

    ``edits`` explain it: the one edit that alone changes the answer so, or those that do it only
    together. ``absent`` are the findings known to be absent in each of these patients. ``patient``
    is one of them who undergoes all the changes because of these edits, with as little present, and
    then as little known, as can be; ``before`` and ``after`` are what the two rule sets give that
    one.

    ``beside`` are other edits without which the line would hold other patients, and ``basis`` the
    hash of the rules before all edits: with these, what the line says fixes who is in it. Both are
    left empty for a line that lowers nothing.
    """

    changes: tuple[Change, ...]
    edits: tuple[RuleEdit, ...]
    who: Condition | None
    absent: tuple[str, ...]
    patient: Presentation
    before: Decision
    after: Decision
    beside: tuple[RuleEdit, ...] = ()
    basis: str = ""

    @property
    def is_lower(self) -> bool:
        """Whether anything becomes less urgent, or is lost."""
        return any(change.is_lower for change in self.changes)

    @property
    def id(self) -> str:
        """Twelve digits for what the line says: of whom, what changes, and by which edits."""
        return short(fingerprint(self.content()))

    def content(self) -> dict[str, object]:
        """Plain data for the id: the meaning of the line, without titles, words or places."""
        return {
            "changes": sorted(change.content() for change in self.changes),
            "edits": sorted((edit.content() for edit in self.edits), key=repr),
            "who": self.who.content() if self.who else None,
            "absent": sorted(self.absent),
            "patient": self.patient.content(),
            "names": [] if self.is_lower else sorted(edit.id for edit in self.edits),
            "beside": sorted((edit.content() for edit in self.beside), key=repr),
            "basis": self.basis,
        }

    def holds(self, patient: Presentation, before: Decision, after: Decision) -> bool:
        """Whether a patient with these two decisions is one of the line."""
        meets = self.who is None or self.who.truth(patient) is Truth.MET
        return meets and any(is_made(change, before, after) for change in self.changes)

    def where(
        self, before: Meaning[T], after: Meaning[T], words: Vocabulary, algebra: Algebra[T]
    ) -> T:
        """The patients of the line, in any algebra."""
        changed = [changed_where(c, before, after, words, algebra) for c in self.changes]
        meets = truths_of(self.who, algebra).met if self.who else algebra.true
        return algebra.all_of([meets, algebra.any_of(changed)])
