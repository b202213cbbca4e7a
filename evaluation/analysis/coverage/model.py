"""What is seen of rules, conditions and answers in a library, as facts.

Whatever no vignette shows is one of two things: *missing*, with the smallest patients who would
show it, or *impossible*, proved for all presentations of the vocabulary.
"""

from dataclasses import dataclass
from enum import StrEnum

from evaluation.analysis.edits import Place
from triage.conditions import Condition
from triage.dispositions import Disposition
from triage.presentation import Presentation
from triage.rules import Rule, RuleSet
from triage.truth import Truth


class Shown(StrEnum):
    """Whether vignettes show something, patients could, or nobody can."""

    SEEN = "seen"
    MISSING = "missing"
    IMPOSSIBLE = "impossible"


class Why(StrEnum):
    """Why no two patients can show that a leaf alone turns its rule."""

    NEVER_MET = "never_met"
    NEVER_NOT_MET = "never_not_met"
    COUPLED = "coupled"
    NO_EFFECT = "no_effect"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """In how many vignettes a condition is met, is not met, and is undecided."""

    met: int
    not_met: int
    undecided: int

    def of(self, truth: Truth) -> int:
        """In how many it has one truth."""
        return {
            Truth.MET: self.met,
            Truth.NOT_MET: self.not_met,
            Truth.UNDECIDED: self.undecided,
        }[truth]


@dataclass(frozen=True, slots=True, kw_only=True)
class Independence:
    """Whether two patients show that a leaf alone turns its rule (unique-cause MC/DC).

    In the first of the two the leaf is met, in the second it is not; every other leaf of the rule
    has the same truth in both; and the rule is met in one and not met in the other.

    ``vignettes`` are the ids of two who show it, the first ones of the library, of one family where
    there are such. Where it is missing, ``patients`` are the smallest two who would.
    ``is_met_with_leaf`` says whether the rule is met in the first of them. Where it is impossible,
    ``why`` says the reason, and ``coupled`` the places of the leaves that change with this one in
    every two patients.
    """

    shown: Shown
    vignettes: tuple[str, ...] = ()
    patients: tuple[Presentation, ...] = ()
    is_met_with_leaf: bool = True
    why: Why | None = None
    coupled: tuple[Place, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class NodeCoverage:
    """A node of a rule's condition; ``independence`` is that of a leaf, ``None`` of all others.

    ``impossible`` are the truths that no vignette shows because no patient can.
    """

    place: Place
    condition: Condition
    seen: Seen
    impossible: tuple[Truth, ...] = ()
    independence: Independence | None = None

    def shown(self, truth: Truth) -> Shown:
        """Whether vignettes show one truth of the node."""
        if self.seen.of(truth):
            return Shown.SEEN
        return Shown.IMPOSSIBLE if truth in self.impossible else Shown.MISSING


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleCoverage:
    """A rule with every node of its condition, the top first.

    Where no vignette makes the rule fire, ``patient`` is the smallest one who does; ``None`` where
    nobody can, and for all other rules.
    """

    rule: Rule
    nodes: tuple[NodeCoverage, ...]
    patient: Presentation | None = None

    @property
    def seen(self) -> Seen:
        """In how many vignettes the rule fires, is ruled out, and is undecided."""
        return self.nodes[0].seen

    @property
    def fires(self) -> Shown:
        """Whether any vignette makes it fire."""
        return self.nodes[0].shown(Truth.MET)

    @property
    def leaves(self) -> tuple[tuple[NodeCoverage, Independence], ...]:
        """The leaves, from left to right."""
        return tuple((node, node.independence) for node in self.nodes if node.independence)


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerCoverage:
    """In how many vignettes an answer is given; ``example`` is the first of them.

    Where none is, ``patient`` is the smallest one to whom it is given; ``None`` where nobody can
    get it, and for all other answers.
    """

    n: int
    example: str = ""
    patient: Presentation | None = None

    @property
    def shown(self) -> Shown:
        """Whether any vignette shows it."""
        if self.n:
            return Shown.SEEN
        return Shown.MISSING if self.patient is not None else Shown.IMPOSSIBLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """All that a library shows of a rule set.

    ``dispositions`` go by the definite and the possible one, which is never less urgent; ``alone``
    by the one red flag that is raised, ``together`` by two that are, whatever else is.
    ``presentations`` is how many there are of the vocabulary that the rules could tell apart.
    """

    ruleset: RuleSet
    vignettes: int
    presentations: int
    rules: tuple[RuleCoverage, ...]
    dispositions: dict[tuple[Disposition, Disposition], AnswerCoverage]
    alone: dict[str, AnswerCoverage]
    together: dict[tuple[str, str], AnswerCoverage]
