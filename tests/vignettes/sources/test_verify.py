"""An inventory against the document itself: every difference is found, and named by its place."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.vignettes.sources.manuals import DifferencesOf, InventoryOf, Lines, text_of
from vignettes.sources.verify import Drift, lines_of, verify

MANUAL: Lines = [["Care of toasters"], [], ["It hums.", "It sings.", "It pops."], ["The end."]]
SAME = "other bytes, but every sentence is the same"
LINES = "lines, where the vocabulary counts 4"


def edited(lines: Lines, line: int, position: int, *sentences: str) -> Lines:
    """The lines with one sentence exchanged for others, or for none."""
    changed = [list(inside) for inside in lines]
    changed[line - 1][position - 1 : position] = sentences
    return changed


@pytest.mark.parametrize(
    ("found", "differences"),
    [
        (MANUAL, []),
        (edited(MANUAL, 3, 2, "It shouts."), ["changed L3.2"]),
        (edited(MANUAL, 1, 1, "Care of cats"), ["changed L1.1"]),
        (edited(MANUAL, 4, 1), ["missing L4.1"]),
        (edited(MANUAL, 3, 2), ["missing L3.2", "changed L3.3 now at L3.2"]),
        ([*MANUAL, ["P.S."]], ["extra L5.1", f"file 5 {LINES}"]),
        (
            edited(MANUAL, 3, 2, "It sings.", "It hisses."),
            ["extra L3.3", "changed L3.3 now at L3.4"],
        ),
        (
            [*MANUAL[:3], [], ["The end."]],
            ["changed L4.1 now at L5.1", f"file 5 {LINES}"],
        ),
        (
            [["Care of toasters"], [], ["It hums.", "A.", "B.", "It pops."], ["The end."]],
            ["changed L3.2", "extra L3.3", "changed L3.3 now at L3.4"],
        ),
        (
            [["Care of toasters"], [], ["New."], ["The end."]],
            ["changed L3.1", "missing L3.2", "missing L3.3"],
        ),
        (
            [],
            [
                *("missing L1.1", "missing L3.1", "missing L3.2", "missing L3.3", "missing L4.1"),
                f"file 1 {LINES}",
            ],
        ),
    ],
    ids=[
        "same", "changed", "heading", "missing", "missing-inside", "extra", "extra-inside",
        "moved", "one-to-two", "three-to-one", "empty",
    ],
)  # fmt: skip
def test_each_difference_is_named(
    differences_of: DifferencesOf, found: Lines, differences: list[str]
) -> None:
    """Changed, missing and extra sentences, and those that only stand elsewhere, each once."""
    assert differences_of(MANUAL, text_of(found)) == differences


def test_a_sentence_that_stands_elsewhere_is_named(differences_of: DifferencesOf) -> None:
    """By both of its places: as missing and extra, or as one that now stands there."""
    rest: Lines = [["It hums.", "It sings.", "It pops."], ["The end."]]
    text = text_of([[], *rest, ["Care of toasters"]])
    lines = "file 4 lines, where the vocabulary counts 3"
    assert differences_of([["Care of toasters"], *rest], text) in (
        ["missing L1.1", "extra L4.1", lines],
        ["changed L1.1 now at L4.1", lines],
    )


def test_a_sentence_at_its_place_is_not_named(differences_of: DifferencesOf) -> None:
    """Though its neighbour moved behind it."""
    lines: Lines = [["It hums.", "It sings."], ["The end."]]
    found = differences_of(lines, text_of([["It hums."], ["The end.", "It sings."]]))
    assert found in (["missing L1.2", "extra L2.2"], ["changed L1.2 now at L2.2"])


@pytest.mark.parametrize(
    "text",
    [
        text_of(MANUAL).replace("\n", "\r\n"),
        text_of(MANUAL).rstrip("\n"),
        text_of(MANUAL).replace("It sings.", "It\u00a0 sings."),
        "\ufeff" + text_of(MANUAL),
    ],
    ids=["line-ends", "no-last-line-end", "spaces", "byte-order-mark"],
)
def test_other_bytes_with_the_same_sentences_are_named_as_that(
    differences_of: DifferencesOf, text: str
) -> None:
    """A file that was saved otherwise is told apart from one that says something else."""
    assert differences_of(MANUAL, text) == [f"file {SAME}"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (text_of([*MANUAL, []]), 5),
        (text_of([*MANUAL, [], []]), 6),
        (text_of(MANUAL) + " ", 5),
        (text_of([*MANUAL, []]).replace("\n", "\r\n"), 5),
    ],
    ids=["empty-line", "empty-lines", "no-last-line-end", "line-ends"],
)
def test_another_number_of_lines_is_named(
    differences_of: DifferencesOf, text: str, lines: int
) -> None:
    """Also where no sentence differs: locators beyond the last line would be refused, or not."""
    assert differences_of(MANUAL, text) == [f"file {lines} {LINES}", f"file {SAME}"]


@pytest.mark.parametrize(
    ("text", "lines"),
    [("", 1), ("A.", 1), ("A.\n", 1), ("A.\n\n", 2), ("A.\nB.", 2), ("A.\r\nB.\r\n", 2)],
)
def test_lines_are_counted_as_editors_number_them(text: str, lines: int) -> None:
    """The last line break ends a line, and begins none."""
    assert lines_of(text) == lines


def test_bytes_are_not_named_where_sentences_differ(differences_of: DifferencesOf) -> None:
    """The sentence says it all; that the file's hash differs too is no news."""
    text = text_of(edited(MANUAL, 4, 1, "The  start.")).replace("\n", "\r\n")
    assert differences_of(MANUAL, text) == ["changed L4.1"]


