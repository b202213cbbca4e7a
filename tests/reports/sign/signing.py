"""Reports in all formats that carry hashes, made small, and signed with a key of the test."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from typing import Any

from reports.data.audit import audit_digest, audit_to_json
from reports.model.audit.audit import Audit
from reports.render.seal import PLACEHOLDER, sealed
from reports.sign.anew import Renders
from reports.sign.carried import Carried, carried, hashes_of
from reports.sign.envelope import signed
from reports.sign.findings import Finding
from reports.sign.keys import new_pair, private_key
from reports.sign.statement import PAYLOAD_TYPE, statement_of
from reports.sign.verify import check_files
from tests.reports.kit.audit_parts import side
from tests.reports.kit.audits import small_audit
from triage.version import __version__


def stored_audit(**changes: Any) -> Audit:
    """A gate that passes, of a run that was stored."""
    stored = {"candidate": side(digest="sha256:" + "7" * 64), "version": __version__}
    return small_audit(**{**stored, **changes})


def seals(audit: Audit) -> dict[str, str]:
    """All hashes that a file of a report carries."""
    return {"report": audit_digest(audit), **hashes_of(audit)}


def page(hashes: Mapping[str, str], body: str = "<h1>Report</h1>") -> bytes:
    """A page with these hashes, sealed."""
    metas = "".join(
        f'<meta name="triage:{name}" content="sha256:{hash_}">' for name, hash_ in hashes.items()
    )
    own = f'<meta name="triage:file" content="{PLACEHOLDER}">'
    head = f"<!doctype html><title>Report</title>{metas}{own}<style>h1{{color:red}}</style>"
    return sealed(f"{head}{body}\n").encode()


def markdown(hashes: Mapping[str, str]) -> bytes:
    """A text with these hashes, sealed."""
    entries = " ".join(f"triage:{name}=sha256:{hash_}" for name, hash_ in hashes.items())
    return sealed(f"# Report\n\n<!-- {entries} triage:file={PLACEHOLDER} -->\n").encode()


def pdf(hashes: Mapping[str, str]) -> bytes:
    """What of a PDF has these hashes."""
    entries = ", ".join(f"triage:{name}=sha256:{hash_}" for name, hash_ in hashes.items())
    return f"%PDF-1.7\n<pdf:Keywords>{entries}</pdf:Keywords>\n%%EOF\n".encode()


def facts(audit: Audit) -> bytes:
    """The report as JSON."""
    return audit_to_json(audit).encode()


def files_of(audit: Audit) -> dict[str, bytes]:
    """One report in all formats that carry hashes."""
    hashes = seals(audit)
    return {
        "report.json": facts(audit),
        "report.html": page(hashes),
        "report.md": markdown(hashes),
        "report.pdf": pdf(hashes),
    }


def read(files: Mapping[str, bytes]) -> tuple[Carried, ...]:
    """Files as a verification reads them."""
    return tuple(carried(name, content) for name, content in files.items())


def renders_of(files: Mapping[str, bytes]) -> Renders:
    """What makes these files, whatever the facts are, and no others."""

    def renders(name: str, _: Audit) -> Sequence[bytes] | str:
        return [files[name]] if name in files else f"{name} is never made"

    return renders


def check(files: Mapping[str, bytes], made: Mapping[str, bytes] | None = None) -> list[Finding]:
    """What is found in files where the facts give the ones that are ``made``."""
    return list(check_files(read(files), renders_of(made or {})))


@cache
def pair(number: int) -> tuple[bytes, bytes]:
    """A key pair: the same for the same number, as long as the tests last."""
    assert number >= 0
    return new_pair()


def attested(audit: Audit, files: Mapping[str, bytes], number: int = 0) -> bytes:
    """The attestation of a report by the key of a number."""
    hashes = {file.name: file.sha256 for file in read(files)}
    statement = json.dumps(statement_of(audit, audit_digest(audit), hashes))
    return enveloped(statement.encode(), number=number)


def enveloped(payload: bytes, kind: str = PAYLOAD_TYPE, number: int = 0) -> bytes:
    """Anything in an envelope, signed by the key of a number."""
    return signed(payload, kind, private_key(pair(number)[0], "key.pem")).encode()
