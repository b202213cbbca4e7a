"""The difference of two rule sets at the command line."""

import json
import shutil
from pathlib import Path
from typing import Final

import pytest

from tests.reports.cli.checkouts import Checkout, needs_git
from tests.reports.cli.command import Edit, Triage
from triage.domain import SHIPPED

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
LATER: Final = """\
toaster@0.1.0 (later.yaml) against toaster@0.1.0 (rules.yaml)
  1 edit; 3 lines, 3 of which lower something.

Lowered: less urgent, or a red flag or pathway lost: 3

Because: sparks is gone (rules.yaml:15): mend if sparks
Sources: MAN L2
"""


@pytest.fixture
def edited(in_domain: Triage, edit: Edit) -> Triage:
    """The made-up domain, and beside its rules `later.yaml`, in which sparks do not count."""
    text = (in_domain.folder / "rules.yaml").read_text(encoding="utf-8")
    first, _, rest = text.partition("  - id: sparks")
    (in_domain.folder / "later.yaml").write_text(
        first + "  - id: old" + rest.partition("  - id: old")[2], encoding="utf-8"
    )
    shutil.copy(in_domain.folder / "rules.yaml", in_domain.folder / "same.yaml")
    edit(in_domain.folder / "same.yaml", "title: It sparks", "title: Sparks fly")
    return in_domain


def test_a_difference_is_shown(edited: Triage) -> None:
    """Exit code 0: to find something is what the command is for."""
    done = edited("diff", "rules.yaml", "later.yaml")
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(LATER)
    assert "Not covered: " in done.out


def test_what_a_difference_fails_on(edited: Triage) -> None:
    """Lowered lines, or any; nothing fails where nobody is answered differently."""
    down, up = ("rules.yaml", "later.yaml"), ("later.yaml", "rules.yaml")
    table = [
        ("diff", *sides, "--fail-on", what)
        for sides in (down, up, ("rules.yaml", "same.yaml"))
        for what in ("lowered", "any")
    ]
    done = edited.each(table)
    assert [each.code for each in done.values()] == [1, 1, 0, 1, 0, 0]
    assert {each.err for each in done.values()} == {""}
    wrong = edited("diff", *down, "--fail-on", "raised")
    assert (wrong.code, wrong.out) == (2, "")


def test_rules_that_say_the_same(edited: Triage) -> None:
    """Titles are no edit; without any edit nothing can matter."""
    done = edited("diff", "rules.yaml", "same.yaml")
    assert "\n  Nothing differs that could matter to a patient.\n" in done.out
    data = json.loads(edited("diff", "rules.yaml", "same.yaml", "--json").out)
    assert (data["is_equivalent"], data["edits"], data["lines"]) == (True, [], [])


def test_the_same_as_json_and_in_files(edited: Triage) -> None:
    """What is printed and what is written say the same."""
    words = ("diff", "rules.yaml", "later.yaml")
    done = edited(*words, "--json", "-o", "x.md", "-o", "x.json", "-o", "Y.MD", "--fail-on", "any")
    assert (done.code, done.err) == (1, "")
    data = json.loads(done.out)
    assert data["schema"] == "triage-difference/1"
    assert json.loads((edited.folder / "x.json").read_text(encoding="utf-8")) == data
    page = (edited.folder / "x.md").read_text(encoding="utf-8")
    assert (edited.folder / "Y.MD").read_text(encoding="utf-8") == page
    text = edited(*words).out
    assert data["lowered"] == len(data["lines"]) == 3
    for line in data["lines"]:
        assert line["direction"] == "lowered"
        assert f"  {line['id']}  " in text
        assert f"| `{line['id']}` |" in page
    (only,) = data["edits"]
    assert only == {
        "id": "sparks",
        "rule": "sparks",
        "before": {
            "disposition": "mend",
            "when": "sparks",
            "red_flags": ["current"],
            "pathways": ["electrician"],
            "holds_floor": True,
            "line": 15,
            "sources": ["MAN L2"],
        },
        "after": None,
    }