def test_a_document_that_is_absent_is_named(tmp_path: Path, inventory_of: InventoryOf) -> None:
    """No file, or a folder in its place: nothing was verified, and the path says of what."""
    inventory = inventory_of(MANUAL)
    file = tmp_path / "manual.txt"
    (gone,) = verify(inventory, tmp_path)
    assert (gone.document, gone.kind, gone.place) == ("MAN", Drift.ABSENT, None)
    assert gone.detail == f"{file}: No such file or directory"
    file.mkdir()
    (folder,) = verify(inventory, tmp_path)
    assert (folder.kind, folder.detail) == (Drift.ABSENT, f"{file}: Is a directory")


def test_a_document_that_is_no_text_is_other_bytes(
    tmp_path: Path, differences_of: DifferencesOf
) -> None:
    """Latin-1 is not read as if it were UTF-8."""
    found = differences_of(MANUAL, b"caf\xe9 au lait")
    assert found == [f"file {tmp_path / 'manual.txt'}: not valid UTF-8 text"]


_sentences = st.lists(st.sampled_from("ABCDEFGHIJKLMNOPQRST"), unique=True, max_size=20)


@st.composite
def documents(draw: st.DrawFn) -> Lines:
    """Lines of up to three sentences, no two alike; at least one sentence in all."""
    names = draw(_sentences.filter(bool))
    lines: list[list[str]] = []
    while names:
        size = draw(st.integers(0, 3))
        lines.append([f"{name} is so." for name in names[:size]])
        names = names[size:] if len(lines) < 12 else []
    return lines if any(lines) else [["A is so."]]


class TestVerifyMissesNothing:
    """Editing any one sentence of a document is found."""

    @given(lines=documents())
    def test_an_unchanged_document_has_no_difference(
        self, differences_of: DifferencesOf, lines: Lines
    ) -> None:
        """Nothing is made up."""
        assert differences_of(lines, text_of(lines)) == []

    @given(lines=documents(), data=st.data())
    def test_an_edited_sentence_is_the_one_difference(
        self, differences_of: DifferencesOf, lines: Lines, data: st.DataObject
    ) -> None:
        """Wherever it stands, it is named by its place, and nothing else is."""
        places = [(n, k) for n, inside in enumerate(lines, 1) for k, _ in enumerate(inside, 1)]
        line, position = data.draw(st.sampled_from(places))
        words = data.draw(st.sampled_from(["Z is so.", "A was so.", "It is not so.", "Is it so?"]))
        text = text_of(edited(lines, line, position, words))
        assert differences_of(lines, text) == [f"changed L{line}.{position}"]

    @given(lines=documents(), data=st.data())
    def test_a_sentence_that_is_gone_is_missing(
        self, differences_of: DifferencesOf, lines: Lines, data: st.DataObject
    ) -> None:
        """Those after it in its line move up, and nothing else is named."""
        places = [(n, k) for n, inside in enumerate(lines, 1) for k, _ in enumerate(inside, 1)]
        line, position = data.draw(st.sampled_from(places))
        after = range(position + 1, len(lines[line - 1]) + 1)
        assert differences_of(lines, text_of(edited(lines, line, position))) == [
            f"missing L{line}.{position}",
            *(f"changed L{line}.{k} now at L{line}.{k - 1}" for k in after),
        ]

    @given(lines=st.lists(st.lists(st.sampled_from(["A.", "B."]), max_size=3), max_size=5))
    def test_repeated_sentences_hide_no_edit(
        self, differences_of: DifferencesOf, lines: Lines
    ) -> None:
        """Where the same words stand many times, each exchange still is a difference."""
        for line, inside in enumerate(lines, start=1):
            for position, sentence in enumerate(inside, start=1):
                other = "B." if sentence == "A." else "A."
                found = differences_of(lines, text_of(edited(lines, line, position, other)))
                assert found
                assert not any(difference.startswith("file") for difference in found)

    @given(
        known=st.lists(st.lists(st.sampled_from(["A.", "B.", "C."]), max_size=3), max_size=4),
        found=st.lists(st.lists(st.sampled_from(["A.", "B.", "C."]), max_size=3), max_size=4),
    )
    def test_a_sentence_at_its_place_is_never_named(
        self, differences_of: DifferencesOf, known: Lines, found: Lines
    ) -> None:
        """Whatever else is different: what says the same at the same place did not drift."""
        same = {
            f"L{line}.{position}"
            for line, (one, other) in enumerate(zip(known, found, strict=False), start=1)
            for position, (a, b) in enumerate(zip(one, other, strict=False), start=1)
            if a == b
        }
        named = {difference.split()[1] for difference in differences_of(known, text_of(found))}
        assert named.isdisjoint(same)
