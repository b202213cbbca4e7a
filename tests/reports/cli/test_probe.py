"""`triage probe`, and `triage diff` of two engines, as their users run them."""

import json
from pathlib import Path

import pytest

from tests.reports.cli.accepting import write_toes
from tests.reports.cli.command import Done, Triage

ENGINES = """
def answer(request, flags):
    present, absent = set(request["present"]), set(request["absent"])
    infected = {"open_wound", "fever"} <= present
    raised = ["bent_toe"] * ("bent_toe" in present) + ["infected_wound"] * infected
    is_open = "bent_toe" not in absent or not {"open_wound", "fever"} & absent
    long = request["numbers"].get("duration_days", 0) >= 7
    rank = "today" if raised else "visit" if is_open or long else "home"
    return {"disposition": rank, "red_flags": raised[:flags]}

def honest(request):
    return answer(request, 9)

def late(request):
    said = answer(request, 9)
    if "fever" in request["present"] and said["disposition"] == "today":
        said["disposition"] = "visit"
    return said

def dead(request):
    raise KeyError("model")
"""


def said(done: Done) -> tuple[int, str]:
    """The exit code, and the error in one line."""
    return done.code, " ".join(done.err.split())


@pytest.fixture(scope="module")
def toes(tmp_path_factory: pytest.TempPathFactory) -> Triage:
    """A small domain with engines of its own."""
    toes = write_toes(tmp_path_factory.mktemp("toes"))
    (toes.folder / "mine.py").write_text(ENGINES, encoding="utf-8")
    (toes.folder / "kept.csv").write_text("id,disposition,red_flags\na,home,\n", encoding="utf-8")
    return toes


@pytest.fixture(scope="module")
def done(toes: Triage) -> dict[str, Done]:
    """What the commands did, each run once."""
    few = ("--examples", "4")
    return toes.each(
        [
            ("probe", *few),
            ("probe", "--engine", "python:mine:honest", *few),
            ("probe", "--engine", "python:mine:late", *few, "--json"),
            ("probe", "--engine", "python:mine:late", *few, "--json", "--seed", "0"),
            ("probe", "--engine", "predictions:kept.csv"),
            ("probe", "--engine", "command:./nothing"),
            ("probe", "toes", "--engine", "python:mine:honest"),
            ("probe", "--examples", "0"),
            ("diff", "--engine", "python:mine:honest", "--engine", "python:mine:late"),
            (
                "diff", "--engine", "toes@0.1.0", "--engine", "python:mine:late", "--fail-on",
                "lowered", "--json",
            ),
            (
                "diff", "--engine", "python:mine:late", "--engine", "python:mine:honest",
                "--fail-on", "lowered",
            ),
            (
                "diff", "--engine", "python:mine:late", "--engine", "python:mine:honest",
                "--fail-on", "any",
            ),
            ("diff", "--engine", "python:mine:honest", "--engine", "python:mine:dead"),
            ("diff", "--engine", "knee@1.1.0", "--engine", "python:mine:honest"),
            ("diff", "--engine", "predictions:kept.csv", "--engine", "python:mine:honest"),
        ]
    )  # fmt: skip


def test_the_rules_of_the_domain_are_searched_by_default(done: dict[str, Done]) -> None:
    """Nothing is found, and nothing is claimed to be proved."""
    found = done["probe --examples 4"]
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("NOTHING FOUND  toes@0.1.0, in the words of toes: no broken law\n")
    assert "A search, not a proof: " in found.out


def test_an_engine_of_ones_own_is_searched(done: dict[str, Done]) -> None:
    """One that keeps every law passes."""
    found = done["probe --engine python:mine:honest --examples 4"]
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("NOTHING FOUND  python:mine:honest, ")


