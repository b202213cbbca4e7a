"""What is asked of a candidate's rules by themselves, and against those that were accepted."""

from dataclasses import replace
from typing import Any

import pytest

from evaluation.analysis.difference import difference
from evaluation.analysis.prove import prove
from evaluation.gate.candidate import solved_of, version_errors
from evaluation.runs.record import Run, RunRecord
from tests.evaluation.kit.gates import RECORD, failing, judge, run
from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.small_rules import rule, ruleset
from tests.evaluation.kit.solved import SEEN
from triage.conditions import Present
from triage.facts import DomainFact
from triage.fingerprint import fingerprint
from triage.repository import load_invariants, load_ruleset
from triage.rules import RuleSet
from triage.truth import Answer

URGENT = SCALE["urgent"]
RULES = replace(ruleset(rule("r1", URGENT, Present("a"), "flag")), fingerprint="sha256:a")
OTHER = replace(ruleset(rule("r1", URGENT, Present("b"), "flag")), fingerprint="sha256:b")


def accepted(version: str = "1.0.0", *, name: str = "small", rules: RuleSet = RULES) -> Run:
    """The stored run of a version of some rules."""
    made = run((), engine=f"{name}@{version}", engine_fingerprint=rules.fingerprint)
    return replace(made, folder="baseline")


@pytest.mark.parametrize(
    ("before", "says"),
    [
        (accepted(), ""),
        (accepted("0.9.0", rules=OTHER), ""),
        (accepted("9.9.9"), ""),
        (
            accepted(rules=OTHER),
            "version: 1.0.0 with other content must be later than the accepted 1.0.0.",
        ),
        (
            accepted("1.0.1", rules=OTHER),
            "version: 1.0.0 with other content must be later than the accepted 1.0.1.",
        ),
        (
            accepted("0.9.0", name="big", rules=OTHER),
            'ruleset: "small" is another rule set than the accepted "big".',
        ),
        (replace(accepted(rules=OTHER), folder=""), ""),
    ],
    ids=[
        "the same",
        "later",
        "the same content",
        "same version",
        "earlier",
        "another",
        "not stored",
    ],
)
def test_a_candidate_is_what_was_accepted_or_a_later_version(before: Run, says: str) -> None:
    """The content decides first; a side that was evaluated just now accepts nothing."""
    problems = [f"{p.field}: {p.message}" for p in version_errors(RULES, before)]
    assert problems == ([says] if says else [])


def kept(made_of: RuleSet, **changed: Any) -> RunRecord:
    """The record of a run that some rules made, as it keeps them."""
    made = replace(
        RECORD,
        engine=made_of.label,
        engine_fingerprint=made_of.fingerprint,
        rules=made_of.content(),
    )
    return replace(made, **changed)


ACCEPTED = load_ruleset("knee@1.0.0")
NEWER = load_ruleset("knee@1.1.0")


def test_rules_are_solved_against_those_that_the_accepted_run_keeps() -> None:
    """Every claim, and the same lines as between the two files."""
    asked = load_invariants(NEWER)
    found = solved_of(NEWER, asked, kept(ACCEPTED))
    assert found.ruleset is NEWER
    assert found.proofs == tuple(prove(NEWER, asked))
    assert found.unknown is None
    assert found.difference is not None
    ids = [line.id for line in difference(ACCEPTED, NEWER).lines]
    assert [line.id for line in found.difference.lines] == ids != []


def test_the_accepted_rules_differ_in_nothing_from_themselves() -> None:
    """Kept as content and read again, they are the same rules."""
    found = solved_of(NEWER, None, kept(NEWER))
    assert found.difference is not None
    assert (found.difference.edits, found.difference.lines) == ((), ())


@pytest.mark.parametrize(("made_with", "is_hidden"), [("sha256:then", False), ("sha256:now", True)])
def test_a_fact_that_came_with_the_rules_hides_nobody(made_with: str, is_hidden: bool) -> None:  # noqa: FBT001
    """Whom only a fact of today leaves out could be when the accepted rules were made."""
    fact = DomainFact(id="f", reason="-", if_present="lump_behind_knee", then_present="fever")
    words = replace(NEWER.vocabulary, facts=(fact,), fingerprint="sha256:now")
    rules = tuple(each for each in NEWER.rules if each.id != "lump-behind-knee")
    candidate = replace(NEWER, vocabulary=words, rules=rules, fingerprint="sha256:candidate")
    found = solved_of(candidate, None, kept(NEWER, vocabulary_fingerprint=made_with))
    assert found.difference is not None
    sent_home = [
        line
        for line in found.difference.lowered
        if line.patient.answer("lump_behind_knee") is Answer.PRESENT
        and line.before.definite > line.after.definite
    ]
    assert bool(sent_home) is not is_hidden


@pytest.mark.parametrize("kind", ["python", "command", "http", "predictions"])
def test_an_accepted_engine_that_is_no_rule_set_leaves_the_claims(kind: str) -> None:
    """There is nothing to compare with, and nothing that is not known."""
    found = solved_of(NEWER, None, replace(RECORD, engine_kind=kind))
    assert (found.difference, found.unknown) == (None, None)
    assert len(found.proofs) > 0


CHANGED = {**NEWER.content(), "rules": []}
STRANGE = {**NEWER.content(), "floor_while_undecided": "someday"}
UNKNOWN = {
    "not kept": (
        kept(NEWER, rules=None),
        "the accepted run does not have the rules that it was made of; accept a new one",
    ),
    "other rules": (
        kept(NEWER, rules=CHANGED),
        (
            "the accepted rules cannot be read in the words of today: the rules that were kept "
            "with the run are not those that it was made of."
        ),
    ),
    "other words": (
        kept(NEWER, rules=STRANGE, engine_fingerprint=fingerprint(STRANGE)),
        'the accepted rules cannot be read in the words of today: unknown disposition "someday".',
    ),
    "no rules at all": (
        kept(NEWER, rules={}, engine_fingerprint=fingerprint({})),
        'the accepted rules cannot be read in the words of today: the key "ruleset" is missing.',
    ),
}


@pytest.mark.parametrize(("record", "says"), UNKNOWN.values(), ids=UNKNOWN)
def test_accepted_rules_that_cannot_be_had_are_told(record: RunRecord, says: str) -> None:
    """The claims are proved all the same; that nothing can be compared fails the gate."""
    found = solved_of(NEWER, None, record)
    assert found.difference is None
    assert found.unknown is not None
    assert found.unknown.startswith(says)
    assert len(found.proofs) > 0
    report = judge([SEEN], [SEEN], solved=found)
    assert failing(report) == ["difference"]


def test_accepted_rules_of_another_domain_are_told() -> None:
    """Their words mean something else."""
    other = replace(NEWER, vocabulary=replace(NEWER.vocabulary, name="elbow"))
    found = solved_of(other, None, kept(NEWER))
    assert (found.difference, found.unknown) == (None, "the accepted rules are of another domain")


def test_words_that_are_a_file_of_their_own_are_those_of_the_candidate() -> None:
    """A vocabulary need not belong to a domain for the accepted rules to be read."""
    words = replace(NEWER.vocabulary, name="elbow")
    before = replace(ACCEPTED, vocabulary=words)
    before = replace(before, fingerprint=fingerprint(before.content()))
    found = solved_of(replace(NEWER, vocabulary=words), None, kept(before))
    assert found.unknown is None
    assert found.difference is not None
