"""One patient, asked at a terminal."""

import json
import re

import pytest

from tests.reports.cli.command import Triage

TOASTER = ("assess", "--rules", "rules.yaml")
PLAIN = {"NO_COLOR": "1"}
HELP = "Rules for toasters. y yes, n no, Enter don't know, q stop asking.\n"
CODES = re.compile("\x1b\\[[0-9;]+m")

TO_THE_END = f"""\
{HELP}Does it smoke? [y/n] n
Does it spark? [y/n] N
Is it full of crumbs? [y/n] yes
How old is it? [years, or Enter] 12

MEND  Bring it to a shop this week.
No further answer can change this.

Given: crumbs; age 12 years. 2 findings absent, 0 not asked.

Why
  Old and full of crumbs -> mend (rule old)
    Because: crumbs: present; age: 12 years
    Source: MAN L9
    Interpretation: The manual names no age; 10 is this project's.

toaster@0.1.0. A reference for testing software, made by nobody clinical. Not
medical advice.
"""

SETTLED = f"""\
{HELP}Does it smoke? [y/n] y

UNPLUG  Pull the plug now.
No further answer can change this.
Red flags: Fire

Given: smoke. 0 findings absent, 2 not asked.

Why
  Smoke comes out -> unplug (rule smoke)
    Because: smoke: present
    Source: MAN L1, MAN L3
    Beyond its source: The manual says to wait a minute first.

3 more open questions cannot change the disposition, but could still add:
Current; A look by an electrician.

toaster@0.1.0. A reference for testing software, made by nobody clinical. Not
medical advice.
"""


def asked(out: str) -> list[str]:
    """The questions that were asked, each time that they were."""
    return re.findall(r"^(.*\?) \[", CODES.sub("", out), re.MULTILINE)


def test_questions_are_asked_until_everything_is_known(in_domain: Triage) -> None:
    """The most decisive first; yes and no in short or long, in any letter case."""
    done = in_domain.at_terminal(*TOASTER, typed=["n\n", "N\n", "yes\n", "12\n"], env=PLAIN)
    assert (done.code, done.out) == (0, TO_THE_END)


def test_it_stops_when_no_answer_can_change_the_disposition(in_domain: Triage) -> None:
    """After the most urgent answer nothing more is asked."""
    done = in_domain.at_terminal(*TOASTER, typed=["y\n"], env=PLAIN)
    assert (done.code, done.out) == (0, SETTLED)


def test_an_answer_that_is_not_known_leaves_the_question_open(in_domain: Triage) -> None:
    """Enter skips a question, which is not asked again and stays open in the decision."""
    done = in_domain.at_terminal(*TOASTER, typed=["\n", "n\n", "n\n"], env=PLAIN)
    assert done.code == 0
    assert asked(done.out) == ["Does it smoke?", "Does it spark?", "Is it full of crumbs?"]
    assert "Not less while a red flag is still open: unknown is never absent." in done.out
    assert "\n  Does it smoke? (smoke; could lead to unplug)\n" in done.out


@pytest.mark.parametrize("stop", ["q\n", "Quit\n", "\x04"])
def test_it_stops_when_told_so(in_domain: Triage, stop: str) -> None:
    """q, quit and the end of input stop; the decision rests on what was answered."""
    done = in_domain.at_terminal(*TOASTER, typed=["n\n", stop], env=PLAIN)
    assert done.code == 0
    assert asked(done.out) == ["Does it smoke?", "Does it spark?"]
    assert "Further answers can only lower this." in done.out


def test_an_answer_that_is_not_allowed_is_asked_again(in_domain: Triage) -> None:
    """What is allowed is said, and nothing is assumed."""
    wrong = ["maybe", "1", "nein", "-"]
    typed = [f"{word}\n" for word in [*wrong, "y"]]
    done = in_domain.at_terminal(*TOASTER, typed=typed, env=PLAIN)
    assert done.code == 0
    assert asked(done.out) == ["Does it smoke?"] * 5
    for word in wrong:
        assert (
            f"Does it smoke? [y/n] {word}\n  Allowed: y, n, Enter if you don't know; q stops.\n"
            in done.out
        )


