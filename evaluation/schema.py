"""JSON Schemas for editors: policies, waivers, acceptances, engine files. The loaders decide."""

from collections.abc import Iterable, Mapping
from typing import Any, Final

from evaluation.comparison import ENDPOINT_NAMES, LOWERED, NO_ANSWER
from evaluation.engines.description import (
    COLUMNS,
    LONGEST_TIME,
    MOST_CALLS,
    MOST_REPEATS,
    RED_FLAGS,
)
from evaluation.engines.protocol import Unknowns
from evaluation.engines.references import REFERENCES
from evaluation.gate.policy import APPROVED, MINIMA, RULES, WATCHED, Guard
from evaluation.gate.policy_file import EACH
from evaluation.gate.waivers import COVERED
from evaluation.metrics import BETTER, MEASURED, METRIC_BY_NAME, Better
from evaluation.schema_words import (
    ACCEPTANCES_WORDS,
    ENGINE_WORDS,
    POLICY_WORDS,
    WAIVERS_WORDS,
    described,
)
from triage.fingerprint import SHORT
from triage.schema import DIALECT, closed, name_list, names
from triage.vocabulary import Vocabulary

_TEXT: Final[dict[str, Any]] = {"type": "string", "minLength": 1}
_SHARE: Final[dict[str, Any]] = {"type": "number", "minimum": 0, "maximum": 1}
_COUNT: Final[dict[str, Any]] = {"type": "integer", "minimum": 1}
_DATE: Final[dict[str, Any]] = {"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}$"}
_DIGITS: Final[dict[str, Any]] = {"type": "string", "pattern": f"^[0-9a-f]{{{SHORT}}}$"}


def policy_schema(words: Vocabulary) -> dict[str, Any]:
    """The schema of a policy in the words of a vocabulary."""
    return _schema(
        f"Policy in the vocabulary {words.name}",
        POLICY_WORDS,
        closed(
            required={
                "policy": _TEXT,
                "escalation_threshold": names(words.scale.ids[1:]),
                "minimum": closed(
                    required=dict.fromkeys(MINIMA[:2], _COUNT),
                    optional=dict.fromkeys(MINIMA[2:], _COUNT),
                ),
                "guard": names(guard.value for guard in Guard),
                "ratchet": _ratchet(),
                "limits": _limits(MEASURED),
            },
            optional={
                "baseline": names([APPROVED]),
                "red_flags": _red_flags(words),
                "subgroups": _subgroups(words),
                "evidence": closed(required={"missed_red_flag_upper_bound": _TARGET}),
                "waivers": closed(
                    required={"longest_days": _COUNT},
                    optional={
                        "most": {"type": "integer", "minimum": 0},
                        "never": name_list(COVERED),
                    },
                ),
                "watch": closed(required={RULES: _PATHS}, optional=dict.fromkeys(WATCHED, _PATHS)),
            },
        ),
    )


def waivers_schema() -> dict[str, Any]:
    """The schema of a file of waivers."""
    waiver = closed(
        required={
            "covers": names(COVERED),
            "of": _TEXT,
            "difference": _DIGITS,
            "reason": _TEXT,
            "approver": _TEXT,
            "approved": _DATE,
            "expires": _DATE,
        }
    )
    top = closed(required={"waivers": {"type": "array", "items": waiver}})
    return _schema("Waivers", WAIVERS_WORDS, top)


def acceptances_schema() -> dict[str, Any]:
    """The schema of a file of acceptances."""
    acceptance = closed(
        required={
            "line": _DIGITS,
            "says": _TEXT,
            "reason": _TEXT,
            "approver": _TEXT,
            "role": _TEXT,
            "approved": _DATE,
            "expires": _DATE,
        }
    )
    top = closed(required={"acceptances": {"type": "array", "items": acceptance}})
    return _schema("Acceptances", ACCEPTANCES_WORDS, top)


def engine_schema(words: Vocabulary) -> dict[str, Any]:
    """The schema of an engine file for the words of a vocabulary."""
    ours = (*words.scale.ids, *words.red_flags, *words.pathways)
    calls = {"type": "integer", "maximum": MOST_CALLS}
    seconds = {"type": "number", "exclusiveMinimum": 0, "maximum": LONGEST_TIME}
    return _schema(
        f"Engine under test, for the vocabulary {words.name}",
        ENGINE_WORDS,
        closed(
            required={"engine": _TEXT, "run": {"type": "string", "pattern": _REFERENCE}},
            optional={
                "version": _TEXT,
                "red_flags": names(RED_FLAGS),
                "unknowns": names(unknowns.value for unknowns in Unknowns),
                "reads": name_list([*words.findings, *words.numbers]),
                "deterministic": {"type": "boolean"},
                "repeat": {"type": "integer", "minimum": 1, "maximum": MOST_REPEATS},
                "names": {"type": "object", "additionalProperties": names(ours)},
                "timeout_seconds": seconds,
                "run_timeout_seconds": seconds,
                "http": closed(
                    optional={
                        "per_request": {**calls, "minimum": 1},
                        "at_once": {**calls, "minimum": 1},
                        "retries": {**calls, "minimum": 0},
                    }
                ),
                "predictions": closed(
                    optional={
                        "columns": closed(optional=dict.fromkeys(COLUMNS, _TEXT)),
                        "where": {"type": "object", "additionalProperties": _CELL},
                        "separator": _TEXT,
                    }
                ),
            },
        ),
    )


def _schema(title: str, said: Mapping[str, str], top: dict[str, Any]) -> dict[str, Any]:
    """A whole schema, with a sentence at each key."""
    return {"$schema": DIALECT, "title": title, **described(top, said)}


_TARGET: Final = {"type": "number", "exclusiveMinimum": 0, "exclusiveMaximum": 1}
_PATHS: Final = {"type": "array", "minItems": 1, "items": _TEXT}
_CELL: Final = {"type": ["string", "number"]}
_REFERENCE: Final = f"^({'|'.join(REFERENCES)})."


def _ratchet() -> dict[str, Any]:
    allowed = name_list([*ENDPOINT_NAMES, LOWERED, NO_ANSWER])
    return {**allowed, "contains": {"const": "missed_red_flag"}}


def _limits(metrics: Iterable[str]) -> dict[str, Any]:
    bounds = {
        name: closed(required={"at_most" if BETTER[name] is Better.LOWER else "at_least": _SHARE})
        for name in metrics
    }
    return closed(optional=bounds)


def _red_flags(words: Vocabulary) -> dict[str, Any]:
    limit = closed(required={"at_most": _SHARE}, optional={"vignettes": _COUNT})
    return closed(optional=dict.fromkeys((EACH, *words.red_flags), limit))


def _subgroups(words: Vocabulary) -> dict[str, Any]:
    bands = {
        number.id: {
            "type": "array",
            "minItems": 1,
            "uniqueItems": True,
            "items": {"type": "number", "minimum": number.minimum, "maximum": number.maximum},
        }
        for number in words.numbers.values()
    }
    return closed(
        optional={
            "bands": closed(optional=bands),
            "smallest": _COUNT,
            "limits": _limits(METRIC_BY_NAME),
        }
    )
