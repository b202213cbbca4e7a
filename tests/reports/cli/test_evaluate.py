"""Scores of a rule set, and runs that are kept."""

import json
import os
import re
from pathlib import Path

import pytest

from evaluation.domain import policy_file
from evaluation.metrics import METRICS
from evaluation.runs.store import read_run
from tests.reports.cli.command import Edit, Ran, Triage

RATE = re.compile(
    r"^  (?P<title>\S.*?)  +(?P<k>\d+) of (?P<n>\d+) +(?P<value>\S.*?)  +\d+ of \d+  "
)


def test_the_text_shows_every_metric_with_k_and_n(slow: Ran) -> None:
    """Every rate of the definitions has its line, and its numbers agree with the JSON."""
    shown = {
        match["title"]: (int(match["k"]), int(match["n"]))
        for line in slow["evaluate"].out.partition("By subgroup")[0].splitlines()
        if (match := RATE.match(line))
    }
    metrics = json.loads(slow["evaluate new"].out)["metrics"]
    assert set(metrics) >= {metric.name for metric in METRICS}
    assert shown == {rate["title"]: (rate["k"], rate["n"]) for rate in metrics.values()}


def test_the_shipped_rules_miss_no_red_flag_of_the_library_of(slow: Ran) -> None:
    """The headline numbers, over at least forty vignettes with a red flag."""
    metrics = json.loads(slow["evaluate new"].out)["metrics"]
    assert metrics["missed_red_flag_rate"]["k"] == 0
    assert metrics["missed_red_flag_rate"]["n"] >= 40
    assert metrics["missed_red_flag_rate_by_detection"]["k"] == 0


def test_the_first_rules_miss_what_they_never_read(slow: Ran) -> None:
    """Rules from one document alone miss red flags of the other; the worst are listed."""
    data = json.loads(slow["evaluate old"].out)
    assert data["run"]["engine"] == "knee@1.0.0"
    assert data["metrics"]["missed_red_flag_rate"]["k"] > 0
    assert data["not_as_expected"]
    assert data["detection_by_action"]["neither"] > 0


def test_rates_and_counts_of_a_run_agree(slow: Ran) -> None:
    """Within, under, over and not ok make all vignettes; the 2x2 tables make their denominators."""
    for run in ("evaluate old", "evaluate new"):
        data = json.loads(slow[run].out)
        metrics, n = data["metrics"], data["n"]
        under, over = sum(data["under_triage_by_levels"].values()), metrics["over_triage_rate"]["k"]
        not_ok = n - metrics["coverage"]["k"]
        assert metrics["accuracy"]["k"] + under + over + not_ok == n
        assert sum(data["detection_by_action"].values()) == metrics["missed_red_flag_rate"]["n"]
        counts = data["escalations"]
        judged = sum(counts[name] for name in ("true", "missed", "true_non", "false"))
        assert judged == metrics["escalation_accuracy"]["n"]
        assert judged + counts["straddling"] == n


def test_every_vignette_is_in_one_subgroup_of_each_field(slow: Ran) -> None:
    """Kinds, sexes and ages make the whole each; a vignette may rest on several documents."""
    data = json.loads(slow["evaluate new"].out)
    sizes: dict[str, list[int]] = {}
    for subgroup in data["subgroups"]:
        sizes.setdefault(subgroup["field"], []).append(subgroup["n"])
        assert set(subgroup["metrics"]) == set(data["metrics"]) - {"unknown_robustness"}
    assert sum(sizes.pop("document")) > data["n"]
    assert {"kind", "sex"} <= set(sizes)
    assert {sum(parts) for parts in sizes.values()} == {data["n"]}


