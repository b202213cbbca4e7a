"""Drafts of waivers, from the output of the gate to a gate that passes."""

import json
from datetime import date, timedelta

import pytest

from tests.reports.cli.accepting import SIGNED
from tests.reports.cli.command import Edit, Triage

NEVER = "waivers: {longest_days: 30, never: [undetected_red_flag]}\n"


ACCEPTED = ("--acceptances", "acceptances.yaml")


@pytest.fixture
def missing(accepted: Triage, edit: Edit) -> Triage:
    """The command beside rules that miss smoke without crumbs, against an accepted run.

    Every line of the difference is accepted: what still fails are vignettes.
    """
    edit(accepted.folder / "rules.yaml", "when: smoke", "when: {all: [smoke, crumbs]}")
    edit(accepted.folder / "rules.yaml", "version: 0.1.0", "version: 0.2.0")
    lines = json.loads(accepted("diff", "run", "rules.yaml", "--json").out)["lines"]
    lowered = [line["id"] for line in lines if line["direction"] == "lowered"]
    sides = ("--baseline", "run", "--rules", "rules.yaml", "--policy", "policy.yaml")
    last = date.today() + timedelta(days=20)  # noqa: DTZ011 - as the command does
    done = accepted("accept", *lowered, *SIGNED, "--expires", str(last), *sides, *ACCEPTED)
    assert (done.code, done.err) == (0, "")
    return accepted


@pytest.fixture
def gate(of_domain: tuple[str, ...]) -> tuple[str, ...]:
    """The gate on those rules."""
    return ("gate", "rules.yaml", "--baseline", "run", *of_domain, *ACCEPTED)


def agreed(text: str) -> str:
    """A draft as somebody fills it in who agrees to all of it."""
    return text.replace("FILL IN", "Dr Example agrees.")


def test_a_draft_that_is_filled_in_makes_the_gate_pass(
    missing: Triage, gate: tuple[str, ...]
) -> None:
    """Printed, refused while there are gaps in it, filled in, and the same gate is green."""
    file = missing.folder / "waivers.yaml"
    drafted = missing(*gate, "--draft-waivers")
    assert (drafted.code, drafted.err) == (1, "")
    assert drafted.out.startswith("waivers:\n  # New missed red flags: smoking: expected unplug ")
    assert drafted.out.count("  - covers: ") == 3
    file.write_text(drafted.out, encoding="utf-8")
    refused = missing(*gate)
    assert (refused.code, refused.out) == (3, "NO VERDICT\n")
    assert refused.err.startswith(
        'error  waivers.yaml:6: waivers[1].reason: "FILL IN" is still to be filled in.\n'
        'error  waivers.yaml:7: waivers[1].approver: "FILL IN" is still to be filled in.\n'
    )
    file.write_text(agreed(drafted.out), encoding="utf-8")
    passed = missing(*gate)
    assert (passed.code, passed.err) == (0, "")
    assert passed.out.startswith("PASS WITH 3 WAIVED AND 4 ACCEPTED  toaster@0.2.0 (rules.yaml) ")
    assert "Dr Example agrees." in passed.out
    quiet = missing(*gate, "--quiet")
    told = "PASS WITH 3 WAIVED AND 4 ACCEPTED  toaster@0.2.0 (rules.yaml)\n"
    assert (quiet.code, quiet.out) == (0, told)
    nothing = missing(*gate, "--draft-waivers")
    assert (nothing.code, nothing.out) == (0, "waivers: []\n")


def test_a_waiver_lapses_when_the_rules_give_something_else(
    missing: Triage, gate: tuple[str, ...], edit: Edit
) -> None:
    """It was given for one answer; the next edit gives another one, and needs another waiver."""
    file = missing.folder / "waivers.yaml"
    file.write_text(agreed(missing(*gate, "--draft-waivers").out), encoding="utf-8")
    rules = missing.folder / "rules.yaml"
    edit(rules, "title: It sparks", "title: Sparks")
    assert missing(*gate, "-q").code == 0  # the rules are other ones, and give the same
    edit(rules, "floor_while_undecided: mend", "floor_while_undecided: keep")
    done = missing(*gate)
    assert done.code == 1
    assert "lapsed: it was given for another difference" in " ".join(done.out.split())


