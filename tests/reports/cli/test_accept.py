"""``triage accept``: from a gate that fails to one that passes, by name and for a time."""

import json
from pathlib import Path
from typing import Final

import pytest

from evaluation.gate.acceptances import read_acceptances
from tests.reports.cli.softer import SIGNED, SOFTER, Softer, in_days, write_softer

HEAD = """\
# Lines of a rule difference that somebody looked at and lets pass, each for a time.
# Written by `triage accept`; see docs/diff.md.

"""


@pytest.fixture
def softer(tmp_path: Path) -> Softer:
    """The command beside rules that lower two lines."""
    return write_softer(tmp_path)


def flat(text: str) -> str:
    """A text in one line."""
    return " ".join(text.split())


def entry(line: str, says: str) -> str:
    """What is written for a line."""
    return f"""\
  - line: "{line}"
    says: "{says}"
    reason: "A year is nothing."
    approver: "Dr Example"
    role: "Safety officer"
    approved: {in_days(0)}
    expires: {in_days(30)}
"""


def test_what_is_accepted_is_shown_and_written_whole(softer: Softer) -> None:
    """Nobody signs for less than there is; the file says the same in one line."""
    line = softer.lowered[0]
    assert softer.accept(line) == (
        0,
        f"""\
Accepted in acceptances.yaml
  {line}  mend -> keep
    Who: a leak and age 10 to under 11 years; known absent: smoke; sparks
    Smallest patient: a leak, age 10 years; absent: smoke; sparks
    Before: mend; by old-leak
    After: keep, could become mend; by default, keep
    Who is in it also depends on: chalky-leak

Commit it with the change of the rules.

Not covered: whether the rules are good medicine, how questions are worded and understood, and how
free text is read. A reference for testing software, made by nobody clinical. Not medical advice.
""",
        "",
    )
    who = "a leak and age 10 to under 11 years; known absent: smoke; sparks"
    written = entry(line, f"mend -> keep: {who} (by old-leak)")
    assert softer.file.read_text(encoding="utf-8") == f"{HEAD}acceptances:\n{written}"


def test_from_a_gate_that_fails_to_one_that_passes(softer: Softer) -> None:
    """One line, the other, and both are told in every form of the verdict; then it lapses."""
    first, second = softer.lowered
    before = softer.triage("gate")
    assert before.code == 1
    assert before.out.endswith("\nNext: triage diff kettle@0.1.0 kettle@0.2.0\n")
    assert softer.accept(first)[0] == 0
    half = softer.triage("gate")
    assert half.code == 1
    assert half.out.startswith("FAIL WITH 1 ACCEPTED  kettle@0.2.0 against kettle@0.1.0, on 9 vig")
    assert "Patients made less urgent, and not accepted: 1; 1 accepted\n" in half.out
    assert f"  - {second}  possible mend -> keep: " in half.out
    assert softer.accept(second)[0] == 0
    after = softer.triage("gate")
    assert (after.code, after.err) == (0, "")
    assert after.out.startswith("PASS WITH 2 ACCEPTED  kettle@0.2.0 against kettle@0.1.0, on 9 vig")
    assert f"accepted  {first}, mend -> keep: a leak and age 10 to under 11 years;" in after.out
    told = "(by old-leak): A year is nothing. (Dr Example, 30 days left)"
    assert flat(after.out).count(told) == 2
    assert softer.triage("gate", "-q").out == "PASS WITH 2 ACCEPTED  kettle@0.2.0\n"
    edited = SOFTER.replace("at_least: 11", "at_least: 12")
    (softer.triage.folder / "rules" / "0.2.0.yaml").write_text(edited, encoding="utf-8")
    lapsed = softer.triage("gate")
    assert lapsed.code == 1
    said = "lapsed: no line of the difference says that any more."
    assert flat(lapsed.out).count(said) == 2
    assert lapsed.out.startswith("FAIL  kettle@0.2.0")


def test_json_and_the_difference_tell_it_too(softer: Softer) -> None:
    """With all that was written, and which line a check let pass for it."""
    first, second = softer.lowered
    softer.accept(first)
    data = json.loads(softer.triage("gate", "--json").out)
    (given,) = data["acceptances"]
    assert (given["line"], given["approver"], given["role"]) == (
        first, "Dr Example", "Safety officer",
    )  # fmt: skip
    assert (given["reason"], given["approved"], given["expires"], given["days_left"]) == (
        "A year is nothing.", in_days(0), in_days(30), 30,
    )  # fmt: skip
    checks = {check["name"]: check for check in data["checks"]}
    assert checks["difference"]["accepted"] == [first]
    assert checks["acceptances"]["holds"]
    shown = softer.triage("diff").out
    assert "2 edits; 4 lines, 2 of which lower something, 1 of them accepted." in shown
    told = f"by Dr Example (Safety officer) until {in_days(30)}: A year is nothing."
    assert flat(shown).count(f"Accepted: {told}") == 1
    lines = json.loads(softer.triage("diff", "--json").out)["lines"]
    by_id = {line["id"]: line["accepted"] for line in lines}
    assert (by_id[first], by_id[second]) == (told, None)


