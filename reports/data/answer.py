"""What one patient is answered, as plain data."""

from typing import Any

from triage.engine import Decision


def answer_to_data(decision: Decision | None) -> dict[str, Any] | None:
    """What a decision gives, without its reasons; ``None`` where there is none."""
    if decision is None:
        return None
    return {
        "definite": decision.definite.id,
        "possible": decision.possible.id,
        "red_flags": list(decision.red_flags),
        "pathways": list(decision.pathways),
        "fired": [fired.rule.id for fired in decision.fired],
    }
