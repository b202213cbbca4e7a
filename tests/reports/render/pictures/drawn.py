"""A picture read back: its elements, its words, and where everything is."""

import re
from collections.abc import Iterator
from typing import Final
from xml.etree import ElementTree as ET

from hypothesis import strategies as st

from reports.render.pictures.letters import width_of

NAMESPACE: Final = "{http://www.w3.org/2000/svg}"
SLACK: Final = 0.2  # numbers are rounded to one decimal

WORDS: Final = st.text(st.characters(codec="utf-8"), max_size=40)
"""Any text, with everything that XML does not allow."""
HOSTILE: Final = (
    "<script>alert(1)</script>",
    "]]> & &amp; \" '",
    "\x00\x0b\x0c\x1b[31m\ud800\ufffe",
    "\u202egnp.exe\u2066 \u0645\u0631\u062d\u0628\u0627",
    "a\u0301\u0302\u0303\u0304\u0305\u0306" * 9,
    "\ufdfd" * 20,
    "W" * 100_000,
    "",
)


def read(svg: str) -> ET.Element:
    """The root of a picture; an error where it is no well-formed XML."""
    return ET.fromstring(svg.encode())  # noqa: S314 - what this project itself has drawn


def tags(svg: str, name: str) -> list[ET.Element]:
    """All elements of a name."""
    return list(read(svg).iter(NAMESPACE + name))


def seen(svg: str) -> list[str]:
    """The texts that are seen, in the order of drawing."""
    return [shown(each) for each in tags(svg, "text")]


def told(svg: str) -> str:
    """What is said to those who do not see the picture."""
    return tags(svg, "desc")[0].text or ""


def ids(svg: str) -> list[str]:
    """Every id of a picture."""
    return [each.attrib["id"] for each in read(svg).iter() if "id" in each.attrib]


def is_hatched(svg: str) -> bool:
    """Whether anything is filled with the pattern of what is less urgent."""
    return 'fill="url(#p-hatch)"' in svg


def outside(svg: str) -> list[str]:
    """Whatever is drawn beyond the edges of the picture."""
    root = read(svg)
    width, height = (float(part) for part in root.attrib["viewBox"].split()[2:])
    return [
        f"{what}: {x}, {y} of {width}, {height}"
        for what, x, y in _places(root, {})
        if not (-SLACK <= x <= width + SLACK and -SLACK <= y <= height + SLACK)
    ]


def shown(text: ET.Element) -> str:
    """What is seen of a text, without its title."""
    return (text.text or "") + "".join(each.tail or "" for each in text)


def _places(each: ET.Element, inherited: dict[str, str]) -> Iterator[tuple[str, float, float]]:
    """The corners of all that is drawn; patterns have places of their own."""
    here = {**inherited, **each.attrib}
    name = each.tag.removeprefix(NAMESPACE)
    assert "transform" not in each.attrib
    if name == "pattern":
        return
    if name == "text":
        yield from _of_text(each, here)
    elif name == "rect":
        x, y = float(here["x"]), float(here["y"])
        yield name, x, y
        yield name, x + float(here["width"]), y + float(here["height"])
    elif name == "circle":
        x, y, r = float(here["cx"]), float(here["cy"]), float(here["r"])
        yield name, x - r, y - r
        yield name, x + r, y + r
    elif name == "path":
        for x, y in _of_path(here["d"]):
            yield f"path {here['d']}", x, y
    for child in each:
        yield from _places(child, here)


def _of_text(each: ET.Element, here: dict[str, str]) -> Iterator[tuple[str, float, float]]:
    x, y, size = float(here["x"]), float(here["y"]), float(here["font-size"])
    words = shown(each)
    wide = width_of(words, size, is_bold=here.get("font-weight") == "bold")
    left = {"start": 0.0, "middle": wide / 2, "end": wide}[here.get("text-anchor", "start")]
    yield words, x - left, y - 0.8 * size
    yield words, x - left + wide, y + 0.25 * size


def _of_path(d: str) -> Iterator[tuple[float, float]]:
    x = y = 0.0
    for letter, numbers in re.findall(r"([A-Z])([^A-Z]*)", d):
        found = [float(part) for part in numbers.split()]
        if letter == "H":
            x = found[0]
        elif letter == "V":
            y = found[0]
        elif letter != "Z":
            assert letter in "MLC"
            for x, y in zip(found[::2], found[1::2], strict=True):
                yield x, y
        yield x, y
