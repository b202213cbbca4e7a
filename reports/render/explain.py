"""What the gate checks and why, for reading."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final

from evaluation.gate.explain import Explained
from evaluation.gate.verdict import Group
from reports.render.text import Screen


def render_explained(
    title: str, explained: Sequence[Explained], inputs: Sequence[str], screen: Screen
) -> str:
    """A policy by its title, what it is applied to, and every check below its group.

    Checks in a row that are made for the same reason share it.
    """
    lines = [screen.paint(title, "bold")]
    for text in inputs:
        lines += screen.wrap(text)
    for group, checks in groupby(explained, key=lambda each: each.group):
        lines += ["", *(screen.paint(line, "bold") for line in screen.wrap(_HEADINGS[group]))]
        for why, same in groupby(checks, key=lambda each: each.why):
            lines += [line for each in same for line in screen.wrap(each.asks, "  - ")]
            lines += screen.wrap(f"Why: {why}", "    ")
    return "\n".join(lines)


_HEADINGS: Final = {
    Group.MEASURED: "Measured: without these there is no verdict",
    Group.RATCHET: "Ratchet: nothing gets worse, and nothing that could show it goes",
    Group.LIMITS: "Limits on the candidate's own numbers",
    Group.EVIDENCE: "Evidence: how much the library can show",
    Group.WAIVERS: "Waivers",
}