def test_the_policy_says_how_to_split_and_the_user_how_much_to_show(
    in_domain: Triage, of_domain: tuple[str, ...]
) -> None:
    """Bands and the least number are the policy's; in short there are headlines, in full tables."""
    command = ("evaluate", "--rules", "rules.yaml", *of_domain[:4])
    plain = in_domain(*command)
    with (in_domain.folder / "policy.yaml").open("a", encoding="utf-8") as policy:
        policy.write("subgroups: {bands: {age_years: [10]}, smallest: 4}\n")
    full = in_domain(*command, "--subgroups", "--all")
    assert (plain.code, full.code, plain.err, full.err) == (0, 0, "", "")
    assert "age in years" not in plain.out
    assert "\n  age in years\n    not known " in full.out
    assert "fewer than 4 vignettes says nothing" in " ".join(full.out.split())
    assert plain.out.count("\n  Safety of advice ") == 1
    assert full.out.count("\n  Safety of advice ") == 2
    assert "--subgroups" in plain.out
    assert "--subgroups" not in full.out


def test_rules_that_are_asked_again_say_the_same(
    in_domain: Triage, of_domain: tuple[str, ...]
) -> None:
    """How often is said, and every rate has the same ends as what counts."""
    done = in_domain("evaluate", "--rules", "rules.yaml", *of_domain[:4], "--repeat", "3", "--json")
    data = json.loads(done.out)
    (note,) = data["engine_notes"]
    assert note == (
        "Asked 3 times over: an answer that differs counts as none. 0 of 3 vignettes had answers "
        "that differ."
    )
    assert data["single_runs"].keys() == data["metrics"].keys() - {"unknown_robustness"}
    for name, ends in data["single_runs"].items():
        assert (ends["lowest"], ends["highest"]) == (data["metrics"][name],) * 2


def test_a_saved_run_can_be_read_again(slow: Ran) -> None:
    """The folder holds what was printed, finished and with every hash in place."""
    run = read_run(slow.folder / "new")
    data = json.loads(slow["evaluate new"].out)
    assert run.record.engine == "knee@1.1.0"
    assert run.record.command == "triage evaluate --save new --json"
    assert run.record.library == "knee, as shipped"
    assert run.record.finished >= run.record.started
    assert run.record.library_fingerprint.startswith("sha256:")
    assert set(run.record.environment) == {"triage-harness", "python"}
    assert len(run.outcomes) == data["n"]
    assert json.loads((slow.folder / "new" / "run.json").read_text(encoding="utf-8"))["status"] == (
        "finished"
    )


def test_a_folder_that_is_taken_is_left_alone(slow: Ran, triage: Triage) -> None:
    """A run is never written over another."""
    before = (slow.folder / "new" / "run.json").read_bytes()
    done = triage("gate", "--save", slow.folder / "new")
    assert done.code == 3
    assert "the folder is not empty; name a new one." in done.err
    assert (slow.folder / "new" / "run.json").read_bytes() == before


@pytest.mark.parametrize("place", ["file", "file/below"])
def test_a_folder_that_cannot_be_written_is_told(triage: Triage, place: str) -> None:
    """What stands in the way is no fault of the harness."""
    (triage.folder / "file").write_text("taken", encoding="utf-8")
    done = triage("gate", "--save", place)
    assert done.code == 3
    assert "Traceback" not in done.err
    assert "internal error" not in done.err
    assert f"error  {place}: " in done.err


@pytest.fixture
def lenient(tmp_path: Path) -> tuple[str, str]:
    """The shipped policy, for baselines that nobody approved; it watches nothing from here."""
    text = policy_file("knee").read_text(encoding="utf-8").partition("watch:")[0]
    kept = [line for line in text.splitlines() if not line.startswith("baseline: ")]
    path = tmp_path / "lenient.yaml"
    path.write_text("\n".join(kept), encoding="utf-8")
    return "--policy", str(path)


