"""A released version never changes: other content under its number is an error everywhere."""

import re
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from triage.fingerprint import short
from triage.loading.problems import Problem
from triage.repository import (
    Release,
    is_released,
    load_released,
    load_ruleset,
    release_problem,
    releases_of,
    versions_of,
)

Write = Callable[[str, str], Path]
ErrorOf = Callable[[Callable[[], object]], str]
Edited = Callable[[str, Mapping[int, str | None]], str]

EMPTY = "sha256:" + "0" * 64
DIGITS = "write sha256: and 64 digits, as `triage rules --json` prints them."


def test_every_shipped_version_is_as_it_was_released() -> None:
    """What is listed as released ships, and what ships under its number is that content."""
    assert {release.version for release in releases_of("knee")} <= set(versions_of("knee"))
    for release in releases_of("knee"):
        rules = load_released(f"knee@{release.version}")
        assert rules.fingerprint == release.fingerprint
        assert release_problem(rules) is None
        assert is_released(rules)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("disposition: emergency", "disposition: urgent"),
        ("title: Trouble breathing", "title: Trouble with breathing"),
        ("at_least: 60", "at_least: 61"),
        ("floor_while_undecided: routine", "floor_while_undecided: self_care"),
    ],
)
def test_a_released_version_with_other_content_is_refused(
    write: Write, knee_rules_text: str, error_of: ErrorOf, old: str, new: str
) -> None:
    """Any edit under the old number is an error that names both fingerprints and the remedy."""
    assert old in knee_rules_text
    write("mine.yaml", knee_rules_text.replace(old, new, 1))
    rules = load_ruleset("mine.yaml")
    message = (
        "knee@1.1.0 was released with other content "
        f"({short(load_ruleset('knee@1.1.0').fingerprint)}, here {short(rules.fingerprint)}). "
        "Give the changed rules a version of their own."
    )
    problem = release_problem(rules)
    assert problem == Problem(
        file="mine.yaml",
        line=0,
        field="version",
        message=message,
        code="released-version-changed",
    )
    assert not is_released(rules)
    assert error_of(lambda: load_released("mine.yaml")) == f"mine.yaml: version: {message}"


def test_changed_rules_under_a_version_of_their_own_are_fine(
    write: Write, knee_rules_text: str
) -> None:
    """A new number is what an edit needs; it is not released yet."""
    changed = knee_rules_text.replace("version: 1.1.0", "version: 1.2.0-draft")
    write("mine.yaml", changed.replace("at_least: 60", "at_least: 61"))
    rules = load_released("mine.yaml")
    assert release_problem(rules) is None
    assert not is_released(rules)


def test_the_same_content_elsewhere_is_released(write: Write, knee_rules_text: str) -> None:
    """Comments and place do not make another content."""
    write("mine.yaml", "# A comment.\n" + knee_rules_text)
    assert is_released(load_released("mine.yaml"))


def test_another_vocabulary_is_other_content(
    write: Write, knee_rules_text: str, knee_words_text: str
) -> None:
    """Released rules in words that turn the scale upside down are not what was released."""
    swapped = {"id: self_care": "id: emergency", "id: emergency": "id: self_care"}
    lines = [line.strip("- ") for line in knee_words_text.splitlines()]
    assert all(line in lines for line in swapped)
    turned = re.sub("|".join(swapped), lambda match: swapped[match[0]], knee_words_text)
    write("words.yaml", turned)
    write("mine.yaml", knee_rules_text.replace("vocabulary: knee", "vocabulary: words.yaml"))
    rules = load_ruleset("mine.yaml")
    assert rules.vocabulary.fingerprint != load_ruleset("knee@1.1.0").vocabulary.fingerprint
    assert release_problem(rules) is not None
    assert not is_released(rules)


@pytest.mark.usefixtures("bicycle_domain")
def test_a_domain_that_has_released_nothing(rules_text: str, write: Write) -> None:
    """Without a file of releases every content is fine, and none is released."""
    write("mine.yaml", rules_text)
    assert releases_of("bicycle") == ()
    for reference in ("bicycle@1.0.0", "mine.yaml"):
        rules = load_released(reference)
        assert (release_problem(rules), is_released(rules)) == (None, False)


@pytest.mark.usefixtures("bicycle_domain")
def test_releases_are_read_from_their_file(write: Write) -> None:
    """Version, fingerprint, and a note for people."""
    write(
        "domains/bicycle/released.yaml",
        f"released:\n  - {{version: 1.0.0, fingerprint: '{EMPTY}', note: The first.}}\n",
    )
    assert releases_of("bicycle") == (Release(version="1.0.0", fingerprint=EMPTY),)
    problem = release_problem(load_ruleset("bicycle@1.0.0"))
    assert problem is not None
    assert problem.file == "domains/bicycle/rules/1.0.0.yaml"


@pytest.mark.parametrize(
    ("text", "problems"),
    [
        ("[]", ["1: a list stands where a mapping is needed."]),
        ("release: []", [
            '1: unknown key "release". Did you mean "released"?',
            '1: the key "released" is missing.',
        ]),
        ("released: 1.0.0", ['1: released: text ("1.0.0") stands where a list is needed.']),
        ("released:\n  - {version: 1.0.0}", ['2: released[1]: the key "fingerprint" is missing.']),
        ("released:\n  - {version: 1.0, fingerprint: x}", [
            "2: released[1].version: a number (1.0) stands where text is needed.",
            f"2: released[1].fingerprint: {DIGITS}",
        ]),
        ("released:\n  - {version: 1.0.0, fingerprint: 0}\n  - {fingerprint: x, versoin: 1.0.0}", [
            "2: released[1].fingerprint: a whole number (0) stands where text is needed.",
            '3: released[2]: unknown key "versoin". Did you mean "version"?',
            '3: released[2]: the key "version" is missing.',
            f"3: released[2].fingerprint: {DIGITS}",
        ]),
        *(
            (f"released:\n  - {{version: 1.0.0, fingerprint: '{wrong}'}}", [
                f"2: released[1].fingerprint: {DIGITS}"
            ])
            for wrong in ("0" * 64, EMPTY[:-1], f"{EMPTY}0", EMPTY.replace("0", "A"), EMPTY.upper())
        ),
        ("released:\n  - {version: 1.0.0, fingerprint: FILL IN}", [
            '2: released[1].fingerprint: "FILL IN" is still to be filled in.'
        ]),
        ("released: &a []", ["1: released: the anchor &a is not allowed; write the value out."]),
    ],
)  # fmt: skip
@pytest.mark.usefixtures("bicycle_domain")
def test_a_broken_file_of_releases_stops_everything(
    write: Write, error_of: ErrorOf, text: str, problems: list[str]
) -> None:
    """What was released must be known, or nothing can be said of a version."""
    name = write("domains/bicycle/released.yaml", text).relative_to(Path.cwd()).as_posix()
    expected = "\n".join(f"{name}:{problem}" for problem in problems)
    assert error_of(lambda: load_released("bicycle@1.0.0")) == expected
    assert error_of(lambda: releases_of("bicycle")) == expected


@pytest.mark.parametrize(
    ("fingerprint", "shown"),
    [("sha256:0123456789abcdef", "0123456789ab"), ("0123", "0123"), ("", "")],
)
def test_a_fingerprint_is_shortened_for_people(fingerprint: str, shown: str) -> None:
    """Twelve digits, without the kind of hash."""
    assert short(fingerprint) == shown
