"""One patient, from options, a file or standard input."""

import json
from functools import partial
from pathlib import Path

import pytest

from tests.reports.cli.command import Ran, Together, Triage

OLD = """\
MEND  Bring it to a shop this week.
Could still become UNPLUG, depending on answers not given.

Given: crumbs; age 12 years. 1 finding absent, 1 not asked.

Why
  Old and full of crumbs -> mend (rule old)
    Because: crumbs: present; age: 12 years
    Source: MAN L9
    Interpretation: The manual names no age; 10 is this project's.

Still open, the most decisive first
  Does it smoke? (smoke; could lead to unplug)

toaster@0.1.0. A reference for testing software, made by nobody clinical. Not medical advice.
"""
YAML = "present: [crumbs]\nabsent: [sparks]\nnumbers: {age_years: 12}\n"
JSON = '{"present": ["crumbs"], "absent": ["sparks"], "numbers": {"age_years": 12}}'
OPTIONS = ("--present", "crumbs", "--absent", "sparks", "--number", "age_years=12")
TOASTER = ("assess", "--rules", "rules.yaml")


class TestWhereThePatientComesFrom:
    """Options, a file or standard input: the same patient, the same decision."""

    def test_options_file_and_standard_input_say_the_same(
        self, in_domain: Triage, together: Together
    ) -> None:
        """Findings and numbers as options, in YAML or JSON, with or without the dash."""
        for name, text in (("p.yaml", YAML), ("p.json", JSON)):
            (in_domain.folder / name).write_text(text, encoding="utf-8")
        done = together(
            {
                "options": partial(in_domain, *TOASTER, *OPTIONS),
                "YAML file": partial(in_domain, *TOASTER, "p.yaml"),
                "JSON file": partial(in_domain, *TOASTER, "p.json"),
                "YAML pipe": partial(in_domain, *TOASTER, stdin=YAML),
                "JSON pipe": partial(in_domain, *TOASTER, stdin=JSON),
                "YAML dash": partial(in_domain, *TOASTER, "-", stdin=YAML),
            }
        )
        assert {name: (each.code, each.err) for name, each in done.items()} == dict.fromkeys(
            done, (0, "")
        )
        assert {each.out for each in done.values()} == {OLD}

    def test_what_is_left_of_a_group_may_be_absent(self, in_domain: Triage) -> None:
        """All findings of a group that are not named otherwise are absent."""
        done = in_domain(*TOASTER, "--present", "sparks", "--absent-others", "dangers", "--json")
        assert json.loads(done.out)["presentation"] == {
            "present": ["sparks"],
            "absent": ["smoke"],
            "numbers": {},
        }

    def test_names_may_be_repeated_or_listed(self, in_domain: Triage) -> None:
        """An option more than once, or several names with commas, with spaces or not."""
        ways = [["smoke,sparks"], ["smoke", "--present", "sparks"], [" smoke , sparks ,"]]
        done = in_domain.each([*TOASTER, "--json", "--present", *way] for way in ways)
        first, *others = done.values()
        assert first.code == 0
        assert [first, first] == others

    def test_json_out_is_the_decision_with_its_questions(self, in_domain: Triage) -> None:
        """The same facts as the text, for a machine."""
        data = json.loads(in_domain(*TOASTER, "-", "--json", stdin=JSON).out)
        assert data["schema"] == "triage-decision/1"
        assert (data["definite"], data["possible"]) == ("mend", "unplug")
        assert [fired["rule"] for fired in data["fired"]] == ["old"]
        assert [question["name"] for question in data["questions"]] == ["smoke"]
        assert data["presentation"]["numbers"] == {"age_years": 12}

    def test_the_shipped_rules_are_the_default(self, quick: Ran, triage: Triage) -> None:
        """Fever is urgent by the newest rules, and routine by the first ones."""
        new = quick["assess --present fever"]
        old = triage("assess", "--present", "fever", "--rules", "knee@1.0.0")
        assert new.out.startswith("URGENT  ")
        assert old.out.startswith("ROUTINE  ")
        assert "\nknee@1.1.0. " in new.out


