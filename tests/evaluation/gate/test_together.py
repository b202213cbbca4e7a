"""What changed together with the rules: by the files of a change, and by what was approved."""

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.gate.together import together_of
from evaluation.gate.verdict import Group, Verdict
from evaluation.gate.waivers import Waiver
from tests.evaluation.kit.gates import Look, check_of, failing, gate_of, judge, run, waiver
from tests.evaluation.kit.outcomes import EMERGENCY, URGENT, gave, gold, outcome, with_result

FEVER = outcome("fever", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))
SAME, NEW = run([FEVER]), run([FEVER], engine_fingerprint="sha256:another")


OF: Mapping[str, str] = {
    "policy.yaml": "policy",
    "baseline/accepted.json": "baseline",
    "library/a/b.yaml": "library",
    "invariants": "invariants",
    "engine/engine.yaml": "engine",
    "settings": "settings",
}


@pytest.mark.parametrize(("file", "of"), OF.items())
def test_each_watched_thing_fails_together_with_the_rules(look: Look, file: str, of: str) -> None:
    """By itself it may change, and so may the rules; in one change they may not."""
    both = look(file, "rules/1.yaml")
    report = judge(SAME, NEW, together=both)
    assert failing(report) == ["together"]
    found = check_of(report, "together")
    assert (found.group, found.title) == (Group.RATCHET, "Changed together with the rules")
    assert found.numbers == of
    (item,) = found.items
    assert item.startswith(f"{of} changed together with rules: ")
    assert item.endswith(f"{file} changed")
    assert found.waivable == (("together", of),)
    alone = judge(SAME, SAME, together=look(file))
    assert alone.verdict is Verdict.PASS
    assert check_of(alone, "together").numbers == f"the rules are unchanged; {of} changed"
    rules = judge(SAME, NEW, together=look("rules/1.yaml"))
    assert rules.verdict is Verdict.PASS
    assert check_of(rules, "together").numbers == "nothing"


def test_files_that_nobody_watches_may_change(look: Look) -> None:
    """Also those whose names begin like a watched one."""
    seen = look("elsewhere.txt", "rules/1.yaml", "library-of-others/a.yaml", "baseline.md")
    assert seen.changes == ()
    assert judge(SAME, NEW, together=seen).verdict is Verdict.PASS


def test_rules_are_seen_by_their_files_or_by_what_was_run(look: Look) -> None:
    """A file of the rules is enough, as is another engine than the accepted one."""
    assert look("words.yaml").has_rules
    assert not look("policy.yaml").has_rules
    by_file = judge(SAME, SAME, together=look("policy.yaml", "words.yaml"))
    by_engine = judge(SAME, NEW, together=look("policy.yaml"))
    assert failing(by_file) == failing(by_engine) == ["together"]


def test_the_policy_is_watched_without_being_named(look: Look) -> None:
    """A policy that watches nothing at all, or another file as the policy, watches itself."""
    for watch in ({}, {"rules": ("rules",), "policy": ("other.yaml",)}):
        assert [change.of for change in look("policy.yaml", watch=watch).changes] == ["policy"]
    both = look("policy.yaml", "other.yaml", watch={"policy": ("other.yaml",)})
    assert len(both.changes[0].items) == 2


def test_another_policy_than_the_approved_one_is_a_change(look: Look) -> None:
    """Without any checkout to ask, what the baseline was approved under tells."""
    seen = look(other_policy="the baseline was approved under another one")
    report = judge(SAME, NEW, together=seen)
    assert check_of(report, "together").items == (
        "policy changed together with rules: the baseline was approved under another one",
    )
    assert judge(SAME, SAME, together=seen).verdict is Verdict.PASS


def test_several_things_are_told_one_by_one(look: Look) -> None:
    """Each file of each thing, in the order of the policy."""
    seen = look("settings", "library/a/b.yaml", "library/new.yaml", "rules/1.yaml")
    found = check_of(judge(SAME, NEW, together=seen), "together")
    assert found.numbers == "library, settings"
    assert [item.split("/")[-1] for item in found.items] == [
        "b.yaml changed",
        "new.yaml changed",
        "settings changed",
    ]


def test_what_is_gone_counts_as_changed(look: Look, place: Path) -> None:
    """A watched file that was taken away, with its folder."""
    (place / "library/a/b.yaml").unlink()
    (place / "library/a").rmdir()
    assert [change.of for change in look("library/a/b.yaml").changes] == ["library"]


