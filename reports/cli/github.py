"""Tells GitHub what a job found: annotations in its log, and the report in its summary."""

import os
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Final

from reports.cli.shell import UsageError, complain, show

if TYPE_CHECKING:
    from reports.model.audit.audit import Audit
    from reports.render.document.nodes import Document

MOST_OF_A_SUMMARY: Final = 2**20 - 2**10
"""Bytes: of a step whose summary is larger than 1 MiB GitHub shows none. A little is kept free."""


def tell_github(audit: "Audit", document: "Document") -> None:
    """Print annotations, and append the report to the summary of the step.

    Nothing where GitHub's runner does not run the command. A summary that has hardly any room left
    gets nothing more, which is said.

    Raises:
        UsageError: the file of the summary cannot be written.
    """
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    from reports.render.annotations import render_annotations

    show(render_annotations(audit, folder=_folder()).rstrip("\n"), is_command=True)
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if name:
        _append(Path(name), document)


def tell_github_stopped(reason: str) -> None:
    """The same for a gate that could not even start.

    Raises:
        UsageError: the file of the summary cannot be written.
    """
    if os.environ.get("GITHUB_ACTIONS") != "true":
        return
    from reports.render.annotations import stopped_annotation
    from reports.render.stopped import stopped_document

    show(stopped_annotation(reason).rstrip("\n"), is_command=True)
    name = os.environ.get("GITHUB_STEP_SUMMARY")
    if name:
        _append(Path(name), stopped_document(reason))


def _folder() -> str:
    """Where the command works, seen from the root of the checkout; empty where that is unknown."""
    root = os.environ.get("GITHUB_WORKSPACE")
    if not root:
        return ""
    try:
        relative = os.path.relpath(Path.cwd(), Path(root).resolve())
    except (OSError, ValueError):
        return ""
    return str(PurePosixPath(*Path(relative).parts))


def _append(file: Path, document: "Document") -> None:
    from reports.render.markdown.page import render_markdown

    try:
        with file.open("ab") as summary:
            start = b"\n\n" if summary.tell() else b""
            room = MOST_OF_A_SUMMARY - summary.tell() - len(start)
            try:
                text = render_markdown(document, most=room)
            except ValueError:
                complain("note  the summary of this step is full: the report is not added to it.")
                return
            summary.write(start + text.encode())
    except OSError as error:
        # The name of the file is the runner's and tells nobody anything.
        raise UsageError(
            f"GITHUB_STEP_SUMMARY: the summary cannot be written: {error.strerror}."
        ) from None
