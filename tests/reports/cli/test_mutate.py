"""What would become of every single edit, at the command line."""

import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from evaluation.analysis.edits import edits_of
from tests.reports.cli.command import Edit, Ran, Together, Triage, side_by_side
from triage.repository import load_ruleset
from vignettes.domain import library_folder

TOASTER = ("mutate", "rules.yaml", "--vignettes", "library")
HEAD = """\
15 single edits of toaster@0.1.0: 11 caught, 0 stopped, 0 proved without effect, 4 survive
On 3 vignettes (library). Presentations of this vocabulary that the edits can tell apart: 54.

Survive and lower a disposition: 3
  Smoke comes out: an unanswered "smoke" is read as absent
    rules.yaml:8
    Smallest patient: nothing present; absent: sparks
    mend -> keep; could still become unplug -> keep
  It sparks: an unanswered "sparks" is read as absent
    rules.yaml:15
    Smallest patient: nothing present; absent: smoke
    mend -> keep; could still become mend -> keep
  While a red flag is open: keep in place of mend
    rules.yaml
    Smallest patient: nothing is known
    mend -> keep

Survive and change an answer otherwise: 1
  While a red flag is open: unplug in place of mend
    rules.yaml
    Smallest patient: nothing is known
    mend -> unplug

Survive, but no gold speaks of what they change: none

"""
CAUGHT = """\
Caught, each with the first vignette that fails: 11
  - Smoke comes out: the rule is taken away
    smoking
  - Smoke comes out: mend in place of unplug
    smoking
  - Smoke comes out: the red flag "Fire" is no longer raised
    smoking
  - Smoke comes out: "smoke" becomes "not smoke"
    smoking and 2 more
  - It sparks: the rule is taken away
    sparking
  - It sparks: keep in place of mend
    sparking
  - It sparks: unplug in place of mend
    sparking
  - It sparks: the red flag "Current" is no longer raised
    sparking
  - It sparks: the pathway "A look by an electrician" is no longer given
    sparking
  - It sparks: "sparks" becomes "not sparks"
    smoking and 2 more
  - Where no rule is met: mend in place of keep
    toasting

"""
MISSING = """\
2 new vignettes would catch all 4 survivors that a vignette can catch
  1. nothing present; absent: sparks
     - Smoke comes out: an unanswered "smoke" is read as absent
     - While a red flag is open: keep in place of mend
     - While a red flag is open: unplug in place of mend
  2. nothing present; absent: smoke
     - It sparks: an unanswered "sparks" is read as absent
Each would, unless its gold accepts the answer after an edit as well.
"""
OFFER = "--write DIR writes them, with the gold left for a person.\n"
WRITTEN = """\
Written, with the gold left for a person to fill in:
  new/missing-smoke.yaml
  new/missing-sparks.yaml
"""
FOOT = """\

Not covered: whether the rules are good medicine, how questions are worded and understood, and how
free text is read.
A reference for testing software, made by nobody clinical. Not medical advice.
"""
OPEN = """\
Survive, but no gold speaks of what they change: 2
  Only what is still possible changes, or a pathway is given to more patients.
  - Something unanswered is read as absent, 2 edits: Old and full of crumbs (2).
  --all shows each, with its smallest patient.
"""
OPEN_WHOLE = """\
Survive, but no gold speaks of what they change: 2
  Only what is still possible changes, or a pathway is given to more patients.
  Old and full of crumbs: an unanswered "crumbs" is read as absent
    rules.yaml:22
    Smallest patient: nothing present; absent: smoke; sparks
    keep as before; could still become mend -> keep
"""