def test_paths_are_seen_from_the_folder_of_the_policy(place: Path) -> None:
    """Upwards too, and whole paths as they are."""
    inner = place / "library" / "policy.yaml"
    inner.write_text("", encoding="utf-8")
    watch = {"rules": ("../rules",), "settings": (str(place / "settings"),)}
    seen = together_of(inner, watch, [place / "rules/1.yaml", place / "settings"])
    assert (seen.has_rules, [change.of for change in seen.changes]) == (True, ["settings"])


def test_since_when_and_why_not_are_told(place: Path) -> None:
    """What was looked at, or why nothing was, stands beside the numbers."""
    since = together_of(place / "policy.yaml", {}, [], since="since 0123456, where this left main")
    said = check_of(judge(SAME, NEW, together=since), "together").numbers
    assert said == "nothing (since 0123456, where this left main)"
    note = together_of(place / "policy.yaml", {}, [], note="no git checkout")
    said = check_of(judge(SAME, SAME, together=note), "together").numbers
    assert said == "the rules are unchanged (no git checkout)"


def test_a_checkout_that_cannot_tell_fails_whatever_changed(place: Path) -> None:
    """Not known is not nothing; and what is known all the same is told beside it."""
    blind = together_of(
        place / "policy.yaml", {}, [], note="no main branch is known here", is_blind=True
    )
    for after in (SAME, NEW):
        report = judge(SAME, after, together=blind)
        assert failing(report) == ["together"]
        found = check_of(report, "together")
        assert (found.numbers, found.waivable) == ("not known", ())
        assert found.items == ("cannot be told: no main branch is known here",)
    both = together_of(place / "policy.yaml", {}, [], other_policy="another one", is_blind=True)
    found = check_of(judge(SAME, NEW, together=both), "together")
    assert (found.numbers, len(found.items)) == ("policy", 2)


def test_without_anything_watched_there_is_no_such_check() -> None:
    """And a waiver for it is one for nothing."""
    report = judge(SAME, NEW, waivers=[waiver("together", "policy", line=2)])
    assert "together" not in [check.name for check in report.checks]
    (said,) = check_of(report, "waivers").items
    assert said.startswith("line 2, together of policy: there is no such thing.")


def granted(look: Look, of: str, *changed: str) -> Waiver:
    """A waiver for what these files, as they are now, changed together with the new rules."""
    gate = gate_of(SAME, NEW, together=look(*changed))
    return waiver("together", of, difference=gate.difference("together", of), line=2)


@pytest.mark.parametrize(("file", "of"), OF.items())
def test_a_waiver_covers_exactly_the_state_that_was_looked_at(
    look: Look, place: Path, file: str, of: str
) -> None:
    """One more edit of any watched file of it, and it lapses; edits elsewhere leave it."""
    both = (file, "rules/1.yaml")
    one = [granted(look, of, *both)]
    assert judge(SAME, NEW, together=look(*both), waivers=one).verdict is Verdict.PASS
    (place / "elsewhere.txt").write_text("edited", encoding="utf-8")
    assert judge(SAME, NEW, together=look(*both), waivers=one).verdict is Verdict.PASS
    (place / file).write_text("edited", encoding="utf-8")
    report = judge(SAME, NEW, together=look(*both), waivers=one)
    assert failing(report) == ["together", "waivers"]
    assert "lapsed" in check_of(report, "waivers").items[0]


def test_a_waiver_covers_its_own_thing_and_its_own_rules(look: Look) -> None:
    """Not the baseline where the policy was agreed to, nor any later rules."""
    one = [granted(look, "policy", "policy.yaml", "rules/1.yaml")]
    two = look("policy.yaml", "settings", "rules/1.yaml")
    report = judge(SAME, NEW, together=two, waivers=one)
    assert failing(report) == ["together"]
    found = check_of(report, "together")
    assert (found.waived, found.waivable) == (("policy",), (("together", "settings"),))
    assert found.numbers == "policy, settings"
    later = run([FEVER], engine_fingerprint="sha256:later")
    report = judge(SAME, later, together=look("policy.yaml", "rules/1.yaml"), waivers=one)
    assert failing(report) == ["together", "waivers"]


