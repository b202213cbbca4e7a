"""``triage verify``: whether reports and runs are as they were written, and as they were signed."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import AsJson
from reports.cli.shell import UsageError, reports_errors, screen, show, show_json

if TYPE_CHECKING:
    from reports.cli.verify_inputs import Named
    from reports.sign.carried import Carried
    from reports.sign.findings import Finding


@reports_errors
def command(
    subjects: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[REPORT|RUN…]",
            help="Files of one report, the .json among them; a run folder; or both: the run of "
            "the report. By default the accepted run.",
            show_default=False,
        ),
    ] = None,
    *,
    attestation: Annotated[
        Path | None,
        typer.Option("--attestation", metavar="FILE", help="What `triage attest` wrote."),
    ] = None,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="PUB", help="Public key of who should have signed it."),
    ] = None,
    run: Annotated[
        Path | None,
        typer.Option("--run", metavar="DIR", help="Compare with this run folder."),
    ] = None,
    baseline: Annotated[
        Path | None,
        typer.Option("--baseline", metavar="DIR", help="Compare with this baseline or run folder."),
    ] = None,
    rules: Annotated[
        str | None,
        typer.Option("--rules", metavar="REF", help="Compare with these rules or this engine."),
    ] = None,
    vignettes: Annotated[
        Path | None,
        typer.Option("--vignettes", metavar="DIR", help="Compare with this library."),
    ] = None,
    policy: Annotated[
        Path | None, typer.Option("--policy", metavar="FILE", help="Compare with this policy.")
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Tell whether a report is what was written and signed.

    Looks at the hashes that a report carries, makes its files once more from the facts in the .json
    and compares them byte by byte, and looks at all that options name: what it was made of, and an
    attestation with the key of who signed. Exit code 0 if all that was looked at matches, 1 if
    something does not, 3 if it cannot be told: where nothing proves a file, or a key is missing.
    """
    from reports.cli.verify_inputs import Named
    from reports.sign.findings import outcome_of
    from reports.sign.words import render_findings, verification_to_data

    if key is not None and attestation is None:
        raise UsageError("a key is named, and no attestation; name it with --attestation.")
    subjects = subjects or [_accepted()]
    folders = [path for path in subjects if path.is_dir()]
    reports = [path for path in subjects if path not in folders]
    if reports and folders:
        run = _one_run(folders, run)
    named = Named(run=run, baseline=baseline, rules=rules, vignettes=vignettes, policy=policy)
    if not reports and not named.is_empty:
        raise UsageError("a run folder is checked by itself; name a report to compare with.")
    findings = _findings(reports, [] if reports else folders, named, attestation, key)
    names = [str(path.name or path) for path in subjects]
    if as_json:
        show_json(verification_to_data(findings, names))
    else:
        show(render_findings(findings, names, screen()))
    raise typer.Exit(int(outcome_of(findings)))


def _accepted() -> Path:
    """The folder of the accepted run, in the domain that commands work on."""
    from reports.cli.settings import baseline_reference, default_domain

    return Path(baseline_reference(None, default_domain()))


def _one_run(folders: Sequence[Path], run: Path | None) -> Path:
    if len(folders) > 1 or run is not None:
        raise UsageError(
            "several run folders are named; a report is of one (--baseline the other)."
        )
    return folders[0]


def _findings(
    reports: Sequence[Path],
    folders: Sequence[Path],
    named: "Named",
    attestation: Path | None,
    key: Path | None,
) -> "list[Finding]":
    """All that can be compared."""
    from reports.cli.report_files import read_reports, rendering
    from reports.cli.verify_inputs import given_inputs
    from reports.sign.attestation import signed_files
    from reports.sign.findings import Finding, Group, State
    from reports.sign.verify import check_files, check_inputs, reference

    files = read_reports(reports)
    digests, found = _check_folders(folders)
    attested: list[Finding] = []
    if attestation is not None:
        attested += _check_attestation(attestation, key, files, digests)
    with rendering(files) as renders:
        found += check_files(files, renders, signed=signed_files(attested))
    sound = reference(files)
    if sound is not None:
        found += check_inputs(sound, given_inputs(named, sound))
    elif not named.is_empty:
        note = "the report carries no hashes to compare with"
        found.append(
            Finding(group=Group.INPUTS, of="report", what="hashes", state=State.UNKNOWN, note=note)
        )
    return found + attested


def _check_folders(folders: Sequence[Path]) -> "tuple[dict[str, str], list[Finding]]":
    """The digests of run folders by label, and what is found in them."""
    from reports.cli.verify_inputs import stored
    from reports.sign.carried import hexadecimal
    from reports.sign.findings import Finding, Group, State, compared
    from triage.loading.problems import shown

    digests: dict[str, str] = {}
    found = []
    for folder in folders:
        label, run = shown(folder), stored(folder)
        if isinstance(run, str):
            found.append(
                Finding(group=Group.FILES, of=label, what="run", state=State.DIFFERS, note=run)
            )
        else:
            digests[label] = digest = hexadecimal(run.digest)
            found.append(compared(Group.FILES, label, "run", digest, digest))
    return digests, found


def _check_attestation(
    path: Path, key: Path | None, files: "Sequence[Carried]", digests: dict[str, str]
) -> "Iterator[Finding]":
    from reports.cli.report_files import MOST_OF_A_KEY, MOST_OF_AN_ATTESTATION, read_content
    from reports.cli.shell import Exit, fail
    from reports.sign.attestation import check_attestation
    from reports.sign.errors import SignError
    from reports.sign.keys import public_key, require_sign
    from triage.loading.problems import shown

    require_sign()
    content = read_content(path, MOST_OF_AN_ATTESTATION)
    try:
        public = None if key is None else public_key(read_content(key, MOST_OF_A_KEY), shown(key))
    except SignError as error:
        fail(str(error), Exit.NO_VERDICT)
    return check_attestation(content, path.name, public, files, digests)
