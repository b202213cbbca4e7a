"""What is asked of a candidate's rules by themselves: their version, and the floors."""

from dataclasses import replace

import pytest

from evaluation.gate.candidate import Floors, floors_of, version_errors
from evaluation.runs.record import Run
from tests.evaluation.kit.gates import run
from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.small_rules import invariant, rule, ruleset
from triage.conditions import Present
from triage.invariants import Bound
from triage.rules import RuleSet

URGENT, ROUTINE = SCALE["urgent"], SCALE["routine"]
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


def test_floors_are_counted_and_broken_ones_told() -> None:
    """Ceilings are no floors; without invariants there is nothing to try."""
    assert floors_of(RULES, None) is None
    kept = invariant(ROUTINE, Present("a"))
    assert floors_of(RULES, kept) == Floors(checked=1, broken=())
    found = floors_of(OTHER, kept)
    assert found is not None
    assert (found.checked, len(found.broken)) == (1, 1)
    assert found.broken[0].startswith("F1, The floor. ")
    ceiling = invariant(ROUTINE, Present("a"), bound=Bound.CEILING)
    assert floors_of(OTHER, ceiling) == Floors(checked=0, broken=())
