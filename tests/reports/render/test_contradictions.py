"""Answers that contradict each other: named beside the decision, which is made all the same."""

from dataclasses import replace

import pytest

from reports.data.decision import decision_to_data
from reports.render.contradictions import render_contradictions
from reports.render.decision import render_decision
from reports.render.text import Screen
from triage.engine import decide
from triage.facts import DomainFact, contradictions_in
from triage.presentation import Presentation
from triage.rules import RuleSet

FACTS = (
    DomainFact(
        id="smoke_is_no_crumb",
        reason="The manual calls it smoke only where no crumb burns.",
        never_together=("smoke", "crumbs"),
    ),
    DomainFact(id="fire_sparks", reason="Smoke sparks.", if_present="smoke", then_present="sparks"),
)
TEXT = """\
UNPLUG  Pull the plug now.
No further answer can change this.
Red flags: Fire

Given: crumbs; smoke. 1 finding absent, 0 not asked.

These answers contradict each other. They are taken as
given; please check them.
  crumbs: present; smoke: present
    The manual calls it smoke only where no crumb burns.
    (fact smoke_is_no_crumb)
  smoke: present; sparks: absent
    Smoke sparks. (fact fire_sparks)

Why
  Smoke comes out -> unplug (rule smoke)
    Because: smoke: present
    Source: MAN L1, MAN L3
    Beyond its source: The manual says to wait a minute
    first.

1 more open question cannot change the disposition, but
could only add reasons.

toaster@0.1.0. A reference for testing software, made by
nobody clinical. Not medical advice."""


@pytest.fixture
def with_facts(rules: RuleSet) -> RuleSet:
    """The made-up rules in a vocabulary with two facts."""
    return replace(rules, vocabulary=replace(rules.vocabulary, facts=FACTS))


@pytest.fixture
def patient(rules: RuleSet) -> Presentation:
    """Answers that contradict both facts."""
    return Presentation.build(rules.vocabulary, present=["smoke", "crumbs"], absent=["sparks"])


def test_a_contradiction_is_told_between_the_answers_and_the_reasons(
    with_facts: RuleSet, patient: Presentation
) -> None:
    """An emergency is decided nevertheless."""
    decision = decide(patient, with_facts)
    assert render_decision(decision, patient, with_facts, Screen(width=58)) == TEXT


def test_as_data_each_has_its_answers_and_facts(with_facts: RuleSet, patient: Presentation) -> None:
    """The same, for a machine."""
    data = decision_to_data(decide(patient, with_facts), patient, with_facts)
    assert data["definite"] == "unplug"
    assert data["contradictions"] == [
        {
            "answers": {"crumbs": "present", "smoke": "present"},
            "facts": [
                {
                    "id": "smoke_is_no_crumb",
                    "reason": "The manual calls it smoke only where no crumb burns.",
                }
            ],
        },
        {
            "answers": {"smoke": "present", "sparks": "absent"},
            "facts": [{"id": "fire_sparks", "reason": "Smoke sparks."}],
        },
    ]


@pytest.mark.parametrize(
    ("present", "absent"), [([], []), (["smoke", "sparks"], []), (["crumbs"], ["smoke"])]
)
def test_without_a_contradiction_nothing_is_said(
    rules: RuleSet, with_facts: RuleSet, present: list[str], absent: list[str]
) -> None:
    """Facts make no other difference to a decision."""
    patient = Presentation.build(rules.vocabulary, present=present, absent=absent)
    decision = decide(patient, rules)
    assert decide(patient, with_facts) == decision
    texts = {render_decision(decision, patient, known, Screen()) for known in (rules, with_facts)}
    assert len(texts) == 1
    assert decision_to_data(decision, patient, with_facts)["contradictions"] == []


def test_it_stands_out_in_colours_and_cannot_steer_the_terminal(
    with_facts: RuleSet, patient: Presentation
) -> None:
    """Every line of its heading is painted; control characters of a reason are not."""
    facts = (replace(FACTS[1], reason="Red\x1b[31m."),)
    found = contradictions_in(patient.answers, facts)
    words = with_facts.vocabulary
    lines = list(render_contradictions(found, words, Screen(width=40, has_colour=True), "  "))
    assert lines == [
        "  \x1b[1;35mThese answers contradict each other.\x1b[0m",
        "  \x1b[1;35mThey are taken as given; please check\x1b[0m",
        "  \x1b[1;35mthem.\x1b[0m",
        "    smoke: present; sparks: absent",
        "      Red�[31m. (fact fire_sparks)",
    ]


def test_no_contradictions_give_no_lines(rules: RuleSet) -> None:
    """Not even a heading."""
    assert list(render_contradictions((), rules.vocabulary, Screen())) == []
