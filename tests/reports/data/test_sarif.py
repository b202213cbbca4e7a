"""The SARIF of a report."""

import json
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any
from unicodedata import category

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings

from reports.data import sarif
from reports.data.sarif import audit_to_sarif
from reports.data.sarif_places import is_inside, location
from reports.model.audit.audit import Audit
from reports.model.audit.vignettes import Place
from tests.reports.kit.any_audit import FILLINGS, filled
from tests.reports.kit.audits import (
    compared_audit,
    failing_audit,
    hostile_audit,
    large_audit,
    run_audit,
    small_audit,
)
from tests.reports.kit.shared import schema_file

MAKERS = [small_audit, failing_audit, run_audit, compared_audit, hostile_audit]


@pytest.fixture(scope="module")
def validate() -> Callable[[Any], None]:
    """A check against the schema of OASIS."""
    schema = json.loads(schema_file("sarif-2.1.0.json").read_text(encoding="utf-8"))
    validator = jsonschema.validators.validator_for(schema)(schema)

    def check(data: Any) -> None:
        validator.validate(json.loads(json.dumps(data, allow_nan=False, ensure_ascii=False)))

    return check


def found(audit: Audit, *, with_waived: bool = False) -> list[dict[str, Any]]:
    """The results of a report."""
    results: list[dict[str, Any]] = audit_to_sarif(audit, with_waived=with_waived)["runs"][0][
        "results"
    ]
    return results


def where(result: Mapping[str, Any]) -> str:
    """The first location, as file and line."""
    physical = result["locations"][0]["physicalLocation"]
    return f"{physical['artifactLocation']['uri']}:{physical['region']['startLine']}"


def of(result: Mapping[str, Any]) -> str:
    """What a result is about."""
    about = result["properties"]
    return str(about.get("vignette") or about.get("line") or about.get("claim") or "")


@pytest.mark.parametrize("with_waived", [False, True])
@pytest.mark.parametrize("make", MAKERS)
def test_it_is_valid(
    validate: Callable[[Any], None], make: Callable[[], Audit], *, with_waived: bool
) -> None:
    """Against the schema, whatever the content, and it can be written as UTF-8."""
    data = audit_to_sarif(make(), with_waived=with_waived)
    validate(data)
    json.dumps(data, ensure_ascii=False).encode()


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=FILLINGS)
def test_any_text_is_valid(validate: Callable[[Any], None], texts: list[str]) -> None:
    """Any characters in any field; no message is empty, no line is below 1, no path absolute."""
    data = audit_to_sarif(filled(texts), with_waived=True)
    validate(data)
    for result in data["runs"][0]["results"]:
        assert result["message"]["text"]
        assert not any(category(c)[0] == "C" for c in result["message"]["text"])
        for place in (*result["locations"], *result["relatedLocations"]):
            physical = place["physicalLocation"]
            assert physical["region"]["startLine"] >= 1
            assert not physical["artifactLocation"]["uri"].startswith(("/", ".."))


def test_what_is_told_of_a_gate_that_fails() -> None:
    """The worst harm first, each at the line that made it so; nothing known and nothing waived."""
    rules = "rules/1.1.0.yaml"
    assert [
        (each["ruleId"], of(each), each["level"], each.get("baselineState"), where(each))
        for each in found(failing_audit())
    ] == [
        ("line_lowered", "0a1b2c3d4e5f", "error", "new", f"{rules}:41"),
        ("claim_not_proved", "fire.floor", "error", None, f"{rules}:41"),
        ("missed_red_flag", "burning", "error", "new", f"{rules}:41"),
        ("missed_red_flag", "burning-slowly", "error", "new", f"{rules}:41"),
        ("missed_red_flag", "rattling", "error", "new", f"{rules}:1"),
        ("missed_red_flag", "glowing", "error", "new", f"{rules}:1"),
        ("no_answer", "mumbling", "error", "unchanged", f"{rules}:1"),
        ("under_triage", "dripping", "error", "new", f"{rules}:1"),
        ("evidence", "", "error", None, f"{rules}:1"),
        ("vignettes_gold_edited", "", "error", None, f"{rules}:1"),
        ("waivers", "", "error", None, f"{rules}:1"),
        ("claim_not_proved", "current.floor", "warning", None, f"{rules}:41"),
        ("lowered", "steaming", "warning", "new", f"{rules}:41"),
        ("over_triage", "whistling", "note", "new", f"{rules}:41"),
    ]


def test_what_is_waived_comes_suppressed_where_it_is_wanted() -> None:
    """Code scanning would show it as open; who asks for it gets the reason with it."""
    suppressed = [
        (of(each), each["suppressions"])
        for each in found(failing_audit(), with_waived=True)
        if "suppressions" in each
    ]
    assert suppressed == [
        (
            "112233445566",
            [
                {
                    "kind": "external",
                    "status": "accepted",
                    "justification": "accepted by A. Lamp (safety officer) until 2026-06-01: "
                    "the handle is of wood",
                }
            ],
        ),
        (
            "tingling",
            [
                {
                    "kind": "external",
                    "status": "accepted",
                    "justification": "The handle of that kettle is of wood. "
                    "(by A. Lamp until 2026-05-01)",
                }
            ],
        ),
    ]


def test_vignettes_are_related_places() -> None:
    """Of a vignette its own place and other changed rules; of a line those that it lowers."""
    by_id = {of(each): each for each in found(failing_audit())}
    related = [place["message"]["text"] for place in by_id["burning-slowly"]["relatedLocations"]]
    assert related == [
        (
            "Vignette burning-slowly: expected leave (fire), got unplug (no red flag), "
            "without the pathway electrician"
        ),
        "Rule acts-on-current",
    ]
    line = by_id["0a1b2c3d4e5f"]["relatedLocations"]
    assert [place["logicalLocations"][0]["fullyQualifiedName"] for place in line] == [
        "burning",
        "burning-slowly",
        "steaming",
    ]


