"""What report files carry, read from any bytes."""

from collections.abc import Callable
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.data.audit import audit_digest
from reports.model.audit.audit import Audit
from reports.render.document.build import document_of
from reports.render.html.page import render_html
from reports.render.markdown.page import render_markdown
from reports.render.pdf.render import render_pdf
from reports.sign.carried import Form, carried, form_of, hashes_of, hexadecimal
from reports.sign.findings import Outcome, State, outcome_of
from tests.reports.kit.audits import failing_audit, hostile_audit, run_audit, small_audit
from tests.reports.sign.signing import check, facts, files_of, page, seals, stored_audit

AUDIT = stored_audit()
FILES = files_of(AUDIT)
SEALED = sorted(FILES.keys() - {"report.pdf"})


@pytest.mark.parametrize("name", FILES)
def test_a_file_carries_the_hashes_of_its_report(name: str) -> None:
    """In every format the same ones, and the hash of its bytes beside them."""
    file = carried(name, FILES[name])
    assert (file.problem, file.seals) == ("", seals(AUDIT))
    assert file.sha256 == sha256(FILES[name]).hexdigest()
    assert (file.audit == AUDIT) is (file.form is Form.JSON)


@pytest.mark.parametrize("make", [small_audit, failing_audit, run_audit, hostile_audit])
def test_hashes_of_facts_are_those_that_a_document_has(make: Callable[[], Audit]) -> None:
    """Files that are rendered from a document carry what is read from the facts."""
    audit = make()
    document = document_of(audit, "a" * 64)
    told = {name: hexadecimal(hash_) for name, hash_ in document.seals}
    assert told == {"report": "a" * 64, **hashes_of(audit)}


@given(data=st.data())
@pytest.mark.parametrize("name", SEALED)
def test_any_changed_byte_of_a_file_is_found(name: str, data: st.DataObject) -> None:
    """Wherever it stands, and whatever it becomes."""
    content = bytearray(FILES[name])
    place = data.draw(st.integers(0, len(content) - 1))
    content[place] ^= data.draw(st.integers(1, 255))
    assert outcome_of(check({name: bytes(content)})) is Outcome.DIFFERS


@given(data=st.data())
@pytest.mark.parametrize("name", SEALED)
def test_any_file_that_was_cut_off_is_found(name: str, data: st.DataObject) -> None:
    """The seal is over the whole file."""
    content = FILES[name]
    n = data.draw(st.integers(0, len(content) - 1))
    assert outcome_of(check({name: content[:n]})) is Outcome.DIFFERS


@given(content=st.binary(max_size=200), name=st.sampled_from([*FILES, "a.csv"]))
def test_any_bytes_can_be_read(content: bytes, name: str) -> None:
    """Nothing that a file holds is an error of ours; nothing foreign is sound."""
    assert outcome_of(check({name: content})) is not Outcome.VERIFIED


@pytest.mark.parametrize(
    ("name", "content", "problem"),
    [
        ("a.html", b"<!doctype html><h1>Hi", "carries no seal: taken out, or no report"),
        ("a.md", b"# Hi\n", "carries no seal: taken out, or no report"),
        ("a.html", b"\xff\xfe", "not valid UTF-8 text"),
        ("a.json", b"\xff\xfe", "not valid UTF-8 text"),
        ("a.json", b"{}", "has no schema"),
        ("a.json", facts(AUDIT).replace(b"kettle@1.1.0", b"kettle@1.1.1"), "was changed since"),
        ("a.json", facts(AUDIT).replace(b"\n", b"\r\n"), "though the facts are the same"),
        ("a.pdf", b"%PDF-1.7", "carries no hashes"),
    ],
)
def test_what_is_no_sound_report_says_why(name: str, content: bytes, problem: str) -> None:
    """One clear line, which is a finding."""
    (finding,) = check({name: content})
    assert (finding.of, finding.state) == (name, State.DIFFERS)
    assert problem in finding.note


def test_a_page_that_does_not_tell_of_which_facts_it_is_says_so() -> None:
    """Hashes without that of the facts are of no report."""
    found = check({"a.html": page({"rules": "1" * 64})})
    assert [(f.what, f.state) for f in found] == [("seal", State.SAME), ("facts", State.DIFFERS)]


def test_formats_that_carry_nothing_are_known_as_such() -> None:
    """They say nothing of themselves: the facts, or who signed them, have to."""
    names = ("a.csv", "a.parquet", "a.sarif", "a.sarif.json", "a.junit.xml", "a")
    assert {form_of(name) for name in names} == {Form.OTHER}
    (finding,) = check({"a.csv": b"id\n"})
    assert (finding.state, outcome_of([finding])) == (State.UNKNOWN, Outcome.UNKNOWN)


def test_a_page_as_it_is_written_carries_the_hashes() -> None:
    """The whole page of a report, with hostile words in it too, and all its hashes."""
    for audit in (AUDIT, hostile_audit()):
        digest = audit_digest(audit)
        file = carried("a.html", render_html(document_of(audit, digest)).encode())
        assert (file.problem, file.stated) == ("", file.found)
        assert file.seals == seals(audit)


def test_a_pdf_as_it_is_written_carries_the_hashes() -> None:
    """They are read without any means of reading PDF."""
    pytest.importorskip("typst", reason="needs typst, which writes the PDF")
    for audit in (AUDIT, hostile_audit()):
        file = carried("a.pdf", render_pdf(document_of(audit, audit_digest(audit))))
        assert (file.problem, file.seals) == ("", seals(audit))


def test_a_markdown_text_as_it_is_written_carries_the_hashes() -> None:
    """Also where most of it had to be left out."""
    for audit in (AUDIT, hostile_audit()):
        text = render_markdown(document_of(audit, audit_digest(audit)), most=40_000)
        file = carried("a.md", text.encode())
        assert (file.problem, file.stated) == ("", file.found)
        assert file.seals == seals(audit)
