"""Engines that can be asked about patients who stand in no library."""

from evaluation.engines.protocol import EngineKind
from reports.cli.runs import Subject, released_subject_of
from reports.cli.settings import default_domain
from triage.loading.problems import LoadError, Problem
from triage.repository import load_ruleset, versions_of
from triage.rules import RuleSet


def askable(reference: str) -> Subject:
    """The engine that a reference names, if it answers for any patient.

    Raises:
        LoadError: everything that is wrong with it; recorded answers, which are of a library only.
    """
    default_domain()  # makes a domain of one's own known, which the reference may name
    subject = released_subject_of(reference)
    if subject.engine.traits.kind is EngineKind.PREDICTIONS:
        message = (
            "recorded answers are there for the vignettes of a library only; name the engine that "
            "gave them, or compare with `triage compare`."
        )
        raise LoadError([Problem(file=reference, line=0, field="", message=message)])
    return subject


def rules_of(subject: Subject) -> tuple[RuleSet, ...]:
    """The rules that say which findings matter: its own, or the newest of its domain, if any.

    Raises:
        LoadError: everything that is wrong with them.
    """
    if subject.ruleset:
        return (subject.ruleset,)
    domain = subject.words.name
    return (load_ruleset(domain),) if versions_of(domain) else ()
