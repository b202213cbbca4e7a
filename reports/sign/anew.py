"""Holds report files against the facts: every format is a function of them, byte for byte."""

from collections.abc import Callable, Sequence
from hashlib import sha256
from typing import Final

from reports.model.audit.audit import Audit
from reports.sign.carried import Carried, Form, writer_of
from reports.sign.findings import Finding, Group, State, compared
from triage.version import __version__

Renders = Callable[[str, Audit], Sequence[bytes] | str]
"""Gives what a file of a name may hold by the facts, or says why that cannot be told."""

ANEW: Final = "rendered anew"
"""What is compared where a file is made once more from the facts."""


def check_anew(file: Carried, sound: Carried | None, renders: Renders, state: State) -> Finding:
    """Whether a file is what the facts of the report give.

    ``sound`` is the file that stands for the report, ``state`` what is said of a file that cannot
    be made once more. One that names another version of what wrote it than is at work here is such
    a file: its bytes may differ for that alone.
    """
    contents: Sequence[bytes] | str
    if sound is None or sound.audit is None:
        contents = _CLAIMS if file.form is Form.PDF else _NEEDED
    elif sound.audit.version != __version__:
        contents = f"written by version {sound.audit.version}, and this is {__version__}"
    else:
        contents = renders(file.name, sound.audit)
    if isinstance(contents, str):
        return _untold(file, state, contents)
    hashes = [sha256(content).hexdigest() for content in contents]
    expected = file.sha256 if file.sha256 in hashes else hashes[0]
    writer = writer_of(contents[0])
    if expected != file.sha256 and file.writer and file.writer != writer:
        return _untold(file, state, f"says that {file.writer} wrote it, and this is {writer}")
    note = f"as the facts of {sound.name} give it" if sound else ""
    return compared(Group.FILES, file.name, ANEW, expected, file.sha256, note)


_NEEDED: Final = "needs the report as .json, which has the facts"
_CLAIMS: Final = f"its keywords are only claims; {_NEEDED}"


def _untold(file: Carried, state: State, note: str) -> Finding:
    return Finding(group=Group.FILES, of=file.name, what=ANEW, state=state, note=note)
