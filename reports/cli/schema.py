"""``triage schema``: JSON Schemas for editors."""

from enum import StrEnum
from typing import Annotated

import typer

from reports.cli.options import Rules
from reports.cli.shell import reports_errors, show_json


class Kind(StrEnum):
    """The kinds of file that have a schema."""

    RULES = "rules"
    VIGNETTES = "vignettes"


@reports_errors
def command(
    kind: Annotated[
        Kind, typer.Argument(metavar="[KIND]", help="Which files: rules or vignettes.")
    ] = Kind.RULES,
    *,
    rules: Rules = None,
) -> None:
    """Print JSON Schemas for editors.

    A schema has every name that the vocabulary allows in rule or vignette files. Editors with a
    YAML language server complete and check with it. What decides is the loader.
    """
    from reports.cli.settings import rules_reference
    from triage.repository import load_ruleset
    from triage.schema import ruleset_schema
    from vignettes.schema import vignettes_schema

    words = load_ruleset(rules_reference(rules)).vocabulary
    show_json(ruleset_schema(words) if kind is Kind.RULES else vignettes_schema(words))