def test_files_that_cannot_be_written(edited: Triage) -> None:
    """Known before anything is solved, and nothing is printed then."""
    words = ("diff", "rules.yaml", "later.yaml", "-o")
    done = edited(*words, "x.txt")
    assert (done.code, done.out) == (2, "")
    assert done.err == 'error  x.txt: no format is known for ".txt"; allowed: .json, .md.\n'
    done = edited(*words, "nowhere/x.md")
    assert (done.code, done.out) == (2, "")
    assert done.err == "error  nowhere/x.md: there is no folder nowhere to write it into.\n"
    (edited.folder / "folder.md").mkdir()
    done = edited(*words, "folder.md")
    assert done.code == 2
    assert "folder.md: cannot be written" in done.err
    assert "Traceback" not in done.err


def test_what_cannot_be_compared(edited: Triage, edit: Edit) -> None:
    """Another domain, other dispositions, or no rules: each with its reason."""
    done = edited("diff", "rules.yaml", "knee")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error  toaster@0.1.0 is about toaster, knee@1.1.0 about knee: nothing can be compared.\n"
    )
    other = edited.folder / "other"
    other.mkdir()
    for name in ("rules.yaml", "vocabulary.yaml"):
        shutil.copy(edited.folder / name, other / name)
    last = "  - {id: unplug, title: Unplug, meaning: Pull the plug now.}\n"
    edit(other / "vocabulary.yaml", last, f"{last}  - {{id: run, title: Run, meaning: Out!}}\n")
    done = edited("diff", "rules.yaml", "other/rules.yaml")
    assert (done.code, done.out) == (2, "")
    assert done.err == (
        "error  toaster@0.1.0 and toaster@0.1.0 have different dispositions: nothing can be "
        "compared.\n"
    )
    done = edited("diff", "rules.yaml", "missing.yaml")
    assert (done.code, done.out) == (3, "")
    assert "missing.yaml" in done.err


def test_a_candidate_with_words_of_its_own(edited: Triage, edit: Edit) -> None:
    """A new finding and a rule that reads it, against the rules that do not know it."""
    new = edited.folder / "new"
    new.mkdir()
    for name in ("rules.yaml", "vocabulary.yaml"):
        shutil.copy(edited.folder / name, new / name)
    numbers = "numbers:\n"
    melt = "{id: melt, title: melting, question: Does it melt?, group: danger, sources: [MAN L2]}"
    edit(new / "vocabulary.yaml", numbers, f"  - {melt}\n{numbers}")
    rules = new / "rules.yaml"
    rule = "  - {id: melts, title: It melts, disposition: unplug, when: melt, sources: [MAN L2]}\n"
    rules.write_text(rules.read_text(encoding="utf-8") + rule, encoding="utf-8")
    done = edited("diff", "rules.yaml", "new/rules.yaml")
    assert (done.code, done.err) == (0, "")
    assert "    Who: melting\n    Smallest patient: melting\n" in done.out
    assert "\n  1 edit; 4 lines, 0 of which lower something.\n" in done.out
    back = edited("diff", "new/rules.yaml", "rules.yaml", "--fail-on", "lowered")
    assert back.code == 1
    for text in (done.out, back.out):
        assert "(243 that the rules can tell apart)" in " ".join(text.split())


def test_a_run_and_a_baseline_keep_their_rules(accepted: Triage, edit: Edit) -> None:
    """Once the file is edited, the run still says what it was made of."""
    edit(accepted.folder / "rules.yaml", "disposition: unplug", "disposition: mend")
    edit(accepted.folder / "rules.yaml", "version: 0.1.0", "version: 0.2.0")
    done = accepted("diff", "run", "rules.yaml", "--fail-on", "lowered")
    assert (done.code, done.err) == (1, "")
    assert done.out.startswith("toaster@0.2.0 (rules.yaml) against toaster@0.1.0\n")
    assert "Because: smoke (rules.yaml:8): unplug -> mend\n" in done.out


def test_a_folder_that_is_no_run(edited: Triage) -> None:
    """It cannot be trusted, and is no verdict."""
    (edited.folder / "empty").mkdir()
    done = edited("diff", "empty", "rules.yaml")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("error  empty")


