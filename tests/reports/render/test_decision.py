"""A decision explained, as a whole."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from reports.render.decision import render_decision
from reports.render.text import Screen
from triage.engine import decide
from triage.presentation import Presentation
from triage.repository import load_ruleset
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary

NOTHING_KNOWN = """\
MEND  Bring it to a shop this week.
Not less while a red flag is still open: unknown is never
absent.
Could still become UNPLUG, depending on answers not given.

Given: nothing present. 0 findings absent, 3 not asked.

Why
  No rule is met, but not every red flag is ruled out.

Still open, the most decisive first
  Does it smoke? (smoke; could lead to unplug)
  Does it spark? (sparks; could lead to mend)
  Is it full of crumbs? (crumbs; could lead to mend)
  How old is it? (age_years; could lead to mend)

toaster@0.1.0. A reference for testing software, made by
nobody clinical. Not medical advice."""

ONLY_LOWER = """\
MEND  Bring it to a shop this week.
Not less while a red flag is still open: unknown is never
absent.
Further answers can only lower this.

Given: nothing present. 2 findings absent, 1 not asked.

Why
  No rule is met, but not every red flag is ruled out.

Still open, the most decisive first
  Does it spark? (sparks; could lead to mend)

toaster@0.1.0. A reference for testing software, made by
nobody clinical. Not medical advice."""

SMOKE = """\
UNPLUG  Pull the plug now.
No further answer can change this.
Red flags: Fire

Given: smoke. 0 findings absent, 2 not asked.

Why
  Smoke comes out -> unplug (rule smoke)
    Because: smoke: present
    Source: MAN L1, MAN L3
    Beyond its source: The manual says to wait a minute
    first.

3 more open questions cannot change the disposition, but
could still add: Current; A look by an electrician.

toaster@0.1.0. A reference for testing software, made by
nobody clinical. Not medical advice."""

EVERYTHING = """\
UNPLUG  Pull the plug now.
No further answer can change this.
Red flags: Fire; Current
Pathways: A look by an electrician

Given: crumbs; smoke; sparks; age 12.5 years. 0 findings
       absent, 0 not asked.

Why
  Smoke comes out -> unplug (rule smoke)
    Because: smoke: present
    Source: MAN L1, MAN L3
    Beyond its source: The manual says to wait a minute
    first.
  Old and full of crumbs -> mend (rule old)
    Because: crumbs: present; age: 12.5 years
    Source: MAN L9
    Interpretation: The manual names no age; 10 is this
    project's.
  It sparks -> mend (rule sparks)
    Because: sparks: present
    Source: MAN L2

toaster@0.1.0. A reference for testing software, made by
nobody clinical. Not medical advice."""

FINE = """\
KEEP  Go on toasting.
No further answer can change this.

Given: nothing present. 3 findings absent, 0 not asked.

Why
  It only toasts. No rule is met.
    Source: MAN L9