def test_a_number_out_of_range_is_asked_again(in_domain: Triage) -> None:
    """The range is said, both ends of it allowed."""
    wrong = ["old", "51", "-1", "nan", "inf", "y", "1e9"]
    typed = [f"{word}\n" for word in ["n", "n", "y", *wrong, "50"]]
    done = in_domain.at_terminal(*TOASTER, typed=typed, env=PLAIN)
    assert done.code == 0
    allowed = "0 to 50 years, Enter if you don't know; q stops."
    for word in wrong:
        assert f"[years, or Enter] {word}\n  Allowed: {allowed}\n" in done.out
    assert "age: 50 years" in done.out


def test_a_terminal_gets_colours(in_domain: Triage) -> None:
    """Questions are bold, the help is dim, and the words are the same."""
    plain = in_domain.at_terminal(*TOASTER, typed=["y\n"], env=PLAIN)
    painted = in_domain.at_terminal(*TOASTER, typed=["y\n"])
    assert "\x1b[1mDoes it smoke?\x1b[0m [y/n] " in painted.out
    assert f"\x1b[2m{HELP.strip()}\x1b[0m\n" in painted.out
    assert "\x1b[1;31mUNPLUG\x1b[0m" in painted.out
    assert CODES.sub("", painted.out) == plain.out


def test_the_shipped_rules_settle_an_emergency_with_one_answer(triage: Triage) -> None:
    """Trouble breathing is asked first, and is enough."""
    done = triage.at_terminal("assess", typed=["y\n"], env=PLAIN)
    assert done.code == 0
    assert asked(done.out) == ["Is there any trouble breathing?"]
    assert "\nEMERGENCY  " in done.out


def test_an_interruption_ends_without_a_decision(in_domain: Triage) -> None:
    """Ctrl-C is no answer: no decision, no traceback, and no exit code of a pass.

    Typed again at the next question, as people do: Python drops an interruption that falls into one
    of its own callbacks, which happens about once in a thousand.
    """
    done = in_domain.at_terminal(*TOASTER, typed=["\x03\n"] * 5, env=PLAIN)
    assert done.code not in {0, 1}
    assert "Traceback" not in done.out
    assert "MEND" not in done.out


def test_json_asked_for_at_a_terminal_can_be_kept_in_a_file(in_domain: Triage) -> None:
    """Questions go to the terminal, and JSON alone to standard output."""
    done = in_domain.with_terminal_input(*TOASTER, "--json", typed=b"y\n")
    assert done.code == 0
    assert "Does it smoke?" in done.err
    assert json.loads(done.out)["definite"] == "unplug"


def test_hostile_words_of_a_rule_file_cannot_steer_the_terminal(in_domain: Triage) -> None:
    """Titles and questions of a foreign file are shown without their escapes."""
    for name, old in (
        ("rules.yaml", "title: Rules for toasters"),
        ("vocabulary.yaml", "question: Does it smoke?"),
        ("vocabulary.yaml", "title: Unplug"),
    ):
        file = in_domain.folder / name
        key = old.partition(":")[0]
        text = file.read_text(encoding="utf-8").replace(old, f'{key}: "\\e[2J\\u202Ebad"')
        file.write_text(text, encoding="utf-8")
    done = in_domain.at_terminal(*TOASTER, typed=["y\n"], env=PLAIN)
    assert done.code == 0
    assert "\x1b" not in done.out
    assert "\u202e" not in done.out
    assert "bad" in done.out


def test_an_answer_that_contradicts_an_earlier_one_is_told_at_once(in_domain: Triage) -> None:
    """It stands as given, the questions go on, and the decision tells it once more."""
    fact = "{id: f, if_present: crumbs, then_present: sparks, reason: Crumbs spark.}"
    with (in_domain.folder / "vocabulary.yaml").open("a", encoding="utf-8") as file:
        file.write(f"facts: [{fact}]\n")
    done = in_domain.at_terminal(*TOASTER, typed=["n\n", "n\n", "y\n", "12\n"], env=PLAIN)
    told = (
        "These answers contradict each other. They are taken as given; please check\n",
        "them.\n",
        "  crumbs: present; sparks: absent\n",
        "    Crumbs spark. (fact f)\n",
    )
    first, second = done.out.split("\nMEND  ")
    assert done.code == 0
    assert (
        "Is it full of crumbs? [y/n] y\n"
        + "".join(f"  {line}" for line in told)
        + "How old is it? [years, or Enter] 12\n"
    ) in first
    assert "These answers" in second
    assert second.count("Crumbs spark. (fact f)") == 1
