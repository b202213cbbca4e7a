"""JSON that can be read in one way only: what was signed must not mean two things."""

import json
from typing import Any

from reports.sign.errors import SignError


def strict_json(content: bytes, name: str) -> Any:
    """The data of a JSON text; ``name`` is what the error calls it.

    Raises:
        SignError: no JSON in UTF-8, an object with a key twice, or a number that JSON has not.
    """
    try:
        return json.loads(
            content.decode(), object_pairs_hook=_without_twice, parse_constant=_no_number
        )
    except _TwiceError as error:
        raise SignError(f'{name}: the key "{error}" stands twice in one object.') from None
    except UnicodeDecodeError:
        raise SignError(f"{name}: not valid UTF-8 text.") from None
    except (ValueError, RecursionError):
        raise SignError(f"{name}: not valid JSON; cut off, or changed.") from None


class _TwiceError(Exception):
    """A key that stands twice."""


def _without_twice(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        raise _TwiceError(next(key for key in keys if keys.count(key) > 1))
    return found


def _no_number(text: str) -> float:
    raise ValueError(text)
