"""The gate's verdicts: pass and fail, and what is said of a candidate."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from evaluation.domain import policy_file
from tests.reports.cli.command import Edit, Ran, Triage
from vignettes.domain import library_folder


def failing_checks(out: str) -> dict[str, dict[str, Any]]:
    """The checks that do not hold, by name, of a gate's JSON."""
    return {check["name"]: check for check in json.loads(out)["checks"] if not check["holds"]}


def test_the_shipped_rules_pass_on_the_library_of(quick: Ran) -> None:
    """The main job: verdict PASS, every check with its numbers, exit code 0."""
    done = quick["gate"]
    assert (done.code, done.err) == (0, "")
    first, checks, *_ = done.out.split("\n\n")
    assert first.startswith("PASS  knee@1.1.0 against knee@1.1.0, accepted on ")
    assert first.endswith(" vignettes")
    assert all(line.startswith(("ok  ", "    ")) for line in checks.strip().split("\n"))


def test_the_gate_says_the_same_whatever_the_seed_of_hashes(triage: Triage) -> None:
    """Identical inputs give identical output."""
    words = ("gate", "knee@1.0.0", "--all")
    outputs = {triage(*words, env={"PYTHONHASHSEED": seed}).out for seed in ("1", "4242")}
    assert len(outputs) == 1


def test_json_has_the_verdict_and_every_check(triage: Triage, mine: Path, edit: Edit) -> None:
    """The same verdict for a machine, with the exit code in it."""
    edit(mine, "when: fever", "when: {all: [fever, locking]}")
    done = triage("gate", "mine.yaml", "--json")
    data = json.loads(done.out)
    assert (done.code, data["verdict"], data["exit_code"]) == (1, "FAIL", 1)
    failing = [check["name"] for check in data["checks"] if not check["holds"]]
    assert "new_missed_red_flag" in failing
    assert data["candidate"]["engine"] == "knee@1.2.0"
    assert data["baseline"]["engine"] == "knee@1.1.0"


def test_quiet_prints_the_verdict_alone(quick: Ran) -> None:
    """One line for a log: the verdict, and on which rules."""
    words = ("gate --quiet", "gate -q", "gate knee@1.0.0 -q")
    assert [quick[each].out for each in words] == [
        "PASS  knee@1.1.0\n",
        "PASS  knee@1.1.0\n",
        "FAIL  knee@1.0.0\n",
    ]


def test_a_long_list_is_cut_and_all_shows_it(quick: Ran) -> None:
    """As much as has room is shown, or every item."""
    short, long = quick["gate knee@1.0.0"], quick["gate knee@1.0.0 --all"]
    assert (short.code, long.code) == (1, 1)
    assert " more (--all shows them)" in short.out
    assert " more (--all shows them)" not in long.out
    assert len(long.out.splitlines()) > len(short.out.splitlines())


def test_a_baseline_that_is_a_rule_set_is_evaluated_now_and_that_is_said(
    triage: Triage, edit: Edit
) -> None:
    """Edits of the library cannot be seen then, which a reader must know."""
    text = policy_file("knee").read_text(encoding="utf-8").partition("watch:")[0]
    (triage.folder / "policy.yaml").write_text(text, encoding="utf-8")
    edit(triage.folder / "policy.yaml", "\nbaseline: approved ", "\n# ")
    done = triage("gate", "knee@1.1.0", "--baseline", "knee@1.0.0", "--policy", "policy.yaml")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("PASS  knee@1.1.0 against knee@1.0.0, on ")
    assert (
        " The baseline is a rule set, evaluated on the same library with the same words: edits of "
        "library, vocabulary and invariants cannot be seen. Give a run folder to see them. "
    ) in " ".join(done.out.split())


def test_the_policy_that_ships_compares_with_what_somebody_accepted(
    quick: Ran, triage: Triage
) -> None:
    """By name, which the JSON has whole; with anything else there is no verdict."""
    approval = json.loads(quick["gate --json"].out)["approval"]
    assert approval["engine"] == "knee@1.1.0"
    assert all(approval[key] for key in ("approver", "role", "reason", "approved", "run"))
    done = triage("gate", "--baseline", "knee@1.1.0")
    assert done.code == 3
    assert "\nnot measured  The baseline is approved: by nobody\n" in done.out


UNSAFE = {
    "narrowed": ("when: fever", "when: {all: [fever, locking]}"),
    "lowered": ("title: Fever\n    disposition: urgent", "title: Fever\n    disposition: routine"),
    "floor": ("floor_while_undecided: routine", "floor_while_undecided: self_care"),
    "age": ("at_least: 60", "at_least: 61"),
    "count": ("at_least: 2\n", "at_least: 3\n"),
    "flag": ("    red_flags: [skin_redness]\n", ""),
    "visit": ("when: lump_behind_knee", "when: {all: [lump_behind_knee, fever]}"),
    "pathway": ("    pathways: [spine_evaluation]\n", ""),
}


