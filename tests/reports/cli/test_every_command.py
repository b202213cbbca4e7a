"""What holds for every command."""

import json

import pytest

from tests.reports.cli.command import Ran, Triage
from triage.version import __version__

COMMANDS = [
    "accept",
    "assess",
    "attest",
    "baseline",
    "bisect",
    "compare",
    "coverage",
    "diff",
    "evaluate",
    "gate",
    "history",
    "init",
    "lint",
    "mutate",
    "probe",
    "prove",
    "report",
    "rules",
    "schema",
    "sources",
    "verify",
]
DISCLAIMER = "A reference for testing software, made by nobody clinical. Not medical advice."


def test_the_help_lists_every_command(quick: Ran) -> None:
    """The commands are found from the command alone."""
    done = quick["--help"]
    listed = done.out.partition("Commands:\n")[2].splitlines()
    names = sorted(line.split()[0] for line in listed if line[2:3].strip())
    assert (done.code, done.err) == (0, "")
    assert names == COMMANDS
    assert DISCLAIMER in " ".join(done.out.split())


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(quick: Ran, command: str) -> None:
    """Usage, what it does, and its options; nothing is read or run for it."""
    done = quick[f"{command} --help"]
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(f"Usage: triage {command} [OPTIONS]")
    assert "-h, --help" in done.out


def test_help_may_be_short(quick: Ran) -> None:
    """-h is --help."""
    assert quick["gate -h"] == quick["gate --help"]


@pytest.mark.parametrize(
    ("command", "first"),
    [
        ("gate", "PASS  knee@1.1.0 against knee@1.1.0, accepted on "),
        ("coverage", "knee@1.1.0 on "),
        ("verify", "UNCHANGED  "),
        ("lint", "knee@1.1.0, "),
        ("rules", "rule set  "),
        ("schema", "{"),
    ],
)
def test_a_command_without_arguments_works_on_what_ships(
    quick: Ran, command: str, first: str
) -> None:
    """In an empty folder, with nothing to set up."""
    done = quick[command]
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith(first)


@pytest.mark.parametrize(
    ("command", "first"),
    [("evaluate", "knee@1.1.0 on "), ("compare", "knee@1.1.0 against knee@1.1.0\n")],
)
def test_a_slow_command_without_arguments_works_on_what_ships(
    slow: Ran, command: str, first: str
) -> None:
    """In an empty folder, with nothing to set up."""
    assert (slow[command].code, slow[command].err) == (0, "")
    assert slow[command].out.startswith(first)
    assert slow[command].out.endswith(f"\n{DISCLAIMER}\n")


def test_assess_without_arguments_asks_at_a_terminal(triage: Triage) -> None:
    """The first question is a most decisive one, and whoever stops gets a decision."""
    done = triage.at_terminal("assess", typed=["q\n"])
    assert done.code == 0
    assert "\x1b[1mIs there any trouble breathing?\x1b[0m [y/n] q\n" in done.out
    assert DISCLAIMER in " ".join(done.out.split())


@pytest.mark.parametrize(
    "words",
    [
        "gate --json",
        "coverage --json",
        "lint --json",
        "rules --json",
        "assess --present fever --json",
        "schema rules",
        "schema vignettes",
    ],
)
def test_json_is_all_that_is_printed(quick: Ran, words: str) -> None:
    """Standard output is JSON from the first to the last character, and the only output."""
    done = quick[words]
    assert (done.code, done.err) == (0, "")
    assert json.loads(done.out)


def test_the_version_is_told(quick: Ran) -> None:
    """Name and version, for a bug report."""
    done = quick["--version"]
    assert (done.code, done.out, done.err) == (0, f"triage-harness {__version__}\n", "")


def test_without_a_command_the_help_is_shown(triage: Triage) -> None:
    """Nothing was asked for, which is wrong usage; the help says what could be."""
    done = triage()
    assert done.code == 2
    assert (done.out + done.err).startswith("Usage: triage [OPTIONS] COMMAND [ARGS]...")


def test_the_rule_sets_that_ship_are_listed(quick: Ran) -> None:
    """Each with its number of rules, fingerprint, state and title."""
    data = json.loads(quick["rules --json"].out)
    assert [entry["ruleset"] for entry in data] == ["knee@1.0.0", "knee@1.1.0"]
    assert {entry["state"] for entry in data} == {"released"}
    head, *lines = quick["rules"].out.splitlines()
    assert head.split() == ["rule", "set", "rules", "fingerprint", "state", "title"]
    for line, entry in zip(lines, data, strict=True):
        digits = entry["fingerprint"].removeprefix("sha256:")[:12]
        words = [entry["ruleset"], str(entry["rules"]), digits, "released"]
        assert line.split() == [*words, *entry["title"].split()]
