"""What is asked of a candidate's rules by themselves, whatever the vignettes say."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from evaluation.analysis.difference import Difference, difference
from evaluation.analysis.prove import Proof, prove
from evaluation.runs.record import Run, RunRecord
from triage.domain import domain_names
from triage.invariants import InvariantSet
from triage.kept import kept_ruleset
from triage.loading.problems import LoadError, Problem
from triage.repository import is_later, versions_of
from triage.rules import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Solved:
    """What is known of a candidate's rules for every patient, and against the accepted ones.

    ``difference`` is ``None`` where no rule set was accepted. Where one was and its rules cannot be
    had any more, ``unknown`` says why.
    """

    ruleset: RuleSet
    proofs: tuple[Proof, ...]
    difference: Difference | None = None
    unknown: str | None = None


def solved_of(
    ruleset: RuleSet,
    invariants: InvariantSet | None,
    accepted: RunRecord,
    on_step: Callable[[], None] = lambda: None,
) -> Solved:
    """Every claim about a candidate's rules, and all that differs from the accepted ones.

    ``on_step`` is called after each claim, and after each kind of change looked for.
    """
    proofs = tuple(prove(ruleset, invariants, on_step))
    if not accepted.is_rules:
        return Solved(ruleset=ruleset, proofs=proofs)
    if accepted.rules is None:
        return Solved(ruleset=ruleset, proofs=proofs, unknown=_NOT_KEPT)
    try:
        before = kept_ruleset(
            accepted.rules,
            accepted.engine_fingerprint,
            accepted.engine,
            ruleset.vocabulary,
            vocabulary_fingerprint=accepted.vocabulary_fingerprint,
        )
    except LoadError as error:
        told = f"{_UNREADABLE}: {error.problems[0].message}"
        return Solved(ruleset=ruleset, proofs=proofs, unknown=told)
    if before.vocabulary.name != ruleset.vocabulary.name:
        return Solved(ruleset=ruleset, proofs=proofs, unknown=_FOREIGN)
    return Solved(ruleset=ruleset, proofs=proofs, difference=difference(before, ruleset, on_step))


_NOT_KEPT: Final = "the accepted run does not have the rules that it was made of; accept a new one"
_UNREADABLE: Final = "the accepted rules cannot be read in the words of today"
_FOREIGN: Final = "the accepted rules are of another domain"


def newer_errors(ruleset: RuleSet) -> tuple[Problem, ...]:
    """A later version that stands in the domain is what people will use, and was not judged."""
    if ruleset.name not in domain_names():
        return ()
    newest = versions_of(ruleset.name)[-1:]
    if not newest or not is_later(newest[0], ruleset.version):
        return ()
    message = f"{newest[0]} is later, stands in the domain too, and was not judged."
    return (Problem(file=ruleset.file, line=0, field="version", message=message),)


def version_errors(ruleset: RuleSet, accepted: Run) -> tuple[Problem, ...]:
    """A candidate is the accepted rule set itself, or a later version of it.

    Nothing is asked where the accepted side is no stored run.
    """
    name, _, version = accepted.record.engine.partition("@")
    if ruleset.fingerprint == accepted.record.engine_fingerprint or not accepted.folder:
        return ()
    if ruleset.name != name:
        message = f'"{ruleset.name}" is another rule set than the accepted "{name}".'
        return (Problem(file=ruleset.file, line=0, field="ruleset", message=message),)
    if is_later(ruleset.version, version):
        return ()
    message = f"{ruleset.version} with other content must be later than the accepted {version}."
    return (Problem(file=ruleset.file, line=0, field="version", message=message),)
