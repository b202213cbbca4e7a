"""The gate's verdict: one screen, the worst first, with the next command to type."""

from collections.abc import Sequence

from evaluation.gate.verdict import GateReport, Verdict
from reports.render.columns import columns
from reports.render.harm import worst_first
from reports.render.one_screen import fit, fixed, in_turns, least
from reports.render.text import Screen, count, plain
from reports.render.verdict_parts import Parts

_NAMED = 3  # items of the worst check, before any other has one
_FEW = 3  # of what was let pass, before more of what fails is shown
_SOME = 4  # more items of each failing check, before all of the worst one are shown
_COLOURS = {Verdict.PASS: "green", Verdict.FAIL: "red", Verdict.NO_VERDICT: "magenta"}


def headline(report: GateReport) -> str:
    """The verdict in a few words; what somebody lets pass is part of it, however short it is."""
    counted = ((report.waived, "WAIVED"), (report.accepted, "ACCEPTED"))
    passed = " AND ".join(f"{n} {how}" for n, how in counted if n)
    return report.verdict.words + (f" WITH {passed}" if passed else "")


def render_verdict(
    report: GateReport,
    *,
    candidate: str,
    baseline: str,
    n: int,
    notes: Sequence[str],
    next_command: str,
    screen: Screen,
    every_item: bool = False,
) -> str:
    """Failing checks with what fails them, what holds, and what was let pass, on one screen.

    What has no room there is counted. With ``every_item`` all is listed, however much it is, and
    with no height of the screen all that fails.
    """
    is_next = bool(next_command) and report.verdict is not Verdict.PASS
    following = f"Next: {plain(next_command)}" if is_next else ""
    room = (
        None if every_item or screen.height is None else screen.height - _folds(following, screen)
    )
    parts = Parts(report, screen, every_item=every_item)
    sides = f"{candidate} against {baseline}, on {count(n, 'vignette')}"
    top = fixed(parts.top(headline(report), sides, _COLOURS[report.verdict]), stands_apart=True)
    holding, remarks = parts.holding(), parts.listed(notes, "note")
    granted = [
        parts.listed(report.waivers, "waiver"),
        parts.listed(report.acceptances, "accepted"),
    ]
    after = [block for block in (holding, *granted, remarks) if block.draw(0)]
    if is_next:
        after.append(fixed([following], stands_apart=True))
    left = None if room is None else room - least([top, fixed([""]), *after]) + 1
    failing = parts.failing(worst_first(report.failing), left)
    essential = [
        *(in_turns(failing[:1], _NAMED) or in_turns([holding])),
        *in_turns(failing, 1),
        *in_turns([remarks]),
        *in_turns(granted, _FEW),
    ]
    wishes = [
        *essential,
        *in_turns(failing, _SOME),
        *in_turns([holding, *granted]),
        *in_turns(failing),
    ]
    return "\n".join(fit([top, *failing, *after], wishes, room, len(essential)))


def _folds(line: str, screen: Screen) -> int:
    """How many lines more a terminal makes of one that is not broken, so that it can be copied."""
    return max(0, columns(line) - 1) // max(screen.edge, screen.width)
