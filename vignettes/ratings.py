"""What raters gave for the vignettes of a library, and how differences were settled.

A folder of ratings holds one file for each rater and ``adjudications.yaml``. A rating names the
hash of the narrative that was read, so that it does not speak for another text; one that names none
does not count.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from triage.dispositions import Disposition
from triage.loading.fields import Names, Section, identifier
from triage.loading.nodes import Node, is_there, notes_of, read_file, require_folder
from triage.loading.problems import LoadError, Problem, quoted, shown
from triage.vocabulary import Vocabulary
from vignettes.library import Library
from vignettes.vignette import Vignette
from vignettes.wording import spoken

AUTHOR: Final = "author"
ADJUDICATIONS: Final = "adjudications.yaml"
CONFIDENCES: Final = ("high", "medium", "low")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rating:
    """One rater's answer for one vignette. ``narrative`` is the hash of the text that was read.

    Red flags or pathways that the rater was not asked for are ``None``, which says nothing.
    """

    vignette: str
    narrative: str
    disposition: Disposition
    red_flags: tuple[str, ...] | None = None
    pathways: tuple[str, ...] | None = None
    confidence: str = ""
    why: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Rater:
    """Who rated, what they saw, and their ratings by vignette."""

    id: str
    who: str
    saw: str
    ratings: Mapping[str, Rating]
    file: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Adjudication:
    """How a difference was settled after the source was read again.

    ``author_gave`` is the author's disposition where the gold has moved since, else ``None``;
    ``author_red_flags`` likewise. ``narrative`` is the hash of the text that it was about, and
    ``settled`` the disposition it ended with; where they are stated, it holds for nothing else.
    """

    vignette: str
    resolution: str
    author_gave: Disposition | None = None
    author_red_flags: tuple[str, ...] | None = None
    narrative: str = ""
    settled: Disposition | None = None
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Ratings:
    """All ratings of a library: raters in the order of their files, adjudications by vignette.

    ``settled_by`` says who adjudicated.
    """

    raters: tuple[Rater, ...]
    adjudications: Mapping[str, Adjudication]
    settled_by: str = ""

    def of(self, vignette: Vignette) -> Mapping[str, Rating]:
        """The ratings of the narrative as it stands, by rater; without those of another text."""
        current = narrative_hash(vignette.narrative)
        return {
            rater.id: rating
            for rater in self.raters
            if (rating := rater.ratings.get(vignette.id)) and rating.narrative == current
        }

    def adjudication_of(self, vignette: Vignette) -> Adjudication | None:
        """The adjudication of a vignette as it stands; ``None`` where it was about another text."""
        found = self._about(vignette)
        is_as_settled = found and found.settled in {None, vignette.gold.preferred}
        return found if is_as_settled else None

    def _about(self, vignette: Vignette) -> Adjudication | None:
        """The adjudication that was about this narrative, however gold has moved since."""
        found = self.adjudications.get(vignette.id)
        is_of_text = found and found.narrative in {"", narrative_hash(vignette.narrative)}
        return found if is_of_text else None

    def authored(self, vignette: Vignette) -> Disposition:
        """What the author gave, before any adjudication."""
        settled = self._about(vignette)
        return (settled and settled.author_gave) or vignette.gold.preferred

    def authored_red_flags(self, vignette: Vignette) -> frozenset[str]:
        """The red flags that the author required, before any adjudication."""
        settled = self._about(vignette)
        moved = settled.author_red_flags if settled else None
        return frozenset(vignette.gold.red_flags if moved is None else moved)

    def is_disputed(self, vignette: Vignette) -> bool:
        """Whether author and raters do not all give the same disposition and the same red flags."""
        ratings = self.of(vignette).values()
        dispositions = {self.authored(vignette), *(rating.disposition for rating in ratings)}
        flags = {frozenset(r.red_flags) for r in ratings if r.red_flags is not None}
        return len(dispositions) > 1 or bool(flags - {self.authored_red_flags(vignette)})


def rated(library: Library, ratings: Ratings) -> tuple[str, ...]:
    """The vignettes that somebody has rated as they stand."""
    return tuple(vignette.id for vignette in library if ratings.of(vignette))


def disputed(library: Library, ratings: Ratings) -> tuple[str, ...]:
    """The vignettes whose raters do not agree: a stratum of its own."""
    return tuple(vignette.id for vignette in library if ratings.is_disputed(vignette))


def narrative_hash(narrative: str) -> str:
    """The first 16 digits of the SHA-256 of a narrative, spaces, quotes and letter case aside."""
    return hashlib.sha256(spoken(narrative).encode()).hexdigest()[:16]


def read_ratings(folder: Path, words: Vocabulary) -> Ratings | None:
    """The ratings of a folder; ``None`` where there is no such folder.

    Raises:
        LoadError: everything that is wrong with any of the files.
    """
    if not is_there(folder):
        return None
    require_folder(folder)
    problems: list[Problem] = []
    raters: list[Rater] = []
    adjudications: dict[str, Adjudication] = {}
    settled_by = ""
    for path in sorted(path for path in folder.iterdir() if not path.name.startswith(".")):
        if path.suffix == ".md":
            continue
        if path.suffix != ".yaml":
            message = "neither ratings (.yaml) nor a note (.md); the folder holds nothing else."
            problems.append(
                Problem(file=shown(path), line=0, field="", message=message, code="foreign-file")
            )
            continue
        try:
            root, name = read_file(path, shown(path)), shown(path)
            if path.name == ADJUDICATIONS:
                adjudications, settled_by = build_adjudications(root, name, words)
            else:
                raters.append(build_rater(root, name, words))
        except LoadError as error:
            problems.extend(error.problems)
    problems.extend(_repeated(raters))
    if problems:
        raise LoadError(problems)
    return Ratings(raters=tuple(raters), adjudications=adjudications, settled_by=settled_by)


def build_rater(root: Node, file: str, words: Vocabulary) -> Rater:
    """The rater of a parsed file, which errors call ``file``.

    Raises:
        LoadError: everything that is wrong with it.
    """
    notes = notes_of(root, file)
    top = Section(root, "", notes, required="rater who saw ratings")
    dispositions = Names("disposition", words.scale.ids)
    red_flags, pathways = Names("red flag", words.red_flags), Names("pathway", words.pathways)
    found: dict[str, Rating] = {}
    for node, path in top.items("ratings"):
        before = len(notes)
        entry = Section(node, path, notes, required=_REQUIRED, optional=_OPTIONAL)
        vignette, disposition = entry.text("vignette"), entry.name("disposition", dispositions)
        confidence = entry.name("confidence", Names("confidence", CONFIDENCES))
        flags, ways = entry.names("red_flags", red_flags), entry.names("pathways", pathways)
        narrative, why = entry.text("narrative"), entry.text("why")
        if vignette in found:
            message = f"{quoted(vignette)} is rated twice; first at line {found[vignette].line}."
            entry.note("vignette", message, "repeat")
        if len(notes) > before:
            continue
        found[vignette] = Rating(
            vignette=vignette,
            narrative=narrative,
            disposition=words.scale[disposition],
            red_flags=flags if "red_flags" in entry else None,
            pathways=ways if "pathways" in entry else None,
            confidence=confidence,
            why=why,
            line=entry.line,
        )
    rater_id = identifier(top, "rater")
    if rater_id == AUTHOR:
        top.note("rater", f'"{AUTHOR}" is the author of the vignettes; choose another name.')
    rater = Rater(
        id=rater_id,
        who=top.text("who"),
        saw=top.text("saw"),
        ratings=found,
        file=file,
    )
    notes.raise_if_any()
    return rater


_REQUIRED: Final = "vignette disposition"
_OPTIONAL: Final = "narrative red_flags pathways confidence why"


def build_adjudications(
    root: Node, file: str, words: Vocabulary
) -> tuple[dict[str, Adjudication], str]:
    """The adjudications of a parsed file, which errors call ``file``, and who made them.

    Raises:
        LoadError: everything that is wrong with it.
    """
    notes = notes_of(root, file)
    top = Section(root, "", notes, required="adjudications", optional="by")
    dispositions = Names("disposition", words.scale.ids)
    found: dict[str, Adjudication] = {}
    for node, path in top.items("adjudications"):
        entry = Section(
            node,
            path,
            notes,
            required="vignette resolution",
            optional="author_gave author_red_flags narrative settled",
        )
        vignette, gave = entry.text("vignette"), entry.name("author_gave", dispositions)
        flags = entry.names("author_red_flags", Names("red flag", words.red_flags))
        settled = entry.name("settled", dispositions)
        if vignette and vignette in found:
            message = f"{quoted(vignette)} is settled twice; first at line {found[vignette].line}."
            entry.note("vignette", message, "repeat")
        found[vignette] = Adjudication(
            vignette=vignette,
            resolution=entry.text("resolution"),
            author_gave=words.scale[gave] if gave else None,
            author_red_flags=flags if "author_red_flags" in entry else None,
            narrative=entry.text("narrative"),
            settled=words.scale[settled] if settled else None,
            file=file,
            line=entry.line,
        )
    by = top.text("by")
    notes.raise_if_any()
    return found, by


def _repeated(raters: Iterable[Rater]) -> Iterator[Problem]:
    first: dict[str, str] = {}
    for rater in raters:
        if rater.id in first:
            message = f"{quoted(rater.id)} is the rater of {first[rater.id]} too."
            yield Problem(file=rater.file, line=0, field="rater", message=message, code="repeat")
        first.setdefault(rater.id, rater.file)
