"""Files of ratings: read as they stand, with everything that is wrong told at once."""

from typing import TYPE_CHECKING

import pytest

from triage.vocabulary import Vocabulary
from vignettes.ratings import Adjudication, Rater, Rating, Ratings

if TYPE_CHECKING:
    from tests.vignettes.ratings.conftest import ProblemsOf, ReadFolder

LEVELS = "Allowed: keep, clean, mend, unplug."
KEYS = "vignette, disposition, narrative, red_flags, pathways, confidence, why"
SETTLED = """\
adjudications:
  - vignette: smoking
    resolution: The manual was read again.
    author_gave: mend
  - vignette: toasting
    resolution: Both are right.
"""


def test_ratings_are_read_as_they_stand(
    read_folder: "ReadFolder", rater_text: str, toaster: Vocabulary
) -> None:
    """Every field of the files is a field of the values; what is left out is empty."""
    assert read_folder(reader=rater_text, adjudications=SETTLED) == Ratings(
        raters=(
            Rater(
                id="reader-1",
                who="Somebody who toasts.",
                saw="The narrative and nothing else.",
                ratings={
                    "smoking": Rating(
                        vignette="smoking",
                        narrative="0123456789abcdef",
                        disposition=toaster.scale["unplug"],
                        red_flags=("fire",),
                        pathways=("electrician",),
                        confidence="high",
                        why="It smokes.",
                        line=5,
                    ),
                    "toasting": Rating(
                        vignette="toasting",
                        narrative="fedcba9876543210",
                        disposition=toaster.scale["keep"],
                        line=12,
                    ),
                },
                file="r/reader.yaml",
            ),
        ),
        adjudications={
            "smoking": Adjudication(
                vignette="smoking",
                resolution="The manual was read again.",
                author_gave=toaster.scale["mend"],
                file="r/adjudications.yaml",
                line=2,
            ),
            "toasting": Adjudication(
                vignette="toasting",
                resolution="Both are right.",
                file="r/adjudications.yaml",
                line=5,
            ),
        },
    )


def test_who_settled_the_differences_stands_above_them(read_folder: "ReadFolder") -> None:
    """Once for the whole file, and empty where nobody is named."""
    named, unnamed = (
        read_folder(adjudications=f"by: A third.\n{SETTLED}"),
        read_folder(adjudications=SETTLED),
    )
    assert named is not None
    assert unnamed is not None
    assert (named.settled_by, unnamed.settled_by) == ("A third.", "")
    assert named.adjudications.keys() == unnamed.adjudications.keys()


@pytest.mark.parametrize(
    ("line", "flags"),
    [("", None), ("author_red_flags: []", ()), ("author_red_flags: [fire]", ("fire",))],
)
def test_red_flags_of_the_author_are_read_where_they_are_stated(
    read_folder: "ReadFolder", line: str, flags: tuple[str, ...] | None
) -> None:
    """None at all is a statement; to leave them out is none."""
    text = SETTLED.replace("author_gave: mend", line or "author_gave: mend")
    found = read_folder(adjudications=text)
    assert found is not None
    assert found.adjudications["smoking"].author_red_flags == flags


def test_an_adjudication_may_say_what_it_was_about_and_how_it_ended(
    read_folder: "ReadFolder", toaster: Vocabulary
) -> None:
    """The hash of the narrative, and the disposition; both are empty where they are left out."""
    about = 'author_gave: mend\n    narrative: "0123456789abcdef"\n    settled: unplug'
    found = read_folder(adjudications=SETTLED.replace("author_gave: mend", about))
    assert found is not None
    stated, unstated = (found.adjudications[name] for name in ("smoking", "toasting"))
    assert (stated.narrative, stated.settled) == ("0123456789abcdef", toaster.scale["unplug"])
    assert (unstated.narrative, unstated.settled) == ("", None)


