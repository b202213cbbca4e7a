"""How much of the documents is accounted for: sentences by class and by what rests on them."""

from dataclasses import dataclass

from evaluation.trace.model import Key, Kind, Trace
from vignettes.sources.inventory import Inventory, SentenceClass

RESTING = (Kind.RULE, Kind.INVARIANT, Kind.RED_FLAG, Kind.VIGNETTE)
"""What may rest on a sentence."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassAccount:
    """Sentences of one class: how many, in each document, and with what resting on them."""

    kind: SentenceClass
    n: int
    by_document: dict[str, int]
    with_resting: dict[Kind, int]
    with_none: int


def account(inventory: Inventory, trace: Trace) -> tuple[ClassAccount, ...]:
    """The account of each class, in the order of the classes, also where it is empty."""
    return tuple(_account(kind, inventory, trace) for kind in SentenceClass)


def _account(kind: SentenceClass, inventory: Inventory, trace: Trace) -> ClassAccount:
    sentences = [sentence for sentence in inventory.sentences if sentence.kind is kind]
    keys = [Key(Kind.SENTENCE, sentence.locator) for sentence in sentences]
    return ClassAccount(
        kind=kind,
        n=len(sentences),
        by_document={
            document: sum(sentence.document == document for sentence in sentences)
            for document in inventory.documents
        },
        with_resting={
            resting: sum(bool(trace.linked(key, resting)) for key in keys) for resting in RESTING
        },
        with_none=sum(not any(trace.linked(key, r) for r in RESTING) for key in keys),
    )