class TestWhatIsWrongWithIt:
    """Wrong usage: exit code 2, one message with the place and the remedy."""

    def test_a_wrong_option_is_named(self, triage: Triage) -> None:
        """The option as it is typed, what was given, and what would be right."""
        table = {
            ("--present", "fevr"): 'unknown finding "fevr". Did you mean "fever"?',
            ("--absent", "calf_pain"): 'unknown finding "calf_pain". Did you mean "leg_pain"?',
            ("--absent-others", "red_flags_findings"): (
                'unknown group "red_flags_findings". Did you mean "red_flag_findings"?'
            ),
            ("--number", "age=61"): 'unknown name "age". Did you mean "age_years"?',
            ("--number", "age_years=old"): 'text ("old") stands where a number is needed.',
            ("--number", "age_years=130"): "130 is out of range; allowed: 0 to 120 years.",
            ("--number", "age_years=nan"): 'text ("nan") stands where a number is needed.',
            ("--absent", "fever", "--present", "fever"): '"fever" is both present and absent.',
            ("--present", "fever,fever"): '"fever" stands twice.',
        }
        found = triage.each(("assess", *arguments) for arguments in table)
        for done, (arguments, said) in zip(found.values(), table.items(), strict=True):
            assert (done.code, done.out) == (2, "")
            assert done.err.startswith(f"error  options: {arguments[0]}")
            assert arguments[1].partition("=")[0].partition(",")[0] in done.err
            assert done.err.lower().endswith(f": {said}\n".lower())
            assert done.err.count("\n") == 1

    def test_a_wrong_call_is_told(self, triage: Triage) -> None:
        """One line says what would work."""
        both = "give the patient either as options or as a file, not both."
        table = {
            ("--number", "age_years"): (
                "--number age_years: write NAME=VALUE, with a number of the vocabulary."
            ),
            ("nowhere.yaml",): "nowhere.yaml: No such file or directory.",
            (".",): ".: Is a directory.",
            ("p.yaml", "--absent", "fever"): both,
            ("-", "--number", "age_years=3"): both,
        }
        found = triage.each(("assess", *arguments) for arguments in table)
        for done, said in zip(found.values(), table.values(), strict=True):
            assert (done.code, done.out, done.err) == (2, "", f"error  {said}\n")

    def test_two_values_for_one_number_are_refused(self, triage: Triage) -> None:
        """Nobody can know which one was meant, and the second may be the harmless one."""
        done = triage("assess", "--number", "age_years=70", "--number", "age_years=40")
        assert (done.code, done.out) == (2, "")
        assert done.err == "error  --number age_years is given twice, as 70 and 40.\n"

    def test_wrong_input_is_named_with_its_line(self, triage: Triage, together: Together) -> None:
        """All mistakes of the input, by line."""
        table: dict[str | bytes, str] = {
            "": "standard input: the file is empty.",
            "just text": 'standard input:1: text ("just text") stands where a mapping is needed.',
            "present: [fevr]\nabsents: [x]": (
                'standard input:1: present: unknown finding "fevr". Did you mean "fever"?'
            ),
            "a: b: c": "standard input:1: not valid YAML",
            b"\xff": "standard input:1: not valid UTF-8 text.",
            "present: [yes]": "standard input:1: present[1]: yes is a boolean to some YAML readers",
        }
        jobs = {str(text): partial(triage, "assess", stdin=text) for text in table}
        for done, said in zip(together(jobs).values(), table.values(), strict=True):
            assert (done.code, done.out) == (2, "")
            assert f"error  {said}" in done.err
            assert "Traceback" not in done.err

    def test_all_mistakes_of_a_file_are_named_at_once(self, triage: Triage, tmp_path: Path) -> None:
        """The file is called as it was typed."""
        (tmp_path / "p.yaml").write_text("present: [fevr]\nage: 61\n", encoding="utf-8")
        done = triage("assess", "p.yaml")
        assert done.code == 2
        assert done.err.splitlines()[0].startswith("error  p.yaml:1: present: unknown finding")
        assert done.err.splitlines()[1].startswith('error  p.yaml:2: unknown key "age".')
        assert done.err.endswith("\n2 errors, 0 warnings\n")

    @pytest.mark.parametrize("name", ["f\u00e9ver", "\U0001f600", "\u202efever"])
    def test_a_name_in_any_script_is_an_unknown_finding(self, triage: Triage, name: str) -> None:
        """The message speaks of the name that was typed, not of how options are read."""
        done = triage("assess", "--present", name)
        assert (done.code, done.out) == (2, "")
        assert "error  options: --present: unknown finding " in done.err


FACTS = """\
facts:
  - id: smoke_makes_crumbs
    if_present: smoke
    then_present: crumbs
    reason: Only crumbs smoke.
"""


@pytest.fixture
def with_facts(in_domain: Triage) -> Triage:
    """The command in the folder of the made-up domain, to which a fact was added."""
    with (in_domain.folder / "vocabulary.yaml").open("a", encoding="utf-8") as file:
        file.write(FACTS)
    return in_domain


class TestContradictions:
    """Answers that contradict a fact of the domain are decided, and named."""

    def test_an_emergency_is_decided_all_the_same(self, with_facts: Triage) -> None:
        """With both answers and the reason, on standard output, and exit code 0."""
        done = with_facts(*TOASTER, "--present", "smoke", "--absent", "crumbs")
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith("UNPLUG  ")
        assert (
            "\nThese answers contradict each other. They are taken as given; please check them.\n"
            "  smoke: present; crumbs: absent\n"
            "    Only crumbs smoke. (fact smoke_makes_crumbs)\n"
            "\nWhy\n"
        ) in done.out

    def test_json_has_them_in_a_list(self, with_facts: Triage) -> None:
        """Which is empty where there are none."""
        stated = (*TOASTER, "--present", "smoke", "--json")
        plain, contradictory = with_facts.each([stated, (*stated, "--absent", "crumbs")]).values()
        assert json.loads(plain.out)["contradictions"] == []
        assert json.loads(contradictory.out)["contradictions"] == [
            {
                "answers": {"smoke": "present", "crumbs": "absent"},
                "facts": [{"id": "smoke_makes_crumbs", "reason": "Only crumbs smoke."}],
            }
        ]
