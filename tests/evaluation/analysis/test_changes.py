"""The ways in which an answer can change: each named once, and together all there are."""

from hypothesis import given, settings

from evaluation.analysis.changes import (
    Change,
    Endpoint,
    all_changes,
    changed_where,
    ends_where,
    is_made,
)
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.rule_pairs import RulePair, cases_of, rule_pairs, undergoes
from tests.evaluation.kit.small_rules import SMALL_WORDS
from triage.algebra import meaning_of_rules
from triage.planes import Planes


def test_every_change_stands_once_what_lowers_first() -> None:
    """The widest fall from the most urgent level comes first of all."""
    told = [
        (change.is_lower, change.endpoint.value, change.before, change.after, change.subject)
        for change in all_changes(SMALL_WORDS)
    ]
    assert len(told) == len(set(told)) == 2 * (6 + 6 + 1 + 1)
    assert told[:6] == [
        (True, "definite", "emergency", "self_care", ""),
        (True, "definite", "emergency", "routine", ""),
        (True, "definite", "emergency", "urgent", ""),
        (True, "definite", "urgent", "self_care", ""),
        (True, "definite", "urgent", "routine", ""),
        (True, "definite", "routine", "self_care", ""),
    ]
    assert told[12:15] == [
        (True, "red_flag", "", "", "flag"),
        (True, "pathway", "", "", "way"),
        (False, "definite", "urgent", "emergency", ""),
    ]
    assert told[-1] == (False, "pathway", "", "", "way")


def test_the_content_of_a_change() -> None:
    """All that it says, for hashes."""
    fall = Change(endpoint=Endpoint.POSSIBLE, is_lower=True, before="urgent", after="routine")
    assert fall.content() == ["possible", True, "urgent", "routine", ""]
    gain = Change(endpoint=Endpoint.PATHWAY, is_lower=False, subject="way")
    assert gain.content() == ["pathway", False, "", "", "way"]


@settings(laws, max_examples=40)
@given(pair=rule_pairs())
def test_a_change_is_the_same_by_decisions_and_in_planes(pair: RulePair) -> None:
    """Who undergoes it, and whose answer is afterwards what it makes of it."""
    words = pair[0].vocabulary
    cases = cases_of(*pair)
    planes = Planes([case.patient for case in cases])
    before, after = (meaning_of_rules(side, planes) for side in pair)
    for change in all_changes(words):
        made = changed_where(change, before, after, words, planes)
        ended = ends_where(change, after, words, planes)
        for place, case in enumerate(cases):
            is_so = undergoes(case, change)
            assert is_made(change, case.before, case.after) is is_so
            assert bool(made >> place & 1) is is_so
            assert ended >> place & 1 or not is_so


@settings(laws, max_examples=40)
@given(pair=rule_pairs())
def test_whoever_is_answered_differently_undergoes_some_change(pair: RulePair) -> None:
    """Of definite and possible disposition at most one each; nobody else undergoes any."""
    changes = [*all_changes(pair[0].vocabulary)]
    for case in cases_of(*pair):
        made = [change for change in changes if undergoes(case, change)]
        assert bool(made) is case.is_changed
        levels = [change.endpoint for change in made if change.before]
        assert len(levels) == len(set(levels))
