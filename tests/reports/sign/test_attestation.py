"""Attestations, from bytes to findings."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.data.audit import audit_digest
from reports.sign import attestation
from reports.sign.attestation import check_attestation, signed_files
from reports.sign.envelope import read_envelope
from reports.sign.errors import SignError
from reports.sign.findings import Finding, Outcome, State, outcome_of
from reports.sign.keys import public_key
from reports.sign.statement import PAYLOAD_TYPE, statement_of
from tests.reports.kit.audits import failing_audit
from tests.reports.sign.signing import (
    attested,
    enveloped,
    facts,
    files_of,
    pair,
    read,
    stored_audit,
)

AUDIT = stored_audit()
FILES = files_of(AUDIT)
CONTENT = attested(AUDIT, FILES)
STATEMENT = statement_of(AUDIT, audit_digest(AUDIT), {f.name: f.sha256 for f in read(FILES)})


def check(
    content: bytes = CONTENT, *, number: int | None = 0, files: dict[str, bytes] = FILES
) -> list[Finding]:
    """What is found with the key of a number, or without any."""
    key = None if number is None else public_key(pair(number)[1], "key.pub")
    return list(check_attestation(content, "a.json", key, read(files), {}))


def notes(found: list[Finding]) -> list[str]:
    """What is said of whatever does not match or cannot be told."""
    return [f.note for f in found if f.state in {State.DIFFERS, State.UNKNOWN}]


def changed(**changes: Any) -> bytes:
    """An attestation of something else, with a good signature."""
    return enveloped(json.dumps({**STATEMENT, **changes}).encode())


def test_an_attestation_of_the_report_holds() -> None:
    """The signature comes first, by the id of its key; then everything that was signed."""
    first, *others = check()
    assert (first.what, first.state) == ("signature", State.SAME)
    assert first.expected == public_key(pair(0)[1], "key.pub").keyid
    assert {f.state for f in others} == {State.SAME}
    assert len(others) == len(FILES) + 3 + len(STATEMENT["predicate"]["configuration"])


def test_the_same_key_signs_the_same_report_with_the_same_bytes() -> None:
    """Nothing of the machine and no time enters."""
    assert attested(AUDIT, FILES) == CONTENT


def test_another_key_does_not_do() -> None:
    """Nothing of what another one signed is read."""
    found = check(number=1)
    assert [(f.what, f.state) for f in found] == [
        ("signature", State.DIFFERS),
        ("content", State.UNSEEN),
    ]
    assert outcome_of(found) is Outcome.DIFFERS


def test_without_a_key_nothing_is_verified() -> None:
    """Hashes are compared, and the signature is said to be unchecked."""
    found = check(number=None)
    assert outcome_of(found) is Outcome.UNKNOWN
    assert notes(found) == ["name the public key with --key; anybody can write hashes"]
    assert outcome_of(check(number=None, files={"a.csv": b""})) is Outcome.DIFFERS


@given(data=st.data())
def test_any_changed_byte_of_an_attestation_is_found(data: st.DataObject) -> None:
    """What still verifies is the same payload, type and signature: only the key's id may differ."""
    content = bytearray(CONTENT)
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    if outcome_of(check(bytes(content))) is Outcome.VERIFIED:
        assert read_envelope(bytes(content), "a") == read_envelope(CONTENT, "a")


@given(data=st.data())
@pytest.mark.parametrize("part", ["payload", "sig"])
def test_any_changed_byte_under_the_signature_is_found(part: str, data: st.DataObject) -> None:
    """Of what was signed and of the signature itself, also where the envelope is well made."""
    envelope = json.loads(CONTENT)
    holder = envelope if part == "payload" else envelope["signatures"][0]
    raw = bytearray(base64.b64decode(holder[part]))
    raw[data.draw(st.integers(0, len(raw) - 1))] ^= data.draw(st.integers(1, 255))
    holder[part] = base64.b64encode(raw).decode()
    assert outcome_of(check(json.dumps(envelope).encode())) is Outcome.DIFFERS


@given(data=st.data())
@pytest.mark.parametrize("name", FILES)
def test_any_changed_byte_of_a_signed_file_is_found(name: str, data: st.DataObject) -> None:
    """Also of a PDF, which has no seal of itself."""
    content = bytearray(FILES[name])
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    found = check(files={**FILES, name: bytes(content)})
    assert f"{name}: bytes" in [f"{f.of}: {f.what}" for f in found if f.state is State.DIFFERS]


@given(n=st.integers(0, len(CONTENT) - 2))
def test_an_attestation_that_was_cut_off_cannot_be_checked(n: int) -> None:
    """One clear line; nothing is taken from what is left of it."""
    found = check(CONTENT[:n])
    assert [f.state for f in found] == [State.UNKNOWN]
    assert found[0].note


