"""Two runs side by side: what got worse, what got better, and what cannot be compared.

Vignettes are joined by id and by the hashes of their parts, as an outer join. Only those whose
input and gold are the same on both sides are *comparable*. A changed gold is never an improvement:
it is a stratum of its own, and both versions can be scored under both golds.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Final

from evaluation.outcomes import Expected, Outcome
from evaluation.runs.record import Run
from evaluation.statistics.paired import PairedCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """One vignette on both sides."""

    baseline: Outcome
    candidate: Outcome

    @property
    def vignette(self) -> str:
        """The id, the same on both sides."""
        return self.candidate.vignette

    @property
    def family(self) -> str:
        """The family, as the candidate's library has it."""
        return self.candidate.family

    @property
    def is_lowered(self) -> bool:
        """Whether the answer is less urgent than it was, unless that only mends over-triage."""
        if not self.candidate.is_ok or self.candidate.given >= self.baseline.given:
            return False
        is_high_enough = self.candidate.given >= self.candidate.expected.floor
        return not (self.baseline.is_over_triaged and is_high_enough)

    def is_changed(self, *, reports_red_flags: bool = True) -> bool:
        """Whether the answer differs; red flags say nothing where one side never reports any."""
        sides = [side.result for side in (self.baseline, self.candidate)]
        if not reports_red_flags:
            sides = [replace(result, red_flags=frozenset()) for result in sides]
        return sides[0].answer != sides[1].answer


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoint:
    """A way to fail that both sides are judged by: ``applies`` to an outcome, and ``fails`` it.

    ``worsens`` tells whether of two outcomes that fail the second does so more than the first.
    """

    name: str
    title: str
    applies: Callable[[Outcome], bool]
    fails: Callable[[Outcome], bool]
    worsens: Callable[[Outcome, Outcome], bool]
    needs_red_flags: bool = False

    def is_failed_by(self, outcome: Outcome) -> bool:
        """Whether the endpoint applies to an outcome and the outcome fails it."""
        return self.applies(outcome) and self.fails(outcome)

    def is_newly_failed(self, before: Outcome, after: Outcome) -> bool:
        """Whether the second of two outcomes fails where the first did not, or fails more."""
        if not self.is_failed_by(after):
            return False
        return not self.is_failed_by(before) or self.worsens(before, after)


def _is_lower(before: Outcome, after: Outcome) -> bool:
    return after.given < before.given


def _loses_flags(before: Outcome, after: Outcome) -> bool:
    return not before.expected.red_flags & before.result.red_flags <= after.result.red_flags


def _loses_pathways(before: Outcome, after: Outcome) -> bool:
    return not before.expected.pathways & before.result.pathways <= after.result.pathways


ENDPOINTS: Final = (
    Endpoint(
        name="missed_red_flag",
        title="missed red flags",
        applies=lambda o: o.demands_red_flag,
        fails=lambda o: o.misses_red_flag,
        worsens=_is_lower,
    ),
    Endpoint(
        name="undetected_red_flag",
        title="undetected red flags",
        applies=lambda o: o.demands_red_flag,
        fails=lambda o: o.misses_detection,
        worsens=_loses_flags,
        needs_red_flags=True,
    ),
    Endpoint(
        name="under_triage",
        title="under-triage or no answer",
        applies=lambda _: True,
        fails=lambda o: o.given < o.expected.floor,
        worsens=_is_lower,
    ),
    Endpoint(
        name="over_triage",
        title="over-triage",
        applies=lambda _: True,
        fails=lambda o: o.is_over_triaged,
        worsens=lambda before, after: after.given > before.given,
    ),
    Endpoint(
        name="lost_pathway",
        title="lost pathways",
        applies=lambda o: bool(o.expected.pathways),
        fails=lambda o: o.loses_pathway,
        worsens=_loses_pathways,
    ),
)
ENDPOINT_NAMES: Final = tuple(endpoint.name for endpoint in ENDPOINTS)
# Not an endpoint, since it takes both sides: less urgent than it was, acceptable or not.
LOWERED: Final = "lowered"
# Nor this, since it is not about what is new: no answer is no fix of whatever was wrong before.
NO_ANSWER: Final = "no_answer"


