"""Files that a policy watches: links, odd names, what is gone, and the state of all of them."""

import os
from pathlib import Path

from evaluation.gate.together import together_of
from tests.evaluation.kit.gates import Look


def test_a_link_counts_where_it_stands_and_where_it_leads(place: Path) -> None:
    """A link in a watched folder that was exchanged, and a watched link whose target was."""
    (place / "library/link.yaml").symlink_to(place / "elsewhere.txt")
    (place / "pointed").symlink_to(place / "elsewhere.txt")
    watch = {"library": ("library",), "settings": ("pointed",)}
    exchanged = together_of(place / "policy.yaml", watch, [place / "library/link.yaml"])
    assert "library" in [change.of for change in exchanged.changes]
    edited = together_of(place / "policy.yaml", watch, [place / "elsewhere.txt"])
    assert [change.of for change in edited.changes] == ["settings"]


def test_a_state_is_of_every_file_below_but_hidden_ones(look: Look, place: Path) -> None:
    """Content, names, and what is not there; not what tools leave behind."""
    states = [look().states["library"]]
    for name, text in (("a/c.yaml", "c"), ("a/b.yaml", "edited"), ("d.yaml", "")):
        (place / "library" / name).write_text(text, encoding="utf-8")
        states.append(look().states["library"])
    (place / "library/d.yaml").rename(place / "library/e.yaml")
    states.append(look().states["library"])
    (place / "library/e.yaml").unlink()
    states.append(look().states["library"])
    assert states[-1] == states[2]
    assert len(set(states)) == len(states) - 1
    for name in (".hidden", "__pycache__"):
        (place / "library" / name).mkdir()
        (place / "library" / name / "x").write_text("", encoding="utf-8")
    assert look().states["library"] == states[-1]


def test_what_cannot_be_read_is_a_state_and_no_error(look: Look, place: Path) -> None:
    """A name that leads nowhere, or in a circle, is not there; nothing breaks."""
    before = look().states["settings"]
    (place / "settings").unlink()
    gone = look().states["settings"]
    (place / "settings").symlink_to(place / "settings")
    assert before != gone == look().states["settings"]


def test_folders_that_lead_in_circles_have_an_end(look: Look, place: Path) -> None:
    """Links below a watched folder are not followed, however many there are."""
    before = look().states["library"]
    for name in ("one", "two", "three"):
        (place / "library" / name).symlink_to(place / "library")
    assert look().states["library"] != before


def test_names_that_are_no_text_or_too_long_are_files_all_the_same(place: Path) -> None:
    """Bytes that are not UTF-8, and a path that no file can have."""
    (place / "library" / os.fsdecode(b"\xff.yaml")).write_text("", encoding="utf-8")
    watch = {"rules": ("rules",), "library": ("library",), "settings": ("long" * 100,)}
    changed = [place / "library" / os.fsdecode(b"\xff.yaml"), place / ("long" * 100)]
    seen = together_of(place / "policy.yaml", watch, changed)
    assert [change.of for change in seen.changes] == ["library", "settings"]
    assert all(len(state) == 64 for state in seen.states.values())