def test_what_is_found_fails_the_command(done: dict[str, Done]) -> None:
    """Exit code 1, and the smallest patient: a wound that is infected."""
    found = done["probe --engine python:mine:late --examples 4 --json"]
    data = json.loads(found.out)
    broken = {(law["law"], law["about"]): law["violation"] for law in data["laws"]}
    violation = broken["minimum", "infected_wound"]
    assert found.code == 1
    assert violation["patient"] == {
        "present": ["fever", "open_wound"], "absent": [], "numbers": {},
    }  # fmt: skip
    assert violation["is_steady"] is True


def test_the_same_search_prints_the_same(done: dict[str, Done]) -> None:
    """To the letter, in another process."""
    first = done["probe --engine python:mine:late --examples 4 --json"]
    again = done["probe --engine python:mine:late --examples 4 --json --seed 0"]
    assert again.out == first.out


def test_a_search_leaves_nothing_behind(toes: Triage, done: dict[str, Done]) -> None:
    """No folder of Hypothesis, and no run."""
    assert done
    left = {path.name for path in toes.folder.iterdir()}
    assert not left & {".hypothesis", "run"}


def test_what_cannot_be_asked_is_no_verdict(done: dict[str, Done]) -> None:
    """Recorded answers, an engine that is not there: exit code 3, and what would be right."""
    code, error = said(done["probe --engine predictions:kept.csv"])
    assert code == 3
    assert "recorded answers are there for the vignettes of a library only; name the" in error
    code, error = said(done["probe --engine command:./nothing"])
    assert (code, "cannot be started" in error) == (3, True)


def test_wrong_usage_is_told(done: dict[str, Done]) -> None:
    """An engine beside rules, and no examples at all."""
    message = "error an engine and rules are named; which of them is meant?"
    assert said(done["probe toes --engine python:mine:honest"]) == (2, message)
    assert done["probe --examples 0"].code == 2


def test_two_engines_are_compared_on_a_sample(done: dict[str, Done]) -> None:
    """Who is lowered, where, and an example; exit code 0 unless it is asked to fail."""
    found = done["diff --engine python:mine:honest --engine python:mine:late"]
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("DIFFERENT  python:mine:late against python:mine:honest\n")
    assert "A sample, not a proof, seed 0: " in found.out
    assert "\nLOWERED  " in found.out
    assert "fever: present" in found.out
    assert "\n  First: today (" in found.out


def test_lowered_answers_fail_where_they_are_to(done: dict[str, Done]) -> None:
    """Also against a rule set; raised ones do not, unless any difference is to."""
    words = "diff --engine toes@0.1.0 --engine python:mine:late --fail-on lowered --json"
    assert done[words].code == 1
    assert json.loads(done[words].out)["counts"]["lowered"] > 0
    raised = "diff --engine python:mine:late --engine python:mine:honest --fail-on lowered"
    assert done[raised].code == 0
    assert "\nRAISED  " in done[raised].out
    assert done[raised.replace("lowered", "any")].code == 1


def test_nothing_measured_is_no_verdict(done: dict[str, Done]) -> None:
    """One that answers nobody, another vocabulary, recorded answers."""
    dead = done["diff --engine python:mine:honest --engine python:mine:dead"]
    assert dead.code == 3
    assert said(dead)[1].startswith("error no patient was answered by both engines, so nothing is")
    other = done["diff --engine knee@1.1.0 --engine python:mine:honest"]
    message = "error the two engines have different vocabularies and cannot be compared."
    assert said(other) == (3, message)
    kept = done["diff --engine predictions:kept.csv --engine python:mine:honest"]
    assert kept.code == 3


def test_a_domain_without_a_library_can_be_sampled(tmp_path: Path) -> None:
    """By what was made up alone."""
    toes = write_toes(tmp_path)
    (toes.folder / "mine.py").write_text(ENGINES, encoding="utf-8")
    for file in (toes.folder / "library").iterdir():
        file.unlink()
    (toes.folder / "library").rmdir()
    found = toes("diff", "--engine", "python:mine:honest", "--engine", "python:mine:late")
    assert (found.code, found.err) == (0, "")
    assert found.out.startswith("DIFFERENT  ")
