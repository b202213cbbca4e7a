"""What the numbers rest on: who set the gold, from which sentence, and what is missing."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class RaterFacts:
    """Who gave answers beside the author, what they saw, and how many ratings still count."""

    id: str
    who: str
    saw: str
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PairFacts:
    """How far two raters agree over the ``n`` vignettes that both rated."""

    one: str
    other: str
    n: int
    same: int
    n_red_flags: int
    same_red_flags: int
    kappa_linear: float | None
    kappa_quadratic: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentFacts:
    """A source document: its title, hash, and how its sentences are used."""

    id: str
    title: str
    sha256: str
    sentences: int
    vignettes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceFacts:
    """The reference standard: who set the gold, from what, and who looked at it again.

    ``authors`` counts vignettes by author, ``kinds`` by kind. ``rated`` and ``disputed`` count
    vignettes, ``settled`` the disputes that somebody settled, ``settled_by`` who.
    """

    authors: tuple[tuple[str, int], ...]
    kinds: tuple[tuple[str, int], ...]
    documents: tuple[DocumentFacts, ...]
    raters: tuple[RaterFacts, ...]
    pairs: tuple[PairFacts, ...]
    rated: int
    disputed: tuple[str, ...]
    settled: int
    settled_by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SentenceFacts:
    """A sentence by its place, in our own words, and what rests on it."""

    locator: str
    kind: str
    says: str
    rules: tuple[str, ...]
    invariants: tuple[str, ...]
    vignettes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RuleFacts:
    """A rule: what it gives, from which sentences, and in how many vignettes it fires.

    ``as_expected`` counts those of them whose answer is as expected. Of its red flags ``required``
    counts how often a vignette requires one, and ``raised`` how often that one was raised.
    """

    id: str
    title: str
    disposition: str
    red_flags: tuple[str, ...]
    sources: tuple[str, ...]
    line: int
    fires: int
    as_expected: int
    required: int = 0
    raised: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class GapFacts:
    """What is missing in the trace, and the written reason for it; empty where there is none."""

    kind: str
    of: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TraceFacts:
    """What rests on what, from sentence to vignette and back."""

    sentences: tuple[SentenceFacts, ...]
    classes: tuple[tuple[str, int, int], ...]
    rules: tuple[RuleFacts, ...]
    gaps: tuple[GapFacts, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class HazardFacts:
    """A hazard with what was verified about it. Severity, likelihood and risk are for people.

    ``vignettes`` and ``failing`` count those that bear on it and those that fail it; ``upper`` is
    the exact upper bound over families, ``proved`` of ``claims`` hold for every patient.
    """

    id: str
    title: str
    cause: str
    controls: tuple[str, ...]
    sources: tuple[str, ...]
    vignettes: int
    failing: int
    near_misses: int
    upper: float | None
    claims: int
    proved: int