def test_json_has_what_a_waiver_would_need_and_what_it_has(
    missing: Triage, gate: tuple[str, ...]
) -> None:
    """Before: what could be waived, with its difference. After: each waiver with its days."""
    before = json.loads(missing(*gate, "--json").out)
    assert (before["approval"], before["waivers"]) == (None, [])
    wanted = [each for check in before["checks"] for each in check["waivable"]]
    keys = {(each["covers"], each["of"], each["difference"]) for each in wanted}
    drafted = missing(*gate, "--draft-waivers").out
    assert len(keys) == 3
    assert all(f'difference: "{difference}"' in drafted for _, _, difference in keys)
    (missing.folder / "waivers.yaml").write_text(agreed(drafted), encoding="utf-8")
    after = json.loads(missing(*gate, "--json").out)
    found = {(each["covers"], each["of"], each["difference"]) for each in after["waivers"]}
    assert (after["verdict"], found) == ("PASS", keys)
    for each in after["waivers"]:
        end = date.fromisoformat(each["approved"]) + timedelta(days=90)
        assert each["expires"] == end.isoformat()
        assert each["days_left"] in {89, 90}  # midnight may pass between two commands
        assert each["reason"] == each["approver"] == "Dr Example agrees."
    assert not [each for check in after["checks"] for each in check["waivable"]]


def test_what_the_policy_never_lets_pass_is_not_drafted(
    missing: Triage, gate: tuple[str, ...]
) -> None:
    """Two of three; they leave the gate red, and a waiver for the third is refused by name."""
    policy = missing.folder / "policy.yaml"
    file = missing.folder / "waivers.yaml"
    every = missing(*gate, "--draft-waivers").out
    policy.write_text(policy.read_text(encoding="utf-8") + NEVER, encoding="utf-8")
    some = missing(*gate, "--draft-waivers").out
    assert "covers: undetected_red_flag" in every
    assert "covers: undetected_red_flag" not in some
    file.write_text(agreed(some), encoding="utf-8")
    assert missing(*gate).code == 1
    expires = f"expires: {date.today() + timedelta(days=30)}"  # noqa: DTZ011 - as the gate does
    shorter = "\n".join(expires if "expires" in line else line for line in every.split("\n"))
    file.write_text(agreed(shorter.replace("expires", "    expires")), encoding="utf-8")
    said = " ".join(missing(*gate).out.split())
    assert "the policy lets no waiver cover undetected_red_flag" in said


def test_without_a_verdict_there_is_no_draft(missing: Triage) -> None:
    """What could not be measured cannot be waived, and no file of waivers is printed for it."""
    where = ("--baseline", "nowhere/run", "--vignettes", "library", "--policy", "policy.yaml")
    done = missing("gate", "rules.yaml", *where, "--draft-waivers")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("error  no baseline to compare with.")


@pytest.mark.parametrize(
    ("options", "named"),
    [
        (("--explain", "--draft-waivers"), "--explain and --draft-waivers"),
        (("--explain", "--quiet"), "--explain and --quiet"),
        (("--draft-waivers", "-q"), "--draft-waivers and --quiet"),
        (("--quiet", "--json"), "--quiet and --json"),
        (("--json", "--draft-waivers"), "--draft-waivers and --json"),
    ],
)
def test_two_outputs_at_once_are_wrong_usage(
    triage: Triage, options: tuple[str, ...], named: str
) -> None:
    """Which of them is meant, nobody can tell."""
    done = triage("gate", *options)
    assert (done.code, done.out) == (2, "")
    assert done.err == f"error  {named} print different things; name one of them.\n"
