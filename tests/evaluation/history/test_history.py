"""What a history tells of the runs of a folder."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.comparison import compare_runs
from evaluation.outcomes import Status
from evaluation.runs.store import read_run
from tests.evaluation.history.conftest import Read, Save
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    moved,
    outcome,
    relabelled,
    scored,
    with_digests,
    with_result,
)

A = outcome("a", gold(URGENT, flags="fever"), gave(URGENT, flags="fever", rules="r1"))
B = outcome("b", gold(ROUTINE), gave(ROUTINE))
LOW = with_result(A, gave(ROUTINE, rules="r2"))
LOWER = with_result(A, gave(SELF_CARE))
BROKEN = with_result(A, gave_none(Status.ERROR, "it broke"))


def test_runs_stand_by_time_and_then_by_digest(save: Save, read: Read) -> None:
    """The order is that in which they were finished, whatever their folders are called."""
    save("a", 3)
    save("b/deep/in", 1)
    save("c", 2)
    save("d", 2, engine="other@1.0.0")
    found = read().runs
    assert [past.finished[8:10] for past in found] == ["01", "02", "02", "03"]
    assert found[1].digest < found[2].digest
    assert [past.folder for past in found][::3] == ["runs/b/deep/in", "runs/a"]


def test_the_numbers_are_those_of_the_scores(save: Save, read: Read) -> None:
    """Rates by vignettes and by families are the very ones that a run is scored with."""
    made = (A, moved(BROKEN, "f"), moved(B, "f"), LOW)
    outcomes = tuple(replace(each, vignette=f"v{n}") for n, each in enumerate(made))
    save("one", outcomes=outcomes)
    (past,) = read().runs
    rates = scored(outcomes).rates
    assert past.missed == rates["missed_red_flag_rate"]
    assert past.escalation_at("urgent") == rates["escalation_accuracy"]
    assert past.escalation_at("emergency") != past.escalation_at("urgent")
    assert (past.vignettes, past.families) == (4, 2)


@pytest.mark.parametrize("threshold", ["self_care", "no such disposition"])
def test_what_is_no_threshold_has_no_rate(save: Save, read: Read, threshold: str) -> None:
    """Below the least urgent disposition there is nothing that would not be an escalation."""
    save("one")
    (past,) = read().runs
    assert past.escalation_at(threshold) is None


def test_a_step_is_the_comparison_of_two_runs(save: Save, read: Read) -> None:
    """What newly fails, is worse or is fixed is what `compare` finds between the two."""
    c = outcome("c", gold(URGENT, flags="clot"), gave(ROUTINE))
    folders = [
        save("1", 1, (A, B, c)),
        save("2", 2, (LOW, B, with_result(c, gave(URGENT, flags="clot")))),
        save("3", 3, (LOWER, with_result(B, gave(EMERGENCY)), c)),
    ]
    history = read()
    for step, before, after in zip(history.steps, folders, folders[1:], strict=False):
        whole = compare_runs(read_run(before), read_run(after))
        assert step.comparison is not None
        assert step.comparable == len(whole.comparable) == 3
        for found, expected in zip(step.comparison.endpoints, whole.endpoints, strict=True):
            for part in ("newly_failing", "newly_fixed", "still_failing", "worsened"):
                assert getattr(found, part) == getattr(expected, part)
    first = history.steps[0].comparison
    assert first is not None
    assert first.endpoints[0].newly_failing == ("a",)
    assert first.endpoints[0].newly_fixed == ("c",)


def test_what_was_edited_is_not_compared(save: Save, read: Read) -> None:
    """A vignette with another gold or input is no new miss, and is counted as edited."""
    save("1", 1, (A, B, outcome("gone", gold(ROUTINE), gave(ROUTINE))))
    edited = with_result(relabelled(A, gold(EMERGENCY, flags="fever")), gave(ROUTINE))
    save("2", 2, (edited, with_digests(B, input="new"), outcome("c", gold(URGENT), gave(ROUTINE))))
    (step,) = read().steps
    assert (step.comparable, step.edited, step.added, step.removed) == (0, 2, 1, 1)
    assert step.is_other_library
    assert step.comparison is not None
    assert not any(end.newly_failing for end in step.comparison.endpoints)


def test_another_narrative_is_another_patient_to_who_reads_it(save: Save, read: Read) -> None:
    """Rules are told findings alone; any other engine may read the story."""
    told = with_digests(LOW, narrative="new")
    save("1", 1, (A,))
    save("2", 2, (told,))
    save("3", 3, (A,), engine_kind="python")
    assert [step.comparable for step in read().steps] == [1, 0]


def test_runs_with_other_dispositions_are_not_compared(save: Save, read: Read) -> None:
    """The same rank means something else there."""
    save("1", 1)
    save("2", 2, dispositions=("self_care", "routine", "soon", "emergency"))
    (step,) = read().steps
    assert (step.comparison, step.comparable) == (None, 0)
    assert read().runs[1].escalation_at("urgent") is None


def test_runs_of_other_domains_are_counted_apart(save: Save, read: Read) -> None:
    """A history is of one domain; the others are named with their numbers."""
    save("1")
    save("2", vocabulary="toaster")
    save("3", 2, vocabulary="toaster")
    assert (len(read().runs), read().others) == (1, {"toaster": 2})
    assert len(read(domain="toaster").runs) == 2


def test_a_copy_counts_once(save: Save, read: Read, runs: Path) -> None:
    """A run that stands in two folders is one run, and the first folder is named."""
    shutil.copytree(save("b"), runs / "a")
    found = read()
    assert [past.folder for past in found.runs] == ["runs/a"]
    assert (found.copies, found.steps) == (1, ())


def test_what_cannot_be_trusted_is_named_and_not_counted(
    save: Save, read: Read, runs: Path
) -> None:
    """A folder that is damaged, unfinished, half there or of another kind has its reason."""
    good = save("good")
    for name in ("damaged", "unfinished", "half", "changed", "foreign"):
        shutil.copytree(good, runs / name)
    (runs / "damaged" / "run.json").write_text("{")
    head = json.loads((good / "run.json").read_text())
    (runs / "unfinished" / "run.json").write_text(json.dumps({**head, "status": "started"}))
    (runs / "half" / "run.json").unlink()
    cases = runs / "changed" / "cases.jsonl"
    cases.write_text(cases.read_text().replace('"routine"', '"urgent"', 1))
    (runs / "foreign" / "run.json").write_text("[]")
    found = read()
    assert len(found.runs) == 1
    assert found.copies == 0
    reasons = {unread.folder: unread.why for unread in found.unread}
    assert {folder: why.rpartition(": ")[2] for folder, why in reasons.items()} == {
        "runs/changed": "changed since it was written.",
        "runs/damaged": "damaged (no valid JSON).",
        "runs/foreign": "damaged (no JSON object).",
        "runs/half": "no run folder (a run folder holds run.json and cases.jsonl).",
        "runs/unfinished": "the run was never finished; make it anew elsewhere.",
    }


def test_a_run_with_numbers_for_names_is_none(save: Save, read: Read) -> None:
    """Hashes say that nothing was changed, not that it was ever right."""
    save("one", outcomes=(with_result(A, gave(URGENT)),), library=7)
    save("two", 2, outcomes=(A,), git=["main"])
    found = read()
    assert not found.runs
    assert all("not a run of this format" in unread.why for unread in found.unread)
    assert len(found.unread) == 2


def test_links_to_folders_are_not_followed_and_said_so(save: Save, read: Read, runs: Path) -> None:
    """A link could lead in a circle; that there is one is told."""
    save("one")
    (runs / "link").symlink_to(runs)
    (unread,) = read().unread
    assert unread.why == "runs/link: a link to a folder is not followed; name the folder itself."


def test_a_vignette_is_followed_through_all_runs(save: Save, read: Read) -> None:
    """What was given in each, and whether input or gold was edited since the run before it."""
    save("1", 1, (A, B))
    save("2", 2, (B,))
    save("3", 3, (LOW, B))
    save("4", 4, (relabelled(LOW, gold(ROUTINE)), B))
    save("5", 5, (with_digests(relabelled(LOW, gold(ROUTINE)), input="new"), B))
    seen = read("a").seen
    assert [each.run for each in seen] == [0, 2, 3, 4]
    assert [each.outcome.given for each in seen] == [URGENT, ROUTINE, ROUTINE, ROUTINE]
    assert [each.outcome.misses_red_flag for each in seen] == [False, True, False, False]
    assert [each.is_gold_edited for each in seen] == [False, False, True, False]
    assert [each.is_input_edited for each in seen] == [False, False, False, True]
    assert seen[1].outcome.result.rules == ("r2",)


def test_an_unknown_vignette_has_the_known_ones_beside_it(save: Save, read: Read) -> None:
    """Whoever mistypes an id can be told which is meant."""
    save("1", 1, (A,))
    save("2", 2, (B,))
    assert (read("c").seen, read("c").names) == ((), ("a", "b"))
    assert read("a").names == ()


def test_nothing_has_no_history(read: Read) -> None:
    """An empty folder gives an empty history, and no error."""
    found = read()
    assert (found.runs, found.steps, found.unread, found.copies) == ((), (), (), 0)
