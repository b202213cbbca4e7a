"""An engine to copy: a scikit-learn classifier that is fitted on findings.

Run it with ``triage evaluate --engine sklearn_engine.yaml`` from this folder; or load a classifier
of your own where this one is fitted. It shows how to wire one up, and nothing about triage: sixteen
invented patients teach it too little. Never fit on the vignettes that you test with. Not medical
advice.
"""

import json
from pathlib import Path

from sklearn.tree import DecisionTreeClassifier

PATIENTS = [
    json.loads(line)
    for line in Path(__file__).with_name("sklearn_training.jsonl").read_text("utf-8").splitlines()
]
FINDINGS = sorted({name for one in PATIENTS for name in (*one["present"], *one["absent"])})


def encoded(patient: dict) -> list[float]:
    """Three values for three answers: 1 present, -1 absent, and 0 where nobody asked."""
    present, absent = set(patient["present"]), set(patient["absent"])
    return [float((name in present) - (name in absent)) for name in FINDINGS]


CLASSIFIER = DecisionTreeClassifier(random_state=0).fit(
    [encoded(one) for one in PATIENTS], [one["disposition"] for one in PATIENTS]
)


def triage(patient: dict) -> dict:
    """The disposition that the classifier holds for the likeliest; it tells no red flags."""
    return {"disposition": str(CLASSIFIER.predict([encoded(patient)])[0])}
