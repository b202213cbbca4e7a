"""A small report in every format, as the harness writes it."""

from pathlib import Path

import pytest

from reports.cli.outputs import FORMATS, Rendering
from reports.model.audit.audit import Audit
from tests.reports.kit.audits import small_audit
from triage.version import __version__

EVERY = tuple(f"report{ending}" for ending in FORMATS)
AUDIT = small_audit(version=__version__)


def write_small(folder: Path, audit: Audit = AUDIT) -> None:
    """All its files, where all packages are there that write them."""
    for package in ("typst", "pyarrow"):
        pytest.importorskip(package, reason="needs what writes all formats")
    rendering = Rendering(audit)
    for name, render in zip(EVERY, FORMATS.values(), strict=True):
        (folder / name).write_bytes(render(rendering))


def flip(path: Path) -> None:
    """Change one bit in the middle of a file."""
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
