"""Whatever is changed in a folder after the run was closed is recognised."""

import hashlib
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from evaluation.outcomes import Status
from evaluation.runs.format import digest_of
from evaluation.runs.store import RunError, finish_run, read_run, start_run
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.outcomes import ROUTINE, URGENT, gave, gave_none, gold, outcome
from tests.evaluation.kit.runs import (
    FINISHED,
    Store,
    head_of,
    read_or_refuse,
    started,
    write_head,
)

SMALL = (
    outcome("a", gold(URGENT, flags="fever"), gave(ROUTINE), told="1", words="2"),
    outcome("b", gold(ROUTINE), gave_none(Status.ERROR, "é"), told="3", words="4"),
)
NAMES = ("cases.jsonl", "run.json")
Damage = Callable[[bytes], bytes]


@pytest.fixture(scope="module")
def pristine(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A finished run, to be damaged and restored."""
    folder = tmp_path_factory.mktemp("runs") / "run"
    start_run(folder, started(SMALL))
    finish_run(folder, started(SMALL), SMALL, FINISHED)
    return folder


@pytest.fixture(scope="module")
def is_recognised(pristine: Path) -> Callable[[str, Damage], bool]:
    """Whether a damage of one file is refused; the file is whole again afterwards."""
    whole = {name: (pristine / name).read_bytes() for name in NAMES}
    assert read_or_refuse(pristine)

    def recognised(name: str, damage: Damage) -> bool:
        changed = damage(whole[name])
        assert changed != whole[name]
        (pristine / name).write_bytes(changed)
        found = read_or_refuse(pristine)
        (pristine / name).write_bytes(whole[name])
        return found is None

    return recognised


Recognised = Callable[[str, Damage], bool]


def constant(data: bytes) -> Damage:
    """The damage that puts these bytes in place of the file."""
    return lambda _: data


each_file = pytest.mark.parametrize("name", NAMES)
damages = settings(laws, max_examples=150)


@each_file
@damages
@given(place=st.integers(0, 10_000), flip=st.integers(1, 255))
def test_every_changed_byte_is_recognised(
    is_recognised: Recognised, name: str, place: int, flip: int
) -> None:
    """No byte can be another one: not a name, not a number, not a newline."""

    def change(data: bytes) -> bytes:
        at = place % len(data)
        return data[:at] + bytes([data[at] ^ flip]) + data[at + 1 :]

    assert is_recognised(name, change)


@each_file
@damages
@given(place=st.integers(0, 10_000), value=st.none() | st.integers(0, 255))
@example(place=-1, value=None)
def test_every_byte_too_many_or_too_few_is_recognised(
    is_recognised: Recognised, name: str, place: int, value: int | None
) -> None:
    """Nothing can be left out or put in, at the end neither."""

    def change(data: bytes) -> bytes:
        at = place % len(data)
        return data[:at] + (data[at + 1 :] if value is None else bytes([value]) + data[at:])

    assert is_recognised(name, change)


@pytest.mark.parametrize(
    ("name", "old", "new"),
    [
        ("cases.jsonl", b"}\n{", b"}\r{"),
        ("cases.jsonl", b"}\n{", b"}\r\n{"),
        ("cases.jsonl", b'"cases":2', b'"cases":3'),
        ("cases.jsonl", b'{"footer"', b' {"footer"'),
        ("cases.jsonl", b'"routine","red', b'"urgent","red'),
        ("run.json", b'"dirty": true', b'"dirty": null'),
        ("run.json", b'"count": 2', b'"count": 3'),
        ("run.json", b'  "engine"', b'\t"engine"'),
        ("run.json", b'"reports_red_flags": true', b'"reports_red_flags": 1'),
    ],
)
def test_damage_that_is_easily_overlooked_is_recognised(
    is_recognised: Recognised, name: str, old: bytes, new: bytes
) -> None:
    """Line ends, the count in the footer, white space, and values that compare equal."""
    assert is_recognised(name, lambda data: data.replace(old, new, 1))


@each_file
def test_a_truncation_is_recognised(pristine: Path, is_recognised: Recognised, name: str) -> None:
    """Cut off after some byte, any of the last ones too, no file reads as complete."""
    whole = (pristine / name).read_bytes()
    lengths = [*range(0, len(whole), 29), *range(len(whole) - 40, len(whole))]
    assert [kept for kept in lengths if not is_recognised(name, constant(whole[:kept]))] == []


def test_every_line_is_missed(pristine: Path, is_recognised: Recognised) -> None:
    """Cut off before any line, or with any line left out, the cases are not read."""
    lines = (pristine / "cases.jsonl").read_bytes().splitlines(keepends=True)
    for place in range(len(lines)):
        assert is_recognised("cases.jsonl", constant(b"".join(lines[:place])))
        without = b"".join([*lines[:place], *lines[place + 1 :]])
        assert is_recognised("cases.jsonl", constant(without))


def test_lines_cannot_change_places(is_recognised: Recognised, pristine: Path) -> None:
    """The same outcomes in another order are not the file that was written."""
    first, second, footer = (pristine / "cases.jsonl").read_bytes().splitlines(keepends=True)
    assert is_recognised("cases.jsonl", constant(second + first + footer))


@each_file
def test_a_file_that_is_gone_is_recognised(folder: Path, store: Store, name: str) -> None:
    """Half a folder is no run."""
    store()
    (folder / name).unlink()
    assert read_or_refuse(folder) is None


def test_files_of_two_runs_do_not_go_together(folder: Path, store: Store, tmp_path: Path) -> None:
    """A head with the cases of another run is refused, though both are whole."""
    store()
    other = tmp_path / "other"
    start_run(other, started(SMALL))
    finish_run(other, started(SMALL), SMALL, FINISHED)
    shutil.copy(other / "cases.jsonl", folder / "cases.jsonl")
    with pytest.raises(RunError, match=r"changed since it was written"):
        read_run(folder)


def edit_gold(folder: Path) -> None:
    """Lower the gold of the first vignette to what was given, in its line."""
    path = folder / "cases.jsonl"
    first, *rest = path.read_text(encoding="utf-8").splitlines(keepends=True)
    data = json.loads(first)
    data["gold"] |= {"preferred": "routine", "acceptable": ["routine", "routine"]}
    line = json.dumps(data, ensure_ascii=False, separators=(",", ":")) + "\n"
    path.write_text("".join([line, *rest]), encoding="utf-8")


def test_an_edited_gold_is_recognised(folder: Path, store: Store) -> None:
    """A line that is well formed, with a gold that makes the answer right, does not hash."""
    store(SMALL)
    edit_gold(folder)
    with pytest.raises(RunError) as error:
        read_run(folder)
    assert str(error.value) == "run/cases.jsonl: changed since it was written."


def test_an_edited_gold_with_a_new_footer_is_recognised(folder: Path, store: Store) -> None:
    """Mending the footer is not enough: the head has the hash too."""
    store(SMALL)
    edit_gold(folder)
    path = folder / "cases.jsonl"
    body = "".join(path.read_text(encoding="utf-8").splitlines(keepends=True)[:-1])
    sha256 = hashlib.sha256(body.encode()).hexdigest()
    footer = json.dumps({"footer": {"cases": 2, "sha256": sha256}}, separators=(",", ":"))
    path.write_text(body + footer + "\n", encoding="utf-8")
    assert read_or_refuse(folder) is None
    head = head_of(folder)
    head["cases"]["sha256"] = sha256
    write_head(folder, head)
    with pytest.raises(RunError, match=r"^run/run\.json: changed since it was written\.$"):
        read_run(folder)


@pytest.mark.parametrize(
    "changed",
    [
        {"engine": "knee@1.1.0"},
        {"finished": "2027-01-01T00:00:00Z"},
        {"git": {"revision": "abc", "dirty": False}},
        {"dispositions": ["routine", "self_care", "urgent", "emergency"]},
        {"extra": 1},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_an_edited_head_is_recognised(
    folder: Path, store: Store, changed: dict[str, object]
) -> None:
    """No statement of the head can be changed, and none added, without its digest telling."""
    store()
    write_head(folder, head_of(folder) | changed)
    with pytest.raises(RunError) as error:
        read_run(folder)
    assert str(error.value) == "run/run.json: changed since it was written."


@pytest.mark.parametrize(
    "changed",
    [
        {"cases": {"count": 9, "sha256": "same"}},
        {"cases": None},
        {"cases": []},
        {"dispositions": ["self_care"]},
        {"dispositions": 5},
        {"environment": None, "engine": None, "cases": {}},
    ],
    ids=str,
)
def test_a_head_that_hashes_and_makes_no_sense_is_refused(
    folder: Path, store: Store, changed: dict[str, object]
) -> None:
    """Whoever renews the digest too still needs a count, a scale and cases that fit."""
    store()
    head = head_of(folder) | changed
    if isinstance(head["cases"], dict) and "sha256" in head["cases"]:
        head["cases"]["sha256"] = head_of(folder)["cases"]["sha256"]
    head["digest"] = digest_of(head)
    write_head(folder, head)
    assert read_or_refuse(folder) is None
