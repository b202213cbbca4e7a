"""Parts of the facts that shipped rules do not show: no answers, rules that come and go."""

from dataclasses import replace
from typing import TYPE_CHECKING, cast

from evaluation.analysis.difference import difference
from evaluation.comparison import compare
from evaluation.metrics import Rate
from evaluation.outcomes import Result, Status
from evaluation.statistics.intervals import clopper_pearson_upper
from reports.collect.changes import changes_facts
from reports.collect.hazards import _Hazards
from reports.collect.material import Standing
from reports.collect.numbers import confusion, rate_facts
from reports.collect.sides import policy_facts
from reports.collect.solved import _edit
from reports.collect.vignettes import _newly
from tests.evaluation.kit.gates import policy
from tests.evaluation.kit.outcomes import EMERGENCY, ROUTINE, SCALE, URGENT, gave, gold, outcome
from tests.evaluation.kit.small_rules import rule, ruleset
from tests.reports.kit.audit_vignettes import SMALL
from triage.conditions import Present

if TYPE_CHECKING:
    from reports.collect.material import Material

BROKEN = Result(status=Status.ERROR, reason="it broke")
NOTHING = Standing(invariants=None, inventory=None, ratings=None, trace=None, gaps=(), reasons={})


def test_no_answer_has_a_column_of_its_own() -> None:
    """The last one; nothing falls out of the table."""
    outcomes = [outcome("a", gold(URGENT), BROKEN), outcome("b", gold(URGENT), gave(EMERGENCY))]
    table = confusion(outcomes, len(SCALE))
    assert sum(map(sum, table)) == 2
    assert table[SCALE["urgent"].rank][-1] == 1
    assert table[SCALE["urgent"].rank][SCALE["emergency"].rank] == 1


def test_moves_tell_what_was_not_answered_any_more() -> None:
    """An empty name stands for no answer, the most urgent before comes first."""
    before = [outcome("a", gold(URGENT), gave(URGENT)), outcome("b", gold(ROUTINE), gave(ROUTINE))]
    after = [outcome("a", gold(URGENT), BROKEN), outcome("b", gold(ROUTINE), gave(ROUTINE))]
    moves = changes_facts(compare(before, after), SCALE).moves
    assert [(move.before, move.after, move.n) for move in moves] == [
        ("urgent", "", 1),
        ("routine", "routine", 1),
    ]


def test_only_misses_have_an_upper_bound() -> None:
    """A rate of a single red flag is one; nothing measured has neither."""
    flag = rate_facts(Rate(name="fever", k=0, n=9, family_k=0, family_n=9))
    accuracy = rate_facts(Rate(name="accuracy", k=9, n=9, family_k=9, family_n=9))
    none = rate_facts(Rate(name="fever", k=0, n=0, family_k=0, family_n=0))
    assert flag.upper is not None
    assert accuracy.upper is None
    assert (none.value, none.wilson, none.upper) == (None, None, None)


def test_rules_that_come_and_go_are_told_apart() -> None:
    """Added, removed and changed, each by its name."""
    a, b, c = (
        rule(name, SCALE["urgent"], Present(finding))
        for name, finding in (("one", "a"), ("two", "b"), ("three", "c"))
    )
    other = rule("one", SCALE["routine"], Present("a"))
    found = difference(ruleset(a, b), ruleset(other, c))
    told = {edit.id: _edit(edit, "rules.yaml", found, NOTHING) for edit in found.edits}
    assert {name: each.what for name, each in told.items()} == {
        "one": "changed",
        "two": "removed",
        "three": "added",
    }
    assert "two is gone" in told["two"].says


def test_what_fails_more_than_before_is_new() -> None:
    """A miss that was known is no leave to miss more."""
    asked = gold(EMERGENCY, flags="fever")
    before = [outcome("a", asked, gave(URGENT, flags="fever"))]
    after = [outcome("a", asked, gave(ROUTINE, flags="fever"))]
    assert "missed_red_flag" in _newly(compare(before, after))["a"]
    assert _newly(compare(before, before)) == {}


def test_a_family_fails_by_its_worst_member() -> None:
    """Whichever of its members comes last."""
    one, *_ = SMALL
    members = [replace(one, id=name, family="f") for name in ("bad", "good")]
    hazards = _Hazards(cast("Material", None), members, ())
    for order in (members, members[::-1]):
        found = hazards.hazard(
            "H01",
            title="t",
            cause="c",
            controls=(),
            vignettes=order,
            fails=lambda each: each.id == "bad",
        )
        assert (found.failing, found.vignettes) == (1, 2)
        assert found.upper == clopper_pearson_upper(1, 1)


def test_whether_the_policy_is_watched_is_known() -> None:
    """A change of it together with the rules then fails the gate."""
    for watch, is_watched in (({}, False), ({"policy": ("policy.yaml",)}, True)):
        assert policy_facts(policy(watch=watch), "policy.yaml").is_watched is is_watched
