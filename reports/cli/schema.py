"""``triage schema``: JSON Schemas for editors."""

from enum import StrEnum
from typing import Annotated, Any

import typer

from reports.cli.options import Rules
from reports.cli.shell import reports_errors, show_json


class Kind(StrEnum):
    """The kinds of file that have a schema."""

    RULES = "rules"
    VIGNETTES = "vignettes"
    POLICY = "policy"
    WAIVERS = "waivers"
    ACCEPTANCES = "acceptances"
    ENGINE = "engine"


@reports_errors
def command(
    kind: Annotated[
        Kind, typer.Argument(metavar="[KIND]", help=f"Which files: {', '.join(Kind)}.")
    ] = Kind.RULES,
    *,
    rules: Rules = None,
) -> None:
    """Print JSON Schemas for editors.

    A schema has every name that the vocabulary allows in files of its kind: rules, vignettes,
    policy, waivers, acceptances or engine. Editors with a YAML language server complete and check
    with it. What decides is the loader.
    """
    show_json(_schema(kind, rules))


def _schema(kind: Kind, rules: str | None) -> dict[str, Any]:
    from evaluation.schema import (
        acceptances_schema,
        engine_schema,
        policy_schema,
        waivers_schema,
    )
    from reports.cli.settings import rules_reference
    from triage.repository import load_ruleset
    from triage.schema import ruleset_schema
    from vignettes.schema import vignettes_schema

    if kind is Kind.WAIVERS:
        return waivers_schema()
    if kind is Kind.ACCEPTANCES:
        return acceptances_schema()
    make = {
        Kind.RULES: ruleset_schema,
        Kind.VIGNETTES: vignettes_schema,
        Kind.POLICY: policy_schema,
        Kind.ENGINE: engine_schema,
    }[kind]
    return make(load_ruleset(rules_reference(rules)).vocabulary)
