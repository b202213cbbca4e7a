"""What an engine gave for a vignette, beside what was expected: the unit of all scoring.

Dispositions are ranks here, larger is more urgent, so that scoring is plain arithmetic. Whether an
outcome is right is always derived from the two sides, never stored.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from vignettes.vignette import Gold


class Status(StrEnum):
    """Whether there is an answer to score. Whatever is not ok counts as a miss."""

    OK = "ok"
    ABSTAINED = "abstained"
    ERROR = "error"
    MISSING = "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """The gold of a vignette in ranks: an acceptable range, flags to raise, flags not to raise."""

    preferred: int
    floor: int
    ceiling: int
    red_flags: frozenset[str] = frozenset()
    absent_red_flags: frozenset[str] = frozenset()
    pathways: frozenset[str] = frozenset()

    def __post_init__(self) -> None:
        if not 0 <= self.floor <= self.preferred <= self.ceiling:
            raise ValueError("an acceptable range holds the preferred disposition")

    @classmethod
    def of(cls, gold: Gold) -> "Expected":
        """The gold of a vignette."""
        return cls(
            preferred=gold.preferred.rank,
            floor=gold.floor.rank,
            ceiling=gold.ceiling.rank,
            red_flags=frozenset(gold.red_flags),
            absent_red_flags=frozenset(gold.absent_red_flags),
            pathways=frozenset(gold.pathways),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What an engine returned for one vignette.

    ``disposition`` is a rank, ``None`` unless the status is ok. ``rules`` names what fired, where
    the engine can tell. ``reason`` says why there is no answer.
    """

    status: Status
    disposition: int | None = None
    red_flags: frozenset[str] = frozenset()
    pathways: frozenset[str] = frozenset()
    rules: tuple[str, ...] = ()
    reason: str = ""

    def __post_init__(self) -> None:
        is_ok = self.status is Status.OK
        if is_ok != (self.disposition is not None):
            raise ValueError("a result has a disposition exactly when its status is ok")
        if self.disposition is not None and self.disposition < 0:
            raise ValueError(f"{self.disposition} is no rank; ranks count from 0")
        if not is_ok and (self.red_flags or self.pathways):
            raise ValueError("a result that is not ok raises nothing")

    @property
    def answer(self) -> "Answer":
        """What counts as the answer: not the rules or the reason, which are for people."""
        return self.status, self.disposition, self.red_flags, self.pathways


Answer = tuple[Status, int | None, frozenset[str], frozenset[str]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A vignette's expected and given answer.

    ``digests`` has the hashes of its parts. ``input`` is the patient as plain data: ``present``,
    ``absent``, ``numbers`` and the attributes under ``patient``. ``documents`` are the sources that
    it rests on. ``repeats`` has every single result where the engine was asked more than once;
    ``result`` is then the one that counts.
    """

    vignette: str
    family: str
    kind: str
    expected: Expected
    result: Result
    digests: Mapping[str, str] = field(default_factory=dict, compare=False)
    input: Mapping[str, Any] = field(default_factory=dict, compare=False)
    documents: tuple[str, ...] = field(default=(), compare=False)
    repeats: tuple[Result, ...] = ()

    @property
    def is_ok(self) -> bool:
        """Whether the engine gave an answer."""
        return self.result.status is Status.OK

    @property
    def given(self) -> int:
        """The rank given; one below the least urgent where there is no answer.

        So that every comparison with a floor fails on a missing answer without a case of its own.
        """
        return -1 if self.result.disposition is None else self.result.disposition

    @property
    def demands_red_flag(self) -> bool:
        """Whether the gold requires a red flag."""
        return bool(self.expected.red_flags)

    @property
    def misses_red_flag(self) -> bool:
        """Missed by action: a red flag is required, and the answer is below the floor or none."""
        return self.demands_red_flag and self.given < self.expected.floor

    @property
    def misses_detection(self) -> bool:
        """Missed by detection: at least one required red flag was not raised."""
        return not self.expected.red_flags <= self.result.red_flags

    @property
    def raises_false_flag(self) -> bool:
        """A red flag was raised that is known to be absent."""
        return not self.expected.absent_red_flags.isdisjoint(self.result.red_flags)

    @property
    def is_under_triaged(self) -> bool:
        """An answer, and less urgent than the gold allows."""
        return self.is_ok and self.given < self.expected.floor

    @property
    def is_over_triaged(self) -> bool:
        """An answer, and more urgent than the gold allows."""
        return self.is_ok and self.given > self.expected.ceiling

    @property
    def is_acceptable(self) -> bool:
        """An answer within the acceptable range."""
        return self.is_ok and self.expected.floor <= self.given <= self.expected.ceiling

    @property
    def loses_pathway(self) -> bool:
        """An expected pathway was not given."""
        return not self.expected.pathways <= self.result.pathways
