"""Outcomes of patients, by whom subgroups are made."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from evaluation.outcomes import Outcome
from triage.vocabulary import Attribute

BANDS: Final = {"age_years": (18.0, 40.0, 65.0)}
SEX: Final = Attribute(id="sex", title="sex", values=("female", "male", "other"))
ATTRIBUTES: Final = {"sex": SEX}


def of_patient(
    made: Outcome,
    *,
    documents: str = "PKP",
    age: float | None = None,
    patient: Mapping[str, str] | None = None,
) -> Outcome:
    """The outcome with what is known of its patient; names of documents are split at spaces."""
    numbers = {} if age is None else {"age_years": age}
    return replace(
        made,
        documents=tuple(documents.split()),
        input={"numbers": numbers, "patient": dict(patient or {})},
    )
