"""Patients, claims and changes in words."""

from dataclasses import replace
from typing import Final

import pytest

from evaluation.analysis.changes import Change, Endpoint
from evaluation.analysis.claims import Claim, Law
from evaluation.analysis.condition_words import who_words
from evaluation.analysis.difference import difference
from evaluation.analysis.in_words import (
    absent_words,
    change_words,
    changes_words,
    claim_words,
    decision_words,
    line_who_words,
    line_words,
    patient_words,
)
from evaluation.analysis.line import Line
from tests.evaluation.kit.small_rules import SMALL_WORDS, invariant, rule, ruleset
from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present, all_of
from triage.engine import decide
from triage.invariants import Bound
from triage.presentation import Presentation
from triage.truth import Answer
from triage.vocabulary import Group

A, B, C = (Present(name) for name in "abc")
SELF_CARE, ROUTINE, URGENT, EMERGENCY = SMALL_WORDS.scale.levels
PRESENT, ABSENT = Answer.PRESENT, Answer.ABSENT


def n(comparison: Comparison, bound: float) -> Compare:
    """The number stands so to a bound."""
    return Compare("n", comparison, bound)


FROM_1, OVER_1 = n(Comparison.AT_LEAST, 1), n(Comparison.MORE_THAN, 1)
UP_TO_2, UNDER_2 = n(Comparison.AT_MOST, 2), n(Comparison.LESS_THAN, 2)


@pytest.mark.parametrize(
    ("patient", "words"),
    [
        (Presentation(), "nothing is known"),
        (Presentation({"b": PRESENT, "a": PRESENT}), "A, B"),
        (Presentation({"c": PRESENT, "a": ABSENT}, {"n": 2}), "C, N 2 days; absent: A"),
        (Presentation({"b": ABSENT}), "nothing present; absent: B"),
        (Presentation({}, {"n": 1.5}), "N 1.5 days"),
    ],
)
def test_a_patient_in_words(patient: Presentation, words: str) -> None:
    """What is present in the order of the vocabulary, numbers with their units, what is absent."""
    assert patient_words(patient, SMALL_WORDS) == words


def test_long_lists_of_absent_findings_are_cut_short() -> None:
    """Unless all of them are asked for; what is present is never cut."""
    patient = Presentation(dict.fromkeys("abc", ABSENT))
    assert patient_words(patient, SMALL_WORDS, most=1) == "nothing present; absent: A and 2 more"
    assert patient_words(patient, SMALL_WORDS, most=None) == "nothing present; absent: A; B; C"
    assert absent_words(["c", "b"], SMALL_WORDS) == "absent: B; C"
    assert absent_words([], SMALL_WORDS) == ""


def test_absent_findings_are_told_by_groups_where_most_of_one_are() -> None:
    """The group with what is not absent in it; a group and a finding count the same."""
    words = replace(
        SMALL_WORDS,
        groups={"all_of_it": Group(id="all_of_it", title="", findings=("a", "b", "c", "d"))},
        findings={
            **SMALL_WORDS.findings,
            **{n: replace(SMALL_WORDS.findings["a"], id=n, title=n.upper()) for n in "de"},
        },
    )
    assert absent_words("abcd", words) == "absent: all all_of_it"
    assert absent_words("dcbe", words) == "absent: all all_of_it but A; E"
    assert absent_words("dcbe", words, most=1) == "absent: all all_of_it but A and 1 more"
    assert absent_words("ab", words) == "absent: A; B"


def test_a_decision_in_words() -> None:
    """What is given with it in brackets, and what it could still become."""
    rules = ruleset(rule("r", URGENT, A, "flag", "way"), rule("s", EMERGENCY, all_of(A, B)))
    told = [
        decision_words(decide(Presentation(answers), rules))
        for answers in ({}, {"a": PRESENT}, {"a": PRESENT, "b": ABSENT}, {"a": ABSENT})
    ]
    assert told == [
        "routine, could become emergency",
        "urgent (flag, way), could become emergency",
        "urgent (flag, way)",
        "self_care",
    ]


@pytest.mark.parametrize(
    ("condition", "words"),
    [
        (None, "anybody"),
        (A, "A"),
        (Not(A), "not (A)"),
        (AtLeast(1, (A,)), "A"),
        (all_of(A, B), "A and B"),
        (all_of(B, AtLeast(1, (A,))), "B and A"),
        (AtLeast(1, (A, B)), "any of (A, B)"),
        (AtLeast(2, (A, B, C)), "2 of (A, B, C)"),
        (all_of(A, AtLeast(1, (B, C))), "A and any of (B, C)"),
        (AtLeast(1, (A, all_of(B, C))), "any of (A, all of (B, C))"),
        (FROM_1, "N at least 1 days"),
        (OVER_1, "N more than 1 days"),
        (UP_TO_2, "N at most 2 days"),
        (UNDER_2, "N less than 2 days"),
        (all_of(FROM_1, UNDER_2), "N 1 to under 2 days"),
        (all_of(UP_TO_2, OVER_1), "N over 1 to 2 days"),
        (all_of(n(Comparison.AT_LEAST, 2), UP_TO_2), "N 2 days"),
        (all_of(n(Comparison.AT_LEAST, 2), UNDER_2), "N at least 2 days and N less than 2 days"),
        (all_of(n(Comparison.MORE_THAN, 2), UP_TO_2), "N more than 2 days and N at most 2 days"),
        (all_of(A, all_of(FROM_1, UNDER_2)), "A and N 1 to under 2 days"),
        (AtLeast(1, (A, all_of(FROM_1, UNDER_2))), "any of (A, N 1 to under 2 days)"),
        (AtLeast(1, (FROM_1, UNDER_2)), "any of (N at least 1 days, N less than 2 days)"),
        (all_of(FROM_1, OVER_1), "N at least 1 days and N more than 1 days"),
    ],
)
def test_whom_a_condition_is_about(condition: Condition | None, words: str) -> None:
    """Two bounds that hold something between them are a range; nothing else is."""
    assert who_words(condition, SMALL_WORDS) == words