def test_a_saved_run_may_be_the_baseline_of_a_gate(
    slow: Ran, triage: Triage, lenient: tuple[str, str]
) -> None:
    """Evaluate, save, and judge against it, from another folder; if the policy lets one."""
    passed = triage("gate", "--baseline", slow.folder / "new", "--quiet", *lenient)
    assert (passed.code, passed.out, passed.err) == (0, "PASS  knee@1.1.0\n", "")
    assert triage("gate", "--baseline", slow.folder / "new").code == 3
    failed = triage("gate", "knee@1.0.0", "--baseline", "new", *lenient, cwd=slow.folder)
    assert (failed.code, failed.err) == (1, "")
    assert failed.out.endswith("\nNext: triage compare new knee@1.0.0\n")


def test_a_gate_may_save_its_run(quick: Ran, triage: Triage, lenient: tuple[str, str]) -> None:
    """The candidate's run is kept, also to become the next baseline."""
    run = read_run(quick.folder / "run")
    assert run.record.command == "triage gate --save run"
    assert triage("gate", "--baseline", quick.folder / "run", *lenient).code == 0


GIT = """\
#!/bin/sh
shift 2  # an option that is always set
case $1 in
  rev-parse) [ "$2" = HEAD ] && echo 0123456789abcdef || pwd ;;
  status) printf '%s' "$CHANGES" ;;
esac
"""  # stands for git, in a checkout that is clean unless CHANGES says otherwise


@pytest.mark.parametrize(("changes", "dirty"), [("", False), (" M rules.yaml", True)])
def test_a_saved_run_says_from_which_revision_it_is(
    in_domain: Triage, of_domain: tuple[str, ...], changes: str, *, dirty: bool
) -> None:
    """The revision, and whether anything was changed since."""
    (in_domain.folder / "waivers.yaml").write_text("waivers: []\n", encoding="utf-8")
    program = in_domain.folder / "bin" / "git"
    program.parent.mkdir()
    program.write_text(GIT, encoding="utf-8")
    program.chmod(0o755)
    rules = ("rules.yaml", "--baseline", "rules.yaml")
    env = {"PATH": os.pathsep.join([str(program.parent), os.defpath]), "CHANGES": changes}
    assert in_domain("gate", *rules, *of_domain, "--save", "run", env=env).code == 0
    run = read_run(in_domain.folder / "run")
    assert run.record.git == {"revision": "0123456789abcdef", "dirty": dirty}
    judged = in_domain("gate", "rules.yaml", "--baseline", "run", *of_domain)
    assert ("made from a checkout with uncommitted changes." in judged.out) is dirty


def test_a_run_without_git_at_hand_is_saved_all_the_same(
    in_domain: Triage, of_domain: tuple[str, ...]
) -> None:
    """Outside a checkout, or where git is not installed, no revision is claimed."""
    (in_domain.folder / "waivers.yaml").write_text("waivers: []\n", encoding="utf-8")
    rules = ("rules.yaml", "--baseline", "rules.yaml")
    nowhere = str(in_domain.folder / "nowhere")
    done = in_domain("gate", *rules, *of_domain, "--save", "run", env={"PATH": nowhere})
    assert done.code == 0
    assert read_run(in_domain.folder / "run").record.git == {}


def test_a_changed_release_cannot_be_used(triage: Triage, mine: Path, edit: Edit) -> None:
    """The same version with other content is no such version."""
    edit(mine, "version: 1.2.0", "version: 1.1.0")
    edit(mine, "title: Fever", "title: A fever")
    done = triage("assess", "--present", "fever", "--rules", "mine.yaml")
    assert (done.code, done.out) == (3, "")
    assert "error  mine.yaml: version: knee@1.1.0 was released with other content" in done.err


def test_an_engine_that_cannot_be_run_leaves_no_run(triage: Triage) -> None:
    """One clear error and no folder, so that the next attempt may have its name."""
    command = ("evaluate", "--engine", "command:./no-such-engine", "--save", "run")
    done = triage(*command)
    assert (done.code, done.out) == (3, "")
    assert "cannot be started" in done.err
    assert done.err.count("\n") == 1
    assert not (triage.folder / "run").exists()
