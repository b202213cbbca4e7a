"""What editors say of the keys of a policy, waivers, acceptances and an engine file."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from evaluation.engines.description import build_description
from evaluation.gate.policy_file import build_policy
from evaluation.schema import acceptances_schema, engine_schema, policy_schema, waivers_schema
from evaluation.schema_words import ACCEPTANCES_WORDS, ENGINE_WORDS, POLICY_WORDS, WAIVERS_WORDS
from reports.cli.init import STARTER
from triage.loading.nodes import Node, parse
from triage.repository import load_ruleset
from triage.vocabulary import digits

KNEE = load_ruleset("knee").vocabulary
SCHEMAS = {
    "policy": (policy_schema(KNEE), POLICY_WORDS),
    "waivers": (waivers_schema(), WAIVERS_WORDS),
    "acceptances": (acceptances_schema(), ACCEPTANCES_WORDS),
    "engine": (engine_schema(KNEE), ENGINE_WORDS),
}


def keys_of(schema: dict[str, Any], path: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Every key at every depth, with its schema."""
    for key, below in schema.get("properties", {}).items():
        yield f"{path}{key}", below
        yield from keys_of(below, f"{path}{key}.")
    if "items" in schema:
        yield from keys_of(schema["items"], path)


def as_node(data: Any) -> Node:
    """Data as the strict loader reads it."""
    return parse(json.dumps(data).encode(), "f.yaml")


@pytest.mark.parametrize("kind", SCHEMAS)
def test_an_editor_has_a_sentence_for_every_key(kind: str) -> None:
    """At every depth, those that a vocabulary adds too; short enough to be read beside a line."""
    schema, _ = SCHEMAS[kind]
    said = {path: below.get("description", "") for path, below in keys_of(schema)}
    assert [path for path, text in said.items() if not text.endswith((".", "default."))] == []
    assert max(map(len, said.values())) < 170


@pytest.mark.parametrize("kind", SCHEMAS)
def test_no_sentence_is_for_a_key_that_is_not_there(kind: str) -> None:
    """What was renamed takes its sentence along."""
    schema, words = SCHEMAS[kind]
    used = {below["description"] for _, below in keys_of(schema)}
    assert set(words.values()) - used == set()


def test_the_defaults_that_are_told_are_those_of_the_loader() -> None:
    """A sentence about what is left out would mislead when it is no longer so."""
    bare = {"engine": "x", "run": "http://localhost/"}
    made = build_description(as_node(bare), "f.yaml", KNEE, Path())
    told: dict[str, float | str] = {
        "timeout_seconds": made.timeout,
        "run_timeout_seconds": made.run_timeout,
        "http.per_request": made.calls.per_request,
        "http.at_once": made.calls.at_once,
        "http.retries": made.calls.retries,
        "predictions.separator": made.table.separator,
    }
    for key, value in told.items():
        shown = f'"{value}"' if isinstance(value, str) else digits(value)
        assert ENGINE_WORDS[key].endswith(f"; {shown} by default.")
    policy = yaml.safe_load((STARTER / "policy.yaml").read_text(encoding="utf-8"))
    kept = {key: policy[key] for key in policy_schema(KNEE)["required"]}
    kept["red_flags"], kept["limits"] = {"fever": {"at_most": 0}}, {"accuracy": {"at_least": 0}}
    kept["escalation_threshold"] = "urgent"
    least = build_policy(as_node(kept), "f.yaml", KNEE)
    assert (
        f", {least.red_flags['fever'].vignettes} by default"
        in POLICY_WORDS["red_flags.*.vignettes"]
    )
    assert POLICY_WORDS["subgroups.smallest"].endswith(f"; {least.subgroups.smallest} by default.")
    longest = least.waivers.longest_days
    assert POLICY_WORDS["waivers.longest_days"].endswith(f"; {longest} without this section.")
