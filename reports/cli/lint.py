"""``triage lint``: problems of rules and library."""

from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import AsJson, Rules, Vignettes
from reports.cli.progress import working
from reports.cli.shell import Exit, reports_errors, screen, show, show_json

if TYPE_CHECKING:
    from triage.vocabulary import Vocabulary


@reports_errors
def command(
    *,
    rules: Rules = None,
    vignettes: Vignettes = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    undecided: Annotated[
        bool, typer.Option("--undecided", help="List what needs a person to decide.")
    ] = False,
    agreement: Annotated[
        bool,
        typer.Option("--agreement", help="Say how far the raters agree, and what is in dispute."),
    ] = False,
    as_json: AsJson = False,
) -> None:
    """Find problems of rules and library.

    Each is reported with its severity and file:line. Exit code 1 if there is an error, 3 if a
    file cannot be read at all.
    """
    from reports.cli.content import load_content
    from reports.data.problems import problems_to_data
    from reports.render.problems import render_problems
    from reports.render.text import count, plain
    from triage.loading.problems import Severity
    from vignettes.lint import lint

    content = load_content(rules, vignettes)
    _read_the_rest(content.ruleset.vocabulary)
    library, ratings = content.library, content.ratings
    with working("Looking for problems", len(library)):
        problems = lint(content.ruleset, library, content.invariants, content.inventory, ratings)
    data = problems_to_data(problems)
    text = render_problems(problems, screen(), notes=undecided)
    if agreement:
        from evaluation.raters import pair_agreements
        from reports.cli.shell import UsageError
        from reports.data.agreement import agreement_to_data
        from reports.render.agreement import render_agreement

        if ratings is None:
            raise UsageError("nobody has rated this library: there is no folder of ratings.")
        pairs = pair_agreements(library, ratings, len(content.ruleset.vocabulary.scale))
        data["agreement"] = agreement_to_data(library, ratings, pairs)
        text += "\n\n" + render_agreement(library, ratings, pairs, screen())
    if as_json:
        show_json(data)
    else:
        n = count(len(library), "vignette")
        show(f"{plain(f'{content.ruleset.label}, {n} ({content.place.label})')}\n{text}")
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    if any(problem.severity in failing for problem in problems):
        raise typer.Exit(Exit.FAILED)


def _read_the_rest(words: "Vocabulary") -> None:
    """Policy, waivers, acceptances and reasons: what is wrong with their form is told here too.

    Raises:
        LoadError: everything that is wrong with them.
    """
    from evaluation.domain import acceptances_file, policy_file, waivers_file
    from evaluation.gate.acceptances import read_acceptances
    from evaluation.gate.policy_file import read_policy
    from evaluation.gate.waivers import read_waivers
    from evaluation.trace.reasons import read_reasons
    from triage.domain import domain_names
    from triage.loading.nodes import is_there
    from triage.loading.problems import LoadError, Problem
    from vignettes.domain import sources_folder

    problems: list[Problem] = []
    for read, path in (
        (lambda path: read_policy(path, words), policy_file(words.name)),
        (read_waivers, waivers_file(words.name)),
        (read_acceptances, acceptances_file(words.name)),
        (read_reasons, sources_folder(words.name)),
    ):
        try:
            if words.name in domain_names() and is_there(path):
                read(path)
        except LoadError as error:
            problems.extend(error.problems)
    if problems:
        raise LoadError(problems)
