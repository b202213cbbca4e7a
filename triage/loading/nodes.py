"""YAML text to values that know their line, with everything surprising in YAML refused.

Refused: duplicate keys, anchors and aliases, tags, several documents in a file, keys that are not
text, and the words that YAML 1.1 reads as booleans (``yes``, ``on`` …). Too large and too deep
files are refused before they cost anything. PyYAML's C parser delivers events and nothing else:
its own composer recurses in C, and crashes the process on a deeply nested file.
"""

import math
import os
import re
import stat
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, TypeAlias

import yaml

from triage.loading.problems import LoadError, Notes, Problem, quoted

MAX_BYTES: Final = 2_000_000
MAX_DEPTH: Final = 40
NO_KEY: Final = "\N{REPLACEMENT CHARACTER}"  # begins what stands for a key that is none

Value: TypeAlias = "str | int | float | bool | list[Node] | dict[str, Node] | None"


@dataclass(slots=True)
class Node:
    """A value of a file with the line that it starts on, counted from 1.

    For a mapping, ``key_lines`` has the line of each key. For the root of a file, ``notes`` has
    mistakes of form with which the rest can still be read, to be told with all others. For a text,
    ``text_line`` is the line of its first words, which for a block is not that of its mark.
    """

    value: Value
    line: int
    key_lines: dict[str, int] | None = None
    notes: Notes | None = None
    text_line: int = 0

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The mistakes of form of a root."""
        return tuple(self.notes or ())

    @property
    def kind(self) -> str:
        """What the value is, in words for people."""
        return _KINDS[type(self.value)]


_KINDS: Final = {
    str: "text",
    int: "a whole number",
    float: "a number",
    bool: "true or false",
    type(None): "nothing",
    list: "a list",
    dict: "a mapping",
}


def is_file(path: Path) -> bool:
    """Whether a file stands there; no for a name that none can have."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def is_folder(path: Path) -> bool:
    """Whether a folder stands there; no for a name that none can have."""
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


def is_there(path: Path) -> bool:
    """Whether anything has that name, also a broken link: what is there is read, or is an error."""
    try:
        return os.path.lexists(path)
    except ValueError:
        return False


def stamp(path: Path) -> tuple[int, int]:
    """What changes when a file does: its time and size; for caches. Zeros where nothing stands."""
    try:
        status = path.stat()
    except (OSError, ValueError):
        return 0, 0
    return status.st_mtime_ns, status.st_size


def require_folder(path: Path) -> None:
    """Make sure that what is there is a folder.

    Raises:
        LoadError: it is something else.
    """
    if not is_folder(path):
        message = (
            "something else stands where a folder is needed."
            if is_there(path)
            else "no such folder."
        )
        raise LoadError([_whole(str(path), message, "unreadable")])


def read_file(path: Path, shown: str | None = None) -> Node:
    """The content of a YAML file. ``shown`` is the name that errors use, by default the path.

    Raises:
        LoadError: the file cannot be read, or is not strict YAML.
    """
    name = shown or str(path)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
            raise LoadError([_whole(name, "not a file that can be read.", "unreadable")])
        if status.st_size > MAX_BYTES:
            raise LoadError([_whole(name, _too_large(status.st_size), "too-large")])
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or "no file can have this name"
        raise LoadError([_whole(name, f"{reason}.", "unreadable")]) from None
    return parse(data, name)


def parse(data: bytes, name: str) -> Node:
    """The content of YAML bytes; ``name`` stands for the file in errors.

    Mistakes of form that leave the rest readable stand in ``notes`` of the root.

    Raises:
        LoadError: the text is no YAML at all, too large, too deep, or empty.
    """
    if len(data) > MAX_BYTES:
        raise LoadError([_whole(name, _too_large(len(data)), "too-large")])
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        problem = Problem(file=name, line=line, field="", message="not valid UTF-8 text.")
        raise LoadError([problem]) from None
    notes = Notes(name)
    if unprintable := _UNPRINTABLE.search(text):
        line = text.count("\n", 0, unprintable.start()) + 1
        notes.add(line, "", f"the character U+{ord(unprintable[0]):04X} is not allowed in YAML.")
        notes.raise_if_any()
    if text.lstrip("\ufeff \t\r\n")[:1] in {"{", "[", '"'}:
        text = _PAIR.sub(_joined, text)
    try:
        node = _Composer(text, notes).compose()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        what = error.problem or error.context or "not valid YAML"
        line = min(mark.line + 1, text.count("\n") + 1) if mark else 0
        notes.add(line, "", f"not valid YAML: {what}.", "syntax")
        node = None
    if node is None:
        notes.raise_if_any()
        raise LoadError([_whole(name, "the file is empty.", "empty")])
    node.notes = notes
    node.line = min(node.line, text.count("\n") + 1)  # nothing after `---` is placed behind the end
    return node


