"""The one style sheet of a page, and the policy that lets in nothing else."""

import re
from base64 import b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Final

from reports.render.pictures.palette import CSS

_DIGEST: Final = re.compile(r"[0-9a-f]{64}")


def style_of(
    rules: Iterable[str], screen_rules: Iterable[str], digest: str, *, has_pictures: bool
) -> str:
    """The rules of the page, of its pictures if it has any, and of its tables, each once.

    ``digest`` stands at the foot of each sheet of paper, if it is one.
    """
    foot = f'@page{{@bottom-left{{content:"{digest}"}}}}' if _DIGEST.fullmatch(digest) else ""
    pictures = compact(CSS) if has_pictures else ""
    on_screen = "".join(sorted(set(screen_rules)))
    return "".join(
        (
            compact(_sheet()),
            pictures,
            *sorted(set(rules)),
            f"@media screen{{{on_screen}}}" if on_screen else "",
            foot,
        )
    )


def policy_of(style: str) -> str:
    """The content-security policy: nothing is loaded, run or sent; only this style counts."""
    digest = b64encode(sha256(style.encode()).digest()).decode()
    return (
        f"default-src 'none'; style-src 'sha256-{digest}'; img-src 'none'; font-src 'none'; "
        "connect-src 'none'; form-action 'none'; base-uri 'none'"
    )


def compact(css: str) -> str:
    """A style sheet without comments, line breaks and spaces that mean nothing.

    >>> compact("/* calm */ a > b { color: red; margin: 0 1px; }")
    'a>b{color:red;margin:0 1px}'
    """
    bare = re.sub(r"/\*.*?\*/", "", css, flags=re.DOTALL)
    lines = " ".join(line.strip() for line in bare.splitlines() if line.strip())
    tight = re.sub(r"\s*([{};,>])\s*", r"\1", lines)
    return tight.replace(": ", ":").replace(";}", "}")


@cache
def _sheet() -> str:
    return files("reports.render.html").joinpath("page.css").read_text(encoding="utf-8")
