"""Asks the rules of every revision about one vignette, and finds where it began to fail."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from evaluation.comparison import Endpoint
from evaluation.engines.rules import result_of
from evaluation.evaluate import outcome_of
from evaluation.history.introduced import Turn, turns
from evaluation.outcomes import Outcome
from reports.cli.rule_revisions import (
    Rules,
    Touched,
    content_of,
    on_disk,
    revision_at,
    told,
    touching,
)
from reports.cli.shell import UsageError
from reports.model.bisect import Asked, BisectReport, Revision
from triage.loading.nodes import parse
from triage.loading.problems import LoadError
from triage.loading.rulesets import build_ruleset
from triage.loading.vocabularies import build_vocabulary
from triage.repository import is_file_name
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.vignette import Vignette


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What is asked of each revision: one vignette as it is today, in the words of today.

    ``vocabulary`` is the file of these words, seen from the top of the checkout; empty where it
    stands elsewhere.
    """

    rules: Rules
    vignette: Vignette
    digests: Mapping[str, str]
    endpoint: Endpoint
    words: Vocabulary
    vocabulary: str = ""


class SkippedError(Exception):
    """A revision whose rules cannot be asked; the message says why."""


def ask(question: Question, revision: Revision | None, commit: str = "") -> Asked:
    """What the rules of a revision say of the vignette."""
    if revision is None:
        return Asked(revision=Revision(hash=commit, file=""), outcome=None, why="no rules there")
    try:
        ruleset = rules_of(question, revision)
    except SkippedError as error:
        return Asked(revision=revision, outcome=None, why=str(error))
    return Asked(
        revision=revision,
        outcome=_outcome(question, ruleset),
        is_in_old_words=ruleset.vocabulary is not question.words,
    )


def _outcome(question: Question, ruleset: RuleSet) -> Outcome:
    result = result_of(question.vignette.presentation, ruleset)
    return outcome_of(question.vignette, result, question.digests)


def rules_of(question: Question, revision: Revision) -> RuleSet:
    """The rules of a revision in the words of today, or else in those of the revision.

    Raises:
        SkippedError: they read in neither, or have other dispositions.
    """
    data = content_of(question.rules, revision, revision.file)
    if data is None:
        raise SkippedError("the file is not there")
    try:
        ruleset = _build(data, revision, lambda _: question.words)
    except LoadError as error:
        try:
            ruleset = _build(data, revision, lambda name: _old_words(question, revision, name))
        except (LoadError, SkippedError):
            raise SkippedError(str(error.problems[0])) from None
    if ruleset.vocabulary.scale.ids != question.words.scale.ids:
        raise SkippedError("it has other dispositions than today")
    return ruleset


def _build(data: bytes, revision: Revision, find: Callable[[str], Vocabulary | None]) -> RuleSet:
    return build_ruleset(parse(data, revision.reference), revision.reference, find)


def _old_words(question: Question, revision: Revision, name: str) -> Vocabulary | None:
    """The vocabulary as it was in a revision."""
    file = question.vocabulary
    if is_file_name(name):
        file = (PurePosixPath(revision.file).parent / name).as_posix()
    data = content_of(question.rules, revision, file) if file else None
    if data is None:
        raise SkippedError("its vocabulary is not there")
    place = f"git:{revision.hash[:12]}:{file}" if revision.hash else file
    return build_vocabulary(parse(data, place), place)


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """Revisions in a line, the oldest first, with what each says of the vignette.

    The first may stand for the one before all that touched the rules; ``touched`` is then ``None``.
    """

    asked: tuple[Asked, ...]
    touched: tuple[Touched | None, ...]

    def turns(self, endpoint: Endpoint) -> tuple[Turn, ...]:
        """Where the vignette begins or ceases to fail."""
        return turns([each.outcome for each in self.asked], endpoint.is_failed_by)


def row_of(
    question: Question,
    listed: tuple[Touched, ...],
    *,
    base: str = "",
    path: str = "",
    on_done: Callable[[], None] | None = None,
) -> Row:
    """Ask a row of revisions. ``base`` is a commit before all of them, to be asked as well.

    ``path`` is what the rules are called in the base if no revision tells.
    """
    asked: list[Asked] = []
    touched: list[Touched | None] = []
    if base:
        before = listed[0].before if listed else path
        asked.append(ask(question, revision_at(question.rules, base, before), base))
        touched.append(None)
    for each in listed:
        revision = revision_at(question.rules, each.hash, each.path)
        asked.append(ask(question, revision, each.hash))
        touched.append(each)
        if on_done:
            on_done()
    return Row(asked=tuple(asked), touched=tuple(touched))


def with_edits(question: Question, row: Row, head: str) -> Row:
    """The row with what is not committed at its end, if the rules differ from those of ``head``."""
    rules = question.rules
    now, then = on_disk(rules), revision_at(rules, head, rules.path)
    if now is None:
        return row
    before = content_of(rules, then, then.file) if then and then.file == now.file else None
    if before == content_of(rules, now, now.file):
        return row
    return Row(asked=(*row.asked, ask(question, now)), touched=(*row.touched, None))


def report_of(question: Question, row: Row, label: str) -> BisectReport:
    """Where the vignette began to fail last, looked for in what was merged there too.

    Raises:
        UsageError: it does not fail at the end of the row.
    """
    found = row.turns(question.endpoint)
    if not found or not found[-1].is_failing:
        raise UsageError("the vignette does not fail at the end of the row")
    turn = found[-1]
    first, last, suspects, merges = _in_merges(question, row, turn)
    rules = question.rules
    return BisectReport(
        vignette=question.vignette.id,
        endpoint=question.endpoint,
        rules=label,
        dispositions=question.words.scale.ids,
        asked=tuple(replace(each, revision=told(rules, each.revision)) for each in row.asked),
        turns=found,
        turn=turn,
        first=replace(first, revision=told(rules, first.revision)),
        last=replace(last, revision=told(rules, last.revision)) if last else None,
        suspects=tuple(replace(each, revision=told(rules, each.revision)) for each in suspects),
        merged_by=tuple(told(rules, merge) for merge in merges),
        before=rules_of(question, last.revision) if last else None,
        after=rules_of(question, first.revision),
    )


_Found = tuple[Asked, Asked | None, tuple[Asked, ...], tuple[Revision, ...]]


def _in_merges(question: Question, row: Row, turn: Turn) -> _Found:
    """The revision of a turn: inside of what was merged, where a merge brought it."""
    first = row.asked[turn.at]
    last = None if turn.after is None else row.asked[turn.after]
    suspects = tuple(row.asked[place] for place in turn.between)
    merge = row.touched[turn.at]
    if merge is None or len(merge.parents) < _SEVERAL or suspects or last is None:
        return first, last, suspects, ()
    for parent in merge.parents[1:]:
        listed = touching(question.rules, merge.path, parent, after=merge.parents[0])
        if not listed or not listed[0].parents:
            continue
        branch = row_of(question, listed, base=listed[0].parents[0])
        found = branch.turns(question.endpoint)
        if found and found[-1].is_failing and found[-1].after is not None:
            inner = _in_merges(question, branch, found[-1])
            return *inner[:3], (first.revision, *inner[3])
    return first, last, suspects, ()


_SEVERAL = 2


def vocabulary_in(rules: Rules, words: Vocabulary) -> str:
    """The file of a vocabulary, seen from the top of the checkout; empty where it is elsewhere."""
    try:
        return Path(words.file).resolve().relative_to(rules.top.resolve()).as_posix()
    except (OSError, ValueError):
        return ""
