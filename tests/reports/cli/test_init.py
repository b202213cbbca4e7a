"""A domain to start from: it is whole, lints clean, and gates."""

import json
import shutil
from pathlib import Path

import pytest

from tests.reports.cli.command import Triage

SIGNED = ("--approver", "Dr Example", "--role", "Safety officer", "--reason", "The first rules.")


@pytest.fixture(scope="module")
def starter(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A starter whose first rules are accepted, made once; to be copied."""
    triage = Triage(tmp_path_factory.mktemp("starter"))
    done = triage("init", "toes")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("Wrote the domain toes to toes. Everything in it is invented")
    own = Triage(triage.folder / "toes")
    assert own("baseline", "approve", *SIGNED).code == 0
    return own.folder


@pytest.fixture
def started(starter: Path, tmp_path: Path) -> Triage:
    """The command in the folder of a starter of its own, with a baseline."""
    return Triage(shutil.copytree(starter, tmp_path / "toes"))


def test_nothing_is_accepted_by_making_a_starter(triage: Triage) -> None:
    """The gate has no verdict, and says what a person has to do; so do the next steps."""
    done = triage("init", "toes")
    command = "triage baseline approve --approver NAME --role ROLE --reason TEXT"
    assert f"\n  {command}\n" in done.out
    assert not (triage.folder / "toes" / "baseline").exists()
    assert (triage.folder / "toes" / "released.yaml").is_file()
    gated = Triage(triage.folder / "toes")("gate")
    assert (gated.code, gated.out) == (3, "NO VERDICT\n")
    assert gated.err.startswith("error  no baseline to compare with. baseline: ")
    assert f"`{command}`" in gated.err


def test_a_starter_lints_clean(started: Triage) -> None:
    """Neither an error nor a warning, sources and phrases included."""
    done = started("lint", "--strict")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("toes@0.1.0, 10 vignettes (of the domain toes)\n\n0 errors, 0 warn")


def test_a_starter_gates(started: Triage) -> None:
    """Once its first rules are accepted there is a verdict."""
    done = started("gate")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("PASS  toes@0.1.0 against toes@0.1.0, ")


def test_a_starter_catches_a_harmful_edit(started: Triage) -> None:
    """The gate of one's own domain fails as the shipped one does."""
    rules = (started.folder / "rules" / "0.1.0.yaml").read_text(encoding="utf-8")
    (started.folder / "rules" / "0.2.0.yaml").write_text(
        rules.replace("0.1.0", "0.2.0").replace("when: bent_toe", "when: {all: [bent_toe, fever]}"),
        encoding="utf-8",
    )
    done = started("gate")
    assert done.code == 1
    assert "New missed red flags: 1 " in done.out
    assert "bent-after-the-door: expected today (bent_toe)" in done.out
    assert "Claims not proved for every patient: 4 of 20" in done.out
    assert "Patients made less urgent, and not accepted: 4\n" in done.out


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["sources"], "8 sentences in 1 document (toes@0.1.0, of the domain toes)"),
        (["sources", "--documents", "documents"], "Every one of 8 sentences in 1 document is "),
        (["rules", "--book"], "# Stubbed toes, from GUIDE (invented)"),
        (["evaluate"], "toes@0.1.0 on 10 vignettes (of the domain toes; 10 ok)"),
        (["compare"], "toes@0.1.0 against toes@0.1.0"),
        (["assess", "--present", "bent_toe"], "SEE A DOCTOR TODAY  Do not wait until tomorrow."),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_every_command_works_in_the_folder_of_a_starter(
    started: Triage, words: list[str], first: str
) -> None:
    """Without an option, since the folder's configuration names the domain."""
    done = started(*words)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(first)


def test_the_rule_sets_of_a_starter_are_listed(started: Triage) -> None:
    """Beside those that ship, and as released."""
    listed = json.loads(started("rules", "--json").out)
    assert {entry["ruleset"]: entry["state"] for entry in listed}["toes@0.1.0"] == "released"