def test_several_lines_at_once(softer: Softer) -> None:
    """In the order in which they are named, each once."""
    first, second = softer.lowered
    code, out, err = softer.accept(second, first, second)
    assert (code, err) == (0, "")
    assert [each.line for each in read_acceptances(softer.file)] == [second, first]
    assert out.index(second) < out.index(first)
    assert softer.triage("gate", "-q").code == 0


def test_what_stands_in_the_file_stays(softer: Softer) -> None:
    """Comments and what was accepted before, byte for byte, and in front of what is new."""
    first, second = softer.lowered
    softer.file.write_text("# ours\nacceptances: []  # none yet\n", encoding="utf-8")
    softer.accept(first)
    one = softer.file.read_text(encoding="utf-8").replace("# none yet", "# one, for now")
    assert one.startswith("# ours\nacceptances:  # one, for now\n  - line: ")
    softer.file.write_text(f"{one}  # the last\n", encoding="utf-8")
    softer.accept(second)
    two = softer.file.read_text(encoding="utf-8")
    assert two.startswith(f"{one}  # the last\n  - line: ")
    assert [each.line for each in read_acceptances(softer.file)] == [first, second]


@pytest.mark.parametrize(
    "reason",
    ['"It\'s": #1, {a: b}', "two\nlines, and Größe 👍", "- yes: no\\n", " in the middle "],
)
def test_a_reason_is_read_back_as_it_was_given(softer: Softer, reason: str) -> None:
    """Whatever it would mean to YAML; blanks around it are none of it."""
    words = ("--approver", "Ö. 'X'", "--role", "a: b", "--reason", reason)
    done = softer.triage("accept", softer.lowered[0], *words, "--expires", in_days(1))
    assert (done.code, done.err) == (0, "")
    (found,) = read_acceptances(softer.file)
    assert (found.approver, found.role, found.reason) == ("Ö. 'X'", "a: b", reason.strip())
    assert softer.triage("gate").code == 1  # the other line; the file is one that can be used


@pytest.mark.parametrize("place", ["option", "environment", "file"])
def test_another_file_is_used_by_all_three_commands(softer: Softer, place: str) -> None:
    """Named in any way, it is written where there is none, and counts for gate and difference."""
    words = ("--acceptances", "of/ours.yaml") if place == "option" else ()
    env = {"TRIAGE_ACCEPTANCES": "of/ours.yaml"} if place == "environment" else {}
    file = softer.triage.folder / "of" / "ours.yaml"
    file.parent.mkdir()
    if place == "file":
        with (softer.triage.folder / "triage.toml").open("a", encoding="utf-8") as settings:
            settings.write('acceptances = "of/ours.yaml"\n')
    code, out, err = softer.accept(*softer.lowered, *words, env=env)
    assert (code, err) == (0, "")
    assert out.startswith("Accepted in of/ours.yaml\n")
    assert [each.line for each in read_acceptances(file)] == list(softer.lowered)
    assert not softer.file.exists()
    gate = softer.triage("gate", *words, env=env)
    assert gate.code == 0
    assert gate.out.startswith("PASS WITH 2 ACCEPTED  ")
    assert "\nnote  Acceptances: of/ours.yaml\n" in gate.out
    assert "2 of them accepted." in softer.triage("diff", *words, env=env).out
    assert (
        "\nAcceptances: 2 (of/ours.yaml)\n"
        in softer.triage("gate", "--explain", *words, env=env).out
    )


def test_an_option_beats_what_is_set(softer: Softer) -> None:
    """The variable names one file, the option another."""
    env = {"TRIAGE_ACCEPTANCES": "variable.yaml"}
    assert softer.accept(softer.lowered[0], "--acceptances", "option.yaml", env=env)[0] == 0
    assert (softer.triage.folder / "option.yaml").exists()
    assert not (softer.triage.folder / "variable.yaml").exists()


