"""A decision as plain data, as a whole."""

import json

from reports.data.decision import decision_to_data
from triage.engine import decide
from triage.presentation import Presentation
from triage.rules import RuleSet

DISCLAIMER = "A reference for testing software, made by nobody clinical. Not medical advice."


def test_a_decision_has_its_reasons_and_open_questions(rules: RuleSet) -> None:
    """The same facts as the text, for a machine."""
    patient = Presentation.build(
        rules.vocabulary, present=["crumbs"], absent=["sparks"], numbers={"age_years": 12}
    )
    data = decision_to_data(decide(patient, rules), patient, rules)
    assert json.loads(json.dumps(data, allow_nan=False)) == {
        "schema": "triage-decision/1",
        "disclaimer": DISCLAIMER,
        "ruleset": "toaster@0.1.0",
        "fingerprint": rules.fingerprint,
        "presentation": {
            "present": ["crumbs"],
            "absent": ["sparks"],
            "numbers": {"age_years": 12},
        },
        "contradictions": [],
        "definite": "mend",
        "possible": "unplug",
        "is_settled": False,
        "floor_while_undecided": None,
        "red_flags": [],
        "possible_red_flags": ["fire"],
        "pathways": [],
        "possible_pathways": [],
        "fired": [
            {
                "rule": "old",
                "title": "Old and full of crumbs",
                "disposition": "mend",
                "facts": {"crumbs": "present", "age_years": 12},
                "sources": ["MAN L9"],
                "interpretation": "The manual names no age; 10 is this project's.",
                "beyond_source": "",
            }
        ],
        "questions": [
            {
                "name": "smoke",
                "rules": ["smoke"],
                "could_reach": "unplug",
                "fires_at_once": True,
                "changes_disposition": True,
                "red_flags": ["fire"],
                "pathways": [],
            }
        ],
    }


def test_a_floor_that_holds_is_named(rules: RuleSet) -> None:
    """While a red flag is open, the floor that keeps the disposition up is said."""
    patient = Presentation.build(rules.vocabulary, absent=["smoke"])
    data = decision_to_data(decide(patient, rules), patient, rules)
    assert (data["definite"], data["floor_while_undecided"]) == ("mend", "mend")
    assert data["possible_pathways"] == ["electrician"]


def test_a_settled_decision_says_so(rules: RuleSet) -> None:
    """Where no answer can change anything, that is a fact of its own."""
    patient = Presentation.build(rules.vocabulary, present=["smoke", "sparks"])
    data = decision_to_data(decide(patient, rules), patient, rules)
    assert data["is_settled"] is True
    assert data["red_flags"] == ["fire", "current"]
    assert data["pathways"] == ["electrician"]
