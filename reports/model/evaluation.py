"""All that is said of one run."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from evaluation.describe import engine_notes, worst_first
from evaluation.metrics import Rate, Scores
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run
from evaluation.subgroups import Subgroup
from evaluation.tables import Agreement
from triage.dispositions import Disposition


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """All that is said of one run.

    ``field_titles`` says what people call the fields of ``subgroups``. ``spread`` has the lowest
    and the highest of each rate where the engine was asked several times over.
    """

    run: Run
    scores: Scores
    threshold: Disposition
    robustness: Rate | None
    agreement: Mapping[str, Agreement]
    confusion: pd.DataFrame
    subgroups: tuple[Subgroup, ...] = ()
    field_titles: Mapping[str, str] = field(default_factory=dict)
    spread: Mapping[str, tuple[Rate, Rate]] = field(default_factory=dict)
    by_agreement: pd.DataFrame | None = None

    @property
    def rates(self) -> tuple[Rate, ...]:
        """Every rate, in the order of the definitions."""
        asked_again = () if self.robustness is None else (self.robustness,)
        return (*self.scores.rates.values(), *asked_again)

    @property
    def notes(self) -> tuple[str, ...]:
        """What is not usual in the engine."""
        return engine_notes(self.run.record, self.run.outcomes)

    @property
    def failures(self) -> list[Outcome]:
        """Outcomes not acceptable, or with a red flag or pathway too few or a false flag."""
        detects = self.run.record.reports_red_flags
        return worst_first(
            (
                o
                for o in self.run.outcomes
                if not o.is_acceptable
                or (o.misses_detection and detects)
                or o.loses_pathway
                or o.raises_false_flag
            ),
            reports_red_flags=detects,
        )
