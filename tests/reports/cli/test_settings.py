"""Configuration: options beat environment variables beat the file, and mistakes are named."""

from functools import partial

import pytest

from tests.reports.cli.command import Together, Triage

FEVER = ("assess", "--present", "fever")


def write(triage: Triage, file: str, text: str) -> None:
    """Put a configuration file into the command's folder."""
    (triage.folder / file).write_text(text, encoding="utf-8")


def rules_used(
    triage: Triage, together: Together, *option: str, env: dict[str, str] | None = None
) -> set[str]:
    """The rule sets that two commands worked with: one takes an option, the gate an argument."""
    done = together(
        {
            "assess": partial(triage, *FEVER, *option, env=env),
            "gate": partial(triage, "gate", *option[1:], env=env),
        }
    )
    last = done["assess"].out.strip().splitlines()[-1]
    first = done["gate"].out.partition(" against ")[0]
    return {last.partition(". ")[0], first.split("  ")[1]}


def test_without_settings_what_ships_is_used(triage: Triage, together: Together) -> None:
    """The newest rules."""
    assert rules_used(triage, together) == {"knee@1.1.0"}


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("triage.toml", 'rules = "knee@1.0.0"\n'),
        ("pyproject.toml", '[tool.triage]\nrules = "knee@1.0.0"\n'),
    ],
)
def test_the_file_says_which_rules(
    triage: Triage, together: Together, file: str, text: str
) -> None:
    """In every command, the gate among them."""
    write(triage, file, text)
    assert rules_used(triage, together) == {"knee@1.0.0"}


def test_the_environment_beats_the_file(triage: Triage, together: Together) -> None:
    """In every command, the gate among them."""
    write(triage, "triage.toml", 'rules = "knee@1.0.0"\n')
    assert rules_used(triage, together, env={"TRIAGE_RULES": "knee@1.1.0"}) == {"knee@1.1.0"}


def test_an_option_beats_environment_and_file(triage: Triage, together: Together) -> None:
    """What was typed is what is meant."""
    write(triage, "triage.toml", 'rules = "nonsense"\n')
    env = {"TRIAGE_RULES": "nonsense"}
    assert rules_used(triage, together, "--rules", "knee@1.0.0", env=env) == {"knee@1.0.0"}


@pytest.mark.parametrize("setting", ["vignettes", "policy", "waivers", "acceptances", "baseline"])
def test_every_setting_is_used_and_beaten_in_turn(
    triage: Triage, together: Together, setting: str
) -> None:
    """From the file, from the environment, from the option: each overrides the one before.

    The three values lead nowhere, and the message says which one was followed.
    """
    write(triage, "triage.toml", f'{setting} = "from/file"\n')
    env = {f"TRIAGE_{setting.upper()}": "from/environment"}
    done = together(
        {
            "file": partial(triage, "gate"),
            "environment": partial(triage, "gate", env=env),
            "option": partial(triage, "gate", f"--{setting}", "from/option", env=env),
        }
    )
    for place, each in done.items():
        assert each.code == 3
        assert f"from/{place}: " in each.err


def test_several_settings_work_together(accepted: Triage) -> None:
    """A team's own domain in one file; then every command works without arguments."""
    write(
        accepted,
        "triage.toml",
        'rules = "rules.yaml"\nvignettes = "library"\npolicy = "policy.yaml"\n'
        'waivers = "waivers.yaml"\nbaseline = "run"\n',
    )
    done = accepted.each([("gate",), ("lint",), ("evaluate",)])
    assert {words: (each.code, each.err) for words, each in done.items()} == dict.fromkeys(
        done, (0, "")
    )
    assert done["gate"].out.startswith("PASS  toaster@0.1.0 (rules.yaml) against toaster@0.1.0 ")
    assert done["lint"].out.startswith("toaster@0.1.0, 3 vignettes (library)\n")
    assert done["evaluate"].out.startswith("toaster@0.1.0 on 3 vignettes (library; 3 ok)\n")
    assert "\n  Escalations (mend and above):\n" in done["evaluate"].out


def test_triage_toml_goes_before_pyproject(triage: Triage) -> None:
    """The file that is about nothing else wins."""
    write(triage, "pyproject.toml", '[tool.triage]\nrules = "nonsense"\n')
    write(triage, "triage.toml", 'rules = "knee"\n')
    assert "\nknee@1.1.0. " in triage(*FEVER).out


@pytest.mark.parametrize(
    ("file", "text", "where"),
    [("triage.toml", "# all gone\n", ""), ("pyproject.toml", "[tool.triage]\n", " [tool.triage]")],
)
def test_a_configuration_that_says_nothing_is_a_mistake(
    triage: Triage, file: str, text: str, where: str
) -> None:
    """Emptied, it would have the rules that ship judged in place of one's own."""
    write(triage, file, text)
    done = triage("gate")
    told = f"error  {file}:{where} says nothing; name a domain or rules, or take it away.\n"
    assert (done.code, done.out, done.err) == (2, "", told)


