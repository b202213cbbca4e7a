"""What somebody believes to be in force counts, or the command says that it does not."""

import shutil
from pathlib import Path

import pytest

from evaluation.gate.verdict import Verdict
from reports.cli import settings
from reports.cli.shell import UsageError
from tests.evaluation.kit.gates import check_of, judge, run
from tests.evaluation.kit.outcomes import URGENT, gave, gold, outcome
from triage import domain, repository
from triage.domain import domain_folder
from triage.loading.problems import LoadError
from triage.repository import load_ruleset

SEEN = outcome("seen", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))


@pytest.fixture(autouse=True)
def _alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of its own, and no settings read before."""
    monkeypatch.chdir(tmp_path)
    settings.configured.cache_clear()


def test_an_empty_variable_is_a_mistake(monkeypatch: pytest.MonkeyPatch) -> None:
    """An unset variable of a pipeline must not judge the rules that ship."""
    monkeypatch.setenv("TRIAGE_RULES", "")
    with pytest.raises(UsageError, match="an empty text stands where rules"):
        settings.rules_reference(None)


@pytest.mark.parametrize("key", ["waivers", "acceptances"])
def test_a_variable_names_what_was_granted(monkeypatch: pytest.MonkeyPatch, key: str) -> None:
    """Also where the domain has no such file, and whoever asks has no option for it."""
    path_of = {"waivers": settings.waivers_path, "acceptances": settings.acceptances_path}[key]
    assert path_of(None, "no-domain") is None
    monkeypatch.setenv(f"TRIAGE_{key.upper()}", "ours.yaml")
    assert path_of(None, "no-domain") == Path("ours.yaml")


@pytest.mark.parametrize("file", ["triage.toml", "pyproject.toml"])
def test_a_configuration_that_is_no_file_is_a_mistake(tmp_path: Path, file: str) -> None:
    """Settings that cannot be read are not taken as none."""
    (tmp_path / file).mkdir()
    with pytest.raises(UsageError, match=f"{file}: not a file that can be read"):
        settings.configured()


def test_other_invariants_fail_the_gate() -> None:
    """A floor that is taken away together with its rule is seen."""
    before = run([SEEN], invariants_fingerprint="sha256:accepted")
    report = judge(before, run([SEEN], invariants_fingerprint="sha256:fewer"))
    assert report.verdict is Verdict.FAIL
    assert not check_of(report, "invariants").holds
    assert check_of(judge(before, before), "invariants").holds


def test_a_domain_that_ships_without_invariants_is_an_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No floors at all would be proved, every one of them."""
    ruleset = load_ruleset("knee@1.1.0")
    (tmp_path / "knee").mkdir()
    source = domain_folder("knee") / "vocabulary.yaml"
    shutil.copy(source, tmp_path / "knee" / "vocabulary.yaml")
    monkeypatch.setattr(domain, "SHIPPED", tmp_path)
    with pytest.raises(LoadError, match="No such file"):
        repository.load_invariants(ruleset)
