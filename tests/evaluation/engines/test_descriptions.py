"""What is said of an engine: by a reference, or in a file; and what is made of mistakes."""

import re
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

import pytest

from evaluation.engines.build import build_engine
from evaluation.engines.content import files_of, fingerprint_of, hashes_of
from evaluation.engines.description import (
    Calls,
    Description,
    Table,
    described,
    read_description,
)
from evaluation.engines.protocol import EngineKind, Traits, Unknowns
from evaluation.engines.references import is_engine_file, not_an_engine, wrong_reference
from evaluation.engines.unknowns import WithoutUnknowns
from tests.evaluation.kit.vignettes import WORDS
from triage.loading.problems import LoadError

FORMS = (
    "Allowed: python:MODULE:FUNCTION, command:PROGRAM ARGUMENTS, http://HOST/PATH, "
    "predictions:FILE, or an engine file (.yaml)."
)


def engine_file(folder: Path, *lines: str) -> Path:
    """An engine file with these lines beside its name."""
    path = folder / "engine.yaml"
    path.write_text("\n".join(["engine: Mine", *lines, ""]), encoding="utf-8")
    return path


def problems(path: Path) -> list[str]:
    """What is wrong with an engine file."""
    with pytest.raises(LoadError) as caught:
        read_description(path, WORDS)
    return [str(problem).partition(": ")[2] for problem in caught.value.problems]


@pytest.mark.parametrize(
    ("reference", "kind", "target"),
    [
        ("python:mine:triage", EngineKind.PYTHON, "mine:triage"),
        ("command:./run --fast", EngineKind.COMMAND, "./run --fast"),
        ("http://localhost:8080/triage", EngineKind.HTTP, "http://localhost:8080/triage"),
        ("https://example.org/triage", EngineKind.HTTP, "https://example.org/triage"),
        ("predictions:answers.csv", EngineKind.PREDICTIONS, "answers.csv"),
    ],
)
def test_a_reference_says_the_kind_and_the_target(
    reference: str, kind: EngineKind, target: str
) -> None:
    """An address is whole, of whatever scheme; the rest stands behind the kind."""
    told = described(reference)
    assert (told.traits.kind, told.target) == (kind, target)


@pytest.mark.parametrize(
    ("named", "message"),
    [
        ("mine.py", '"mine.py" names no engine. Did you mean "python:mine:FUNCTION"? ' + FORMS),
        ("a/b.py", '"a/b.py" names no engine. Did you mean "python:a.b:FUNCTION"? ' + FORMS),
        ("../b.py", '"../b.py" names no engine. ' + FORMS),
        ("m:decide", '"m:decide" names no engine. Did you mean "python:m:decide"? ' + FORMS),
        ("./run", '"./run" names no engine. Did you mean "command:./run"? ' + FORMS),
        ("a.csv", '"a.csv" names no engine. Did you mean "predictions:a.csv"? ' + FORMS),
        ("knee@1.1.0", '"knee@1.1.0" names no engine. ' + FORMS),
        ("git:main:e.yaml", '"git:main:e.yaml" names no engine. ' + FORMS),
        ("python:mine", ""),
        ("missing.yaml", ""),
        (f"{'a' * 300}.yaml", ""),
    ],
)
def test_what_is_named_as_an_engine_and_is_none_is_told_with_all_forms(
    named: str, message: str
) -> None:
    """What has the form of one is looked at later, when it is read."""
    assert not_an_engine(named) == message


