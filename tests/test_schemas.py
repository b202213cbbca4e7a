"""The JSON Schemas for editors agree with the loader on what ships, and on simple mistakes."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

from evaluation.domain import policy_file
from evaluation.engines.description import build_description
from evaluation.gate.acceptances import build_acceptances
from evaluation.gate.policy_file import build_policy
from evaluation.gate.waivers import build_waivers
from evaluation.schema import acceptances_schema, engine_schema, policy_schema, waivers_schema
from reports.cli.init import STARTER
from triage.domain import SHIPPED
from triage.loading.nodes import Node, parse
from triage.loading.problems import LoadError
from triage.loading.vocabularies import read_vocabulary
from triage.repository import load_ruleset
from triage.schema import ruleset_schema
from triage.vocabulary import Vocabulary
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


POLICIES = [
    policy_file("knee"),
    Path(__file__).parent / "domains" / "sore_throat" / "policy.yaml",
    STARTER / "policy.yaml",
]
ENGINE = {
    "engine": "Ours",
    "run": "command:./ours --json",
    "version": "2.1",
    "red_flags": "not_reported",
    "unknowns": "absent",
    "reads": ["fever", "age_years"],
    "deterministic": False,
    "names": {"A&E": "emergency"},
    "timeout_seconds": 0.5,
    "run_timeout_seconds": 60,
}
WAIVER = {
    "covers": "missed_red_flag",
    "of": "F06-fever",
    "difference": "0123456789ab",
    "reason": "Known.",
    "approver": "Dr Example",
    "approved": "2026-06-01",
    "expires": "2026-08-01",
}


ACCEPTANCE = {
    "line": "0123456789ab",
    "says": "urgent -> routine: fever (by fever)",
    "reason": "Looked at.",
    "approver": "Dr Example",
    "role": "Safety officer",
    "approved": "2026-06-01",
    "expires": "2026-08-01",
}


def as_node(data: Any) -> Node:
    """Data as the strict loader reads it."""
    return parse(json.dumps(data).encode(), "f.yaml")


def refuses(data: Any, schema: dict[str, Any], load: Callable[[Node, str], object]) -> bool:
    """Whether schema and loader both refuse; they have to agree."""
    try:
        load(as_node(data), "f.yaml")
    except LoadError:
        with pytest.raises(jsonschema.ValidationError):
            validate(data, schema)
        return True
    validate(data, schema)
    return False


def words_of(path: Path) -> Vocabulary:
    """The vocabulary beside a policy, or the one that ships."""
    own = path.parent / "vocabulary.yaml"
    return read_vocabulary(own) if own.is_file() else KNEE


@pytest.mark.parametrize("path", POLICIES, ids=["knee", "sore_throat", "starter"])
def test_shipped_policies_match_their_schema(path: Path) -> None:
    """An editor marks nothing in a file that the loader takes."""
    validate(read(path), policy_schema(words_of(path)))


@pytest.mark.parametrize(
    "change",
    [
        {"guard": "some"},
        {"escalation_threshold": "someday"},
        {"escalation_threshold": "self_care"},
        {"minimum": {"vignettes": 1}},
        {"minimum": {"vignettes": 0, "red_flag_vignettes": 1}},
        {"ratchet": ["under_triage"]},
        {"ratchet": ["missed_red_flag", "nothing"]},
        {"limits": {"accuracy": {"at_most": 1}}},
        {"limits": {"accuracy": {"at_least": 1.5}}},
        {"limits": {"unknown_robustness": {"at_least": 1}}},
        {"baseline": "any"},
        {"red_flags": {"no_such_flag": {"at_most": 0}}},
        {"red_flags": {"each": {}}},
        {"subgroups": {"bands": {"no_such_number": [1]}}},
        {"subgroups": {"bands": {"age_years": [400]}}},
        {"subgroups": {"bands": {"age_years": []}}},
        {"subgroups": {"smallest": 0}},
        {"evidence": {"missed_red_flag_upper_bound": 1}},
        {"waivers": {"longest_days": 0}},
        {"waivers": {"longest_days": 9, "never": ["nothing"]}},
        {"waivers": {"longest_days": 9, "most": -1}},
        {"watch": {"policy": ["policy.yaml"]}},
        {"watch": {"rules": ["rules"], "waivers": ["waivers.yaml"]}},
        {"watch": {"rules": []}},
        {"colour": "red"},
    ],
    ids=str,
)
def test_a_mistake_in_a_policy_is_marked(change: dict[str, Any]) -> None:
    """What the loader refuses in one field, the schema refuses too."""
    data = {**read(POLICIES[0]), **change}
    assert refuses(data, policy_schema(KNEE), lambda root, file: build_policy(root, file, KNEE))


@pytest.mark.parametrize(
    "change",
    [
        {"covers": "everything"},
        {"difference": "0123"},
        {"reason": ""},
        {"approved": "soon"},
        {"expires": "2026-8-1"},
        {"vignette": "F06-fever"},
    ],
    ids=str,
)
def test_a_mistake_in_a_waiver_is_marked(change: dict[str, Any]) -> None:
    """What the loader refuses in one field, the schema refuses too; a whole one both take."""
    assert not refuses({"waivers": [WAIVER]}, waivers_schema(), build_waivers)
    assert refuses({"waivers": [{**WAIVER, **change}]}, waivers_schema(), build_waivers)


@pytest.mark.parametrize(
    "change",
    [
        {"line": "ABCDEF012345"},
        {"line": "0123456789abc"},
        {"line": 123456789012},
        {"says": ""},
        {"reason": ""},
        {"role": None},
        {"approved": "June"},
        {"expires": 20260801},
        {"covers": "lowered"},
    ],
    ids=str,
)
def test_a_mistake_in_an_acceptance_is_marked(change: dict[str, Any]) -> None:
    """What the loader refuses in one field, the schema refuses too; a whole one both take."""
    schema = acceptances_schema()
    assert not refuses({"acceptances": [ACCEPTANCE]}, schema, build_acceptances)
    assert refuses({"acceptances": [{**ACCEPTANCE, **change}]}, schema, build_acceptances)
    for key in ACCEPTANCE:
        less = {name: text for name, text in ACCEPTANCE.items() if name != key}
        assert refuses({"acceptances": [less]}, schema, build_acceptances)


@pytest.mark.parametrize(
    "change",
    [
        {"run": "ours"},
        {"run": "python:"},
        {"red_flags": "some"},
        {"unknowns": "guessed"},
        {"reads": ["no_such_finding"]},
        {"deterministic": "yes"},
        {"names": {"A&E": "no_such_level"}},
        {"timeout_seconds": 0},
        {"run_timeout_seconds": 100_000},
        {"run": "http://localhost/", "http": {"at_once": 0}},
        {"run": "predictions:a.csv", "predictions": {"columns": {"colour": "red"}}},
        {"colour": "red"},
    ],
    ids=str,
)
def test_a_mistake_in_an_engine_file_is_marked(change: dict[str, Any]) -> None:
    """What the loader refuses in one field, the schema refuses too; a whole one both take."""

    def load(root: Node, file: str) -> object:
        return build_description(root, file, KNEE, Path())

    assert not refuses(ENGINE, engine_schema(KNEE), load)
    assert refuses({**ENGINE, **change}, engine_schema(KNEE), load)


ENGINE_FILES = sorted((Path(__file__).parents[1] / "docs" / "engines").glob("*.yaml"))


@pytest.mark.parametrize("path", ENGINE_FILES, ids=lambda path: path.stem)
def test_documented_engine_files_match_their_schema(path: Path) -> None:
    """What people copy is right."""
    validate(read(path), engine_schema(KNEE))
