"""``triage schema``: JSON Schemas for editors, and for whoever reads reports."""

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
    REPORT = "report"
    TABLE = "vignettes-table"


@reports_errors
def command(
    kind: Annotated[
        Kind, typer.Argument(metavar="[KIND]", help=f"Which files: {', '.join(Kind)}.")
    ] = Kind.RULES,
    *,
    rules: Rules = None,
) -> None:
    """Print JSON Schemas for editors, and of what reports write.

    A schema has every name that the vocabulary allows in files of its kind: rules, vignettes,
    policy, waivers, acceptances or engine. Editors with a YAML language server complete and check
    with it. What decides is the loader. The schemas of a report as JSON, and of a row of its table
    of vignettes, are the same for every vocabulary.
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
    from reports.data.report_schema import report_schema, table_schema
    from triage.repository import load_ruleset
    from triage.schema import ruleset_schema
    from vignettes.schema import vignettes_schema

    alike = {
        Kind.WAIVERS: waivers_schema,
        Kind.ACCEPTANCES: acceptances_schema,
        Kind.REPORT: report_schema,
        Kind.TABLE: table_schema,
    }
    if kind in alike:
        return alike[kind]()
    make = {
        Kind.RULES: ruleset_schema,
        Kind.VIGNETTES: vignettes_schema,
        Kind.POLICY: policy_schema,
        Kind.ENGINE: engine_schema,
    }[kind]
    return make(load_ruleset(rules_reference(rules)).vocabulary)
