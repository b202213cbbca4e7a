"""What `triage baseline approve` takes and refuses, and whom it asks."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from evaluation.domain import baseline_folder
from reports.cli.baseline_runs import Inputs, proposed
from reports.cli.init import STARTER
from reports.cli.settings import configured
from reports.cli.shell import UsageError
from tests.reports.cli.accepting import APPROVE, SIGNED, exchange, make_worse, said, write_toes
from tests.reports.cli.command import ROOT, Triage

ACCEPT = ("baseline", "approve")


@pytest.fixture
def toes(tmp_path: Path) -> Triage:
    """The command in the folder of a domain in which nothing is accepted."""
    return write_toes(tmp_path)


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Triage:
    """The same, with the run folders `run`, `foreign`, `unfinished` and `edited`."""
    toes = write_toes(tmp_path_factory.mktemp("kept"))
    exchange(toes.folder / "policy.yaml", "baseline: [baseline]", "baseline: [here]")
    toes("gate", "--baseline", "toes", "--save", "run")  # quicker than to evaluate
    elsewhere = {"TRIAGE_DOMAIN": "knee"}
    assert toes("gate", "knee", "--save", "foreign", env=elsewhere).code in {0, 1, 3}
    for name in ("unfinished", "edited"):
        shutil.copytree(toes.folder / "run", toes.folder / name)
    head = toes.folder / "unfinished" / "run.json"
    exchange(head, '"status": "finished"', '"status": "started"')
    exchange(toes.folder / "edited" / "cases.jsonl", '"home"', '"visit"')
    return toes


def test_a_stored_run_is_accepted(kept: Triage) -> None:
    """Just that one, into the folder that is named; a second time it is no news."""
    done = kept(*ACCEPT, "run", *SIGNED, "--baseline", "here")
    assert (done.code, done.err) == (0, "")
    digest = json.loads((kept.folder / "run" / "run.json").read_text(encoding="utf-8"))["digest"]
    data = json.loads((kept.folder / "here" / "accepted.json").read_text(encoding="utf-8"))
    assert data["run_digest"] == digest
    assert kept("gate", "-q", "--baseline", "here").out == "PASS  toes@0.1.0\n"
    code, error = said(kept(*ACCEPT, "run", *SIGNED, "--baseline", "here"))
    assert code == 3
    assert error.startswith("error here: already accepted on 20")


REFUSED = {
    ("unfinished", *SIGNED): (3, "unfinished: the run was never finished; make it anew elsewhere."),
    ("edited", *SIGNED): (3, "edited/cases.jsonl: changed since it was written."),
    ("nowhere", *SIGNED): (3, "nowhere: no run folder (a run folder holds run.json and cases."),
    ("foreign", *SIGNED): (3, "foreign: a run of the domain knee, and this is the baseline of"),
    ("", *SIGNED): (2, "an empty text stands where a run folder should be named."),
    ("run", *SIGNED, "--rules", "toes"): (2, "a run is named, and options to make another one; "),
    ("run", *SIGNED, "--vignettes", "library"): (2, "a run is named, and options to make another"),
    ("run", *SIGNED, "--repeat", "2"): (2, "a run is named, and options to make another one; "),
    ("run", *SIGNED, "--baseline", "toes@0.1.0"): (2, '"toes@0.1.0" is no folder; name the folder'),
    ("run", *SIGNED, "--baseline", "rules/0.1.0.yaml"): (2, '"rules/0.1.0.yaml" is no folder; '),
    ("run", *SIGNED, "--baseline", "python:a:b"): (2, '"python:a:b" is no folder; name the folder'),
    ("run", *SIGNED, "--baseline", "library"): (3, "library: something else stands there (last"),
    ("run", *SIGNED, "--policy", "nowhere.yaml"): (3, "nowhere.yaml: No such file or directory."),
    ("--approver", " ", "--role", "FILL IN", "--reason", "x"): (
        2, 'approver: nothing stands there; say it in words. role: "FILL IN" is still to be'),
    (*SIGNED, "--rules", "nonsense"): (3, "nonsense: no such rule set or rule file."),
    (*SIGNED, "--engine", "python:a:b", "--rules", "toes"): (2, "an engine and rules are named; "),
}  # fmt: skip


def test_what_cannot_be_accepted_is_told(kept: Triage) -> None:
    """One error with the exit code of its kind, and no baseline."""
    found = kept.each((*ACCEPT, *words) for words in REFUSED)
    for done, (code, words) in zip(found.values(), REFUSED.values(), strict=True):
        assert done.code == code
        assert " ".join(done.err.split()).startswith(f"error {words}"), done.err
        assert "Accepted " not in done.out
    assert not (kept.folder / "baseline").exists()


@pytest.mark.parametrize("missing", ["--approver", "--role", "--reason"])
def test_nobody_accepts_without_saying_who_and_why(toes: Triage, missing: str) -> None:
    """Each of the three is asked for by name."""
    place = SIGNED.index(missing)
    done = toes(*ACCEPT, *SIGNED[:place], *SIGNED[place + 2 :])
    assert done.code == 2
    assert f"Missing option '{missing}'" in done.err
    assert not (toes.folder / "baseline").exists()


def test_the_baseline_that_is_installed_is_not_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Outside the project's own checkout it belongs to everybody; in it, it is one's own."""
    monkeypatch.chdir(tmp_path)
    configured.cache_clear()
    says = r"^the baseline that ships with knee is not within the current folder; name one of your"
    with pytest.raises(UsageError, match=says), proposed(Inputs(rules="knee")):
        pass
    with proposed(Inputs(rules="knee", baseline="mine")) as found:
        assert found.folder == Path("mine")
    run = next(path for path in baseline_folder("knee").iterdir() if path.is_dir())
    monkeypatch.chdir(ROOT)
    with proposed(Inputs(run=str(run))) as found:
        assert found.folder == baseline_folder("knee")


