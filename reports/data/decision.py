"""A decision as plain data."""

from typing import Any

from reports.disclaimer import DISCLAIMER
from triage.engine import Decision
from triage.facts import contradictions_in
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer


def decision_to_data(
    decision: Decision, presentation: Presentation, ruleset: RuleSet
) -> dict[str, Any]:
    """A decision with its reasons and open questions."""
    floor = decision.floor_while_undecided
    return {
        "schema": "triage-decision/1",
        "disclaimer": DISCLAIMER,
        "ruleset": ruleset.label,
        "fingerprint": ruleset.fingerprint,
        "presentation": presentation.content(),
        "contradictions": [
            {
                "answers": {name: answer.label for name, answer in (found.first, found.second)},
                "facts": [{"id": fact.id, "reason": fact.reason} for fact in found.facts],
            }
            for found in contradictions_in(presentation.answers, ruleset.vocabulary.facts)
        ],
        "definite": decision.definite.id,
        "possible": decision.possible.id,
        "is_settled": decision.is_settled,
        "floor_while_undecided": floor.id if floor else None,
        "red_flags": list(decision.red_flags),
        "possible_red_flags": list(decision.possible_red_flags),
        "pathways": list(decision.pathways),
        "possible_pathways": list(decision.possible_pathways),
        "fired": [
            {
                "rule": fired.rule.id,
                "title": fired.rule.title,
                "disposition": fired.rule.disposition.id,
                "facts": {
                    fact.name: fact.value.label if isinstance(fact.value, Answer) else fact.value
                    for fact in fired.facts
                },
                "sources": list(fired.rule.sources),
                "interpretation": fired.rule.interpretation,
                "beyond_source": fired.rule.beyond_source,
            }
            for fired in decision.fired
        ],
        "questions": [
            {
                "name": question.name,
                "rules": list(question.rules),
                "could_reach": question.could_reach.id,
                "fires_at_once": question.fires_at_once,
                "changes_disposition": question.changes_disposition,
                "red_flags": list(question.red_flags),
                "pathways": list(question.pathways),
            }
            for question in decision.questions
        ],
    }
