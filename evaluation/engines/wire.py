"""How a request is written for an engine outside of this process: the one place that says so."""

from typing import Any

from evaluation.engines.protocol import Request


def request_to_data(request: Request) -> dict[str, Any]:
    """A request as plain data: the patient, and an id that says nothing.

    What is in neither ``present`` nor ``absent`` was not asked, and a number that is not there is
    not known. The vignette's own name, its hash and its gold are never among it.

    >>> from triage.presentation import Presentation
    >>> patient = Presentation(numbers={"age_years": 60.0})
    >>> request_to_data(Request(id="q-1", presentation=patient))["numbers"]
    {'age_years': 60}
    """
    known = request.presentation
    return {
        "id": request.id,
        "present": list(known.present),
        "absent": list(known.absent),
        "numbers": {name: _plain(value) for name, value in known.numbers.items()},
        "patient": dict(request.attributes),
        "narrative": request.narrative,
    }


def _plain(value: float) -> float:
    """A whole number without a point: 60 and 60.0 are the same age, and so the same text."""
    return int(value) if value == int(value) else value
