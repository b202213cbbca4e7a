"""Blocks on one screen: laws of what is shown, and in which order wishes are met."""

from functools import partial

from hypothesis import given
from hypothesis import strategies as st

from reports.render.one_screen import Block, fit, fixed, in_turns, least


def drawn(name: str, entries: int, shown: int) -> list[str]:
    """A head, a line for each entry, and the count of the others."""
    left = entries - shown
    return [name, *[f"{name}{n}" for n in range(shown)], *([f"{left} more"] if left else [])]


def made(name: str, entries: int, *, is_slim: bool = False) -> Block:
    """A block of one letter."""
    return Block(draw=partial(drawn, name, entries), entries=entries, is_slim=is_slim)


def test_wishes_are_met_in_their_order() -> None:
    """One entry of each block, and then more of the first."""
    blocks = [made("a", 5), made("b", 5)]
    wishes = [*in_turns(blocks, 1), *in_turns(blocks)]
    assert fit(blocks, wishes, 9, 2) == [
        "a", "a0", "a1", "a2", "2 more", "", "b", "b0", "4 more",
    ]  # fmt: skip


def test_the_last_entry_takes_the_place_of_the_count() -> None:
    """One more that is counted takes as much room as one that is shown."""
    block = made("a", 2)
    assert fit([block], in_turns([block]), 3) == ["a", "a0", "a1"]


def test_empty_lines_go_before_what_is_essential() -> None:
    """But not those around a block that stands apart."""
    blocks = [fixed(["top"], stands_apart=True), made("a", 1), made("b", 1)]
    wishes = in_turns(blocks)
    assert fit(blocks, wishes, 7, 2) == ["top", "", "a", "a0", "", "b", "b0"]
    assert fit(blocks, wishes, 6, 2) == ["top", "", "a", "a0", "b", "b0"]
    assert fit(blocks, wishes, 7, 0) == ["top", "", "a", "a0", "", "b", "b0"]


def test_empty_lines_go_before_an_entry_that_needs_their_room() -> None:
    """Also where everything would have room without that entry."""
    blocks = [made("a", 2), made("b", 0)]
    wishes = in_turns(blocks, 1)
    assert fit(blocks, wishes, 4, 1) == ["a", "a0", "1 more", "b"]
    assert fit(blocks, wishes, 4, 0) == ["a", "2 more", "", "b"]


def test_slim_blocks_stand_close_together() -> None:
    """An empty line between two single lines parts nothing."""
    blocks = [made("a", 0, is_slim=True), made("b", 0, is_slim=True), made("c", 1)]
    assert fit(blocks, [], None) == ["a", "b", "", "c", "c0"]


def test_without_a_limit_everything_is_shown() -> None:
    """Whatever was wished for."""
    assert fit([made("a", 3)], [], None) == ["a", "a0", "a1", "a2"]


def test_nothing_takes_no_line() -> None:
    """No block, no line."""
    assert fit([], [], 10) == []
    assert least([]) == 0


@given(st.lists(st.integers(0, 9), min_size=1, max_size=6), st.integers(0, 60))
def test_there_are_no_more_lines_than_there_is_room(sizes: list[int], more: int) -> None:
    """Where what is shown in any case has room, so has the whole."""
    blocks = [made(chr(ord("a") + place), size) for place, size in enumerate(sizes)]
    room = least(blocks) + more
    lines = fit(blocks, in_turns(blocks), room)
    assert len(lines) <= room
    shown = sum(len(line) == 2 for line in lines)
    counted = sum(int(line.split(" ")[0]) for line in lines if " more" in line)
    assert shown + counted == sum(sizes)
