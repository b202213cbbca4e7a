"""Subgroups on screens of several widths, in short and in full."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from evaluation.metrics import OF_RED_FLAGS, TITLES, score
from evaluation.outcomes import Outcome
from evaluation.subgroups import SAFETY, score_subgroups
from reports.render.subgroups import Subgroups, render_subgroups
from reports.render.text import Screen

if TYPE_CHECKING:
    from tests.reports.conftest import MakeOutcome

Split = Callable[..., Subgroups]
K_OF_N = re.compile(r"\d+ of \d+")
IN_SHORT = """\
By subgroup
                    missed red flags  under-triage
                 n  k of n  at most   k of n  95 % interval
  all vignettes  6  1 of 3  86.5 %    1 of 4  4.6 to 69.9 %
  source document
    MAN          4  1 of 3  86.5 %    1 of 4  4.6 to 69.9 %
    TIP          3  0 of 0  too few   0 of 1  too few
  age in years
    under 10     1  1 of 1  too few   1 of 1  too few
    10 and over  2  0 of 2  too few   0 of 2  too few
    not known    3  0 of 0  too few   0 of 1  too few

                 over-triage            escalation accuracy
                 k of n  95 % interval  k of n  95 % interval
  all vignettes  1 of 3  6.1 to 79.2 %  5 of 6  43.6 to 97.0 %
  source document
    MAN          0 of 1  too few        4 of 4  51.0 to 100.0 %
    TIP          1 of 3  6.1 to 79.2 %  2 of 3  20.8 to 93.9 %
  age in years
    under 10     0 of 0  too few        1 of 1  too few
    10 and over  0 of 0  too few        2 of 2  too few
    not known    1 of 3  6.1 to 79.2 %  2 of 3  20.8 to 93.9 %

  With 5 subgroups, some look worse than others by chance alone: each interval
  is for its own subgroup, and no p-values are shown. Too few: a rate over fewer
  than 3 vignettes says nothing. --subgroups shows every safety metric."""

IN_FULL = """\
By subgroup
  Missed-red-flag rate (by action)  k of n     rate  families  95 % interval
  all vignettes                     1 of 3   33.3 %    1 of 3  at most 86.5 %
  source document
    MAN                             1 of 3   33.3 %    1 of 3  at most 86.5 %
    TIP                             0 of 0        -    0 of 0  not estimable    too few
  age in years
    under 10                        1 of 1  100.0 %    1 of 1  at most 100.0 %  too few
    10 and over                     0 of 2    0.0 %    0 of 2  at most 77.6 %   too few
    not known                       0 of 0        -    0 of 0  not estimable    too few

