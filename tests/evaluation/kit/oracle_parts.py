"""What each part of the oracle is: words, checked by a test, or a metric that is not adopted."""

from collections.abc import Mapping
from typing import Final

WORDS: Final = ("_about", "data_csv", "data_source", "* | note", "* | why")

NOT_ADOPTED: Final[Mapping[str, tuple[str, ...]]] = {
    "Capability comparison score": (
        "must_match | ccs | *",
        "must_match | ccs_by_triage | *",
        "reference | per_app | * | ccs*",
    ),
    "Intraclass correlation": ("must_match | irr_icc_A_k | *",),
    "Wald interval": ("reference | * | wald | *",),
    "McNemar's test by χ²": ("statistics_oracle | paired | * | mcnemar_chi2*",),
    "Under-triage of those not escalated": ("definition_spread_same_data | * | Cribari*",),
    "Safety with a level to spare": ("definition_spread_same_data | * | Gilbert*",),
}
"""Metrics of the oracle that are not ours, by their names in the glossary, which gives reasons."""

_RATES: Final = "tests.evaluation.metrics.test_oracle"
_STATISTICS: Final = "tests.evaluation.statistics.test_oracle"
CHECKED_BY: Final[Mapping[str, tuple[str, ...]]] = {
    "shape | *": (f"{_RATES}_reference.test_the_data_is_all_there",),
    "must_match | *": (f"{_RATES}_must_match.test_what_the_package_has_right_is_ours",),
    "must_NOT_match | inclination_to_overtriage | *": (
        f"{_RATES}_must_not_match.test_the_inclination_of_the_package_is_a_share_of_under_triage",
        f"{_RATES}_must_not_match.test_the_inclination_of_the_package_is_never_ours",
    ),
    "must_NOT_match | confidence_intervals | *": (
        f"{_RATES}_must_not_match.test_how_the_package_came_by_its_intervals",
        f"{_RATES}_must_not_match.test_no_interval_of_the_package_is_ours",
    ),
    "reference | *": (f"{_RATES}_reference.test_every_rate_of_the_reference_is_ours",),
    "definition_spread_same_data | *": (
        f"{_RATES}_reference.test_what_papers_call_by_one_name_is_told_apart",
    ),
    "tango_upper_zero_discordant | *": (f"{_STATISTICS}.test_tango_without_a_discordant_pair",),
    "statistics_oracle | one_proportion | *": (f"{_STATISTICS}.test_one_proportion",),
    "statistics_oracle | paired | * | n": (f"{_STATISTICS}_tables.test_paired_counts",),
    "statistics_oracle | paired | * | n??": (f"{_STATISTICS}_tables.test_paired_counts",),
    "statistics_oracle | paired | * | mcnemar_exact": (f"{_STATISTICS}.test_paired_tests",),
    "statistics_oracle | paired | * | mcnemar_midp": (
        f"{_STATISTICS}.test_paired_tests",
        f"{_STATISTICS}.test_midp_of_balanced_tables_is_that_of_the_paper_not_of_the_oracle",
    ),
    "statistics_oracle | paired | * | newcombe_diff | *": (
        f"{_STATISTICS}.test_paired_intervals",
        f"{_STATISTICS}.test_paired_intervals_of_nothing",
    ),
    "statistics_oracle | paired | * | tango_diff | *": (
        f"{_STATISTICS}.test_paired_intervals",
        f"{_STATISTICS}.test_paired_intervals_of_nothing",
    ),
    "statistics_oracle | kappa | * | table | *": (f"{_STATISTICS}_tables.test_confusion_tables",),
    "statistics_oracle | kappa | * | n": (f"{_STATISTICS}_tables.test_confusion_tables",),
    "statistics_oracle | kappa | * | unweighted": (f"{_STATISTICS}.test_kappa",),
    "statistics_oracle | kappa | * | linear": (f"{_STATISTICS}.test_kappa",),
    "statistics_oracle | kappa | * | quadratic": (f"{_STATISTICS}.test_kappa",),
    "statistics_oracle | bowker | *": (
        f"{_STATISTICS}.test_bowker",
        f"{_STATISTICS}.test_bowker_has_a_value_where_r_divides_0_by_0",
    ),
}
"""The tests that hold ours to the oracle, by the paths of what they compare."""


def not_adopted(part: str) -> tuple[str, ...]:
    """Patterns of what is not adopted in one part, by paths within it."""
    start = f"{part} | "
    patterns = [pattern for named in NOT_ADOPTED.values() for pattern in named]
    within = tuple(p.removeprefix(start) for p in patterns if p.startswith(start))
    return (*within, "note")
