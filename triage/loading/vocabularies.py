"""Reads a vocabulary file."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TypeVar

from triage.dispositions import Disposition, Scale
from triage.fingerprint import canonical, fingerprint
from triage.loading.facts import facts_of
from triage.loading.fields import Names, Section, identifier
from triage.loading.nodes import Node, notes_of, read_file
from triage.loading.problems import quoted
from triage.vocabulary import (
    Attribute,
    Document,
    Finding,
    Group,
    Number,
    Pathway,
    RedFlag,
    Vocabulary,
    digits,
)

Entry = TypeVar("Entry", Disposition, Document, Finding, Number, Attribute, Group, RedFlag, Pathway)


def read_vocabulary(path: Path, shown: str | None = None) -> Vocabulary:
    """The vocabulary of a file; ``shown`` is the name that errors use, by default the path.

    Raises:
        LoadError: everything that is wrong with the file.
    """
    name = shown or str(path)
    return build_vocabulary(read_file(path, name), name)


def build_vocabulary(root: Node, file: str) -> Vocabulary:
    """The vocabulary of a parsed file, which errors call ``file``.

    Raises:
        LoadError: everything that is wrong with it.
    """
    notes = notes_of(root, file)
    top = Section(
        root,
        "",
        notes,
        required="vocabulary title dispositions sources findings red_flags",
        optional="numbers attributes groups pathways facts",
    )
    levels = _entries(top, "dispositions", "id title meaning", "", _disposition)
    if len(levels) < _FEWEST_LEVELS:
        top.note("dispositions", f"a scale needs at least {_FEWEST_LEVELS} dispositions.")
        notes.raise_if_any()
    ranked = [replace(level, rank=rank) for rank, level in enumerate(levels.values())]
    vocabulary = _vocabulary(top, Scale(tuple(ranked)))
    _note_shared_names(vocabulary, top)
    notes.raise_if_any()
    return replace(vocabulary, fingerprint=fingerprint(_content(vocabulary)), file=file)


_FEWEST_LEVELS = 2


def _vocabulary(top: Section, scale: Scale) -> Vocabulary:
    documents = _entries(top, "sources", "id about file sha256 lines", "", _document)

    def sources(section: Section) -> tuple[str, ...]:
        return section.sources("sources", documents)

    def finding(section: Section) -> Finding:
        entry = Finding(
            id=identifier(section),
            title=section.text("title"),
            question=section.text("question"),
            group=section.text("group"),
            sources=sources(section),
            synonyms=section.texts("synonyms"),
            note=section.text("note"),
            line=section.line,
        )
        if section.is_empty_list("sources") and not entry.note:
            section.note("sources", "a finding without a source needs a note that says why.")
        return entry

    def number(section: Section) -> Number:
        low, high = _range_of(section)
        return Number(
            id=identifier(section),
            title=section.text("title"),
            question=section.text("question"),
            unit=section.text("unit"),
            minimum=low,
            maximum=high,
            sources=sources(section),
            patient=section.truth("patient"),
            synonyms=section.texts("synonyms"),
            line=section.line,
        )

    required = "id title question group sources"
    findings = _entries(top, "findings", required, "synonyms note", finding)
    names = Names("finding", findings)

    def red_flag(section: Section) -> RedFlag:
        minimum = section.name("minimum", Names("disposition", scale.ids))
        findings = section.names("findings", names)
        if section.is_empty_list("findings"):
            section.note("findings", "a red flag needs at least one finding.", "empty")
        return RedFlag(
            id=identifier(section),
            title=section.text("title"),
            minimum=scale[minimum] if minimum else scale.most,
            findings=findings,
            sources=sources(section),
            line=section.line,
        )

    def group(section: Section) -> Group:
        found = section.names("findings", names)
        return Group(id=identifier(section), title=section.text("title"), findings=found)

    def pathway(section: Section) -> Pathway:
        title = section.text("title")
        return Pathway(
            id=identifier(section), title=title, sources=sources(section), line=section.line
        )

    required = "id title question unit minimum maximum sources"
    return Vocabulary(
        name=identifier(top, "vocabulary"),
        title=top.text("title"),
        scale=scale,
        documents=documents,
        findings=findings,
        numbers=_entries(top, "numbers", required, "patient synonyms", number),
        attributes=_entries(top, "attributes", "id title values", "note", _attribute),
        groups=_entries(top, "groups", "id title findings", "", group),
        red_flags=_entries(top, "red_flags", "id title minimum findings sources", "", red_flag),
        pathways=_entries(top, "pathways", "id title sources", "", pathway),
        facts=facts_of(top, names),
    )


def _entries(
    top: Section, key: str, required: str, optional: str, build: Callable[[Section], Entry]
) -> dict[str, Entry]:
    found: dict[str, Entry] = {}
    for node, path in top.items(key):
        section = Section(node, path, top.notes, required=required, optional=optional)
        entry = build(section)
        if entry.id and entry.id in found:
            section.note("id", f"the id {quoted(entry.id)} stands twice.", "repeat")
        found[entry.id] = entry
    return found


def _range_of(section: Section) -> tuple[float, float]:
    before = len(section.notes)
    low, high = section.number("minimum"), section.number("maximum")
    is_whole = "minimum" in section and "maximum" in section and len(section.notes) == before
    if is_whole and not low < high:
        section.note("maximum", f"{digits(low)} to {digits(high)} is no range.", "range")
    return low, high


def _disposition(section: Section) -> Disposition:
    title, meaning = section.text("title"), section.text("meaning")
    return Disposition(id=identifier(section), rank=0, title=title, meaning=meaning)


def _document(section: Section) -> Document:
    lines = section.whole("lines", default=_ANY_LINE)
    if lines < 1:
        section.note("lines", f"{lines} is too few; allowed: 1 or more.", "range")
        lines = _ANY_LINE
    return Document(
        id=identifier(section),
        about=section.text("about"),
        file=section.text("file"),
        sha256=section.text("sha256"),
        lines=lines,
    )


_ANY_LINE = 10**6  # stands in for a wrong count, so that locators are not blamed too


def _attribute(section: Section) -> Attribute:
    return Attribute(
        id=identifier(section),
        title=section.text("title"),
        values=section.texts("values"),
        note=section.text("note"),
    )


def _note_shared_names(vocabulary: Vocabulary, top: Section) -> None:
    """Findings, numbers, attributes and groups stand in the same lists: their ids are apart."""
    kinds = ("findings", "numbers", "attributes", "groups")
    first: dict[str, str] = {}
    for kind in kinds:
        for name in getattr(vocabulary, kind):
            if name in first:
                message = f"{quoted(name)} names one of the {first[name]} already."
                top.note(kind, message, "repeat")
            first.setdefault(name, kind)


def _content(words: Vocabulary) -> dict[str, object]:
    """All that says what an id means: with another question it is another finding.

    Facts say who there can be. Without any, nothing of them enters.
    """
    facts = sorted((fact.content() for fact in words.facts), key=canonical)
    return {
        **({"facts": facts} if facts else {}),
        "dispositions": [[level.id, level.title, level.meaning] for level in words.scale],
        "findings": {f.id: [f.title, f.question] for f in words.findings.values()},
        "numbers": {
            n.id: [n.title, n.question, n.unit, n.minimum, n.maximum]
            for n in words.numbers.values()
        },
        "groups": {g.id: sorted(g.findings) for g in words.groups.values()},
        "red_flags": {
            f.id: [f.title, f.minimum.id, sorted(f.findings)] for f in words.red_flags.values()
        },
        "pathways": {p.id: p.title for p in words.pathways.values()},
    }
