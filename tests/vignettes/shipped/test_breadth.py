"""The library that ships is broad: every red flag, number and cause from the sides that matter."""

from collections import Counter
from itertools import combinations

import pytest

from triage.domain import load_domain_vocabulary
from vignettes.library import Library
from vignettes.vignette import Vignette
from vignettes.wording import spoken

RED_FLAGS = list(load_domain_vocabulary("knee").red_flags)
CAUSES = {
    "ligament": ["known_ligament_tear"],
    "meniscus": ["known_meniscus_tear"],
    "jumper's knee": ["known_jumpers_knee"],
    "Baker's cyst": ["known_bakers_cyst"],
    "osteoarthritis": ["known_osteoarthritis"],
    "rheumatoid arthritis": ["known_rheumatoid_arthritis"],
    "psoriatic arthritis": ["known_psoriatic_arthritis"],
    "cramp": ["leg_cramp"],
    "clot": ["leg_swelling", "leg_pain", "skin_redness"],
    "tumour": ["known_tumour_near_knee"],
    "nerve": ["tingling"],
}
RUN = 9  # words in a row that two stories of a family may not share


def positives(library: Library, flag: str) -> list[Vignette]:
    """The vignettes that require a red flag."""
    return [vignette for vignette in library if flag in vignette.gold.red_flags]


def age(vignette: Vignette) -> float:
    """The age, where it is known; far beyond any limit where it is not."""
    return vignette.presentation.numbers.get("age_years", 999)


def test_there_are_enough_of_them(shipped: Library) -> None:
    """At least 240 vignettes in at least 120 families."""
    assert len(shipped) >= 240
    assert len({vignette.family for vignette in shipped}) >= 120


def test_over_triage_is_measured_as_hard_as_under_triage(shipped: Library) -> None:
    """At least 40 % are to be looked after at home or seen without haste."""
    preferred = Counter(vignette.gold.preferred.id for vignette in shipped)
    assert preferred["self_care"] + preferred["routine"] >= 0.4 * len(shipped)
    assert preferred["self_care"] >= 0.2 * len(shipped)


@pytest.mark.parametrize("flag", RED_FLAGS)
def test_a_red_flag_stands_alone_and_together_with_another(shipped: Library, flag: str) -> None:
    """A rule that only notices it in company, or only alone, is found."""
    required = [vignette.gold.red_flags for vignette in positives(shipped, flag)]
    assert sum(flags == (flag,) for flags in required) >= 3
    assert sum(len(flags) > 1 for flags in required) >= 2


@pytest.mark.parametrize("flag", RED_FLAGS)
def test_a_red_flag_stands_in_patients_whom_people_under_triage(
    shipped: Library, flag: str
) -> None:
    """In somebody pregnant, in somebody young, and in somebody whose pain is mild."""
    told = positives(shipped, flag)
    assert any("pregnancy" in v.presentation.present for v in told)
    assert any(age(v) < 25 for v in told)
    assert any(
        "severe_pain" in v.presentation.absent
        or "improves_with_home_care" in v.presentation.present
        for v in told
    )


@pytest.mark.parametrize(
    ("number", "values"), [("age_years", (59, 60, 61)), ("duration_days", (13, 14, 15))]
)
def test_a_number_has_both_sides_of_its_bound_and_the_bound_itself(
    shipped: Library, number: str, values: tuple[int, ...]
) -> None:
    """In one family at least, so that nothing else tells its members apart."""
    families: dict[str, set[float]] = {}
    for vignette in shipped:
        if number in vignette.presentation.numbers:
            value = vignette.presentation.numbers[number]
            families.setdefault(vignette.family, set()).add(value)
    assert [family for family, found in families.items() if set(values) <= found]


@pytest.mark.parametrize("cause", CAUSES)
def test_every_cause_that_the_documents_name_is_presented(shipped: Library, cause: str) -> None:
    """With all that marks it, in two vignettes or more."""
    told = [v for v in shipped if set(CAUSES[cause]) <= set(v.presentation.present)]
    assert len(told) >= 2


def test_no_two_stories_of_a_family_share_more_than_their_facts(shipped: Library) -> None:
    """Variants are told anew: no run of nine words stands in two of them."""

    def runs(vignette: Vignette) -> set[str]:
        words = spoken(vignette.narrative).split()
        return {" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)}

    families: dict[str, list[Vignette]] = {}
    for vignette in shipped:
        families.setdefault(vignette.family, []).append(vignette)
    shared = [
        (one.id, other.id)
        for members in families.values()
        for one, other in combinations(members, 2)
        if runs(one) & runs(other)
    ]
    assert shared == []
