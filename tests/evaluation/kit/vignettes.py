"""Vignettes made by hand in the words of the knee domain, where whatever is not said is absent."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Final

from triage.domain import load_domain_vocabulary
from triage.presentation import Presentation
from triage.truth import Answer
from triage.vocabulary import Vocabulary
from vignettes.library import Library
from vignettes.vignette import Gold, Kind, Vignette

WORDS: Final[Vocabulary] = load_domain_vocabulary("knee")
FINDINGS: Final = frozenset(WORDS.findings)


def vignette(
    name: str,
    floor: str,
    *,
    present: str = "",
    not_asked: str = "",
    numbers: Mapping[str, float] | None = None,
    flags: str = "",
    ways: str = "",
    family: str = "",
) -> Vignette:
    """A vignette with a single acceptable disposition; names are split at spaces."""
    level = WORDS.scale[floor]
    open_ones = frozenset(not_asked.split())
    return Vignette(
        id=name,
        family=family or name,
        title=name,
        kind=Kind.CANONICAL,
        narrative=f"The story of {name}.",
        presentation=Presentation.build(
            WORDS,
            present=present.split(),
            absent=sorted(FINDINGS - set(present.split()) - open_ones),
            numbers=numbers or {"age_years": 40, "duration_days": 3},
        ),
        attributes={},
        not_asked=tuple(not_asked.split()),
        gold=Gold(
            preferred=level,
            floor=level,
            ceiling=level,
            red_flags=tuple(flags.split()),
            pathways=tuple(ways.split()),
        ),
        sources=("PKP L1",),
        author="test",
    )


def without_answer(made: Vignette, finding: str) -> Vignette:
    """The same vignette with one finding not asked."""
    presentation = made.presentation.with_answer(finding, Answer.NOT_ASKED)
    return replace(made, presentation=presentation)


def library(*made: Vignette) -> Library:
    """A library of these vignettes."""
    return Library(made)
