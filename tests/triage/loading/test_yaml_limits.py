"""Too large and too deep files are refused at once, with one clear error and no crash."""

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

import triage
from triage.loading.nodes import MAX_BYTES, MAX_DEPTH, parse, read_file
from triage.loading.problems import LoadError

ProblemsOf = Callable[[str | bytes], list[str]]
Edited = Callable[[str, Mapping[int, str | None]], str]

SHAPES = {
    "lists in lists": ("[", "[{}]"),
    "lists in lists in block style": ("- ", "- {}"),
    "mappings in mappings": ("{a: ", "{{a: {}}}"),
    "lists in mappings": ("{a: [", "{{a: [{}]}}"),
    "mappings in lists in block style": ("- a:\n", ""),
}
TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels."


def nested(shape: str, levels: int) -> str:
    """Containers inside each other, never closed."""
    opening, _ = SHAPES[shape]
    if "\n" not in opening:
        return opening * (levels // opening.count("[") if shape == "lists in mappings" else levels)
    return "".join("  " * level + "- a:\n" for level in range(levels))


@pytest.mark.parametrize("levels", [10_000, 200_000])
@pytest.mark.parametrize("shape", ["lists in lists", "lists in lists in block style",
                                   "mappings in mappings", "lists in mappings"])  # fmt: skip
def test_a_bottomless_file_is_one_error_and_no_crash(
    tmp_path: Path, shape: str, levels: int
) -> None:
    """A process of its own reads it, and lives to tell: one problem, and a regular end."""
    path = tmp_path / "deep.yaml"
    path.write_text(nested(shape, levels), encoding="utf-8")
    script = (
        "import sys, pathlib\n"
        "from triage.loading.nodes import read_file\n"
        "from triage.loading.problems import LoadError\n"
        "try: read_file(pathlib.Path(sys.argv[1]), 'deep.yaml')\n"
        "except LoadError as error: print(error)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(triage.__file__).parents[1],
    )
    assert (done.stdout, done.stderr) == (f"deep.yaml:1: {TOO_DEEP}\n", "")
    assert done.returncode == 0


@pytest.mark.parametrize("levels", [10_000, 200_000])
@pytest.mark.parametrize("shape", ["? ", "{? [", "[[], ", "- ? "])
def test_no_other_nesting_crashes_either(tmp_path: Path, shape: str, levels: int) -> None:
    """Keys that are containers, and lists with siblings, are refused by a process that lives."""
    path = tmp_path / "deep.yaml"
    path.write_text(shape * levels, encoding="utf-8")
    script = (
        "import sys, pathlib\n"
        "from triage.loading.nodes import read_file\n"
        "from triage.loading.problems import LoadError\n"
        "try: read_file(pathlib.Path(sys.argv[1]), 'deep.yaml')\n"
        "except LoadError as error: print(error.problems[-1].code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(triage.__file__).parents[1],
    )
    assert (done.stdout, done.stderr, done.returncode) == ("too-deep\n", "", 0)


@pytest.mark.parametrize("shape", ["lists in lists", "mappings in mappings",
                                   "lists in lists in block style"])  # fmt: skip
def test_the_deepest_level_that_is_allowed(problems_of_yaml: ProblemsOf, shape: str) -> None:
    """As many levels as the message names are read; one more is one too many."""
    _, around = SHAPES[shape]
    text = "x"
    for _ in range(MAX_DEPTH):
        text = around.format(text)
    assert problems_of_yaml(text) == []
    assert problems_of_yaml(around.format(text)) == [f"1: {TOO_DEEP}"]


def test_width_is_not_depth(problems_of_yaml: ProblemsOf) -> None:
    """Thousands of shallow entries are no nesting."""
    assert problems_of_yaml("- [a, {b: c}]\n" * 5_000) == []


def test_what_stands_before_too_deep_a_place_is_reported(problems_of_yaml: ProblemsOf) -> None:
    """Mistakes above come with it; nothing below is read."""
    text = "a: yes\nb:\n  " + "[" * 500 + "\nc: off\n"
    assert problems_of_yaml(text) == [
        '1: yes is a boolean to some YAML readers; write true, false, or "yes".',
        f"3: {TOO_DEEP}",
    ]


def test_ten_megabytes_are_refused(folder: Path) -> None:
    """The size alone is enough, whatever the file holds."""
    path = folder / "huge.yaml"
    with path.open("wb") as file:
        file.truncate(10_000_000)
    with pytest.raises(LoadError) as raised:
        read_file(path, "huge.yaml")
    assert str(raised.value) == (
        "huge.yaml: 10,000,000 bytes are too many for one file; allowed: 2,000,000. Split the file."
    )


def test_ten_megabytes_from_elsewhere_are_refused() -> None:
    """What does not come from a file, but from git or standard input, has the same limit."""
    with pytest.raises(LoadError) as raised:
        parse(b"a: 1\n" * 2_000_000, "standard input")
    assert str(raised.value) == (
        "standard input: 10,000,000 bytes are too many for one file; "
        "allowed: 2,000,000. Split the file."
    )


def test_the_largest_file_that_is_allowed(problems_of_yaml: ProblemsOf) -> None:
    """A file of exactly the limit is read, one byte more is not."""
    text = b"a: " + b"x" * (MAX_BYTES - 3)
    assert problems_of_yaml(text) == []
    assert problems_of_yaml(text + b"x") == [
        "0: 2,000,001 bytes are too many for one file; allowed: 2,000,000. Split the file."
    ]


class TestTooMuch:
    """A file within the limit of bytes may still hold too much."""

    @pytest.mark.parametrize(
        ("count", "problems"),
        [(1_000, []), (1_001, ["1,001 conditions in one list; allowed: 1,000."])],
    )
    def test_too_many_conditions(
        self,
        problems_of_rules: ProblemsOf,
        edited: Edited,
        rules_text: str,
        count: int,
        problems: list[str],
    ) -> None:
        """A thousand conditions in one list are allowed, and no more."""
        when = f"when: {{any: [{', '.join(['squeak'] * count)}]}}"
        assert problems_of_rules(edited(rules_text, {17: when})) == [
            f"rules.yaml:17: rules[brakes].when.any: {problem}" for problem in problems
        ]

    def test_too_many_rules(self, problems_of_rules: ProblemsOf, rules_text: str) -> None:
        """Five thousand rules are allowed, and no more."""
        head = rules_text.partition("  - id:")[0]
        rule = "- {{id: r{}, title: t, disposition: walk, when: squeak, sources: [MAN L1]}}\n"
        rules = "".join(rule.format(number) for number in range(5_000))
        assert problems_of_rules(head + rules) == []
        assert problems_of_rules(head + rules + rule.format("-last")) == [
            "rules.yaml:13: rules: 5,001 rules; allowed: 5,000."
        ]


class TestUnreadable:
    """A file that cannot be read is an error like any other."""

    def test_a_file_that_is_not_there(self, folder: Path) -> None:
        """The system's reason is given, under the name that the user gave."""
        with pytest.raises(LoadError) as raised:
            read_file(folder / "none.yaml", "none.yaml")
        assert str(raised.value) == "none.yaml: No such file or directory."

    def test_a_folder(self, folder: Path) -> None:
        """A folder is no file."""
        with pytest.raises(LoadError) as raised:
            read_file(folder, "rules")
        assert str(raised.value) == "rules: Is a directory."

    @pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="the system has no named pipes")
    def test_what_is_no_file(self, folder: Path) -> None:
        """A pipe, which would wait for ever, and a device, which may never end, are refused."""
        os.mkfifo(folder / "pipe.yaml")
        for path in (Path(os.devnull), folder / "pipe.yaml"):
            with pytest.raises(LoadError) as raised:
                read_file(path, "it.yaml")
            assert str(raised.value) == "it.yaml: not a file that can be read."

    def test_a_path_through_a_file(self, folder: Path) -> None:
        """A file is no folder."""
        (folder / "a.yaml").write_text("a: 1\n", encoding="utf-8")
        with pytest.raises(LoadError) as raised:
            read_file(folder / "a.yaml" / "b.yaml", "a.yaml/b.yaml")
        assert str(raised.value) == "a.yaml/b.yaml: Not a directory."

    def test_a_name_that_no_file_can_have(self) -> None:
        """A name with a null character is refused, not passed on to the system."""
        with pytest.raises(LoadError) as raised:
            read_file(Path("a\0.yaml"), "a.yaml")
        assert [problem.code for problem in raised.value.problems] == ["unreadable"]

    def test_a_name_that_is_too_long(self) -> None:
        """The system's refusal of a very long name is an error like any other."""
        with pytest.raises(LoadError) as raised:
            read_file(Path("a" * 5_000), "long.yaml")
        assert str(raised.value) == "long.yaml: File name too long."

    def test_errors_name_the_path_unless_told_otherwise(self, folder: Path) -> None:
        """Without another name the path itself stands in the error."""
        path = folder / "empty.yaml"
        path.touch()
        with pytest.raises(LoadError) as raised:
            read_file(path)
        assert str(raised.value) == f"{path}: the file is empty."
