"""Every vignette with its gold, its answers, and what stands behind a change."""

from collections.abc import Iterator, Sequence

from evaluation.comparison import ENDPOINTS, Comparison, Pair
from evaluation.describe import given_words
from evaluation.outcomes import Outcome, Result
from evaluation.repeats import differ
from reports.collect.material import Material
from reports.model.audit.vignettes import Answered, Place, VignetteFacts
from triage.rules import Rule
from vignettes.library import Library
from vignettes.vignette import Vignette


def vignette_facts(material: Material) -> tuple[VignetteFacts, ...]:
    """The vignettes of the candidate's run, in the order of the run."""
    made = _Vignettes(material)
    return tuple(made.facts(outcome) for outcome in material.candidate.outcomes)


class _Vignettes:
    """What is looked up for each vignette, gathered once."""

    def __init__(self, material: Material) -> None:
        self._material = material
        self._ids = material.words.scale.ids
        self._stood = _as_run(material.library, material.candidate.outcomes)
        self._detects = material.candidate.record.reports_red_flags
        ratings = material.standing.ratings
        self._disputed = (
            {v.id for v in material.library if ratings.is_disputed(v)} if ratings else frozenset()
        )
        self._strata = _strata(material.comparison)
        self._newly = _newly(material.comparison)
        gate = material.judged.gate if material.judged else None
        self._waived = sorted(gate.in_force) if gate else []
        self._edited = _edited_rules(material)

    def facts(self, outcome: Outcome) -> VignetteFacts:
        name, ids, expected = outcome.vignette, self._ids, outcome.expected
        stood = self._stood.get(name)
        pair = self._material.comparison.pairs.get(name) if self._material.comparison else None
        is_comparable = self._strata.get(name) == "comparable"
        changed = (
            pair is not None and is_comparable and pair.is_changed(reports_red_flags=self._detects)
        )
        return VignetteFacts(
            id=name,
            family=outcome.family,
            kind=outcome.kind,
            title=stood.title if stood else "",
            narrative=stood.narrative if stood else "",
            preferred=ids[expected.preferred],
            floor=ids[expected.floor],
            ceiling=ids[expected.ceiling],
            red_flags=tuple(sorted(expected.red_flags)),
            absent_red_flags=tuple(sorted(expected.absent_red_flags)),
            pathways=tuple(sorted(expected.pathways)),
            answer=self._answered(outcome),
            sources=stood.sources if stood else (),
            author=stood.author if stood else "",
            place=Place(file=stood.file, line=stood.line, of=name) if stood else None,
            digest=outcome.digests.get("input", ""),
            failures=failing_endpoints(outcome, reports_red_flags=self._detects),
            newly=self._newly.get(name, ()),
            waived=tuple(covers for covers, of in self._waived if of == name),
            has_false_flag=outcome.raises_false_flag,
            is_disputed=name in self._disputed,
            stratum=self._strata.get(name, ""),
            before=self._answered(pair.baseline) if pair and is_comparable else None,
            is_changed=bool(changed),
            is_lowered=bool(changed and pair and pair.is_lowered),
            causes=tuple(self._causes(pair)) if changed and pair else (),
        )

    def _answered(self, outcome: Outcome) -> Answered:
        result = outcome.result
        several: tuple[str, ...] = ()
        if differ(outcome.repeats):
            words = (given_words(_once(outcome, each), self._ids) for each in outcome.repeats)
            several = tuple(dict.fromkeys(words))
        return Answered(
            status=result.status.value,
            disposition="" if result.disposition is None else self._ids[result.disposition],
            red_flags=tuple(sorted(result.red_flags)),
            pathways=tuple(sorted(result.pathways)),
            rules=result.rules,
            reason=result.reason,
            several=several,
        )

    def _causes(self, pair: Pair) -> Iterator[Place]:
        """The edited rules that fired on one side alone; else on both; else all of them.

        A rule that is only still open changes answers too, and no run says which one was.
        """
        before, after = set(pair.baseline.result.rules), set(pair.candidate.result.rules)
        choices = (before ^ after, before | after, set(self._edited))
        blamed = next((found for c in choices if (found := c & self._edited.keys())), set())
        for name in sorted(blamed):
            yield self._edited[name]


def failing_endpoints(outcome: Outcome, *, reports_red_flags: bool) -> tuple[str, ...]:
    """The endpoints that an outcome fails, in their own order."""
    return tuple(
        endpoint.name
        for endpoint in ENDPOINTS
        if (reports_red_flags or not endpoint.needs_red_flags) and endpoint.is_failed_by(outcome)
    )


def _once(outcome: Outcome, result: Result) -> Outcome:
    return Outcome(
        vignette=outcome.vignette,
        family=outcome.family,
        kind=outcome.kind,
        expected=outcome.expected,
        result=result,
    )


def _as_run(library: Library, outcomes: Sequence[Outcome]) -> dict[str, Vignette]:
    """The vignettes that stand in the library as they were run, text and all."""
    return {
        outcome.vignette: found
        for outcome in outcomes
        if (found := library.by_id.get(outcome.vignette))
        and library.digests[found.id] == dict(outcome.digests)
    }


def _strata(comparison: Comparison | None) -> dict[str, str]:
    if comparison is None:
        return {}
    return {
        **dict.fromkeys(comparison.comparable, "comparable"),
        **dict.fromkeys(comparison.only_in_candidate, "new"),
        **dict.fromkeys(comparison.gold_edited, "gold_edited"),
        **dict.fromkeys(comparison.input_edited, "input_edited"),
    }


def _newly(comparison: Comparison | None) -> dict[str, tuple[str, ...]]:
    """The endpoints that each vignette newly fails, or fails more than before."""
    found: dict[str, tuple[str, ...]] = {}
    for each in comparison.endpoints if comparison else ():
        for name in (*each.newly_failing, *each.worsened):
            found[name] = (*found.get(name, ()), each.endpoint.name)
    return found


def _edited_rules(material: Material) -> dict[str, Place]:
    """The rules that differ between both sides, by id, with their places where they have one."""
    solved = material.examined.solved if material.examined else None
    if solved is None or solved.difference is None or material.ruleset is None:
        return {}
    file, found = material.ruleset.file, {}
    for edit in solved.difference.edits:
        for rule in (edit.before, edit.after):
            if rule is not None:
                found[rule.id] = rule_place(edit.after or rule, file)
    return found


def rule_place(rule: Rule, file: str) -> Place:
    """Where a rule stands; of one that is gone, or was kept with a run, only the file is known."""
    return Place(file=file, line=rule.line, of=rule.id)
