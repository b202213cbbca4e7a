"""How much a rule set's safety hangs on single answers: *unknown robustness*."""

from collections.abc import Iterator

from evaluation.metrics import Rate
from triage.engine import decide
from triage.presentation import Presentation
from triage.rules import RuleSet
from triage.truth import Answer
from vignettes.library import Library
from vignettes.vignette import Vignette


def unknown_robustness(ruleset: RuleSet, library: Library) -> Rate:
    """Red-flag vignettes that fall below their floor when one required finding is not asked.

    The denominator holds the vignettes with a required red flag of which at least one finding is
    present; the numerator those in which taking back one such answer, whichever is worst, gives
    less than the floor. A high share is no fault of the rules: it says how much depends on asking.
    """
    counted = [v for v in library if any(_without_one(v, ruleset))]
    falls = {v.id: _falls(v, ruleset) for v in counted}
    families: dict[str, list[bool]] = {}
    for vignette in counted:
        families.setdefault(vignette.family, []).append(falls[vignette.id])
    return Rate(
        name="unknown_robustness",
        k=sum(falls.values()),
        n=len(counted),
        family_k=sum(any(members) for members in families.values()),
        family_n=len(families),
    )


def _falls(vignette: Vignette, ruleset: RuleSet) -> bool:
    return any(
        decide(presentation, ruleset, questions=False).definite < vignette.gold.floor
        for presentation in _without_one(vignette, ruleset)
    )


def _without_one(vignette: Vignette, ruleset: RuleSet) -> Iterator[Presentation]:
    """The presentation with each finding of a required red flag taken back in turn."""
    flags = ruleset.vocabulary.red_flags
    names = dict.fromkeys(n for flag in vignette.gold.red_flags for n in flags[flag].findings)
    for name in names:
        if vignette.presentation.answer(name) is Answer.PRESENT:
            yield vignette.presentation.with_answer(name, Answer.NOT_ASKED)
