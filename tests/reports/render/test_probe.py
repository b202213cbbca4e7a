"""What a search found, as a whole."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from evaluation.engines.protocol import EngineKind, Traits, Unknowns
from evaluation.outcomes import Result, Status
from evaluation.probing.laws import LawKind
from evaluation.probing.probe import Probe
from evaluation.probing.which import Unsearched
from reports.render.probe import TITLES, answer_words, render_probe
from reports.render.text import Screen
from tests.evaluation.kit import engines as faults
from tests.evaluation.kit.outcomes import gave
from tests.evaluation.kit.probes import RULES, Made, probed
from triage.vocabulary import Vocabulary

WORDS = RULES.vocabulary
LIMITS = """
Not covered: whether the rules are good medicine, how questions are
worded and understood, and how free text is read. A reference for
testing software, made by nobody clinical. Not medical advice."""

NOTHING = (
    """\
NOTHING FOUND  made, in the words of small: no broken law
  A search, not a proof: 40 patients to start from, 1,234 requests, seed
  0. Others may still be harmed.

What was searched
                                                       patients
                                                 laws  for each  broken
  Every patient gets an answer                      1        20       0
  Floors and ceilings of the documents              2        20       0
  Floors that hold until a finding is ruled out     1        20       0
  Whoever raises a red flag is as urgent as it      1        20       0
    demands
  A finding of a red flag, once present, lowers     1        20       0
    nothing
  Unknown is never read as absent                   1        20       0
  A finding that nothing reads changes nothing      1        20       0
  The order of the findings changes nothing         1        20       0
  The same patient gets the same answer             1        20       0
"""
    + LIMITS
)

DICE = """\
FOUND  AnswersAtRandom, in the words of small: it breaks 9 of 10 laws
  A search, not a proof: 40 patients to start from, 1,234 requests, seed
  0. Others may still be harmed.

BROKEN  Floors and ceilings of the documents
  F1, The floor: broken in 3 of 20 patients
    Smallest patient: A
    Answered: routine (flag, way)
    Demanded: at least urgent, the red flag flag, the pathway way
  C1, The ceiling: broken in 3 of 20 patients
    Smallest patient: nothing present; absent: A
    Answered: urgent (no red flag)
    Demanded: at most routine

BROKEN  Floors that hold until a finding is ruled out
  F1, The floor: broken in 3 of 20 patients
    Smallest patient: nothing present; absent: B
    Answered: self_care (no red flag)
    Demanded: at least routine

BROKEN  Whoever raises a red flag is as urgent as it demands
  Flag (flag): broken in 3 of 20 patients
    Smallest patient: A
    Answered: routine (flag, way)
    Demanded: at least urgent

BROKEN  A finding of a red flag, once present, lowers nothing
  A (a): broken in 3 of 20 patients
    Smallest patient: nothing is known
    With A absent: urgent (no red flag)
    With A present: routine (flag, way)
    Demanded: at least urgent

BROKEN  Unknown is never read as absent
  A (a): broken in 3 of 20 patients
    Smallest patient: nothing present; absent: C
    With A not asked: self_care (no red flag)
    With A present: routine (flag, way)
    Demanded: more than self_care until it is known to be absent

BROKEN  A finding that nothing reads changes nothing
  C (c): broken in 3 of 20 patients
    Smallest patient: nothing is known
    With C not asked: urgent (no red flag)
    With C absent: self_care (no red flag)
    Demanded: the same answer

BROKEN  The order of the findings changes nothing
  Anybody: broken in 3 of 20 patients
    Smallest patient: nothing present; absent: A; B
    In the usual order: self_care (no red flag)
    With the findings in the opposite order: emergency (no red flag)
    Demanded: the same answer

BROKEN  The same patient gets the same answer
  Anybody: broken in 3 of 20 patients
    Smallest patient: nothing is known
    In one request: urgent (no red flag)
    In another request: emergency (no red flag)
    Demanded: the same answer

