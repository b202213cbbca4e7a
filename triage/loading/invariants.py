"""Reads a file of invariants."""

from triage.conditions import telling_values
from triage.invariants import Bound, Invariant, InvariantSet
from triage.least import can_be_met
from triage.loading.conditions import ConditionReader
from triage.loading.fields import Names, Section, identifier
from triage.loading.nodes import Node, notes_of
from triage.loading.problems import quoted
from triage.vocabulary import Vocabulary


def build_invariants(root: Node, file: str, words: Vocabulary) -> InvariantSet:
    """The invariants of a parsed file, which errors call ``file``.

    Raises:
        LoadError: everything that is wrong with the file.
    """
    notes = notes_of(root, file)
    top = Section(root, "", notes, required="title vocabulary invariants")
    title, stated = top.text("title"), top.text("vocabulary")
    if top.is_empty_list("invariants"):
        top.note("invariants", "a file of invariants needs at least one.", "empty")
    if stated and stated != words.name:
        message = f"{quoted(stated)} is not the vocabulary in use, {quoted(words.name)}."
        top.note("vocabulary", message)
    reader = ConditionReader(words, notes)
    found: dict[str, Invariant] = {}
    for node, path in top.items("invariants"):
        before = len(notes)
        section = Section(node, path, notes, required=_REQUIRED, optional=_OPTIONAL)
        invariant = _invariant(section, words, reader, before)
        if invariant is None:
            continue
        if invariant.id in found:
            section.note("id", f"the id {quoted(invariant.id)} stands twice.", "repeat")
        found.setdefault(invariant.id, invariant)
    notes.raise_if_any()
    return InvariantSet(title=title, invariants=found, file=file)


_REQUIRED = "id title when sources"
_OPTIONAL = "at_least at_most red_flags pathways while_open interpretation"


def _invariant(
    section: Section, words: Vocabulary, reader: ConditionReader, before: int
) -> Invariant | None:
    """The invariant of a section; ``None`` where anything was noted since ``before`` notes."""
    dispositions = Names("disposition", words.scale.ids)
    bounds = [bound for bound in Bound if bound in section]
    if len(bounds) != 1:
        section.note("when", "an invariant needs either at_least or at_most.")
    levels = [section.name(bound, dispositions) for bound in bounds]
    if section.is_empty_list("sources"):
        section.note("sources", "an invariant needs at least one source.", "source")
    while_open = section.name("while_open", dispositions) if "while_open" in section else ""
    node = section.node("when")
    condition = reader.read(node, f"{section.path}.when") if node else None
    invariant_id, title = identifier(section), section.text("title")
    sources = section.sources("sources", words.documents)
    red_flags = section.names("red_flags", Names("red flag", words.red_flags))
    pathways = section.names("pathways", Names("pathway", words.pathways))
    interpretation = section.text("interpretation")
    if condition is None or len(section.notes) > before:
        return None
    values = {n.id: telling_values(n, [condition]) for n in words.numbers.values()}
    if not can_be_met(condition, values, words.facts):
        section.note("when", "nobody can meet this condition: it demands nothing.", "vacuous")
        return None
    return Invariant(
        id=invariant_id,
        title=title,
        condition=condition,
        bound=bounds[0],
        disposition=words.scale[levels[0]],
        sources=sources,
        red_flags=red_flags,
        pathways=pathways,
        while_open=words.scale[while_open] if while_open else None,
        interpretation=interpretation,
        line=section.line,
    )