def test_an_engine_is_accepted_as_rules_are(toes: Triage) -> None:
    """What it cannot do is said to whom accepts it."""
    (toes.folder / "mine.py").write_text(
        "def ask(request):\n    return {'disposition': 'today'}\n", encoding="utf-8"
    )
    (toes.folder / "mine.yaml").write_text(
        "engine: Mine\nrun: python:mine:ask\nred_flags: not_reported\n", encoding="utf-8"
    )
    done = toes(*APPROVE, "--engine", "mine.yaml")
    assert (done.code, done.err) == (0, "")
    out = " ".join(done.out.split())
    assert "To be accepted engine Mine " in out
    assert "note This engine reports no red flags: it is judged by action alone" in out


def test_an_engine_that_never_answers_is_refused(toes: Triage) -> None:
    """There would be nothing to compare with."""
    (toes.folder / "mine.py").write_text("def ask(request):\n    return 7\n", encoding="utf-8")
    done = toes(*APPROVE, "--engine", "python:mine:ask")
    assert done.code == 3
    assert "python:mine:ask: cannot be accepted: no vignette was answered." in done.err
    assert done.out == ""


def test_show_compares_with_what_is_named(toes: Triage) -> None:
    """Rules, policy and library as the options say; a program does not become rules."""
    assert toes(*APPROVE).code == 0
    make_worse(toes.folder)
    shutil.copytree(toes.folder / "library", toes.folder / "other")
    exchange(
        toes.folder / "policy.yaml",
        "longest_days: 30",
        "longest_days: 90",
        into=toes.folder / "other.yaml",
    )
    exchange(toes.folder / "other" / "lasting-pain.yaml", "id: six-whole-days", "id: six-days")
    older = ("--rules", "toes@0.1.0", "--policy", "other.yaml", "--vignettes", "other")
    done = toes("baseline", "show", *older)
    assert (done.code, done.err) == (0, "")
    assert (
        "  engine      same, toes@0.1.0\n"
        "  vignettes   1 input edited, 1 text edited\n"
        "  vocabulary  same\n"
        "  invariants  same\n"
        "  policy      same\n"
    ) in done.out
    (toes.folder / "mine.py").write_text("def ask(request): ...\n", encoding="utf-8")
    named = toes("baseline", "show", "--engine", "python:mine:ask")
    assert "compared with python:mine:ask, as named, which is another kind of engine" in named.out
    (toes.folder / "triage.toml").write_text(
        'domain = "."\nengine = "python:mine:ask"\n', encoding="utf-8"
    )
    told = " ".join(toes("baseline", "show").out.split())
    words = "compared with python:mine:ask, which is what commands here judge; name another with"
    assert f"engine {words} --rules vignettes" in told
    both = toes("baseline", "show", "--engine", "python:mine:ask", "--rules", "toes")
    assert (both.code, "which of them is meant?" in both.err) == (2, True)


def test_a_person_is_asked_with_what_the_policy_refuses(toes: Triage) -> None:
    """Said before, and again in the question; a person decides."""
    assert toes(*APPROVE).code == 0
    make_worse(toes.folder)
    done = toes.at_terminal(*APPROVE, typed=["n\n"], env={"NO_COLOR": "1"})
    assert "\nBy the policy in force: 4 checks fail\n  - Missed-red-flag rate" in done.out
    assert "\nBy the policy in force: 4 checks fail. Accept all the same? [y/N] " in done.out
    assert "Nothing was accepted." in done.out
    assert toes.at_terminal(*APPROVE, typed=["y\n"]).code == 0


def test_the_policy_and_the_waivers_that_are_named_are_those_in_force(toes: Triage) -> None:
    """As the gate takes them; what the policy finds too little in has no verdict."""
    exchange(
        toes.folder / "policy.yaml",
        "vignettes: 10",
        "vignettes: 11",
        into=toes.folder / "strict.yaml",
    )
    done = toes(*APPROVE, "--policy", "strict.yaml")
    said_of_it = (
        "\nBy the policy in force: no verdict\n  - Enough vignettes: 10 vignettes (at least 11)"
    )
    assert (done.code, said_of_it in done.out) == (0, True)
    (toes.folder / "wrong.yaml").write_text("waivers: 7\n", encoding="utf-8")
    for named in (
        toes(*APPROVE, "--waivers", "wrong.yaml"),
        toes(*APPROVE, env={"TRIAGE_WAIVERS": "wrong.yaml"}),
    ):
        assert (named.code, "wrong.yaml:1" in named.err) == (3, True), named.err


