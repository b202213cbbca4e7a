"""``triage accept``: lets lines of a rule difference pass the gate, by name and for a time."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import AcceptancesFile, Baseline, PolicyFile, Rules
from reports.cli.shell import UsageError, reports_errors, screen, show
from reports.cli.signature import signature_of

if TYPE_CHECKING:
    from evaluation.analysis.difference import Difference
    from evaluation.analysis.line import Line
    from evaluation.gate.acceptances import Acceptance


@reports_errors
def command(
    lines: Annotated[
        list[str],
        typer.Argument(metavar="LINE...", help="Lines by their ids, as `triage diff` shows them."),
    ],
    *,
    approver: Annotated[str, typer.Option("--approver", metavar="NAME", help="Who accepts.")],
    role: Annotated[str, typer.Option("--role", metavar="ROLE", help="In which role.")],
    reason: Annotated[str, typer.Option("--reason", metavar="TEXT", help="Why it may pass.")],
    expires: Annotated[
        str, typer.Option("--expires", metavar="DATE", help="The last day it holds: 2026-01-31.")
    ],
    rules: Rules = None,
    baseline: Baseline = None,
    policy: PolicyFile = None,
    acceptances: AcceptancesFile = None,
) -> None:
    """Accept lines of the difference between the accepted rules and a candidate.

    Each is kept by its meaning: if whom it is about, what changes or the edits become others, it is
    another line, and the acceptance has lapsed. The gate then lets the line itself pass; vignettes
    that fail because of it need waivers of their own.
    """
    from evaluation.analysis.in_words import line_words
    from evaluation.gate.acceptances import acceptance_of, read_acceptances
    from evaluation.gate.policy_file import read_policy
    from reports.cli.differences import report_of, sides_of
    from reports.cli.settings import policy_path
    from reports.render.difference import render_accepted
    from triage.loading.nodes import is_there
    from triage.loading.problems import shown

    signature = signature_of(approver, role, reason)
    before, after = sides_of(baseline, rules)
    words = after.vocabulary
    longest = read_policy(policy_path(policy, words.name), words).waivers.longest_days
    today = date.today()  # noqa: DTZ011 - as the gate takes it, a day of the people on site
    last = _day(expires, today, longest)
    path = _file(acceptances, words.name)
    known = read_acceptances(path) if is_there(path) else ()
    report = report_of(before, after, known)
    chosen = [_line(name, report.difference) for name in dict.fromkeys(lines)]
    _check_new(chosen, known, path)
    given = [
        acceptance_of(line.id, line_words(line, words), signature, today, last) for line in chosen
    ]
    _write(path, known, given)
    show(render_accepted(chosen, report, shown(path), screen()))


def _line(name: str, difference: "Difference") -> "Line":
    """The line of an id; one that lowers nothing needs no acceptance."""
    from triage.loading.problems import did_you_mean

    sides = f"{difference.before.label} and {difference.after.label}"
    lines = {line.id: line for line in difference.lines}
    if name not in lines:
        lowered = [line.id for line in difference.lowered]
        hint = did_you_mean(name, lowered) if lowered else "Nothing is lowered at all."
        raise UsageError(f"{name}: the difference of {sides} has no such line. {hint}")
    if not lines[name].is_lower:
        raise UsageError(f"{name}: that line lowers nothing, and needs no acceptance.")
    return lines[name]


def _day(text: str, today: date, longest: int) -> date:
    """The last day, which lies ahead, and not farther than the policy allows."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        found = None
    if found is None or found.isoformat() != text:
        raise UsageError(f'--expires: "{text}" is no date; write it as {today}.')
    if found < today:
        raise UsageError(f"--expires: {found} is over; name a day that is still to come.")
    if (found - today).days > longest:
        most = today + timedelta(days=longest)
        raise UsageError(
            f"--expires: {found} is farther than the {longest} days that the policy allows; at "
            f"most {most}."
        )
    return found


def _file(option: Path | None, domain: str) -> Path:
    """The file to write; what was installed for everybody is not one's own."""
    from evaluation.domain import acceptances_file
    from reports.cli.settings import acceptances_path
    from triage.domain import is_shipped

    own = acceptances_file(domain)
    path = acceptances_path(option, domain) or own
    is_own = path != own or own.resolve().is_relative_to(Path.cwd().resolve())
    if is_shipped(domain) and not is_own:
        raise UsageError(
            f"the folder of {domain} is not within the current folder; name a file of your own "
            "with --acceptances."
        )
    return path


def _check_new(chosen: Sequence["Line"], known: Sequence["Acceptance"], path: Path) -> None:
    """A line is accepted once: whoever accepts it again first takes the old entry away."""
    from triage.loading.problems import shown

    places = {each.line: each for each in known}
    for line in chosen:
        if line.id in places:
            old = places[line.id]
            raise UsageError(
                f"{shown(path)}:{old.place}: {line.id} was accepted already, by {old.approver} "
                f"until {old.expires}; take that entry away first."
            )


def _write(path: Path, known: Sequence["Acceptance"], given: Sequence["Acceptance"]) -> None:
    """Add entries to the file of acceptances, which reads again as it should before it is kept."""
    from evaluation.gate.acceptances import with_acceptance
    from reports.cli.files import write_text
    from triage.loading.nodes import is_folder, is_there
    from triage.loading.problems import shown

    if not is_folder(path.parent):
        raise UsageError(f"{shown(path)}: there is no folder {path.parent} to write it into.")
    text = path.read_bytes().decode() if is_there(path) else ""  # it was read a moment ago
    for acceptance in given:
        text = with_acceptance(text, acceptance)
    if not _reads_as(text, (*known, *given)):
        raise UsageError(
            f"{shown(path)}: entries cannot be added below what stands there; write it as "
            "`triage accept` does in a new file, each entry below `acceptances:` with a dash."
        )
    write_text(path, text)


def _reads_as(text: str, wanted: Sequence["Acceptance"]) -> bool:
    """Whether the text of a file has just these acceptances, wherever they stand in it."""
    from evaluation.gate.acceptances import build_acceptances
    from triage.loading.nodes import parse
    from triage.loading.problems import LoadError

    try:
        kept = build_acceptances(parse(text.encode(), ""), "")
    except LoadError:
        return False
    return [replace(each, place=0) for each in kept] == [replace(each, place=0) for each in wanted]
