"""The gate in a git checkout: what else changed together with the rules turns it red."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.reports.cli.checkouts import Checkout, needs_git
from tests.reports.cli.command import ROOT, Done, Edit, Triage, environment
from triage.domain import SHIPPED

pytestmark = needs_git

WATCH = """\
watch:
  rules: [rules.yaml, vocabulary.yaml]
  baseline: [run]
  library: [library]
  settings: [triage.toml]
"""
GATE = ("gate", "rules.yaml", "--baseline", "run", "--vignettes", "library")
TERMS = ("--policy", "policy.yaml", "--waivers", "waivers.yaml")


class Branch:
    """A branch of a checkout with the made-up domain, whose policy watches its files."""

    def __init__(self, triage: Triage, edit: Edit) -> None:
        self.run = triage
        self.checkout = Checkout(triage.folder)
        self.edit = edit

    def gate(self, *options: str, **env: str) -> Done:
        """The gate on the rules of the branch."""
        return self.run(*GATE, *TERMS, *options, env=env)

    def together(self, *options: str, **env: str) -> dict[str, Any]:
        """What the check of this says, as JSON."""
        done = self.gate("--json", *options, **env)
        data = json.loads(done.out)
        (check,) = [each for each in data["checks"] if each["name"] == "together"]
        return {"code": done.code, **check}

    def change_rules(self) -> None:
        """A harmless edit of a rule, in a later version."""
        self.edit(self.run.folder / "rules.yaml", "version: 0.1.0", "version: 0.2.0")
        self.edit(self.run.folder / "rules.yaml", "title: It sparks", "title: Sparks fly")

    def change_policy(self) -> None:
        """More is allowed than before."""
        self.edit(self.run.folder / "policy.yaml", "{at_most: 0}", "{at_most: 0.5}")

    def accept_the_rules(self) -> None:
        """The run of the rules as they are, in place of the accepted one."""
        shutil.rmtree(self.run.folder / "run")
        done = self.run(
            "gate", "rules.yaml", "--baseline", "rules.yaml", "--vignettes", "library",
            *TERMS, "--save", "run",
        )  # fmt: skip
        assert (self.run.folder / "run" / "run.json").is_file(), done.err


@pytest.fixture
def branch(accepted: Triage, edit: Edit) -> Branch:
    """The branch, right after it left the main one."""
    policy = accepted.folder / "policy.yaml"
    policy.write_text(policy.read_text(encoding="utf-8") + WATCH, encoding="utf-8")
    made = Branch(accepted, edit)
    made.checkout.git("init", "--initial-branch", "main")
    made.checkout.commit()
    made.checkout.git("checkout", "-b", "work")
    return made


@pytest.mark.parametrize("is_committed", [False, True], ids=["", "committed"])
def test_rules_and_policy_in_one_branch_fail(branch: Branch, *, is_committed: bool) -> None:
    """The verdict names the policy, the file, and against what it was compared."""
    branch.change_rules()
    branch.change_policy()
    if is_committed:
        branch.checkout.commit()
    done = branch.gate()
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("FAIL  toaster@0.2.0 (rules.yaml) against toaster@0.1.0 (run)")
    assert (
        "FAILED  Changed together with the rules: policy\n"
        "  - policy changed together with rules: policy.yaml changed\n"
    ) in done.out


def test_each_of_them_alone_passes(branch: Branch) -> None:
    """The honest twins: first the rules, then the policy in a branch of its own."""
    branch.change_rules()
    alone = branch.together()
    start = branch.checkout.git("rev-parse", "main")[:7]
    assert (alone["code"], alone["holds"]) == (0, True)
    assert alone["numbers"] == f"nothing (since {start}, where this left main)"
    branch.checkout.git("checkout", "rules.yaml")
    branch.change_policy()
    alone = branch.together()
    said = "the rules are unchanged; policy changed"
    assert (alone["code"], alone["numbers"].partition(" (")[0]) == (0, said)


def test_a_baseline_made_anew_with_the_rules_fails(branch: Branch) -> None:
    """Compared with itself nothing is worse; that is what somebody did to it in this change."""
    branch.change_rules()
    branch.edit(branch.run.folder / "rules.yaml", "when: smoke", "when: {all: [smoke, crumbs]}")
    assert branch.gate().code == 1
    branch.accept_the_rules()
    found = branch.together()
    assert (found["code"], found["holds"], found["numbers"]) == (1, False, "baseline")
    prefix = "baseline changed together with rules: run/"
    assert found["items"]
    assert all(item.startswith(prefix) for item in found["items"])


def test_the_library_and_the_settings_are_watched_too(branch: Branch) -> None:
    """A new file in a watched folder, and one that was not there before."""
    branch.change_rules()
    library = branch.run.folder / "library"
    (library / "more.yaml").write_text("vignettes: []\n", encoding="utf-8")
    (branch.run.folder / "triage.toml").write_text('policy = "policy.yaml"\n', encoding="utf-8")
    found = branch.together()
    assert found["items"] == [
        "library changed together with rules: library/more.yaml changed",
        "settings changed together with rules: triage.toml changed",
    ]


def test_a_base_can_be_named(branch: Branch) -> None:
    """By an option or by the environment, where the option counts."""
    branch.change_policy()
    first = branch.checkout.commit()
    branch.change_rules()
    branch.checkout.commit()
    assert branch.together()["code"] == 1
    for found in (
        branch.together("--base", first),
        branch.together(TRIAGE_BASE=first),
        branch.together("--base", first, TRIAGE_BASE="main"),
    ):
        assert (found["code"], found["holds"]) == (0, True)
        assert found["numbers"] == f"nothing (since {first[:7]}, where this left {first})"


def test_a_base_that_is_no_revision_is_wrong_usage(branch: Branch) -> None:
    """One line with what to do; nothing like a verdict."""
    options = [branch.gate("--base", "nowhere"), branch.gate(TRIAGE_BASE="nowhere")]
    for done in options:
        assert (done.code, done.out) == (2, "")
        told = "nowhere: there is no such revision here; fetch it, or name another."
        assert done.err == f"error  --base: {told}\n"
    empty = branch.gate("--base", "")
    assert (empty.code, empty.out, empty.err.count("\n")) == (2, "", 1)


def test_a_policy_cannot_have_itself_looked_away_from(branch: Branch) -> None:
    """What it watched before the change is watched, though the change takes that out."""
    policy = branch.run.folder / "policy.yaml"
    policy.write_text(policy.read_text(encoding="utf-8").partition("watch:")[0], encoding="utf-8")
    branch.change_rules()
    (branch.run.folder / "library" / "more.yaml").write_text("vignettes: []\n", encoding="utf-8")
    found = branch.together()
    assert (found["code"], found["holds"]) == (1, False)
    assert found["numbers"] == "policy, library"


def test_another_policy_that_watches_nothing_is_seen_as_a_change(branch: Branch) -> None:
    """In a checkout the policy, the rules and the configuration are always looked at."""
    text = (branch.run.folder / "policy.yaml").read_text(encoding="utf-8")
    weak = branch.run.folder / "weak.yaml"
    weak.write_text(text.partition("watch:")[0], encoding="utf-8")
    branch.change_rules()
    done = branch.run(*GATE, "--policy", "weak.yaml", "--waivers", "waivers.yaml", "--json")
    checks = {each["name"]: each for each in json.loads(done.out)["checks"]}
    assert done.code == 1
    assert checks["together"]["numbers"] == "policy"


def test_a_policy_of_before_that_cannot_be_read_any_more_fails(branch: Branch) -> None:
    """Nobody can tell what it watched."""
    policy = branch.run.folder / "policy.yaml"
    text = policy.read_text(encoding="utf-8")
    policy.write_text("policy: [in other words", encoding="utf-8")
    branch.checkout.git("checkout", "-q", "main")
    branch.checkout.commit()
    branch.checkout.git("checkout", "-q", "-b", "more")
    policy.write_text(text, encoding="utf-8")
    found = branch.together()
    told = "cannot be told: the policy of before the change cannot be read in the words of now"
    assert (found["code"], found["items"]) == (1, [told])


def test_the_configuration_of_another_checkout_counts_too(
    branch: Branch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """A policy that stands elsewhere does not have what changes here looked away from."""
    other = Checkout(tmp_path_factory.mktemp("elsewhere"))
    other.git("init", "--initial-branch", "main")
    policy = other.folder / "policy.yaml"
    text = (branch.run.folder / "policy.yaml").read_text(encoding="utf-8").partition("watch:")[0]
    policy.write_text(text, encoding="utf-8")
    other.commit()
    branch.change_rules()
    config = branch.run.folder / "triage.toml"
    config.write_text(f'policy = "{policy}"\n', encoding="utf-8")
    done = branch.run(*GATE, "--waivers", "waivers.yaml", "--json")
    checks = {each["name"]: each for each in json.loads(done.out)["checks"]}
    assert (done.code, checks["together"]["numbers"]) == (1, "settings")


def test_outside_a_checkout_it_is_said_that_nothing_was_looked_at(branch: Branch) -> None:
    """There is no change to be seen; a base that is named there is wrong usage."""
    shutil.rmtree(branch.run.folder / ".git")
    branch.change_rules()
    branch.change_policy()
    found = branch.together()
    assert (found["code"], found["numbers"]) == (0, "nothing (no git checkout)")
    done = branch.gate("--base", "main")
    assert (done.code, done.out) == (2, "")
    assert done.err.endswith(" is in no git checkout.\n")


def test_a_checkout_that_cannot_tell_fails(branch: Branch) -> None:
    """As where the main branch was not fetched; the remedy stands beside it."""
    branch.checkout.git("branch", "other")
    branch.checkout.git("branch", "--delete", "--force", "main")
    found = branch.together()
    assert (found["code"], found["holds"]) == (1, False)
    assert found["items"] == ["cannot be told: no main branch is known here; name one with --base"]
    assert branch.together("--base", "other")["code"] == 0


def test_a_file_whose_name_is_no_text_is_told(branch: Branch) -> None:
    """Neither the text nor the JSON breaks on it."""
    branch.change_rules()
    name = branch.run.folder / "run" / b"\xff\x1b[31m.txt".decode(errors="surrogateescape")
    name.write_text("", encoding="utf-8")
    assert branch.together()["code"] == 1
    done = branch.gate()
    assert (done.code, done.err) == (1, "")
    assert "baseline changed together with rules: run/" in done.out
    assert "\x1b" not in done.out


def test_no_test_sees_the_checkout_of_this_project(tmp_path: Path) -> None:
    """Git finds nothing above what ships, so that no verdict hangs on what is edited here."""
    surroundings = environment()
    assert surroundings["GIT_CEILING_DIRECTORIES"] == str(ROOT)
    assert not [name for name in environment() if name in {"GIT_DIR", "GIT_INDEX_FILE"}]
    done = Triage(tmp_path)("gate", "--json", cwd=SHIPPED / "knee")
    checks = json.loads(done.out)["checks"]
    said = [check["numbers"] for check in checks if check["name"] == "together"]
    assert said == ["the rules are unchanged (no git checkout)"]


ENGINE = """\
from helper import DAYS


