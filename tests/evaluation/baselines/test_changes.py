"""What has changed since a run was accepted."""

from dataclasses import replace
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from evaluation.baselines.changes import (
    EDITS,
    State,
    accepted_state,
    changes,
    state_of,
    vignette_changes,
)
from evaluation.runs.record import Run
from tests.evaluation.kit.baselines import POLICY, accept
from tests.evaluation.kit.laws import laws

STATE = State(
    engine="knee@1",
    engine_kind="rules",
    engine_fingerprint="e",
    vocabulary_fingerprint="v",
    invariants_fingerprint="i",
    policy_fingerprint="p",
    digests={"a": {"input": "1", "gold": "1", "text": "1"}},
)
PARTS = st.fixed_dictionaries({part: st.sampled_from("12") for part in ("input", "gold", "text")})
LIBRARIES = st.dictionaries(st.sampled_from("abcdef"), PARTS)


def test_nothing_changed_between_a_state_and_itself() -> None:
    """Every part is the same, and no vignette stands under anything."""
    same = changes(STATE, STATE)
    assert same.engine_is_same
    assert same.parts == {"vocabulary": True, "invariants": True, "policy": True}
    assert same.vignettes == dict.fromkeys(EDITS, ())


def test_each_part_is_told_for_itself() -> None:
    """One that changed leaves the others the same."""
    for part in ("vocabulary", "invariants", "policy"):
        other = replace(STATE, **{f"{part}_fingerprint": "other"})  # type: ignore[arg-type]
        found = changes(STATE, other)
        assert [name for name, is_same in found.parts.items() if not is_same] == [part]
        assert found.engine_is_same
    assert not changes(STATE, replace(STATE, engine_fingerprint="other")).engine_is_same
    assert changes(STATE, replace(STATE, engine="renamed")).engine_is_same


@laws
@given(before=LIBRARIES, after=LIBRARIES)
def test_every_vignette_is_accounted_for(
    before: dict[str, dict[str, str]], after: dict[str, dict[str, str]]
) -> None:
    """Added, removed, edited or the same, and of an edited one every part but the text."""
    found = vignette_changes(before, after)
    assert tuple(found) == EDITS
    assert set(found["added"]) == set(after) - set(before)
    assert set(found["removed"]) == set(before) - set(after)
    edited = {*found["input_edited"], *found["gold_edited"], *found["text_edited"]}
    assert edited == {name for name in set(before) & set(after) if before[name] != after[name]}
    assert not set(found["text_edited"]) & {*found["input_edited"], *found["gold_edited"]}
    back = vignette_changes(after, before)
    assert (back["added"], back["removed"]) == (found["removed"], found["added"])
    assert all(list(names) == sorted(names) for names in found.values())


def test_the_state_of_an_accepted_run_is_what_it_was_made_on(folder: Path, new: Run) -> None:
    """With the policy in force when it was accepted."""
    accepted = accept(folder, new)
    state = accepted_state(accepted.run, accepted.approval)
    assert state == state_of(new, POLICY)
    assert state.digests["fever"]["input"] == "input of fever"
