"""``triage coverage``: what the vignettes show of the rules, and who is missing."""

from typing import Annotated

import typer

from reports.cli.options import AsJson, RulesArgument, Vignettes
from reports.cli.shell import reports_errors, screen, show, show_json


@reports_errors
def command(
    rules: RulesArgument = None,
    *,
    vignettes: Vignettes = None,
    every_item: Annotated[bool, typer.Option("--all", help="List every answer.")] = False,
    as_json: AsJson = False,
) -> None:
    """Say what the vignettes show of the rules.

    Which rules fire, which conditions are seen met, not met and undecided, which alone turn their
    rule (unique-cause MC/DC), and which answers are given. For all that is missing: the smallest
    patients who would show it, or the proof that nobody can. Exit code 0 whatever is found.
    """
    from evaluation.analysis.coverage.measure import measure_coverage, steps_of
    from reports.cli.analysis import load_rules
    from reports.cli.progress import progress
    from reports.cli.runs import load_library
    from reports.cli.settings import vignettes_place
    from reports.data.coverage import coverage_to_data
    from reports.render.coverage import render_coverage

    ruleset = load_rules(rules)
    place = vignettes_place(vignettes, ruleset.vocabulary.name)
    library = load_library(place, ruleset.vocabulary)
    steps = steps_of(ruleset)
    with progress("Looking for what is missing", steps, is_long=steps > _MANY_STEPS) as advance:
        coverage = measure_coverage(ruleset, library.vignettes, advance)
    if as_json:
        show_json(coverage_to_data(coverage, place.label))
    else:
        show(render_coverage(coverage, place.label, screen(), every_item=every_item))


_MANY_STEPS = 200  # rules and answers; more than this can take a second on an ordinary machine
