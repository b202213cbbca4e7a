"""What is signed, with which keys, and what is not."""

import shutil
import stat
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.domain import baseline_folder
from tests.reports.cli.command import Triage
from tests.reports.cli.small_report import AUDIT, EVERY, flip, write_small

SIGN = ("--key", "key.pem", "-o", "a.json")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the report of what is accepted, and keys."""
    folder = tmp_path_factory.mktemp("report")
    triage = Triage(folder)
    assert triage("report", "-oreport.json", "-oreport.html").code == 0
    assert triage("attest", "--new-key", "key.pem").code == 0
    return folder


@pytest.fixture
def reported(original: Path, tmp_path: Path) -> Triage:
    """The command in a copy of that folder."""
    return Triage(shutil.copytree(original, tmp_path / "copy"))


def test_signing_says_what_and_by_whom(reported: Triage) -> None:
    """A report that nobody judged is signed as such; the same key signs it the same way."""
    done = reported("attest", "report.json", "report.html", *SIGN)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Signed 2 files and what they were made of, FAILED, with the key ")
    first = (reported.folder / "a.json").read_bytes()
    assert reported("attest", "report.html", "report.json", *SIGN).code == 0
    assert (reported.folder / "a.json").read_bytes() == first
    run = ("--run", str(baseline_folder("knee")))
    assert reported("attest", "report.json", *run, *SIGN).code == 0


def test_a_key_pair_is_private_and_never_overwritten(reported: Triage) -> None:
    """The private half is for its owner alone; what stands there stays."""
    folder = reported.folder
    assert stat.S_IMODE((folder / "key.pem").stat().st_mode) == 0o600
    assert b"PRIVATE KEY" in (folder / "key.pem").read_bytes()
    assert b"PUBLIC KEY" in (folder / "key.pem.pub").read_bytes()
    before = (folder / "key.pem").read_bytes()
    done = reported("attest", "--new-key", "key.pem")
    assert (done.code, done.out) == (2, "")
    assert "key.pem: stands there already; a key is never overwritten." in done.err
    assert (folder / "key.pem").read_bytes() == before
    (folder / "key.pem").unlink()
    assert reported("attest", "--new-key", "key.pem").code == 2
    assert not (folder / "key.pem").exists()


def test_a_key_that_others_can_read_is_warned_of(reported: Triage) -> None:
    """It still signs; somebody has to know."""
    (reported.folder / "key.pem").chmod(0o644)
    done = reported("attest", "report.json", *SIGN)
    assert done.code == 0
    assert done.err.startswith("warning  key.pem: others can read this private key")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        ((), 2, "name the files of a report; the one written as .json is needed."),
        (("report.json", "-o", "a.json"), 2, "name a private key with --key"),
        (("report.json", "--key", "key.pem"), 2, "name the file to write with -o"),
        (("report.json", "--key", "key.pem", "-o", "a.txt"), 2, "ends in .intoto.jsonl or .json"),
        (("report.json", "--key", "key.pem", "-o", "x/a.json"), 2, "there is no folder x"),
        (("report.json", "--key", "key.pem", "-o", "report.json"), 2, "is read, and cannot be"),
        (("report.json", "--new-key", "b.pem"), 2, "--new-key stands alone"),
        (("--new-key", "x/b.pem"), 2, "x/b.pem: cannot be written: No such file"),
        (("report.html", *SIGN), 3, "the verdict is read from the report as .json"),
        (("report.json", "a.zip", *SIGN), 3, "no report is written with such an ending"),
        (("a.csv", *SIGN), 3, "the verdict is read from the report as .json"),
        (("moon.json", *SIGN), 2, "moon.json: there is no such file."),
        (("report.json", "--run", "moon", *SIGN), 2, "moon: no run folder, and no report."),
        (("report.json", "--key", "key.pem.pub", "-o", "a.json"), 3, "a public key; signing needs"),
        (("report.json", "--key", "report.json", "-o", "a.json"), 3, "larger than any such file"),
    ],
)
def test_what_cannot_be_signed_is_said_in_one_line(
    reported: Triage, arguments: tuple[str, ...], code: int, told: str
) -> None:
    """Nothing is written then."""
    for name in ("a.csv", "a.zip"):
        (reported.folder / name).write_text("id\n", encoding="utf-8")
    done = reported("attest", *arguments)
    assert (done.code, done.out) == (code, "")
    assert told in done.err
    assert len(done.err.splitlines()) == 1
    assert not (reported.folder / "a.json").exists()


def test_a_report_that_does_not_hold_is_not_signed(reported: Triage) -> None:
    """A changed page, a page of another report, another run: each is shown."""
    page = reported.folder / "report.html"
    whole = page.read_bytes()
    page.write_bytes(whole.replace(b"</h1>", b"!</h1>"))
    done = reported("attest", "report.json", "report.html", *SIGN)
    assert (done.code, done.out) == (1, "")
    assert "report.html  seal" in done.err
    assert "nothing was signed" in done.err
    page.write_bytes(whole)
    assert reported("gate", "knee@1.0.0", "--save", "other", "-ob.html").code in {0, 1}
    shutil.copy(reported.folder / "b.html", page)
    done = reported("attest", "report.json", "report.html", *SIGN)
    assert done.code == 1
    assert "report.html  facts" in done.err
    done = reported("attest", "report.json", "--run", "other", *SIGN)
    assert done.code == 1
    assert "candidate-run" in done.err
    assert not (reported.folder / "a.json").exists()


@pytest.fixture
def small(tmp_path: Path) -> Triage:
    """The command in a folder with a small report in every format, and keys."""
    write_small(tmp_path)
    assert Triage(tmp_path)("attest", "--new-key", "key.pem").code == 0
    return Triage(tmp_path)


def test_every_format_can_be_signed(small: Triage) -> None:
    """Also those without any hash of their own: they are what the facts give."""
    done = small("attest", *EVERY, *SIGN)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Signed {len(EVERY)} files")
    key = ("--attestation", "a.json", "--key", "key.pem.pub")
    alone = small("verify", "report.pdf", "report.csv", *key)
    assert (alone.code, alone.out.splitlines()[0]) == (0, "VERIFIED  report.pdf, report.csv")
    assert small("verify", "report.pdf", "report.csv", *key[:2]).code == 3


@pytest.mark.parametrize("name", sorted(set(EVERY) - {"report.json"}))
def test_a_file_that_is_not_what_the_facts_give_is_not_signed(small: Triage, name: str) -> None:
    """One byte in the middle of it, in any format."""
    flip(small.folder / name)
    done = small("attest", "report.json", name, *SIGN)
    assert (done.code, done.out) == (1, "")
    assert name in done.err
    assert "nothing was signed" in done.err
    assert not (small.folder / "a.json").exists()


def test_files_of_another_version_are_not_signed(small: Triage) -> None:
    """Nobody here can tell what it should have written, sealed or not."""
    write_small(small.folder, replace(AUDIT, version="0.0.1"))
    for name in ("report.html", "report.csv"):
        done = small("attest", "report.json", name, *SIGN)
        assert (done.code, done.out) == (3, "")
        assert f"{name}: whether it is what the facts give cannot be told: written by" in done.err
    assert not (small.folder / "a.json").exists()
    assert small("attest", "report.json", *SIGN).code == 0


def test_a_locked_key_is_opened_with_the_password_of_the_variable(reported: Triage) -> None:
    """It stands in no option, where others could read it."""
    from cryptography.hazmat.primitives.serialization import (
        BestAvailableEncryption,
        Encoding,
        PrivateFormat,
        load_pem_private_key,
    )

    path = reported.folder / "key.pem"
    key = load_pem_private_key(path.read_bytes(), None)
    lock = BestAvailableEncryption(b"moon")
    path.write_bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, lock))
    done = reported("attest", "report.json", *SIGN)
    assert done.code == 3
    assert "TRIAGE_KEY_PASSWORD" in done.err
    opened = reported("attest", "report.json", *SIGN, env={"TRIAGE_KEY_PASSWORD": "moon"})
    assert (opened.code, opened.err) == (0, "")
