"""JSON Schemas of what reports write: their facts, and the table of their vignettes."""

from typing import Any, Final

from reports.data.columns import COLUMNS, Column, Kind
from reports.model.audit.audit import SCHEMA, Audit
from triage.schema import DIALECT


def report_schema() -> dict[str, Any]:
    """The schema of the facts of a report as JSON, made from their types.

    Its descriptions are those of the types. It does not know whether the digest is that of the
    facts: reading the file tells.
    """
    import msgspec

    schema = _closed(msgspec.json.schema(Audit))
    facts = schema["$defs"].pop(Audit.__name__)
    head = {
        "schema": {"const": SCHEMA},
        "digest": {
            "type": "string",
            "pattern": "^[0-9a-f]{64}$",
            "description": "The SHA-256 of the canonical text of all facts.",
        },
    }
    return {
        "$schema": DIALECT,
        "$id": f"urn:triage:schema:{SCHEMA}",
        **facts,
        "title": "The facts of a report",
        "properties": {**head, **facts["properties"]},
        "required": [*head, *facts["required"]],
        "$defs": schema["$defs"],
    }


def table_schema() -> dict[str, Any]:
    """The schema of one row of the table of vignettes, as Parquet has it.

    In CSV each value is a text: names stand apart by semicolons, with a backslash before one that
    is part of a name; what could be taken for a formula has an apostrophe before it.
    """
    return {
        "$schema": DIALECT,
        "$id": "urn:triage:schema:triage-vignettes-table/1",
        "title": "A row of the table of vignettes",
        "description": _TABLE,
        "type": "object",
        "properties": {column.name: _of_column(column) for column in COLUMNS},
        "required": [column.name for column in COLUMNS],
        "additionalProperties": False,
    }


_TABLE: Final = (
    "One vignette with what was expected and given, as in Parquet. In CSV each value is a text: "
    "true or false, nothing for null, and names apart by semicolons, with a backslash before a "
    "semicolon or backslash that is part of a name; then an apostrophe before whatever a "
    "spreadsheet could take for a formula."
)
_TYPES: Final[dict[Kind, dict[str, Any]]] = {
    Kind.TEXT: {"type": "string"},
    Kind.CHOICE: {"type": "string"},
    Kind.TEXTS: {"type": "array", "items": {"type": "string"}},
    Kind.FLAG: {"type": "boolean"},
    Kind.LINE: {"type": ["integer", "null"], "minimum": 1},
}


def _of_column(column: Column) -> dict[str, Any]:
    return {**_TYPES[column.kind], "description": column.says}


def _closed(schema: Any) -> Any:
    """The schema in which no object has fields that are not named, and texts are in one line."""
    if isinstance(schema, list):
        return [_closed(each) for each in schema]
    if not isinstance(schema, dict):
        return schema
    found = {name: _closed(value) for name, value in schema.items()}
    if "properties" in found and found.get("type") == "object":
        found["additionalProperties"] = False
    if isinstance(found.get("description"), str):
        found["description"] = _in_one_line(found["description"])
    return found


def _in_one_line(text: str) -> str:
    return " ".join(text.replace("``", "").replace("None", "null").split())
