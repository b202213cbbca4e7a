"""What the solver says of a rule set: proofs, the difference from the accepted rules, and edits."""

from dataclasses import dataclass

from reports.model.audit.vignettes import Place


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimFacts:
    """A claim about every patient; ``standing`` is proved, refuted or vacuous.

    ``refuted_by`` says in words who refutes it and what that patient is given.
    """

    id: str
    says: str
    invariant: str
    standing: str
    sources: tuple[str, ...]
    refuted_by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LineFacts:
    """A line of the difference: of whom, what changes, by which edits, and whether it lowers.

    ``accepted`` says who accepted it and until when, empty where nobody did.
    """

    id: str
    is_lower: bool
    changes: str
    who: str
    patient: str
    before: str
    after: str
    edits: tuple[str, ...]
    sources: tuple[str, ...]
    places: tuple[Place, ...]
    accepted: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleEditFacts:
    """A rule that was edited between the two rule sets; ``what`` is added, removed or changed.

    ``says`` is the edit in words, ``sentences`` what its sources say, by place, in our own words.
    """

    rule: str
    what: str
    place: Place | None
    says: str = ""
    sentences: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DifferenceFacts:
    """All patients whom two rule sets answer differently, proved complete.

    ``unknown`` says why the difference cannot be told; there are no lines then.
    """

    before: str
    after: str
    edits: tuple[RuleEditFacts, ...] = ()
    lines: tuple[LineFacts, ...] = ()
    unknown: str = ""

    @property
    def lowered(self) -> tuple[LineFacts, ...]:
        """The lines by which something becomes less urgent, or is lost."""
        return tuple(line for line in self.lines if line.is_lower)


@dataclass(frozen=True, slots=True, kw_only=True)
class SurvivorFacts:
    """An edit of the rules that no vignette notices: what it is, and the patient who shows it.

    ``concern`` is ``lowers``, ``answers`` or ``open``.
    """

    rule: str
    edit: str
    concern: str
    patient: str
    before: str
    after: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MutationFacts:
    """What would become of every single edit of the rules. The four fates add up to ``n``.

    ``failing`` counts vignettes whose gold the rules do not meet as they are: these catch nothing.
    """

    n: int
    caught: int
    stopped: int
    without_effect: int
    survivors: tuple[SurvivorFacts, ...]
    missing: int
    failing: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class SolvedFacts:
    """What is known of a rule set for every patient.

    ``patients`` is how many presentations the proofs are about, as text: it is a large number.
    ``oddities`` are in words.
    """

    patients: str
    claims: tuple[ClaimFacts, ...]
    oddities: tuple[str, ...]
    difference: DifferenceFacts | None
    mutation: MutationFacts | None

    @property
    def failing(self) -> tuple[ClaimFacts, ...]:
        """The claims that are not proved."""
        return tuple(claim for claim in self.claims if claim.standing != "proved")
