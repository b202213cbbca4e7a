"""A run keeps the rules that it was made of, and says so if anybody has edited them since."""

import json
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from evaluation.gate.candidate import solved_of
from evaluation.runs.format import digest_of
from evaluation.runs.record import RunRecord
from evaluation.runs.store import RunError, finish_run, read_run, start_run
from tests.evaluation.kit.runs import FINISHED, OUTCOMES, STARTED, head_of
from triage.fingerprint import fingerprint
from triage.kept import kept_ruleset
from triage.loading.problems import LoadError
from triage.repository import load_ruleset

KNEE = load_ruleset("knee@1.1.0")
RECORD = replace(
    STARTED, engine=KNEE.label, engine_fingerprint=KNEE.fingerprint, rules=KNEE.content()
)


@pytest.fixture
def stored(folder: Path) -> Path:
    """The folder of a finished run of the shipped rules."""
    start_run(folder, RECORD)
    finish_run(folder, RECORD, OUTCOMES, FINISHED)
    return folder


def kept_in(record: RunRecord) -> object:
    """The content of the rules of a record, read as rules."""
    assert record.rules is not None
    found = kept_ruleset(record.rules, record.engine_fingerprint, "run")
    return found.content()


def edit(folder: Path, change: Callable[[dict[str, Any]], object], *, seal: bool) -> None:
    """Edit the head by hand, and put the digest right where one knows how."""
    head = head_of(folder)
    change(head)
    if seal:
        head["digest"] = digest_of(head)
    (folder / "run.json").write_text(json.dumps(head, indent=2) + "\n", encoding="utf-8")


def test_the_rules_are_read_as_they_were_kept(stored: Path) -> None:
    """Their content, and with it their fingerprint."""
    record = read_run(stored).record
    assert record.rules == KNEE.content()
    assert kept_in(record) == KNEE.content()
    assert record.is_rules


def test_a_run_of_another_engine_keeps_none(folder: Path) -> None:
    """Nothing stands there, and nothing is made up."""
    other = replace(STARTED, engine_kind="python", rules=None)
    start_run(folder, other)
    finish_run(folder, other, OUTCOMES, FINISHED)
    assert head_of(folder)["rules"] is None
    assert read_run(folder).record.rules is None


def soften(head: dict[str, Any]) -> None:
    """The first rule is given the least urgent disposition."""
    head["rules"]["rules"][0]["disposition"] = "self_care"


def test_an_edit_by_hand_is_recognised(stored: Path) -> None:
    """The digest of the head is over its rules too."""
    edit(stored, soften, seal=False)
    with pytest.raises(RunError, match=r"^run/run\.json: changed since it was written\.$"):
        read_run(stored)


def test_an_edit_with_a_new_digest_is_recognised_by_the_fingerprint(stored: Path) -> None:
    """The rules are no longer those that the engine's fingerprint names: the gate fails on it."""
    edit(stored, soften, seal=True)
    record = read_run(stored).record
    with pytest.raises(LoadError, match="are not those that it was made of"):
        kept_in(record)
    found = solved_of(KNEE, None, record)
    assert found.difference is None
    assert found.unknown is not None
    assert "are not those that it was made of" in found.unknown


def test_rules_that_are_taken_out_are_missed(stored: Path) -> None:
    """A run of a rule set that has none any more is compared with nothing, and told."""
    edit(stored, lambda head: head.update(rules=None), seal=True)
    found = solved_of(KNEE, None, read_run(stored).record)
    assert (found.difference, found.unknown) == (
        None,
        "the accepted run does not have the rules that it was made of; accept a new one",
    )


@pytest.mark.parametrize("other", ["text", 7, True, [1, 2], []], ids=str)
def test_what_stands_there_has_to_be_rules(stored: Path, other: object) -> None:
    """Anything else is refused with its place, also where all hashes are put right."""

    def change(head: dict[str, Any]) -> None:
        head.update(rules=other, engine_fingerprint=fingerprint(other))

    edit(stored, change, seal=True)
    with pytest.raises(RunError, match=r"^run: not a run of this format"):
        read_run(stored)


def test_a_head_without_the_key_is_of_another_format(stored: Path) -> None:
    """Runs of before kept no rules, and say so by their format."""
    edit(stored, lambda head: head.pop("rules"), seal=True)
    with pytest.raises(RunError, match=r"^run: not a run of this format \('rules'\)\.$"):
        read_run(stored)
