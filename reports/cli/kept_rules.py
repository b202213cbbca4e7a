"""The rules that a baseline or run folder was made of."""

from pathlib import Path

from evaluation.baselines.store import is_baseline, read_baseline
from evaluation.runs.store import RunError, read_run
from triage.kept import kept_ruleset
from triage.loading.problems import shown
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary


def rules_in(folder: Path, words: Vocabulary | None = None) -> RuleSet:
    """The rules of a folder, read in these words where they are of that name, else in their own.

    Raises:
        LoadError: they do not read in the words of today.
        RunError: the folder cannot be trusted, its engine is no rule set, or no rules were kept.
    """
    run = read_baseline(folder).run if is_baseline(folder) else read_run(folder)
    record = run.record
    if record.rules is None:
        what = "its rules were not kept" if record.is_rules else "its engine is no rule set"
        raise RunError(f"{shown(folder)}: {what}, so that nothing can be solved.")
    return kept_ruleset(
        record.rules,
        record.engine_fingerprint,
        shown(folder),
        words,
        vocabulary_fingerprint=record.vocabulary_fingerprint,
    )
