"""Vignettes in their subgroups, and the rates of each."""

from collections.abc import Sequence
from typing import Any, Final

import pytest

from evaluation.metrics import METRICS, OF_RED_FLAGS, TITLES
from evaluation.outcomes import Outcome
from evaluation.subgroups import (
    SAFETY,
    Subgroup,
    band_names,
    band_of,
    field_titles,
    score_subgroups,
    split,
    subgroups_of,
)
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gave_none,
    gold,
    k_and_n,
    outcome,
    scored,
)
from tests.evaluation.kit.patients import ATTRIBUTES, BANDS, of_patient
from tests.evaluation.kit.vignettes import WORDS
from triage.vocabulary import Attribute

RIGHT: Final = outcome("right", gold(ROUTINE), gave(ROUTINE))
MADE: Final = (
    of_patient(
        outcome("clot", gold(URGENT, flags="clot"), gave(ROUTINE), kind="near_miss", family="f"),
        documents="PKP KFB", age=40, patient={"sex": "male"},
    ),
    of_patient(
        outcome("clot-2", gold(URGENT, flags="clot"), gave(URGENT, flags="clot"), family="f"),
        age=39, patient={"sex": "male"},
    ),
    of_patient(
        outcome("lump", gold(ROUTINE), gave(EMERGENCY, flags="fever"), kind="unknown"),
        documents="KFB", age=7, patient={"sex": "female"},
    ),
    of_patient(outcome("breath", gold(EMERGENCY, flags="breath"), gave_none()), age=65),
    of_patient(outcome("bruise", gold(SELF_CARE, absent="fever"), gave(SELF_CARE))),
)  # fmt: skip


def found(outcomes: Sequence[Outcome], **changed: Any) -> tuple[Subgroup, ...]:
    """Every subgroup, with ``urgent`` as the threshold."""
    options: dict[str, Any] = {"bands": BANDS, "attributes": ATTRIBUTES} | changed
    return score_subgroups(outcomes, threshold=URGENT, top=EMERGENCY, **options)


def sizes(subgroups: Sequence[Subgroup]) -> list[tuple[str, str, int]]:
    """Field, name and number of vignettes of each subgroup, in order."""
    return [(one.field, one.name, one.n) for one in subgroups]


def test_a_vignette_is_in_one_subgroup_of_each_field() -> None:
    """Its kind, its documents, its attributes and the bands of its numbers."""
    assert subgroups_of(MADE[0], bands=BANDS, attributes=ATTRIBUTES) == {
        "kind": ("near_miss",),
        "document": ("PKP", "KFB"),
        "sex": ("male",),
        "age_years": ("40 to 64",),
    }


def test_what_a_vignette_does_not_say_is_not_known() -> None:
    """Neither an attribute that is declared, nor a number with bands, nor documents."""
    silent = of_patient(RIGHT, documents="")
    assert subgroups_of(silent, bands=BANDS, attributes=ATTRIBUTES) == {
        "kind": ("canonical",),
        "document": ("not known",),
        "sex": ("not known",),
        "age_years": ("not known",),
    }


def test_nothing_declared_leaves_kind_and_document() -> None:
    """An outcome without any input has the fields that every vignette has."""
    assert subgroups_of(RIGHT) == {"kind": ("canonical",), "document": ("not known",)}


def test_a_document_that_is_named_twice_counts_once() -> None:
    """Two lines of one document are one document."""
    twice = of_patient(RIGHT, documents="PKP KFB PKP")
    assert subgroups_of(twice)["document"] == ("PKP", "KFB")


def test_an_attribute_or_number_may_be_called_as_another_field_is() -> None:
    """A kind of patient, or a number called document, does not hide that of the vignette."""
    made = of_patient(RIGHT, documents="PKP", patient={"kind": "athlete"})
    assert subgroups_of(made, bands={"document": (1,)}) == {
        "kind": ("canonical",),
        "document": ("PKP",),
        "kind of the patient": ("athlete",),
        "document of the patient": ("not known",),
    }


@pytest.mark.parametrize(
    ("age", "band"),
    [
        (0, "under 18"),
        (17.9, "under 18"),
        (18, "18 to 39"),
        (39, "18 to 39"),
        (39.5, "18 to 39"),
        (40, "40 to 64"),
        (65, "65 and over"),
        (120, "65 and over"),
        (None, "not known"),
    ],
)
def test_a_value_at_which_a_band_begins_is_in_it(age: float | None, band: str) -> None:
    """40 is in 40 to 64, and whoever is not quite 40 yet is below."""
    assert band_of(age, BANDS["age_years"]) == band


@pytest.mark.parametrize(
    ("starts", "names"),
    [
        ((), ("known",)),
        ((18,), ("under 18", "18 and over")),
        ((1, 2), ("under 1", "1 to under 2", "2 and over")),
        ((37.5, 39), ("under 37.5", "37.5 to under 39", "39 and over")),
        ((36, 37.5), ("under 36", "36 to under 37.5", "37.5 and over")),
    ],
)
def test_bands_are_called_by_their_bounds(starts: Sequence[float], names: Sequence[str]) -> None:
    """As ages are where bounds are whole, and to the point where they are not."""
    assert band_names(starts) == names


