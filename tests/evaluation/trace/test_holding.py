"""The vignettes that hold a rule from all sides."""

from evaluation.trace.gaps import Neighbours, failing
from evaluation.trace.holding import Holding, holding
from tests.evaluation.trace.kettle import Edited, Kettle


def holdings(kettle: Kettle) -> dict[str, Holding]:
    """What holds each rule."""
    rules, library = kettle.rules, kettle.library
    near, before = Neighbours(library), failing(rules, library)
    return {rule.id: holding(rule, rules, library, near, before) for rule in rules.rules}


def test_each_side_of_a_rule_is_told(kettle: Kettle) -> None:
    """Where it fires, where it is needed, where it just does not fire, and where it is open."""
    assert holdings(kettle) == {
        "smoke": Holding(
            fires=("smoking",),
            needed=("smoke-open", "smoking"),
            near=("humming",),
            open=("smoke-open",),
        ),
        "current": Holding(
            fires=("sparking",),
            needed=("sparking", "sparks-open"),
            near=("humming",),
            open=("sparks-open",),
        ),
        "old-leak": Holding(
            fires=("leaking-old",),
            needed=("leaking-old",),
            near=("leaking-new",),
            open=("leaking-open",),
        ),
    }


def test_a_rule_that_nothing_holds_has_empty_sides(edited: Edited) -> None:
    """No vignette is that old."""
    found = holdings(edited(("rules/0.1.0.yaml", "at_least: 10", "at_least: 20")))
    assert found["old-leak"] == Holding(fires=(), needed=(), near=(), open=())
