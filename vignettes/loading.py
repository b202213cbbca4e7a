"""Reads a file of vignettes with the strict loader of rules."""

from pathlib import Path

from triage.dispositions import Disposition
from triage.loading.fields import FILL_IN, Names, Section, identifier, is_meant_as
from triage.loading.nodes import Node, notes_of, read_file
from triage.loading.presentations import KEYS, PatientReader
from triage.loading.problems import did_you_mean, quoted, shown
from triage.presentation import Presentation
from triage.truth import Answer
from triage.vocabulary import Vocabulary
from vignettes.vignette import Gold, Kind, Vignette

_REQUIRED = "id title kind narrative gold sources author"
_OPTIONAL = f"family phrases {KEYS}"
_GOLD_OPTIONAL = "acceptable red_flags absent_red_flags pathways note exception"
OTHERS = "others"


def read_vignettes(path: Path, words: Vocabulary) -> tuple[Vignette, ...]:
    """The vignettes of a file, in its order.

    Raises:
        LoadError: everything that is wrong with the file.
    """
    name = shown(path)
    return build_vignettes(read_file(path, name), name, words)


def build_vignettes(root: Node, file: str, words: Vocabulary) -> tuple[Vignette, ...]:
    """The vignettes of a parsed file, which errors call ``file``.

    Raises:
        LoadError: everything that is wrong with it.
    """
    notes = notes_of(root, file)
    if not is_meant_as(root, "vignettes", "file of vignettes", notes):
        notes.raise_if_any()
    top = Section(root, "", notes, required="vignettes")
    reader = _VignetteReader(words)
    found: dict[str, Vignette] = {}
    lines: dict[str, int] = {}
    for node, path in top.items("vignettes"):
        before = len(notes)
        section = Section(node, path, notes, required=_REQUIRED, optional=_OPTIONAL)
        vignette_id = identifier(section)
        if vignette_id in lines:
            first = lines[vignette_id]
            message = f"the id {quoted(vignette_id)} stands twice; it stood at line {first}."
            section.note("id", message, "repeat")
        if vignette_id:
            lines.setdefault(vignette_id, section.line)
        vignette = reader.read(section, vignette_id, file, before)
        if vignette is not None:
            found.setdefault(vignette.id, vignette)
    notes.raise_if_any()
    return tuple(found.values())


