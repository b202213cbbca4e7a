"""``triage gate --explain``: what is checked and why, and nothing is run for it."""

import json
import shlex
import sys
from pathlib import Path

import pytest

from tests.reports.cli.command import Edit, Kettles, Triage

POLICY = """\
policy: For kettles
escalation_threshold: mend
minimum: {vignettes: 9, red_flag_vignettes: 2}
baseline: approved
guard: safety
ratchet: [missed_red_flag]
limits:
  over_triage_rate: {at_most: 0.1}
red_flags:
  fire: {at_most: 0}
evidence: {missed_red_flag_upper_bound: 0.9}
waivers: {longest_days: 10, most: 1}
"""
GROUPS = ["measured", "ratchet", "limits", "evidence", "waivers"]


@pytest.fixture
def kettle(kettles: Kettles) -> Triage:
    """The command in the domain about kettles, with a policy, and without any accepted run."""
    made = kettles()
    (made.folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    return made


def test_the_whole_text(kettle: Triage) -> None:
    """Title, files, and each check below its group; reasons that several share stand once."""
    done = kettle("gate", "--explain")
    assert (done.code, done.err) == (0, "")
    assert done.out == EXPLAINED


def test_json_has_the_same_checks(kettle: Triage) -> None:
    """By name and group, with the fingerprint of the policy."""
    done = kettle("gate", "--explain", "--json")
    assert (done.code, done.err) == (0, "")
    data = json.loads(done.out)
    assert data["schema"] == "triage-gate-checks/1"
    assert data["policy"]["title"] == "For kettles"
    assert data["policy"]["fingerprint"].startswith("sha256:")
    assert list(dict.fromkeys(check["group"] for check in data["checks"])) == GROUPS
    said = " ".join(kettle("gate", "--explain").out.split())
    for check in data["checks"]:
        assert sorted(check) == ["asks", "check", "group", "why"]
        assert check["asks"] in said
        assert check["why"] in said


def test_no_engine_is_asked(kettle: Triage, tmp_path: Path) -> None:
    """Each of these would leave a file behind, or break, as soon as anybody asked it."""
    (tmp_path / "trap.py").write_text(
        "from pathlib import Path\n\n\ndef decide(patient):\n"
        "    Path('asked').write_text('')\n    raise SystemExit(7)\n",
        encoding="utf-8",
    )
    program = f"command:{shlex.quote(sys.executable)} -c \"open('asked', 'w')\""
    for engine in ("python:trap:decide", program, "http://127.0.0.1:9/nobody"):
        done = kettle("gate", "--explain", "--engine", engine)
        assert (done.code, done.err) == (0, ""), engine
        assert done.out == EXPLAINED
        assert not (tmp_path / "asked").exists()


def test_the_files_that_would_be_used_are_named(kettle: Triage, edit: Edit, tmp_path: Path) -> None:
    """As the options name them, with the number of waivers and acceptances."""
    (tmp_path / "mine.yaml").write_text(POLICY, encoding="utf-8")
    edit(tmp_path / "mine.yaml", "For kettles", "Mine")
    granted = (
        "waivers:\n  - {covers: removed, of: x, difference: 0123456789ab, reason: r, approver: a, "
        "approved: 2026-01-01, expires: 2026-01-02}\n"
    )
    (tmp_path / "granted.yaml").write_text(granted, encoding="utf-8")
    accepted = (
        "acceptances:\n  - {line: 0123456789ab, says: s, reason: r, approver: a, role: o, "
        "approved: 2026-01-01, expires: 2026-01-02}\n"
    )
    (tmp_path / "accepted.yaml").write_text(accepted, encoding="utf-8")
    done = kettle(
        "gate", "--explain", "--policy", "mine.yaml", "--waivers", "granted.yaml",
        "--acceptances", "accepted.yaml", "--baseline", "kettle",
        "--vignettes", "library/kettles.yaml",
    )  # fmt: skip
    assert done.out.split("\n\n")[0] == (
        "Mine\n"
        "Policy: mine.yaml\n"
        "Waivers: 1 (granted.yaml)\n"
        "Acceptances: 1 (accepted.yaml)\n"
        "Baseline: kettle\n"
        "Vignettes: library/kettles.yaml"
    )


def test_a_policy_that_cannot_be_used_is_not_explained(kettle: Triage, edit: Edit) -> None:
    """One line with its place; what is wrong in it could change everything."""
    edit(kettle.folder / "policy.yaml", "guard: safety", "guard: safe")
    for more in ((), ("--json",)):
        done = kettle("gate", "--explain", *more)
        assert done.code == 3
        assert done.err.startswith('error  policy.yaml:5: guard: unknown guard "safe".')


EXPLAINED = """\
For kettles
Policy: policy.yaml
Waivers: none (no file)
Acceptances: none (no file)
Baseline: baseline
Vignettes: library

Measured: without these there is no verdict
  - Every vignette of the library has one result; at least one is an answer.
    Why: What was not asked, or stands twice, is no measurement.
  - At least 9 vignettes, 2 red flag vignettes.
    Why: A few vignettes show nothing.
  - Candidate and baseline have the same dispositions in the same order.
    Why: Otherwise more urgent and less urgent mean nothing.
  - The baseline was approved with `triage baseline approve`.
    Why: Compared with whatever stands there, a candidate could be compared with itself.
  - At least 9 vignettes have the same patient and gold in both.
    Why: With fewer, nothing could be seen to get worse.

Ratchet: nothing gets worse, and nothing that could show it goes
  - No vignette newly shows this, or more of it: missed red flags.
    Why: One patient made worse is not paid for by others made better: vignettes are counted,
    nothing is averaged or tested.
  - What is new, or has an edited patient, fails at nothing that is listed above.
    Why: There is no accepted answer to compare it with.
  - No new vignette has the patient of another one, unless of its family.
    Why: Copies thin out what fails.
  - No vignette that demands escalation is removed or renamed without a waiver.
  - No vignette that demands escalation has another gold without a waiver.
  - No vignette that demands escalation has another patient without a waiver.
    Why: Whoever edits the library could hide what the candidate does.
  - Findings, red flags and dispositions mean what they meant.
    Why: The same word for something else makes both sides agree.
  - The domain's floors and ceilings are those that the baseline was held to.
    Why: A demand that is gone cannot be broken.
  - Of an engine no less is declared: that it is a rule set, how it takes unknowns, that it repeats
    itself; and it is asked no fewer times.
    Why: A declaration can excuse what is wrong since, and luck hide it.
  - An engine that is no rule set did nothing beside answering what it was asked.
    Why: Answers that nobody asked for make the others doubtful.
  - Asked again (--repeat), a deterministic engine gives the same answers.
    Why: Of one that does not, the accepted answers may be luck.
  - A rule set has no errors of its own, and is the accepted version or the latest one.
    Why: These need no vignette to be seen.
  - Of a rule set, every floor and ceiling of the domain, and the laws of safety, are proved for
    every patient that can be written down.
    Why: Vignettes are a sample; an age limit on a red flag can pass all of them.
  - Against the accepted rules, no patient at all becomes less urgent or loses a red flag or
    pathway, unless `triage accept` has let that line of `triage diff` pass.
    Why: Whoever makes somebody less urgent should know it, and put a name to it.
  - In one change with the rules, none of these changes: policy, settings.
    Why: Nobody should change at once what is judged and what it is judged by.

Limits on the candidate's own numbers
  - Over-triage rate: at most 10.0 %.
    Why: It holds over the whole library, over the part that the baseline has too, and in each run
    of an engine that was asked several times: new vignettes or luck thin nothing out.
  - Each red flag is missed or not raised in at most 0.0 % of the vignettes that require it (at
    least 1): fire.
    Why: A rare red flag does not show in the rate over all of them.

Evidence: how much the library can show
  - The exact upper bound (95 %, one-sided) of the missed-red-flag rate, over families, is at most
    90.0 %: with no miss that takes 2 families with a red flag.
    Why: No miss in a small library says little. It is no property of patients.

Waivers
  - Each is in force, lasts at most 10 days, and covers a difference that is still there, unchanged;
    at most 1 of them.
    Why: An exception nobody looks at any more becomes the rule.
  - Each is in force, lasts at most 10 days, and is of a line that is still there, unchanged.
    Why: A line that changed is another one, and nobody has looked at it.
"""


def test_a_narrow_screen_holds_every_line(triage: Triage) -> None:
    """Headings too."""
    done = triage("gate", "--explain", env={"COLUMNS": "60"})
    assert done.code == 0
    lines = [line for line in done.out.splitlines() if "/" not in line]  # paths are not broken
    assert max(map(len, lines)) <= 60
