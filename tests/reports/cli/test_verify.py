"""Reports are signed and verified as their users do it, on a report of what ships."""

import base64
import json
import shutil
from pathlib import Path

import pytest

from evaluation.domain import baseline_folder, policy_file
from reports.render.seal import PLACEHOLDER, sealed
from tests.reports.cli.command import START, Triage
from triage.version import __version__
from vignettes.domain import library_folder

FILES = ("report.json", "report.html")
SIGNED = (*FILES, "--attestation", "a.intoto.jsonl")
VERIFY = ("verify", *SIGNED, "--key", "key.pem.pub")
HIDDEN = "import sys; sys.modules['securesystemslib'] = None; "


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a gate's run and report, and its attestation with the keys."""
    folder = tmp_path_factory.mktemp("signed")
    triage = Triage(folder)
    assert triage("gate", "--save", "run", *(f"-o{name}" for name in FILES)).code == 0
    assert triage("attest", "--new-key", "key.pem").code == 0
    done = triage("attest", *FILES, "--run", "run", "--key", "key.pem", "-o", "a.intoto.jsonl")
    assert (done.code, done.err) == (0, "")
    return folder


@pytest.fixture
def signed(original: Path, tmp_path: Path) -> Triage:
    """The command in a copy of that folder."""
    return Triage(shutil.copytree(original, tmp_path / "copy"))


def differing(triage: Triage, *arguments: str | Path) -> set[str]:
    """What does not match, as plain data has it."""
    done = triage("verify", *arguments, "--json")
    data = json.loads(done.out)
    found = {f"{f['of']}: {f['what']}" for f in data["findings"] if f["state"] == "differs"}
    assert (done.code, done.err) == (data["exit_code"], "")
    assert (done.code == 1) is bool(found)
    return found


def edited(path: Path, old: str, new: str) -> None:
    """Exchange a part of a file that stands in it."""
    text = path.read_bytes().decode()
    assert old in text
    path.write_bytes(text.replace(old, new, 1).encode())


def test_a_signed_report_is_verified(signed: Triage) -> None:
    """Every file, the run, and every input that is named."""
    done = signed(
        *VERIFY, "run",
        "--baseline", baseline_folder("knee"), "--rules", "knee", "--vignettes",
        library_folder("knee"), "--policy", policy_file("knee"),
    )  # fmt: skip
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("VERIFIED  report.json, report.html, run\n")
    assert "not looked at" not in done.out
    assert done.out.count("  same") > 20
    assert "report.html  rendered anew" in done.out


def test_an_unsigned_report_is_unchanged_and_no_more(signed: Triage) -> None:
    """The word verified is kept for signatures, and the page says why."""
    done = signed("verify", *FILES)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("UNCHANGED  report.json, report.html\n")
    assert "No signature was looked at" in done.out
    assert "not looked at  --vignettes DIR" in done.out
    alone = signed("verify", "run")
    assert (alone.code, alone.out.splitlines()[0]) == (0, "UNCHANGED  run")


def test_without_a_key_nothing_is_verified(signed: Triage) -> None:
    """The hashes match, and anybody could have written them."""
    done = signed("verify", *SIGNED)
    assert (done.code, done.err) == (3, "")
    assert done.out.startswith("NOT VERIFIED  ")
    assert "name the public key with --key" in done.out


def test_a_changed_file_is_named(signed: Triage) -> None:
    """A word of the page, a number of the facts."""
    edited(signed.folder / "report.html", "Not medical advice", "Now medical advice")
    assert differing(signed, *VERIFY[1:]) == {"report.html: seal", "report.html: bytes"}
    edited(signed.folder / "report.json", '"exit_code": 0', '"exit_code": 1')
    assert "report.json: facts" in differing(signed, *FILES)


def test_a_page_that_was_sealed_again_differs_from_what_was_signed(signed: Triage) -> None:
    """The seal holds; what the facts give and the attestation do not."""
    page = signed.folder / "report.html"
    edited(page, "Not medical advice", "Now medical advice")
    text = page.read_text(encoding="utf-8")
    own = text.partition('name="triage:file" content="')[2][: len(PLACEHOLDER)]
    page.write_text(sealed(text.replace(own, PLACEHOLDER)), encoding="utf-8")
    assert differing(signed, "report.html") == set()
    assert differing(signed, *FILES) == {"report.html: rendered anew"}
    found = {"report.html: rendered anew", "report.html: bytes"}
    assert differing(signed, *VERIFY[1:]) == found