What was searched
"""


def fixed(probe: Probe) -> Probe:
    """A search with counts that do not hang on what Hypothesis draws."""
    searched = tuple(replace(each, tried=20, broken=min(each.broken, 3)) for each in probe.searched)
    return replace(probe, patients=40, requests=1234, left_out=0, searched=searched)


def rendered(probe: Probe, width: int = 72, *, every_item: bool = False) -> str:
    """The text on a narrow screen."""
    return render_probe(probe, WORDS, Screen(width=width), every_item=every_item)


@pytest.fixture(scope="module")
def honest() -> Probe:
    """A search that finds nothing."""
    return fixed(probed(Made()))


@pytest.fixture(scope="module")
def dice() -> Probe:
    """A search that finds everything."""
    return fixed(probed(faults.AnswersAtRandom(ruleset=RULES)))


def test_nothing_found_says_what_was_searched_and_that_it_proves_nothing(honest: Probe) -> None:
    """The whole text: each kind of law with how many patients it was looked at of."""
    assert rendered(honest) == NOTHING


def test_what_was_found_comes_by_law_with_the_smallest_patient(dice: Probe) -> None:
    """Who, what was answered to which question, and what was demanded."""
    text = rendered(dice)
    assert text.startswith(DICE)
    assert text.endswith(LIMITS)


def test_no_answer_is_shown_with_its_reason() -> None:
    """As the engine or the harness gave it."""
    probe = fixed(probed(faults.CrashesOnOneFinding(ruleset=RULES, finding="b")))
    shown = (
        "BROKEN  Every patient gets an answer\n"
        "  Anybody: broken in 3 of 20 patients\n"
        "    Smallest patient: B\n"
        "    Answered: no answer: KeyError\n"
        "    Demanded: an answer\n"
    )
    assert shown in rendered(probe)


def test_what_cut_the_search_short_stands_at_the_top(honest: Probe) -> None:
    """Patients left out, or the end of it: fewer were looked at than meant."""
    left = rendered(replace(honest, left_out=12))
    assert "  12 more requests left out: patients like one without an answer.\n" in left
    stopped = " ".join(rendered(replace(honest, left_out=12, has_stopped=True)).split())
    told = "It was stopped, since too many requests had no answer; 12 requests more would have been"
    rest = "made, and patients may not be the smallest. Mend that first."
    assert f"{told} {rest}" in stopped


def test_what_is_not_searched_is_told_with_the_reason(honest: Probe) -> None:
    """By declaration; requests that were not passed on are counted."""
    why = 'It is declared with "deterministic: false".'
    probe = replace(honest, unsearched=(Unsearched(LawKind.REPEAT, why),), spared=3)
    text = rendered(probe, 100)
    assert f"\nNot searched\n  The same patient gets the same answer. {why}\n" in text
    assert "  3 requests not passed on, as is declared of the engine.\n" in text


def test_laws_of_which_nothing_was_seen_are_told(honest: Probe) -> None:
    """0 broken of 0 patients is no good sign."""
    told = "  Of 0 patients: no answer was one that could break it.\n"
    assert told not in rendered(honest)
    unseen = (replace(honest.searched[0], tried=0), *honest.searched[1:])
    assert told in rendered(replace(honest, searched=unseen))


def test_faults_are_found_though_no_law_is_broken(honest: Probe) -> None:
    """They belong to no patient, and are listed."""
    text = rendered(replace(honest, faults=("answered q-1, which was not asked",)))
    assert text.startswith("FOUND  made, in the words of small: faults, and no broken law\n")
    assert "\nFAULTS  What belongs to no patient\n  - answered q-1, which was not asked\n" in text


def test_what_was_not_there_again_is_said(dice: Probe) -> None:
    """A violation that did not repeat itself is no less a finding, and another one."""
    first = next(each for each in dice.searched if each.violation)
    assert first.violation is not None
    unsteady = replace(first, violation=replace(first.violation, is_steady=False))
    text = rendered(replace(dice, searched=(unsteady,)))
    assert "    Asked once more, it answered otherwise.\n" in text


def test_long_lists_are_cut_unless_all_is_asked_for(dice: Probe) -> None:
    """Eight of a kind, and how many more there are."""
    first = next(each for each in dice.searched if each.violation)
    many = replace(dice, searched=(first,) * 11)
    assert rendered(many).count("  F1, The floor: broken") == 8
    assert "\n  and 3 more (--all)\n" in rendered(many)
    assert rendered(many, every_item=True).count("  F1, The floor: broken") == 11


def test_an_answer_in_short() -> None:
    """Disposition, red flags and pathways; without red flags where none are reported."""
    said = gave(2, flags="flag", ways="way")
    assert answer_words(said, WORDS) == "urgent (flag, way)"
    assert answer_words(said, WORDS, reports_red_flags=False) == "urgent (way)"
    assert answer_words(gave(1), WORDS) == "routine (no red flag)"
    assert answer_words(gave(1), WORDS, reports_red_flags=False) == "routine"
    none = Result(status=Status.ERROR, reason="it broke")
    assert answer_words(none, WORDS) == "no answer: it broke"


def test_every_kind_of_law_has_a_title() -> None:
    """None is shown by its id."""
    assert set(TITLES) == set(LawKind)


def test_of_an_engine_without_red_flags_none_are_shown() -> None:
    """Nothing is said of what it does not report."""
    traits = Traits(kind=EngineKind.COMMAND, reports_red_flags=False, unknowns=Unknowns.UNDERSTOOD)

    def sleepy(_patient: object, _result: Result) -> Result:
        return gave(0)

    text = rendered(probed(Made(traits=traits, bend=sleepy)))
    assert "    Answered: self_care\n    Demanded: at least urgent, the pathway way\n" in text


def test_no_text_steers_the_terminal(
    dice: Probe,
    hostile: str,
    is_harmless: Callable[[str], bool],
    renamed: Callable[[Vocabulary, str], Vocabulary],
) -> None:
    """Names of engines, words of the domain and faults are content, whatever stands in them."""
    probe = replace(dice, engine=hostile, faults=(hostile,))
    text = render_probe(probe, renamed(WORDS, hostile), Screen(width=72))
    assert is_harmless(text)


@pytest.mark.parametrize("width", [60, 72, 100, 120])
def test_every_line_keeps_to_the_screen(dice: Probe, width: int) -> None:
    """However narrow it is."""
    lines = rendered(dice, width).splitlines()
    assert max(map(len, lines)) <= width
