"""JSON Schemas of rule files, for editors. The strict loader is what decides; these only help."""

from collections.abc import Iterable
from typing import Any, Final

from triage.conditions import Comparison
from triage.vocabulary import Number, Vocabulary

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Final[dict[str, Any]] = {"type": "string", "minLength": 1}


def ruleset_schema(words: Vocabulary) -> dict[str, Any]:
    """The schema of a rule file that is written in the words of a vocabulary."""
    return {
        "$schema": DIALECT,
        "title": f"Rule set in the vocabulary {words.name}",
        "$defs": {"condition": _condition(words), "sources": sources_schema(words)},
        **closed(
            required={
                "ruleset": _TEXT,
                "version": {"type": "string", "pattern": r"^\d+\.\d+\.\d+(-[0-9A-Za-z.]+)?$"},
                "title": _TEXT,
                "vocabulary": _TEXT,
                "floor_while_undecided": names(words.scale.ids),
                "default": closed(
                    required={
                        "disposition": names(words.scale.ids),
                        "title": _TEXT,
                        "sources": {"$ref": "#/$defs/sources"},
                    }
                ),
                "rules": {"type": "array", "minItems": 1, "items": _rule(words)},
            },
            optional={"history": {"type": "array", "items": _TEXT}},
        ),
    }


def closed(
    required: dict[str, Any] | None = None, optional: dict[str, Any] | None = None
) -> dict[str, Any]:
    """The schema of a mapping with these keys and no others."""
    return {
        "type": "object",
        "properties": {**(required or {}), **(optional or {})},
        "required": list(required or {}),
        "additionalProperties": False,
    }


def names(allowed: Iterable[str]) -> dict[str, Any]:
    """The schema of one name out of several."""
    return {"enum": list(allowed)}


def name_list(allowed: Iterable[str]) -> dict[str, Any]:
    """The schema of a list of names without repeats."""
    return {"type": "array", "uniqueItems": True, "items": names(allowed)}


def sources_schema(words: Vocabulary) -> dict[str, Any]:
    """The schema of a list of locators in the vocabulary's documents."""
    documents = "|".join(words.documents)
    pattern = rf"^({documents}) L\d+(\.\d+)?$"
    return {"type": "array", "minItems": 1, "items": {"type": "string", "pattern": pattern}}


def _rule(words: Vocabulary) -> dict[str, Any]:
    return closed(
        required={
            "id": _TEXT,
            "title": _TEXT,
            "disposition": names(words.scale.ids),
            "when": {"$ref": "#/$defs/condition"},
            "sources": {"$ref": "#/$defs/sources"},
        },
        optional={
            "red_flags": name_list(words.red_flags),
            "pathways": name_list(words.pathways),
            "interpretation": _TEXT,
            "beyond_source": _TEXT,
            "rationale": _TEXT,
            "must_be_ruled_out": {"type": "boolean"},
        },
    )


def _condition(words: Vocabulary) -> dict[str, Any]:
    below = {"$ref": "#/$defs/condition"}
    several = {"type": "array", "minItems": 1, "items": below}
    forms = [
        names(words.findings),
        closed(required={"all": several}),
        closed(required={"any": several}),
        closed(required={"not": below}),
        closed(required={"at_least": {"type": "integer", "minimum": 1}, "of": several}),
    ]
    forms += [
        closed(required={"number": names([number.id]), comparison.value: _bound(number)})
        for number in words.numbers.values()
        for comparison in Comparison
    ]
    return {"oneOf": forms}


def _bound(number: Number) -> dict[str, Any]:
    return {"type": "number", "minimum": number.minimum, "maximum": number.maximum}
