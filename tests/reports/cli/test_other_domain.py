"""Another team's domain: its own findings, rules, vignettes and policy, in every command."""

import json
import shlex

from tests.reports.cli.command import Edit, Triage

LIBRARY = ("--vignettes", "library")
POLICY = ("--policy", "policy.yaml")


def test_the_gate_works_where_no_waivers_were_ever_granted(accepted: Triage) -> None:
    """A domain without a file of waivers has none; nobody must write an empty one."""
    done = accepted("gate", "rules.yaml", "--baseline", "run", *LIBRARY, *POLICY)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("PASS  toaster@0.1.0 (rules.yaml) against toaster@0.1.0 (run), run")


def test_the_gate_needs_a_baseline(accepted: Triage, of_domain: tuple[str, ...]) -> None:
    """A domain that does not ship has no accepted run, and that is no pass."""
    done = accepted("gate", "rules.yaml", *of_domain)
    assert done.code == 3
    assert "no baseline to compare with." in done.err


def test_what_does_not_ship_is_asked_for(in_domain: Triage) -> None:
    """One line says what to name, and how."""
    table = {
        ("lint", "--rules", "rules.yaml"): "vignettes",
        ("evaluate", "--rules", "rules.yaml", *LIBRARY): "policy",
        ("gate", "rules.yaml", *LIBRARY): "policy",
    }
    found = in_domain.each(table)
    for done, setting in zip(found.values(), table.values(), strict=True):
        assert (done.code, done.out) == (2, "")
        assert (
            done.err == f"error  the domain has nothing for {setting}; name it with --{setting}.\n"
        )


def test_schemas_are_in_the_words_of_the_domain(in_domain: Triage) -> None:
    """Editors complete the team's own findings."""
    for kind in ("rules", "vignettes"):
        done = in_domain("schema", kind, "--rules", "rules.yaml")
        assert (done.code, done.err) == (0, "")
        assert "smoke" in done.out
        assert "fever" not in done.out
        assert json.loads(done.out)["$schema"].startswith("https://json-schema.org/")


def test_a_failed_gate_names_the_command_that_looks_closer(
    accepted: Triage, edit: Edit, of_domain: tuple[str, ...]
) -> None:
    """The next command can be typed as it stands, and shows the same vignette first."""
    (accepted.folder / "run").rename(accepted.folder / "my run")
    edit(accepted.folder / "rules.yaml", "when: smoke", "when: {all: [smoke, crumbs]}")
    done = accepted("gate", "rules.yaml", "--baseline", "my run", *of_domain)
    assert done.code == 1
    last = done.out.splitlines()[-1]
    assert last == "Next: triage compare 'my run' rules.yaml --vignettes library"
    looked = accepted(*shlex.split(last)[2:])
    assert (looked.code, looked.err) == (0, "")
    assert looked.out.split("\n\n")[1] == (
        "New missed red flags: 1\n"
        "  - smoking: expected unplug; was unplug by smoke; is mend by no rule; "
        "no longer: fire"
    )
