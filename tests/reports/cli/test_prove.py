"""Proofs at the command line."""

import json
from pathlib import Path
from typing import Final

from tests.evaluation.analysis.drup import check
from tests.reports.cli.command import Edit, Triage

INVARIANTS: Final = """\
vocabulary: toaster
title: What toasters need
invariants:
  - id: F1
    title: Smoke means unplug
    when: smoke
    at_least: unplug
    red_flags: [fire]
    sources: [MAN L1]
"""
DEAF: Final = """\
import sys
sys.argv[0] = "triage"
from triage.conditions import Present
from triage.truth import Truth
Present.truth = lambda self, presentation: Truth.NOT_MET
from reports.cli import main
main()
"""
"""The command with a planted fault: its interpreter hears of no finding."""


def make_domain(folder: Path) -> None:
    """Make a domain of one's own of the files in a folder."""
    (folder / "invariants.yaml").write_text(INVARIANTS, encoding="utf-8")
    (folder / "rules").mkdir()
    (folder / "rules.yaml").rename(folder / "rules" / "0.1.0.yaml")
    rules = folder / "rules" / "0.1.0.yaml"
    text = rules.read_text(encoding="utf-8")
    rules.write_text(
        text.replace("vocabulary: vocabulary.yaml", "vocabulary: toaster"), encoding="utf-8"
    )
    (folder / "triage.toml").write_text('domain = "."\n', encoding="utf-8")


def test_the_shipped_rules_are_proved(triage: Triage) -> None:
    """With exit code 0, and what is not covered; nothing goes to standard error."""
    done = triage("prove")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("PROVED  knee@1.1.0: 127 of 127 claims proved\n")
    assert "Not covered: whether the rules are good medicine" in " ".join(done.out.split())
    assert "F01.floor" not in done.out
    assert "  F01.floor: " in triage("prove", "--all").out


def test_refuted_claims_are_exit_code_1(triage: Triage) -> None:
    """The first version keeps not all that the second document demands."""
    done = triage("prove", "knee@1.0.0")
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("REFUTED  knee@1.0.0: ")
    assert "\nREFUTED  F03.floor\n" in done.out
    data = json.loads(triage("prove", "knee@1.0.0", "--json").out)
    assert data["is_proved"] is False
    assert {claim["standing"] for claim in data["claims"]} == {"proved", "refuted"}
    assert triage("prove", "knee@1.0.0", "--json").code == 1


def test_a_domain_of_ones_own(in_domain: Triage, edit: Edit) -> None:
    """Its invariants count; one that is broken is named with its patient."""
    make_domain(in_domain.folder)
    done = in_domain("prove")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("PROVED  toaster@0.1.0: 9 of 9 claims proved\n")
    edit(in_domain.folder / "rules" / "0.1.0.yaml", "disposition: unplug", "disposition: mend")
    done = in_domain("prove")
    assert (done.code, done.err) == (1, "")
    assert "REFUTED  F1.floor\n" in done.out
    assert "  Patient: smoke\n  Given: mend (fire)\n" in done.out


def test_an_invariant_about_nobody_is_an_error_of_its_file(in_domain: Triage, edit: Edit) -> None:
    """Named with its line; nothing is proved then, and nothing looks like it."""
    make_domain(in_domain.folder)
    edit(in_domain.folder / "invariants.yaml", "when: smoke", "when: {all: [smoke, {not: smoke}]}")
    done = in_domain("prove")
    assert (done.code, done.out) == (3, "")
    assert "invariants.yaml:6: invariants[F1].when: nobody can meet this condition" in done.err


def test_rules_without_invariants(in_domain: Triage) -> None:
    """The laws of safety are claimed nevertheless, and it is said that these are all."""
    done = in_domain("prove", "rules.yaml")
    assert (done.code, done.err) == (0, "")
    assert "The domain states no invariants: only laws of safety are claimed." in done.out


def test_rules_that_cannot_be_read_are_no_verdict(in_domain: Triage, edit: Edit) -> None:
    """Neither proved nor refuted."""
    edit(in_domain.folder / "rules.yaml", "disposition: unplug", "disposition: explode")
    done = in_domain("prove", "rules.yaml")
    assert (done.code, done.out) == (3, "")
    assert "rules.yaml:" in done.err
    missing = in_domain("prove", "missing.yaml")
    assert (missing.code, missing.out) == (3, "")
    assert "missing.yaml" in missing.err


def test_a_released_version_with_other_content_is_no_verdict(triage: Triage, mine: Path) -> None:
    """What is proved of it would be read as said of the released one."""
    text = mine.read_text(encoding="utf-8").replace("version: 1.2.0", "version: 1.1.0")
    mine.write_text(text.replace("disposition: urgent", "disposition: routine", 1), "utf-8")
    done = triage("prove", mine)
    assert (done.code, done.out) == (3, "")
    assert "1.1.0" in done.err


def test_a_disagreement_is_a_fault_of_the_harness(in_domain: Triage, edit: Edit) -> None:
    """With a planted fault in the interpreter no patient is shown, and the exit code is 4."""
    edit(in_domain.folder / "rules.yaml", "disposition: unplug", "disposition: mend")
    assert in_domain("prove", "rules.yaml").code == 1
    done = in_domain("prove", "rules.yaml", start=DEAF)
    assert (done.code, done.out) == (4, "")
    assert done.err.startswith("error  internal error (DisagreementError: minimum.fire: ")


def test_certificates_are_written(triage: Triage) -> None:
    """One for each proved claim, for any checker; what was done is said on standard error."""
    done = triage("prove", "--certificate", "proofs/new")
    assert (done.code, done.err) == (0, "127 certificates in proofs/new\n")
    assert done.out.startswith("PROVED")
    folder = triage.folder / "proofs" / "new"
    names = {path.stem for path in folder.glob("*.cnf")}
    assert len(names) == 127
    assert {path.stem for path in folder.glob("*.drat")} == names
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert [claim["standing"] for claim in index["claims"]] == ["proved"] * 127
    formula, proof = ((folder / f"F01.floor.{end}").read_text("ascii") for end in ("cnf", "drat"))
    assert check(formula, proof) >= 1


def test_certificates_of_refuted_rules_are_of_what_is_proved(triage: Triage) -> None:
    """The exit code stays 1; the index names the others."""
    done = triage("prove", "knee@1.0.0", "--certificate", "proofs", "--json")
    assert done.code == 1
    data = json.loads(done.out)
    index = json.loads((triage.folder / "proofs" / "index.json").read_text(encoding="utf-8"))
    standings = {claim["id"]: claim["standing"] for claim in data["claims"]}
    assert {claim["id"]: claim["standing"] for claim in index["claims"]} == standings
    proved = {name for name, standing in standings.items() if standing == "proved"}
    assert {path.stem for path in (triage.folder / "proofs").glob("*.cnf")} == proved


def test_certificates_have_a_folder_of_their_own(triage: Triage) -> None:
    """One that is there already, and a place where none can be, are mistakes of the call."""
    (triage.folder / "there").mkdir()
    (triage.folder / "file").write_text("", encoding="utf-8")
    (triage.folder / "dangling").symlink_to("nowhere")
    for name in ("there", "file", "dangling"):
        done = triage("prove", "--certificate", name)
        assert (done.code, done.out) == (2, "")
        assert done.err == f"error  {name}: is there already; name a new folder.\n"
    for name, why in (("file/new", "Not a directory"), ("x" * 300, "File name too long")):
        done = triage("prove", "--certificate", name)
        assert done.code == 2
        assert done.err == f"error  {name}: cannot be written: {why}.\n"
    assert list((triage.folder / "there").iterdir()) == []
