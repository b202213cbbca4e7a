"""The facts of a report as JSON, and back. The only module that imports msgspec for values."""

import hashlib
import json
import math
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NoReturn

import msgspec

from reports.errors import ReportError
from reports.model.audit.audit import SCHEMA, Audit, Subject
from reports.model.audit.consistent import contradictions


def audit_digest(audit: Audit) -> str:
    """The SHA-256 of all facts, as 64 hexadecimal digits.

    It is over their canonical text: fields by name, nothing between them, floats in the fewest
    digits that lead back to them. The order of names in a dictionary changes nothing.

    Raises:
        ValueError: a number that is infinite or none; no fact is.
    """
    return _digest(_plain(audit))


def audit_to_json(audit: Audit) -> str:
    """All facts as the text of a file: first the schema and the digest, then the facts.

    Half a surrogate pair, as in the name of a file that is no valid UTF-8, is written as its
    escape, so that any text survives.

    Raises:
        ValueError: a number that is infinite or none; no fact is.
    """
    plain = _plain(audit)
    data = {"schema": SCHEMA, "digest": _digest(plain), **plain}
    text = json.dumps(data, ensure_ascii=False, indent=2, allow_nan=False)
    return _escaped(text) + "\n"


def audit_from_json(text: str, name: str) -> Audit:
    """The facts that a text holds; ``name`` is the file for people.

    Raises:
        ReportError: the text is no JSON or of another schema, has a field that is unknown, missing
            or of another kind, or was changed after it was written.
    """
    data = _read(text, name)
    if data.get("schema") != SCHEMA:
        found = f"its schema is {_quoted(data['schema'])}" if "schema" in data else "has no schema"
        raise ReportError(f'{name}: {found}; expected "{SCHEMA}", as `triage report` writes it.')
    facts = {key: value for key, value in data.items() if key not in _HEAD}
    try:
        audit = msgspec.convert(facts, Audit)
    except msgspec.ValidationError as error:
        raise ReportError(f"{name}: {_in_words(str(error), facts)}") from None
    plain = _plain(audit)
    unknown = next(_unknown(facts, plain, "$"), None)
    if unknown is not None:
        raise ReportError(f"{name}: {unknown}: no such field is known; remove it.")
    if data.get("digest") != _digest(plain):
        raise ReportError(
            f"{name}: was changed since it was written: its facts do not have the digest that it "
            "names. Make the report anew."
        )
    return audit


def consistent_audit(text: str, name: str) -> Audit:
    """The facts that a text holds, of which none contradicts another.

    A digest can be given to any facts; what the harness never writes is told here.

    Raises:
        ReportError: as :func:`audit_from_json`, and for facts that cannot be together.
    """
    audit = audit_from_json(text, name)
    wrong = next(contradictions(audit), None)
    if wrong is not None:
        raise ReportError(f"{name}: its facts contradict each other: {wrong}.")
    return audit


_HEAD: Final = ("schema", "digest")


def _plain(audit: Audit) -> dict[str, Any]:
    """The facts as plain data, each of exactly the type that its field has.

    A float that is whole may have come as an integer; read back it would be a float.
    """
    exact = msgspec.convert(msgspec.to_builtins(audit), Audit)
    plain: dict[str, Any] = msgspec.to_builtins(exact)
    return plain


def _digest(plain: dict[str, Any]) -> str:
    text = json.dumps(
        plain, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False
    )
    return hashlib.sha256(_escaped(text).encode()).hexdigest()


def _escaped(text: str) -> str:
    """JSON in which half a surrogate pair stands as its escape; two halves become one character."""
    if not _HALF.search(text):
        return text
    whole = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return _HALF.sub(lambda found: f"\\u{ord(found[0]):04x}", whole)


_HALF: Final = re.compile("[\ud800-\udfff]")


def _read(text: str, name: str) -> dict[str, Any]:
    """The JSON object of a text, without what JSON does not have or readers take differently."""
    try:
        data = json.loads(
            text, parse_constant=_refuse, parse_float=_finite, object_pairs_hook=_single
        )
    except json.JSONDecodeError as error:
        raise ReportError(
            f"{name}: line {error.lineno}, column {error.colno}: is no JSON ({error.msg})."
        ) from None
    except (ValueError, RecursionError) as error:
        why = "it is nested too deeply" if isinstance(error, RecursionError) else str(error)
        raise ReportError(f"{name}: is no JSON that can be read: {why}.") from None
    if not isinstance(data, dict):
        raise ReportError(f"{name}: expected an object with the facts of a report.")
    return data


def _refuse(number: str) -> NoReturn:
    raise ValueError(f"{number} is no number")


def _finite(digits: str) -> float:
    number = float(digits)
    if math.isinf(number):
        raise ValueError(f"{digits[:_MOST]} is too large a number")
    return number


def _single(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    data = dict(pairs)
    if len(data) != len(pairs):
        names = [name for name, _ in pairs]
        twice = next(name for name in names if names.count(name) > 1)
        raise ValueError(f"the field {_quoted(twice)} stands twice in one object")
    return data


def _unknown(found: Any, known: Any, path: str) -> Iterator[str]:
    """The places of fields that no fact came from."""
    if isinstance(found, dict) and isinstance(known, dict):
        for name, value in found.items():
            if name not in known:
                yield f"{path}.{_quoted(name)[1:-1]}"
            else:
                yield from _unknown(value, known[name], f"{path}.{name}")
    elif isinstance(found, list):
        for i, (value, same) in enumerate(zip(found, known, strict=False)):
            yield from _unknown(value, same, f"{path}[{i}]")


def _in_words(message: str, facts: Any) -> str:
    """What msgspec says, with the place first, the value, and no names of types."""
    told, _, path = message.partition(" - at `")
    path = path.removesuffix("`") or "$"
    for name, words in _TYPES.items():
        told = told.replace(f"`{name}`", words)
    told = _UNION.sub(lambda found: " or ".join(map(_type, found[1].split(" | "))), told)
    told = (told[:1].lower() + told[1:]).replace("object missing", "is without the")
    told = _CHOICE.sub(_CHOICES, told)
    value = _at(facts, path)
    has_value = isinstance(value, str | int | float) and "expected" in told
    return f"{path}: {told}{f' ({_quoted(value)})' if has_value else ''}."


def _type(name: str) -> str:
    return _TYPES.get(name, name)


_TYPES: Final = {
    "str": "text",
    "int": "a whole number",
    "float": "a number",
    "bool": "true or false",
    "array": "a list",
    "object": "an object",
    "null": "null",
}
_CHOICE: Final = re.compile(r"invalid enum value .*", re.DOTALL)
_CHOICES: Final = "expected one of " + ", ".join(subject.value for subject in Subject)
_UNION: Final = re.compile(r"`([a-z]+(?: \| [a-z]+)+)`")
_STEP: Final = re.compile(r"\.(\w+)|\[(\d+|\.\.\.)\]")


def _at(facts: Any, path: str) -> Any:
    """The value at a path; ``None`` where the path leads through a dictionary of any names."""
    for name, index in _STEP.findall(path):
        if index == "...":
            return None
        facts = facts[name] if name else facts[int(index)]
    return facts


def _quoted(value: Any) -> str:
    text = json.dumps(value)
    return text if len(text) <= _MOST else f"{text[:_MOST]}…"


_MOST: Final = 60
