"""A whole domain of one's own, not about knees, runs through every command unchanged."""

import json
import shutil
from functools import partial
from pathlib import Path

import pytest

from tests.reports.cli.command import Edit, Ran, Triage, side_by_side

SORE_THROAT = Path(__file__).parents[2] / "domains" / "sore_throat"
PATIENT = (
    '{"present": ["sore_throat"], "absent_others": ["warning_signs", "lesser_signs"], '
    '"not_asked": ["temperature_celsius"]}'
)
QUICK = (
    "lint --strict", "lint --agreement", "lint --undecided --json", "sources", "sources --trace",
    "sources --json --trace", "sources --documents documents", "sources -o trace.csv",
    "rules", "rules --json", "rules --book", "gate", "gate sore_throat@0.1.0 --all", "gate --json",
    "compare sore_throat@0.1.0 sore_throat", "evaluate --json", "schema rules", "schema vignettes",
    "assess --present green_tongue", "assess --present sore_throat",
)  # fmt: skip


@pytest.fixture(scope="session")
def own(tmp_path_factory: pytest.TempPathFactory) -> Ran:
    """What every command did in a copy of the domain, whose configuration names it."""
    folder = shutil.copytree(SORE_THROAT, tmp_path_factory.mktemp("own") / "sore_throat")
    run = Triage(folder)
    return Ran(folder, side_by_side({words: partial(run, *words.split()) for words in QUICK}))


@pytest.mark.parametrize(
    ("command", "first"),
    [
        ("lint --strict", "sore_throat@0.2.0, 32 vignettes (of the domain sore_throat)"),
        ("lint --agreement", "sore_throat@0.2.0, 32 vignettes (of the domain sore_throat)"),
        ("sources", "31 sentences in 1 document (sore_throat@0.2.0, of the domain sore_throat)"),
        ("sources --trace", "31 sentences in 1 document (sore_throat@0.2.0, of the domain"),
        ("sources --documents documents", "Every one of 31 sentences in 1 document is as the"),
        ("sources -o trace.csv", "31 sentences in 1 document (sore_throat@0.2.0, of the domain"),
        ("rules --book", "# "),
        ("gate", "PASS  sore_throat@0.2.0 against sore_throat@0.2.0, accepted on"),
        ("compare sore_throat@0.1.0 sore_throat", "sore_throat@0.2.0 against sore_throat@0.1.0"),
        ("assess --present green_tongue", "AMBULANCE BOAT  "),
    ],
)
def test_a_command_works_on_the_domain(own: Ran, command: str, first: str) -> None:
    """With its own words and levels, and without an option that names it."""
    done = own[command]
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(first)


def test_an_older_version_fails_the_gate_for_its_own_reasons(own: Ran) -> None:
    """The levels in the verdict are those of the domain."""
    done = own["gate sore_throat@0.1.0 --all"]
    assert done.code == 1
    assert "wait < pharmacist < doctor_this_week < doctor_today < ambulance" in done.out
    assert "Claims not proved for every patient: 2 of 52" in done.out
    assert "Patients made less urgent, and not accepted: 4\n" in done.out


def test_the_agreement_names_the_disputes(own: Ran) -> None:
    """And how each was settled."""
    out = own["lint --agreement"].out
    assert "In dispute: 2 of 32 rated vignettes, of 32 in all" in out
    assert "NOT SETTLED" not in out


def test_json_is_whole_and_speaks_of_the_domain(own: Ran) -> None:
    """Every command that has it."""
    for words in ("gate --json", "evaluate --json", "sources --json --trace", "rules --json"):
        done = own[words]
        assert (done.code, done.err) == (0, "")
        assert "sore_throat" in json.dumps(json.loads(done.out))


def test_the_trace_is_written_as_a_table(own: Ran) -> None:
    """One row for each sentence, rule, invariant, red flag and vignette."""
    text = (own.folder / "trace.csv").read_text(encoding="utf-8")
    kinds = [line.partition(",")[0] for line in text.splitlines()[1:]]
    assert {kind: kinds.count(kind) for kind in dict.fromkeys(kinds)} == {
        "sentence": 31,
        "rule": 11,
        "invariant": 15,
        "red_flag": 4,
        "vignette": 32,
    }


def test_the_reference_domain_is_named_nowhere(own: Ran) -> None:
    """Nothing that a command says of this domain comes from the other one, the list aside."""
    said = [words for words in QUICK if "knee" in own[words].out.lower() and "rules" not in words]
    assert said == []


def test_what_must_be_ruled_out_is_told_apart_from_a_red_flag(own: Ran) -> None:
    """Here only the temperature is open, which raises no red flag."""
    done = Triage(own.folder)("assess", stdin=PATIENT)
    assert done.code == 0
    assert "Not less while what must be ruled out is still open: unknown is never abs" in done.out
    assert "No rule is met, but not everything that must be is ruled out." in done.out


def test_a_number_in_another_unit_has_to_be_the_one_in_its_phrase(
    tmp_path: Path, edit: Edit
) -> None:
    """Degrees cannot be converted, but read."""
    folder = shutil.copytree(SORE_THROAT, tmp_path / "sore_throat")
    library = folder / "library" / "S05-temperature.yaml"
    edit(library, "temperature_celsius: 39.2}", "temperature_celsius: 39.4}")
    done = Triage(folder)("lint")
    assert done.code == 1
    assert "is not 39.4 degrees" in done.out


def test_a_rule_taken_out_leaves_its_demand_without_an_answer(own: Ran) -> None:
    """0.1.0 lacks the rule about hoarseness in old age, and nothing else answers that sentence."""
    done = Triage(own.folder)("sources", "--rules", "sore_throat@0.1.0")
    assert done.code == 1
    assert "GUI L14.1 hoarse_voice: NO REASON GIVEN" in done.out


def test_the_domain_works_from_another_folder(tmp_path: Path) -> None:
    """Named by a variable, or by the configuration there."""
    run = Triage(tmp_path)
    named = run("gate", "-q", env={"TRIAGE_DOMAIN": str(SORE_THROAT)})
    assert named.out == "PASS  sore_throat@0.2.0\n"
    shutil.copytree(SORE_THROAT, tmp_path / "mine")
    (tmp_path / "triage.toml").write_text('domain = "mine"\n', encoding="utf-8")
    assert run("gate", "-q").out == "PASS  sore_throat@0.2.0\n"
    assert run("rules", "--json").out.count("sore_throat@") == 2
