"""Which demands are answered: what asks for urgency by rules, what spares by ceilings too."""

import pytest

from evaluation.trace.demands import met_by, unanswered
from tests.evaluation.trace.kettle import Edited, Kettle
from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present, all_of, any_of

RULES, INVARIANTS = "rules/0.1.0.yaml", "invariants.yaml"
CHALK = ("sources/MAN.yaml", "names: [chalk]\n  - at: L4.2", "names: [chalk, leak]\n  - at: L4.2")
DEFAULT_ON_CHALK = (RULES, "sources: [MAN L5]", "sources: [MAN L4]")
NO_CEILING = (INVARIANTS, "sources: [MAN L4]", "sources: [MAN L5]")
FLOOR_ON_CHALK = (
    INVARIANTS,
    "  - id: K2\n",
    (
        "  - id: K0\n    title: Chalk and smoke\n    when: {all: [chalk, smoke]}\n"
        "    at_least: unplug\n    sources: [MAN L4.1]\n  - id: K2\n"
    ),
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
        ([CHALK], ["MAN L4.1 leak"]),
        ([(INVARIANTS, "at_most: keep", "at_most: mend")], ["MAN L4.1 chalk"]),
        ([FLOOR_ON_CHALK], ["MAN L4.1 chalk"]),
        ([FLOOR_ON_CHALK, NO_CEILING, DEFAULT_ON_CHALK], ["MAN L4.1 chalk"]),
        (
            [
                FLOOR_ON_CHALK,
                (RULES, "when: smoke\n", "when: {any: [smoke, {all: [chalk, smoke]}]}\n"),
                (RULES, "sources: [MAN L3.1]", "sources: [MAN L3.1, MAN L4.1]"),
            ],
            [],
        ),
    ],
    ids=[
        "all-answered", "nobody", "default", "default-for-all-it-names", "only-ruled-out",
        "ceiling-above-the-default", "floor-beside-the-ceiling", "floor-beside-the-default",
        "floor-and-rule",
    ],
)  # fmt: skip
def test_what_spares_is_answered_by_what_rests_on_it(
    edited: Edited, edits: list[tuple[str, str, str]], found: list[str]
) -> None:
    """The default or a ceiling no higher, for what it is about, unless a floor demands it there."""
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
