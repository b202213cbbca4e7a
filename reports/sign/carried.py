"""What the files of a report carry: hashes of the inputs, of the facts, and of themselves."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Final

from reports.model.audit.audit import Audit
from reports.render.seal import seal_hashes, seals_of, seals_of_pdf

FACTS: Final = "report"
"""The name of the seal that is the digest of all facts."""
FILE: Final = "file"
"""The name of the seal that is the hash of the file itself."""


class Form(StrEnum):
    """The formats of report files, as far as they carry hashes."""

    HTML = "html"
    MARKDOWN = "markdown"
    JSON = "json"
    PDF = "pdf"
    OTHER = "other"


@dataclass(frozen=True, slots=True, kw_only=True)
class Carried:
    """A report file: the hash of its bytes, and the hashes that it carries of everything else.

    ``stated`` and ``found`` are its seal, as it says and as it is; both are empty where the format
    has none. ``problem`` says why the file is no sound report, empty for one that is. ``audit`` has
    the facts of a sound report written as JSON, ``writer`` the package that says it wrote a PDF or
    a Parquet file, and its version. All hashes are 64 hexadecimal digits.
    """

    name: str
    form: Form
    sha256: str
    seals: Mapping[str, str] = field(default_factory=dict)
    stated: str = ""
    found: str = ""
    problem: str = ""
    audit: Audit | None = None
    writer: str = ""

    @property
    def facts(self) -> str:
        """The digest of the facts that the file was made of; empty where it does not tell."""
        return self.seals.get(FACTS, "")


def carried(name: str, content: bytes) -> Carried:
    """Read a report file, whatever it holds."""
    form, digest = form_of(name), sha256(content).hexdigest()
    if form is Form.OTHER:
        return Carried(name=name, form=form, sha256=digest, writer=writer_of(content))
    if form is Form.PDF:
        return _pdf(name, content, digest)
    try:
        text = content.decode()
    except UnicodeDecodeError:
        return Carried(name=name, form=form, sha256=digest, problem="not valid UTF-8 text")
    if form is Form.JSON:
        return _facts(name, text, digest)
    hashes = seal_hashes(text)
    if hashes is None:
        problem = "carries no seal: taken out, or no report of this harness"
        return Carried(name=name, form=form, sha256=digest, problem=problem)
    seals = {of: value for of, value in seals_of(text).items() if of != FILE}
    return Carried(
        name=name, form=form, sha256=digest, seals=seals, stated=hashes[0], found=hashes[1]
    )


def form_of(name: str) -> Form:
    """The format that the name of a file says.

    >>> form_of("Report.HTML").value, form_of("report.sarif.json").value
    ('html', 'other')
    """
    lower = name.lower()
    if lower.endswith(".sarif.json"):
        return Form.OTHER
    return next((form for ending, form in _ENDINGS.items() if lower.endswith(ending)), Form.OTHER)


_ENDINGS: Final[Mapping[str, Form]] = {
    ".html": Form.HTML,
    ".htm": Form.HTML,
    ".md": Form.MARKDOWN,
    ".json": Form.JSON,
    ".pdf": Form.PDF,
}


def writer_of(content: bytes) -> str:
    """The package, with its version, that a PDF or a Parquet file says it was written by.

    It is a claim as all else in such a file; empty where there is none.

    >>> writer_of(b"%PDF-1.7 <xmp:CreatorTool>Typst 0.15.0</xmp:CreatorTool>")
    'Typst 0.15.0'
    """
    pattern = next((of for start, of in _WRITERS.items() if content.startswith(start)), None)
    found = pattern.findall(content) if pattern else []
    return str(found[-1].decode("ascii")) if found else ""


_WRITERS: Final = {
    b"%PDF-": re.compile(rb"<xmp:CreatorTool>([ -;=-~]{1,60})<"),
    b"PAR1": re.compile(rb"parquet-cpp-arrow version [0-9.]{1,20}"),
}


def _pdf(name: str, content: bytes, digest: str) -> Carried:
    seals = seals_of_pdf(content)
    return Carried(
        name=name,
        form=Form.PDF,
        sha256=digest,
        seals=seals,
        problem="" if seals else "carries no hashes: no PDF that was written as a report",
        writer=writer_of(content),
    )


def _facts(name: str, text: str, digest: str) -> Carried:
    from reports.data.audit import audit_to_json, consistent_audit
    from reports.errors import ReportError

    try:
        audit = consistent_audit(text, name)
    except ReportError as error:
        problem = str(error).removeprefix(f"{name}: ").rstrip(".")
        return Carried(name=name, form=Form.JSON, sha256=digest, problem=problem)
    facts = str(json.loads(text)["digest"])  # which is right, or there were no facts
    return Carried(
        name=name,
        form=Form.JSON,
        sha256=digest,
        seals={FACTS: facts, **hashes_of(audit)},
        stated=facts,
        found=facts,
        problem="" if audit_to_json(audit) == text else _LAYOUT,
        audit=audit,
    )


_LAYOUT: Final = "changed since it was written, though the facts are the same (layout, line ends)"


def hashes_of(audit: Audit) -> dict[str, str]:
    """The hashes of everything that a report was made of, by name; none that is not known."""
    side, before = audit.candidate, audit.baseline
    known = {
        "candidate-run": side.digest,
        "baseline-run": before.digest if before else "",
        "rules": side.fingerprint,
        "accepted-rules": before.fingerprint if before else "",
        "vocabulary": side.vocabulary_fingerprint,
        "invariants": side.invariants_fingerprint,
        "library": side.library_fingerprint,
        "policy": audit.policy.fingerprint,
    }
    return {name: hexadecimal(value) for name, value in known.items() if value}


def hexadecimal(fingerprint: str) -> str:
    """A fingerprint without the name of its algorithm.

    >>> hexadecimal("sha256:0123")
    '0123'
    """
    return fingerprint.removeprefix("sha256:")
