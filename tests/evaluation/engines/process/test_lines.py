"""Cutting a stream into lines: nothing is lost, whatever the pieces, and memory stays small."""

import tracemalloc

from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.engines.lines import MOST, LineSplitter, TooLong


@settings(deadline=None)
@given(st.lists(st.binary(max_size=20).map(lambda b: b.replace(b"x", b"\n")), max_size=20))
def test_lines_do_not_depend_on_how_the_stream_was_cut(pieces: list[bytes]) -> None:
    """However the bytes arrive, the lines are those of the whole."""
    splitter = LineSplitter()
    lines = [line for piece in pieces for line in splitter.feed(piece)]
    assert [*lines, splitter.rest()] == b"".join(pieces).split(b"\n")


def test_a_line_may_have_a_million_bytes_and_not_one_more() -> None:
    """The longest line is kept whole; one byte more, and only its start and length are left."""
    splitter = LineSplitter()
    longest, longer = b"a" * MOST, b"b" * (MOST + 1)
    first, second, third = splitter.feed(longest + b"\n" + longer + b"\nshort\n")
    assert first == longest
    assert second == TooLong(length=MOST + 1, start=b"b" * 400)
    assert third == b"short"


def test_a_line_of_fifty_megabytes_is_never_held() -> None:
    """It is counted and skipped; the line after it is whole."""
    splitter = LineSplitter()
    piece = b"x" * 65_536
    tracemalloc.start()
    try:
        lines = [line for _ in range(800) for line in splitter.feed(piece)]
        lines += splitter.feed(b"\nnext\n")
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert lines == [TooLong(length=800 * 65_536, start=b"x" * 400), b"next"]
    assert peak < 4 * MOST
