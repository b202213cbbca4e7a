"""``triage bisect``: the revision of the rules that a miss came with."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import AsJson, Vignettes
from reports.cli.shell import UsageError, reports_errors, screen, show, show_json

if TYPE_CHECKING:
    from evaluation.comparison import Endpoint
    from reports.cli.bisecting import Question, Row
    from reports.cli.rule_revisions import Rules
    from reports.model.bisect import BisectReport
    from triage.vocabulary import Vocabulary


@reports_errors
def command(
    vignette: Annotated[
        str, typer.Argument(metavar="VIGNETTE", help="Id of the vignette that is missed.")
    ],
    *,
    rules: Annotated[
        str | None,
        typer.Option(
            "--rules",
            metavar="REF",
            help="Where the rules stand: a file, a folder with one file to a version, NAME or "
            "NAME@VERSION. [env var: TRIAGE_RULES]",
        ),
    ] = None,
    good: Annotated[
        str | None,
        typer.Option("--good", metavar="REV", help="Look only after this revision."),
    ] = None,
    bad: Annotated[
        str | None,
        typer.Option(
            "--bad",
            metavar="REV",
            help="Look only up to this revision; by default up to the files as they are.",
        ),
    ] = None,
    endpoint: Annotated[
        str,
        typer.Option("--endpoint", metavar="NAME", help="What it is to have failed."),
    ] = "missed_red_flag",
    vignettes: Vignettes = None,
    every_item: Annotated[bool, typer.Option("--all", help="List every revision.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find the revision of the rules that a miss came with.

    Asks the rules of every revision that touched them about the vignette as it is today, and tells
    the newest at which it began to fail. Nothing in the checkout is touched. Exit code 3 where no
    rules of the past can be asked.
    """
    from reports.cli.bisecting import report_of
    from reports.data.bisect import bisect_to_data
    from reports.render.bisect import render_bisect

    question, label = _question(vignette, rules, endpoint, vignettes)
    row = _row(question, label, good, bad)
    _check(question, row, label, is_bounded=good is not None)
    report = report_of(question, row, label)
    following = _next(question.rules, report)
    if as_json:
        show_json(bisect_to_data(report, following))
    else:
        show(render_bisect(report, following, screen(), every_item=every_item))


def _question(
    name: str, rules: str | None, endpoint: str, vignettes: Path | None
) -> "tuple[Question, str]":
    """What is asked of each revision, and how to name the rules to people.

    Raises:
        LoadError: today's vocabulary or library is wrong, or the rule file that names the former.
        UsageError: an unknown vignette or endpoint, or rules that stand in no checkout.
    """
    from reports.cli.bisecting import Question, vocabulary_in
    from reports.cli.rule_revisions import rules_at
    from reports.cli.runs import load_library
    from reports.cli.settings import vignettes_place
    from triage.loading.problems import did_you_mean, quoted, shown

    chosen = _endpoint(endpoint)
    place, words = _place(rules)
    library = load_library(vignettes_place(vignettes, words.name), words)
    found = library.by_id.get(name)
    if found is None:
        hint = did_you_mean(name, library.by_id)
        raise UsageError(f"{quoted(name)}: no vignette of the library. {hint}")
    _check_applies(chosen, found.id, has_red_flags=bool(found.gold.red_flags))
    where = rules_at(place)
    question = Question(
        rules=where,
        vignette=found,
        digests=library.digests[found.id],
        endpoint=chosen,
        words=words,
        vocabulary=vocabulary_in(where, words),
    )
    return question, shown(place)


def _endpoint(name: str) -> "Endpoint":
    from evaluation.comparison import ENDPOINTS
    from triage.loading.problems import did_you_mean, quoted

    by_name = {endpoint.name: endpoint for endpoint in ENDPOINTS}
    if name not in by_name:
        raise UsageError(f"{quoted(name)}: no such endpoint. {did_you_mean(name, by_name)}")
    return by_name[name]


def _check_applies(endpoint: "Endpoint", vignette: str, *, has_red_flags: bool) -> None:
    """Without a red flag none can be missed; whoever asks means another endpoint."""
    from evaluation.comparison import ENDPOINT_NAMES

    if has_red_flags or not endpoint.name.endswith("red_flag"):
        return
    others = ", ".join(name for name in ENDPOINT_NAMES if not name.endswith("red_flag"))
    raise UsageError(
        f"{vignette}: requires no red flag, so that none can be missed; name another --endpoint: "
        f"{others}."
    )


