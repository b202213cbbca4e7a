"""From a table of recorded answers to the numbers that R gives for it, through the command alone.

The domain is made of the table's gold; an engine file says which columns hold the answers, which
rows are one symptom checker's, and what our levels are called there.
"""

import json
from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import Any, Final

import pytest

from evaluation.tables import NO_ANSWER
from tests.evaluation.kit import oracle as kit
from tests.evaluation.kit.oracle import Tree, differences, leaves
from tests.evaluation.kit.oracle_domain import WORDS, write_domain
from tests.evaluation.kit.oracle_ours import ALL_ROWS, ANSWERED_ROWS
from tests.reports.cli.command import Triage, side_by_side

# One that always answered, one that did three times in four, and one that seldom did.
APPS: Final = ("Ada", "Ask NHS", "Healthy Children")
WEIGHTS: Final = ("unweighted", "linear", "quadratic")
SMALL: Final = """\
"App_name","Vignette_id","Triage_advice_from_app","Goldstandard_solution","Correct_Triage_Advice_provided_from_app"
"One","a","Emergency","Emergency",TRUE
"Two","a","Self-care","Emergency",FALSE
"One","b","Non-Emergency","Emergency",FALSE
"Two","b","","Emergency",
"One","c","Non-Emergency","Non-Emergency",FALSE
"Two","c","Emergency","Non-Emergency",FALSE
"One","d","Emergency","Self-care",FALSE
"Two","d","Self-care","Self-care",TRUE
"One","e","","Self-care",
"Two","e","Self-care","Self-care",TRUE
"One","f","Non-Emergency","Self-care",FALSE
"Two","f","Self-care","Self-care",TRUE
"""


def evaluated(folder: Path, table: Path, apps: tuple[str, ...]) -> dict[str, Any]:
    """What the command says of each symptom checker, as data."""
    write_domain(folder, table, apps)
    run = partial(Triage(folder), "evaluate", "--json", "--engine")
    done = side_by_side({app: partial(run, f"{app}.yaml") for app in apps})
    assert {app: (one.code, one.err) for app, one in done.items()} == dict.fromkeys(apps, (0, ""))
    return {app: json.loads(one.out) for app, one in done.items()}


@pytest.fixture(scope="module")
def ours(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """The command's numbers on the oracle's data; skips where that is absent."""
    return evaluated(tmp_path_factory.mktemp("oracle"), kit.data_file(), APPS)


@pytest.fixture(scope="module")
def theirs() -> Tree:
    """The reference of each symptom checker; skips where it is absent."""
    reference: Tree = kit.golden()["reference"]["per_app"]
    return reference


def shown(found: Mapping[str, Any]) -> dict[str, object]:
    """The command's rates under the reference's names, with the counts that rest on them."""
    metrics = found["metrics"]
    rates = {
        theirs: {
            "k": metrics[ours]["k"],
            "n": metrics[ours]["n"],
            "estimate": metrics[ours]["value"],
            "wilson": metrics[ours]["wilson_95"],
        }
        for theirs, ours in ALL_ROWS.items()
    }
    confused = {
        level: {
            **{column: found["confusion"][word][ours] for column, ours in WORDS.items()},
            "not_answered": found["confusion"][word][NO_ANSWER],
        }
        for level, word in WORDS.items()
    }
    return leaves(
        {
            **rates,
            **{theirs: {"k": metrics[ours]["k"]} for theirs, ours in ANSWERED_ROWS.items()},
            "undertriage": {"k": sum(found["under_triage_by_levels"].values())},
            "overtriage": {"k": sum(found["over_triage_by_levels"].values())},
            "n_rows": found["n"],
            "n_answered": found["statuses"]["ok"],
            "n_not_answered": found["statuses"]["abstained"],
            "confusion": confused,
        }
    )


@pytest.mark.parametrize("app", APPS)
def test_the_command_gives_the_numbers_of_the_reference(
    ours: Mapping[str, Any], theirs: Tree, app: str
) -> None:
    """Rates over all rows with their intervals, counts over answered ones, and every cell."""
    found = shown(ours[app])
    known = {path: value for path, value in leaves(theirs[app]).items() if path in found}
    assert len(known) == 47
    assert differences(known, found) == []


@pytest.mark.parametrize("app", APPS)
def test_the_command_gives_the_kappas_of_r(ours: Mapping[str, Any], app: str) -> None:
    """All three weightings, over the answered vignettes."""
    theirs = kit.golden()["statistics_oracle"]["kappa"][app]
    wanted = {weights: {"n": theirs["n"], "value": theirs[weights]} for weights in WEIGHTS}
    found = {
        weights: {"n": one["n"], "value": one["value"]}
        for weights, one in ours[app]["kappa"].items()
    }
    assert differences(leaves(wanted), leaves(found)) == []


def test_a_small_table_has_the_numbers_that_were_counted_by_hand(tmp_path: Path) -> None:
    """Six vignettes, two symptom checkers; the column that says what is right is not read."""
    table = tmp_path / "table.csv"
    table.write_text(SMALL, encoding="utf-8")
    found = evaluated(tmp_path, table, ("One", "Two"))
    counts = {
        app: {name: (rate["k"], rate["n"]) for name, rate in one["metrics"].items() if rate["n"]}
        for app, one in found.items()
    }
    assert counts == {
        "One": {
            "missed_red_flag_rate": (1, 2),
            "coverage": (5, 6),
            "escalation_sensitivity": (1, 2),
            "escalation_specificity": (2, 4),
            "escalation_accuracy": (3, 6),
            "under_triage_rate": (1, 3),
            "over_triage_rate": (2, 4),
            "safety_of_advice": (4, 6),
            "accuracy": (2, 6),
            "exact_accuracy": (2, 6),
            "inclination_to_over_triage": (2, 3),
        },
        "Two": {
            "missed_red_flag_rate": (2, 2),
            "coverage": (5, 6),
            "escalation_sensitivity": (0, 2),
            "escalation_specificity": (3, 4),
            "escalation_accuracy": (3, 6),
            "under_triage_rate": (1, 3),
            "over_triage_rate": (1, 4),
            "safety_of_advice": (4, 6),
            "accuracy": (3, 6),
            "exact_accuracy": (3, 6),
            "inclination_to_over_triage": (1, 2),
        },
    }
    # Two of five agree; by chance 7 of 25 would: gold 2, 1, 2 and given 2, 3, 0, urgent first.
    assert found["One"]["kappa"]["unweighted"]["value"] == pytest.approx((10 - 7) / (25 - 7))
    assert found["Two"]["statuses"] == {"ok": 5, "abstained": 1, "error": 0, "missing": 0}
    assert found["Two"]["confusion"]["emergency"] == {
        "self_care": 1,
        "non_emergency": 0,
        "emergency": 0,
        NO_ANSWER: 1,
    }
