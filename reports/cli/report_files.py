"""Reads the files that are signed or verified, and makes them once more from the facts.

The names of files stand for them.
"""

import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reports.cli.outputs import FORMATS, Rendering, ending_of
from reports.cli.progress import progress
from reports.cli.shell import Exit, UsageError, fail
from reports.errors import MissingExtraError
from triage.loading.problems import shown

if TYPE_CHECKING:
    from reports.model.audit.audit import Audit
    from reports.sign.anew import Renders
    from reports.sign.carried import Carried

MOST_OF_A_REPORT: Final = 256 * 2**20
MOST_OF_AN_ATTESTATION: Final = 16 * 2**20
MOST_OF_A_KEY: Final = 2**16
_LARGE: Final = 2**21  # facts of this size take half a second to read
_MANY: Final = 300  # a PDF of so many vignettes takes about a second


def read_reports(paths: Sequence[Path]) -> tuple["Carried", ...]:
    """The report files, read but for nothing trusted.

    Raises:
        UsageError: one does not exist, or two have the same name.
    """
    from reports.sign.carried import carried

    for path in paths:
        if sum(1 for other in paths if other.name == path.name) > 1:
            raise UsageError(f"{path.name}: two files of this name; what is signed goes by names.")
    contents = [read_content(path, MOST_OF_A_REPORT) for path in paths]
    is_long = sum(map(len, contents)) > _LARGE
    found = []
    with progress("Reading", len(paths), is_long=is_long) as advance:
        for path, content in zip(paths, contents, strict=True):
            found.append(carried(path.name, content))
            advance()
    return tuple(found)


@contextmanager
def rendering(files: "Sequence[Carried]") -> Iterator["Renders"]:
    """Gives what makes each of these files once more, with a bar where that takes long."""
    from reports.sign.carried import Form

    made: dict[bool, Rendering] = {}
    n = max((len(file.audit.vignettes) for file in files if file.audit), default=0)
    others = sum(1 for file in files if file.form is not Form.JSON)
    with progress("Rendering", others, is_long=n > _MANY) as advance:

        def renders(name: str, audit: "Audit") -> Sequence[bytes] | str:
            found = _rendered(name, audit, made)
            advance()
            return found

        yield renders


def _rendered(name: str, audit: "Audit", made: "dict[bool, Rendering]") -> Sequence[bytes] | str:
    """What a file may hold: of SARIF either form, with and without what a waiver lets pass."""
    page = f"{name}l" if name.lower().endswith(".htm") else name
    try:
        ending = ending_of(Path(page))
    except UsageError:
        return "no report is written with such an ending"
    forms = (False, True) if ending.startswith(".sarif") else (False,)
    try:
        for form in forms:
            made.setdefault(form, Rendering(audit, with_waived=form))
        return [FORMATS[ending](made[form]) for form in forms]
    except MissingExtraError as error:
        return str(error)
    except Exception as error:  # noqa: BLE001 - facts made by hand must not end a verification
        return f"the facts make no such file ({type(error).__name__})"


def read_content(path: Path, most: int) -> bytes:
    """The bytes of a file.

    Raises:
        UsageError: there is no such file.
        Exit: it cannot be read, or is larger than ``most`` bytes.
    """
    try:
        found = path.stat()
        if not stat.S_ISREG(found.st_mode):
            raise UsageError(f"{shown(path)}: not a file that can be read.")
        if found.st_size > most:
            size = f"{found.st_size / 2**20:,.0f} MB"
            fail(f"{shown(path)}: {size}, larger than any such file is.", Exit.NO_VERDICT)
        return path.read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        raise UsageError(f"{shown(path)}: there is no such file.") from None
    except OSError as error:
        fail(f"{shown(path)}: cannot be read: {error.strerror}.", Exit.NO_VERDICT)
    except ValueError:
        raise UsageError("a name with a NUL in it is that of no file.") from None