@pytest.mark.parametrize("name", ["TRIAGE_POLCY", "TRIAGE_ENGIN", "TRIAGE_BASELINES"])
def test_a_variable_that_is_nearly_one_of_ours_is_a_mistake(triage: Triage, name: str) -> None:
    """It would be passed over without a word; variables of others are nobody's business."""
    done = triage("gate", env={name: "x"})
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error  the variable {name} means nothing; is TRIAGE_")
    assert triage("rules", env={"TRIAGE_TOKEN": "x", "TRIANGLE": "y"}).code == 0


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("triage.toml", 'rules = "knee"\n'),
        ("pyproject.toml", '[tool.triage]\nrules = "knee"\n'),
    ],
)
def test_below_the_folder_of_a_configuration_nothing_is_taken_for_granted(
    triage: Triage, file: str, text: str
) -> None:
    """In a sub-folder of a project the rules that ship are not what anybody means."""
    write(triage, file, text)
    below = triage.folder / "rules" / "old"
    below.mkdir(parents=True)
    done = triage("gate", cwd=below)
    assert (done.code, done.out) == (2, "")
    assert "stands above this folder" in done.err
    assert triage("gate", "knee", "--quiet", cwd=below).out == "PASS  knee@1.1.0\n"
    (below / ".git").mkdir()  # a project of its own
    assert triage("gate", "--quiet", cwd=below).out == "PASS  knee@1.1.0\n"


def test_a_stated_domain_is_the_one_that_is_judged(triage: Triage) -> None:
    """Whatever else names rules of another domain, a pipeline that states its own is told."""
    assert triage("init", "toes").code == 0
    write(triage, "triage.toml", 'rules = "knee"\n')
    done = triage("gate", env={"TRIAGE_DOMAIN": "toes"})
    assert (done.code, done.out) == (2, "")
    told = "the domain toes is stated, and what would be judged is of knee"
    assert done.err.startswith(f"error  {told}")


def test_a_pyproject_about_other_things_is_no_configuration(triage: Triage) -> None:
    """Most projects have one."""
    write(triage, "pyproject.toml", '[project]\nname = "x"\n[tool.ruff]\n')
    assert "\nknee@1.1.0. " in triage(*FEVER).out


def test_a_mistake_in_the_file_is_wrong_usage(triage: Triage, together: Together) -> None:
    """A typing mistake is named, and must not leave the default in force unseen."""
    known = "allowed: domain, rules, engine, vignettes, policy, waivers, acceptances, baseline."
    unknown = f'unknown setting "rulez"; {known}'
    table = {
        ("triage.toml", b'rulez = "knee@1.0.0"'): unknown,
        ("pyproject.toml", b'[tool.triage]\nrulez = "knee@1.0.0"'): unknown,
        ("triage.toml", b"rules = 3"): 'the setting "rules" needs a text.',
        ("triage.toml", b'rules = ""'): 'the setting "rules" needs a text.',
        ("triage.toml", b'rules = ["knee"]'): 'the setting "rules" needs a text.',
        ("pyproject.toml", b"[tool]\ntriage = 3"): "tool.triage needs to be a table.",
        ("triage.toml", b"rules = knee"): "cannot be read: ",
        ("triage.toml", b"rules = '\xff'"): "cannot be read: ",
    }
    jobs = {}
    for number, (file, content) in enumerate(table):
        folder = triage.folder / str(number)
        folder.mkdir()
        (folder / file).write_bytes(content)
        jobs[str(number)] = partial(triage, "gate", cwd=folder)
    done = together(jobs).values()
    for each, ((file, _), said) in zip(done, table.items(), strict=True):
        assert (each.code, each.out) == (2, "")
        assert each.err.startswith(f"error  {file}: {said}")
        assert each.err.count("\n") == 1


def test_a_later_version_that_nobody_judged_is_no_pass(triage: Triage) -> None:
    """The newest is what people use: one that is pinned away in the configuration is named."""
    assert triage("init", "toes").code == 0
    write(triage, "triage.toml", 'domain = "toes"\nrules = "toes@0.1.0"\n')
    signed = ("--approver", "A. Person", "--role", "Owner", "--reason", "The first.")
    assert triage("baseline", "approve", *signed).code == 0
    assert triage("gate").code == 0
    rules = triage.folder / "toes" / "rules"
    text = (rules / "0.1.0.yaml").read_text(encoding="utf-8")
    (rules / "0.2.0.yaml").write_text(
        text.replace("version: 0.1.0", "version: 0.2.0"), encoding="utf-8"
    )
    done = triage("gate")
    assert done.code == 1
    told = "0.2.0 is later, stands in the domain too, and was not judged."
    assert told in " ".join(done.out.split())
