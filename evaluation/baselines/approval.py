"""An approval: a named person accepts one run, and says why."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields

from evaluation.runs.record import Run
from triage.fingerprint import fingerprint
from triage.loading.fields import FILL_IN
from triage.version import __version__


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Who accepts, in which role, and why. None of the three may be left open.

    >>> Signature(approver="A. Example", role=" ", reason="The first version.")
    Traceback (most recent call last):
    ...
    ValueError: role: nothing stands there; say it in words.
    """

    approver: str
    role: str
    reason: str

    def __post_init__(self) -> None:
        said = {name: left_open(getattr(self, name)) for name in ("approver", "role", "reason")}
        if problems := [f"{name}: {problem}" for name, problem in said.items() if problem]:
            raise ValueError(" ".join(problems))

    @property
    def person(self) -> str:
        """Who, and in which role."""
        return _person(self.approver, self.role)


def _person(approver: str, role: str) -> str:
    return f"{approver} ({role})"


def left_open(text: str) -> str:
    """Why a text says nothing; empty where it says something."""
    if not any(character.isalnum() for character in text):
        return "nothing stands there; say it in words."
    if FILL_IN.casefold() in text.casefold():
        return f'"{FILL_IN}" is still to be filled in.'
    try:
        text.encode()
    except UnicodeEncodeError:
        return "not valid UTF-8 text."
    return ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Approval:
    """One entry of a baseline's history.

    ``run`` is the digest of the run, ``engine`` the label of what was run. The fingerprints say
    what it was run on; ``policy_fingerprint`` is that of the policy in force when it was accepted,
    ``invariants_fingerprint`` empty for a domain without any. ``approved`` is a UTC time in ISO
    8601, ``revision`` the git revision of the run, empty outside a checkout, ``harness`` the
    version that recorded the approval. ``previous`` is the hash of the approval before this one,
    empty for the first.
    """

    run: str
    engine: str
    engine_fingerprint: str
    library_fingerprint: str
    vocabulary: str
    vocabulary_fingerprint: str
    invariants_fingerprint: str
    policy_fingerprint: str
    approver: str
    role: str
    reason: str
    approved: str
    revision: str
    harness: str
    previous: str

    @property
    def hash(self) -> str:
        """The hash over everything in it; the next approval carries it."""
        return fingerprint(asdict(self))

    @property
    def day(self) -> str:
        """The day on which it was given."""
        return self.approved[:10]

    @property
    def person(self) -> str:
        """Who accepted, and in which role."""
        return _person(self.approver, self.role)

    @property
    def given(self) -> str:
        """When and by whom, as in ``on 2026-06-16 by A. Example (Safety officer)``."""
        return f"on {self.day} by {self.person}"

    def is_of(self, run: Run) -> bool:
        """Whether a run is the one that was accepted, made by and on what is named here."""
        return all(getattr(self, name) == value for name, value in _named(run).items())


def approval_of(
    run: Run, signature: Signature, *, policy_fingerprint: str, time: str, previous: str
) -> Approval:
    """The approval of a run."""
    return Approval(
        **_named(run),
        policy_fingerprint=policy_fingerprint,
        approver=signature.approver,
        role=signature.role,
        reason=signature.reason,
        approved=time,
        harness=__version__,
        previous=previous,
    )


def _named(run: Run) -> dict[str, str]:
    """What an approval says of its run."""
    record = run.record
    return {
        "run": run.digest,
        "engine": record.engine,
        "engine_fingerprint": record.engine_fingerprint,
        "library_fingerprint": record.library_fingerprint,
        "vocabulary": record.vocabulary,
        "vocabulary_fingerprint": record.vocabulary_fingerprint,
        "invariants_fingerprint": record.invariants_fingerprint,
        "revision": str(record.git.get("revision", "")),
    }


def approval_to_data(approval: Approval) -> dict[str, str]:
    """An approval as it stands in ``accepted.json``."""
    return asdict(approval)


def approval_from_data(data: Mapping[str, object]) -> Approval:
    """The approval of an entry; ``TypeError`` for one of another form."""
    names = [field.name for field in fields(Approval)]
    if list(data) != names or not all(isinstance(value, str) for value in data.values()):
        raise TypeError("an approval of another form")
    return Approval(**{name: str(data[name]) for name in names})