def test_what_is_over_is_not_shown_as_accepted(softer: Softer) -> None:
    """The gate fails on it, and the difference says nothing of it."""
    softer.accept(softer.lowered[0])
    text = softer.file.read_text(encoding="utf-8")
    text = text.replace(in_days(30), in_days(-1)).replace(in_days(0), in_days(-9))
    softer.file.write_text(text, encoding="utf-8")
    assert "accepted" not in softer.triage("diff").out
    gate = softer.triage("gate")
    assert gate.code == 1
    assert f"expired on {in_days(-1)}" in gate.out


def test_the_policy_says_until_when(softer: Softer) -> None:
    """Another policy, another longest time; its last day is allowed."""
    policy = softer.triage.folder / "policy.yaml"
    strict = policy.read_text(encoding="utf-8") + "waivers: {longest_days: 7}\n"
    (softer.triage.folder / "strict.yaml").write_text(strict, encoding="utf-8")
    words = ("accept", softer.lowered[0], *SIGNED, "--policy", "strict.yaml")
    late = softer.triage(*words, "--expires", in_days(8))
    assert (late.code, late.out) == (2, "")
    assert late.err == (
        f"error  --expires: {in_days(8)} is farther than the 7 days that the policy allows; at "
        f"most {in_days(7)}.\n"
    )
    assert softer.triage(*words, "--expires", in_days(7)).code == 0
    assert softer.triage("gate", "--policy", "strict.yaml").out.startswith("FAIL WITH 1 ACCEPTED")


def test_what_is_accepted_fails_no_difference(softer: Softer) -> None:
    """While one line is left, it fails; with all of them accepted, it does not."""
    fails = ("diff", "--fail-on", "lowered")
    first, second = softer.lowered
    softer.accept(first)
    assert softer.triage(*fails).code == 1
    softer.accept(second)
    assert softer.triage(*fails).code == 0
    assert softer.triage("diff", "--fail-on", "any").code == 1  # what raises cannot be accepted


def test_an_approver_is_reminded_of_what_lapses(softer: Softer) -> None:
    """With the next baseline nothing differs any more, and the gate says so."""
    baseline = ("--baseline", "accepted")
    approve = ("baseline", "approve", *SIGNED, "--yes", *baseline)
    assert softer.triage(*approve, "--rules", "kettle@0.1.0").code == 0
    softer.accept(*softer.lowered, *baseline)
    done = softer.triage(*approve)
    assert done.code == 0
    assert done.out.endswith(
        "2 acceptances in acceptances.yaml have lapsed; take them out in the same change.\n"
    )
    assert "Patients made less urgent: 2\n" in done.out
    gate = softer.triage("gate", *baseline)
    assert gate.code == 1
    assert flat(gate.out).count("lapsed: no line of the difference says that any more.") == 2


CHALK: Final = """\
title: For kettles
vocabulary: kettle
invariants:
  - id: F1
    title: Chalk is mended
    when: chalk
    at_least: mend
    sources: [MAN L3.2]
"""


def test_where_only_claims_fail_the_next_command_proves(softer: Softer) -> None:
    """No vignette fails and nobody falls: what is wrong is a claim."""
    invariants = softer.triage.folder / "invariants.yaml"
    invariants.write_text(CHALK, encoding="utf-8")
    softer.accept(*softer.lowered)
    done = softer.triage("gate")
    assert "FAILED  Claims not proved for every patient" in done.out
    assert done.out.endswith("\nNext: triage prove kettle@0.2.0\n")


def test_a_new_fact_hides_nobody_from_the_difference_to_a_baseline(softer: Softer) -> None:
    """Whom only a fact of today leaves out is still told, in the gate and in the difference."""
    baseline = ("--baseline", "accepted")
    approve = ("baseline", "approve", *SIGNED, "--yes", *baseline, "--rules", "kettle@0.1.0")
    assert softer.triage(*approve).code == 0
    vocabulary = softer.triage.folder / "vocabulary.yaml"
    fact = "facts:\n  - {id: f, reason: So., if_present: leak, then_present: smoke}\n"
    vocabulary.write_text(vocabulary.read_text(encoding="utf-8") + fact, encoding="utf-8")
    told = json.loads(softer.triage("diff", "accepted", "kettle@0.2.0", "--json").out)
    patients = [line["patient"] for line in told["lines"] if line["direction"] == "lowered"]
    assert any("leak" in each["present"] and "smoke" in each["absent"] for each in patients)
    today = json.loads(softer.triage("diff", "kettle@0.1.0", "kettle@0.2.0", "--json").out)
    assert len(today["lines"]) < len(told["lines"])
