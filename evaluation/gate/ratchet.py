"""The ratchet: nothing may newly fail, and nothing that could show it may go.

It counts single vignettes and is no statistic: with an exact McNemar test it takes six newly
missed red flags to reach p < 0.05. Fixes elsewhere never pay for a newly failing vignette.
"""

from collections.abc import Iterator, Sequence
from typing import Final

from evaluation.comparison import LOWERED, NO_ANSWER, Endpoint, under_gold
from evaluation.describe import given_words, reasons
from evaluation.gate.input import GateInput
from evaluation.gate.verdict import Check, Group


def ratchet_checks(gate: GateInput) -> tuple[Check, ...]:
    """One check for each endpoint of the policy, and one for new vignettes."""
    return (
        *([_unanswered(gate)] if NO_ANSWER in gate.policy.ratchet else []),
        *(_ratchet(gate, endpoint) for endpoint in gate.endpoints),
        *([_lowered(gate)] if LOWERED in gate.policy.ratchet else []),
        _new_vignettes(gate),
    )


def _unanswered(gate: GateInput) -> Check:
    """No answer is no fix, whatever was wrong with the one before."""
    names = sorted(o.vignette for o in gate.candidate.outcomes if not o.is_ok)
    failing, waived = gate.split(NO_ANSWER, names)
    return Check(
        name="unanswered",
        group=Group.RATCHET,
        title="Vignettes without an answer",
        holds=not failing,
        numbers=f"{len(names) or 'none'}",
        items=(*_why(gate, failing), *gate.described(failing)),
        waived=tuple(waived),
        waivable=tuple((NO_ANSWER, name) for name in failing),
    )


def _why(gate: GateInput, names: Sequence[str]) -> Iterator[str]:
    """The reasons of many in a few lines; of a few each says its own."""
    if len(names) > _FEW:
        by_id = gate.candidate.by_id
        for reason, n in reasons(by_id[name] for name in names)[:_FEW]:
            yield f"{n} of them: {reason}"


_FEW: Final = 5


def _ratchet(gate: GateInput, endpoint: Endpoint) -> Check:
    """No comparable vignette may newly fail; a relabelled one may not under either gold."""
    found = gate.comparison.endpoint(endpoint.name)
    edited = relabelled(gate, endpoint)
    worse = found.worsened if found else ()
    newly = [*(found.newly_failing if found else ()), *worse, *edited]
    failing, waived = gate.split(endpoint.name, newly)
    fixed = len(found.newly_fixed) if found else 0
    still = len(found.still_failing) - len(worse) if found else 0
    counts = [f"{len(worse)} of them worse than before"] if worse else []
    counts += [f"{fixed} fixed", f"{still} still"]
    return Check(
        name=f"new_{endpoint.name}",
        group=Group.RATCHET,
        title=f"New {endpoint.title}",
        holds=not failing,
        numbers=f"{len(newly) or 'none'} ({', '.join(counts)})",
        items=(
            *gate.described(name for name in failing if name not in edited and name not in worse),
            *(_worse(gate, name) for name in failing if name in worse),
            *(edited[name] for name in failing if name in edited),
        ),
        waived=tuple(waived),
        waivable=tuple((endpoint.name, name) for name in failing),
    )


def _worse(gate: GateInput, name: str) -> str:
    """A vignette that failed before, and fails more now."""
    pair, ids = gate.comparison.pairs[name], gate.scale.ids
    return f"{name}: {gate.told(pair.candidate)}; was {given_words(pair.baseline, ids)}"


def _lowered(gate: GateInput) -> Check:
    """Less urgent than accepted, also where the gold would allow it: somebody should agree.

    What an endpoint of the policy names already is left to it.
    """
    comparison, ids = gate.comparison, gate.scale.ids
    named = {
        name
        for endpoint in gate.endpoints
        if (found := comparison.endpoint(endpoint.name))
        for name in (*found.newly_failing, *found.worsened)
    }
    lowered = [name for name in comparison.comparable if comparison.pairs[name].is_lowered]
    names = [name for name in lowered if name not in named]
    failing, waived = gate.split(LOWERED, names)
    pairs = [comparison.pairs[name] for name in failing]
    return Check(
        name="lowered",
        group=Group.RATCHET,
        title="Other vignettes less urgent than accepted",
        holds=not failing,
        numbers=f"{len(names) or 'none'}",
        items=tuple(
            f"{pair.vignette}: was {given_words(pair.baseline, ids)}, "
            f"is {given_words(pair.candidate, ids)}"
            for pair in pairs
        ),
        waived=tuple(waived),
        waivable=tuple((LOWERED, name) for name in failing),
    )


def relabelled(gate: GateInput, endpoint: Endpoint) -> dict[str, str]:
    """Vignettes with an edited gold that newly fail under the old or the new one, in words."""
    comparison = gate.comparison
    found: dict[str, str] = {}
    for name in comparison.gold_edited:
        if name in comparison.input_edited:
            continue
        pair = comparison.pairs[name]
        golds = {"its accepted": pair.baseline.expected, "its new": pair.candidate.expected}
        for which, gold in golds.items():
            before, after = under_gold([pair.baseline, pair.candidate], {name: gold})
            if endpoint.is_newly_failed(before, after):
                words = gate.told(after)
                found.setdefault(name, f"{name}, relabelled; under {which} gold: {words}")
    return found


def _new_vignettes(gate: GateInput) -> Check:
    """A vignette that is new, or whose input was edited, may not fail an endpoint at once."""
    names = sorted({*gate.comparison.only_in_candidate, *gate.comparison.input_edited})
    by_id = gate.candidate.by_id
    failing: list[str] = []
    waived: list[str] = []
    waivable: list[tuple[str, str]] = []
    for endpoint in gate.endpoints:
        bad, let_pass = gate.split(
            endpoint.name, [name for name in names if endpoint.is_failed_by(by_id[name])]
        )
        waivable += [(endpoint.name, name) for name in bad]
        failing += [f"{text} ({endpoint.title})" for text in gate.described(bad)]
        waived += let_pass
    return Check(
        name="new_vignettes",
        group=Group.RATCHET,
        title="New vignettes that fail",
        holds=not failing,
        numbers=f"{len(failing) or 'none'} of {len(names)} new or with edited input",
        items=tuple(failing),
        waived=tuple(waived),
        waivable=tuple(waivable),
    )
