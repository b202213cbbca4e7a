"""Many bicycles at once: bit by bit what the interpreter says of each alone."""

from collections.abc import Callable, Sequence

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.algebra import Truths, meaning_of_rules, truths_of
from triage.conditions import Compare, Comparison, Condition, KnownOnly, Present
from triage.engine import decide
from triage.planes import Planes, positions
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer, Truth

laws = settings(settings.get_profile("triage"), max_examples=80)

Rules = Callable[[st.SearchStrategy[Condition]], st.SearchStrategy[RuleSet]]

SQUEAKS = Presentation({"squeak": Answer.PRESENT}, {"pressure_bar": 3.0})
SILENT = Presentation({"squeak": Answer.ABSENT}, {"pressure_bar": 6.0})
UNKNOWN = Presentation()


def of_each(plane: int, planes: Planes) -> list[bool]:
    """Whether something holds, presentation by presentation."""
    return [bool(plane >> place & 1) for place in range(len(planes.presentations))]


class TestAgreement:
    """Planes and interpreter mean the same."""

    @laws
    @given(data=st.data())
    def test_conditions(
        self,
        data: st.DataObject,
        conditions: st.SearchStrategy[Condition],
        bicycles: st.SearchStrategy[Presentation],
    ) -> None:
        """A condition is met, ruled out or open for just those for whom it is one by one."""
        condition = data.draw(conditions | conditions.map(KnownOnly))
        several = data.draw(st.lists(bicycles, max_size=12))
        planes = Planes(several)
        found = truths_of(condition, planes)
        alone = [condition.truth(bicycle) for bicycle in several]
        assert of_each(found.met, planes) == [truth is Truth.MET for truth in alone]
        assert of_each(found.ruled_out, planes) == [truth is Truth.NOT_MET for truth in alone]

    @laws
    @given(data=st.data())
    def test_rule_sets(
        self,
        data: st.DataObject,
        conditions: st.SearchStrategy[Condition],
        rulesets: Rules,
        bicycles: st.SearchStrategy[Presentation],
    ) -> None:
        """Both dispositions, red flags and pathways are those of the decision."""
        rules = data.draw(rulesets(conditions))
        several = data.draw(st.lists(bicycles, max_size=12))
        planes = Planes(several)
        meaning = meaning_of_rules(rules, planes)
        decisions = [decide(bicycle, rules, questions=False) for bicycle in several]
        for rank in range(len(rules.vocabulary.scale)):
            definite = [decision.definite.rank >= rank for decision in decisions]
            possible = [decision.possible.rank >= rank for decision in decisions]
            assert of_each(meaning.definite[rank], planes) == definite
            assert of_each(meaning.possible[rank], planes) == possible
        for flag, plane in meaning.red_flags.items():
            assert of_each(plane, planes) == [flag in d.red_flags for d in decisions]
        for way, plane in meaning.pathways.items():
            assert of_each(plane, planes) == [way in d.pathways for d in decisions]


class TestOnePlane:
    """What single planes say."""

    def test_a_finding(self) -> None:
        """Present in some, absent in others, in the order of the presentations; unread is none."""
        planes = Planes([UNKNOWN, SQUEAKS, SILENT, SQUEAKS])
        assert planes.present("squeak") == Truths(met=0b1010, ruled_out=0b0100)
        assert planes.present("wobble") == Truths(met=0, ruled_out=0)

    @pytest.mark.parametrize(
        ("comparison", "met"),
        [
            (Comparison.AT_LEAST, 0b110),
            (Comparison.MORE_THAN, 0b100),
            (Comparison.AT_MOST, 0b010),
            (Comparison.LESS_THAN, 0b000),
        ],
    )
    def test_a_number(self, comparison: Comparison, met: int) -> None:
        """3 and 6 bar against 3; of whom it is not known, it is neither."""
        planes = Planes([UNKNOWN, SQUEAKS, SILENT])
        node = Compare("pressure_bar", comparison, 3.0)
        assert planes.compared(node) == Truths(met=met, ruled_out=0b110 ^ met)
        assert planes.compared(node) == Truths(met=met, ruled_out=0b110 ^ met)
        assert planes.compared(Compare("age_years", comparison, 3.0)) == Truths(0, 0)

    def test_putting_together(self) -> None:
        """All, any and not are those of sets; of nothing, all is everybody and any is nobody."""
        planes = Planes([UNKNOWN, SQUEAKS, SILENT])
        assert (planes.true, planes.false) == (0b111, 0)
        assert planes.all_of([0b110, 0b011]) == 0b010
        assert planes.any_of([0b100, 0b001]) == 0b101
        assert planes.negated(0b101) == 0b010
        assert (planes.all_of([]), planes.any_of([])) == (0b111, 0)

    def test_nobody(self) -> None:
        """Without presentations everything is empty, and what is true is so of nobody."""
        planes = Planes([])
        assert planes.true == planes.negated(planes.false) == 0
        assert truths_of(Present("squeak"), planes) == Truths(0, 0)


@laws
@given(st.sets(st.integers(0, 300)))
def test_positions_are_the_bits_that_are_set(places: set[int]) -> None:
    """From the first to the last, however many there are."""
    found: Sequence[int] = list(positions(sum(1 << place for place in places)))
    assert found == sorted(places)
