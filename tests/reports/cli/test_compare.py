"""Two rule sets, or two runs, side by side."""

import json
import re
import shutil

from tests.reports.cli.command import Edit, Ran, Triage


def test_two_saved_runs_are_compared(slow: Ran) -> None:
    """What the second reads that the first did not is fixed, with the rules of both sides."""
    done = slow["compare runs"]
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("knee@1.1.0 against knee@1.0.0\n")
    assert "\nFixed missed red flags: " in done.out
    assert "; was routine by " in done.out
    assert "\nNew missed red flags: " not in done.out


def test_json_and_text_list_the_same(slow: Ran) -> None:
    """Every fixed vignette of the data has its line in the text."""
    data = json.loads(slow["compare runs json"].out)
    text = slow["compare runs"].out
    assert slow["compare runs json"].code == 0
    missed = next(e for e in data["endpoints"] if e["endpoint"] == "missed_red_flag")
    assert f"\nFixed missed red flags: {len(missed['newly_fixed'])}\n" in text
    assert [name for name in missed["newly_fixed"] if f"\n  - {name}: expected " not in text] == []
    counts = missed["counts"]
    assert counts["n01"] == len(missed["newly_fixed"])
    assert counts["n10"] == len(missed["newly_failing"]) == 0


def test_every_changed_vignette_has_the_rules_of_both_sides(slow: Ran) -> None:
    """Which rules fired before and after, by vignette."""
    changed = json.loads(slow["compare runs json"].out)["changed"]
    assert changed
    for sides in changed.values():
        assert sides["baseline"]["result"] != sides["candidate"]["result"]
        assert isinstance(sides["candidate"]["result"]["rules"], list)
    assert any(sides["candidate"]["result"]["rules"] for sides in changed.values())


def test_without_arguments_the_newest_rules_are_compared_with_the_accepted_run(
    slow: Ran,
) -> None:
    """Nothing has changed there."""
    out = slow["compare"].out
    assert out.startswith("knee@1.1.0 against knee@1.1.0\n")
    assert not re.search(r"^(New|Still|Fixed|Changed) ", out, re.MULTILINE)


ENGINE = """\
engine: Mine
run: python:mine:decide
red_flags: not_reported
"""


def test_another_engine_is_compared_with_what_is_declared_of_it(triage: Triage) -> None:
    """In both outputs by its side; what was wrong before is cut, and --all shows it."""
    (triage.folder / "mine.yaml").write_text(ENGINE, encoding="utf-8")
    code = 'def decide(patient):\n    return {"disposition": "routine"}\n'
    (triage.folder / "mine.py").write_text(code, encoding="utf-8")
    command = ("compare", "mine.yaml", "mine.yaml")
    done = triage.each([command, (*command, "--all"), (*command, "--json")])
    short, whole, plain = done.values()
    assert [(one.code, one.err) for one in done.values()] == [(0, "")] * 3
    for side in ("Baseline", "Candidate"):
        assert f"\n  {side}: This engine reports no red flags: it is judged by " in short.out
    still = re.search(r"\nStill missed red flags: (\d+)\n", short.out)
    assert still
    assert f"  - and {int(still[1]) - 5} more (--all shows them)\n" in short.out
    assert "--all shows" not in whole.out
    assert whole.out.partition("\nStill under-triage")[0].count("\n  - ") == int(still[1])
    assert " by no rule" not in whole.out
    notes = json.loads(plain.out)["engine_notes"]
    assert notes["baseline"] == notes["candidate"]
    assert len(notes["baseline"]) == 1


def test_sides_with_other_dispositions_are_not_compared(in_domain: Triage, slow: Ran) -> None:
    """Not comparable is no verdict, and says why."""
    done = in_domain("compare", slow.folder / "new", "rules.yaml", "--vignettes", "library")
    assert (done.code, done.out) == (3, "")
    assert done.err == (
        "error  the two sides have different dispositions and cannot be compared.\n"
    )


def test_a_run_that_cannot_be_trusted_is_not_compared(
    slow: Ran, triage: Triage, edit: Edit
) -> None:
    """An edited run gives no verdict, and one message."""
    shutil.copytree(slow.folder / "new", triage.folder / "bad")
    head = triage.folder / "bad" / "run.json"
    edit(head, '"engine": "knee@1.1.0"', '"engine": "knee@1.0.0"')
    done = triage("compare", "bad", "knee")
    assert (done.code, done.out) == (3, "")
    assert done.err.startswith("error  bad")
    assert "changed since it was written" in done.err
