"""Reads the domain facts of a vocabulary."""

from triage.facts import Contradiction, DomainFact, impossible_answers
from triage.fingerprint import canonical
from triage.loading.fields import Names, Section, identifier
from triage.loading.problems import quoted


def facts_of(top: Section, findings: Names) -> tuple[DomainFact, ...]:
    """The facts of a vocabulary, in the order of the file; what is wrong is noted.

    None where the file has none, and none where anything is wrong with one of them.
    """
    before = len(top.notes)
    found: dict[str, DomainFact] = {}
    said: dict[str, str] = {}
    for node, path in top.items("facts"):
        section = Section(node, path, top.notes, required=_REQUIRED, optional=_OPTIONAL)
        fact = _fact(section, findings) if isinstance(node.value, dict) else None
        if fact is None:
            continue
        if fact.id in found:
            section.note("id", f"the id {quoted(fact.id)} stands twice.", "repeat")
        same = said.setdefault(canonical(fact.content()), fact.id)
        if same != fact.id:
            section.note("id", f"it says the same as the fact {quoted(same)}.", "repeat")
        found[fact.id] = fact
    facts = tuple(found.values())
    if len(top.notes) == before:
        _note_impossible(facts, top)
    return facts if len(top.notes) == before else ()


_REQUIRED = "id reason"
_OPTIONAL = "if_present then_present never_together"
_FEWEST_TOGETHER = 2


def _fact(section: Section, findings: Names) -> DomainFact | None:
    """The fact of a section; ``None`` where anything is wrong with it."""
    before = len(section.notes)
    fact = DomainFact(
        id=identifier(section),
        reason=section.text("reason"),
        if_present=section.name("if_present", findings),
        then_present=section.name("then_present", findings),
        never_together=section.names("never_together", findings),
        line=section.line,
    )
    given = [key for key in _OPTIONAL.split() if key in section]
    if given not in (["if_present", "then_present"], ["never_together"]):
        section.note("", f"a fact needs either {_FORMS}.")
    if len(section.notes) > before:
        return None
    if fact.if_present and fact.if_present == fact.then_present:
        section.note("then_present", f"{quoted(fact.then_present)} implies itself.", "repeat")
    if not fact.if_present and len(fact.never_together) < _FEWEST_TOGETHER:
        section.note("never_together", "it needs at least two findings.", "too-few")
    return None if len(section.notes) > before else fact


_FORMS = "if_present and then_present, or never_together"


def _note_impossible(facts: tuple[DomainFact, ...], top: Section) -> None:
    for one in impossible_answers(facts):
        last = max(one.facts, key=lambda fact: fact.line)
        top.notes.add(last.line, f"facts[{last.id}]", _impossible_words(one), "impossible")


def _impossible_words(one: Contradiction) -> str:
    name, answer = one.first
    ids = " and ".join(quoted(fact.id) for fact in one.facts)
    return f"{quoted(name)} could never be {answer.label}, by {ids} together."
