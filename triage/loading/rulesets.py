"""Reads a rule file."""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from triage.conditions import Condition
from triage.fingerprint import fingerprint
from triage.loading.conditions import ConditionReader
from triage.loading.fields import Names, Section, identifier, is_meant_as
from triage.loading.nodes import Node, notes_of
from triage.loading.problems import quoted
from triage.rules import Default, Rule, RuleSet
from triage.vocabulary import Vocabulary


def build_ruleset(root: Node, file: str, find: Callable[[str], Vocabulary | None]) -> RuleSet:
    """The rule set of a parsed file, which errors call ``file``.

    ``find`` gives the vocabulary of the name that the file states, ``None`` for an unknown one.

    Raises:
        LoadError: everything that is wrong with the file, or with its vocabulary.
    """
    notes = notes_of(root, file)
    if not is_meant_as(root, "ruleset", "rule file", notes):
        notes.raise_if_any()
    top = Section(
        root,
        "",
        notes,
        required="ruleset version title vocabulary floor_while_undecided default rules",
        optional="history",
    )
    head = _Head(
        name=identifier(top, "ruleset"),
        version=_version(top),
        title=top.text("title"),
        history=top.texts("history"),
    )
    stated = top.text("vocabulary")
    vocabulary = find(stated) if stated else None
    if vocabulary is None:
        if stated:
            message = (
                f"unknown vocabulary {quoted(stated)}; allowed: one that ships, that of the domain "
                "in use (TRIAGE_DOMAIN, or domain in triage.toml), or the path of a file."
            )
            top.note("vocabulary", message, "unknown-name")
        notes.raise_if_any()
        raise AssertionError("a missing key is always noted")
    ruleset = _ruleset(top, head, file, vocabulary)
    notes.raise_if_any()
    return replace(ruleset, fingerprint=fingerprint(ruleset.content()))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Head:
    """What can be read, and complained of, before the vocabulary is known."""

    name: str
    version: str
    title: str
    history: tuple[str, ...]


def _ruleset(top: Section, head: _Head, file: str, words: Vocabulary) -> RuleSet:
    dispositions = Names("disposition", words.scale.ids)
    floor = top.name("floor_while_undecided", dispositions)
    return RuleSet(
        name=head.name,
        version=head.version,
        title=head.title,
        vocabulary=words,
        floor_while_undecided=words.scale[floor] if floor else words.scale.most,
        default=_default(top, words),
        rules=_rules(top, words),
        history=head.history,
        file=file,
    )


def _version(top: Section) -> str:
    version = top.text("version")
    if version and not _VERSION.fullmatch(version):
        allowed = "three numbers with points, such as 1.2.0, and a suffix such as 1.2.0-draft"
        top.note("version", f"{quoted(version)} is no version; allowed: {allowed}.", "version")
    return version


_PART = "(0|[1-9][0-9]{0,5})"
_VERSION = re.compile(rf"{_PART}\.{_PART}\.{_PART}(-[0-9A-Za-z.]{{1,40}})?")


def _default(top: Section, words: Vocabulary) -> Default:
    section = top.section("default", required="disposition title sources")
    if section is None:
        return Default(disposition=words.scale.most, title="", sources=())
    if section.is_empty_list("sources"):
        section.note("sources", "a default needs at least one source.", "source")
    name = section.name("disposition", Names("disposition", words.scale.ids))
    return Default(
        disposition=words.scale[name] if name else words.scale.most,
        title=section.text("title"),
        sources=section.sources("sources", words.documents),
    )


def _rules(top: Section, words: Vocabulary) -> tuple[Rule, ...]:
    reader = ConditionReader(words, top.notes)
    rules: dict[str, Rule] = {}
    lines: dict[str, int] = {}
    for node, path in top.items("rules"):
        before = len(top.notes)
        section = Section(node, path, top.notes, required=_REQUIRED, optional=_OPTIONAL)
        rule_id = identifier(section)
        if rule_id in lines:
            message = (
                f"the rule id {quoted(rule_id)} stands twice; it stood at line {lines[rule_id]}."
            )
            section.note("id", message, "repeat")
        if rule_id:
            lines.setdefault(rule_id, section.line)
        rule = _rule(section, rule_id, words, reader, before)
        if rule is not None:
            rules.setdefault(rule.id, rule)
    if len(rules) > _MOST_RULES:
        top.note("rules", f"{len(rules):,} rules; allowed: {_MOST_RULES:,}.", "too-large")
    if top.is_empty_list("rules"):
        top.note("rules", "a rule set needs at least one rule.", "empty")
    return tuple(rules.values())


_MOST_RULES = 5_000
_REQUIRED = "id title disposition when sources"
_OPTIONAL = "red_flags pathways interpretation beyond_source rationale must_be_ruled_out"


def _rule(
    section: Section, rule_id: str, words: Vocabulary, reader: ConditionReader, before: int
) -> Rule | None:
    """The rule of a section; ``None`` where anything was noted since ``before`` notes."""
    disposition = section.name("disposition", Names("disposition", words.scale.ids))
    red_flags = section.names("red_flags", Names("red flag", words.red_flags))
    pathways = section.names("pathways", Names("pathway", words.pathways))
    title = section.text("title")
    sources = section.sources("sources", words.documents)
    if section.is_empty_list("sources"):
        section.note("sources", "a rule needs at least one source.", "source")
    notes = {key: section.text(key) for key in _NOTES}
    must_be_ruled_out = section.truth("must_be_ruled_out")
    condition = _condition(section, reader)
    if condition is None or len(section.notes) > before:
        return None
    return Rule(
        id=rule_id,
        title=title,
        disposition=words.scale[disposition],
        condition=condition,
        sources=sources,
        red_flags=red_flags,
        pathways=pathways,
        must_be_ruled_out=must_be_ruled_out,
        line=section.line,
        **notes,
    )


_NOTES = ("interpretation", "beyond_source", "rationale")


def _condition(section: Section, reader: ConditionReader) -> Condition | None:
    node = section.node("when")
    return reader.read(node, f"{section.path}.when") if node else None
