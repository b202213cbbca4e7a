"""Gold against the invariants, which a second reader wrote.

Never against what an engine gives, which would make the engine the judge of its own test.
"""

from collections.abc import Iterable, Iterator

from triage.invariants import Bound, Invariant
from triage.loading.problems import Problem, Severity
from triage.truth import Truth
from vignettes.library import Library
from vignettes.lint.problems import of_vignette
from vignettes.vignette import Vignette


def lint_gold(library: Library, invariants: Iterable[Invariant]) -> Iterator[Problem]:
    """Golds that allow what an invariant forbids, or lack a pathway or red flag of one."""
    known = tuple(invariants)
    for vignette in library:
        for invariant in known:
            truth = invariant.condition.truth(vignette.presentation)
            message = _gold_problem(vignette, invariant, truth)
            if message:
                code = f"gold-{invariant.bound.value.replace('_', '-')}"
                yield of_vignette(vignette, "gold", message, code, Severity.ERROR)


def _gold_problem(vignette: Vignette, invariant: Invariant, truth: Truth) -> str:
    """How a gold contradicts an invariant; empty where it does not."""
    gold, level = vignette.gold, invariant.disposition
    about = f"{invariant.id} ({invariant.title.lower()})"
    if truth is Truth.MET:
        missing = [pathway for pathway in invariant.pathways if pathway not in gold.pathways]
        if invariant.bound is Bound.FLOOR and gold.floor < level:
            return f'allows "{gold.floor.id}", below the floor "{level.id}" of {about}.'
        if invariant.bound is Bound.CEILING and gold.ceiling > level:
            return f'allows "{gold.ceiling.id}", above the ceiling "{level.id}" of {about}.'
        if missing:
            return f"lacks the pathway {', '.join(missing)} of {about}."
        unraised = [flag for flag in invariant.red_flags if flag not in gold.red_flags]
        if unraised:
            return f"lacks the red flag {', '.join(unraised)} of {about}."
    elif truth is Truth.UNDECIDED:
        denied = [flag for flag in invariant.red_flags if flag in gold.absent_red_flags]
        if invariant.while_open and gold.floor < invariant.while_open:
            return f'allows "{gold.floor.id}" while {about} is open.'
        if denied:
            return f"denies the red flag {', '.join(denied)} while {about} is open."
    return ""
