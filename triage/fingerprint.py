"""One canonical text, and one hash, for any content of the project."""

import hashlib
import json
from typing import Final

SHORT: Final = 12
"""How many digits of a hash people are shown, and folders and requests are named by."""


def canonical(content: object) -> str:
    """Plain data as JSON with sorted keys and whole floats written as integers.

    >>> canonical({"b": 60.0, "a": [1, "é"]})
    '{"a":[1,"é"],"b":60}'
    """
    return json.dumps(
        _plain(content), ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )


def fingerprint(content: object) -> str:
    """The SHA-256 of the canonical text, as ``sha256:`` and 64 hexadecimal digits.

    Any text has one, also the name of a file that is no valid UTF-8.

    >>> fingerprint({})[:20]
    'sha256:44136fa355b36'
    """
    return "sha256:" + hashlib.sha256(canonical(content).encode(errors="surrogatepass")).hexdigest()


def short(fingerprint: str) -> str:
    """The first twelve digits of a fingerprint: for people, and in names.

    >>> short("sha256:0123456789abcdef0")
    '0123456789ab'
    """
    return fingerprint.removeprefix("sha256:")[:SHORT]


def _plain(content: object) -> object:
    if isinstance(content, float) and content.is_integer():
        return int(content)
    if isinstance(content, dict):
        return {key: _plain(value) for key, value in content.items()}
    if isinstance(content, (list, tuple)):
        return [_plain(value) for value in content]
    return content