def test_a_page_whose_seal_was_taken_out_is_named(signed: Triage) -> None:
    """Every page that the harness writes has one."""
    edited(signed.folder / "report.html", 'name="triage:file"', 'name="other"')
    done = signed("verify", "report.html")
    assert done.code == 1
    assert "carries no seal" in done.out


@pytest.mark.parametrize("name", ["run.json", "cases.jsonl"])
def test_a_changed_run_is_named(signed: Triage, name: str) -> None:
    """By itself, and as the run of the report."""
    edited(signed.folder / "run" / name, "1", "2")
    assert differing(signed, "run") == {"run: run"}
    assert differing(signed, "report.json", "run") == {"candidate-run: hash"}
    done = signed("verify", "run")
    assert "changed since it was written" in done.out


def test_inputs_that_stand_otherwise_now_are_named(signed: Triage) -> None:
    """Each alone, by its own option."""
    folder = signed.folder
    policy, library = folder / "policy.yaml", folder / "library"
    shutil.copy(policy_file("knee"), policy)
    edited(policy, "policy: ", "policy: Other ")
    shutil.copytree(library_folder("knee"), library)
    next(iter(sorted(library.glob("*.yaml")))).unlink()
    report = folder / "report.json"
    assert differing(signed, report, "--rules", "knee@1.0.0") == {"rules: hash"}
    assert differing(signed, report, "--policy", policy) == {"policy: hash"}
    assert differing(signed, report, "--vignettes", library) == {"library: hash"}
    assert differing(signed, report, "--baseline", "run") == {"baseline-run: hash"}
    accepted = baseline_folder("knee")
    assert differing(signed, report, "--run", accepted) == {"candidate-run: hash"}


def test_the_key_of_somebody_else_does_not_do(signed: Triage) -> None:
    """Signed by another one is not signed."""
    assert signed("attest", "--new-key", "other.pem").code == 0
    found = differing(signed, *SIGNED, "--key", "other.pem.pub")
    assert found == {"a.intoto.jsonl: signature"}


def test_the_attestation_of_another_report_does_not_do(signed: Triage) -> None:
    """The same rules a second later are another run, another report, and nobody signed it."""
    report = ("-oreport.json", "-oreport.html")
    assert signed("gate", "knee@1.0.0", "--save", "second", *report).code in {0, 1}
    found = differing(signed, *VERIFY[1:])
    assert {"report.json: bytes", "report.html: bytes", "facts: digest", "run: digest"} <= found
    assert not any("signature" in each for each in found)


def test_an_attestation_that_cannot_be_read_leaves_all_else_checked(signed: Triage) -> None:
    """One line says so, and nothing is verified."""
    content = (signed.folder / "a.intoto.jsonl").read_bytes()
    (signed.folder / "a.intoto.jsonl").write_bytes(content[:-100])
    done = signed(*VERIFY)
    assert (done.code, done.err) == (3, "")
    assert done.out.startswith("NOT VERIFIED  ")
    assert "cut off, or changed" in done.out
    assert "report.html  facts" in done.out


def test_a_whole_page_of_findings(signed: Triage) -> None:
    """What is said of a page alone, to the letter but for its hashes."""
    text = (signed.folder / "report.html").read_text(encoding="utf-8")
    edited(signed.folder / "report.html", "</h1>", "!</h1>")
    own = text.partition('name="triage:file" content="sha256:')[2][:12]
    done = signed("verify", "report.html")
    assert done.code == 1
    head, counts, empty, title, columns, seal, *others = done.out.splitlines()
    assert head == "DOES NOT MATCH  report.html"
    assert (counts, empty) == ("1 differs, 8 not looked at", "")
    assert title == "The files themselves"
    assert columns == "                     expected      found"
    assert seal.startswith(f"  report.html  seal  {own}  ")
    assert seal.endswith("  differs")
    assert others[1] == "What the report was made of"