def notes_of(root: Node, file: str) -> Notes:
    """The notes of a file to go on with: its mistakes of form, and then those of meaning."""
    return Notes(file) if root.notes is None else root.notes.copy()


def _joined(pair: re.Match[str]) -> str:
    """The one character of a surrogate pair."""
    return bytes.fromhex(pair[1] + pair[2]).decode("utf-16-be")


def _too_large(size: int) -> str:
    return f"{size:,} bytes are too many for one file; allowed: {MAX_BYTES:,}. Split the file."


def _whole(name: str, message: str, code: str) -> Problem:
    return Problem(file=name, line=0, field="", message=message, code=code)


class _Frame:
    """A mapping or a list that is being read, and where it stands in the one around it."""

    __slots__ = ("key", "key_line", "name", "node")

    def __init__(self, node: Node, name: str | int) -> None:
        self.node = node
        self.name = name
        self.key: str | None = None
        self.key_line = 0

    def name_of_next(self) -> str | int:
        """The key, or the position, of the value that comes next."""
        if isinstance(self.node.value, list):
            return len(self.node.value) + 1
        return self.key or ""


class _Composer:
    """Builds the nodes of one document from parser events, with a stack of its own."""

    def __init__(self, text: str, notes: Notes) -> None:
        self._events = _events(text)
        self._notes = notes
        self._frames = [_Frame(Node([], 0), "")]

    def compose(self) -> Node | None:
        """The root node; ``None`` for a file without content."""
        next(self._events)  # the start of the stream
        if type(next(self._events)) is yaml.StreamEndEvent:
            return None
        root = self._content()
        if root is None:
            return None
        next(self._events)  # the end of the document
        event = next(self._events)
        if type(event) is not yaml.StreamEndEvent:
            self._notes.add(_line(event), "", "a second document; allowed: one to a file.")
        return root

    def _content(self) -> Node | None:
        frames = self._frames
        for event in self._events:
            kind = type(event)
            if kind is yaml.ScalarEvent:
                if event.anchor or event.tag:
                    self._refuse_extras(event)
                    node = Node(event.value, _line(event))
                else:
                    node = Node(self._scalar(event), event.start_mark.line + 1)
                    node.text_line = node.line + (event.style in _BLOCKS)
            elif kind is yaml.MappingStartEvent:
                self._refuse_extras(event)
                node = Node({}, _line(event), {})
            elif kind is yaml.SequenceStartEvent:
                self._refuse_extras(event)
                node = Node([], _line(event))
            elif kind is yaml.AliasEvent:
                message = f"the alias *{event.anchor} is not allowed; write the value out."
                self._notes.add(_line(event), self._place(), message, "alias")
                node = Node(None, _line(event))
            else:  # the end of a mapping or of a list
                frames.pop()
                if len(frames) == 1:
                    return _only(frames[0].node)
                continue
            name = frames[-1].name_of_next()
            self._attach(frames[-1], node)
            if isinstance(node.value, (dict, list)):
                frames.append(_Frame(node, name))
                if len(frames) > MAX_DEPTH + 1:
                    message = f"nested deeper than {MAX_DEPTH} levels."
                    self._notes.add(node.line, "", message, "too-deep")
                    return None
            elif len(frames) == 1:
                return _only(frames[0].node)
        return None

    def _attach(self, frame: _Frame, node: Node) -> None:
        container, key_lines = frame.node.value, frame.node.key_lines
        if isinstance(container, list):
            container.append(node)
            return
        assert isinstance(container, dict)  # noqa: S101 - only containers are ever open
        assert key_lines is not None  # noqa: S101 - set wherever a mapping starts
        if frame.key is None:
            frame.key = self._key(len(key_lines), node)
            frame.key_line = node.line
            return
        key, frame.key = frame.key, None
        if key in container:
            first = key_lines[key]
            message = f"the key {quoted(key)} stands twice; it stood at line {first} already."
            self._notes.add(frame.key_line, self._place(key), message, "duplicate-key")
            return
        container[key] = node
        key_lines[key] = frame.key_line

    def _key(self, position: int, node: Node) -> str:
        if isinstance(node.value, str):
            return node.value
        shown_key = node.kind if isinstance(node.value, (dict, list)) else quoted(node.value)
        message = f"{shown_key} is no key; allowed: text."
        self._notes.add(node.line, self._place(), message, "key")
        return f"{NO_KEY}{position}"

    def _place(self, key: str | None = None) -> str:
        """The path of what is being read, with list entries by their id or position."""
        place = ""
        frames = self._frames[1:]
        for depth, frame in enumerate(frames, start=1):
            inner = frames[depth] if depth < len(frames) else None
            name = inner.name if inner else (key or frame.name_of_next())
            if isinstance(name, int):
                label = label_of(inner.node) if inner else ""
                place += f"[{label or name}]"
            elif name:
                place += f".{name}" if place else name
        return place

    def _refuse_extras(self, event: Any) -> None:
        if event.anchor:
            message = f"the anchor &{event.anchor} is not allowed; write the value out."
            self._notes.add(_line(event), self._place(), message, "alias")
        if event.tag:
            message = f"the tag {event.tag} is not allowed."
            self._notes.add(_line(event), self._place(), message, "tag")

    def _scalar(self, event: Any) -> str | float | bool | None:
        text: str = event.value
        if not event.implicit[0]:  # quoted, or a block of text
            return text
        if text in _PLAIN:
            return _PLAIN[text]
        if _NUMBER.match(text):
            return _number(text)
        if text.lower() in _ACCIDENTAL_BOOLEANS:
            message = f'{text} is a boolean to some YAML readers; write true, false, or "{text}".'
            self._notes.add(_line(event), self._place(), message, "implicit-boolean")
        return text


