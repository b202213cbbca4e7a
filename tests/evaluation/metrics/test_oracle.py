"""The same rates from R: 22 symptom checkers on 45 vignettes, overall and each alone.

The data has three levels (self-care, non-emergency, emergency), one right answer for each
vignette, and no red flags; an emergency is taken as the red flag here. An empty advice is an
abstention. The reference gives most rates over the answered rows; ours over those alone are found
by leaving the others out first. Correctness is derived from advice and gold, never read: the
stored column disagrees with them in 23 rows.
"""

import csv
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from evaluation.metrics import Rate, Scores, score
from evaluation.outcomes import Expected, Outcome, Result, Status
from evaluation.tables import NO_ANSWER, confusion, outcome_frame

ORACLE = Path(__file__).parents[4] / "shared" / "oracle"
LEVELS = ("Self-care", "Non-Emergency", "Emergency")
EMERGENCY = LEVELS.index("Emergency")
EVERYONE = "overall"

# Ours, by name of the reference: over the answered rows only, and with intention to triage.
ANSWERED_ONLY = {
    "accuracy_derived": "accuracy",
    "safety_of_advice": "safety_of_advice",
    "undertriage_among_undertriageable": "under_triage_rate",
    "overtriage_among_overtriageable": "over_triage_rate",
    "inclination_to_overtriage_CORRECT": "inclination_to_over_triage",
    "emergency_sensitivity": "escalation_sensitivity",
}
ALL_ROWS = {
    "comprehensiveness": "coverage",
    "accuracy_derived_intention_to_triage": "accuracy",
    "safety_of_advice_intention_to_triage": "safety_of_advice",
    "inclination_to_overtriage_CORRECT": "inclination_to_over_triage",
    "emergency_missed_intention_to_triage": "missed_red_flag_rate",
}


@pytest.fixture(scope="module")
def golden() -> dict[str, Any]:
    """The results computed in R."""
    path = ORACLE / "symptomcheckR_golden.json"
    if not path.exists():
        pytest.skip(f"the R oracle is not part of the project, and not at {path}")
    content: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return content


@pytest.fixture(scope="module")
def outcomes() -> dict[str, tuple[Outcome, ...]]:
    """The rows of each symptom checker, and of all of them under ``overall``."""
    path = ORACLE / "symptomcheckR_data.csv"
    if not path.exists():
        pytest.skip(f"the data of the R oracle is not part of the project, and not at {path}")
    with path.open(encoding="utf-8", newline="") as file:
        rows = [(row["App_name"], _outcome(row)) for row in csv.DictReader(file)]
    found: dict[str, tuple[Outcome, ...]] = {EVERYONE: tuple(made for _, made in rows)}
    for app, made in rows:
        found[app] = (*found.get(app, ()), made)
    return found


def _outcome(row: Mapping[str, str]) -> Outcome:
    right = LEVELS.index(row["Goldstandard_solution"])
    advice = row["Triage_advice_from_app"]
    return Outcome(
        vignette=f"{row['Vignette_id']} by {row['App_name']}",
        family=row["Vignette_id"],
        kind="canonical",
        expected=Expected(
            preferred=right,
            floor=right,
            ceiling=right,
            red_flags=frozenset({"emergency"} if right == EMERGENCY else ()),
        ),
        result=(
            Result(status=Status.OK, disposition=LEVELS.index(advice))
            if advice
            else Result(status=Status.ABSTAINED, reason="no advice")
        ),
    )


def _scores(outcomes: tuple[Outcome, ...]) -> Scores:
    return score(outcomes, threshold=EMERGENCY, top=EMERGENCY, reports_red_flags=False)


def _answered(outcomes: tuple[Outcome, ...]) -> tuple[Outcome, ...]:
    return tuple(made for made in outcomes if made.is_ok)


def _references(golden: dict[str, Any]) -> dict[str, dict[str, Any]]:
    reference = golden["reference"]
    return {EVERYONE: reference["overall"], **reference["per_app"]}


def _agrees(rate: Rate, reference: Mapping[str, Any]) -> bool:
    """Same k, same n, and the same quotient to nine digits."""
    if (rate.k, rate.n) != (reference["k"], reference["n"]):
        return False
    if rate.value is None:
        return reference["estimate"] in {None, "NaN", "NA"}
    return rate.value == pytest.approx(reference["estimate"], abs=1e-9)