def test_a_rating_may_lack_the_hash_of_its_narrative(
    read_folder: "ReadFolder", rater_text: str
) -> None:
    """Whoever rates by hand cannot know it yet; lint says it."""
    ratings = read_folder(r=rater_text.replace('    narrative: "0123456789abcdef"\n', ""))
    assert ratings is not None
    given = ratings.raters[0].ratings
    assert [given[name].narrative for name in given] == ["", "fedcba9876543210"]


@pytest.mark.parametrize("key", ["red_flags", "pathways"])
@pytest.mark.parametrize(("line", "found"), [("", None), ("KEY: []", ())])
def test_what_a_rater_was_not_asked_for_is_not_none_at_all(
    read_folder: "ReadFolder", rater_text: str, key: str, line: str, found: tuple[str, ...] | None
) -> None:
    """An empty list says that there is none; a list that is left out says nothing."""
    old = {"red_flags": "red_flags: [fire]", "pathways": "pathways: [electrician]"}[key]
    new = line.replace("KEY", key)
    text = rater_text.replace(f"    {old}\n", f"    {new}\n" if new else "")
    ratings = read_folder(reader=text)
    assert ratings is not None
    assert getattr(ratings.raters[0].ratings["smoking"], key) == found


@pytest.mark.parametrize("confidence", ["high", "medium", "low"])
def test_three_words_say_how_sure_a_rater_is(
    problems_of_folder: "ProblemsOf", rater_text: str, confidence: str
) -> None:
    """High, medium and low."""
    text = rater_text.replace("confidence: high", f"confidence: {confidence}")
    assert problems_of_folder(r=text) == []


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        ("rater: reader-1\n", "", ['1: the key "rater" is missing.']),
        ("rater: reader-1", "rater: reader 1", [
            '1: rater: "reader 1" is no id; allowed: letters, digits, _ . and -.'
        ]),
        ("who: Somebody who toasts.", "who: 5", [
            "2: who: a whole number (5) stands where text is needed."
        ]),
        ("saw: The narrative and nothing else.\n", "", ['1: the key "saw" is missing.']),
        ("saw: The", "seen: a\nsaw: The", [
            '3: unknown key "seen". Allowed: rater, who, saw, ratings.'
        ]),
        ("- vignette: smoking\n    narrative", "- narrative", [
            '5: ratings[1]: the key "vignette" is missing.'
        ]),
        ('narrative: "0123456789abcdef"', "narrative: 12", [
            "6: ratings[1].narrative: a whole number (12) stands where text is needed."
        ]),
        ("disposition: unplug", "disposition: unplugg", [
            '7: ratings[1].disposition: unknown disposition "unplugg". Did you mean "unplug"?'
        ]),
        ("disposition: keep", "disposition: run", [
            f'14: ratings[2].disposition: unknown disposition "run". {LEVELS}'
        ]),
        ("    disposition: keep\n", "", ['12: ratings[2]: the key "disposition" is missing.']),
        ("[fire]", "[fier]", [
            '8: ratings[1].red_flags: unknown red flag "fier". Did you mean "fire"?'
        ]),
        ("[electrician]", "electrician", [
            '9: ratings[1].pathways: text ("electrician") stands where a list is needed.'
        ]),
        ("confidence: high", "confidence: certain", [
            '10: ratings[1].confidence: unknown confidence "certain". Allowed: high, medium, low.'
        ]),
        ("why: It smokes.", "because: It smokes.", [
            f'11: ratings[1]: unknown key "because". Allowed: {KEYS}.'
        ]),
        ("vignette: toasting", "vignette: smoking", [
            '12: ratings[2].vignette: "smoking" is rated twice; first at line 5.'
        ]),
        ("why: It smokes.", "why: &a It smokes.", [
            "11: ratings[1].why: the anchor &a is not allowed; write the value out."
        ]),
    ],
)  # fmt: skip
def test_one_broken_line_of_a_rater_is_described_exactly(
    problems_of_folder: "ProblemsOf", rater_text: str, old: str, new: str, problems: list[str]
) -> None:
    """Place, field, what stands there and what is allowed, and nothing else."""
    assert old in rater_text
    text = rater_text.replace(old, new, 1)
    assert problems_of_folder(reader=text) == [f"r/reader.yaml:{problem}" for problem in problems]


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        (SETTLED, "settled: []\n", [
            '1: unknown key "settled". Allowed: adjudications, by.',
            '1: the key "adjudications" is missing.',
        ]),
        (SETTLED, f"by: 5\n{SETTLED}", [
            "1: by: a whole number (5) stands where text is needed."
        ]),
        ("author_gave: mend", "author_red_flags: [fier]", [
            '4: adjudications[1].author_red_flags: unknown red flag "fier". Did you mean "fire"?'
        ]),
        ("author_gave: mend", "author_red_flag: []", [
            '4: adjudications[1]: unknown key "author_red_flag". Did you mean "author_red_flags"?'
        ]),
        (SETTLED, "adjudications: none\n", [
            '1: adjudications: text ("none") stands where a list is needed.'
        ]),
        ("    resolution: Both are right.\n", "", [
            '5: adjudications[2]: the key "resolution" is missing.'
        ]),
        ("author_gave: mend", "author_gave: bend", [
            '4: adjudications[1].author_gave: unknown disposition "bend". Did you mean "mend"?'
        ]),
        ("author_gave: mend", "settled: bend", [
            '4: adjudications[1].settled: unknown disposition "bend". Did you mean "mend"?'
        ]),
        ("author_gave: mend", "narrative: 12", [
            "4: adjudications[1].narrative: a whole number (12) stands where text is needed."
        ]),
        ("vignette: toasting", "vignette: smoking", [
            '5: adjudications[2].vignette: "smoking" is settled twice; first at line 2.'
        ]),
        (SETTLED, "adjudications:\n  - {resolution: a}\n  - {resolution: b}\n", [
            '2: adjudications[1]: the key "vignette" is missing.',
            '3: adjudications[2]: the key "vignette" is missing.',
        ]),
    ],
)  # fmt: skip
def test_one_broken_line_of_adjudications_is_described_exactly(
    problems_of_folder: "ProblemsOf", old: str, new: str, problems: list[str]
) -> None:
    """Place, field, what stands there and what is allowed, and nothing else."""
    text = SETTLED.replace(old, new, 1)
    found = problems_of_folder(adjudications=text)
    assert found == [f"r/adjudications.yaml:{problem}" for problem in problems]


