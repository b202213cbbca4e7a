"""A trace: the things that are traced, and which of them belong together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Kind(StrEnum):
    """What is traced, from the documents to the vignettes."""

    SENTENCE = "sentence"
    RULE = "rule"
    INVARIANT = "invariant"
    RED_FLAG = "red_flag"
    VIGNETTE = "vignette"


@dataclass(frozen=True, slots=True, order=True)
class Key:
    """The name of a traced thing: ids are unique within a kind only."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A traced thing.

    ``group`` is the class of a sentence, the bound of an invariant, elsewhere a disposition;
    ``text`` is a paraphrase of the sentence, elsewhere a title.
    """

    key: Key
    group: str
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Nodes in the order of their files, and links, each of which stands from both of its ends."""

    nodes: tuple[Node, ...]
    links: Mapping[Key, Mapping[Kind, tuple[str, ...]]]
    by_key: Mapping[Key, Node] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "by_key", {node.key: node for node in self.nodes})

    def of(self, kind: Kind) -> tuple[Node, ...]:
        """The nodes of a kind."""
        return tuple(node for node in self.nodes if node.key.kind is kind)

    def linked(self, key: Key, kind: Kind) -> tuple[str, ...]:
        """The ids of a kind that a node is linked with, in the order of their nodes."""
        return self.links.get(key, {}).get(kind, ())
