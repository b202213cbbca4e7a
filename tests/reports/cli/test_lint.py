"""Problems of rules and library, with severity and file:line."""

import json

import pytest

from tests.reports.cli.command import Edit, Ran, Triage

LINT = ("lint", "--rules", "rules.yaml", "--vignettes", "library")
FOUND = """\
toaster@0.1.0, 3 vignettes (library)
warning  rules.yaml: version: not released yet.
warning  rules.yaml:22: rules[old]: no vignette makes it fire.

0 errors, 2 warnings, 3 undecided (--undecided lists them)
"""


def test_what_ships_has_no_problem(quick: Ran) -> None:
    """Also under --strict, where a warning fails."""
    done = quick["lint --strict"]
    assert (done.code, done.err) == (0, "")
    assert done.out.partition("\n")[0].endswith(" vignettes (knee, as shipped)")
    assert done.out.splitlines()[2].startswith("0 errors, 0 warnings, ")


def test_warnings_are_shown_and_fail_only_under_strict(in_domain: Triage) -> None:
    """The text is the same, the exit code is not."""
    done = in_domain(*LINT)
    strict = in_domain(*LINT, "--strict")
    assert (done.code, done.out, done.err) == (0, FOUND, "")
    assert (strict.code, strict.out, strict.err) == (1, FOUND, "")


def test_an_error_fails(in_domain: Triage, edit: Edit) -> None:
    """A red flag without its action, named with the line of the rule."""
    edit(in_domain.folder / "rules.yaml", "disposition: unplug", "disposition: mend")
    done = in_domain(*LINT)
    assert (done.code, done.err) == (1, "")
    assert done.out.splitlines()[1] == (
        'error  rules.yaml:8: rules[smoke]: raises the red flag "fire", which demands at least '
        '"unplug", but only gives "mend".'
    )
    assert "\n1 error, 2 warnings, " in done.out


def test_json_has_every_problem(in_domain: Triage) -> None:
    """With code and severity, for a machine."""
    done = in_domain(*LINT, "--json")
    data = json.loads(done.out)
    assert (done.code, data["schema"]) == (0, "triage-problems/1")
    problems = [p for p in data["problems"] if p["severity"] != "note"]
    assert [(p["code"], p["severity"], p["line"]) for p in problems] == [
        ("unreleased", "warning", 0),
        ("never-fires", "warning", 22),
    ]


@pytest.mark.parametrize(
    ("file", "old", "new", "problems"),
    [
        (
            "rules.yaml",
            "when: smoke",
            "when: smok",
            [
                (
                    'error  rules.yaml:12: rules[smoke].when: unknown finding "smok". '
                    'Did you mean "smoke"?'
                )
            ],
        ),
        (
            "library/toasters.yaml",
            "present: [smoke]\n",
            "present: [smoke, sparks, flames]\n",
            [
                (
                    "error  library/toasters.yaml:6: vignettes[smoking].present: unknown finding "
                    '"flames". Allowed: smoke, sparks, crumbs.'
                ),
                (
                    'error  library/toasters.yaml:7: vignettes[smoking].absent: "sparks" is both '
                    "present and absent."
                ),
            ],
        ),
        (
            "vocabulary.yaml",
            "minimum: unplug",
            "minimum: unplugged",
            [
                (
                    "error  vocabulary.yaml:19: red_flags[fire].minimum: unknown disposition "
                    '"unplugged". Did you mean "unplug"?'
                )
            ],
        ),
    ],
    ids=["rules", "library", "vocabulary"],
)
def test_a_file_that_does_not_load_is_no_verdict(
    in_domain: Triage, edit: Edit, file: str, old: str, new: str, problems: list[str]
) -> None:
    """All mistakes of the file at once, each with its place."""
    edit(in_domain.folder / file, old, new)
    done = in_domain(*LINT)
    assert (done.code, done.out) == (3, "")
    counted = ["", f"{len(problems)} errors, 0 warnings"] if len(problems) > 1 else []
    assert done.err.splitlines() == [*problems, *counted]


def test_a_hostile_file_name_cannot_steer_the_terminal(in_domain: Triage) -> None:
    """A folder may be called anything."""
    bad = in_domain.folder / "lib\x1b[2J\u202e"
    (in_domain.folder / "library").rename(bad)
    fine = in_domain("lint", "--rules", "rules.yaml", "--vignettes", bad.name)
    gone = in_domain("lint", "--rules", "rules.yaml", "--vignettes", f"{bad.name}x")
    assert (fine.code, gone.code) == (0, 3)
    assert fine.out.replace("\n", "").isprintable()
    assert gone.err.replace("\n", "").isprintable()