def test_subgroups_stand_in_a_fixed_order() -> None:
    """Kinds and values in their own order, bands rising, what is not known last, none empty."""
    assert sizes(found(MADE)) == [
        ("kind", "canonical", 3),
        ("kind", "near_miss", 1),
        ("kind", "unknown", 1),
        ("document", "KFB", 2),
        ("document", "PKP", 4),
        ("sex", "female", 1),
        ("sex", "male", 2),
        ("sex", "not known", 2),
        ("age_years", "under 18", 1),
        ("age_years", "18 to 39", 1),
        ("age_years", "40 to 64", 1),
        ("age_years", "65 and over", 1),
        ("age_years", "not known", 1),
    ]


def test_what_only_vignettes_know_comes_after_what_is_declared() -> None:
    """A run may hold attributes and values of an older vocabulary, by the alphabet."""
    made = [
        of_patient(RIGHT, patient={"job": "cook", "sex": "unheard of", "build": "tall"}),
        of_patient(RIGHT, patient={"sex": "other"}),
    ]
    fields = [one for one in sizes(found(made, bands={})) if one[0] not in {"kind", "document"}]
    assert fields == [
        ("sex", "other", 1),
        ("sex", "unheard of", 1),
        ("build", "tall", 1),
        ("build", "not known", 1),
        ("job", "cook", 1),
        ("job", "not known", 1),
    ]


def test_a_value_may_be_declared_to_be_not_known() -> None:
    """It is the same as saying nothing, and still the last."""
    sex = Attribute(id="sex", title="sex", values=("not known", "male"))
    made = [of_patient(RIGHT, patient={"sex": name}) for name in sex.values] + [of_patient(RIGHT)]
    assert sizes(found(made, bands={}, attributes={"sex": sex}))[2:] == [
        ("sex", "male", 1),
        ("sex", "not known", 2),
    ]


def test_the_rates_of_a_subgroup_are_those_of_its_vignettes_alone() -> None:
    """Every rate there is, by vignettes and by the families within the subgroup."""
    for one, (field, name, members) in zip(
        found(MADE), split(MADE, bands=BANDS, attributes=ATTRIBUTES), strict=True
    ):
        assert (one.field, one.name, one.n) == (field, name, len(members))
        assert one.rates == scored(members).rates
    men = next(one for one in found(MADE) if one.name == "male")
    missed = men.rates["missed_red_flag_rate"]
    assert (missed.k, missed.n, missed.family_k, missed.family_n) == (1, 2, 1, 1)
    assert k_and_n(men.rates["under_triage_rate"]) == (1, 2)


def test_every_safety_metric_is_a_rate_with_a_title() -> None:
    """What is shown of each subgroup exists, and none of it twice."""
    assert set(SAFETY) <= set(found(MADE)[0].rates)
    assert set(SAFETY) <= set(TITLES)
    assert len(set(SAFETY)) == len(SAFETY)


def test_an_engine_without_red_flags_has_no_rates_of_detection() -> None:
    """No subgroup says anything of what it does not report."""
    for one in found(MADE, reports_red_flags=False):
        assert OF_RED_FLAGS.isdisjoint(one.rates)
        assert set(one.rates) >= {m.name for m in METRICS if not m.needs_red_flags}


def test_no_vignettes_have_no_subgroups() -> None:
    """Not even those that are declared."""
    assert found(()) == ()


def test_a_rate_over_too_few_says_nothing_in_a_large_subgroup_too() -> None:
    """What counts is the rate's own denominator; below the least number all rates are so."""
    by_name = {(one.field, one.name): one for one in found(MADE, smallest=3)}
    canonical, men = by_name["kind", "canonical"], by_name["sex", "male"]
    assert not canonical.is_small
    assert not canonical.is_too_few(canonical.rates["coverage"])
    assert canonical.rates["missed_red_flag_rate"].n == 2
    assert canonical.is_too_few(canonical.rates["missed_red_flag_rate"])
    assert men.is_small
    assert all(men.is_too_few(rate) for rate in men.rates.values())


def test_a_subgroup_too_small_is_so_whatever_a_rate_counts() -> None:
    """Many red flags of one vignette are one vignette."""
    made = [outcome("all", gold(EMERGENCY, flags="a b c d e f"), gave(EMERGENCY, flags="a"))]
    (one, _) = found(made, bands={}, attributes={})
    assert k_and_n(one.rates["flag_level_miss_rate"]) == (5, 6)
    assert one.is_too_few(one.rates["flag_level_miss_rate"])


def test_exactly_the_least_number_is_enough() -> None:
    """Five of five say something where five are asked for."""
    (one, _) = found([RIGHT] * 5, bands={}, attributes={})
    assert (one.smallest, one.n, one.is_small) == (5, 5, False)
    assert not one.is_too_few(one.rates["coverage"])


def test_fields_are_called_as_people_call_them() -> None:
    """By the titles of the vocabulary, numbers with their unit."""
    titles = field_titles(WORDS)
    assert titles["kind"] == "kind of vignette"
    assert titles["document"] == "source document"
    assert titles["sex"] == WORDS.attributes["sex"].title
    assert titles["age_years"] == "age in years"