@pytest.mark.parametrize(
    ("reference", "message"),
    [
        ("python:mine", '"python:mine" is not whole; write python:MODULE:FUNCTION.'),
        ("python:mine: ", '"python:mine: " is not whole; write python:MODULE:FUNCTION.'),
        ("command: ", '"command: " is not whole; write command:PROGRAM ARGUMENTS.'),
        ("predictions:", '"predictions:" is not whole; write predictions:FILE.'),
        ("http://", '"http://" is no address; write http://HOST:PORT/PATH.'),
        ("command:a 'b", '"command:a \'b" cannot be split into words: No closing quotation.'),
        ("https://host/path", ""),
    ],
)
def test_a_reference_that_is_not_whole_says_what_is_missing(reference: str, message: str) -> None:
    """The form of its kind, with what has to stand there."""
    assert wrong_reference(reference) == message


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("engine: Mine\n", True),
        ("# ours\n\n---\n  # more\nengine: Mine\n", True),
        ("\ufeffengine: Mine\n", True),
        ('"engine" : Mine\r\n', True),
        ("ruleset: Mine\nnote: |\n  x\nengine: steam\n", False),
        ("engines: Mine\n", False),
        ("", False),
    ],
)
def test_an_engine_file_says_so_with_its_first_key(
    text: str, *, is_one: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Comments, blank lines and a mark of the start do not count; keys further down neither."""
    monkeypatch.chdir(tmp_path)
    Path("some.yaml").write_text(text, encoding="utf-8")
    assert is_engine_file("some.yaml") is is_one
    said = '"some.yaml" is no engine file: its first key is not "engine".'
    assert not_an_engine("some.yaml") == ("" if is_one or not text else said)


@pytest.mark.skipif(not Path("/proc/self/mem").is_file(), reason="a file of Linux")
def test_a_file_that_refuses_to_be_read_is_no_engine_file(tmp_path: Path) -> None:
    """Whoever reads it next says why; as with a name that no file can have."""
    refusing = tmp_path / "refusing.yaml"
    refusing.symlink_to("/proc/self/mem")
    assert not is_engine_file(str(refusing))
    assert not is_engine_file(f"{'a' * 300}.yaml")
    assert not is_engine_file("a\0.yaml")
    assert not is_engine_file("/proc/self/mem")


def test_an_engine_file_says_all_there_is_to_say(tmp_path: Path) -> None:
    """Each key of it is a part of the description."""
    path = engine_file(
        tmp_path,
        'version: "2"',
        "run: http://localhost/triage",
        "red_flags: not_reported",
        "unknowns: abstain",
        "reads: [fever, age_years]",
        "deterministic: false",
        "repeat: 3",
        "names: {A&E: emergency}",
        "timeout_seconds: 5",
        "run_timeout_seconds: 60",
        "http: {per_request: 20, at_once: 2, retries: 0}",
    )
    assert read_description(path, WORDS) == Description(
        name="Mine",
        version="2",
        reference="http://localhost/triage",
        traits=Traits(
            kind=EngineKind.HTTP,
            reports_red_flags=False,
            unknowns=Unknowns.ABSTAIN,
            is_deterministic=False,
        ),
        repeat=3,
        reads=frozenset({"fever", "age_years"}),
        names={"A&E": "emergency"},
        timeout=5,
        run_timeout=60,
        calls=Calls(per_request=20, at_once=2, retries=0),
        folder=tmp_path,
    )


@pytest.mark.parametrize(
    ("lines", "messages"),
    [
        (["run: python:mine:f", "repeat: 0"], ["repeat: 0 is out of range; allowed: 1 to 100."]),
        (["run: x", "repeat: 101"], ["names no engine", "repeat: 101 is out of range"]),
        (
            ["run: https://host/a", "predictions: {separator: '|'}"],
            ["predictions: an engine of the kind http has no such settings."],
        ),
        (
            ["run: command:x", "http: {retries: 1}", "reads: [fever]"],
            ["http: an engine of the kind command has no such", "reads: only asked for with"],
        ),
        (["run: http://h/a", "timeout_seconds: 0"], ["timeout_seconds: 0 is no time; allowed:"]),
    ],
)
def test_mistakes_in_an_engine_file_are_told_together(
    lines: list[str], messages: list[str], tmp_path: Path
) -> None:
    """Each with its key, and what would be right."""
    found = problems(engine_file(tmp_path, *lines))
    assert len(found) == len(messages)
    assert all(message in told for message, told in zip(messages, found, strict=True))


def test_what_is_no_engine_file_says_so(tmp_path: Path) -> None:
    """A list, or a policy under the name of an engine file, is one error."""
    path = tmp_path / "engine.yaml"
    for text in ("- engine\n", "policy: Strict\n"):
        path.write_text(text, encoding="utf-8")
        assert len(problems(path)) == 1
    with pytest.raises(LoadError, match="names no engine"):
        described("knee")


def test_names_are_texts_for_words_of_the_domain(tmp_path: Path) -> None:
    """What is no text is told once, and on our side stands a word of the domain."""
    names = 'names: {1: [urgent], "2": [urgent], "3": true, late: soon, early: urgent}'
    assert problems(engine_file(tmp_path, "run: python:mine:f", names)) == [
        "names: 1 is no key; allowed: text.",
        "names.2: a list stands where text is needed.",
        "names.3: true or false (true) stands where text is needed.",
        'names: unknown name "soon". None of the 16 allowed names is close to it.',
    ]


@pytest.mark.parametrize("unknowns", list(Unknowns))
def test_an_engine_is_built_under_its_policy_for_unknowns(
    unknowns: Unknowns, tmp_path: Path
) -> None:
    """One that is not shown everything is so from the start, whatever its kind."""
    (tmp_path / "a.csv").write_text("id,disposition,red_flags\na,urgent,\n", encoding="utf-8")
    reads = "" if unknowns is Unknowns.UNDERSTOOD else "reads: [fever, age_years]"
    for run in ("predictions:a.csv", "http://localhost/a", "command:true"):
        path = engine_file(tmp_path, f"run: {run}", f"unknowns: {unknowns}", reads)
        built = build_engine(read_description(path, WORDS), WORDS)
        assert (built.label, built.traits.unknowns) == ("Mine", unknowns)
        assert isinstance(built, WithoutUnknowns) is bool(reads)
        if isinstance(built, WithoutUnknowns):
            assert (built.findings, built.numbers) == (("fever",), ("age_years",))


BASE = Description(
    name="mine", reference="command:python e.py", traits=Traits(kind=EngineKind.COMMAND)
)
OTHERS: dict[str, Any] = {
    "reference": "command:python f.py",
    "version": "2",
    "traits": replace(BASE.traits, is_deterministic=False),
    "reads": frozenset({"fever"}),
    "names": {"A&E": "emergency"},
    "timeout": 5.0,
    "run_timeout": 60.0,
    "calls": Calls(retries=0),
    "table": Table(separator="|"),
}
SAME: dict[str, Any] = {"name": "other", "repeat": 3, "folder": Path("elsewhere")}


def test_the_fingerprint_follows_all_that_is_declared() -> None:
    """Time limits too, since they decide what is an answer; not the name, and not how often."""
    assert {field.name for field in fields(Description)} == {*OTHERS, *SAME}
    first = fingerprint_of(BASE, {})
    for name, value in OTHERS.items():
        assert fingerprint_of(replace(BASE, **{name: value}), {}) != first, name
    for name, value in SAME.items():
        assert fingerprint_of(replace(BASE, **{name: value}), {}) == first, name
    assert fingerprint_of(BASE, {"e.py": "sha256:1"}) != first


def test_a_loop_of_links_is_no_file(tmp_path: Path) -> None:
    """It leads nowhere; that it cannot be started is told when it is."""
    (tmp_path / "loop").symlink_to("loop")
    for reference in ("command:./loop", "command:python loop", "python:loop:f", "command:./a\0b"):
        assert files_of(replace(described(reference), folder=tmp_path)) == {}
    table = replace(described("predictions:loop"), folder=tmp_path)
    (said,) = hashes_of(files_of(table)).values()
    assert re.match("not readable: .+", said)


def test_of_an_address_no_file_is_known() -> None:
    """What runs behind it cannot be seen."""
    assert files_of(described("http://localhost/triage")) == {}


def test_rules_are_not_built_from_a_description() -> None:
    """The harness reads them itself; no reference can name them in this way."""
    with pytest.raises(ValueError, match="rules are read"):
        build_engine(replace(BASE, traits=Traits(kind=EngineKind.RULES)), WORDS)
