"""Texts of files, and everything that is wrong with them as people see it."""

from collections.abc import Callable

from triage.loading.nodes import Node, parse
from triage.loading.problems import LoadError

NAME = "f.yaml"


def problems_of(text: str, build: Callable[[Node, str], object]) -> list[str]:
    """The problems of a text, one line each, in their order; none where it loads."""
    try:
        build(parse(text.encode(), NAME), NAME)
    except LoadError as error:
        return [str(problem) for problem in error.problems]
    return []


def edited(text: str, *changes: tuple[str, str]) -> str:
    """A text with some of its parts exchanged, each of which must stand in it."""
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    return text