def test_the_data_is_all_there(
    golden: dict[str, Any], outcomes: dict[str, tuple[Outcome, ...]]
) -> None:
    """990 rows of 22 symptom checkers, 796 of them answered."""
    assert len(outcomes) == golden["shape"]["apps"] + 1 == 23
    assert len(outcomes[EVERYONE]) == golden["shape"]["rows"] == 990
    assert len(_answered(outcomes[EVERYONE])) == golden["shape"]["answered"] == 796


@pytest.mark.parametrize(("theirs", "ours"), ANSWERED_ONLY.items())
def test_rates_over_answered_rows_agree(
    golden: dict[str, Any], outcomes: dict[str, tuple[Outcome, ...]], theirs: str, ours: str
) -> None:
    """With the unanswered rows left out our rates are the reference's, for all and for each."""
    references = _references(golden)
    wrong = [
        app
        for app, made in outcomes.items()
        if not _agrees(_scores(_answered(made)).rates[ours], references[app][theirs])
    ]
    assert wrong == []


@pytest.mark.parametrize(("theirs", "ours"), ALL_ROWS.items())
def test_rates_with_intention_to_triage_agree(
    golden: dict[str, Any], outcomes: dict[str, tuple[Outcome, ...]], theirs: str, ours: str
) -> None:
    """With every row in the denominator our rates are the reference's, for all and for each."""
    references = _references(golden)
    wrong = [
        app
        for app, made in outcomes.items()
        if not _agrees(_scores(made).rates[ours], references[app][theirs])
    ]
    assert wrong == []


def test_under_and_over_triage_per_answered_row_agree(
    golden: dict[str, Any], outcomes: dict[str, tuple[Outcome, ...]]
) -> None:
    """The counts behind both rates, which the reference also gives per answered row, agree."""
    for app, reference in _references(golden).items():
        answered = _answered(outcomes[app])
        scores = _scores(answered)
        under, over = sum(scores.under_by_steps.values()), sum(scores.over_by_steps.values())
        assert (under, len(answered)) == (reference["undertriage"]["k"], scores.n)
        assert (over, len(answered)) == (reference["overtriage"]["k"], scores.n)


def test_unanswered_rows_count_as_missed_emergencies(
    golden: dict[str, Any], outcomes: dict[str, tuple[Outcome, ...]]
) -> None:
    """176 of 330 emergencies are missed; over the answered ones it would have been 117 of 271."""
    spread = golden["definition_spread_same_data"]["undertriage"]
    whole = _scores(outcomes[EVERYONE]).rates["missed_red_flag_rate"]
    answered = _scores(_answered(outcomes[EVERYONE])).rates["missed_red_flag_rate"]
    assert [whole.k, whole.n] == spread["emergencies not sent to emergency, intention-to-triage"]
    assert [answered.k, answered.n] == spread["false-negative rate emergencies, answered"]


def test_the_safety_of_the_published_package_is_ours(
    golden: dict[str, Any], outcomes: dict[str, tuple[Outcome, ...]]
) -> None:
    """Where the package is right, its safety and comprehensiveness in per cent are ours."""
    must_match = golden["must_match"]
    for row in must_match["safety_per_app"]["percentage"]:
        value = _scores(_answered(outcomes[row["App_name"]])).rates["safety_of_advice"].value
        assert value == pytest.approx(row["safety_percentage"] / 100, abs=1e-9)
    for row in must_match["comprehensiveness_per_app"]["percentage"]:
        value = _scores(outcomes[row["App_name"]]).rates["coverage"].value
        assert value == pytest.approx(row["comprehensiveness_percentage"] / 100, abs=1e-9)


def test_the_swapped_inclination_of_the_published_package_is_not_ours(
    golden: dict[str, Any], outcomes: dict[str, tuple[Outcome, ...]]
) -> None:
    """The package took under-triage for over-triage, and all answers for the wrong ones."""
    (row,) = golden["must_NOT_match"]["inclination_to_overtriage"]["overall"]["percentage"]
    value = _scores(outcomes[EVERYONE]).rates["inclination_to_over_triage"].value
    assert value == pytest.approx(200 / 349, abs=1e-9)
    assert value != pytest.approx(row["inclination_to_overtriage_percentage"] / 100, abs=0.1)


def test_the_confusion_table_agrees(
    golden: dict[str, Any], outcomes: dict[str, tuple[Outcome, ...]]
) -> None:
    """Every cell of gold by advice is the reference's, for all and for each."""
    for app, reference in _references(golden).items():
        table = confusion(outcome_frame(outcomes[app], LEVELS))
        for gold, cells in reference["confusion"].items():
            ours = {column: int(table.loc[gold, column]) for column in table.columns}
            ours["not_answered"] = ours.pop(NO_ANSWER)
            assert ours == cells
