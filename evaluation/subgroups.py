"""The same scores for parts of a library, in which what the whole hides can show.

A vignette is in one subgroup of each field, and in one for each source document that it rests on.
"""

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType
from typing import Any, Final

from evaluation.metrics import FLAG_LEVEL, Rate, score
from evaluation.outcomes import Outcome
from triage.vocabulary import Attribute, Vocabulary, digits
from vignettes.vignette import Kind

KIND: Final = "kind"
DOCUMENT: Final = "document"
NOT_KNOWN: Final = "not known"
SMALLEST: Final = 5

SAFETY: Final = (
    "missed_red_flag_rate",
    "missed_red_flag_rate_by_detection",
    FLAG_LEVEL,
    "false_flag_rate",
    "escalation_sensitivity",
    "escalation_specificity",
    "escalation_accuracy",
    "under_triage_rate",
    "over_triage_rate",
    "safety_of_advice",
    "coverage",
)
"""The metrics that a reader needs to see of every subgroup."""

_NONE: Final[Mapping[str, Any]] = MappingProxyType({})


@dataclass(frozen=True, slots=True, kw_only=True)
class Subgroup:
    """The vignettes that are alike in one field, and every rate of :func:`score` over them alone.

    ``field`` is ``kind``, ``document``, an attribute or a number; ``name`` is what they share.
    """

    field: str
    name: str
    n: int
    rates: Mapping[str, Rate]
    smallest: int = SMALLEST

    @property
    def is_small(self) -> bool:
        """Whether there are too few vignettes for any rate to say something."""
        return self.n < self.smallest

    def is_too_few(self, rate: Rate) -> bool:
        """Whether a rate of the subgroup is over too few to say anything.

        A subgroup may be large, and have hardly a vignette with a red flag.
        """
        return self.is_small or rate.n < self.smallest


def subgroups_of(
    outcome: Outcome,
    *,
    bands: Mapping[str, Sequence[float]] = _NONE,
    attributes: Iterable[str] = (),
) -> dict[str, tuple[str, ...]]:
    """The subgroups that a vignette is in, by field.

    ``bands`` goes from a number to the rising values at which a new band begins. What is declared
    among ``attributes`` or has bands, and the vignette does not say, is *not known*.
    """
    patient, numbers = _patient(outcome), outcome.input.get("numbers", {})
    return {
        KIND: (outcome.kind,),
        DOCUMENT: tuple(dict.fromkeys(outcome.documents)) or (NOT_KNOWN,),
        **{_field_of(name): (patient.get(name, NOT_KNOWN),) for name in (*attributes, *patient)},
        **{
            _field_of(name): (band_of(numbers.get(name), starts),) for name, starts in bands.items()
        },
    }


def score_subgroups(
    outcomes: Sequence[Outcome],
    *,
    threshold: int,
    top: int,
    reports_red_flags: bool = True,
    bands: Mapping[str, Sequence[float]] = _NONE,
    attributes: Mapping[str, Attribute] = _NONE,
    smallest: int = SMALLEST,
) -> tuple[Subgroup, ...]:
    """Every subgroup that has a vignette, with its scores; none for no outcomes.

    In a fixed order: kinds, documents, attributes as the vocabulary has them, numbers; within a
    field kinds and values in their own order, bands rising, and what is not known last. An
    attribute that only vignettes know, and no vocabulary, comes after those declared.
    """
    return tuple(
        Subgroup(
            field=field,
            name=name,
            n=len(found),
            smallest=smallest,
            rates=score(
                found, threshold=threshold, top=top, reports_red_flags=reports_red_flags
            ).rates,
        )
        for field, name, found in split(outcomes, bands=bands, attributes=attributes)
    )


def split(
    outcomes: Sequence[Outcome],
    *,
    bands: Mapping[str, Sequence[float]] = _NONE,
    attributes: Mapping[str, Attribute] = _NONE,
) -> Iterator[tuple[str, str, Sequence[Outcome]]]:
    """Field, name and outcomes of every subgroup that has a vignette, in their order."""
    known = dict.fromkeys(
        (*attributes, *sorted({name for outcome in outcomes for name in _patient(outcome)}))
    )
    members: dict[str, dict[str, list[Outcome]]] = {}
    for outcome in outcomes:
        for field, names in subgroups_of(outcome, bands=bands, attributes=known).items():
            for name in names:
                members.setdefault(field, {}).setdefault(name, []).append(outcome)
    orders = _orders(bands, attributes)
    for field, found in members.items():
        for name in _in_order(found, orders.get(field, ())):
            yield field, name, found[name]


def field_titles(words: Vocabulary) -> dict[str, str]:
    """What people call each field that subgroups can be made of."""
    return {
        KIND: "kind of vignette",
        DOCUMENT: "source document",
        **{_field_of(name): attribute.title for name, attribute in words.attributes.items()},
        **{
            _field_of(name): f"{number.title} in {number.unit}"
            for name, number in words.numbers.items()
        },
    }


def band_of(value: float | None, starts: Sequence[float]) -> str:
    """The name of the band that a value is in; a value at which a band begins is in that band.

    >>> band_of(40, (18, 40, 65)), band_of(None, (18, 40, 65))
    ('40 to 64', 'not known')
    """
    return NOT_KNOWN if value is None else band_names(starts)[bisect_right(starts, value)]


def band_names(starts: Sequence[float]) -> tuple[str, ...]:
    """The names of all bands, the lowest first.

    Bounds in whole numbers read as ages do: ``18 to 39`` ends where 40 begins. Without a start
    there is one band, of whatever is known.

    >>> band_names((18, 40, 65))
    ('under 18', '18 to 39', '40 to 64', '65 and over')
    >>> band_names((37.5, 39))
    ('under 37.5', '37.5 to under 39', '39 and over')
    """
    if not starts:
        return ("known",)
    return (
        f"under {digits(starts[0])}",
        *(_between(low, high) for low, high in pairwise(starts)),
        f"{digits(starts[-1])} and over",
    )


def _between(low: float, high: float) -> str:
    is_whole = low == int(low) and high == int(high)
    if is_whole and high - low > 1:
        return f"{digits(low)} to {digits(high - 1)}"
    return f"{digits(low)} to under {digits(high)}"


def _patient(outcome: Outcome) -> Mapping[str, str]:
    """The attributes of the vignette's patient."""
    found: Mapping[str, str] = outcome.input.get("patient", {})
    return found


def _field_of(name: str) -> str:
    """The field of an attribute or a number: its own name, unless that is taken."""
    return f"{name} of the patient" if name in {KIND, DOCUMENT} else name


def _orders(
    bands: Mapping[str, Sequence[float]], attributes: Mapping[str, Attribute]
) -> dict[str, tuple[str, ...]]:
    """The order of the names of each field that has one of its own."""
    return {
        KIND: tuple(Kind),
        **{_field_of(name): attribute.values for name, attribute in attributes.items()},
        **{_field_of(name): band_names(starts) for name, starts in bands.items()},
    }


def _in_order(names: Iterable[str], order: Sequence[str]) -> list[str]:
    """Names in the order given, then the others by themselves, then what is not known."""
    places = {name: place for place, name in enumerate(order)}
    return sorted(names, key=lambda name: (name == NOT_KNOWN, places.get(name, len(places)), name))
