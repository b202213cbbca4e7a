"""Which demands are answered: what asks for care by rules alone, what spares it by more."""

import pytest

from evaluation.trace.demands import met_by, unanswered
from tests.evaluation.trace.kettle import Edited, Kettle
from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present, all_of, any_of

RULES, INVARIANTS = "rules/0.1.0.yaml", "invariants.yaml"
CHALK = ("sources/MAN.yaml", "names: [chalk]\n  - at: L4.2", "names: [chalk, leak]\n  - at: L4.2")
NO_CHALK = ("sources/MAN.yaml", "    names: [chalk]\n  - at: L4.2", "  - at: L4.2")
ASKING = ("sources/MAN.yaml", "    spares: true\n", "")
NO_CEILING = (INVARIANTS, "sources: [MAN L4]", "sources: [MAN L5]")
CEILING_ON_SENTENCE = (INVARIANTS, "sources: [MAN L4]", "sources: [MAN L4.1]")
CEILING_UNDER_NOT = (INVARIANTS, "{all: [chalk, {not: smoke}", "{all: [{not: chalk}, {not: smoke}")
CEILING_ON_SMOKE = (
    INVARIANTS,
    "  - id: K2\n",
    (
        "  - id: K0\n    title: Smoke may stay\n    when: smoke\n"
        "    at_most: keep\n    sources: [MAN L3.1]\n  - id: K2\n"
    ),
)
FLOOR_ON_CHALK = (
    INVARIANTS,
    "  - id: K2\n",
    (
        "  - id: K0\n    title: Chalk and smoke\n    when: {all: [chalk, smoke]}\n"
        "    at_least: unplug\n    sources: [MAN L4.1]\n  - id: K2\n"
    ),
)
DEFAULT_ON_CHALK = (RULES, "sources: [MAN L5]", "sources: [MAN L4]")
DEFAULT_ON_SMOKE = (RULES, "sources: [MAN L5]", "sources: [MAN L3.1]")
SMOKE_ELSEWHERE = (RULES, "    sources: [MAN L3.1]", "    sources: [MAN L5.1]")
CHALK_AND_SMOKE = (
    (RULES, "when: smoke\n", "when: {any: [smoke, {all: [chalk, smoke]}]}\n"),
    (RULES, "sources: [MAN L3.1]", "sources: [MAN L3.1, MAN L4.1]"),
)
SMOKE_WITHOUT_CHALK = (
    (RULES, "when: smoke\n", "when: {all: [smoke, {not: chalk}]}\n"),
    (RULES, "sources: [MAN L3.1]", "sources: [MAN L3.1, MAN L4.1]"),
)
OLD, HOT = Compare("age_years", Comparison.AT_LEAST, 10), Present("hot")


def open_demands(kettle: Kettle) -> list[str]:
    """The demands that nobody answers."""
    return list(unanswered(kettle.inventory, kettle.rules, kettle.invariants))


@pytest.mark.parametrize(
    ("edits", "found"),
    [
        ([], []),
        ([NO_CEILING], ["MAN L4.1 chalk"]),
        ([NO_CEILING, DEFAULT_ON_CHALK], []),
        ([NO_CEILING, DEFAULT_ON_CHALK, CHALK], []),
        ([NO_CEILING, *CHALK_AND_SMOKE], []),
        ([NO_CEILING, *SMOKE_WITHOUT_CHALK], ["MAN L4.1 chalk"]),
        ([CHALK], ["MAN L4.1 leak"]),
        ([CEILING_UNDER_NOT], ["MAN L4.1 chalk"]),
        ([(INVARIANTS, "at_most: keep", "at_most: mend")], ["MAN L4.1 chalk"]),
        ([(INVARIANTS, "at_most: keep", "at_least: keep")], ["MAN L4.1 chalk"]),
        ([NO_CEILING, FLOOR_ON_CHALK], ["MAN L4.1 chalk"]),
        ([FLOOR_ON_CHALK], []),
        ([NO_CHALK, CEILING_ON_SENTENCE], []),
        ([NO_CHALK, NO_CEILING, DEFAULT_ON_CHALK], []),
        ([NO_CHALK, NO_CEILING], ["MAN L4.1"]),
    ],
    ids=[
        "all-answered", "nobody", "default", "default-for-all-it-names", "rule",
        "rule-that-it-stops", "not-all-it-names", "ceiling-without-it",
        "ceiling-above-the-default", "floor-for-ceiling", "floor", "floor-beside-the-ceiling",
        "ceiling-for-no-finding", "default-for-no-finding", "nobody-for-no-finding",
    ],
)  # fmt: skip
def test_a_demand_that_spares(
    edited: Edited, edits: list[tuple[str, str, str]], found: list[str]
) -> None:
    """A rule, the default or a ceiling no higher answers it, for what each is about."""
    assert open_demands(edited(*edits)) == found


@pytest.mark.parametrize(
    ("edits", "found"),
    [
        ([ASKING], ["MAN L4.1 chalk"]),
        ([ASKING, DEFAULT_ON_CHALK], ["MAN L4.1 chalk"]),
        ([ASKING, NO_CHALK, DEFAULT_ON_CHALK], ["MAN L4.1"]),
        ([ASKING, *CHALK_AND_SMOKE], []),
        ([ASKING, *SMOKE_WITHOUT_CHALK], ["MAN L4.1 chalk"]),
        ([SMOKE_ELSEWHERE], ["MAN L3.1 smoke"]),
        ([SMOKE_ELSEWHERE, CEILING_ON_SMOKE], ["MAN L3.1 smoke"]),
        ([SMOKE_ELSEWHERE, DEFAULT_ON_SMOKE], ["MAN L3.1 smoke"]),
    ],
    ids=[
        "ceiling", "default", "default-for-no-finding", "rule", "rule-that-it-stops", "nobody",
        "ceiling-beside-a-floor", "default-beside-a-floor",
    ],
)  # fmt: skip
def test_a_demand_that_asks(
    edited: Edited, edits: list[tuple[str, str, str]], found: list[str]
) -> None:
    """Only a rule answers it, one that its finding helps to meet."""
    assert open_demands(edited(*edits)) == found


@pytest.mark.parametrize(
    ("condition", "names"),
    [
        (HOT, {"hot"}),
        (OLD, {"age_years"}),
        (Not(HOT), set()),
        (Not(Not(HOT)), {"hot"}),
        (all_of(HOT, Not(Present("wet"))), {"hot"}),
        (any_of(Not(all_of(HOT, Not(Present("wet")))), OLD), {"wet", "age_years"}),
        (AtLeast(2, (HOT, OLD, Not(HOT))), {"hot", "age_years"}),
    ],
)
def test_what_helps_to_meet_a_condition(condition: Condition, names: set[str]) -> None:
    """What stands under ``not`` must be absent; under two of them it helps again."""
    assert met_by(condition) == names
