"""The scale of urgency: ordered, closed, and read by id."""

from itertools import combinations

import pytest

from triage.dispositions import Disposition, Scale
from triage.vocabulary import Vocabulary


def level(name: str, rank: int) -> Disposition:
    """A disposition with nothing but a name and a rank."""
    return Disposition(id=name, rank=rank, title=name.title(), meaning=f"{name}.")


CALM, SOON, NOW = level("calm", 0), level("soon", 1), level("now", 2)
SCALE = Scale((CALM, SOON, NOW))


def test_a_later_level_is_more_urgent() -> None:
    """Dispositions compare by rank, in all four ways."""
    for less, more in combinations(SCALE, 2):
        assert less < more
        assert more > less
        assert less <= more
        assert more >= less
        assert less != more
    assert max(SCALE) is NOW


def test_equal_dispositions_have_the_same_rank_and_id() -> None:
    """Words for people do not tell two dispositions apart; rank and id do."""
    twin = Disposition(id="soon", rank=1, title="Otherwise", meaning="Otherwise.")
    assert twin == SOON
    assert hash(twin) == hash(SOON)
    assert level("soon", 2) != SOON
    assert level("later", 1) != SOON


def test_a_disposition_is_no_number() -> None:
    """It is unequal to its rank, and cannot be ordered against it."""
    assert SOON != 1
    with pytest.raises(TypeError, match="not supported between"):
        assert SOON < 2


def test_a_scale_gives_its_levels_by_id_and_in_order() -> None:
    """Iteration, ids and both ends go from the least urgent to the most."""
    assert list(SCALE) == [CALM, SOON, NOW]
    assert SCALE.ids == ("calm", "soon", "now")
    assert (SCALE.least, SCALE.most, len(SCALE)) == (CALM, NOW, 3)
    assert SCALE["soon"] is SOON
    assert "soon" in SCALE
    assert "later" not in SCALE


def test_an_unknown_level_is_a_key_error() -> None:
    """A scale has no other levels than its own."""
    with pytest.raises(KeyError):
        SCALE["later"]


@pytest.mark.parametrize("levels", [(SOON, NOW), (CALM, NOW), (SOON, CALM)])
def test_ranks_count_up_from_zero(levels: tuple[Disposition, ...]) -> None:
    """A scale with a gap or out of order is refused."""
    with pytest.raises(ValueError, match=r"^the ranks of a scale count up from 0$"):
        Scale(levels)


def test_a_vocabulary_has_words_for_every_name(bicycle: Vocabulary) -> None:
    """Findings, numbers, red flags and pathways have titles; anything else is shown as it is."""
    names = ["brake_fails", "pressure_bar", "no_brakes", "workshop", "unheard_of"]
    words = ["no brakes", "pressure", "No brakes", "Workshop", "unheard_of"]
    assert [bicycle.title_of(name) for name in names] == words


def test_red_flags_and_pathways_have_one_order(bicycle: Vocabulary) -> None:
    """They stand in the order of the vocabulary, without repeats; other names are left out."""
    names = ["shop", "loose_wheel", "workshop", "shop", "no_brakes", "squeak"]
    assert bicycle.in_order(names) == ("no_brakes", "loose_wheel", "workshop", "shop")
