"""Reads what is known of one patient, alone or as a part of a vignette."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from triage.loading.conditions import finding_synonyms, number_synonyms
from triage.loading.fields import Names, Section, value_words
from triage.loading.nodes import Node, notes_of
from triage.loading.problems import Notes, did_you_mean, quoted
from triage.presentation import Presentation
from triage.truth import Answer
from triage.vocabulary import Vocabulary, digits

KEYS = "present absent absent_others numbers patient not_asked"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patient:
    """One patient as a file tells: the presentation, the attributes, and what was left unasked."""

    presentation: Presentation
    attributes: Mapping[str, str]
    not_asked: tuple[str, ...]


def build_patient(root: Node, file: str, words: Vocabulary) -> Patient:
    """The patient of a parsed file, which errors call ``file``.

    Raises:
        LoadError: everything that is wrong with it.
    """
    notes = notes_of(root, file)
    patient = PatientReader(words).read(Section(root, "", notes, optional=KEYS))
    notes.raise_if_any()
    return patient


class PatientReader:
    """Reads the keys of ``KEYS`` from a section; what is wrong is noted there."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._findings = Names("finding", words.findings, finding_synonyms(words))
        self._anything = Names(
            "finding or number",
            {**words.findings, **words.numbers},
            {**finding_synonyms(words), **number_synonyms(words)},
        )
        self._groups = Names("group", words.groups)
        self._number_synonyms = number_synonyms(words)

    def read(self, section: Section) -> Patient:
        """The patient of a section."""
        numbers: dict[str, float] = {}
        attributes: dict[str, str] = {}
        self._pairs(section, "numbers", numbers, {})
        self._pairs(section, "patient", numbers, attributes)
        not_asked = section.names("not_asked", self._anything)
        for name in not_asked:
            if name in numbers:
                section.note("not_asked", f"{quoted(name)} has a value too.", "contradiction")
        answers = self._answers(section, not_asked)
        return Patient(
            presentation=Presentation(answers, numbers), attributes=attributes, not_asked=not_asked
        )

    def _answers(self, section: Section, not_asked: Iterable[str]) -> dict[str, Answer]:
        answers = dict.fromkeys(section.names("present", self._findings), Answer.PRESENT)
        for name in section.names("absent", self._findings):
            if name in answers:
                message = f"{quoted(name)} is both present and absent."
                section.note("absent", message, "contradiction")
            answers[name] = Answer.ABSENT
        for name in not_asked:
            if name in answers:
                message = f"{quoted(name)} is {answers[name].label} too."
                section.note("not_asked", message, "contradiction")
        said = {*answers, *not_asked}
        for group in section.names("absent_others", self._groups):
            rest = (name for name in self._words.groups[group].findings if name not in said)
            answers.update(dict.fromkeys(rest, Answer.ABSENT))
        return answers

    def _pairs(
        self, section: Section, key: str, numbers: dict[str, float], attributes: dict[str, str]
    ) -> None:
        """Numbers by name; under ``patient`` only the patient's own, and the attributes."""
        of_patient = key == "patient"
        allowed = [n.id for n in self._words.numbers.values() if n.patient or not of_patient]
        for name, node, line in section.keyed(key):
            path = f"{section.path}.{key}.{name}" if section.path else f"{key}.{name}"
            if name in allowed:
                if name in numbers:
                    section.notes.add(line, path, "this number stands twice.", "repeat")
                self._number(section.notes, node, path, name, numbers)
            elif of_patient and name in self._words.attributes:
                self._attribute(section.notes, node, path, name, attributes)
            else:
                names = [*allowed, *(self._words.attributes if of_patient else ())]
                hint = did_you_mean(name, names, self._number_synonyms)
                section.notes.add(
                    line, path, f"unknown name {quoted(name)}. {hint}", "unknown-name"
                )

    def _number(
        self, notes: Notes, node: Node, path: str, name: str, numbers: dict[str, float]
    ) -> None:
        value = node.value
        if not isinstance(value, (int, float)) or isinstance(value, bool):
            message = f"{value_words(node)} stands where a number is needed."
            notes.add(node.line, path, message, "type")
            return
        number = self._words.numbers[name]
        if not number.allows(value):
            message = f"{digits(value)} is out of range; allowed: {number.range_words}."
            notes.add(node.line, path, message, "range")
            return
        numbers[name] = value

    def _attribute(
        self, notes: Notes, node: Node, path: str, name: str, attributes: dict[str, str]
    ) -> None:
        allowed = self._words.attributes[name].values
        if isinstance(node.value, str) and node.value in allowed:
            attributes[name] = node.value
            return
        shown = node.kind if isinstance(node.value, (list, dict)) else quoted(node.value)
        notes.add(node.line, path, f"{shown} is not one of {', '.join(allowed)}.", "unknown-name")
