"""Reports of runs made by hand, as `triage evaluate` puts them together."""

from collections.abc import Sequence

from evaluation.metrics import Rate, score
from evaluation.outcomes import Outcome
from evaluation.runs.record import Run, RunRecord
from evaluation.spread import spread
from evaluation.subgroups import field_titles, score_subgroups
from evaluation.tables import agreement, confusion, outcome_frame
from reports.model.evaluation import Report
from triage.vocabulary import Vocabulary


def report_of(
    outcomes: Sequence[Outcome], record: RunRecord, words: Vocabulary, *, smallest: int = 3
) -> Report:
    """All that is said of some outcomes, with a robustness of one half."""
    threshold, top = words.scale["mend"], words.scale.most.rank
    detects = record.reports_red_flags
    return Report(
        run=Run(record=record, outcomes=tuple(outcomes)),
        scores=score(outcomes, threshold=threshold.rank, top=top, reports_red_flags=detects),
        threshold=threshold,
        robustness=Rate(name="unknown_robustness", k=1, n=2, family_k=1, family_n=2),
        agreement=agreement(outcomes, len(record.dispositions)),
        confusion=confusion(outcome_frame(outcomes, record.dispositions)),
        subgroups=score_subgroups(
            outcomes,
            threshold=threshold.rank,
            top=top,
            reports_red_flags=detects,
            attributes=words.attributes,
            smallest=smallest,
        ),
        field_titles=field_titles(words),
        spread=spread(outcomes, threshold=threshold.rank, top=top, reports_red_flags=detects),
    )