def triage(patient):
    long = patient["numbers"].get("duration_days", 0) >= DAYS
    return {"disposition": "visit" if long else "home", "red_flags": []}
"""


def test_a_policy_and_an_approval_in_one_change_hide_no_worse_engine(
    triage: Triage, edit: Edit
) -> None:
    """What an engine imports is not seen, and the new baseline is its own: the old one tells."""
    assert triage("init", "toes").code == 0
    checkout = Checkout(triage.folder)
    write = checkout.write
    write("triage.toml", text='domain = "toes"\nengine = "ours.yaml"\n')
    write("ours.yaml", text="engine: Ours\nrun: python:ours:triage\nred_flags: not_reported\n")
    write("ours.py", text=ENGINE)
    write("helper.py", text="DAYS = 7\n")
    edit(
        triage.folder / "toes" / "policy.yaml",
        "under_triage_rate: {at_most: 0}",
        "under_triage_rate: {at_most: 1}",
    )
    signed = ("--approver", "A. Person", "--role", "Owner", "--reason", "The first.")
    approve = ("baseline", "approve", *signed)
    checkout.git("init", "--initial-branch", "main")
    checkout.commit()
    assert triage(*approve).code == 0
    checkout.commit()
    checkout.git("checkout", "-q", "-b", "work")
    write("helper.py", text="DAYS = 60\n")
    edit(triage.folder / "toes" / "policy.yaml", "  - under_triage\n", "")
    checkout.commit()
    assert triage(*approve).code == 0
    checkout.commit()
    data = json.loads(triage("gate", "--json").out)
    (found,) = [each for each in data["checks"] if each["name"] == "together"]
    assert (found["holds"], found["numbers"]) == (False, "policy")