@given(content=st.binary(max_size=100))
def test_any_bytes_are_told_from_an_attestation(content: bytes) -> None:
    """Nothing that a file holds is an error of ours."""
    assert outcome_of(check(content)) is not Outcome.VERIFIED


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "not valid JSON; cut off, or changed"),
        (b"\xff", "not valid UTF-8 text"),
        (b"[]", "no signed envelope (DSSE) stands in it"),
        (b'{"a": 1}', "no signed envelope (DSSE) stands in it"),
        (b"[" * 100_000, "not valid JSON; cut off, or changed"),
        (b'{"a": NaN}', "not valid JSON; cut off, or changed"),
        (facts(AUDIT), "no signed envelope (DSSE) stands in it"),
        (CONTENT + CONTENT, "2 lines of JSON, and one attestation is needed; keep that one alone"),
        (CONTENT.replace(b'"payload":', b'"payload":"","payload":'), 'the key "payload" stands'),
        (CONTENT.replace(b'"payload":"', b'"payload":"*'), "payload or signature is no Base64"),
        (b'{"payload": "", "payloadType": "a", "signatures": []}', "without signature"),
        (b'{"payload": "", "payloadType": 1, "signatures": [{"sig": ""}]}', "without a type"),
        (b'{"payload": 1, "payloadType": "a", "signatures": [{"sig": ""}]}', "no signed envelope"),
        (changed(predicateType="https://slsa.dev/provenance/v1"), "not a test result"),
        (changed(_type="https://in-toto.io/Statement/v0.1"), "not an in-toto statement"),
        (changed(_type=None), "it has no _type"),
        (changed(subject=[{"name": "x", "digest": {}}]), "a test result, but not about a report"),
        (changed(subject=[{"name": 1, "digest": {"sha256": "a"}}]), "but not about a report"),
        (changed(subject=STATEMENT["subject"] * 2), 'it names "report.html" twice'),
        (changed(predicate={"result": "GOOD", "configuration": []}), "but not about a report"),
        (changed(predicate=[]), "but not about a report"),
        (enveloped(b"[]"), "not an in-toto statement: it has no _type"),
        (enveloped(b"\xff"), "not valid UTF-8 text"),
        (enveloped(b'{"_type": "a", "_type": "b"}'), 'the key "_type" stands twice'),
    ],
)
def test_what_is_no_attestation_says_why(content: bytes, told: str) -> None:
    """In one line, also where it is signed well: nothing is verified."""
    found = check(content)
    (note,) = notes(found)
    assert told in note
    assert "\n" not in note
    assert outcome_of(found) is Outcome.UNKNOWN


def test_another_kind_of_content_is_named() -> None:
    """A good signature over something else that looks like a statement."""
    found = check(enveloped(json.dumps(STATEMENT).encode(), "text/plain"))
    assert [(f.what, f.expected, f.found) for f in found][1:] == [
        ("kind of content", PAYLOAD_TYPE, "text/plain")
    ]
    assert outcome_of(found) is Outcome.DIFFERS


def test_nothing_is_read_before_the_signature_was_found_good(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """What a stranger wrote meets no reader of statements."""

    def never(_: bytes) -> None:
        pytest.fail("read before it was verified")

    monkeypatch.setattr(attestation, "statement_from", never)
    assert outcome_of(check(number=1)) is Outcome.DIFFERS


def test_one_good_signature_of_several_is_enough_and_told() -> None:
    """Whoever else signed is of no matter, nor are the ids of keys, which nobody signed."""
    envelope, other = (json.loads(attested(AUDIT, FILES, number)) for number in (0, 1))
    envelope["signatures"] = [*other["signatures"], {"sig": "AAAA"}, *envelope["signatures"]]
    for signature in envelope["signatures"]:
        signature["keyid"] = "the same"
    first, *others = check(json.dumps(envelope).encode())
    assert first.note == "1 of 3 signatures; the others were not looked at"
    assert outcome_of([first, *others]) is Outcome.VERIFIED
    envelope["signatures"].pop()
    found = check(json.dumps(envelope).encode())
    assert notes(found)[0].startswith("none of its 2 signatures is by this key: another signed")


def test_base64_for_addresses_is_read_too() -> None:
    """Both alphabets are allowed; what they stand for is the same."""
    envelope = json.loads(CONTENT)
    sig = envelope["signatures"][0]
    sig["sig"] = sig["sig"].replace("+", "-").replace("/", "_")
    assert outcome_of(check(json.dumps(envelope).encode())) is Outcome.VERIFIED


def test_files_are_signed_by_a_good_signature_only() -> None:
    """Matching hashes prove nothing where nobody checked who wrote them."""
    assert signed_files(check()) == set(FILES)
    assert signed_files(check(number=None)) == signed_files(check(number=1)) == set()
    changed_one = {**FILES, "report.pdf": b"%PDF-1.7"}
    assert signed_files(check(files=changed_one)) == FILES.keys() - {"report.pdf"}


def test_one_signature_is_written_in_one_way_only() -> None:
    """Base64 with stray bits at its end stands for the same bytes, and is refused."""
    envelope = json.loads(CONTENT)
    sig = envelope["signatures"][0]
    assert sig["sig"].endswith("==")
    last = sig["sig"][-3]
    sig["sig"] = f"{sig['sig'][:-3]}{chr(ord(last) + 1)}=="
    with pytest.raises(SignError, match="no Base64"):
        read_envelope(json.dumps(envelope).encode(), "a")


def test_the_attestation_of_another_report_is_found() -> None:
    """Signed by the right key, and about something else."""
    other = failing_audit()
    found = check(attested(other, files_of(other)))
    assert found[0].state is State.SAME
    assert outcome_of(found) is Outcome.DIFFERS
    named = {f.of for f in found if f.state is State.DIFFERS}
    assert {*FILES, "facts", "verdict"} <= named
