"""What is reported of the search for the revision that a miss came with."""

from dataclasses import dataclass

from evaluation.comparison import Endpoint
from evaluation.history.introduced import Turn
from evaluation.outcomes import Outcome
from triage.rules import RuleSet


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """A revision of the rules; ``hash`` is empty for what is not committed yet.

    ``file`` is the rule file in it, seen from the top of the checkout: the newest version, where
    the rules are a folder of versions.
    """

    hash: str
    file: str
    time: str = ""
    author: str = ""
    subject: str = ""

    @property
    def reference(self) -> str:
        """As rule sets are named; a file on disk where it is not committed."""
        return f"git:{self.hash[:_SHORT]}:{self.file}" if self.hash else self.file


_SHORT = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the rules of one revision say of the vignette, or why they could not be asked."""

    revision: Revision
    outcome: Outcome | None
    why: str = ""
    is_in_old_words: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BisectReport:
    """The revisions of the rules, the oldest first, and where the vignette turned.

    ``turn`` is the one that matters: the newest at which it began to fail. ``merged_by`` are the
    merges that brought it into the row, the outermost first; ``before`` and ``after`` the rules on
    both sides of it, ``None`` where they are not known.
    """

    vignette: str
    endpoint: Endpoint
    rules: str
    dispositions: tuple[str, ...]
    asked: tuple[Asked, ...]
    turns: tuple[Turn, ...]
    turn: Turn
    last: Asked | None
    first: Asked
    suspects: tuple[Asked, ...]
    merged_by: tuple[Revision, ...] = ()
    before: RuleSet | None = None
    after: RuleSet | None = None

    @property
    def is_since_the_first(self) -> bool:
        """Whether it failed as far back as there are rules that can be asked."""
        return self.last is None
