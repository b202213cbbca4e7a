"""An engine to copy: a Python function that is asked one patient at a time.

Run it with ``triage evaluate --engine python:by_hand:triage`` from this folder. It is a toy: it
looks at single findings only, so that it misses whatever takes two of them. Not medical advice.
"""

EMERGENCIES = {
    "history_of_blood_clots",
    "new_loss_of_bladder_control",
    "new_loss_of_bowel_control",
    "trouble_breathing",
}
RED_FLAGS = EMERGENCIES | {
    "fever",
    "major_trauma",
    "rapidly_worsening_numbness",
    "severe_leg_weakness",
    "skin_redness",
    "unexplained_swelling",
}


def triage(patient: dict) -> dict:
    """The answer for one patient; what is neither present nor absent was not asked."""
    raised = RED_FLAGS & set(patient["present"])
    still_open = RED_FLAGS - set(patient["present"]) - set(patient["absent"])
    if raised & EMERGENCIES:
        disposition = "emergency"
    elif raised:
        disposition = "urgent"
    else:
        disposition = "routine" if still_open else "self_care"
    return {"disposition": disposition, "red_flags": raised, "pathways": []}
