"""Reports of the difference between two rule sets, as `triage diff` puts them together."""

from evaluation.analysis.difference import difference
from reports.model.difference import DifferenceReport
from triage.rules import RuleSet


def report_of(before: RuleSet, after: RuleSet, *, presentations: int = 108) -> DifferenceReport:
    """All that differs, with nothing said or accepted."""
    return DifferenceReport(
        difference=difference(before, after),
        before=before.label,
        after=after.label,
        presentations=presentations,
        sentences={},
        accepted={},
    )