def test_an_unsafe_edit_of_one_rule_fails(triage: Triage, mine: Path) -> None:
    """Each makes at least one vignette newly fail, and the gate names it."""
    text = mine.read_text(encoding="utf-8")
    for name, (old, new) in UNSAFE.items():
        assert old in text
        file = triage.folder / f"{name}.yaml"
        file.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = triage.each(("gate", f"{name}.yaml", "--json") for name in UNSAFE)
    for each in done.values():
        assert (each.code, each.err) == (1, "")
        ratchet = [c for c in failing_checks(each.out).values() if c["name"].startswith("new_")]
        assert ratchet
        assert all(check["items"] for check in ratchet)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("ruleset: knee", "ruleset: elbow", "another rule set"),
        ("version: 1.2.0", "version: 1.0.5", "must be later than the accepted"),
    ],
    ids=["name", "version"],
)
def test_a_candidate_is_a_later_version_of_what_was_accepted(
    triage: Triage, mine: Path, edit: Edit, old: str, new: str, said: str
) -> None:
    """Another rule set, or an older number on other content, is no next version."""
    edit(mine, "title: Fever", "title: A fever")
    edit(mine, old, new)
    done = triage("gate", "mine.yaml", "--json")
    assert (done.code, done.err) == (1, "")
    (check,) = failing_checks(done.out).values()
    assert [said in item for item in check["items"]] == [True]


EDITED = {
    "wider": ("acceptable: [self_care]", "acceptable: [self_care, routine]", "gold_edited"),
    "flags": ("absent_red_flags: others", "absent_red_flags: []", "gold_edited"),
    "input": ("present: [leg_cramp, ", "present: [tenderness, leg_cramp, ", "input_edited"),
    "renamed": ("id: C02-", "id: C02-another-", "removed"),
}


def test_editing_the_library_to_make_the_gate_green_fails(triage: Triage) -> None:
    """A vignette removed, relabelled or changed is named, whatever the rules do."""
    for name, (old, new, _) in EDITED.items():
        cramp = shutil.copytree(library_folder("knee"), triage.folder / name) / "C02-cramp.yaml"
        text = cramp.read_text(encoding="utf-8")
        assert old in text
        cramp.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = triage.each(("gate", "--vignettes", name, "--json") for name in EDITED)
    for each, (_, _, check) in zip(done.values(), EDITED.values(), strict=True):
        assert (each.code, each.err) == (1, "")
        (item,) = failing_checks(each.out)[f"vignettes_{check}"]["items"]
        assert item.startswith("C02-")


def test_a_file_taken_out_of_the_library_fails(triage: Triage, library: Path) -> None:
    """Each of its vignettes is named."""
    (library / "F06-fever.yaml").unlink()
    done = triage("gate", "--vignettes", "library", "--json")
    removed = failing_checks(done.out)["vignettes_removed"]["items"]
    assert done.code == 1
    assert len(removed) > 1
    assert all(item.startswith("F06-") for item in removed)


CRUMBLY = """\
  - id: crumbly
    title: Full of crumbs
    kind: distractor
    narrative: Neither smoke nor sparks, but crumbs, and it is new.
    present: [crumbs]
    absent: [smoke, sparks]
    numbers: {age_years: 1}
    gold: {preferred: keep, red_flags: [], absent_red_flags: others}
    sources: [MAN L9]
    author: author-1
"""


def test_the_seeded_swap_fails(in_domain: Triage, edit: Edit, of_domain: tuple[str, ...]) -> None:
    """One emergency newly missed, one over-triage fixed: every average stays as it was."""
    folder = in_domain.folder
    with (folder / "library" / "toasters.yaml").open("a", encoding="utf-8") as file:
        file.write(CRUMBLY)
    with (folder / "policy.yaml").open("a", encoding="utf-8") as file:
        file.write("  accuracy: {at_least: 0.75}\n")
    (folder / "waivers.yaml").write_text("waivers: []\n", encoding="utf-8")
    accuracy = "\nok  Accuracy: 3 of 4 = 75.0 %; at least 75.0 %\n"

    edit(folder / "rules.yaml", "at_least: 10", "at_least: 0")
    before = in_domain(
        "gate", "rules.yaml", "--baseline", "rules.yaml", *of_domain, "--save", "before", "--all"
    )
    assert before.code == 0
    assert accuracy in before.out

    edit(folder / "rules.yaml", "at_least: 0", "at_least: 10")
    edit(folder / "rules.yaml", "when: smoke", "when: {all: [smoke, crumbs]}")
    after = in_domain("gate", "rules.yaml", "--baseline", "before", *of_domain, "--all")
    assert (after.code, after.err) == (1, "")
    assert accuracy in after.out
    assert (
        "\nFAILED  New missed red flags: 1 (0 fixed, 0 still)\n"
        "  - smoking: expected unplug (fire), got mend (no red flag)\n"
    ) in after.out