def test_without_the_extra_hashes_are_checked_and_signatures_are_not(signed: Triage) -> None:
    """What needs the package says how to get it."""
    start = HIDDEN + START
    assert signed("verify", *FILES, "run", start=start).code == 0
    edited(signed.folder / "report.html", "</h1>", "!</h1>")
    assert signed("verify", "report.html", start=start).code == 1
    key = ("--key", "key.pem")
    for arguments in (
        VERIFY,
        ("attest", *FILES, *key, "-o", "b.json"),
        ("attest", "--new-key", "b"),
    ):
        done = signed(*arguments, start=start)
        assert (done.code, done.out) == (2, "")
        assert "pip install 'triage-harness[sign]'" in done.err


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("moon.html",), 2, "moon.html: there is no such file."),
        (("report.json", "."), 2, ".: no run folder, and no report."),
        (("report.json", "run", "--run", "run"), 2, "several run folders are named"),
        (("run", "--policy", "policy.yaml"), 2, "a run folder is checked by itself"),
        (("report.json", "sub/report.json"), 2, "report.json: two files of this name"),
        (("report.json", "--key", "key.pem.pub"), 2, "a key is named, and no attestation"),
        ((*SIGNED, "--key", "key.pem"), 3, "key.pem: a private key; name the public one"),
        ((*SIGNED, "--key", "report.html"), 3, "larger than any such file is"),
        ((*SIGNED, "--key", "moon.pub"), 2, "moon.pub: there is no such file."),
        ((*FILES, "--attestation", "moon"), 2, "moon: there is no such file."),
        (("report.json", "--rules", "moon"), 3, "moon: no such rule set or rule file."),
        (("report.json", "--rules", ""), 2, "an empty text stands where rules should be named"),
        (("report.json", "--baseline", "moon"), 2, "moon: no run folder, and no report."),
    ],
)
def test_what_cannot_be_verified_is_said_in_one_line(
    signed: Triage, arguments: tuple[str, ...], code: int, told: str
) -> None:
    """Never a traceback, and never a word of praise."""
    (signed.folder / "sub").mkdir()
    shutil.copy(signed.folder / "report.json", signed.folder / "sub")
    done = signed("verify", *arguments)
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert "Traceback" not in done.err


def test_a_file_of_no_report_is_not_verified(signed: Triage) -> None:
    """Formats that carry nothing say nothing by themselves: the facts have to be beside them."""
    (signed.folder / "a.csv").write_text("id\n", encoding="utf-8")
    done = signed("verify", "a.csv")
    assert (done.code, done.err) == (3, "")
    assert done.out.startswith("NOT VERIFIED  a.csv\n")
    asked = signed("verify", "a.csv", "--rules", "knee")
    assert (asked.code, asked.err) == (3, "")
    assert "carries no hashes to compare with" in asked.out


def test_what_was_found_can_be_had_as_data(signed: Triage) -> None:
    """Hashes are whole there."""
    data = json.loads(signed(*VERIFY, "--json").out)
    assert data["schema"] == "triage-verification/1"
    assert (data["outcome"], data["exit_code"]) == ("verified", 0)
    assert data["of"] == list(FILES)
    facts = next(f for f in data["findings"] if f["of"] == "facts")
    assert (facts["group"], facts["what"], facts["state"]) == ("attestation", "digest", "same")
    assert len(facts["expected"]) == 64


def test_an_attestation_is_a_statement_of_in_toto(signed: Triage) -> None:
    """Anybody's tools can read what was signed, and by which harness."""
    envelope = json.loads((signed.folder / "a.intoto.jsonl").read_text(encoding="utf-8"))
    statement = json.loads(base64.b64decode(envelope["payload"]))
    assert envelope["payloadType"] == "application/vnd.in-toto+json"
    assert statement["predicateType"] == "https://in-toto.io/attestation/test-result/v0.1"
    assert statement["predicate"]["result"] == "PASSED"
    assert [each["name"] for each in statement["subject"]][:2] == sorted(FILES)
    about = {each["name"]: each.get("annotations") for each in statement["subject"]}
    assert about["facts"] == {"harness": __version__, "subject": "gate", "verdict": "PASS"}