def test_a_domain_may_be_named_apart_from_its_folder(triage: Triage) -> None:
    """And worked on from elsewhere, through the environment."""
    assert triage("init", "somewhere/deep", "--name", "toes-2").code == 0
    there = {"TRIAGE_DOMAIN": "somewhere/deep"}
    assert triage("baseline", "approve", *SIGNED, env=there).code == 0
    assert (triage.folder / "somewhere" / "deep" / "baseline" / "accepted.json").is_file()
    done = triage("gate", "-q", env=there)
    assert (done.code, done.out, done.err) == (0, "PASS  toes-2@0.1.0\n", "")
    assert "toes-2" in (triage.folder / "somewhere/deep/vocabulary.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["taken"], "taken: something stands there already; name a new folder."),
        (["file"], "file: something stands there already; name a new folder."),
        (["new", "--name", "knee"], '"knee" is a domain that ships; choose another name with'),
        (["new", "--name", "a b"], '"a b" is no name of a domain: begin with a letter'),
        (["a b"], '"a b" is no name of a domain: begin with a letter'),
        (["2024"], '"2024" is no name of a domain: begin with a letter'),
        (["new", "--name", "No"], '"No" is no name of a domain: begin with a letter'),
        (["file/below"], "file/below: cannot be written: Not a directory."),
    ],
    ids=["full", "file", "shipped", "name", "folder-name", "number", "yaml", "below-a-file"],
)
def test_a_place_or_name_that_cannot_be_is_wrong_usage(
    triage: Triage, arguments: list[str], message: str
) -> None:
    """One error that says what to do, and nothing is written or lost."""
    taken = triage.folder / "taken"
    taken.mkdir()
    (taken / "mine.txt").write_text("mine", encoding="utf-8")
    (triage.folder / "file").write_text("mine", encoding="utf-8")
    before = sorted(path.relative_to(triage.folder) for path in triage.folder.rglob("*"))
    done = triage("init", *arguments)
    assert (done.code, done.out) == (2, "")
    assert message in " ".join(done.err.split())
    after = sorted(path.relative_to(triage.folder) for path in triage.folder.rglob("*"))
    assert after == before


def test_a_starter_is_made_of_its_own(triage: Triage, library: Path) -> None:
    """Whatever rules and library are configured where it is made."""
    settings = {"TRIAGE_VIGNETTES": str(library), "TRIAGE_RULES": "knee@1.0.0"}
    done = triage("init", "toes", env=settings)
    assert (done.code, done.err) == (0, "")
    (triage.folder / "triage.toml").write_text('vignettes = "library"\n', encoding="utf-8")
    assert triage("init", "heels").code == 0
    for name in ("toes", "heels"):
        own = Triage(triage.folder / name)
        assert own("baseline", "approve", *SIGNED).code == 0
        gated = own("gate", "-q")
        assert (gated.code, gated.out, gated.err) == (0, f"PASS  {name}@0.1.0\n", "")


def test_an_empty_folder_may_be_started_in(triage: Triage) -> None:
    """Whoever made the folder before has lost nothing."""
    (triage.folder / "toes").mkdir()
    assert triage("init", "toes").code == 0
    assert (triage.folder / "toes" / "triage.toml").is_file()


def test_a_folder_without_a_domain_is_named(triage: Triage) -> None:
    """The setting leads nowhere: no verdict, and no silent fall back to what ships."""
    Path(triage.folder / "empty").mkdir()
    for place in ("empty", "nowhere"):
        done = triage("gate", env={"TRIAGE_DOMAIN": place})
        assert done.code == 3
        assert place in done.err


def test_the_facts_of_a_starter_are_ready_to_be_used(started: Triage) -> None:
    """Taken out of their comment they are read, the starter lints clean, and they are in force."""
    file = started.folder / "vocabulary.yaml"
    head, comment = file.read_text(encoding="utf-8").split("\n# facts:")
    text = f"{head}\nfacts:" + comment.replace("\n# ", "\n")
    file.write_text(text, encoding="utf-8")
    assert started("lint", "--strict").code == 0
    done = started("assess", "--present", "bent_toe", "--absent", "toe_pain")
    assert (done.code, done.err) == (0, "")
    assert "(fact a_bent_toe_hurts)" in " ".join(done.out.split())