@pytest.mark.parametrize(
    ("law", "words"),
    [
        (Law.FLOOR, "at least urgent wherever it is met"),
        (Law.FLOOR_POSSIBLE, "urgent stays possible until it is ruled out"),
        (Law.WHILE_OPEN, "at least routine until it is ruled out"),
        (Law.CEILING, "at most urgent wherever it is met"),
        (Law.CEILING_POSSIBLE, "no more than urgent is possible wherever it is met"),
        (Law.RED_FLAG, 'the red flag "Flag" is raised wherever it is met'),
        (Law.PATHWAY, 'the pathway "Way" is given wherever it is met'),
    ],
)
def test_what_an_invariant_claims(law: Law, words: str) -> None:
    """Its own title, and what it comes to."""
    (about,) = invariant(URGENT, A, bound=Bound.FLOOR).invariants.values()
    about = replace(about, while_open=ROUTINE)
    subject = {Law.RED_FLAG: "flag", Law.PATHWAY: "way"}.get(law, "")
    claim = Claim(law=law, invariant=about, subject=subject)
    assert claim_words(claim, ruleset()) == f"The floor: {words}."
    assert claim.id == ".".join(part for part in ("F1", law.value, subject) if part)


def test_what_the_laws_claim() -> None:
    """Of a red flag, and of a finding that makes one."""
    laws = {Law.MINIMUM: "flag", Law.OPEN_RED_FLAG: "a", Law.MONOTONE: "a"}
    claims = [Claim(law=law, subject=subject) for law, subject in laws.items()]
    assert [claim_words(claim, ruleset()) for claim in claims] == [
        'Whoever raises the red flag "Flag" is given at least urgent.',
        "Nobody is given less than routine while the answer to A could change it.",
        "That A is present never makes anybody less urgent.",
    ]
    assert [claim.id for claim in claims] == ["minimum.flag", "open_red_flag.a", "monotone.a"]
    assert [claim.sources for claim in claims] == [()] * 3


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            Change(endpoint=Endpoint.DEFINITE, is_lower=True, before="urgent", after="routine"),
            "urgent -> routine",
        ),
        (
            Change(endpoint=Endpoint.POSSIBLE, is_lower=False, before="routine", after="urgent"),
            "possible routine -> urgent",
        ),
        (
            Change(endpoint=Endpoint.RED_FLAG, is_lower=True, subject="flag"),
            'loses the red flag "Flag"',
        ),
        (
            Change(endpoint=Endpoint.PATHWAY, is_lower=False, subject="way"),
            'gains the pathway "Way"',
        ),
    ],
)
def test_a_change_in_words(change: Change, words: str) -> None:
    """From and to, or what is lost and gained."""
    assert change_words(change, SMALL_WORDS) == words


SUCH: Final = "patients such as one of whom nothing is known"
LINES: Final = [
    'urgent -> self_care; loses the red flag "Flag": A; known absent: B (by r)',
    f"routine -> self_care; possible urgent -> self_care: {SUCH} (by r)",
    f"routine -> self_care: {SUCH} (by settings)",
]


@pytest.fixture
def lines() -> tuple[Line, ...]:
    """A rule goes that raises a red flag, and the floor falls with it."""
    gone = rule("r", URGENT, all_of(A, Not(B)), "flag")
    before, after = ruleset(gone), ruleset()
    return difference(before, replace(after, floor_while_undecided=SELF_CARE)).lines


def test_lines_in_words(lines: tuple[Line, ...]) -> None:
    """What changes, for whom, and by which edits; what is known absent is cut short on request."""
    assert [line_words(line, SMALL_WORDS) for line in lines] == LINES
    line = lines[0]
    assert changes_words(line, SMALL_WORDS) == LINES[0].partition(": ")[0]
    wide = replace(line, who=None, absent=("a", "b", "c"))
    assert line_who_words(wide, SMALL_WORDS, most=1) == "known absent: A and 2 more"
    some = replace(wide, absent=(), patient=Presentation({"b": PRESENT}))
    assert line_who_words(some, SMALL_WORDS) == "patients such as: B"
    assert line_who_words(replace(line, who=A, absent=("c",)), SMALL_WORDS) == "A; known absent: C"