def test_all_mistakes_of_all_files_come_together(
    problems_of_folder: "ProblemsOf", rater_text: str
) -> None:
    """One broken file hides no mistake of another."""
    wrong = rater_text.replace("disposition: keep", "disposition: run")
    assert problems_of_folder(a=wrong, adjudications="adjudications: 1\n", b="", c=rater_text) == [
        f'r/a.yaml:14: ratings[2].disposition: unknown disposition "run". {LEVELS}',
        "r/adjudications.yaml:1: adjudications: a whole number (1) stands where a list is needed.",
        "r/b.yaml: the file is empty.",
    ]


def test_one_mistake_of_a_rater_hides_no_other(
    problems_of_folder: "ProblemsOf", rater_text: str
) -> None:
    """Ratings are looked at to the last, whatever is wrong above them."""
    again = '  - {vignette: toasting, narrative: "00", disposition: keep}\n'
    text = rater_text.replace("who: Somebody who toasts.", "who: 5").replace("unplug", "run")
    assert problems_of_folder(r=text + again) == [
        "r/r.yaml:2: who: a whole number (5) stands where text is needed.",
        f'r/r.yaml:7: ratings[1].disposition: unknown disposition "run". {LEVELS}',
        'r/r.yaml:15: ratings[3].vignette: "toasting" is rated twice; first at line 12.',
    ]


def test_the_author_is_no_rater(problems_of_folder: "ProblemsOf", rater_text: str) -> None:
    """That name is the author's wherever raters are compared; nobody else can have it."""
    (problem,) = problems_of_folder(a=rater_text.replace("reader-1", "author"))
    assert problem.startswith('r/a.yaml:1: rater: "author" ')
