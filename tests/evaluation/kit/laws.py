"""What Hypothesis draws: whole runs of random vignettes, right and wrong answers alike.

Golds and answers are drawn from lists of all there are, which costs one draw each.
"""

from itertools import combinations_with_replacement, product
from typing import Final

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from evaluation.outcomes import Expected, Outcome, Result, Status
from tests.evaluation.kit.outcomes import EMERGENCY, SELF_CARE, outcome

laws: Final = settings(
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.too_slow],  # on a machine that is busy with something else
)
FLAGS: Final = ("breath", "clot", "fever")
WAYS: Final = (frozenset[str](), frozenset({"lungs"}), frozenset({"lungs", "spine"}))
NOT_OK: Final = (Status.ABSTAINED, Status.ERROR, Status.MISSING)
RANKS: Final = range(SELF_CARE, EMERGENCY + 1)
OPEN, REQUIRED, ABSENT = range(3)


def _flags(states: tuple[int, ...], wanted: int) -> frozenset[str]:
    return frozenset(flag for flag, state in zip(FLAGS, states, strict=True) if state == wanted)


# A range, one preferred in it, and every red flag open, required or known absent.
GOLDS: Final = [
    Expected(
        preferred=preferred,
        floor=floor,
        ceiling=ceiling,
        red_flags=_flags(states, REQUIRED),
        absent_red_flags=_flags(states, ABSENT),
        pathways=ways,
    )
    for floor, preferred, ceiling in combinations_with_replacement(RANKS, 3)
    for states in product((OPEN, REQUIRED, ABSENT), repeat=len(FLAGS))
    for ways in WAYS
]
ANSWERS: Final = [
    Result(
        status=Status.OK,
        disposition=rank,
        red_flags=_flags(states, REQUIRED),
        pathways=ways,
    )
    for rank in RANKS
    for states in product((OPEN, REQUIRED), repeat=len(FLAGS))
    for ways in WAYS
]

golds = st.sampled_from(GOLDS)
answers = st.sampled_from(ANSWERS)
no_answers = st.sampled_from([Result(status=status, reason="none") for status in NOT_OK])
results = answers | no_answers


@st.composite
def outcomes(draw: st.DrawFn, *, least: int = 0) -> tuple[Outcome, ...]:
    """A run of ``least`` to 8 vignettes in up to four families."""
    parts = st.tuples(golds, results, st.integers(1, 4))
    return tuple(
        outcome(f"v{number}", expected, given, family=f"family-{family}")
        for number, (expected, given, family) in enumerate(
            draw(st.lists(parts, min_size=least, max_size=8))
        )
    )


@st.composite
def two_runs(draw: st.DrawFn) -> tuple[tuple[Outcome, ...], tuple[Outcome, ...]]:
    """The same vignettes answered by a baseline and by a candidate."""
    baseline = draw(outcomes(least=1))
    candidate = tuple(
        outcome(made.vignette, made.expected, draw(results), family=made.family)
        for made in baseline
    )
    return baseline, candidate


def one_of(made: tuple[Outcome, ...]) -> st.SearchStrategy[int]:
    """A place in a run that is not empty."""
    return st.integers(0, len(made) - 1)