def _number(text: str) -> float | str:
    """A whole or a decimal number; text for one beyond all numbers, which would be infinite."""
    if not any(mark in text for mark in ".eE"):
        return int(text)
    value = float(text)
    return value if math.isfinite(value) else text


def label_of(node: Node) -> str:
    """The id of a list entry, for the path in errors; empty where it has none that fits."""
    if isinstance(node.value, dict) and (found := node.value.get("id")):
        name = found.value
        if isinstance(name, str) and name.isprintable() and 0 < len(name) <= _LONGEST_LABEL:
            return name
    return ""


_LONGEST_LABEL: Final = 60
_PLAIN: Final[dict[str, bool | None]] = {
    "true": True,
    "false": False,
    "null": None,
    "~": None,
    "": None,
}
_BLOCKS: Final = ("|", ">")
_ACCIDENTAL_BOOLEANS: Final = frozenset({"yes", "no", "on", "off", "y", "n", "true", "false"})
_NUMBER: Final = re.compile(r"[-+]?(0|[1-9][0-9]{0,15})(\.[0-9]{1,40})?([eE][-+]?[0-9]{1,3})?\Z")


_UNPRINTABLE: Final = re.compile(
    "[^\t\n\r\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|\r(?!\n)"
)
# JSON writes a character beyond 16 bits as two escapes, which YAML does not know.
_PAIR: Final = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})", re.IGNORECASE)


def _events(text: str) -> Iterator[Any]:
    """Parser events one by one, so that a hostile file stops at its first bad one."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)(text)
    while (event := loader.get_event()) is not None:
        yield event


def _line(event: Any) -> int:
    line: int = event.start_mark.line + 1
    return line


def _only(root: Node) -> Node | None:
    assert isinstance(root.value, list)  # noqa: S101 - the root is our own list
    return root.value[0] if root.value else None
