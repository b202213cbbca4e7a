"""Drafts of waivers, as text for a waivers file."""

from collections.abc import Sequence
from datetime import timedelta
from json import dumps

from evaluation.gate.drafts import Draft
from evaluation.gate.input import GateInput
from reports.render.text import plain
from triage.loading.fields import FILL_IN


def render_drafts(drafts: Sequence[Draft], gate: GateInput, unhelped: Sequence[str] = ()) -> str:
    """A waivers file with gaps where a person has to say why; an empty list without any draft.

    The last day is the latest that the policy allows. ``unhelped`` are failing checks that no
    waiver lets pass.
    """
    expires = gate.today + timedelta(days=gate.policy.waivers.longest_days)
    lines = [f"# No waiver helps: {plain(title)}" for title in unhelped]
    lines += ["waivers:"] if drafts else ["waivers: []"]
    for draft in drafts:
        lines += [
            f"  # {plain(draft.about)}",
            f"  - covers: {draft.covers}",
            f"    of: {dumps(draft.of, ensure_ascii=False)}",
            f'    difference: "{draft.difference}"',
            f"    reason: {FILL_IN}",
            f"    approver: {FILL_IN}",
            f"    approved: {gate.today}",
            f"    expires: {expires}",
        ]
    return "\n".join(lines)
