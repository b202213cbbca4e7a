"""Coverage in a few numbers: of what patients can show."""

from evaluation.analysis.coverage.measure import measure_coverage
from evaluation.analysis.coverage.tallies import Of, Tally, tallies
from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.small_rules import rule, ruleset
from tests.evaluation.kit.told import all_told
from triage.conditions import Compare, Comparison, Present, all_of
from triage.presentation import Presentation
from triage.truth import Answer

YES, NO = Answer.PRESENT, Answer.ABSENT


def test_what_is_impossible_is_in_no_denominator() -> None:
    """A rule on two findings of which two vignettes show one, and one that nobody can meet."""
    beyond = Compare("n", Comparison.MORE_THAN, 3)
    rules = ruleset(
        rule("both", SCALE["urgent"], all_of(Present("a"), Present("b")), "flag"),
        rule("never", SCALE["routine"], beyond),
    )
    patients = [Presentation({"a": YES, "b": YES}), Presentation({"a": NO, "b": YES}, {"n": 1})]
    found = tallies(measure_coverage(rules, all_told(patients, SCALE.least)))
    assert found == (
        Tally(of=Of.RULES_FIRED, k=1, n=1, impossible=1),
        Tally(of=Of.CONDITIONS_MET, k=2, n=2, impossible=1),
        Tally(of=Of.CONDITIONS_NOT_MET, k=2, n=3, impossible=0),
        Tally(of=Of.CONDITIONS_UNDECIDED, k=1, n=3, impossible=0),
        Tally(of=Of.CONDITIONS_ALONE, k=1, n=2, impossible=1),
        Tally(of=Of.DISPOSITION_PAIRS, k=2, n=4, impossible=6),
        Tally(of=Of.RED_FLAGS_ALONE, k=1, n=1, impossible=0),
        Tally(of=Of.RED_FLAGS_TOGETHER, k=0, n=0, impossible=0),
    )


def test_of_no_rules_nothing_is_counted() -> None:
    """0 of 0 is no share of anything; the default is given to everybody."""
    found = {tally.of: (tally.k, tally.n) for tally in tallies(measure_coverage(ruleset(), ()))}
    assert found.pop(Of.DISPOSITION_PAIRS) == (0, 1)
    assert set(found.values()) == {(0, 0)}
