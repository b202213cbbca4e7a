"""What the vignettes show of the rules, as the command tells it."""

import json
import re

import pytest

from tests.reports.cli.command import Edit, Triage

COVERAGE = ("coverage", "rules.yaml", "--vignettes", "library")
FOUND = """\
toaster@0.1.0 on 3 vignettes (library)

Seen in vignettes, of what patients can show
  rules fired                                    2 of 3
  conditions met                                 2 of 4
  conditions not met                             3 of 4
  conditions undecided                           2 of 4
  conditions that alone turn their rule (MC/DC)  2 of 4
  pairs of definite and possible disposition     3 of 5  1 impossible
  red flags raised alone                         2 of 2
  pairs of red flags raised together             0 of 1
  Impossible: nobody can show it, proved for all presentations of this
  vocabulary (81 that the rules can tell apart).
  1 rule never fired: old

Dispositions that no vignette shows
  - keep, possibly mend: missing; smallest patient: nothing present; absent:
    smoke; sparks
  - mend, possibly unplug: missing; smallest patient: nothing is known
  - keep, possibly unplug: impossible, no patient can get it

Red flags together that no vignette shows
  - Fire + Current: missing; smallest patient: smoke, sparks

Every rule, with its conditions
  Before each condition: in how many vignettes it is met, not met, undecided.
  Below it, after "alone": two who show that it alone turns the rule. In the
  first it is met, and the rule too; in the second neither; whatever else the
  rule asks is the same in both.

  Smoke comes out -> unplug (rule smoke)
    1    2    0  smoke
                   NEVER undecided
                   alone: smoking / sparking

  It sparks -> mend (rule sparks)
    1    2    0  sparks
                   NEVER undecided
                   alone: sparking / smoking

  Old and full of crumbs -> mend (rule old)
    NEVER FIRES; smallest patient for whom it would: crumbs, age 10 years
    0    1    2  all of:
    0    1    2    crumbs
                     NEVER met
                     alone: MISSING; smallest two who would show it: crumbs, age
                     10 years / the same, but crumbs absent
    0    0    3    age at least 10 years
                     NEVER met
                     NEVER not met
                     alone: MISSING; smallest two who would show it: crumbs, age
                     10 years / the same, but age 9 years

Not covered: whether the rules are good medicine, how questions are worded and
understood, and how free text is read.
A reference for testing software, made by nobody clinical. Not medical advice.
"""
ODD = """\
when:
      any:
        - all: [crumbs, {not: sparks}]
        - all: [crumbs, {number: age_years, at_least: 0}]
        - all: [smoke, {number: age_years, more_than: 50}]"""
NEVER = """\
  Old and full of crumbs -> mend (rule old)
    NEVER FIRES; impossible, no patient can make it fire
    0    0    3  age more than 50 years
                   cannot be met
                   NEVER not met
                   alone: impossible, nobody can meet it
"""


def test_the_whole_output(in_domain: Triage) -> None:
    """Counts, what is missing with its smallest patients, and every rule as a tree."""
    done = in_domain(*COVERAGE, env={"COLUMNS": "80"})
    assert (done.code, done.out, done.err) == (0, FOUND, "")


@pytest.mark.parametrize("columns", [60, 120])
def test_it_keeps_to_the_screen(in_domain: Triage, columns: int) -> None:
    """The same words on a narrow and on a wide one, in lines that fit."""
    done = in_domain(*COVERAGE, env={"COLUMNS": str(columns)})
    assert max(map(len, done.out.splitlines())) <= columns
    assert sorted(done.out.split()) == sorted(FOUND.split())  # a narrow table wraps its titles


def test_colours_say_nothing_by_themselves(in_domain: Triage) -> None:
    """Without them a terminal shows the same text."""
    shown = in_domain.at_terminal(*COVERAGE)
    bare = re.sub(r"\x1b\[[0-9;]*m", "", shown.out)
    assert "\x1b[35mNEVER FIRES\x1b[0m" in shown.out
    assert bare == FOUND


def test_all_lists_what_is_seen_too(in_domain: Triage) -> None:
    """Each answer with the number of its vignettes and the first of them."""
    done = in_domain(*COVERAGE, "--all", env={"COLUMNS": "80"})
    dispositions, alone = done.out.split("\n\n")[2:4]
    assert dispositions.splitlines()[-3:] == [
        "  - keep, possibly keep: 1 vignette, first toasting",
        "  - mend, possibly mend: 1 vignette, first sparking",
        "  - unplug, possibly unplug: 1 vignette, first smoking",
    ]
    assert alone == (
        "Red flags alone\n  - Fire: 1 vignette, first smoking\n"
        "  - Current: 1 vignette, first sparking"
    )


def test_a_rule_that_nobody_can_meet_stands_out(in_domain: Triage, edit: Edit) -> None:
    """It never fires, and the proof says that no vignette could help."""
    old = "when: {all: [crumbs, {number: age_years, at_least: 10}]}"
    edit(in_domain.folder / "rules.yaml", old, "when: {number: age_years, more_than: 50}")
    done = in_domain(*COVERAGE, env={"COLUMNS": "80"})
    assert done.code == 0
    assert NEVER in done.out
    assert "rules fired                                    2 of 2  1 impossible\n" in done.out
    assert "\n  1 rule never fired: old\n" in done.out


