"""Notes: what cannot be decided without understanding the words."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.vignettes.narratives.conftest import Doubts

AT = "v.yaml:15: vignettes[toast].phrases:"
P = f"note phrase-in-doubt | {AT}"
POLARITY = f"note phrase-polarity | {AT}"
DENIALS = [
    *("no", "not", "none", "never", "nor", "neither", "nothing", "nil", "without"),
    *("denies", "denied", "negative", "normal", "free", "clear", "absent"),
    *("hasn't", "haven't", "isn't", "aren't", "doesn't", "don't", "didn't"),
    *("can't", "won't", "wasn't"),
]
OUTRIGHT = ["no", "not", "never", "without", "denies", "denied", "nor"]
"""Those that deny what stands right after them, and nothing else."""
WELL = [
    *("fine", "ok", "okay", "good", "easy", "calm", "quiet", "normally", "intact", "unchanged"),
    *("unaffected", "usual", "always", "under control", "controlled", "controls", "obey"),
    *("obeys", "in order", "continent", "afebrile", "apyrexial", "neg", "negatives", "excluded"),
    *("nobody", "cannot", "havent", "arent", "dont", "isnt", "nope", "nah", "n", "0"),
]


@pytest.mark.parametrize(
    ("says", "facts"),
    [
        ("Smoke", {"present": "[smoke]"}),
        ("fumes everywhere", {"present": "[smoke]"}),
        ("No smoke", {"absent": "[smoke]"}),
        ("free of fumes", {"absent": "[smoke]"}),
        ("there isn\u2019t any smoke", {"absent": "[smoke]"}),
    ],
)
def test_known_words_that_fit_the_answer_raise_no_doubt(
    doubts: "Doubts", says: str, facts: dict[str, str]
) -> None:
    """A title, id or synonym, with a denial exactly where the finding is absent."""
    assert doubts(says, f"smoke: {says}", **facts) == []


@pytest.mark.parametrize("denial", DENIALS)
def test_every_word_of_denial_is_known(doubts: "Doubts", denial: str) -> None:
    """With it an absent finding is beyond doubt, and a present one is not."""
    says = f"well, {denial.upper()} wonder: smoke"
    assert doubts(says, f"smoke: {says}", absent="[smoke]") == []
    assert doubts(says, f"smoke: {says}", present="[smoke]") == [
        f'{POLARITY} "{says}" says that smoke is present, though it holds a denial.'
    ]


@pytest.mark.parametrize("between", ["", "any ", "the ", "a "])
@pytest.mark.parametrize("denial", OUTRIGHT)
def test_a_present_finding_that_is_denied_outright_is_an_error(
    doubts: "Doubts", denial: str, between: str
) -> None:
    """Right after such a word nobody can mean that it is there; absent is what it says."""
    says = f"well, {denial.upper()} {between}fumes here"
    assert doubts(says, f"smoke: {says}", absent="[smoke]") == []
    assert doubts(says, f"smoke: {says}", present="[smoke]") == [
        f'error phrase-contradicts | {AT} "{says}" says that smoke is present, but denies it.'
    ]


@pytest.mark.parametrize("denial", [word for word in DENIALS if word not in OUTRIGHT])
def test_other_words_of_denial_deny_nothing_for_sure(doubts: "Doubts", denial: str) -> None:
    """It may be clear that there is smoke: a person must look."""
    says = f"{denial} smoke"
    (found,) = doubts(says, f"smoke: {says}", present="[smoke]")
    assert found.startswith(f"{POLARITY} ")


@pytest.mark.parametrize("says", ["not always smoke", "no, smoke", "a knot smoke", "no big smoke"])
def test_a_denial_of_something_else_does_not_contradict(doubts: "Doubts", says: str) -> None:
    """Only the very next words are denied for sure."""
    found = doubts(says, f"smoke: {says}", present="[smoke]")
    assert [line for line in found if line.startswith("error")] == []


def test_a_finding_in_words_that_nobody_knows_is_never_contradicted(doubts: "Doubts") -> None:
    """What is denied is some other word."""
    says = "no puff"
    assert doubts(says, f"smoke: {says}", present="[smoke]") == [
        f'{P} "{says}" says that smoke is present, in words that the vocabulary does not know.'
    ]


@pytest.mark.parametrize("word", WELL)
def test_words_that_all_is_well_deny_as_well(doubts: "Doubts", word: str) -> None:
    """They let an absent finding or group be; that a present one stands beside them is no doubt."""
    says = f"the smoke: {word.upper()}"
    assert doubts(says, f"smoke: {says}", absent="[smoke]") == []
    assert doubts(says, f"smoke: {says}", present="[smoke]") == []
    assert doubts(says, f"dangers: {says}", absent="[smoke, sparks, shock]") == []


@pytest.mark.parametrize(
    ("says", "is_doubtful"),
    [("none of that", False), ("all of that", True), ("the crumbs", True), ("no crumbs", False)],
)
def test_a_group_is_denied_in_words_of_denial(
    doubts: "Doubts", says: str, *, is_doubtful: bool
) -> None:
    """A phrase about a group stands for its absent findings; without a denial it denies none."""
    found = doubts(says, f"nuisances: {says}", absent="[crumbs, pale_toast]")
    problem = f'{POLARITY} "{says}" denies nuisances without a word of denial.'
    assert found == ([problem] if is_doubtful else [])


@pytest.mark.parametrize("says", ["smoke", "nothingness of smoke", "a knot of fumes"])
def test_an_absent_finding_without_a_word_of_denial_is_doubtful(
    doubts: "Doubts", says: str
) -> None:
    """Whoever reads it must say whether it is denied; only whole words deny."""
    assert doubts(says, f"smoke: {says}", absent="[smoke]") == [
        f'{POLARITY} "{says}" says that smoke is absent, without a word of denial.'
    ]


@pytest.mark.parametrize(("facts", "answer"), [("present", "present"), ("absent", "absent")])
def test_words_that_the_vocabulary_does_not_know_are_doubtful(
    doubts: "Doubts", facts: str, answer: str
) -> None:
    """A person must say whether they mean the finding; that they deny is then no second doubt."""
    says = "it does not puff"
    assert doubts(says, f"smoke: {says}", **{facts: "[smoke]"}) == [
        (f'{P} "{says}" says that smoke is {answer}, in words that the vocabulary does not know.')
    ]


def test_the_words_of_another_finding_are_not_known_for_this_one(doubts: "Doubts") -> None:
    """Each finding of a phrase is looked for by its own words."""
    says = "no smoke without sparks"
    facts = {"present": "[crumbs]", "absent": "[smoke, sparks]"}
    assert doubts(says, f"smoke, sparks, crumbs: {says}", **facts) == [
        f'{P} "{says}" says that crumbs is present, in words that the vocabulary does not know.'
    ]


def test_only_findings_with_an_answer_can_be_in_doubt(doubts: "Doubts") -> None:
    """Numbers, attributes and what was not asked have no words to hold against one."""
    says = "Red, 7 years, none of it"
    found = doubts(
        says,
        f"colour, age_years, nuisances, shock: {says}",
        absent="[crumbs, pale_toast]",
        not_asked="[shock]",
        patient="{age_years: 7, colour: red}",
    )
    assert found == []


def test_notes_stand_at_the_line_of_their_phrase(doubts: "Doubts") -> None:
    """Each doubt is found where the author can mend it."""
    told = ("It puffs. It sparkles.", "-: It puffs", "smoke: puffs", "", "sparks: It sparkles")
    assert [line.partition(" says ")[0] for line in doubts(*told, present="[smoke, sparks]")] == [
        'note phrase-in-doubt | v.yaml:16: vignettes[toast].phrases: "puffs"',
        'note phrase-in-doubt | v.yaml:18: vignettes[toast].phrases: "It sparkles"',
    ]
