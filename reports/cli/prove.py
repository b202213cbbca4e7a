"""``triage prove``: is every invariant kept for every patient?"""

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import AsJson, RulesArgument
from reports.cli.shell import Exit, UsageError, reports_errors, screen, show, show_json

if TYPE_CHECKING:
    from reports.model.proofs import ProofReport


@reports_errors
def command(
    rules: RulesArgument = None,
    *,
    certificates: Annotated[
        Path | None,
        typer.Option(
            "--certificate",
            metavar="DIR",
            help="Write the formula and a DRAT proof of each proved claim into this new folder.",
        ),
    ] = None,
    every_item: Annotated[bool, typer.Option("--all", help="List every claim.")] = False,
    as_json: AsJson = False,
) -> None:
    """Prove the invariants for every patient.

    Each is proved for all presentations of the vocabulary, unknown answers included, or refuted
    with the smallest patient. Exit code 0 if all are proved, 1 if one is refuted or about nobody.
    """
    from reports.cli.analysis import load_rules, proof_report
    from reports.data.prove import proofs_to_data
    from reports.render.prove import render_proofs
    from triage.repository import load_invariants

    if certificates is not None and os.path.lexists(certificates):
        raise UsageError(f"{certificates}: is there already; name a new folder.")
    ruleset = load_rules(rules)
    invariants = load_invariants(ruleset)
    report = proof_report(ruleset, invariants)
    if as_json:
        show_json(proofs_to_data(report))
    else:
        show(render_proofs(report, screen(), every_item=every_item))
    if certificates is not None:
        _write(report, certificates)
    if report.failing:
        raise typer.Exit(Exit.FAILED)


def _write(report: "ProofReport", folder: Path) -> None:
    """Write the certificates of what is proved."""
    from evaluation.analysis.certificate import write_certificates
    from reports.cli.progress import progress
    from reports.cli.shell import complain
    from reports.render.text import count

    proved = [proof.claim for proof in report.proofs if proof not in report.failing]
    with progress("Writing proofs", len(proved), is_long=len(proved) > _MANY_CLAIMS) as advance:
        try:
            write_certificates(folder, report.ruleset, report.invariants, report.proofs, advance)
        except OSError as error:
            raise UsageError(f"{folder}: cannot be written: {error.strerror}.") from None
    complain(f"{count(len(proved), 'certificate')} in {folder}")


_MANY_CLAIMS = 500  # about a second's work
