"""``triage rules``: which rule sets there are, and what one of them says."""

from typing import Annotated

import typer

from reports.cli.options import AsJson, Rules, Vignettes
from reports.cli.shell import UsageError, reports_errors, show, show_json


@reports_errors
def command(
    *,
    rules: Rules = None,
    vignettes: Vignettes = None,
    book: Annotated[
        bool, typer.Option("--book", help="Print the rule book of --rules as Markdown.")
    ] = False,
    as_json: AsJson = False,
) -> None:
    """List the rule sets of every known domain.

    Each with its fingerprint, and whether this very content was released under its version. With
    --book, one rule set is printed as a page: its rules with their sources, when they fire, and the
    vignettes that hold them.
    """
    if book:
        if as_json:
            raise UsageError("a book is Markdown; leave out --json.")
        show(_book(rules, vignettes))
        return
    if rules or vignettes:
        raise UsageError("all rule sets are listed; --rules and --vignettes are for --book.")
    _list(as_json=as_json)


def _book(rules: str | None, vignettes: "Vignettes") -> str:
    from evaluation.trace.build import build_trace
    from reports.cli.content import load_content
    from reports.render.rule_book import render_rule_book

    content = load_content(rules, vignettes)
    trace = (
        build_trace(content.inventory, content.ruleset, content.invariants, content.library)
        if content.inventory
        else None
    )
    return render_rule_book(content.ruleset, content.library, trace).rstrip("\n")


def _list(*, as_json: bool) -> None:
    from reports.cli.settings import default_domain
    from reports.render.text import table
    from triage.domain import domain_names
    from triage.fingerprint import short
    from triage.repository import (
        is_released,
        load_ruleset,
        release_problem,
        versions_of,
    )

    default_domain()  # makes the configured domain known
    found = [
        load_ruleset(f"{domain}@{version}")
        for domain in domain_names()
        for version in versions_of(domain)
    ]
    state = {
        ruleset.label: "released"
        if is_released(ruleset)
        else "CHANGED SINCE ITS RELEASE"
        if release_problem(ruleset)
        else "not released"
        for ruleset in found
    }
    if as_json:
        show_json(
            [
                {
                    "ruleset": ruleset.label,
                    "title": ruleset.title,
                    "rules": len(ruleset.rules),
                    "fingerprint": ruleset.fingerprint,
                    "state": state[ruleset.label],
                }
                for ruleset in found
            ]
        )
        return
    rows = [("rule set", "rules", "fingerprint", "state", "title")]
    rows += [
        (r.label, str(len(r.rules)), short(r.fingerprint), state[r.label], r.title) for r in found
    ]
    show("\n".join(table(rows, right=[1], indent="")))