@pytest.mark.parametrize(("answer", "is_accepted"), [("y\n", True), ("n\n", False), ("\n", False)])
def test_a_person_at_a_terminal_is_asked(toes: Triage, answer: str, *, is_accepted: bool) -> None:
    """Whatever is no yes is a no; the exit code tells."""
    done = toes.at_terminal(*APPROVE, typed=[answer])
    assert "Accept? [y/N]" in done.out
    assert (done.code == 0) is is_accepted
    assert ("Nothing was accepted." in done.out) is not is_accepted
    assert (toes.folder / "baseline" / "accepted.json").exists() is is_accepted


def test_a_person_who_said_yes_beforehand_is_not_asked(toes: Triage) -> None:
    """--yes, at a terminal."""
    done = toes.at_terminal(*APPROVE, "--yes")
    assert done.code == 0
    assert "Accept?" not in done.out


def git(*arguments: str, place: Path) -> None:
    """Run git in a checkout, as nobody in particular."""
    subprocess.run(
        ["git", "-c", "user.name=A", "-c", "user.email=a@example.org", *arguments],  # noqa: S607
        cwd=place,
        check=True,
        capture_output=True,
    )


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_a_checkout_is_clean_when_a_run_is_accepted(toes: Triage) -> None:
    """What nobody can look up later is not accepted; what a killed approval left is no dirt."""
    git("init", "-q", place=toes.folder)
    code, error = said(toes(*APPROVE))
    assert (code, "of which git tells no revision" in error) == (3, True)
    git("commit", "-q", "--allow-empty", "-m", "Nothing", place=toes.folder)
    dirty = "uncommitted changes (now in the checkout {}); commit them and make it anew."
    code, error = said(toes(*APPROVE))
    there = ".: documents/GUIDE.txt, invariants.yaml, library/lasting-pain.yaml and 7 more"
    assert (code, error.endswith(dirty.format(there))) == (3, True), error
    toes("gate", "--baseline", "toes", "--save", "run")
    code, error = said(toes(*ACCEPT, "run", *SIGNED))
    there = ".: documents/GUIDE.txt, invariants.yaml, library/lasting-pain.yaml and 9 more"
    assert (code, error.endswith(dirty.format(there))) == (3, True), error
    shutil.rmtree(toes.folder / "run")
    git("add", ".", place=toes.folder)
    git("commit", "-q", "-m", "The domain", place=toes.folder)
    left = toes.folder / "baseline" / "0123456789ab"
    left.mkdir(parents=True)
    (left / "cases.jsonl").write_text("half", encoding="utf-8")
    done = toes(*APPROVE)
    assert (done.code, done.err) == (0, "")
    assert ", at revision " in done.out
    assert not left.exists()
    assert toes("gate", "-q").out == "PASS  toes@0.1.0\n"


@pytest.mark.skipif(not shutil.which("git"), reason="git is not installed")
def test_the_checkout_of_the_rules_is_the_one_that_is_named(toes: Triage) -> None:
    """Also where the command is given somewhere else."""
    git("init", "-q", place=toes.folder)
    git("commit", "-q", "--allow-empty", "-m", "Nothing", place=toes.folder)
    elsewhere = toes.folder.parent / "elsewhere"
    elsewhere.mkdir()
    named = {"TRIAGE_DOMAIN": str(toes.folder)}
    code, error = said(toes(*APPROVE, "--baseline", "mine", cwd=elsewhere, env=named))
    assert (code, "(now in the checkout ../toes: documents/" in error) == (3, True), error


def test_show_needs_something_to_show(toes: Triage) -> None:
    """No baseline, a run that nobody accepted, a damaged one: exit code 3 and one error."""
    code, error = said(toes("baseline", "show"))
    assert code == 3
    assert error.startswith("error baseline: no run is accepted there (no such folder). `triage ")
    toes("gate", "--baseline", "toes", "--save", "baseline")
    code, error = said(toes("baseline", "show", "--json"))
    assert (code, "a run that nobody has accepted" in error) == (3, True)
    shutil.rmtree(toes.folder / "baseline")
    assert toes(*APPROVE).code == 0
    exchange(toes.folder / "baseline" / "accepted.json", "Dr Example", "Dr Nobody")
    for command in (("baseline", "show"), ("gate",), APPROVE):
        code, error = said(toes(*command))
        assert (code, "accepted.json: changed since it was written." in error) == (3, True)


def test_the_starter_holds_no_baseline() -> None:
    """Nothing but the command writes one."""
    assert not (STARTER / "baseline").exists()