toaster@0.1.0. A reference for testing software, made by
nobody clinical. Not medical advice."""


@pytest.mark.parametrize(
    ("present", "absent", "age", "text"),
    [
        ([], [], None, NOTHING_KNOWN),
        ([], ["smoke", "crumbs"], None, ONLY_LOWER),
        (["smoke"], [], None, SMOKE),
        (["smoke", "sparks", "crumbs"], [], 12.5, EVERYTHING),
        ([], ["smoke", "sparks", "crumbs"], None, FINE),
    ],
    ids=["nothing", "only-lower", "smoke", "everything", "fine"],
)
def test_a_decision_says_what_why_and_what_is_open(
    rules: RuleSet, present: list[str], absent: list[str], age: float | None, text: str
) -> None:
    """Disposition, red flags, pathways, each rule with facts and sources, open questions."""
    numbers = {} if age is None else {"age_years": age}
    patient = Presentation.build(rules.vocabulary, present=present, absent=absent, numbers=numbers)
    found = render_decision(decide(patient, rules), patient, rules, Screen(width=60))
    assert found == text


@pytest.mark.parametrize(
    ("present", "absent", "title"),
    [
        (["smoke"], [], "\x1b[1;31mUNPLUG\x1b[0m"),
        ([], [], "\x1b[1;35mMEND\x1b[0m"),
        ([], ["smoke", "sparks", "crumbs"], "\x1b[1;32mKEEP\x1b[0m"),
    ],
)
def test_colour_adds_codes_to_the_headings_and_changes_no_word(
    rules: RuleSet, present: list[str], absent: list[str], title: str
) -> None:
    """Red is the most urgent, green the least, magenta between; the words say it alone."""
    patient = Presentation.build(rules.vocabulary, present=present, absent=absent)
    decision = decide(patient, rules)
    painted = render_decision(decision, patient, rules, Screen(width=120, has_colour=True))
    plain = render_decision(decision, patient, rules, Screen(width=120))
    heading = "Still open, the most decisive first"
    expected = plain.replace(title[7:-4], title, 1).replace("\nWhy\n", "\n\x1b[1mWhy\x1b[0m\n")
    assert painted == expected.replace(heading, f"\x1b[1m{heading}\x1b[0m")


@pytest.mark.parametrize(
    ("questions", "last"),
    [
        (8, "  Does it smoke? (smoke; could lead to unplug)"),
        (9, "  and 1 more question that could change it"),
        (12, "  and 4 more questions that could change it"),
    ],
)
def test_eight_questions_are_shown_and_the_others_counted(
    rules: RuleSet, questions: int, last: str
) -> None:
    """A long list says how long it is."""
    decision = decide(Presentation(), rules)
    many = replace(decision, questions=(decision.questions[0],) * questions)
    open_ones = render_decision(many, Presentation(), rules, Screen()).split("\n\n")[-2].split("\n")
    assert open_ones[0] == "Still open, the most decisive first"
    assert open_ones[1:9] == ["  Does it smoke? (smoke; could lead to unplug)"] * 8
    assert open_ones[-1] == last
    assert len(open_ones) == 1 + min(questions, 9)


def test_questions_that_change_nothing_are_counted_apart(rules: RuleSet) -> None:
    """They are not listed as decisive, and what they could still add is said."""
    patient = Presentation.build(rules.vocabulary, present=["sparks"], absent=["smoke"])
    decision = decide(patient, rules)
    one = replace(decision, questions=decision.questions[:1])
    texts = [
        render_decision(found, patient, rules, Screen(width=120)).split("\n\n")[-2]
        for found in (decision, one)
    ]
    assert texts == [
        "2 more open questions cannot change the disposition, but could only add reasons.",
        "1 more open question cannot change the disposition, but could only add reasons.",
    ]


def test_what_a_decisive_question_could_raise_is_not_said_of_the_others(rules: RuleSet) -> None:
    """Fire would change the disposition, so that no question that cannot do so could add it."""
    patient = Presentation.build(rules.vocabulary, present=["crumbs"], numbers={"age_years": 12})
    text = render_decision(decide(patient, rules), patient, rules, Screen(width=120))
    assert text.split("\n\n")[-3:-1] == [
        "Still open, the most decisive first\n  Does it smoke? (smoke; could lead to unplug)",
        (
            "1 more open question cannot change the disposition, but could still add: Current; "
            "A look by an electrician."
        ),
    ]


def test_one_finding_is_one_finding(rules: RuleSet) -> None:
    """The noun agrees with its number."""
    patient = Presentation.build(rules.vocabulary, absent=["smoke"])
    text = render_decision(decide(patient, rules), patient, rules, Screen())
    assert "\nGiven: nothing present. 1 finding absent, 2 not asked.\n" in text


@pytest.mark.parametrize("width", [60, 120])
@pytest.mark.parametrize("finding", ["trouble_breathing", "fever", "locking"])
def test_every_line_fits_the_screen(width: int, finding: str) -> None:
    """The narrowest screen shows a decision of the shipped rules without breaking a line."""
    knee = load_ruleset("knee")
    patient = Presentation.build(knee.vocabulary, present=[finding])
    text = render_decision(decide(patient, knee), patient, knee, Screen(width=width))
    assert [line for line in text.split("\n") if len(line) > width] == []


def test_hostile_words_of_a_vocabulary_arrive_harmless(
    rules: RuleSet,
    hostile: str,
    renamed: Callable[[Vocabulary, str], Vocabulary],
    is_harmless: Callable[[str], bool],
) -> None:
    """Titles, questions, meanings and units from a foreign file cannot steer the terminal."""
    words = renamed(rules.vocabulary, hostile)
    bad = replace(
        rules,
        vocabulary=words,
        default=replace(rules.default, disposition=words.scale["keep"], title=hostile),
        floor_while_undecided=words.scale["mend"],
        rules=tuple(
            replace(
                rule,
                disposition=words.scale[rule.disposition.id],
                title=hostile,
                interpretation=hostile,
                beyond_source=hostile,
                sources=(hostile,),
            )
            for rule in rules.rules
        ),
    )
    for patient in (
        Presentation(),
        Presentation.build(words, present=["smoke", "sparks", "crumbs"], numbers={"age_years": 10}),
        Presentation.build(words, absent=["smoke", "sparks", "crumbs"]),
    ):
        assert is_harmless(render_decision(decide(patient, bad), patient, bad, Screen()))