def test_every_reason_why_nobody_can_show_it(in_domain: Triage, edit: Edit) -> None:
    """Twice in a rule, without effect beside another, always met, and never met."""
    old = "when: {all: [crumbs, {number: age_years, at_least: 10}]}"
    edit(in_domain.folder / "rules.yaml", old, ODD)
    tree = in_domain(*COVERAGE).out.partition("(rule old)\n")[2]
    found = [line.strip() for line in tree.split("\n\n")[0].splitlines()]
    assert [line for line in found if "impossible" in line] == [
        "alone: impossible, it stands in this rule more than once",
        "alone: impossible, whatever the others are, it does not turn the rule",
        "alone: impossible, it stands in this rule more than once",
        "alone: impossible, whoever was asked meets it",
        "alone: impossible, whatever the others are, it does not turn the rule",
        "alone: impossible, nobody can meet it",
    ]
    assert "cannot be not met" in tree


def test_below_a_not_the_second_one_meets_the_rule(in_domain: Triage, edit: Edit) -> None:
    """Said where it is not as the reader was told."""
    edit(in_domain.folder / "rules.yaml", "{number: age_years, at_least: 10}", "{not: sparks}")
    out = " ".join(in_domain(*COVERAGE).out.split())
    assert out.count("(who meets the rule)") == 1
    assert "sparks, crumbs / the same, but sparks absent (who meets the rule)" in out


def test_a_condition_that_changes_only_with_another_is_told_of_it(
    in_domain: Triage, edit: Edit
) -> None:
    """Two comparisons that part a number at the same place."""
    edit(
        in_domain.folder / "rules.yaml",
        "{number: age_years, at_least: 10}",
        "{any: [{number: age_years, at_least: 10}, {number: age_years, less_than: 10}]}",
    )
    out = " ".join(in_domain(*COVERAGE).out.split())
    assert "alone: impossible, it changes only together with age less than 10 years" in out
    assert "alone: impossible, it changes only together with age at least 10 years" in out


def test_json_has_everything(in_domain: Triage) -> None:
    """Counts, what is shown, vignettes and patients, and what is not covered."""
    done = in_domain(*COVERAGE, "--json")
    data = json.loads(done.out)
    assert (done.code, done.err, data["schema"]) == (0, "", "triage-coverage/1")
    assert data["limits"].startswith("Not covered: ")
    assert data["summary"][4] == {
        "of": "conditions_alone_turn_their_rule", "k": 2, "n": 4, "impossible": 0,
    }  # fmt: skip
    smoke, _, old = data["rules"]
    assert smoke["conditions"] == [
        {
            "place": [],
            "condition": "smoke",
            "met": 1,
            "not_met": 2,
            "undecided": 0,
            "impossible": [],
            "alone_turns_rule": {
                "shown": "seen",
                "vignettes": ["smoking", "sparking"],
                "patients": [],
                "rule_is_met_with_condition": True,
                "why": None,
                "coupled": [],
            },
        }
    ]
    assert (old["fires"], old["line"], old["patient"]) == (
        "missing",
        22,
        {"present": ["crumbs"], "absent": [], "numbers": {"age_years": 10}},
    )
    ages = [p["numbers"] for p in old["conditions"][2]["alone_turns_rule"]["patients"]]
    assert ages == [{"age_years": 10}, {"age_years": 9}]
    assert data["red_flags_together"] == [
        {
            "red_flags": ["fire", "current"],
            "shown": "missing",
            "vignettes": 0,
            "example": None,
            "patient": {"present": ["smoke", "sparks"], "absent": [], "numbers": {}},
        }
    ]


def test_the_same_words_under_another_hash_seed(triage: Triage) -> None:
    """On what ships, text and JSON, to the last byte."""
    found = [
        triage.each(
            [("coverage", "--all"), ("coverage", "knee@1.0.0", "--json")],
            env={"PYTHONHASHSEED": seed},
        )
        for seed in ("1", "2")
    ]
    assert found[0] == found[1]
    assert {done.code for done in found[0].values()} == {0}


@pytest.mark.parametrize(
    ("words", "code", "error"),
    [
        (("coverage", "nothing@1.0.0"), 3, "nothing@1.0.0"),
        (("coverage", "gone.yaml"), 3, "gone.yaml"),
        (("coverage", "rules.yaml", "--vignettes", "gone"), 3, "gone"),
        (("coverage", "rules.yaml"), 2, "name it with --vignettes"),
        (("coverage", ""), 2, "an empty text stands where rules should be named"),
    ],
)
def test_bad_input_is_told_in_one_error(
    in_domain: Triage, words: tuple[str, ...], code: int, error: str
) -> None:
    """No text, no traceback, and the place."""
    done = in_domain(*words)
    assert (done.code, done.out) == (code, "")
    assert error in done.err
    assert "Traceback" not in done.err


def test_a_bar_shows_where_there_is_much_to_look_for(in_domain: Triage, edit: Edit) -> None:
    """Twenty red flags more make 231 pairs; nobody watches a bar for the few of the others."""
    more = "".join(
        f"  - {{id: f{i}, title: F{i}, minimum: mend, findings: [smoke], sources: [MAN L1]}}\n"
        for i in range(20)
    )
    assert "Looking for what is missing" not in in_domain.at_terminal(*COVERAGE).out
    edit(in_domain.folder / "vocabulary.yaml", "pathways:\n", f"{more}pathways:\n")
    shown = in_domain.at_terminal(*COVERAGE)
    assert shown.code == 0
    assert "Looking for what is missing" in shown.out
    piped = in_domain(*COVERAGE)
    assert (piped.code, piped.err) == (0, "")
    assert "pairs of red flags raised together             0 of 1  230 impossible\n" in piped.out