@needs_git
def test_a_revision_as_the_baseline(empty: Checkout, domain: Path, edit: Edit) -> None:
    """What was committed, against what stands in the file now."""
    for name in ("vocabulary.yaml", "rules.yaml"):
        shutil.copy(domain / name, empty.folder / name)
    empty.commit()
    edit(empty.folder / "rules.yaml", "when: smoke", "when: {all: [smoke, sparks]}")
    triage = Triage(empty.folder)
    done = triage("diff", "git:HEAD:rules.yaml", "rules.yaml", "--fail-on", "lowered")
    assert (done.code, done.err) == (1, "")
    assert "if smoke -> if smoke and sparks" in done.out


def test_the_shipped_versions(triage: Triage) -> None:
    """Only raised; the sentences of the sources stand beside the edits."""
    done = triage("diff", "knee@1.0.0", "knee@1.1.0", "--fail-on", "lowered")
    assert (done.code, done.err) == (0, "")
    assert "Because: fever (" in done.out
    assert "\nKFB L60.1: " in done.out
    assert " more\n" in done.out
    every = triage("diff", "knee@1.0.0", "knee@1.1.0", "--all").out
    assert len(every) > len(done.out)


@pytest.mark.parametrize("columns", [20, 80, 400])
def test_the_width_of_a_terminal(triage: Triage, mine: Path, edit: Edit, columns: int) -> None:
    """An unreleased file of the shipped rules; never below 60 columns, nor above 120."""
    edit(mine, "when: fever", "when: {all: [fever, leg_swelling]}")
    before = SHIPPED / "knee" / "rules" / "1.1.0.yaml"
    shutil.copy(before, triage.folder / "before.yaml")
    done = triage("diff", "before.yaml", "mine.yaml", env={"COLUMNS": str(columns)})
    assert (done.code, done.err) == (0, "")
    assert max(map(len, done.out.splitlines())) <= max(60, min(columns, 120))
    assert "fever -> if fever and swelling of the leg" in " ".join(done.out.split())


def test_a_disagreement_is_a_fault_of_the_harness(edited: Triage) -> None:
    """With a planted fault in the interpreter no line is shown, and the exit code is 4."""
    done = edited("diff", "rules.yaml", "later.yaml", start=DEAF)
    assert (done.code, done.out) == (4, "")
    assert done.err.startswith("error  internal error (DisagreementError: a line and its ")


def test_two_engines_or_two_rule_sets(edited: Triage) -> None:
    """Not one, not three, and not both kinds; a sampled difference is printed only."""
    for words in (
        ("--engine", "rules:rules.yaml"),
        ("rules.yaml", "--engine", "rules:rules.yaml", "--engine", "rules:later.yaml"),
    ):
        done = edited("diff", *words)
        assert (done.code, done.out) == (2, "")
        assert done.err.startswith("error  name two engines, each with --engine")
    two = ("--engine", "rules:rules.yaml", "--engine", "rules:later.yaml")
    done = edited("diff", *two, "-o", "x.md")
    assert (done.code, done.err) == (
        2,
        "error  a sampled difference is printed only; leave out -o.\n",
    )


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--all",), "a sampled difference names every example as it is; leave out --all."),
        (
            ("--acceptances", "acceptances.yaml"),
            "what is sampled cannot be accepted; leave out --acceptances.",
        ),
    ],
)
def test_what_sampled_differences_cannot_do(
    edited: Triage, words: tuple[str, ...], said: str
) -> None:
    """Is refused where it is asked for; in the environment it is for other differences."""
    two = ("--engine", "rules:rules.yaml", "--engine", "rules:later.yaml")
    done = edited("diff", *two, *words)
    assert (done.code, done.out, done.err) == (2, "", f"error  {said}\n")


def test_what_the_environment_sets_for_rules_is_no_mistake_of_engines(edited: Triage) -> None:
    """A baseline and acceptances set for all commands do not stand in the way."""
    two = ("--engine", "rules.yaml", "--engine", "rules.yaml")
    env = {"TRIAGE_BASELINE": "rules.yaml", "TRIAGE_ACCEPTANCES": "acceptances.yaml"}
    done = edited("diff", *two, env=env)
    assert (done.code, done.err) == (0, "")
