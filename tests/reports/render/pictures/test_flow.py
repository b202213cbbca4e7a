"""From which disposition to which."""

import pytest
from hypothesis import given

from reports.render.pictures.flow import Flow, Move, draw_flow
from tests.reports.render.pictures.drawn import is_hatched, seen, shown, tags, told
from tests.reports.render.pictures.made import flow_of, flows

LEVELS = ("(no answer)", "Routine", "Urgent")
STAYS = Move(before=2, after=2, n=5_990)
FALLS = Move(before=2, after=1, n=1, worse=True)
RISES = Move(before=1, after=2, n=3)
LOST = Move(before=1, after=0, n=2, worse=True)


def draw(*moves: Move) -> str:
    """The picture of some moves."""
    return draw_flow(flow_of(LEVELS, moves), "p")


@given(flows())
def test_every_number_is_written(flow: Flow) -> None:
    """The counts of both sides, and how many make each move."""
    texts = seen(draw_flow(flow, "p"))
    if flow.moves:
        numbers = [*flow.before, *flow.after, *(move.n for move in flow.moves)]
        assert {f"{number:,}" for number in numbers} <= set(texts)


@given(flows())
def test_what_becomes_less_urgent_is_hatched_and_nothing_else_is(flow: Flow) -> None:
    """The hatch is there exactly when there is such a move."""
    assert is_hatched(draw_flow(flow, "p")) == any(move.worse for move in flow.moves)


def test_a_single_patient_of_thousands_is_seen() -> None:
    """The thinnest band keeps a thickness, and its number."""
    svg = draw(STAYS, FALLS)
    (group,) = [e for e in tags(svg, "g") if e.get("fill") == "url(#p-hatch)"]
    (band,) = list(group)
    start, end = _ends(band.attrib["d"])
    assert end - start >= 2.4
    assert "1" in seen(svg)


def _ends(d: str) -> tuple[float, float]:
    """Where a band begins and ends on its left side."""
    first = d.removeprefix("M").split("C")[0].split()
    last = d.removesuffix("Z").split("C")[-1].split()
    return float(first[1]), float(last[-1])


def test_bands_are_as_thick_as_they_are_many() -> None:
    """Three times as many are three times as thick."""
    svg = draw(Move(before=2, after=2, n=300), Move(before=1, after=1, n=100))
    (path,) = [e for e in tags(svg, "path") if e.get("fill-opacity") == "0.25"][:1]
    thick = [end - start for start, end in map(_ends, path.attrib["d"].split("M")[1:])]
    assert thick == [pytest.approx(180, abs=0.2), pytest.approx(60, abs=0.2)]


def test_the_most_urgent_is_at_the_top() -> None:
    """On both sides, whatever the order of the moves."""
    svg = draw(RISES, STAYS, LOST, FALLS)
    names = [e for e in tags(svg, "text") if shown(e) in LEVELS]
    assert [shown(e) for e in names] == [*reversed(LEVELS)] * 2
    for side in (names[:3], names[3:]):
        heights = [float(e.attrib["y"]) for e in side]
        assert heights == sorted(heights)


def test_the_order_of_moves_changes_nothing() -> None:
    """A set of moves gives one picture."""
    assert draw(RISES, STAYS, LOST, FALLS) == draw(FALLS, LOST, STAYS, RISES)


@pytest.mark.parametrize(
    ("moves", "legend"),
    [
        ((STAYS,), ["unchanged"]),
        ((RISES,), ["changed, but not less urgent"]),
        ((FALLS,), ["less urgent, or no answer"]),
        (
            (STAYS, RISES, FALLS),
            ["less urgent, or no answer", "changed, but not less urgent", "unchanged"],
        ),
    ],
)
def test_the_legend_explains_what_is_drawn_and_nothing_else(
    moves: tuple[Move, ...], legend: list[str]
) -> None:
    """Each kind of band has its sign."""
    assert seen(draw(*moves))[-len(legend) :] == legend
    assert "unchanged" not in seen(draw(FALLS))


def test_it_is_told_in_words() -> None:
    """How many change, then each change, the less urgent first."""
    assert told(draw(RISES, STAYS, LOST, FALLS)) == (
        "From Title to Candidate, of 5,996: 3 less urgent, or no answer, 3 changed, but not less "
        "urgent, 5,990 unchanged. Routine to (no answer): 2; Urgent to Routine: 1; Routine to "
        "Urgent: 3."
    )


def test_nobody_gives_a_line() -> None:
    """Nothing to show is said, with levels and without."""
    for levels in ((), LEVELS):
        assert seen(draw_flow(flow_of(levels, ()), "p")) == ["Title", "No vignettes."]


@pytest.mark.parametrize(
    ("moves", "said"),
    [
        ((Move(before=0, after=0, n=1),), "add up to"),
        ((Move(before=0, after=0, n=1), Move(before=0, after=0, n=1)), "there once"),
        ((Move(before=0, after=2, n=2),), "no level at 2"),
        ((Move(before=-1, after=0, n=2),), "no level at -1"),
    ],
)
def test_moves_that_do_not_fit_are_refused(moves: tuple[Move, ...], said: str) -> None:
    """A flow that exists adds up."""
    with pytest.raises(ValueError, match=said):
        Flow(levels=("a", "b"), before=(2, 0), after=(2, 0), moves=moves)


def test_moves_that_nobody_makes_or_that_are_worse_than_themselves_are_refused() -> None:
    """A move is made by somebody, and staying is not worse."""
    with pytest.raises(ValueError, match="1 or more"):
        Move(before=0, after=1, n=0)
    with pytest.raises(ValueError, match="is not worse"):
        Move(before=1, after=1, n=1, worse=True)


def test_a_usual_picture_is_small() -> None:
    """Five levels and ten changes are below six kilobytes."""
    stays = [Move(before=i, after=i, n=50) for i in range(5)]
    falls = [Move(before=i, after=j, n=2, worse=True) for i in range(5) for j in range(i)]
    flow = flow_of(("(no answer)", "Self-care", "Routine", "Urgent", "Emergency"), (*stays, *falls))
    assert len(draw_flow(flow, "flow")) < 6_000
