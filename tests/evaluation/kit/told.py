"""Vignettes that are nothing but a patient: for what is seen of rules, golds do not count."""

from collections.abc import Iterable, Sequence

from triage.dispositions import Disposition
from triage.presentation import Presentation
from vignettes.vignette import Gold, Kind, Vignette


def told(name: str, patient: Presentation, level: Disposition, family: str = "") -> Vignette:
    """A vignette of a patient, by default in a family of its own; anything is its gold."""
    return Vignette(
        id=name,
        family=family or name,
        title=name,
        kind=Kind.CANONICAL,
        narrative=f"The story of {name}.",
        presentation=patient,
        attributes={},
        not_asked=(),
        gold=Gold(preferred=level, floor=level, ceiling=level),
        sources=(),
        author="test",
    )


def all_told(
    patients: Iterable[Presentation], level: Disposition, families: Sequence[str] = ()
) -> list[Vignette]:
    """Vignettes of patients: v0, v1 and so on."""
    names = dict(enumerate(families))
    return [
        told(f"v{position}", patient, level, names.get(position, ""))
        for position, patient in enumerate(patients)
    ]