@pytest.fixture(scope="module")
def knee(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """What ships, whole and without the vignettes about fever."""
    folder = tmp_path_factory.mktemp("knee")
    library = shutil.copytree(library_folder("knee"), folder / "library")
    (library / "F06-fever.yaml").unlink()
    run = Triage(folder)
    words = (
        "mutate --fail-on lowered",
        "mutate --fail-on any",
        "mutate --vignettes library --fail-on lowered",
    )
    jobs = {one: partial(run, *one.split()) for one in words}
    for seed in ("1", "2"):
        env = {"PYTHONHASHSEED": seed}
        jobs[f"json {seed}"] = partial(run, "mutate", "--json", "--fail-on", "lowered", env=env)
    return Ran(folder, side_by_side(jobs))


@pytest.fixture
def small(in_domain: Triage) -> Triage:
    """The made-up domain without its last rule."""
    file = in_domain.folder / "rules.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.partition("  - id: old")[0], encoding="utf-8")
    return in_domain


class TestWhatShips:
    """The knee."""

    def test_no_edit_that_lowers_a_disposition_survives(self, knee: Ran) -> None:
        """None of all single edits of the rules sends anybody home unseen by the library."""
        done = knee["mutate --fail-on lowered"]
        assert (done.code, done.err) == (0, "")
        first, *rest = done.out.splitlines()
        n = sum(1 for _ in edits_of(load_ruleset("knee")))
        assert first.startswith(f"{n} single edits of knee@1.1.0: ")
        assert "Survive and lower a disposition: none" in rest
        assert "Stopped by the gate alone, if the ratchet of its policy has `lowered`: 2" in rest
        assert "Without effect, proved for all presentations of this vocabulary: 2" in rest

    def test_without_the_vignettes_about_fever_one_survives(self, knee: Ran) -> None:
        """The command fails, and names the rule, the patient, and what would become of them."""
        done = knee["mutate --vignettes library --fail-on lowered"]
        assert (done.code, done.err) == (1, "")
        part = done.out.partition("Survive and lower a disposition: 1\n")[2].splitlines()
        assert part[0] == "  Fever: routine in place of urgent"
        assert part[1].rpartition("/")[2].startswith("1.1.0.yaml:")
        assert part[2:4] == [
            "    Smallest patient: fever",
            "    urgent -> routine",
        ]

    def test_any_survivor_that_could_be_caught_may_fail_too(self, knee: Ran) -> None:
        """With the same text: only the exit code is another."""
        lowered, any_ = knee["mutate --fail-on lowered"], knee["mutate --fail-on any"]
        assert (any_.code, any_.out) == (1, lowered.out)

    def test_json_says_all_of_every_edit_byte_for_byte_the_same(self, knee: Ran) -> None:
        """However Python hashes; every edit has one fate, and what belongs to it."""
        done = knee["json 1"]
        assert (done.code, done.err) == (0, "")
        assert knee["json 2"].out == done.out
        data = json.loads(done.out)
        assert data["schema"] == "triage-mutation/1"
        assert data["limits"].startswith("Not covered: ")
        fates = ("caught", "stopped", "without_effect", "survives")
        counts = data["counts"]
        assert counts["edits"] == len(data["edits"]) == sum(counts[fate] for fate in fates)
        assert counts["survives_lowers"] == 0
        assert len({edit["id"] for edit in data["edits"]}) == len(data["edits"])
        for edit in data["edits"]:
            assert edit["fate"] in fates
            assert bool(edit["vignettes"]) == (edit["fate"] in {"caught", "stopped"})
            survives = edit["fate"] == "survives"
            for key in ("concern", "patient", "before", "after"):
                assert (edit[key] is not None) == survives
        caught = [name for one in data["missing"] for name in one["catches"]]
        wanted = [e["id"] for e in data["edits"] if e["concern"] in {"lowers", "answers"}]
        assert sorted(caught) == sorted(wanted)


class TestText:
    """The made-up domain, whole outputs."""

    def test_survivors_come_first_and_end_in_what_is_missing(self, small: Triage) -> None:
        """All of it, to the letter, and exit code 0 whatever survives."""
        done = small(*TOASTER)
        assert (done.code, done.err) == (0, "")
        assert done.out == HEAD + MISSING + OFFER + FOOT

    def test_all_lists_what_is_caught_too(self, small: Triage) -> None:
        """With the first vignette that fails, and how many more do."""
        assert small(*TOASTER, "--all").out == HEAD + CAUGHT + MISSING + OFFER + FOOT

    def test_what_no_gold_speaks_of_is_short_unless_all_is_asked_for(
        self, in_domain: Triage
    ) -> None:
        """Counted by rule, or each with its patient."""
        assert OPEN in in_domain(*TOASTER).out
        assert OPEN_WHOLE in in_domain(*TOASTER, "--all").out

    def test_an_edit_that_only_gives_a_pathway_to_more_patients_is_named(
        self, small: Triage, edit: Edit
    ) -> None:
        """No gold has a word against it, so that no vignette can catch it."""
        edit(small.folder / "rules.yaml", "when: sparks", "when: {all: [sparks, crumbs]}")
        edit(small.folder / "rules.yaml", "[current]", "[]")
        edit(small.folder / "rules.yaml", "disposition: mend", "disposition: keep")
        edit(small.folder / "library" / "toasters.yaml", "red_flags: [current]", "red_flags: []")
        edit(small.folder / "library" / "toasters.yaml", "pathways: [elec", "pathways: [] # [elec")
        edit(small.folder / "library" / "toasters.yaml", "preferred: mend", "preferred: keep")
        done = small(*TOASTER)
        assert '  - It sparks: "crumbs" is no longer needed (rules.yaml:15)\n' in done.out

    def test_vignettes_that_fail_already_are_told(self, small: Triage, edit: Edit) -> None:
        """They can catch nothing, which changes how the counts read."""
        edit(small.folder / "library" / "toasters.yaml", "preferred: keep", "preferred: mend")
        assert (
            small(*TOASTER).out.splitlines()[2]
            == "1 vignette fails already and catches nothing: toasting."
        )

    def test_a_library_that_notices_everything_is_told_so(self, small: Triage) -> None:
        """Nothing is missing then, and no folder is made for it."""
        file = small.folder / "library" / "toasters.yaml"
        more = "".join(
            f"  - id: open-{known}\n    title: T\n    kind: unknown\n    narrative: Words.\n"
            f"    absent: [{known}]\n    gold: {{preferred: mend}}\n"
            "    sources: [MAN L1]\n    author: author-1\n"
            for known in ("smoke", "sparks")
        )
        file.write_text(file.read_text(encoding="utf-8") + more, encoding="utf-8")
        done = small(*TOASTER, "--write", "new", "--fail-on", "any")
        assert (done.code, done.err) == (0, "")
        assert ", 0 survive\n" in done.out
        assert "\nNo survivor is left that a vignette could catch.\n" in done.out
        assert not (small.folder / "new").exists()

    def test_no_line_is_wider_than_a_narrow_screen(self, in_domain: Triage, edit: Edit) -> None:
        """Whatever the titles of rules hold, and without what could steer a terminal."""
        title = 'title: "Old \\u202e \\e[31m of which far more is said than fits into one line"'
        edit(in_domain.folder / "rules.yaml", "title: Old and full of crumbs", title)
        done = in_domain(*TOASTER, "--all", env={"COLUMNS": "60"})
        assert done.code == 0
        assert "of which far more is said than fits" in " ".join(done.out.split())
        assert max(map(len, done.out.splitlines())) <= 60
        assert done.out.replace("\n", "").isprintable()


class TestWrite:
    """The missing vignettes as files."""

    def test_they_are_written_and_load_only_when_a_person_has_filled_them_in(
        self, small: Triage
    ) -> None:
        """Then they catch what survived without them."""
        done = small(*TOASTER, "--write", "new")
        assert (done.code, done.err) == (0, "")
        assert done.out == HEAD + MISSING + WRITTEN + FOOT
        files = sorted((small.folder / "new").iterdir())
        assert [file.name for file in files] == ["missing-smoke.yaml", "missing-sparks.yaml"]
        for file in files:
            shutil.move(file, small.folder / "library" / file.name)
        refused = small("mutate", "rules.yaml", "--vignettes", "library")
        assert (refused.code, refused.out) == (3, "")
        assert refused.err.count("was left for a person to fill in") == 2
        assert "library/missing-smoke.yaml:14: vignettes[missing-smoke].gold: " in refused.err
        for file in (small.folder / "library").glob("missing-*"):
            text = file.read_text(encoding="utf-8").replace(
                "gold: FILL IN", "gold: {preferred: mend}"
            )
            text = text.replace("[FILL IN]", "[MAN L1]").replace(": FILL IN", ": words")
            file.write_text(text, encoding="utf-8")
        done = small(*TOASTER, "--fail-on", "any")
        assert (done.code, done.err) == (0, "")
        assert "No survivor is left that a vignette could catch." in done.out

    def test_nothing_is_overwritten(self, small: Triage) -> None:
        """One file that stands there keeps all from being written."""
        file = small.folder / "new" / "missing-sparks.yaml"
        file.parent.mkdir()
        file.write_text("mine", encoding="utf-8")
        done = small(*TOASTER, "--write", "new")
        assert (done.code, done.out) == (2, "")
        assert done.err == (
            "error  new: missing-sparks.yaml stands there already, and nothing is overwritten; "
            "fill it in and move it into the library, or name another folder.\n"
        )
        assert file.read_text(encoding="utf-8") == "mine"
        assert list(file.parent.iterdir()) == [file]

    @pytest.mark.parametrize(
        ("folder", "error"),
        [
            ("rules.yaml", "rules.yaml: something else stands there; name a folder."),
            ("no/new", "no/new: there is no folder no to make it in."),
        ],
    )
    def test_a_folder_that_cannot_be_is_wrong_usage(
        self, small: Triage, folder: str, error: str
    ) -> None:
        """Told before anything is tried."""
        done = small(*TOASTER, "--write", folder)
        assert (done.code, done.out, done.err) == (2, "", f"error  {error}\n")

    def test_json_names_the_files(self, small: Triage) -> None:
        """Each beside what it would catch."""
        data = json.loads(small(*TOASTER, "--write", "new", "--json").out)
        assert data["written"] == ["new/missing-smoke.yaml", "new/missing-sparks.yaml"]
        assert [one["id"] for one in data["missing"]] == ["missing-smoke", "missing-sparks"]


def test_a_bar_shows_at_a_terminal_where_there_is_much_to_try(small: Triage) -> None:
    """Many rules make many edits; at the end the bar is gone from what is printed."""
    rules = small.folder / "rules.yaml"
    more = [
        f"  - {{id: r{n}, title: R{n}, disposition: mend, sources: [MAN L1],\n"
        f"     when: {{all: [crumbs, smoke, {{number: age_years, at_least: {n % 45}}}]}}}}\n"
        for n in range(40)
    ]
    rules.write_text(rules.read_text(encoding="utf-8") + "".join(more), encoding="utf-8")
    done = small.at_terminal(*TOASTER)
    assert done.code == 0
    assert "Trying edits" in done.out


def test_rules_that_cannot_be_read_are_one_error(small: Triage, together: Together) -> None:
    """Named with what is allowed; no verdict."""
    done = together(
        {
            "none": lambda: small("mutate", "none.yaml"),
            "engine": lambda: small("mutate", "python:m:f"),
            "choice": lambda: small("mutate", "rules.yaml", "--fail-on", "all"),
        }
    )
    assert {name: one.code for name, one in done.items()} == {"none": 3, "engine": 3, "choice": 2}
    assert all(one.out == "" for one in done.values())
    assert not any("Traceback" in one.err for one in done.values())


def test_nothing_heavy_is_imported(small: Triage, watch: str) -> None:
    """Tables and statistics have no part in it."""
    env = {"WATCHED": str(small.folder)}
    assert small(*TOASTER, start=watch, env=env).code == 0
    (file,) = Path(small.folder).glob("*.watched")
    _, loaded = json.loads(file.read_text(encoding="utf-8"))
    assert "pysat" in loaded
    assert not {"numpy", "pandas", "scipy", "sklearn", "hypothesis", "rich"} & set(loaded)
