"""Rules and rule sets: clinical statements as values."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from triage.conditions import Condition
from triage.dispositions import Disposition
from triage.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """If the condition is met, the patient needs at least ``disposition``.

    ``sources`` are locators in the documents (``PKP L33``). ``interpretation`` says what the
    source leaves open and how the rule reads it; ``beyond_source`` says why a rule asks for more
    urgency than its source. Both are empty where the source speaks plainly. A rule that raises red
    flags must be ruled out before the default disposition is given; ``must_be_ruled_out`` says so
    of one that raises none. ``line`` is where the rule stands in its file, 1 for the first line,
    and no part of its content.
    """

    id: str
    title: str
    disposition: Disposition
    condition: Condition
    sources: tuple[str, ...]
    red_flags: tuple[str, ...] = ()
    pathways: tuple[str, ...] = ()
    interpretation: str = ""
    beyond_source: str = ""
    rationale: str = ""
    must_be_ruled_out: bool = False
    line: int = field(default=0, compare=False)

    @property
    def holds_floor(self) -> bool:
        """Whether the rule, while undecided, keeps up the floor of its rule set."""
        return self.must_be_ruled_out or bool(self.red_flags)

    def content(self) -> dict[str, object]:
        """Plain data for hashes: everything but the place in the file."""
        return {
            "id": self.id,
            "title": self.title,
            "disposition": self.disposition.id,
            "when": self.condition.content(),
            "sources": sorted(self.sources),
            "red_flags": sorted(self.red_flags),
            "pathways": sorted(self.pathways),
            "interpretation": self.interpretation,
            "beyond_source": self.beyond_source,
            "rationale": self.rationale,
            "must_be_ruled_out": self.must_be_ruled_out,
        }


@dataclass(frozen=True, slots=True, kw_only=True)
class Default:
    """The disposition where no rule is met and every red flag is ruled out."""

    disposition: Disposition
    title: str
    sources: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleSet:
    """A version of a domain's rules.

    ``floor_while_undecided`` is the least urgent disposition that may be given while a rule that
    raises a red flag, or must be ruled out, is undecided. ``fingerprint`` is the SHA-256 of the
    canonical content; the order of rules and of conditions does not enter it. ``file`` is where it
    was read from.
    """

    name: str
    version: str
    title: str
    vocabulary: Vocabulary
    floor_while_undecided: Disposition
    default: Default
    rules: tuple[Rule, ...]
    history: tuple[str, ...] = ()
    fingerprint: str = field(default="", compare=False)
    file: str = field(default="", compare=False)
    by_id: Mapping[str, Rule] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        by_id = {rule.id: rule for rule in self.rules}
        if len(by_id) != len(self.rules):
            raise ValueError("the ids of a rule set are unique")
        object.__setattr__(self, "by_id", by_id)

    @property
    def label(self) -> str:
        """Name and version, as in ``NAME@1.1.0``."""
        return f"{self.name}@{self.version}"

    def content(self) -> dict[str, object]:
        """Plain data for hashes."""
        return {
            "ruleset": self.name,
            "version": self.version,
            "title": self.title,
            "vocabulary": self.vocabulary.name,
            "floor_while_undecided": self.floor_while_undecided.id,
            "default": {
                "disposition": self.default.disposition.id,
                "title": self.default.title,
                "sources": sorted(self.default.sources),
            },
            "history": list(self.history),
            "rules": [rule.content() for rule in sorted(self.rules, key=lambda r: r.id)],
        }
