"""Blocks of lines that have to fit a screen: what matters most is shown, the rest is counted."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import chain


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Lines that belong together.

    ``draw`` gives them with so many entries, at most ``entries``; the others are counted in them.
    A block that ``stands_apart`` has empty lines around it even where lines are scarce; between two
    of which each ``is_slim`` there is none.
    """

    draw: Callable[[int], list[str]]
    entries: int = 0
    stands_apart: bool = False
    is_slim: bool = False


def fixed(lines: Sequence[str], *, stands_apart: bool = False) -> Block:
    """A block that is always shown as it is."""
    return Block(draw=lambda _: list(lines), stands_apart=stands_apart)


def fit(
    blocks: Sequence[Block], wishes: Iterable[Block], room: int | None, essential: int = 0
) -> list[str]:
    """The blocks in as many lines as there is room for, an empty line between any two.

    Each wish is for one entry more of a block, and met where it fits. Where the ``essential`` first
    ones do not all fit, only blocks that stand apart have empty lines around them. A block without
    any entry is there in any case. With no limit to the room everything is shown.

    >>> draw = lambda shown: ["abc"[:shown], f"and {3 - shown} more"]
    >>> block = Block(draw=draw, entries=3)
    >>> fit([fixed(["title"]), block], [block] * 2, 4, 1)
    ['title', '', 'ab', 'and 1 more']
    """
    if room is None:
        return _joined([block.draw(block.entries) for block in blocks], blocks, is_airy=True)
    asked = tuple(wishes)
    is_airy = _granted(blocks, asked[:essential], room, is_airy=True).is_all
    drawn = _granted(blocks, asked, room, is_airy=is_airy).drawn
    return _joined(drawn, blocks, is_airy=is_airy)


def least(blocks: Sequence[Block]) -> int:
    """The lines that blocks take without any entry, and close together."""
    return len(_joined([block.draw(0) for block in blocks], blocks, is_airy=False))


@dataclass(frozen=True, slots=True)
class _Granted:
    """The blocks as drawn with what was granted, and whether that is all that was asked for."""

    drawn: list[list[str]]
    is_all: bool


def _granted(
    blocks: Sequence[Block], wishes: Iterable[Block], room: int, *, is_airy: bool
) -> _Granted:
    places = {id(block): place for place, block in enumerate(blocks)}
    shown = [0] * len(blocks)
    drawn = [block.draw(0) for block in blocks]
    taken = len(_joined(drawn, blocks, is_airy=is_airy))
    is_all = taken <= room
    for block in wishes:
        place = places[id(block)]
        if shown[place] == block.entries:
            continue
        more = block.draw(shown[place] + 1)
        grown = taken - len(drawn[place]) + len(more)
        if grown <= room:
            shown[place] += 1
            drawn[place], taken = more, grown
        else:
            is_all = False
    return _Granted(drawn, is_all)


def _joined(drawn: Sequence[list[str]], blocks: Sequence[Block], *, is_airy: bool) -> list[str]:
    lines: list[str] = []
    for place, (part, block) in enumerate(zip(drawn, blocks, strict=True)):
        if place and _are_apart(blocks[place - 1], block, is_airy=is_airy):
            lines.append("")
        lines += part
    return lines


def _are_apart(above: Block, below: Block, *, is_airy: bool) -> bool:
    are_slim = above.is_slim and below.is_slim
    return above.stands_apart or below.stands_apart or (is_airy and not are_slim)


def in_turns(blocks: Iterable[Block], most: int | None = None) -> list[Block]:
    """Wishes for so many entries of each block, or for all: those of the first block first."""
    return list(
        chain.from_iterable(
            [block] * (block.entries if most is None else min(most, block.entries))
            for block in blocks
        )
    )