def test_fingerprints_survive_moved_lines_and_files() -> None:
    """They are of what is wrong, and no two results share one."""
    audit = failing_audit()

    def moved(place: Place | None) -> Place | None:
        return place and replace(place, file=f"elsewhere/{place.file}", line=place.line + 7)

    elsewhere = replace(
        audit,
        candidate=replace(audit.candidate, file="elsewhere/rules.yaml"),
        vignettes=tuple(
            replace(
                each,
                place=moved(each.place),
                causes=tuple(place for cause in each.causes if (place := moved(cause))),
            )
            for each in audit.vignettes
        ),
    )
    before = [each["partialFingerprints"] for each in found(audit)]
    assert [each["partialFingerprints"] for each in found(elsewhere)] == before
    assert [where(each) for each in found(elsewhere)] != [where(each) for each in found(audit)]
    assert len({each["triage/v1"] for each in before}) == len(before)
    assert len({each["primaryLocationLineHash"] for each in before}) == len(before)


def test_a_changed_rule_with_a_line_comes_before_one_that_is_gone() -> None:
    """Of a removed rule only the file is known."""
    audit = failing_audit()
    gone = Place(file="rules/1.1.0.yaml", line=0, of="gone")
    there = Place(file="rules/1.1.0.yaml", line=9, of="there")
    vignettes = tuple(replace(each, causes=(gone, there)) for each in audit.vignettes)
    by_id = {of(each): each for each in found(replace(audit, vignettes=vignettes))}
    assert where(by_id["burning"]) == "rules/1.1.0.yaml:9"


def test_an_engine_without_rules_is_told_at_the_vignette() -> None:
    """There is no file of rules; of a vignette that is gone the policy is left."""
    audit = failing_audit()
    vignettes = tuple(replace(each, causes=()) for each in audit.vignettes)
    alone = replace(
        audit, solved=None, candidate=replace(audit.candidate, file=""), vignettes=vignettes
    )
    by_id = {of(each): each for each in found(alone)}
    assert where(by_id["burning"]) == "library/kettles.yaml:94"
    assert where(by_id[""]).startswith("policy.yaml:")


@pytest.mark.parametrize(
    ("file", "uri"),
    [
        ("rules/a b#1?é.yaml", "rules/a%20b%231%3F%C3%A9.yaml"),
        ("./rules//a.yaml", "rules/a.yaml"),
        ("/home/somebody/rules/a.yaml", "a.yaml"),
        ("C:\\somebody\\a.yaml", "a.yaml"),
        ("../other/a.yaml", "a.yaml"),
        ("git:main:rules/a.yaml", "git%3Amain%3Arules/a.yaml"),
        ("a\udce9.yaml", "a%3F.yaml"),
    ],
)
def test_addresses_say_nothing_of_the_machine(file: str, uri: str) -> None:
    """A path outside the checkout is told by the name of its file."""
    place = location([None, Place(file="", line=3), Place(file=file, line=0)])
    assert place is not None
    assert place["physicalLocation"] == {
        "artifactLocation": {"uri": uri, "uriBaseId": "SRCROOT"},
        "region": {"startLine": 1},
    }
    assert is_inside(file) == (uri.endswith(".yaml") and uri != "a.yaml")


def test_nothing_in_a_message_is_a_link() -> None:
    """Brackets and backslashes of content are escaped as the format asks."""
    vignettes = tuple(
        replace(each, id="[a](http://example.org)\\") if each.id == "steaming" else each
        for each in compared_audit().vignettes
    )
    results = found(replace(compared_audit(), vignettes=vignettes))
    texts = [each["message"]["text"] for each in results]
    assert any("\\[a\\](http://example.org)\\\\" in text for text in texts)


def test_too_many_results_are_cut_and_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst stay, and a notification says how many do not."""
    monkeypatch.setattr(sarif, "MOST_RESULTS", 3)
    run = audit_to_sarif(failing_audit())["runs"][0]
    assert [each["ruleId"] for each in run["results"]] == [
        "line_lowered",
        "claim_not_proved",
        "missed_red_flag",
    ]
    told = run["invocations"][0]["toolExecutionNotifications"][0]
    assert told == {
        "level": "warning",
        "message": {"text": "11 more results are left out of this file."},
    }


def test_a_gate_that_passes_has_no_result() -> None:
    """Nor rules that nothing breaks; the counts say what was looked at."""
    run = audit_to_sarif(large_audit(9))["runs"][0]
    assert run["results"] == run["tool"]["driver"]["rules"] == []
    assert run["properties"]["vignettes"] == 9
    assert run["invocations"][0]["executionSuccessful"] is True


def test_no_verdict_was_no_success() -> None:
    """Nothing that stopped the measuring looks like a clean result."""
    audit = small_audit()
    assert audit.verdict is not None
    stopped = replace(audit.verdict, words="NO VERDICT", exit_code=3)
    run = audit_to_sarif(replace(audit, verdict=stopped))["runs"][0]
    assert run["invocations"][0]["executionSuccessful"] is False
    assert run["invocations"][0]["exitCode"] == 3


def test_each_result_points_at_its_rule() -> None:
    """By index as by id."""
    run = audit_to_sarif(hostile_audit(), with_waived=True)["runs"][0]
    rules = run["tool"]["driver"]["rules"]
    assert all(rules[each["ruleIndex"]]["id"] == each["ruleId"] for each in run["results"])
    assert run["results"]
