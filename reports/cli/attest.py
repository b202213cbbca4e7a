"""``triage attest``: sign a report together with all that it was made of."""

import contextlib
import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.earlier_files import check_own
from reports.cli.shell import Exit, UsageError, complain, fail, reports_errors, screen, show

if TYPE_CHECKING:
    from reports.sign.carried import Carried


@reports_errors
def command(
    reports: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="[REPORT…]",
            help="The files of one report: .json, and with it any others.",
            show_default=False,
        ),
    ] = None,
    *,
    key: Annotated[
        Path | None,
        typer.Option("--key", metavar="FILE", help="Private key (Ed25519, PEM) to sign with."),
    ] = None,
    output: Annotated[
        Path | None,
        typer.Option("--output", "-o", metavar="FILE", help="Write it: .intoto.jsonl or .json."),
    ] = None,
    run: Annotated[
        Path | None,
        typer.Option("--run", metavar="DIR", help="Make sure first that this is its run."),
    ] = None,
    new_key: Annotated[
        Path | None,
        typer.Option(
            "--new-key", metavar="FILE", help="Make a key pair instead: FILE, and FILE.pub."
        ),
    ] = None,
) -> None:
    """Sign a report, its run and its inputs.

    Writes an in-toto test result in a DSSE envelope: the hashes of the files, of the facts, of the
    run, rules, library, policy and words, and the verdict. Only files that are what the facts in
    the .json give are signed. A key that is locked is opened with the password in
    TRIAGE_KEY_PASSWORD.
    """
    from reports.render.text import plain
    from reports.sign.errors import SignError
    from reports.sign.keys import require_sign

    try:
        if new_key is not None:
            if reports or key or output or run:
                raise UsageError("--new-key stands alone; sign with the key in a second command.")
            require_sign()
            _make_pair(new_key)
        else:
            paths, secret, target = _complete(reports, key, output)
            require_sign()
            _attest(paths, secret, target, run)
    except SignError as error:
        fail(plain(str(error)), Exit.NO_VERDICT)


def _complete(
    reports: list[Path] | None, key: Path | None, output: Path | None
) -> tuple[list[Path], Path, Path]:
    """What has to be named."""
    if not reports:
        raise UsageError("name the files of a report; the one written as .json is needed.")
    if key is None:
        raise UsageError("name a private key with --key; --new-key FILE makes one.")
    if output is None:
        raise UsageError("name the file to write with -o, such as report.intoto.jsonl.")
    if output.suffix.lower() not in {".json", ".jsonl"}:
        raise UsageError(f"{output}: an attestation ends in .intoto.jsonl or .json.")
    if not output.parent.is_dir():
        raise UsageError(f"{output}: there is no folder {output.parent} to write it into.")
    if output.resolve() in {path.resolve() for path in (*reports, key)}:
        raise UsageError(f"{output}: is read, and cannot be written in the same command.")
    check_own(output, "attestation", lambda start, _: b'"payloadType"' in start)
    return reports, key, output


def _attest(paths: Sequence[Path], key: Path, output: Path, run: Path | None) -> None:
    """Sign what holds."""
    import json

    from reports.cli.files import write_text
    from reports.cli.report_files import MOST_OF_A_KEY, read_content, read_reports
    from reports.render.text import count, plain
    from reports.sign.envelope import signed
    from reports.sign.keys import PASSWORD, private_key
    from reports.sign.statement import PAYLOAD_TYPE, result_of, statement_of
    from triage.fingerprint import short
    from triage.loading.problems import shown

    files = read_reports(paths)
    sound = _checked(files, run)
    assert sound.audit is not None  # noqa: S101 - only such a one is checked
    password = os.environ.get(PASSWORD, "")
    signer = private_key(read_content(key, MOST_OF_A_KEY), shown(key), password)
    _warn_of_readers(key)
    hashes = {file.name: file.sha256 for file in files}
    payload = json.dumps(
        statement_of(sound.audit, sound.facts, hashes), sort_keys=True, separators=(",", ":")
    )
    write_text(output, signed(payload.encode(), PAYLOAD_TYPE, signer))
    what = f"{count(len(files), 'file')} and what they were made of"
    who = short(signer.public_key.keyid)
    show(plain(f"Signed {what}, {result_of(sound.audit)}, with the key {who}: {shown(output)}"))


def _checked(files: "Sequence[Carried]", run: Path | None) -> "Carried":
    """The file with the facts, where all files and the run hold.

    Raises:
        SignError: there is none, or a file cannot be made once more from them.
        Exit: something does not match; it is shown.
    """
    from reports.cli.report_files import rendering
    from reports.cli.verify_inputs import Named, given_inputs
    from reports.sign.anew import ANEW
    from reports.sign.errors import SignError
    from reports.sign.findings import Outcome, State, outcome_of
    from reports.sign.verify import check_files, check_inputs, reference
    from reports.sign.words import render_findings

    with rendering(files) as renders:
        findings = list(check_files(files, renders))
    sound = reference(files)
    if sound is not None and run is not None:
        inputs = check_inputs(sound, given_inputs(Named(run=run), sound))
        findings += [each for each in inputs if each.state is not State.UNSEEN]
    if outcome_of(findings) is Outcome.DIFFERS:
        complain(render_findings(findings, [file.name for file in files], screen()))
        fail("nothing was signed: what does not match is not what was written.", Exit.FAILED)
    if sound is None or sound.audit is None:
        raise SignError("the verdict is read from the report as .json; name that file too.")
    for finding in findings:
        if finding.what == ANEW and finding.state is not State.SAME:
            why = f"whether it is what the facts give cannot be told: {finding.note}"
            raise SignError(f"{finding.of}: {why}. Nothing was signed.")
    return sound


def _warn_of_readers(key: Path) -> None:
    """A private key that others can read is theirs too."""
    if os.name == "posix" and key.stat().st_mode & 0o077:
        told = f"{key}: others can read this private key; `chmod 600` keeps it yours."
        complain(f"{screen().paint('warning', 'yellow', 'bold')}  {told}")


def _make_pair(path: Path) -> None:
    """Write a key pair; nothing that stands there is overwritten.

    Raises:
        UsageError: a file stands there already, or cannot be written.
    """
    from reports.render.text import plain
    from reports.sign.keys import new_pair
    from triage.loading.problems import shown

    public = path.with_name(f"{path.name}.pub")
    private_bytes, public_bytes = new_pair()
    _write_new(path, private_bytes, 0o600)
    try:
        _write_new(public, public_bytes, 0o644)
    except UsageError:
        with contextlib.suppress(OSError):
            path.unlink()
        raise
    told = f"{shown(path)} signs, and is yours alone; {shown(public)} verifies, and is for all."
    show(plain(told))


def _write_new(path: Path, content: bytes, mode: int) -> None:
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, mode)
    except FileExistsError:
        raise UsageError(f"{path}: stands there already; a key is never overwritten.") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be written: {error.strerror}.") from None
    with os.fdopen(handle, "wb") as file:
        file.write(content)
