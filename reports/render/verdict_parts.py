"""The parts of the gate's verdict, each of which can be drawn in more lines or in fewer."""

from collections.abc import Container, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain, repeat
from typing import Final

from evaluation.gate.verdict import Check, GateReport, Group
from reports.render.harm import asked_for
from reports.render.one_screen import Block, fixed
from reports.render.text import Screen, count

# Items of the worst checks that stand before the numbers of others, the first that have room: a
# patient says more than a rate.
_NAMED: Final = ((3, 1, 1), (3, 1), (3,), (2,), (1,), ())
_MOST_LINES = 3  # for one item, note or check, however long it is


@dataclass(frozen=True, slots=True)
class Parts:
    """The parts of one verdict, for one screen."""

    report: GateReport
    screen: Screen
    every_item: bool

    def top(self, words: str, sides: str, colour: str) -> list[str]:
        """The verdict, of what against what."""
        return self._marked(sides, words, "bold", colour)

    def failing(self, checks: Sequence[Check], room: int | None) -> list[Block]:
        """Each check with what fails it; where not all have room, the last ones by their titles.

        Items that stand above already are only counted.
        """
        blocks = self._all_failing(checks, room, _MOST_LINES)
        if room is None or _least_with(blocks, _NAMED[0]) <= room:
            return blocks
        blocks = self._all_failing(checks, room, 1)
        most = max(1, room // 2)  # a patient who is named says more than many titles
        ends = [*(self._titles(checks[kept:], most) for kept in range(len(checks))), []]
        for named in _NAMED:
            for kept in range(len(checks), min(len(named), len(checks)) - 1, -1):
                if len(ends[kept]) + _least_with(blocks[:kept], named) <= room:
                    return [*blocks[:kept], *([fixed(ends[kept])] if ends[kept] else [])]
        return [fixed(ends[0])]

    def _all_failing(self, checks: Sequence[Check], room: int | None, most: int) -> list[Block]:
        above: set[str] = set()
        blocks: list[Block] = []
        for check in checks:
            blocks.append(self._failed(check, above, room, most))
            above.update(check.items)
        return blocks

    def holding(self) -> Block:
        """The checks that hold: those that people look for, and how many others there are."""
        holding = [check for check in self.report.checks if check.holds]
        named = holding if self.every_item else asked_for(holding)
        entries = [self._marked(_said(check), "ok", "green") for check in named]
        of_all = f"of {count(len(self.report.checks), 'check')}"

        def draw(shown: int) -> list[str]:
            others = len(holding) - shown
            of_them = f"more {'check' if others == 1 else 'checks'}" if shown else of_all
            told = f"{others} {of_them} {'holds' if others == 1 else 'hold'} ({_by_all(others)})"
            tail = self._marked(told, "ok", "green") if others else []
            return [*chain.from_iterable(entries[:shown]), *tail]

        return Block(draw=draw, entries=len(entries))

    def listed(self, texts: Sequence[str], mark: str) -> Block:
        """Texts that each begin with the same mark."""
        entries = [self._marked(text, mark, "bold") for text in texts]

        def draw(shown: int) -> list[str]:
            others = len(entries) - shown
            told = f"{others} {'more' if shown else 'not shown'} ({_by_all(others)})"
            last = texts[-1] if others == 1 else told  # one is sooner cut to a line than counted
            tail = self._marked(last, mark, "bold", most=1) if others else []
            return [*chain.from_iterable(entries[:shown]), *tail]

        return Block(draw=draw, entries=len(entries))

    def _failed(self, check: Check, above: Container[str], room: int | None, most: int) -> Block:
        """A check with its items; without any it says in one line how many there are."""
        fresh = [item for item in check.items if item not in above]
        repeated = len(check.items) - len(fresh)
        likely = fresh if room is None else fresh[: max(room, 0)]  # no more can have a line
        limit = None if self.every_item else most
        entries = [self.screen.entry(item, "  - ", "    ", most=limit) for item in likely]

        @cache  # asked for again and again while room is looked for
        def draw(shown: int) -> list[str]:
            others = len(fresh) - shown
            if not shown:
                return self._failed_alone(check, others, repeated)
            if others == 1 and not repeated:  # it is sooner cut to a line than counted
                last = self.screen.entry(fresh[-1], "  - ", most=1)
                return [*self._head(check), *chain.from_iterable(entries[:shown]), *last]
            parts = [f"{others} more ({_by_all(others)})"] if others else []
            parts += [f"{repeated} of those above"] if repeated else []
            tail = [f"  - and {', and '.join(parts)}"] if parts else []
            return [*self._head(check), *chain.from_iterable(entries[:shown]), *tail]

        return Block(draw=draw, entries=len(entries), is_slim=not entries)

    def _head(self, check: Check, more: str = "") -> list[str]:
        word = "not measured" if check.group is Group.MEASURED else "FAILED"
        return self._marked(f"{_said(check)}{more}", word, "bold", "red")

    def _failed_alone(self, check: Check, others: int, repeated: int) -> list[str]:
        """The check without any item; their count stands behind it, unless that would be cut."""
        counts = ((others, "not shown"), (repeated, "of those above"))
        told = ", ".join(f"{n} {how}" for n, how in counts if n)
        head = self._head(check)
        if not told:
            return head
        if len(head) < _MOST_LINES or self.every_item:
            return self._head(check, f"; {told}")
        return [*head, f"  - {told}"]

    def _titles(self, checks: Sequence[Check], most: int) -> list[str]:
        titles = "; ".join(check.title for check in checks)
        told = f"{len(checks)} more ({_by_all(len(checks))}): {titles}"
        return self._marked(told, "FAILED", "bold", "red", most=most)

    def _marked(self, text: str, mark: str, *styles: str, most: int = _MOST_LINES) -> list[str]:
        """A text behind a mark that is painted."""
        limit = None if self.every_item else most
        first, *rest = self.screen.entry(text, f"{mark}  ", most=limit) or [mark]
        return [self.screen.paint(mark, *styles) + first[len(mark) :], *rest]


def _least_with(blocks: Sequence[Block], entries: Sequence[int]) -> int:
    """The lines that blocks take at least with so many entries of the first ones."""
    shown = chain(entries, repeat(0))
    return sum(
        len(block.draw(min(n, block.entries))) for block, n in zip(blocks, shown, strict=False)
    )


def _said(check: Check) -> str:
    waived = f"; {len(check.waived)} waived" if check.waived else ""
    return f"{check.title}: {check.numbers}{waived}"


def _by_all(n: int) -> str:
    return f"--all shows {'it' if n == 1 else 'them'}"
