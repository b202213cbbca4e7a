"""Reads what an engine said of one patient, and believes none of it unseen."""

import json
import math
from collections import Counter
from collections.abc import Mapping
from typing import Any, Final

from evaluation.engines.description import Description
from evaluation.outcomes import Result, Status
from triage.loading.problems import did_you_mean, quoted
from triage.vocabulary import Vocabulary, digits

KEYS: Final = ("id", "disposition", "red_flags", "pathways", "rules", "reason", "details")


class AnswerError(ValueError):
    """An answer that cannot be taken; the message says what is wrong and what would be right."""


class AnswerReader:
    """Turns answers of one engine, as plain data, into results in the words of a vocabulary."""

    def __init__(self, description: Description, words: Vocabulary) -> None:
        self._names = description.names
        self._reports = description.traits.reports_red_flags
        self._words = words
        self._cache: dict[str, frozenset[str]] = {}

    def result_of(self, answer: Mapping[str, Any]) -> Result:
        """The result that an answer is: ok, abstained for a disposition of null, or an error."""
        try:
            return self._read(answer)
        except AnswerError as error:
            return failed(str(error))

    def _read(self, answer: Mapping[str, Any]) -> Result:
        unknown = next((key for key in answer if key not in KEYS), None)
        if unknown is not None:
            raise AnswerError(f"unknown key {quoted(str(unknown))}. {_hint(str(unknown), KEYS)}")
        if "disposition" not in answer:
            raise AnswerError('the key "disposition" is missing (null abstains).')
        reason = _text(answer, "reason")
        if answer["disposition"] is None:
            return Result(status=Status.ABSTAINED, reason=reason or "the engine abstained")
        return Result(
            status=Status.OK,
            disposition=self._disposition(answer["disposition"]),
            red_flags=self._red_flags(answer),
            pathways=self._listed(answer, "pathways", "pathway", self._words.pathways),
            rules=tuple(start_of(rule) for rule in _texts(answer, "rules")),
            reason=reason,
        )

    def _disposition(self, said: object) -> int:
        scale = self._words.scale
        if not isinstance(said, str):
            raise AnswerError(
                f"{_shown(said)} stands where a disposition is needed; {_allowed(scale.ids)}."
            )
        name = self._names.get(said, said)
        if name not in scale.ids:
            raise AnswerError(f"unknown disposition {quoted(said)}; {_allowed(scale.ids)}.")
        return scale[name].rank

    def _red_flags(self, answer: Mapping[str, Any]) -> frozenset[str]:
        if self._reports and "red_flags" not in answer:
            raise AnswerError(
                'the key "red_flags" is missing; an engine that tells none is described with '
                '"red_flags: not_reported".'
            )
        if not self._reports and answer.get("red_flags"):
            raise AnswerError(
                'it tells red flags, and is described with "red_flags: not_reported".'
            )
        return self._listed(answer, "red_flags", "red flag", self._words.red_flags)

    def _listed(
        self, answer: Mapping[str, Any], key: str, noun: str, known: Mapping[str, object]
    ) -> frozenset[str]:
        names = [self._names.get(name, name) for name in _texts(answer, key)]
        for name in names:
            if name not in known:
                raise AnswerError(f"unknown {noun} {quoted(name)}. {_hint(name, known)}")
        return frozenset(names)


def too_late(limit: float) -> str:
    """Why a request has no answer that was open, or not asked yet, when the time was over."""
    return f"no answer: the run took longer than {digits(limit)} s"


def failed(reason: str) -> Result:
    """The result of a request that could not be answered, and why."""
    return Result(status=Status.ERROR, reason=reason)


def parse_answer(text: bytes | str) -> dict[str, Any]:
    """One JSON object, strictly read.

    Raises:
        AnswerError: no UTF-8, no JSON, a number that is none (NaN), a key twice, or no object.
    """
    data = parse_json(text)
    if not isinstance(data, dict):
        raise AnswerError(f"{_shown(data)} is no JSON object.")
    return data


def parse_json(text: bytes | str) -> Any:
    """Strict JSON: what has two readings has none.

    Raises:
        AnswerError: no UTF-8, no JSON, a number that is none (NaN), or a key that stands twice.
    """
    try:
        decoded = text.decode("utf-8") if isinstance(text, bytes) else text
        return json.loads(decoded, parse_constant=_refuse, object_pairs_hook=_pairs)
    except UnicodeDecodeError:
        raise AnswerError("not valid UTF-8.") from None
    except AnswerError:
        raise
    except (ValueError, RecursionError):  # a whole number of 5,000 digits is a ValueError too
        raise AnswerError(f"no JSON: {start_of(text)}") from None


def start_of(text: bytes | str, most: int = 80) -> str:
    """The start of a text that somebody else wrote, for a message: one line, and printable.

    >>> start_of(b"urgent"), start_of("x" * 99, 5)
    ('urgent', 'xxxxx…')
    """
    head = text[: most * 4]
    line = head.decode("utf-8", "replace") if isinstance(head, bytes) else head
    line = "".join(c if c.isprintable() else "\N{REPLACEMENT CHARACTER}" for c in line)
    return line if len(line) <= most else f"{line[:most]}…"


def _refuse(constant: str) -> None:
    raise AnswerError(f"{constant} is no value.")


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        times = Counter(name for name, _ in pairs)
        twice = next(name for name in times if times[name] > 1)
        raise AnswerError(f"the key {quoted(twice)} stands twice.")
    return found


def _texts(answer: Mapping[str, Any], key: str) -> list[str]:
    """A list of texts; empty where the key is missing or null."""
    value = answer.get(key)
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise AnswerError(f'"{key}" needs to be a list of texts, not {_shown(value)}.')
    if len(set(value)) < len(value):
        raise AnswerError(f'"{key}" names something twice: {_shown(value)}.')
    return value


def _text(answer: Mapping[str, Any], key: str) -> str:
    value = answer.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise AnswerError(f'"{key}" needs to be a text, not {_shown(value)}.')
    return start_of(value)


def _hint(name: str, known: Mapping[str, object] | tuple[str, ...]) -> str:
    return did_you_mean(name, list(known))


def _allowed(names: tuple[str, ...]) -> str:
    return f"allowed: {', '.join(names)}"


def _shown(value: object) -> str:
    """A value as JSON, cut where it is long."""
    if isinstance(value, float) and not math.isfinite(value):
        return str(value)
    try:
        return start_of(json.dumps(value, ensure_ascii=False, default=str))
    except RecursionError:  # nested so deep that it could just be read
        return "a list of lists of lists"
