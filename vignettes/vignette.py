"""A vignette and its gold, valid at birth."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from triage.dispositions import Disposition
from triage.fingerprint import fingerprint
from triage.presentation import Presentation


class Kind(StrEnum):
    """Why a vignette was written."""

    CANONICAL = "canonical"
    NEAR_MISS = "near_miss"
    COMBINATION = "combination"
    DISTRACTOR = "distractor"
    BOUNDARY = "boundary"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """The expected answer: the acceptable range, the one preferred in it, and what must be seen.

    ``floor`` and ``ceiling`` are the ends of the acceptable range, both included. ``red_flags``
    must be raised; ``absent_red_flags`` are known not to be there, so that raising one is a false
    flag. A red flag in neither is open. ``exception`` says why a floor lies below the minimum of a
    required red flag; it is empty where none does.
    """

    preferred: Disposition
    floor: Disposition
    ceiling: Disposition
    red_flags: tuple[str, ...] = ()
    absent_red_flags: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()
    note: str = ""
    exception: str = ""

    def content(self) -> dict[str, object]:
        """Plain data for files and hashes: all that scoring reads."""
        return {
            "preferred": self.preferred.id,
            "acceptable": [self.floor.id, self.ceiling.id],
            "red_flags": sorted(self.red_flags),
            "absent_red_flags": sorted(self.absent_red_flags),
            "pathways": sorted(self.pathways),
            "exception": self.exception,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Vignette:
    """A written case with expected answer and sources.

    Variants of one story share a ``family``. ``not_asked`` names what was left unasked on purpose;
    whatever the presentation does not mention has not been asked either. ``phrases`` says which
    words of the narrative each finding rests on, as :mod:`vignettes.phrases` reads them. ``file``
    and ``line`` are its place.
    """

    id: str
    family: str
    title: str
    kind: Kind
    narrative: str
    presentation: Presentation
    attributes: Mapping[str, str]
    not_asked: tuple[str, ...]
    gold: Gold
    sources: tuple[str, ...]
    author: str
    phrases: str = ""
    phrases_line: int = field(default=0, compare=False)
    file: str = field(default="", compare=False)
    line: int = field(default=0, compare=False)

    @property
    def documents(self) -> tuple[str, ...]:
        """The source documents that the vignette rests on, each once."""
        return tuple(dict.fromkeys(source.partition(" ")[0] for source in self.sources))

    def digests(self) -> dict[str, str]:
        """Hashes of the parts that can be edited apart: input, gold, narrative and other text.

        Family, kind and source documents belong to the gold: they decide what counts as one, and in
        which subgroup. The narrative is part of the input of engines that read it.
        """
        return {
            "input": fingerprint([self.presentation.content(), dict(self.attributes)]),
            "gold": fingerprint(
                [self.family, self.kind.value, sorted(self.documents), self.gold.content()]
            ),
            "narrative": fingerprint(self.narrative),
            "text": fingerprint(
                {
                    "title": self.title,
                    "phrases": self.phrases,
                    "not_asked": sorted(self.not_asked),
                    "note": self.gold.note,
                    "sources": sorted(self.sources),
                    "author": self.author,
                }
            ),
        }
