"""Every rule as a tree of its condition, with what vignettes show of each node."""

from collections.abc import Iterator
from typing import Final

from evaluation.analysis.coverage.model import (
    Coverage,
    Independence,
    NodeCoverage,
    RuleCoverage,
    Shown,
)
from evaluation.analysis.in_words import patient_words
from reports.render.coverage_words import node_words, pair_words, why_words
from reports.render.text import Screen
from triage.truth import Truth


class RuleTrees:
    """The rules of a coverage on a screen."""

    def __init__(self, coverage: Coverage, screen: Screen) -> None:
        self._coverage = coverage
        self._screen = screen
        self._words = coverage.ruleset.vocabulary
        self._wide = max(_NARROWEST, len(str(coverage.vignettes)))

    def lines(self) -> Iterator[str]:
        """A heading that says how to read them, and the rules in the order of their file."""
        yield self._screen.paint("Every rule, with its conditions", "bold")
        yield from self._screen.wrap(_HOW_TO_READ, "  ")
        for found in self._coverage.rules:
            yield ""
            yield from self._rule(found)

    def _rule(self, found: RuleCoverage) -> Iterator[str]:
        rule = found.rule
        title = f"{rule.title} -> {rule.disposition.id} (rule {rule.id})"
        yield from self._screen.wrap(title, "  ", "    ")
        if found.fires is not Shown.SEEN:
            yield from self._marked(_NEVER, self._who_would(found), "    ")
        for node in found.nodes:
            yield from self._node(node, found)

    def _who_would(self, found: RuleCoverage) -> str:
        if found.patient is None:
            return "; impossible, no patient can make it fire"
        who = patient_words(found.patient, self._words, most=None)
        return f"; smallest patient for whom it would: {who}"

    def _node(self, node: NodeCoverage, found: RuleCoverage) -> Iterator[str]:
        columns = "".join(f"  {node.seen.of(truth):>{self._wide}}" for truth in _ORDER)
        margin = " " * len(columns) + "  " + "  " * len(node.place)
        words = node_words(node.condition, self._words)
        first, *rest = self._screen.wrap(words, margin, f"{margin}  ")
        yield columns + first[len(columns) :]
        yield from rest
        if node.independence:
            yield from self._notes(node, node.independence, found, f"{margin}  ")

    def _notes(
        self, node: NodeCoverage, independence: Independence, found: RuleCoverage, margin: str
    ) -> Iterator[str]:
        for truth in _ORDER:
            if node.shown(truth) is Shown.MISSING:
                yield from self._marked(f"NEVER {_NAMES[truth]}", "", margin)
            elif node.shown(truth) is Shown.IMPOSSIBLE:
                yield from self._screen.wrap(f"cannot be {_NAMES[truth]}", margin)
        if independence.shown is Shown.SEEN:
            pair = " / ".join(independence.vignettes)
            yield from self._screen.wrap(f"alone: {pair}{_whose(independence)}", margin)
        elif independence.shown is Shown.MISSING:
            yield from self._missing(independence, margin)
        else:
            yield from self._screen.wrap(f"alone: impossible, {self._why(node, found)}", margin)

    def _missing(self, independence: Independence, margin: str) -> Iterator[str]:
        first, second = independence.patients
        pair = pair_words(first, second, self._words)
        would = f"; smallest two who would show it: {pair}{_whose(independence)}"
        yield from self._marked("alone: MISSING", would, margin)

    def _why(self, node: NodeCoverage, found: RuleCoverage) -> str:
        assert node.independence is not None  # noqa: S101 - asked of leaves only
        named = {other.place: node_words(other.condition, self._words) for other, _ in found.leaves}
        coupled = [named[place] for place in node.independence.coupled]
        return why_words(named[node.place], node.independence, coupled)

    def _marked(self, mark: str, rest: str, margin: str) -> Iterator[str]:
        """A text that begins with a mark, which is painted."""
        first, *others = self._screen.wrap(f"{mark}{rest}", margin)
        end = len(margin) + len(mark)
        yield margin + self._screen.paint(first[len(margin) : end], "magenta") + first[end:]
        yield from others


def _whose(independence: Independence) -> str:
    """A remark where it is the second patient who meets the rule."""
    return "" if independence.is_met_with_leaf else " (who meets the rule)"


_NARROWEST: Final = 3  # columns of a count, so that small libraries are no tighter
_ORDER: Final = (Truth.MET, Truth.NOT_MET, Truth.UNDECIDED)
_NAMES: Final = {Truth.MET: "met", Truth.NOT_MET: "not met", Truth.UNDECIDED: "undecided"}
_NEVER: Final = "NEVER FIRES"
_HOW_TO_READ: Final = (
    "Before each condition: in how many vignettes it is met, not met, undecided. Below it, after "
    '"alone": two who show that it alone turns the rule. In the first it is met, and the rule too; '
    "in the second neither; whatever else the rule asks is the same in both."
)
