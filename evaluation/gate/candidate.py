"""What is asked of a candidate's rules by themselves, whatever the vignettes say."""

from dataclasses import dataclass

from evaluation.analysis.floors import broken_floors
from evaluation.describe import broken_floor_words
from evaluation.runs.record import Run
from triage.domain import domain_names
from triage.invariants import Bound, InvariantSet
from triage.loading.problems import Problem
from triage.repository import is_later, versions_of
from triage.rules import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Floors:
    """How many floors were tried, and those that do not hold for every patient, in words."""

    checked: int
    broken: tuple[str, ...]


def floors_of(ruleset: RuleSet, invariants: InvariantSet | None) -> Floors | None:
    """The floors of a domain, tried on its rules; ``None`` where it states no invariants."""
    if invariants is None:
        return None
    checked = sum(i.bound is Bound.FLOOR for i in invariants.invariants.values())
    broken = broken_floors(ruleset, invariants)
    words = tuple(broken_floor_words(found, ruleset.vocabulary) for found in broken)
    return Floors(checked=checked, broken=words)


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
