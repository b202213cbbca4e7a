"""What is said of an engine under test: where it is, and what it can do.

A reference such as ``python:module:function`` says the first, with the usual answers to the second.
An engine file (YAML) says both, so that they can be read and signed for beside the policy.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Final

from evaluation.engines.protocol import EngineKind, Traits, Unknowns
from evaluation.engines.references import is_engine, kind_of, wrong_reference
from triage.loading.fields import Names, Section, is_meant_as, value_words
from triage.loading.nodes import NO_KEY, Node, notes_of, read_file
from triage.loading.problems import LoadError, Problem, shown
from triage.vocabulary import Vocabulary, digits

COLUMNS: Final = ("id", "disposition", "red_flags", "pathways", "reason", "input")
RED_FLAGS: Final = ("reported", "not_reported")
LONGEST_TIME: Final = 86_400
MOST_CALLS: Final = 1000
MOST_REPEATS: Final = 100
"""The most seconds, calls and requests at once, and times over, that an engine file may say."""

_TIMEOUT: Final = 10.0
_RUN_TIMEOUT: Final = 3600.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Calls:
    """How a service is called: requests in one call, calls at once, and repeats of a failed one."""

    per_request: int = 1
    at_once: int = 4
    retries: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """How recorded answers are read: our columns by theirs, and which rows count.

    ``columns`` goes from our name (one of :data:`COLUMNS`) to the column of the file. ``where`` are
    values that a row needs to have. Several names in one cell stand apart by ``separator``.
    """

    columns: Mapping[str, str] = field(default_factory=dict)
    where: Mapping[str, str] = field(default_factory=dict)
    separator: str = ";"


@dataclass(frozen=True, slots=True, kw_only=True)
class Description:
    """An engine under test, described.

    ``reads`` are the findings and numbers that it can take; ``None`` is all of them. ``names`` goes
    from its words for dispositions, red flags and pathways to ours. ``timeout`` is in seconds
    without any answer, ``run_timeout`` for a whole pass. ``repeat`` is how often each vignette has
    to be asked. ``folder`` is what paths are seen from.
    """

    name: str
    reference: str
    traits: Traits
    version: str = ""
    reads: frozenset[str] | None = None
    names: Mapping[str, str] = field(default_factory=dict)
    timeout: float = _TIMEOUT
    run_timeout: float = _RUN_TIMEOUT
    repeat: int = 1
    calls: Calls = Calls()
    table: Table = Table()
    folder: Path = Path()

    @property
    def label(self) -> str:
        """The name for people, with the version where one is told.

        >>> described("predictions:ada.csv").label
        'predictions:ada.csv'
        """
        return f"{self.name}@{self.version}" if self.version else self.name

    @property
    def target(self) -> str:
        """The reference without the word that says its kind; an address is whole.

        >>> described("predictions:ada.csv").target, described("http://localhost/a").target
        ('ada.csv', 'http://localhost/a')
        """
        if self.traits.kind is EngineKind.HTTP:
            return self.reference
        return self.reference.removeprefix(f"{self.traits.kind}:")

    def content(self) -> dict[str, object]:
        """Plain data for hashes: all that is declared of its answers and of how they are got.

        How often it is asked is no part of what it is, and stands in the run.
        """
        return {
            "reference": self.reference,
            "version": self.version,
            "traits": [
                self.traits.reports_red_flags,
                self.traits.unknowns.value,
                self.traits.is_deterministic,
            ],
            "reads": None if self.reads is None else sorted(self.reads),
            "names": dict(self.names),
            "timeouts": [self.timeout, self.run_timeout],
            "calls": [self.calls.per_request, self.calls.at_once, self.calls.retries],
            "columns": dict(self.table.columns),
            "where": dict(self.table.where),
            "separator": self.table.separator,
        }


def described(reference: str) -> Description:
    """The description of a bare reference.

    Raises:
        LoadError: the reference is not whole.
    """
    if problem := wrong_reference(reference):
        raise LoadError([Problem(file=reference, line=0, field="", message=problem)])
    return Description(name=reference, reference=reference, traits=Traits(kind=kind_of(reference)))


def read_description(path: Path, words: Vocabulary) -> Description:
    """The description of an engine file.

    Raises:
        LoadError: everything that is wrong with the file.
    """
    return build_description(read_file(path, shown(path)), shown(path), words, path.parent)


def build_description(root: Node, file: str, words: Vocabulary, folder: Path) -> Description:
    """The description of a parsed file, which errors call ``file``.

    Raises:
        LoadError: everything that is wrong with it.
    """
    notes = notes_of(root, file)
    if not is_meant_as(root, "engine", "engine", notes):
        notes.raise_if_any()
    top = Section(root, "", notes, required=_REQUIRED, optional=_OPTIONAL)
    reference = top.text("run")
    if reference and (problem := wrong_reference(reference)):
        top.note("run", problem)
    unknowns = top.name("unknowns", Names("policy for unknowns", [u.value for u in Unknowns]))
    red_flags = top.name("red_flags", Names("kind of report", RED_FLAGS))
    known = {**words.findings, **words.numbers}
    reads = frozenset(top.names("reads", Names("finding or number", known))) or None
    is_deterministic = top.truth("deterministic", default=True)
    _check_use(top, reference, unknowns)
    found = partial(
        Description,
        name=top.text("engine"),
        reference=reference,
        version=top.text("version"),
        reads=reads,
        names=_texts(top, "names", (*words.scale.ids, *words.red_flags, *words.pathways)),
        timeout=_seconds(top, "timeout_seconds", _TIMEOUT),
        run_timeout=_seconds(top, "run_timeout_seconds", _RUN_TIMEOUT),
        repeat=_count(top, "repeat", 1, most=MOST_REPEATS),
        calls=_calls(top),
        table=_table(top),
        folder=folder,
    )
    notes.raise_if_any()
    return found(
        traits=Traits(
            kind=kind_of(reference),
            reports_red_flags=red_flags != RED_FLAGS[1],
            unknowns=Unknowns(unknowns) if unknowns else Unknowns.UNDERSTOOD,
            is_deterministic=is_deterministic,
        )
    )


_REQUIRED: Final = "engine run"
_OPTIONAL: Final = (
    "version red_flags unknowns reads deterministic repeat names timeout_seconds "
    "run_timeout_seconds http predictions"
)


def _check_use(top: Section, reference: str, unknowns: str) -> None:
    """What says something only for another kind of engine is a mistake, not a comment."""
    for key in (EngineKind.HTTP, EngineKind.PREDICTIONS):
        if key in top and is_engine(reference) and kind_of(reference) is not key:
            top.note(key, f"an engine of the kind {kind_of(reference)} has no such settings.")
    if "reads" in top and unknowns not in {Unknowns.ABSENT, Unknowns.ABSTAIN}:
        message = 'only asked for with "unknowns: absent" or "unknowns: abstain".'
        top.note("reads", message)


def _calls(top: Section) -> Calls:
    section = top.section("http", optional="per_request at_once retries")
    if section is None:
        return Calls()
    return Calls(
        per_request=_count(section, "per_request", 1),
        at_once=_count(section, "at_once", 4),
        retries=_count(section, "retries", 3, least=0),
    )


def _table(top: Section) -> Table:
    section = top.section("predictions", optional="columns where separator")
    if section is None:
        return Table()
    return Table(
        columns=_texts(section, "columns", COLUMNS, are_ours="keys"),
        where=_texts(section, "where", None),
        separator=section.text("separator", ";"),
    )


def _texts(
    section: Section, key: str, ours: Iterable[str] | None, are_ours: str = "values"
) -> dict[str, str]:
    """A mapping from text to text, of which the keys or the values are words of ours."""
    found: dict[str, str] = {}
    allowed = None if ours is None else Names("name", tuple(ours))
    for name, node, line in section.keyed(key):
        if name.startswith(NO_KEY):  # which is told already
            continue
        value = str(node.value) if isinstance(node.value, (str, int)) else ""
        if isinstance(node.value, bool) or not value.strip():
            message = f"{value_words(node)} stands where text is needed."
            section.notes.add(node.line, f"{key}.{name}", message, "type")
            continue
        checked = name if are_ours == "keys" else value
        if allowed is None or section.check_name(checked, allowed, line, key):
            found[name] = value
    return found


def _seconds(section: Section, key: str, default: float) -> float:
    value = section.number(key, default)
    if not 0 < value <= LONGEST_TIME:
        message = f"{digits(value)} is no time; allowed: above 0, at most {LONGEST_TIME} seconds."
        section.note(key, message, "range")
    return value


def _count(section: Section, key: str, default: int, least: int = 1, most: int = MOST_CALLS) -> int:
    value = section.whole(key, default)
    if not least <= value <= most:
        section.note(key, f"{value} is out of range; allowed: {least} to {most}.", "range")
    return value
