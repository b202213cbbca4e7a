"""Files are held against what the facts give."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.sign.anew import ANEW
from reports.sign.carried import writer_of
from reports.sign.findings import Finding, Outcome, State, outcome_of
from reports.sign.verify import check_files
from tests.reports.sign.signing import (
    check,
    facts,
    files_of,
    page,
    read,
    renders_of,
    seals,
    stored_audit,
)
from triage.version import __version__

AUDIT = stored_audit()
FILES = {**files_of(AUDIT), "report.csv": b"id\nworn-flex\n", "report.parquet": b"PAR1PAR1"}
OTHERS = sorted(FILES.keys() - {"report.json"})
SEALED = ("report.html", "report.md")
PLAIN = sorted(set(OTHERS) - set(SEALED))
OLD = facts(stored_audit(version="0.0.1"))
"""Facts that another version of the harness gathered."""


def anew(found: list[Finding]) -> dict[str, State]:
    """What became of each file that was to be made once more."""
    return {f.of: f.state for f in found if f.what == ANEW}


def note_of(found: list[Finding]) -> str:
    """What is said of the one file that was to be made once more."""
    (note,) = [f.note for f in found if f.what == ANEW]
    return note


def written_by(version: str, body: str = "") -> bytes:
    """A PDF that says which version of typst wrote it."""
    tool = f"<xmp:CreatorTool>Typst {version}</xmp:CreatorTool>"
    return FILES["report.pdf"].replace(b"%%EOF", f"{body}{tool}\n%%EOF".encode())


def test_every_file_is_what_the_facts_give() -> None:
    """All but the one that has the facts, which is the only text for them."""
    found = check(FILES, FILES)
    assert anew(found) == dict.fromkeys(OTHERS, State.SAME)
    assert outcome_of(found) is Outcome.VERIFIED
    assert "report.json" not in anew(found)


@given(data=st.data())
@pytest.mark.parametrize("name", OTHERS)
def test_any_changed_byte_beside_the_facts_is_found(name: str, data: st.DataObject) -> None:
    """Also of the formats that carry nothing of themselves."""
    content = bytearray(FILES[name])
    content[data.draw(st.integers(0, len(content) - 1))] ^= data.draw(st.integers(1, 255))
    files = {"report.json": FILES["report.json"], name: bytes(content)}
    assert outcome_of(check(files, FILES)) is Outcome.DIFFERS


def test_a_page_that_was_changed_and_sealed_again_is_found() -> None:
    """Its seal holds, and all its hashes are right."""
    files = {**FILES, "report.html": page(seals(AUDIT), "<h1>All is well</h1>")}
    found = check(files, FILES)
    assert [(f.of, f.what) for f in found if f.state is State.DIFFERS] == [("report.html", ANEW)]


@pytest.mark.parametrize("name", PLAIN)
def test_a_file_without_seal_needs_the_facts(name: str) -> None:
    """By itself nothing proves it, whatever holds beside it."""
    for beside in ({}, {"report.html": FILES["report.html"]}):
        found = check({**beside, name: FILES[name]}, FILES)
        assert anew(found)[name] is State.UNKNOWN
        assert outcome_of(found) is Outcome.UNKNOWN
        assert any("needs the report as .json" in f.note for f in found if f.of == name)


def test_keywords_of_a_pdf_are_claims() -> None:
    """Whoever copies them makes no report."""
    found = check({"report.pdf": FILES["report.pdf"]}, FILES)
    assert note_of(found).startswith("its keywords are only claims; needs the report as .json")
    assert outcome_of(found) is Outcome.UNKNOWN


@pytest.mark.parametrize("name", SEALED)
def test_a_sealed_file_holds_by_itself(name: str) -> None:
    """That it was not made once more is said, and stands in the way of nothing."""
    found = check({name: FILES[name]}, FILES)
    assert anew(found) == {name: State.UNSEEN}
    assert outcome_of(found) is Outcome.VERIFIED


def test_facts_that_were_changed_prove_nothing() -> None:
    """Files beside them are not held against what somebody wrote into them."""
    broken = FILES["report.json"].replace(b"kettle@1.1.0", b"kettle@1.1.1")
    found = check({"report.json": broken, "report.csv": FILES["report.csv"]}, FILES)
    assert anew(found) == {"report.csv": State.UNKNOWN}
    assert outcome_of(found) is Outcome.DIFFERS


@pytest.mark.parametrize("name", PLAIN)
def test_another_version_of_the_harness_proves_nothing(name: str) -> None:
    """It may write other bytes for the same facts; no file is blamed for that."""
    sound = {"report.json": OLD, "report.html": page({"report": seals_of_old()})}
    found = [f for f in check({**sound, name: FILES[name]}, FILES) if f.what == ANEW]
    assert {f.of: f.state for f in found} == {"report.html": State.UNSEEN, name: State.UNKNOWN}
    assert {f.note for f in found} == {f"written by version 0.0.1, and this is {__version__}"}


def seals_of_old() -> str:
    """The digest of the facts of another version."""
    (file,) = read({"a.json": OLD})
    return file.facts


def test_what_cannot_be_made_here_says_why() -> None:
    """An extra that is missing, an ending that no report has."""
    files = {"report.json": FILES["report.json"], "report.zip": b"PK"}
    found = check(files, FILES)
    assert anew(found) == {"report.zip": State.UNKNOWN}
    assert note_of(found) == "report.zip is never made"


def test_bytes_that_were_signed_need_no_proof() -> None:
    """They are held against the facts where that can be done, and must not differ then."""
    files = read({"report.csv": FILES["report.csv"]})
    found = list(check_files(files, renders_of(FILES), signed={"report.csv"}))
    assert anew(found) == {"report.csv": State.UNSEEN}
    both = read({"report.json": FILES["report.json"], "report.csv": b"moon"})
    found = list(check_files(both, renders_of(FILES), signed={"report.csv"}))
    assert anew(found) == {"report.csv": State.DIFFERS}


@pytest.mark.parametrize("place", [0, 1])
def test_a_format_with_two_forms_may_have_either(place: int) -> None:
    """And is shown beside its own; a third form differs from the first."""
    forms = [b"without", b"with"]
    files = read({"report.json": FILES["report.json"], "a.sarif": forms[place]})
    found = list(check_files(files, lambda _, __: forms))
    assert anew(found) == {"a.sarif": State.SAME}
    other = read({"report.json": FILES["report.json"], "a.sarif": b"other"})
    assert anew(list(check_files(other, lambda _, __: forms))) == {"a.sarif": State.DIFFERS}


def test_another_version_of_typst_is_told() -> None:
    """Its bytes may differ for that alone; by the same version they must not."""
    made = {**FILES, "report.pdf": written_by("0.15.0")}
    for content, state in (
        (written_by("0.15.0"), State.SAME),
        (written_by("0.15.0", "more"), State.DIFFERS),
        (written_by("0.14.0"), State.UNKNOWN),
        (FILES["report.pdf"], State.DIFFERS),
    ):
        files = {"report.json": FILES["report.json"], "report.pdf": content}
        assert anew(check(files, made)) == {"report.pdf": state}
    files["report.pdf"] = written_by("0.14.0")
    told = "says that Typst 0.14.0 wrote it, and this is Typst 0.15.0"
    assert note_of(check(files, made)) == told


@pytest.mark.parametrize(
    ("content", "writer"),
    [
        (b"%PDF-1.7 <xmp:CreatorTool>A 1</a> <xmp:CreatorTool>Typst 2</a>", "Typst 2"),
        (b"PAR1 parquet-cpp-arrow version 26.0.1\0", "parquet-cpp-arrow version 26.0.1"),
        (b"id\n<xmp:CreatorTool>Typst 2</a>", ""),
        (b"%PDF-1.7 <xmp:CreatorTool>\x1b[31m</a>", ""),
        (b"%PDF-1.7 <xmp:CreatorTool>" + b"a" * 61 + b"<", ""),
        (b"", ""),
    ],
)
def test_who_wrote_a_file_is_read_from_such_files_only(content: bytes, writer: str) -> None:
    """A table in which the same words stand says nothing of the kind."""
    assert writer_of(content) == writer


def test_facts_in_another_layout_still_prove_other_files() -> None:
    """The facts are the same; what was turned round is named alone."""
    sound = {"report.json": FILES["report.json"].replace(b"\n", b"\r\n")}
    found = check({**sound, "report.csv": FILES["report.csv"]}, FILES)
    assert anew(found) == {"report.csv": State.SAME}
    assert [f.of for f in found if f.state is State.DIFFERS] == ["report.json"]


def test_a_file_that_is_known_to_be_broken_is_not_made_once_more() -> None:
    """One line is enough, and a reader of PDF waits for nothing."""
    files = {**FILES, "report.html": FILES["report.html"].replace(b"</h1>", b"!</h1>")}
    assert "report.html" not in anew(check(files, FILES))