@dataclass(frozen=True, slots=True, kw_only=True)
class EndpointComparison:
    """One endpoint over the comparable vignettes, by id.

    ``worsened`` are those of ``still_failing`` that fail more than before: further below the floor,
    or without a red flag that was raised. A miss that was known is no leave to miss more.
    ``counts`` are over vignettes (1 = the endpoint is *not* failed), ``family_counts`` over
    families by their worst member.
    """

    endpoint: Endpoint
    newly_failing: tuple[str, ...]
    newly_fixed: tuple[str, ...]
    still_failing: tuple[str, ...]
    worsened: tuple[str, ...]
    counts: PairedCounts
    family_counts: PairedCounts


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Two runs, stratum by stratum. Every tuple of ids is sorted.

    ``changed`` are comparable vignettes whose answer changed, ``changed_without_crossing`` those of
    them in which no endpoint did. ``input_edited`` and ``gold_edited`` can overlap. ``text_edited``
    ones are comparable.
    """

    pairs: Mapping[str, Pair]
    comparable: tuple[str, ...]
    only_in_baseline: tuple[str, ...]
    only_in_candidate: tuple[str, ...]
    input_edited: tuple[str, ...]
    gold_edited: tuple[str, ...]
    text_edited: tuple[str, ...]
    endpoints: tuple[EndpointComparison, ...]
    changed: tuple[str, ...]
    changed_without_crossing: tuple[str, ...]

    @property
    def edits(self) -> Mapping[str, tuple[str, ...]]:
        """The vignettes of the baseline that went or were edited, by the kind of edit."""
        return {
            "removed": self.only_in_baseline,
            "gold_edited": self.gold_edited,
            "input_edited": self.input_edited,
        }

    def endpoint(self, name: str) -> EndpointComparison | None:
        """The comparison of one endpoint, ``None`` where the engines do not report it."""
        return next((e for e in self.endpoints if e.endpoint.name == name), None)


def compare(
    baseline: Sequence[Outcome],
    candidate: Sequence[Outcome],
    *,
    reports_red_flags: bool = True,
    reads_narratives: bool = False,
) -> Comparison:
    """Join two runs and compare them; two empty runs give an empty comparison.

    To an engine that reads narratives a vignette told in other words is another patient.
    """
    before = {outcome.vignette: outcome for outcome in baseline}
    after = {outcome.vignette: outcome for outcome in candidate}
    shared = sorted(before.keys() & after.keys())
    pairs = {name: Pair(baseline=before[name], candidate=after[name]) for name in shared}
    of_input = ("input", "narrative") if reads_narratives else ("input",)
    input_edited = _edited(pairs, *of_input)
    gold_edited = _edited(pairs, "gold")
    edited = {*input_edited, *gold_edited}
    comparable = tuple(name for name in shared if name not in edited)
    kept = [pairs[name] for name in comparable]
    endpoints = tuple(
        _compare_endpoint(endpoint, kept)
        for endpoint in ENDPOINTS
        if reports_red_flags or not endpoint.needs_red_flags
    )
    crossing = {n for e in endpoints for n in (*e.newly_failing, *e.newly_fixed, *e.worsened)}
    changed = tuple(
        pair.vignette for pair in kept if pair.is_changed(reports_red_flags=reports_red_flags)
    )
    return Comparison(
        pairs=pairs,
        comparable=comparable,
        only_in_baseline=tuple(sorted(before.keys() - after.keys())),
        only_in_candidate=tuple(sorted(after.keys() - before.keys())),
        input_edited=input_edited,
        gold_edited=gold_edited,
        text_edited=tuple(n for n in _edited(pairs, "narrative", "text") if n not in edited),
        endpoints=endpoints,
        changed=changed,
        changed_without_crossing=tuple(name for name in changed if name not in crossing),
    )


def compare_runs(baseline: Run, candidate: Run) -> Comparison:
    """Compare two runs, by what both engines report and what either reads."""
    records = (baseline.record, candidate.record)
    return compare(
        baseline.outcomes,
        candidate.outcomes,
        reports_red_flags=all(record.reports_red_flags for record in records),
        reads_narratives=any(record.reads_narratives for record in records),
    )


def under_gold(outcomes: Sequence[Outcome], gold: Mapping[str, Expected]) -> tuple[Outcome, ...]:
    """The outcomes scored under another gold, where it has one for them."""
    return tuple(
        replace(outcome, expected=gold.get(outcome.vignette, outcome.expected))
        for outcome in outcomes
    )


def _edited(pairs: Mapping[str, Pair], *parts: str) -> tuple[str, ...]:
    """The vignettes of which any of these parts is another one."""
    return tuple(
        name
        for name, pair in pairs.items()
        if any(pair.baseline.digests[part] != pair.candidate.digests[part] for part in parts)
    )


def _compare_endpoint(endpoint: Endpoint, pairs: Sequence[Pair]) -> EndpointComparison:
    counted = [pair for pair in pairs if endpoint.applies(pair.candidate)]
    failing = {
        p.vignette: (endpoint.fails(p.baseline), endpoint.fails(p.candidate)) for p in counted
    }
    families: dict[str, list[tuple[bool, bool]]] = {}
    for pair in counted:
        families.setdefault(pair.family, []).append(failing[pair.vignette])
    worst = [
        (any(b for b, _ in members), any(c for _, c in members)) for members in families.values()
    ]
    return EndpointComparison(
        endpoint=endpoint,
        newly_failing=_where(failing, before=False, after=True),
        newly_fixed=_where(failing, before=True, after=False),
        still_failing=_where(failing, before=True, after=True),
        worsened=tuple(
            pair.vignette
            for pair in counted
            if failing[pair.vignette] == (True, True)
            and endpoint.worsens(pair.baseline, pair.candidate)
        ),
        counts=_paired(list(failing.values())),
        family_counts=_paired(worst),
    )


def _where(
    failing: Mapping[str, tuple[bool, bool]], *, before: bool, after: bool
) -> tuple[str, ...]:
    return tuple(name for name, sides in failing.items() if sides == (before, after))


def _paired(sides: Sequence[tuple[bool, bool]]) -> PairedCounts:
    return PairedCounts(
        n11=sides.count((False, False)),
        n10=sides.count((False, True)),
        n01=sides.count((True, False)),
        n00=sides.count((True, True)),
    )
