"""All that a library shows of a rule set, in one go."""

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from evaluation.analysis.coverage.answers import AnswerSearch, disposition_pairs, flag_pairs
from evaluation.analysis.coverage.model import AnswerCoverage, Coverage
from evaluation.analysis.coverage.rules import cover_rule
from evaluation.analysis.extent import tellable_presentations
from triage.planes import Planes
from triage.rules import RuleSet
from vignettes.vignette import Vignette

K = TypeVar("K")


def measure_coverage(
    ruleset: RuleSet, vignettes: Sequence[Vignette], on_step: Callable[[], None] = lambda: None
) -> Coverage:
    """What vignettes show of rules; without vignettes nothing is seen, and all else is as usual.

    ``on_step`` is called :func:`steps_of` times, after each rule and each kind of answer.

    Raises:
        DisagreementError: the interpreter does not confirm what the solver found.
    """
    planes = Planes([vignette.presentation for vignette in vignettes])
    words = ruleset.vocabulary
    rules = []
    for rule in ruleset.rules:
        rules.append(cover_rule(rule, vignettes, planes, words))
        on_step()

    def each(keys: Iterable[K], cover: Callable[[K], AnswerCoverage]) -> dict[K, AnswerCoverage]:
        found = {}
        for key in keys:
            found[key] = cover(key)
            on_step()
        return found

    search = AnswerSearch(ruleset, vignettes, planes)
    return Coverage(
        ruleset=ruleset,
        vignettes=len(vignettes),
        presentations=tellable_presentations(words, [rule.condition for rule in ruleset.rules]),
        rules=tuple(rules),
        dispositions=each(disposition_pairs(words), search.of_dispositions),
        alone=each(words.red_flags, search.of_flag_alone),
        together=each(flag_pairs(words), search.of_flags_together),
    )


def steps_of(ruleset: RuleSet) -> int:
    """How many steps it takes to measure the coverage of a rule set."""
    words = ruleset.vocabulary
    answers = len(disposition_pairs(words)) + len(words.red_flags) + len(flag_pairs(words))
    return len(ruleset.rules) + answers
