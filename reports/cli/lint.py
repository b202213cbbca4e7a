"""``triage lint``: problems of rules and library."""

from typing import Annotated

import typer

from reports.cli.options import AsJson, Rules, Vignettes
from reports.cli.shell import Exit, reports_errors, screen, show, show_json


@reports_errors
def command(
    *,
    rules: Rules = None,
    vignettes: Vignettes = None,
    strict: Annotated[bool, typer.Option("--strict", help="Fail on warnings too.")] = False,
    as_json: AsJson = False,
) -> None:
    """Find problems of rules and library.

    Each is reported with its severity and file:line. Exit code 1 if there is an error, 3 if a
    file cannot be read at all.
    """
    from reports.cli.runs import load_library
    from reports.cli.settings import rules_reference, vignettes_place
    from reports.data.problems import problems_to_data
    from reports.render.problems import render_problems
    from reports.render.text import count, plain
    from triage.loading.problems import Severity
    from triage.repository import load_invariants, load_ruleset
    from vignettes.lint import lint

    ruleset = load_ruleset(rules_reference(rules))
    place = vignettes_place(vignettes, ruleset.vocabulary.name)
    library = load_library(place, ruleset)
    problems = lint(ruleset, library, load_invariants(ruleset))
    if as_json:
        show_json(problems_to_data(problems))
    else:
        n = count(len(library), "vignette")
        header = plain(f"{ruleset.label}, {n} ({place.label})")
        show(f"{header}\n{render_problems(problems, screen())}")
    if any(strict or problem.severity is Severity.ERROR for problem in problems):
        raise typer.Exit(Exit.FAILED)
