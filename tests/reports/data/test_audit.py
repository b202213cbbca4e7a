"""The facts of a report as JSON."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from reports.data.audit import audit_digest, audit_from_json, audit_to_json
from reports.errors import ReportError
from reports.model.audit.audit import Audit
from tests.reports.kit.any_audit import any_facts
from tests.reports.kit.audits import (
    compared_audit,
    failing_audit,
    hostile_audit,
    run_audit,
    small_audit,
)

MAKERS = [small_audit, failing_audit, run_audit, compared_audit, hostile_audit]


def changed(*path: str | int, to: Any, drop: bool = False) -> str:
    """The failing report as text, with the value at a path exchanged, or without it."""
    data = json.loads(audit_to_json(failing_audit()))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = to
    if drop:
        del inner[path[-1]]
    return json.dumps(data)


@pytest.mark.parametrize("make", MAKERS)
def test_facts_come_back_as_they_were(make: Callable[[], Audit]) -> None:
    """Written, encoded, decoded and read: the same facts, the same digest, the same text."""
    audit = make()
    text = audit_to_json(audit)
    again = audit_from_json(text.encode().decode(), "report.json")
    assert again == audit
    assert audit_digest(again) == audit_digest(audit) == json.loads(text)["digest"]
    assert audit_to_json(again) == text


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(any_facts(Audit))
def test_any_facts_come_back(audit: Audit) -> None:
    """Whatever is in them, also half surrogate pairs; two halves may come back as one character."""
    text = audit_to_json(audit)
    again = audit_from_json(text.encode().decode(), "report.json")
    assert audit_to_json(again) == text
    assert repr(again).encode("utf-16", "surrogatepass") == repr(audit).encode(
        "utf-16", "surrogatepass"
    )


def test_two_halves_of_a_character_become_one() -> None:
    """As any reader of JSON takes them; the digest is that of what is read."""
    audit = replace(small_audit(), notes=("half \ud83d", "whole \ud83d\udd25", "half \udce9"))
    again = audit_from_json(audit_to_json(audit).encode().decode(), "report.json")
    assert again.notes == ("half \ud83d", "whole \U0001f525", "half \udce9")
    assert audit_digest(again) == audit_digest(audit)


def test_what_comes_first_is_what_it_is() -> None:
    """Schema and digest head the file, and the subject follows."""
    data = json.loads(audit_to_json(small_audit()))
    assert list(data)[:3] == ["schema", "digest", "subject"]
    assert data["schema"] == "triage-report/1"


def test_a_digest_is_of_facts_alone() -> None:
    """The order of names and a whole number for a float change nothing; any fact does."""
    audit = small_audit()
    numbers = audit.numbers
    backwards = replace(audit, titles=dict(reversed(audit.titles.items())))
    rate = replace(numbers.rates[0], value=0)
    whole = replace(numbers, rates=(rate, *numbers.rates[1:]))
    assert audit_digest(backwards) == audit_digest(audit)
    assert audit_digest(replace(audit, numbers=whole)) == audit_digest(audit)
    assert audit_digest(replace(audit, notes=())) != audit_digest(audit)


@pytest.mark.parametrize("number", [float("nan"), float("inf"), -float("inf")])
def test_no_fact_is_no_number(number: float) -> None:
    """Such a fact is a fault of the harness, and nothing is written."""
    audit = small_audit()
    bad = replace(audit.hazards[0], upper=number)
    with pytest.raises(ValueError, match="not JSON compliant"):
        audit_to_json(replace(audit, hazards=(bad,)))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (
            changed("vignettes", 3, "answer", "status", to=3),
            "$.vignettes[3].answer.status: expected text, got a whole number (3).",
        ),
        (
            changed("vignettes", 3, "place", to=False),
            "$.vignettes[3].place: expected an object or null, got true or false (false).",
        ),
        (
            changed("numbers", "confusion", 1, 0, to=1.5),
            "$.numbers.confusion[1][0]: expected a whole number, got a number (1.5).",
        ),
        (
            changed("subject", to="everything"),
            '$.subject: expected one of run, comparison, gate ("everything").',
        ),
        (
            changed("vignettes", 3, "id", to="", drop=True),
            "$.vignettes[3]: is without the required field `id`.",
        ),
        (
            changed("vignettes", 3, "i\x1bd", to=""),
            "$.vignettes[3].i\\u001bd: no such field is known; remove it.",
        ),
        (
            changed("titles", "fire", to=["x"]),
            "$.titles[...]: expected text, got a list.",
        ),
        (
            changed("vignettes", 3, "answer", "status", to="x" * 99, drop=False),
            (
                "was changed since it was written: its facts do not have the digest that it names. "
                "Make the report anew."
            ),
        ),
        (
            changed("digest", to="0" * 64),
            (
                "was changed since it was written: its facts do not have the digest that it names. "
                "Make the report anew."
            ),
        ),
        (
            changed("schema", to="triage-report/9"),
            (
                'its schema is "triage-report/9"; expected "triage-report/1", as `triage report` '
                "writes it."
            ),
        ),
        ("{}", 'has no schema; expected "triage-report/1", as `triage report` writes it.'),
        ("[]", "expected an object with the facts of a report."),
        ("{,", "line 1, column 2: is no JSON (Expecting property name enclosed in double quotes)."),
        ("[" * 100_000, "is no JSON that can be read: it is nested too deeply."),
        ('{"a": NaN}', "is no JSON that can be read: NaN is no number."),
        ('{"a": 1e999}', "is no JSON that can be read: 1e999 is too large a number."),
        (
            '{"a": 1, "b": 2, "a": 1}',
            'is no JSON that can be read: the field "a" stands twice in one object.',
        ),
    ],
)
def test_what_cannot_be_trusted_is_told_in_one_line(text: str, says: str) -> None:
    """The file, the place, the value where it helps, and what is expected."""
    with pytest.raises(ReportError) as raised:
        audit_from_json(text, "report.json")
    assert str(raised.value) == f"report.json: {says}"


def test_a_long_value_is_shortened() -> None:
    """An error stays one line for people."""
    with pytest.raises(ReportError) as raised:
        audit_from_json(changed("subject", to="x" * 9999), "report.json")
    assert len(str(raised.value)) < 200


def test_an_unfinished_file_is_no_report() -> None:
    """Wherever it breaks off, reading it fails."""
    text = audit_to_json(small_audit()).rstrip()
    for end in range(0, len(text), 997):
        with pytest.raises(ReportError):
            audit_from_json(text[:end], "report.json")
