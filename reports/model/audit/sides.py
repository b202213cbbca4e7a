"""Who was judged, against whom, by what: the sides of a report and every hash that pins them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """A run: the engine, what it was asked, and how to tell later that nothing has changed.

    ``version`` is of the rule set, empty for another engine. ``digest`` is of the stored run, empty
    for one that was not stored. ``command`` and ``revision`` are empty where they are not known,
    ``dirty`` is ``None`` then. ``n`` counts vignettes. Times are UTC in ISO 8601.
    """

    engine: str
    kind: str
    version: str
    fingerprint: str
    file: str
    domain: str
    vocabulary_fingerprint: str
    invariants_fingerprint: str
    library: str
    library_fingerprint: str
    n: int
    started: str
    finished: str
    command: str
    revision: str
    dirty: bool | None
    environment: dict[str, str]
    reports_red_flags: bool
    unknowns: str
    is_deterministic: bool
    repeat: int
    faults: tuple[str, ...]
    digest: str
    folder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A disposition of the scale: its id and what people call it."""

    id: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Approved:
    """Who accepted the baseline: ``given`` has day, name and role in one text.

    ``policy_fingerprint`` is of the policy that was in force then.
    """

    given: str
    reason: str
    digest: str
    policy_fingerprint: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One acceptance criterion of the policy: what it asks, and the bound, in words.

    ``metric`` is the name of the rate that it limits, empty for other criteria; ``bound`` is its
    share and ``is_upper`` whether the rate may be at most that. ``scope`` is empty for the whole
    library, else a red flag or ``subgroups``.
    """

    title: str
    asks: str
    metric: str = ""
    bound: float | None = None
    is_upper: bool = True
    scope: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PolicyFacts:
    """The written policy: where it stands, its hash and what it asks.

    ``threshold`` is the first disposition that counts as an escalation. ``is_watched`` tells
    whether a change of the policy together with the rules fails the gate.
    """

    title: str
    file: str
    fingerprint: str
    threshold: str
    criteria: tuple[Criterion, ...]
    is_watched: bool