def _place(option: str | None) -> "tuple[Path, Vocabulary]":
    """Where the rules stand, and the words of today.

    Raises:
        LoadError: the vocabulary is wrong, or the rule file that names it.
        UsageError: a revision where a place should be named.
    """
    from reports.cli.settings import default_domain, rules_reference
    from triage.domain import domain_folder, domain_names, load_domain_vocabulary
    from triage.repository import load_ruleset

    reference = rules_reference(option)
    if reference.startswith("git:"):
        raise UsageError(f"{reference}: name the file itself, and the revision with --bad.")
    name, _, version = reference.partition("@")
    if name in domain_names():
        folder = domain_folder(name) / "rules"
        return folder / f"{version}.yaml" if version else folder, load_domain_vocabulary(name)
    place = Path(reference)
    file = _newest_in(place) if place.is_dir() else place
    if file is None or not file.is_file():  # it may be one of the past
        return place, load_domain_vocabulary(default_domain())
    return place, load_ruleset(str(file)).vocabulary


def _newest_in(folder: Path) -> Path | None:
    from reports.cli.rule_revisions import newest

    name = newest([path.name for path in folder.iterdir()])
    return None if name is None else folder / name


def _row(question: "Question", label: str, good: str | None, bad: str | None) -> "Row":
    """What every revision says, the oldest first.

    Raises:
        UsageError: a revision that is not there, or rules that never were.
    """
    from reports.cli.bisecting import row_of, with_edits
    from reports.cli.progress import progress
    from reports.cli.rule_revisions import commit_of, is_ancestor, touching

    rules = question.rules
    last = commit_of(rules, "HEAD" if bad is None else bad)
    after = "" if good is None else commit_of(rules, good)
    if after and not is_ancestor(rules, after, last):
        raise UsageError(f"{good}: does not come before {bad or 'HEAD'}; name one that does.")
    listed = touching(rules, rules.path, last, after)
    if not listed and not after:
        raise UsageError(f"{label}: no revision up to {bad or 'HEAD'} holds it; is it committed?")
    with progress("Asking revisions", len(listed), is_long=len(listed) > _MANY) as advance:
        row = row_of(question, listed, base=after, path=rules.path, on_done=advance)
    return with_edits(question, row, last) if bad is None else row


# Asking more than this takes about a second on an ordinary machine.
_MANY = 25


def _check(question: "Question", row: "Row", label: str, *, is_bounded: bool) -> None:
    """See that there is something to be found.

    Raises:
        RunError: the rules at the end cannot be asked, or the clone ends before the answer.
        UsageError: the vignette does not fail at the end, or fails at the start already.
    """
    from evaluation.describe import given_words, gold_words
    from evaluation.runs.store import RunError
    from reports.cli.rule_revisions import is_shallow
    from reports.render.text import plain

    end, fails = row.asked[-1], question.endpoint.is_failed_by
    name, levels = question.vignette.id, question.words.scale.ids
    where = end.revision.reference
    if end.outcome is None:
        raise RunError(plain(f"{where}: the rules cannot be asked: {end.why}"))
    if not fails(end.outcome):
        expected = gold_words(end.outcome.expected, levels)
        raise UsageError(
            plain(
                f"{name}: does not fail by {question.endpoint.name} at {where}: expected "
                f"{expected}, given {given_words(end.outcome, levels)}. There is nothing to find."
            )
        )
    start = row.asked[0].outcome
    if is_bounded and start is not None and fails(start):
        raise UsageError(
            plain(f"{name}: fails at --good already; name an earlier revision, or none.")
        )
    known = [each.outcome for each in row.asked if each.outcome is not None]
    if all(map(fails, known)) and is_shallow(question.rules):
        raise RunError(
            plain(
                f"{label}: {name} fails in all that this shallow clone holds; fetch the rest with "
                "`git fetch --unshallow`."
            )
        )


def _next(rules: "Rules", report: "BisectReport") -> str:
    """What to type to see for whom else the edit matters, or else the edit itself."""
    import os
    import shlex

    def named(revision_hash: str, file: str) -> str:
        path = os.path.relpath(rules.top.resolve() / file)
        return shlex.quote(f"git:{revision_hash[:12]}:{path}" if revision_hash else path)

    after = report.first.revision
    if report.last is not None:
        before = report.last.revision
        sides = f"{named(before.hash, before.file)} {named(after.hash, after.file)}"
        return f"triage diff {sides}"
    if not after.hash:
        return ""
    return f"git show {after.hash[:12]} -- {named('', after.file)}"