def test_a_waiver_stands_when_its_change_has_arrived(look: Look, place: Path) -> None:
    """On the main branch no file is changed any more, and the baseline is still the old one."""
    one = [granted(look, "policy", "policy.yaml", "rules/1.yaml")]
    assert judge(SAME, NEW, together=look(), waivers=one).verdict is Verdict.PASS
    (place / "policy.yaml").write_text("edited", encoding="utf-8")
    report = judge(SAME, NEW, together=look("policy.yaml"), waivers=one)
    assert failing(report) == ["together", "waivers"]
    assert "lapsed" in check_of(report, "waivers").items[0]
    assert failing(judge(SAME, NEW, together=look(), waivers=one)) == ["waivers"]


def test_a_waiver_is_stale_once_the_new_run_is_accepted(look: Look) -> None:
    """Then the rules are those of the baseline, and there is nothing left to excuse."""
    one = [granted(look, "policy", "policy.yaml", "rules/1.yaml")]
    report = judge(NEW, NEW, together=look(), waivers=one)
    assert failing(report) == ["waivers"]
    assert check_of(report, "waivers").items == (
        "line 2, together of policy: stale: nothing that it covers fails",
    )


def test_a_waiver_is_stale_where_the_rules_only_read_differently(look: Look) -> None:
    """A comment in a file of the rules: once it has arrived, nothing is new any more."""
    changed = look("policy.yaml", "rules/1.yaml")
    name = gate_of(SAME, SAME, together=changed).difference("together", "policy")
    one = [waiver("together", "policy", difference=name)]
    assert judge(SAME, SAME, together=changed, waivers=one).verdict is Verdict.PASS
    report = judge(SAME, SAME, together=look(), waivers=one)
    assert failing(report) == ["waivers"]
    assert "stale" in check_of(report, "waivers").items[0]


def test_the_rules_are_nothing_that_a_waiver_lets_change_with_themselves(look: Look) -> None:
    """They are what is judged."""
    report = judge(SAME, NEW, together=look(), waivers=[waiver("together", "rules", line=2)])
    (said,) = check_of(report, "waivers").items
    assert said.startswith("line 2, together of rules: there is no such thing.")


def test_an_engine_whose_content_cannot_be_seen_changes_with_its_answers(look: Look) -> None:
    """The same fingerprint and another answer: something behind the address is another one."""
    policy_changed = look("policy.yaml")
    other = replace(SAME, outcomes=tuple(with_result(o, gave(EMERGENCY)) for o in SAME.outcomes))
    assert "together" in failing(judge(SAME, other, together=policy_changed))
    assert "together" not in failing(judge(SAME, SAME, together=policy_changed))


def test_what_is_watched_has_to_be_there(place: Path) -> None:
    """A name mistyped would watch nothing; settings may be made any day."""
    watch = {"rules": ("rules",), "baseline": ("baselin",), "settings": ("triage.toml",)}
    seen = together_of(place / "policy.yaml", watch, [])
    report = judge(SAME, SAME, together=seen)
    assert failing(report) == ["together"]
    told = "the policy watches baselin, which is not there"
    assert check_of(report, "together").items == (told,)
    gone = together_of(place / "policy.yaml", watch, [place / "baselin"])
    assert gone.nowhere == ()


def test_a_submodule_that_holds_what_is_watched_counts(place: Path) -> None:
    """Of a submodule git tells the folder only."""
    watch = {"rules": ("rules",), "library": ("library/a",)}
    seen = together_of(place / "policy.yaml", watch, [place / "library"])
    assert [change.of for change in seen.changes] == ["library"]


def test_a_run_is_accepted_by_itself(place: Path) -> None:
    """From another run that is accepted nothing differs any more; what else changed counts."""
    changed = [place / "policy.yaml", place / "baseline/accepted.json"]
    watch = {"rules": ("rules",), "baseline": ("baseline",)}
    both = together_of(place / "policy.yaml", watch, changed, has_run=True)
    assert check_of(judge(SAME, SAME, together=both), "together").numbers == "policy"
    alone = together_of(place / "policy.yaml", watch, changed[1:], has_run=True)
    assert judge(SAME, SAME, together=alone).verdict is Verdict.PASS
    renewed = together_of(place / "policy.yaml", watch, changed, has_run=False)
    assert judge(SAME, SAME, together=renewed).verdict is Verdict.PASS
