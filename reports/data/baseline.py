"""What is accepted as plain data."""

from dataclasses import asdict
from typing import Any

from evaluation.baselines.changes import Changes, State
from evaluation.baselines.store import Baseline
from evaluation.runs.format import record_to_data
from reports.disclaimer import DISCLAIMER


def baseline_to_data(baseline: Baseline, changes: Changes) -> dict[str, Any]:
    """The accepted run's head, every approval, the newest first, and what has changed since."""
    return {
        "schema": "triage-accepted/1",
        "disclaimer": DISCLAIMER,
        "run": {"digest": baseline.run.digest, **record_to_data(baseline.run.record)},
        "approvals": [asdict(approval) for approval in reversed(baseline.approvals)],
        "since": {
            "engine": {
                "is_same": changes.engine_is_same,
                "accepted": _engine(changes.before),
                "now": _engine(changes.after),
            },
            "vignettes": {name: list(ids) for name, ids in changes.vignettes.items()},
            **{name: {"is_same": is_same} for name, is_same in changes.parts.items()},
        },
    }


def _engine(state: State) -> dict[str, str]:
    return {
        "engine": state.engine,
        "kind": state.engine_kind,
        "fingerprint": state.engine_fingerprint,
    }
