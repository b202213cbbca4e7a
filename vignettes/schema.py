"""The JSON Schema of vignette files, for editors. The strict loader is what decides."""

from typing import Any

from triage.schema import DIALECT, closed, name_list, names, sources_schema
from triage.vocabulary import Vocabulary
from vignettes.loading import OTHERS
from vignettes.vignette import Kind

_TEXT: dict[str, Any] = {"type": "string", "minLength": 1}


def vignettes_schema(words: Vocabulary) -> dict[str, Any]:
    """The schema of a file of vignettes in the words of a vocabulary."""
    vignette = closed(
        required={
            "id": _TEXT,
            "title": _TEXT,
            "kind": names(kind.value for kind in Kind),
            "narrative": _TEXT,
            "gold": _gold(words),
            "sources": sources_schema(words),
            "author": _TEXT,
        },
        optional={"family": _TEXT, "phrases": _TEXT, **_patient(words)},
    )
    return {
        "$schema": DIALECT,
        "title": f"Vignettes in the vocabulary {words.name}",
        **closed(required={"vignettes": {"type": "array", "items": vignette}}),
    }


def _patient(words: Vocabulary) -> dict[str, Any]:
    numbers = {
        number.id: {"type": "number", "minimum": number.minimum, "maximum": number.maximum}
        for number in words.numbers.values()
    }
    own = {name: schema for name, schema in numbers.items() if words.numbers[name].patient}
    attributes = {entry.id: names(entry.values) for entry in words.attributes.values()}
    return {
        "present": name_list(words.findings),
        "absent": name_list(words.findings),
        "absent_others": name_list(words.groups),
        "not_asked": name_list([*words.findings, *words.numbers]),
        "numbers": closed(optional=numbers),
        "patient": closed(optional={**own, **attributes}),
    }


def _gold(words: Vocabulary) -> dict[str, Any]:
    return closed(
        required={"preferred": names(words.scale.ids)},
        optional={
            "acceptable": {**name_list(words.scale.ids), "minItems": 1},
            "red_flags": name_list(words.red_flags),
            "absent_red_flags": {"oneOf": [name_list(words.red_flags), {"const": OTHERS}]},
            "pathways": name_list(words.pathways),
            "note": _TEXT,
            "exception": _TEXT,
        },
    )
