"""Reports of any content, as Hypothesis makes them."""

import types
from dataclasses import fields, is_dataclass
from enum import Enum
from typing import Any, Final, get_args, get_origin, get_type_hints
from zlib import crc32

from hypothesis import strategies as st

from reports.model.audit.audit import Audit
from tests.reports.kit.audits import HOSTILE, failing_audit, poisoned

ANY_TEXT: Final = st.text(st.characters(exclude_categories=()), max_size=12)
"""Any characters, also those that no file can hold."""


FILLINGS: Final = st.lists(ANY_TEXT | st.sampled_from(HOSTILE), min_size=1, max_size=6)
"""A few texts, to be put everywhere."""


def filled(texts: list[str]) -> Audit:
    """The failing gate with these texts in every place; ids may be the same."""
    made: Audit = poisoned(
        failing_audit(), lambda text: texts[crc32(text.encode(errors="replace")) % len(texts)]
    )
    return made


def any_facts(kind: Any) -> st.SearchStrategy[Any]:
    """Facts of a type with anything in every field; numbers are finite, lists are short."""
    if is_dataclass(kind) and isinstance(kind, type):
        hints = get_type_hints(kind)
        made = {each.name: any_facts(hints[each.name]) for each in fields(kind)}
        return st.builds(kind, **made)
    if isinstance(kind, type) and issubclass(kind, Enum):
        return st.sampled_from(kind)
    inner = get_args(kind)
    if get_origin(kind) is types.UnionType:
        return st.one_of(*map(any_facts, inner))
    if get_origin(kind) is dict:
        return st.dictionaries(ANY_TEXT, any_facts(inner[1]), max_size=2)
    if get_origin(kind) is tuple and inner[-1] is ...:
        return st.lists(any_facts(inner[0]), max_size=2).map(tuple)
    if get_origin(kind) is tuple:
        return st.tuples(*map(any_facts, inner))
    return _PLAIN[kind]


_PLAIN: Final[dict[Any, st.SearchStrategy[Any]]] = {
    str: ANY_TEXT,
    int: st.integers(-(2**63), 2**63 - 1),
    float: st.floats(allow_nan=False, allow_infinity=False),
    bool: st.booleans(),
    type(None): st.none(),
}
