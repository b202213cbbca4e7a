"""All that is said of a rule set by itself: claims, what is odd, and of how many patients."""

from dataclasses import dataclass

from evaluation.analysis.oddities import Oddity, Reached
from evaluation.analysis.prove import Proof, Standing
from triage.invariants import InvariantSet
from triage.rules import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class ProofReport:
    """What was proved of a rule set, and what was refuted.

    ``presentations`` is how many patients the proofs are about: those whom rules and invariants can
    tell apart. ``invariants`` is ``None`` for a domain that states none.
    """

    ruleset: RuleSet
    proofs: tuple[Proof, ...]
    oddities: tuple[Oddity, ...]
    reached: tuple[Reached, ...]
    presentations: int
    invariants: InvariantSet | None

    @property
    def failing(self) -> tuple[Proof, ...]:
        """The claims that are not proved."""
        return tuple(proof for proof in self.proofs if proof.standing is not Standing.PROVED)
