"""Where the bands of a flow begin and end."""

from dataclasses import dataclass
from typing import Final

from reports.render.pictures.flow_values import Flow, Move

_TALL: Final = 240.0  # units for all bands together, if none is too thin
_THINNEST: Final = 2.5  # units of a single patient among thousands
_SLOT: Final = 15.0  # units for a band with its number
_LEAST: Final = 20.0  # units for a level that nobody has
_BETWEEN: Final = 16.0  # units from level to level


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """One level on one side, from ``top`` on, with the number of those who have it."""

    level: int
    count: int
    top: float
    height: float

    @property
    def middle(self) -> float:
        """The height of its label."""
        return self.top + self.height / 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Band:
    """One move, with the middle of its ends on both sides and how thick it is."""

    move: Move
    left: float
    right: float
    thick: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Places:
    """Everything of a flow in its place; ``bottom`` is below all of it."""

    left: tuple[Node, ...]
    right: tuple[Node, ...]
    bands: tuple[Band, ...]
    bottom: float


def place_flow(flow: Flow, top: float) -> Places:
    """The most urgent level first, on both sides, from ``top`` on.

    The thickness of a band is in proportion to its number, but a single patient is always seen.
    Each band has room for its number at both ends, however thin it is.
    """
    total = sum(flow.before)
    thick = {move: max(_TALL * move.n / total, _THINNEST) for move in flow.moves}
    left, starts = _side(flow, top, thick, is_left=True)
    right, ends = _side(flow, top, thick, is_left=False)
    bands = [
        Band(move=move, left=starts[move], right=ends[move], thick=thick[move])
        for move in sorted(flow.moves, key=lambda move: (-move.before, -move.after))
    ]
    bottom = max(node.top + node.height for node in (*left, *right))
    return Places(left=left, right=right, bands=tuple(bands), bottom=bottom)


def _side(
    flow: Flow, top: float, thick: dict[Move, float], *, is_left: bool
) -> tuple[tuple[Node, ...], dict[Move, float]]:
    """The levels of one side, and the middle of each move's end there."""
    nodes: list[Node] = []
    middles: dict[Move, float] = {}
    for level in reversed(range(len(flow.levels))):
        here = [m for m in flow.moves if (m.before if is_left else m.after) == level]
        end = top
        for move in sorted(here, key=lambda m: -(m.after if is_left else m.before)):
            slot = max(thick[move], _SLOT)
            middles[move] = end + slot / 2
            end += slot
        end = max(end, top + _LEAST)
        count = (flow.before if is_left else flow.after)[level]
        nodes.append(Node(level=level, count=count, top=top, height=end - top))
        top = end + _BETWEEN
    return tuple(nodes), middles
