"""Reads the files that are signed or verified; the names of files stand for them."""

import stat
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from reports.cli.progress import progress
from reports.cli.shell import Exit, UsageError, fail
from triage.loading.problems import shown

if TYPE_CHECKING:
    from reports.sign.carried import Carried

MOST_OF_A_REPORT: Final = 256 * 2**20
MOST_OF_AN_ATTESTATION: Final = 16 * 2**20
MOST_OF_A_KEY: Final = 2**16
_LARGE: Final = 2**21  # facts of this size take half a second to read


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
