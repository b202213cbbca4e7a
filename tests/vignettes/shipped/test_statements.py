"""Every floor and ceiling has its vignettes, and no gold contradicts one."""

import pytest

from triage.dispositions import Disposition
from triage.invariants import Bound, Invariant, InvariantSet
from triage.repository import load_invariants, load_ruleset
from triage.rules import RuleSet
from triage.truth import Truth
from vignettes.library import Library
from vignettes.vignette import Kind, Vignette

FLOORS = [f"F{number:02}" for number in range(1, 22)]
CEILINGS = [f"C{number:02}" for number in range(1, 6)]
OPEN = "F22"  # the floor that holds while a red flag is open


def of(statement: str, library: Library) -> list[Vignette]:
    """The vignettes whose id begins with a statement."""
    return [vignette for vignette in library if vignette.id.startswith(f"{statement}-")]


def truth(statement: Invariant, vignette: Vignette) -> Truth:
    """Whether a vignette satisfies the condition of a statement."""
    return statement.condition.truth(vignette.presentation)


def test_the_statements_of_the_reading_are_floors_and_ceilings(
    invariants: InvariantSet,
) -> None:
    """F01 to F22 are floors, C01 to C05 ceilings; the project may add others of its own."""
    bounds = {name: found.bound for name, found in invariants.invariants.items()}
    expected = dict.fromkeys([*FLOORS, OPEN], Bound.FLOOR) | dict.fromkeys(CEILINGS, Bound.CEILING)
    assert bounds.items() >= expected.items()


@pytest.mark.parametrize("name", FLOORS)
def test_every_floor_has_a_vignette_that_it_binds(
    shipped: Library, invariants: InvariantSet, name: str
) -> None:
    """At least one vignette satisfies the condition, and its gold keeps the floor."""
    floor = invariants.invariants[name]
    positive = [v for v in of(name, shipped) if truth(floor, v) is Truth.MET]
    assert positive
    assert all(vignette.gold.floor >= floor.disposition for vignette in positive)


@pytest.mark.parametrize("name", FLOORS)
def test_every_floor_has_a_near_miss(shipped: Library, invariants: InvariantSet, name: str) -> None:
    """At least one vignette comes close without satisfying it, and its gold may be lower."""
    floor = invariants.invariants[name]
    near = [
        v
        for v in of(name, shipped)
        if v.kind is Kind.NEAR_MISS and truth(floor, v) is not Truth.MET
    ]
    assert near
    assert any(vignette.gold.floor < floor.disposition for vignette in near)


def test_the_floor_for_open_red_flags_has_vignettes_in_which_one_is_open(
    shipped: Library, invariants: InvariantSet
) -> None:
    """In each of them a red flag is open, none is known, and self-care is not acceptable."""
    floor = invariants.invariants[OPEN]
    found = of(OPEN, shipped)
    assert found
    for vignette in found:
        assert truth(floor, vignette) is Truth.UNDECIDED
        assert vignette.not_asked
        assert vignette.gold.red_flags == ()
        assert floor.while_open is not None
        assert vignette.gold.floor >= floor.while_open


def test_the_floor_for_open_red_flags_has_a_twin_in_which_everything_is_asked(
    shipped: Library, invariants: InvariantSet
) -> None:
    """The same findings are present, nothing is left open, and self-care is right."""
    floor = invariants.invariants[OPEN]
    twins = [
        (vignette.id, twin.id)
        for vignette in of(OPEN, shipped)
        for twin in shipped
        if twin.presentation.present == vignette.presentation.present
        and twin.presentation.answers.items() >= vignette.presentation.answers.items()
        and truth(floor, twin) is Truth.NOT_MET
        and twin.gold.preferred < vignette.gold.preferred
    ]
    assert twins


@pytest.mark.parametrize("name", CEILINGS)
def test_every_ceiling_has_two_vignettes_that_it_binds(
    shipped: Library, invariants: InvariantSet, name: str
) -> None:
    """At least two vignettes satisfy the condition, and their gold keeps the ceiling."""
    ceiling = invariants.invariants[name]
    bound = [v for v in of(name, shipped) if truth(ceiling, v) is Truth.MET]
    assert all(vignette.gold.ceiling <= ceiling.disposition for vignette in bound)
    assert len(bound) >= 2, [vignette.id for vignette in bound]


def test_no_gold_allows_less_than_a_floor(shipped: Library, invariants: InvariantSet) -> None:
    """Whatever else is present, every floor whose condition is met holds for the gold."""
    low = [
        (v.id, floor.id)
        for v in shipped
        for floor in invariants.invariants.values()
        if floor.bound is Bound.FLOOR
        and truth(floor, v) is Truth.MET
        and v.gold.floor < floor.disposition
    ]
    assert low == []


def test_no_gold_lacks_the_pathway_of_a_floor(shipped: Library, invariants: InvariantSet) -> None:
    """A floor that demands a kind of evaluation demands it of the gold."""
    lacking = [
        (v.id, floor.id)
        for v in shipped
        for floor in invariants.invariants.values()
        if truth(floor, v) is Truth.MET and not set(floor.pathways) <= set(v.gold.pathways)
    ]
    assert lacking == []


def test_no_gold_allows_self_care_while_a_red_flag_is_open(
    shipped: Library, invariants: InvariantSet
) -> None:
    """Unknown is never absent."""
    careless = [
        (v.id, floor.id)
        for v in shipped
        for floor in invariants.invariants.values()
        if floor.while_open is not None
        and truth(floor, v) is Truth.UNDECIDED
        and v.gold.floor < floor.while_open
    ]
    assert careless == []


def test_no_gold_allows_more_than_a_ceiling(shipped: Library, invariants: InvariantSet) -> None:
    """What the documents call over-triage never counts as right."""
    high = [
        (v.id, ceiling.id)
        for v in shipped
        for ceiling in invariants.invariants.values()
        if ceiling.bound is Bound.CEILING
        and truth(ceiling, v) is Truth.MET
        and v.gold.ceiling > ceiling.disposition
    ]
    assert high == []


def test_the_levels_that_gold_prefers_are_all_there(shipped: Library, knee: RuleSet) -> None:
    """Each disposition is the preferred one of at least five vignettes."""
    preferred = [vignette.gold.preferred for vignette in shipped]
    few: list[Disposition] = [
        level for level in knee.vocabulary.scale if preferred.count(level) < 5
    ]
    assert few == []


def test_the_statements_of_the_newest_rules_are_those_of_their_vocabulary() -> None:
    """The invariants belong to the domain, not to a version of its rules."""
    old, new = load_ruleset("knee@1.0.0"), load_ruleset("knee")
    assert load_invariants(old) == load_invariants(new)
