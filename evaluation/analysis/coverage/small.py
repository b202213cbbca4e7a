"""A small patient of a region, also where the smallest one would take too long to find.

To prove that no patient is smaller is a hard question once very much has to be known of them: of a
few hundred rules that are all ruled out, say. Nobody would read such a patient to the end. There
it is enough that nothing of what is known can be left out.
"""

from collections.abc import Sequence
from typing import Final

from evaluation.analysis.encode import Encoding
from evaluation.analysis.patients import smallest_patient
from evaluation.analysis.solver import Oracle
from triage.presentation import Presentation

MOST_KNOWN: Final = 20
"""Findings and numbers of a patient whom people still read to the end."""


def small_patient(
    encoding: Encoding, oracle: Oracle, region: Sequence[int]
) -> tuple[Presentation | None, bool]:
    """A patient of a region, and whether nobody is smaller; ``None`` where nobody is in it.

    Where about :data:`MOST_KNOWN` findings have to be known it is the smallest one. Where more
    have, it is the one that is left when, from the last of the vocabulary on, one thing after the
    other is left out that can be.
    """
    known = [encoding.known(name) for name in encoding.names]
    if not oracle.can_be(region):
        return None, True
    if not _needs_much(oracle, region, known):
        return smallest_patient(encoding, oracle, region), True
    held = list(region)
    for literal in reversed(known):
        held.append(-literal if oracle.can_be([*held, -literal]) else literal)
    return smallest_patient(encoding, oracle, held), False


def _needs_much(oracle: Oracle, region: Sequence[int], known: Sequence[int]) -> bool:
    """Whether much is left of one patient of the region when all that is spare is left out.

    The last question before this one has to have been about the region.
    """
    left = oracle.true_in_model(known)
    needed: list[int] = []
    while len(needed) <= MOST_KNOWN and left:
        candidate = left.pop()
        kept = {*left, *needed}
        if oracle.can_be([*region, *(-literal for literal in known if literal not in kept)]):
            left = oracle.true_in_model(left)
        else:
            needed.append(candidate)
    return len(needed) > MOST_KNOWN
