"""The files of a report: one set of facts, in the format that the ending of each name says."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from reports.cli.progress import progress
from reports.cli.shell import UsageError

if TYPE_CHECKING:
    from reports.model.audit.audit import Audit
    from reports.render.document.nodes import Document

Outputs = Annotated[
    list[Path] | None,
    typer.Option(
        "--output",
        "-o",
        metavar="FILE",
        help="Write a report: .html .pdf .md .json .junit.xml .sarif .csv or .parquet. Repeatable.",
    ),
]


OnGithub = Annotated[
    bool,
    typer.Option(
        "--github",
        help="On GitHub's runners: print annotations, and add the report to the step's summary.",
    ),
]


@dataclass(frozen=True)
class Rendering:
    """A report on its way into files: digest and document are made once, if anything needs them."""

    audit: "Audit"
    with_waived: bool = field(default=False, kw_only=True)

    @cached_property
    def digest(self) -> str:
        """The digest of the facts."""
        from reports.data.audit import audit_digest

        return audit_digest(self.audit)

    @cached_property
    def document(self) -> "Document":
        """The facts as a document."""
        from reports.render.document.build import document_of

        return document_of(self.audit, self.digest)


def check_outputs(paths: Iterable[Path] | None) -> tuple[Path, ...]:
    """The files to be written, looked at before anything is run.

    Raises:
        MissingExtraError: a format needs a package that is not installed.
        UsageError: what :func:`check_output` says of one of them, or the same file twice.
    """
    found = tuple(paths or ())
    for path in found:
        check_output(path)
        _NEEDS.get(ending_of(path), _nothing)()
    places = [path.resolve() for path in found]
    for path, place in zip(found, places, strict=True):
        if places.count(place) > 1:
            raise UsageError(f"{path}: named twice; each file is written once.")
    return found


def check_output(path: Path) -> None:
    """That a report can be written there, and takes the place of nothing but an earlier one.

    Raises:
        UsageError: an ending that says no known format, a folder that does not exist, or something
            that is no report.
    """
    from reports.cli.earlier_files import check_replaceable

    ending = ending_of(path)
    if path.is_dir():
        raise UsageError(f"{path}: a folder stands there; name a file.")
    if not path.parent.is_dir():
        raise UsageError(f"{path}: there is no folder {path.parent} to write it into.")
    check_replaceable(path, ending)


def ending_of(path: Path) -> str:
    """The ending that says the format of a report; the longest that fits.

    Raises:
        UsageError: it says none.
    """
    name = path.name.lower()
    for ending in FORMATS:
        if name.endswith(ending) and len(name) > len(ending):
            return ending
    allowed = ", ".join(FORMATS)
    raise UsageError(f'{path}: no format is known for "{path.suffix}"; allowed: {allowed}.')


def write_outputs(paths: Iterable[Path], rendering: Rendering) -> None:
    """Write each file whole, or leave what stood there.

    Raises:
        UsageError: a file cannot be written.
    """
    from reports.cli.files import write_content

    found = tuple(paths)
    n = len(rendering.audit.vignettes) if found else 0
    with progress("Writing", len(found), is_long=n > _MANY_VIGNETTES) as advance:
        for path in found:
            write_content(path, FORMATS[ending_of(path)](rendering))
            advance()


_MANY_VIGNETTES: Final = 300  # a PDF of as many takes about a second


def _html(document: "Document") -> bytes:
    from reports.render.html.page import render_html

    return _encoded(render_html(document))


def _pdf(document: "Document") -> bytes:
    from reports.render.pdf.render import render_pdf

    return render_pdf(document)


def _markdown(document: "Document") -> bytes:
    from reports.render.markdown.page import render_markdown

    return _encoded(render_markdown(document))


OF_DOCUMENT: Final[Mapping[str, Callable[["Document"], bytes]]] = {
    ".html": _html,
    ".pdf": _pdf,
    ".md": _markdown,
}


def _json(rendering: Rendering) -> bytes:
    from reports.data.audit import audit_to_json

    return _encoded(audit_to_json(rendering.audit))


def _junit(rendering: Rendering) -> bytes:
    from reports.render.junit import render_junit

    return _encoded(render_junit(rendering.audit))


def _sarif(rendering: Rendering) -> bytes:
    from reports.cli.files import json_text
    from reports.data.sarif import audit_to_sarif

    found = audit_to_sarif(rendering.audit, with_waived=rendering.with_waived)
    return _encoded(json_text(found))


def _csv(rendering: Rendering) -> bytes:
    from reports.data.cells import csv_text
    from reports.data.rows import vignette_rows

    return _encoded(csv_text(vignette_rows(rendering.audit)))


def _parquet(rendering: Rendering) -> bytes:
    from reports.data.parquet import audit_to_parquet

    return audit_to_parquet(rendering.audit)


def _encoded(text: str) -> bytes:
    return text.encode(errors="replace")


FORMATS: Final[Mapping[str, Callable[[Rendering], bytes]]] = {
    ".junit.xml": _junit,
    ".sarif.json": _sarif,
    ".sarif": _sarif,
    ".json": _json,
    ".html": lambda rendering: _html(rendering.document),
    ".pdf": lambda rendering: _pdf(rendering.document),
    ".md": lambda rendering: _markdown(rendering.document),
    ".csv": _csv,
    ".parquet": _parquet,
}
"""The formats by their endings, the longest ending first where two fit."""


def _nothing() -> None:
    """Need nothing."""


def _need_pdf() -> None:
    from reports.render.pdf.render import require_typst

    require_typst()


def _need_parquet() -> None:
    from reports.data.parquet import require_pyarrow

    require_pyarrow()


_NEEDS: Final[Mapping[str, Callable[[], None]]] = {".pdf": _need_pdf, ".parquet": _need_parquet}
