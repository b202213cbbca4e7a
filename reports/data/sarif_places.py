"""Places, texts and fingerprints as SARIF has them."""

import hashlib
import posixpath
import unicodedata
from collections.abc import Iterable
from typing import Any, Final
from urllib.parse import quote

from reports.model.audit.vignettes import Place

ROOT: Final = "SRCROOT"
"""What every address is seen from: the root of the checkout, wherever that is."""


def with_line_first(places: Iterable[Place]) -> list[Place]:
    """The places, those of which only the file is known last."""
    return sorted(places, key=lambda place: place.line == 0)


def location(places: Iterable[Place | None]) -> dict[str, Any] | None:
    """The first place that lies in the checkout, else the bare name of the first file.

    A path that is absolute would be of one machine only, and say too much about it. ``None`` where
    no place names a file.
    """
    found = [place for place in places if place is not None and place.file]
    inside = [place for place in found if is_inside(place.file)]
    if inside:
        return _location(inside[0], posixpath.normpath(inside[0].file))
    return _location(found[0], _name(found[0].file)) if found else None


def is_inside(file: str) -> bool:
    """Whether a path is seen from the checkout and does not lead out of it."""
    if file.startswith(("/", "\\")) or file[1:2] == ":":
        return False
    return posixpath.normpath(file).split("/")[0] not in {"..", "."}


def _location(place: Place, path: str) -> dict[str, Any]:
    physical = {
        "artifactLocation": {"uri": quote(path, safe="/", errors="replace"), "uriBaseId": ROOT},
        "region": {"startLine": max(1, place.line)},
    }
    of = {"logicalLocations": [{"fullyQualifiedName": text(place.of)}]} if place.of else {}
    return {"physicalLocation": physical, **of}


def _name(file: str) -> str:
    return file.replace("\\", "/").rstrip("/").rpartition("/")[2] or "rules"


def text(content: str, most: int = 1000) -> str:
    r"""Content as one line without control characters, shortened; never empty.

    >>> text("a\nb\x1b"), text("")
    ('a b�', '(nothing)')
    """
    cut = content if len(content) <= most else f"{content[:most]}…"
    plain = cut if cut.isprintable() else "".join(map(_printable, cut))
    return plain.strip() or "(nothing)"


def _printable(character: str) -> str:
    if character in "\n\r\t":
        return " "
    return _REPLACED if unicodedata.category(character)[0] == "C" else character


_REPLACED: Final = "\N{REPLACEMENT CHARACTER}"


def message(content: str) -> dict[str, str]:
    r"""A message in which nothing is a link.

    >>> message("see [here](1)")
    {'text': 'see \\[here\\](1)'}
    """
    plain = text(content).replace("\\", "\\\\").replace("[", "\\[").replace("]", "\\]")
    return {"text": plain}


def fingerprints(*parts: str) -> dict[str, str]:
    """What tells a result from others, wherever it stands: the same after lines or files move.

    The second one is the only one that GitHub looks at, in its form.
    """
    told = "\0".join(f"{len(part)}:{part}" for part in parts)
    digits = hashlib.sha256(told.encode(errors="surrogatepass")).hexdigest()
    return {"triage/v1": digits, "primaryLocationLineHash": f"{digits[:16]}:1"}
