"""Files mutated at random: they load, or they are refused with a problem that has a place."""

import json
from collections.abc import Callable
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

import triage
from triage.loading.nodes import Node, parse
from triage.loading.problems import LoadError, Problem
from triage.rules import RuleSet

Read = Callable[[str | bytes], object]
Path_ = tuple[str | int, ...]
SHIPPED = Path(triage.__file__).parent / "domains" / "knee" / "rules" / "1.1.0.yaml"
LINES = SHIPPED.read_bytes().splitlines(keepends=True)

fuzzing = settings(settings.get_profile("triage"), max_examples=150)
SNIPPETS = [
    *(b"yes", b"~", b"[", b"]", b"{", b"}", b"- ", b": ", b"'", b'"', b"#", b"|", b">-", b"? "),
    *(b"&a ", b"*a", b"!!str ", b"!x ", b"! ", b"---\n", b"...\n", b"%YAML 9\n", b"\t", b"\r"),
    *(b"\0", b"\x1b", b"\xff", b"\xc3", b"\xef\xbb\xbf", b"\xc2\x85", b"\xe2\x80\xa8", b"1e999"),
    *(b"99999999999999999999", b"0x10", b".nan", b"null", b"rules:\n", b"all: ", b"at_least: 0"),
]


@st.composite
def mutated(draw: st.DrawFn) -> bytes:
    """The shipped rule file with lines deleted, doubled, moved or replaced, or bytes put in."""
    lines = list(LINES)
    for _ in range(draw(st.integers(1, 4))):
        at = draw(st.integers(0, len(lines) - 1))
        other = draw(st.integers(0, len(lines) - 1))
        how = draw(st.sampled_from(["delete", "double", "swap", "replace", "insert", "bytes"]))
        if how == "delete" and len(lines) > 1:
            del lines[at]
        elif how == "double":
            lines.insert(other, lines[at])
        elif how == "swap":
            lines[at], lines[other] = lines[other], lines[at]
        elif how == "replace":
            lines[at] = lines[other]
        else:
            new = draw(st.sampled_from(SNIPPETS) if how == "insert" else st.binary(max_size=6))
            place = draw(st.integers(0, len(lines[at])))
            lines[at] = lines[at][:place] + new + lines[at][place:]
    whole = b"".join(lines)
    return whole[: draw(st.sampled_from([None, draw(st.integers(0, len(whole)))]))]


def problems_of(read: Read, data: bytes) -> tuple[Problem, ...] | None:
    """The problems of a file that is refused; ``None`` for one that is read."""
    try:
        read(data)
    except LoadError as error:
        return error.problems
    return None


def assert_read_or_refused(read: Read, data: bytes) -> None:
    """Reading gives a value, or one error whose problems lie within the lines of the file."""
    problems = problems_of(read, data)
    if problems is not None:
        last = data.count(b"\n") + 1
        assert problems
        for problem in problems:
            assert 0 <= problem.line <= last, problem
            assert problem.message
            assert problem.line or problem.code in {"empty", "more"}, problem


class TestRuleFiles:
    """The shipped rule file, damaged."""

    @fuzzing
    @given(data=mutated())
    def test_a_damaged_file_is_read_or_refused(
        self, read_rules: Callable[[str | bytes], RuleSet], data: bytes
    ) -> None:
        """Never another exception, never an error without a place."""
        assert_read_or_refused(read_rules, data)

    @fuzzing
    @given(data=st.binary(max_size=40) | st.text(max_size=30).map(str.encode))
    @example(b"\xef\xbb\xbf")
    @example(b"%")
    @example(b"a:\r\r- b")
    @example(b"---")
    def test_any_bytes_are_read_or_refused(
        self, read_rules: Callable[[str | bytes], RuleSet], data: bytes
    ) -> None:
        """Bytes that were never a rule file either."""
        assert_read_or_refused(read_rules, data)


def plain(node: Node) -> object:
    """The value of a node without its lines."""
    if isinstance(node.value, list):
        return [plain(item) for item in node.value]
    if isinstance(node.value, dict):
        return {key: plain(value) for key, value in node.value.items()}
    return node.value


def places(value: object, here: Path_ = ()) -> list[Path_]:
    """Every place in a tree of plain data."""
    found = [here]
    if isinstance(value, dict):
        for key, below in value.items():
            found += places(below, (*here, key))
    elif isinstance(value, list):
        for position, below in enumerate(value):
            found += places(below, (*here, position))
    return found


def replaced(value: object, place: Path_, new: object) -> object:
    """The same data with another value at one place."""
    if not place:
        return new
    step, *rest = place
    if isinstance(value, dict):
        return {k: replaced(v, tuple(rest), new) if k == step else v for k, v in value.items()}
    assert isinstance(value, list)
    return [replaced(v, tuple(rest), new) if n == step else v for n, v in enumerate(value)]


NAMES = ["id", "title", "squeak", "pressure_bar", "walk", "MAN L1", "all", "of", "at_least", "not"]
VALUES = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from([*NAMES, "", " ", "x" * 200]),
    lambda below: (
        st.lists(below, max_size=3) | st.dictionaries(st.sampled_from(NAMES), below, max_size=3)
    ),
    max_leaves=5,
)


class TestWrongTypes:
    """Each kind of file with any value at any place."""

    @fuzzing
    @given(data=st.data())
    def test_any_value_at_any_place_is_read_or_refused(
        self, data: st.DataObject, kind_of_file: tuple[str, Read]
    ) -> None:
        """Lists for texts, mappings for numbers, nothing for lists: described, never a crash."""
        text, read = kind_of_file
        tree = plain(parse(text.encode(), "some.yaml"))
        place = data.draw(st.sampled_from(places(tree)))
        changed = replaced(tree, place, data.draw(VALUES))
        assert_read_or_refused(read, json.dumps(changed, indent=1).encode())

    def test_anything_may_be_missing(self, kind_of_file: tuple[str, Read]) -> None:
        """A key or an entry that is left out is described, never a crash, wherever it is."""
        text, read = kind_of_file
        tree = plain(parse(text.encode(), "some.yaml"))
        for place in places(tree)[1:]:
            less = json.dumps(without(tree, place), indent=1)
            assert_read_or_refused(read, less.encode())


def without(value: object, place: Path_) -> object:
    """The same data with one key or entry left out."""
    step, *rest = place
    if isinstance(value, dict):
        kept = {k: v for k, v in value.items() if k != step or rest}
        return {k: without(v, tuple(rest)) if k == step else v for k, v in kept.items()}
    assert isinstance(value, list)
    kept_items = [(n, v) for n, v in enumerate(value) if n != step or rest]
    return [without(v, tuple(rest)) if n == step else v for n, v in kept_items]
