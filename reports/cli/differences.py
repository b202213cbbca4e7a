"""Finds the two rule sets of a difference, and all that is said of it."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from evaluation.analysis.changes import all_changes
from evaluation.analysis.difference import Difference, difference
from evaluation.analysis.extent import tellable_presentations
from evaluation.analysis.rule_edits import rule_edits
from reports.cli.progress import progress
from reports.cli.settings import (
    acceptances_path,
    baseline_reference,
    policy_path,
    rules_reference,
)
from reports.cli.shell import UsageError
from reports.model.difference import DifferenceReport
from triage.loading.nodes import is_folder
from triage.repository import load_ruleset
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary

if TYPE_CHECKING:
    from evaluation.gate.acceptances import Acceptance

_MANY = 400  # rules times edits; about a second's work from here on


def difference_report(
    before: str | None, after: str | None, acceptances: Path | None = None
) -> DifferenceReport:
    """The difference that the arguments of a command name.

    Raises:
        LoadError: a rule set is wrong, or the file of acceptances.
        RunError: a run has no rules, or cannot be read.
        UsageError: the two speak of different domains.
    """
    first, second = sides_of(before, after)
    path = acceptances_path(acceptances, second.vocabulary.name)
    if path is None:
        return report_of(first, second)
    from evaluation.gate.acceptances import read_acceptances

    return report_of(first, second, read_acceptances(path))


def sides_of(before: str | None, after: str | None) -> tuple[RuleSet, RuleSet]:
    """The two rule sets that the arguments of a command name; by default the accepted one first.

    Raises:
        LoadError: a rule set is wrong.
        RunError: a run has no rules, or cannot be read.
    """
    second = rules_of(rules_reference(after))
    words = second.vocabulary
    return rules_of(baseline_reference(before, words.name), words), second


def report_of(
    first: RuleSet, second: RuleSet, known: "Sequence[Acceptance]" = ()
) -> DifferenceReport:
    """All that is said of the difference between two rule sets; ``known`` are all acceptances.

    Raises:
        LoadError: everything that is wrong with the inventory of sources.
        UsageError: the two speak of different domains.
    """
    if first.vocabulary.name != second.vocabulary.name:
        raise UsageError(
            f"{first.label} is about {first.vocabulary.name}, {second.label} about "
            f"{second.vocabulary.name}: nothing can be compared."
        )
    if tuple(first.vocabulary.scale) != tuple(second.vocabulary.scale):
        raise UsageError(
            f"{first.label} and {second.label} have different dispositions: "
            "nothing can be compared."
        )
    edits = len(rule_edits(first, second))
    is_long = max(len(first.rules), len(second.rules)) * edits > _MANY
    steps = sum(1 for _ in all_changes(first.vocabulary))
    with progress("Comparing", steps, is_long=is_long) as advance:
        found = difference(first, second, advance)
    return DifferenceReport(
        difference=found,
        before=name_of(first),
        after=name_of(second),
        presentations=tellable_presentations(
            found.after.vocabulary, [rule.condition for rule in (*first.rules, *second.rules)]
        ),
        sentences=_sentences(found, second.vocabulary),
        accepted=_accepted(known, second.vocabulary),
    )


def name_of(ruleset: RuleSet) -> str:
    """A rule set for people: with its file, where that is not the one of its domain."""
    return f"{ruleset.label} ({ruleset.file})" if ruleset.file else ruleset.label


def _sentences(found: Difference, words: Vocabulary) -> dict[str, tuple[tuple[str, str], ...]]:
    """What the sources of the edited rules say, by rule; the inventory is read only where needed.

    Raises:
        LoadError: everything that is wrong with the inventory.
    """
    if not found.lines:
        return {}
    from vignettes.domain import sources_folder
    from vignettes.sources.inventory import read_inventory

    inventory = read_inventory(sources_folder(words.name), words)
    if inventory is None:
        return {}
    return {
        edit.id: tuple(
            dict.fromkeys(
                (sentence.locator, sentence.says)
                for rule in (edit.after, edit.before)
                if rule
                for source in rule.sources
                for sentence in inventory.covered(source, {*rule.condition.names()})
                if sentence.says
            )
        )
        for edit in found.edits
    }


def _accepted(known: "Sequence[Acceptance]", words: Vocabulary) -> dict[str, str]:
    """The lines that are accepted today, by the policy, each with by whom and until when.

    Raises:
        LoadError: everything that is wrong with the policy.
    """
    if not known:
        return {}
    from evaluation.gate.policy_file import read_policy

    longest = read_policy(policy_path(None, words.name), words).waivers.longest_days
    today = date.today()  # noqa: DTZ011 - as the gate takes it, a day of the people on site
    return {
        each.line: f"by {each.approver} ({each.role}) until {each.expires}: {each.reason}"
        for each in known
        if each.is_in_force(today, longest)
    }


def text_writer(path: Path) -> Callable[[DifferenceReport], None]:
    """Writes a difference into a file, in the format that its ending says.

    Raises:
        UsageError: an ending that says no known format, or a folder that does not exist.
    """
    from reports.cli.files import json_text, write_text
    from reports.data.difference import difference_to_data
    from reports.render.difference_page import difference_page

    formats: Mapping[str, Callable[[DifferenceReport], str]] = {
        ".json": lambda report: json_text(difference_to_data(report)),
        ".md": difference_page,
    }
    form = formats.get(path.suffix.lower())
    if form is None:
        allowed = ", ".join(sorted(formats))
        raise UsageError(f'{path}: no format is known for "{path.suffix}"; allowed: {allowed}.')
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent} to write it into.")
    return lambda report: write_text(path, form(report))


def rules_of(reference: str, words: Vocabulary | None = None) -> RuleSet:
    """A rule set by its reference, or the one that a baseline or run folder was made of.

    Kept rules are read in these words where they are of that name, else in those of their domain.

    Raises:
        LoadError: it is wrong.
        RunError: the folder cannot be trusted, or is of an engine that is no rule set.
    """
    path = Path(reference)
    if not is_folder(path):
        return load_ruleset(reference)
    from reports.cli.kept_rules import rules_in

    return rules_in(path, words)