"""
CODES = re.compile("\x1b\\[[0-9;]+m")


@pytest.fixture(scope="session")
def made(outcome: "MakeOutcome") -> list[Outcome]:
    """Toasters of three ages from two documents: one missed, one over-triaged."""
    fire, of_both = ("fire",), ("MAN", "TIP")
    return [
        of_age(outcome("a", (2, 2), 2, needs=fire, raised=fire), 12, "MAN"),
        of_age(outcome("b", (2, 2), 1, needs=fire, raised=fire), 5, "MAN"),
        of_age(outcome("c", (2, 2), 2, needs=fire, raised=fire), 11, "MAN"),
        of_age(outcome("d", (0, 0), 1), None, "TIP"),
        of_age(outcome("e", (1, 1), 1), None, *of_both),
        of_age(outcome("f", (0, 0), 0), None, "TIP"),
    ]


def of_age(made: Outcome, age: float | None, *documents: str) -> Outcome:
    """The outcome for a toaster of this age, from these documents."""
    numbers = {} if age is None else {"age_years": age}
    return replace(made, documents=documents, input={"numbers": numbers})


@pytest.fixture(scope="session")
def split() -> Split:
    """The subgroups of outcomes by document and age; three are enough to say something."""

    def split_up(
        outcomes: Sequence[Outcome], *, smallest: int = 3, detects: bool = True
    ) -> Subgroups:
        found = score_subgroups(
            outcomes,
            threshold=1,
            top=2,
            reports_red_flags=detects,
            bands={"age_years": (10,)},
            smallest=smallest,
        )
        return Subgroups(
            found=tuple(one for one in found if one.field != "kind"),
            whole=score(outcomes, threshold=1, top=2, reports_red_flags=detects).rates,
            titles={"document": "source document", "age_years": "age in years"},
        )

    return split_up


def text_of(subgroups: Subgroups, width: int, *, is_detailed: bool = False) -> str:
    """What a screen of a width shows."""
    return "\n".join(render_subgroups(subgroups, Screen(width=width), is_detailed=is_detailed))


def test_the_headlines_stand_side_by_side(made: list[Outcome], split: Split) -> None:
    """As many as there is room for, misses first, under their subgroups."""
    assert text_of(split(made), 80) == IN_SHORT


@pytest.mark.parametrize(("width", "tables"), [(60, 3), (80, 2), (100, 2), (120, 1)])
def test_what_is_shown_is_the_same_on_every_screen(
    made: list[Outcome], split: Split, width: int, tables: int
) -> None:
    """In as few tables as fit, without a line too wide or a number lost."""
    text = text_of(split(made), width)
    assert max(map(len, text.splitlines())) <= width
    assert text.count("  all vignettes  ") == tables
    assert sorted(K_OF_N.findall(text)) == sorted(K_OF_N.findall(IN_SHORT))


def test_a_table_of_the_sizes_alone_stands_where_nothing_fits_beside_them(
    outcome: "MakeOutcome", split: Split
) -> None:
    """A document with a long id is not cut; its numbers are shown below."""
    name = "a-document-with-an-id-that-fills-nearly-all-of-the-screen"
    text = text_of(split([of_age(outcome("a", (0, 0), 0), 3, name)], smallest=1), 70)
    first = text.split("\n\n")[0].splitlines()
    assert [line.split() for line in first if name in line] == [[name, "1"]]
    assert text.count(name) == 5


def test_in_full_every_safety_metric_has_a_table(made: list[Outcome], split: Split) -> None:
    """Each over all subgroups, in the order of the safety metrics."""
    text = text_of(split(made), 90, is_detailed=True)
    assert text.startswith(IN_FULL)
    heads = [line for line in text.splitlines() if "k of n" in line]
    titles = [TITLES[name] for name in SAFETY]
    assert [line.strip().partition("  ")[0] for line in heads] == titles
    assert len(K_OF_N.findall(text)) == len(SAFETY) * 6 * 2


@pytest.mark.parametrize("width", [60, 80, 100, 120])
def test_in_full_every_line_is_within_the_screen(
    made: list[Outcome], split: Split, width: int
) -> None:
    """Families and shares are left out where they do not fit, counts and intervals never."""
    text = text_of(split(made), width, is_detailed=True)
    assert max(map(len, text.splitlines())) <= width
    assert text.count("  95 % interval") == len(SAFETY)
    assert "--subgroups" not in text


def test_a_headline_that_is_all_large_enough_has_no_word_on_small_ones(
    made: list[Outcome], split: Split
) -> None:
    """What is not there needs no explanation."""
    of_all = [of_age(one, 12, "MAN") for one in made]
    assert "oo few" not in text_of(split(of_all), 80)
    assert "oo few" in text_of(split(of_all, smallest=5), 80)


def test_a_small_number_is_explained_only_where_it_is_shown(
    made: list[Outcome], split: Split
) -> None:
    """Nobody knows of an absent red flag here, which is among all metrics and no headline."""
    of_all = [of_age(one, 12, "MAN") for one in made]
    assert "Too few: " not in text_of(split(of_all), 120)
    assert "Too few: " in text_of(split(of_all), 120, is_detailed=True)


def test_where_some_are_not_answered_it_says_how_many_are(
    outcome: "MakeOutcome", made: list[Outcome], split: Split
) -> None:
    """In each subgroup, with what no answer counts as."""
    silent = of_age(outcome("g", (2, 2), None, needs=("fire",)), 3, "TIP")
    text = text_of(split([*made, silent]), 80)
    assert "answered" in text.splitlines()[2]
    assert "\n  all vignettes    6 of 7  2 of 4  " in text
    assert "\n    MAN            4 of 4  1 of 3  " in text
    assert "No answer is a missed red flag, and neither under- nor over-triage." in " ".join(
        text.split()
    )


def test_an_interval_beside_its_counts_is_explained_on_every_screen(
    outcome: "MakeOutcome", split: Split
) -> None:
    """Thirty right variants of one story with a wrong one are one family that is wrong."""
    variants = [
        of_age(outcome(f"v{n}", (2, 2), 0 if n == 0 else 2, family="one"), 3, "MAN")
        for n in range(30)
    ]
    for is_detailed, title in ((False, "Under-triage rate"), (True, "Escalation sensitivity")):
        said = " ".join(text_of(split(variants), 60, is_detailed=is_detailed).split())
        assert "A family counts by its worst member, so that an interval can lie beside" in said
        assert f"{title}, MAN (" in said


def test_an_engine_without_red_flags_has_no_table_of_detection(
    made: list[Outcome], split: Split
) -> None:
    """The others are all there, and so are its headlines."""
    silent = split(made, detects=False)
    text = text_of(silent, 90, is_detailed=True)
    shown = [name for name in SAFETY if TITLES[name] in text]
    assert shown == [name for name in SAFETY if name not in OF_RED_FLAGS]
    assert text_of(silent, 80) == IN_SHORT


def test_no_subgroups_are_no_lines(split: Split) -> None:
    """Of no vignettes there is nothing to tell apart."""
    assert render_subgroups(split([]), Screen(), is_detailed=False) == []
    assert render_subgroups(split([]), Screen(), is_detailed=True) == []


def test_a_field_without_a_title_is_called_by_its_id(made: list[Outcome], split: Split) -> None:
    """As an attribute is that only an older run knows."""
    text = text_of(replace(split(made), titles={}), 80)
    assert "\n  document\n" in text
    assert "\n  age_years\n" in text


def test_colour_changes_no_word(made: list[Outcome], split: Split) -> None:
    """Only the heading is bold."""
    painted = "\n".join(
        render_subgroups(split(made), Screen(width=80, has_colour=True), is_detailed=False)
    )
    assert painted != IN_SHORT
    assert CODES.sub("", painted) == IN_SHORT
