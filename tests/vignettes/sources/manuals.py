"""Made-up documents, as lines of sentences, and what tests ask of them."""

from collections.abc import Callable, Sequence

from vignettes.sources.inventory import Inventory

Lines = Sequence[Sequence[str]]
InventoryOf = Callable[[Lines], Inventory]
DifferencesOf = Callable[[Lines, str | bytes], list[str]]
ReadInventory = Callable[[str], Inventory]


def text_of(lines: Lines) -> str:
    """The text of a document whose lines hold these sentences."""
    return "".join(f"{' '.join(sentences)}\n" for sentences in lines)


HASH = "ab" * 32
INVENTORY = f"""\
document: MAN
title: A manual
publication: booklet in the box
publisher: Toasters and Sons
file: manual.txt
sha256: "00"
sentences:
  - at: L2.1
    class: demand
    sha256: {HASH}
    says: Smoke means unplugging.
    names: [smoke, age_years]
  - at: L2.2
    class: commercial
    sha256: {HASH}
  - at: L10.1
    class: advice
    sha256: {HASH}
    says: Shake out the crumbs.
"""


def changed(old: str, new: str) -> str:
    """The text of a valid inventory with a part exchanged that must be there."""
    assert old in INVENTORY
    return INVENTORY.replace(old, new, 1)
