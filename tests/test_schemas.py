"""The JSON Schemas for editors agree with the loader on what ships, and on simple mistakes."""

from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from triage.domain import SHIPPED
from triage.repository import load_ruleset
from triage.schema import ruleset_schema
from vignettes.domain import library_folder
from vignettes.schema import vignettes_schema

KNEE = load_ruleset("knee").vocabulary
RULES = sorted((SHIPPED / "knee" / "rules").glob("*.yaml"))
VIGNETTES = sorted(library_folder("knee").glob("*.yaml"))


def validate(data: Any, schema: dict[str, Any]) -> None:
    """Raise where data does not match a schema of the 2020-12 dialect."""
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)


def read(path: Path) -> Any:
    """The data of a YAML file, by the plain loader."""
    return yaml.safe_load(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("path", RULES, ids=lambda path: path.stem)
def test_shipped_rules_match_their_schema(path: Path) -> None:
    """An editor marks nothing in a file that the loader takes."""
    validate(read(path), ruleset_schema(KNEE))


@pytest.mark.parametrize("path", VIGNETTES, ids=lambda path: path.stem)
def test_shipped_vignettes_match_their_schema(path: Path) -> None:
    """An editor marks nothing in a file that the loader takes."""
    validate(read(path), vignettes_schema(KNEE))


@pytest.mark.parametrize(
    "change",
    [
        {"disposition": "someday"},
        {"when": "no_such_finding"},
        {"when": {"number": "age_years", "at_least": 200}},
        {"when": {"all": []}},
        {"red_flags": ["no_such_flag"]},
        {"sources": ["PKP 33"]},
        {"colour": "red"},
    ],
    ids=str,
)
def test_a_mistake_in_a_rule_is_marked(change: dict[str, Any]) -> None:
    """What the loader refuses in one field, the schema refuses too."""
    data = read(RULES[0])
    data["rules"][0] |= change
    with pytest.raises(jsonschema.ValidationError):
        validate(data, ruleset_schema(KNEE))


@pytest.mark.parametrize(
    "change",
    [
        {"kind": "other"},
        {"present": ["no_such_finding"]},
        {"patient": {"age_years": -1}},
        {"gold": {"preferred": "someday"}},
        {"gold": {"preferred": "urgent", "absent_red_flags": "none"}},
        {"colour": "red"},
    ],
    ids=str,
)
def test_a_mistake_in_a_vignette_is_marked(change: dict[str, Any]) -> None:
    """What the loader refuses in one field, the schema refuses too."""
    data = read(VIGNETTES[0])
    data["vignettes"][0] |= change
    with pytest.raises(jsonschema.ValidationError):
        validate(data, vignettes_schema(KNEE))