class _VignetteReader:
    """Reads single vignettes; what is wrong is noted, and gives ``None``."""

    def __init__(self, words: Vocabulary) -> None:
        self._words = words
        self._patients = PatientReader(words)
        self._dispositions = Names("disposition", words.scale.ids)
        self._red_flags = Names("red flag", words.red_flags)
        self._pathways = Names("pathway", words.pathways)
        self._kinds = Names("kind", [kind.value for kind in Kind])

    def read(self, section: Section, vignette_id: str, file: str, before: int) -> Vignette | None:
        """The vignette; ``None`` where anything was noted since there were ``before`` notes."""
        patient = self._patients.read(section)
        title = section.text("title")
        family = identifier(section, "family") if "family" in section else vignette_id
        kind = section.name("kind", self._kinds)
        if _is_left_open(section, "gold"):
            _note_what_is_left(section)
            return None
        narrative, author = section.text("narrative"), section.text("author")
        sources = section.sources("sources", self._words.documents)
        if section.is_empty_list("sources"):
            section.note("sources", "a vignette needs at least one source.", "source")
        phrases = self._phrases(section)
        gold = self._gold(section)
        self._check_red_flags(section, gold, patient.presentation)
        if gold is None or len(section.notes) > before:
            return None
        return Vignette(
            id=vignette_id,
            family=family,
            title=title,
            kind=Kind(kind),
            narrative=narrative,
            presentation=patient.presentation,
            attributes=patient.attributes,
            not_asked=patient.not_asked,
            gold=gold,
            sources=sources,
            author=author,
            phrases=phrases,
            phrases_line=section.text_line_of("phrases"),
            file=file,
            line=section.line,
        )

    def _phrases(self, section: Section) -> str:
        node = section.node("phrases")
        if node is not None and not isinstance(node.value, str):
            message = 'write "phrases: |", and below it a line of text for each phrase.'
            section.note("phrases", message, "type")
            return ""
        return section.text("phrases")

    def _check_red_flags(
        self, section: Section, gold: Gold | None, presentation: Presentation
    ) -> None:
        """A red flag cannot be required of a patient who has none of what makes it."""
        for name in gold.red_flags if gold else ():
            flag = self._words.red_flags[name]
            if all(presentation.answer(finding) is Answer.ABSENT for finding in flag.findings):
                message = (
                    f"the red flag {quoted(name)} is required, but {', '.join(flag.findings)} "
                    f"{'is' if len(flag.findings) == 1 else 'are all'} absent."
                )
                section.note("gold", message, "contradiction")

    def _gold(self, section: Section) -> Gold | None:
        before = len(section.notes)
        below = section.section("gold", required="preferred", optional=_GOLD_OPTIONAL)
        if below is None:
            return None
        name = below.name("preferred", self._dispositions)
        red_flags = below.names("red_flags", self._red_flags)
        pathways = below.names("pathways", self._pathways)
        absent = self._absent_red_flags(below, red_flags)
        note, exception = below.text("note"), below.text("exception")
        preferred = self._words.scale[name] if name else None
        floor, ceiling = self._acceptable(below, preferred)
        if floor is not None and not exception:
            self._check_floor(below, floor, red_flags)
        if preferred is None or floor is None or ceiling is None or len(below.notes) > before:
            return None
        return Gold(
            preferred=preferred,
            floor=floor,
            ceiling=ceiling,
            red_flags=red_flags,
            absent_red_flags=absent,
            pathways=pathways,
            note=note,
            exception=exception,
        )

    def _acceptable(
        self, below: Section, preferred: Disposition | None
    ) -> tuple[Disposition | None, Disposition | None]:
        """The ends of the acceptable range, which has no gap and contains the preferred one."""
        if "acceptable" not in below:
            return preferred, preferred
        if below.is_empty_list("acceptable"):
            below.note("acceptable", "an empty range; leave it out, or name dispositions.")
        names = below.names("acceptable", self._dispositions)
        ranks = sorted(self._words.scale[name].rank for name in names)
        if not ranks:
            return None, None
        levels = self._words.scale.levels
        missing = [level.id for level in levels[ranks[0] : ranks[-1]] if level.rank not in ranks]
        if missing:
            message = f"the acceptable range has a gap: {', '.join(missing)} is missing."
            below.note("acceptable", message, "gap")
        if preferred is not None and preferred.rank not in ranks:
            message = f"the preferred disposition {quoted(preferred.id)} is not in it."
            below.note("acceptable", message, "preferred")
        return levels[ranks[0]], levels[ranks[-1]]

    def _absent_red_flags(self, below: Section, required: tuple[str, ...]) -> tuple[str, ...]:
        node = below.node("absent_red_flags")
        if node is not None and isinstance(node.value, str):
            if node.value == OTHERS:
                return tuple(flag for flag in self._words.red_flags if flag not in required)
            hint = did_you_mean(node.value, [OTHERS])
            below.note("absent_red_flags", f"allowed: a list, or {OTHERS}. {hint}", "type")
            return ()
        absent = below.names("absent_red_flags", self._red_flags)
        for flag in absent:
            if flag in required:
                message = f"{quoted(flag)} is a required red flag too."
                below.note("absent_red_flags", message, "contradiction")
        return absent

    def _check_floor(self, below: Section, floor: Disposition, red_flags: tuple[str, ...]) -> None:
        """A floor below a required red flag's minimum needs an exception with a reason."""
        for flag in red_flags:
            minimum = self._words.red_flags[flag].minimum
            if floor < minimum:
                message = (
                    f"the floor {quoted(floor.id)} is below {quoted(minimum.id)}, the minimum "
                    f"of the red flag {quoted(flag)}; raise it, or give an exception with a reason."
                )
                below.note("acceptable", message, "floor")


def _is_left_open(section: Section, key: str) -> bool:
    """Whether a draft's mark stands there in place of what a person has to say."""
    node = section.node(key)
    if node is not None and isinstance(node.value, list):
        return any(item.value == FILL_IN for item in node.value)
    return node is not None and node.value == FILL_IN


def _note_what_is_left(section: Section) -> None:
    """One problem for a draft that nobody has worked on yet, whatever else is left open in it."""
    others = [key for key in _LEFT_WITH_GOLD if _is_left_open(section, key)]
    also = f" (so is what stands under {', '.join(others)})" if others else ""
    message = (
        f"the gold of this vignette was left for a person to fill in{also}. Give what the "
        "documents ask for, never what rules answer, or take the vignette out of the library."
    )
    section.note("gold", message, "left-open")


_LEFT_WITH_GOLD = ("narrative", "sources", "author")
