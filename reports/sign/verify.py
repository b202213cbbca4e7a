"""Compares a report with itself and its facts, with what it was made of, and with what was signed.

Everything here is given as values: nothing is read, no signature is checked.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from reports.sign.anew import Renders, check_anew
from reports.sign.carried import FACTS, Carried, Form
from reports.sign.findings import Finding, Group, State, compared
from reports.sign.statement import FACTS as SIGNED_FACTS
from reports.sign.statement import RUN, Statement, statement_from, statement_of

OPTIONS: Final[Mapping[str, str]] = {
    "candidate-run": "--run DIR",
    "baseline-run": "--baseline DIR",
    "rules": "--rules REF",
    "accepted-rules": "--baseline DIR",
    "vocabulary": "--rules REF",
    "invariants": "--rules REF",
    "library": "--vignettes DIR",
    "policy": "--policy FILE",
}
"""What a report is made of, by the names of its seals, and how to have each looked at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What stands here now for one input: the name of its seal, where it stands, and its hash.

    ``problem`` says why it has none, empty for what is sound.
    """

    name: str
    label: str
    hash: str = ""
    problem: str = ""


def check_files(
    files: Sequence[Carried], renders: Renders, *, signed: Collection[str] = ()
) -> Iterator[Finding]:
    """Whether each file is as it was written, and all are of the same facts and inputs.

    Where the facts are among the files, every other one is made from them once more. A file that
    cannot be, holds where it has a seal of itself, or is among those whose bytes are ``signed``.
    """
    sound = reference(files)
    for file in files:
        own = tuple(_check_file(file))
        yield from own
        is_broken = any(finding.state is State.DIFFERS for finding in own)
        if file.form is not Form.JSON and not is_broken:
            is_proved = bool(file.stated) or file.name in signed
            state = State.UNSEEN if is_proved else State.UNKNOWN
            yield check_anew(file, sound, renders, state)
    for file in files:
        if sound is not None and file is not sound and file.seals:
            yield from _check_same(file, sound)


def reference(files: Iterable[Carried]) -> Carried | None:
    """The file whose hashes stand for the report: one with all facts, else the first with any.

    ``None`` where no file carries any.
    """
    found = sorted((file for file in files if file.seals), key=lambda file: file.audit is None)
    return found[0] if found else None


def check_inputs(sound: Carried, given: Iterable[Given]) -> Iterator[Finding]:
    """Whether what stands here now is what the report was made of, each by its own line."""
    found = tuple(given)
    for name, option in OPTIONS.items():
        expected = sound.seals.get(name, "")
        here = [each for each in found if each.name == name]
        for each in here:
            yield _check_input(expected, each)
        if expected and not here:
            yield Finding(
                group=Group.INPUTS,
                of=name,
                what="hash",
                state=State.UNSEEN,
                expected=expected,
                note=option,
            )


def check_statement(
    statement: Statement, files: Sequence[Carried], folders: Mapping[str, str]
) -> Iterator[Finding]:
    """Whether what was signed is what the files are and carry.

    ``folders`` has the digests of run folders that are looked at without any report, by label.
    """
    signed = statement.files
    for file in files:
        yield _check_signed(file, signed)
    seen = {file.name for file in files} | {_name_of(file.sha256, signed) for file in files}
    for name in sorted(signed.keys() - seen):
        yield _signed(
            name, "bytes", State.UNSEEN, signed[name], note="signed, and not among what is given"
        )
    sound = reference(files)
    if sound is not None:
        yield from _check_signed_hashes(statement, sound)
    else:
        for label, digest in folders.items():
            yield _compare_signed(label, "digest", statement.subjects.get(RUN, ""), digest)
    if sound is not None and sound.audit is not None:
        yield from _check_signed_verdict(statement, sound)
    else:
        note = "signed; without the .json nothing is here to compare with"
        yield _signed("verdict", "result", State.UNSEEN, statement.result, note=note)


def _check_file(file: Carried) -> Iterator[Finding]:
    if file.problem:
        yield _of_file(file, _SEALS.get(file.form, "form"), State.DIFFERS, note=file.problem)
    elif file.stated:
        yield compared(Group.FILES, file.name, _SEALS[file.form], file.stated, file.found)
    if file.seals and not file.facts:
        yield _of_file(file, "facts", State.DIFFERS, note="does not tell of which facts it is")


_SEALS: Final[Mapping[Form, str]] = {
    Form.HTML: "seal",
    Form.MARKDOWN: "seal",
    Form.JSON: "facts",
    Form.PDF: "keywords",
}


def _check_same(file: Carried, sound: Carried) -> Iterator[Finding]:
    """One line where all hashes are those of the other file, else one for each that is not."""
    note = f"as in {sound.name}"
    names = sorted(file.seals.keys() | sound.seals.keys(), key=lambda name: (name != FACTS, name))
    pairs = [(name, sound.seals.get(name, ""), file.seals.get(name, "")) for name in names]
    found = [
        compared(Group.FILES, file.name, _titled(name), expected, has, note)
        for name, expected, has in pairs
        if expected != has
    ]
    yield from found or [
        compared(Group.FILES, file.name, _titled(FACTS), sound.facts, file.facts, note)
    ]


def _titled(name: str) -> str:
    return "facts" if name == FACTS else f"hash of {name}"


def _of_file(file: Carried, what: str, state: State, *, note: str) -> Finding:
    return Finding(group=Group.FILES, of=file.name, what=what, state=state, note=note)


def _check_input(expected: str, given: Given) -> Finding:
    if given.problem:
        return Finding(
            group=Group.INPUTS,
            of=given.name,
            what="hash",
            state=State.DIFFERS,
            expected=expected,
            note=given.problem,
        )
    note = given.label if expected else f"{given.label}; the report was made without one"
    return compared(Group.INPUTS, given.name, "hash", expected, given.hash, note)


def _check_signed(file: Carried, signed: Mapping[str, str]) -> Finding:
    """A file by its name; one that was only renamed by its bytes."""
    other = _name_of(file.sha256, signed)
    if file.name in signed:
        note = f"its bytes were signed as {other}" if other not in {"", file.name} else ""
        return _compare_signed(file.name, "bytes", signed[file.name], file.sha256, note)
    if other:
        return _compare_signed(file.name, "bytes", signed[other], file.sha256, f"signed as {other}")
    return _compare_signed(file.name, "bytes", "", file.sha256, "not among what was signed")


def _name_of(hash_: str, signed: Mapping[str, str]) -> str:
    return next((name for name in sorted(signed) if signed[name] == hash_), "")


def _check_signed_hashes(statement: Statement, sound: Carried) -> Iterator[Finding]:
    carried = dict(sound.seals)
    facts, run = carried.pop(FACTS, ""), carried.pop("candidate-run", "")
    subjects = statement.subjects
    yield _compare_signed("facts", "digest", subjects.get(SIGNED_FACTS, ""), facts)
    if run or RUN in subjects:
        yield _compare_signed("run", "digest", subjects.get(RUN, ""), run)
    for name in sorted(carried.keys() | statement.configuration.keys()):
        expected = statement.configuration.get(name, "")
        yield _compare_signed(name, "hash", expected, carried.get(name, ""))


def _check_signed_verdict(statement: Statement, sound: Carried) -> Iterator[Finding]:
    """The verdict as it was signed, against the one that the facts give."""
    import json

    assert sound.audit is not None  # noqa: S101 - the caller has looked
    made = statement_of(sound.audit, sound.facts, {})
    expected = statement_from(json.dumps(made).encode())
    yield _compare_signed("verdict", "result", statement.result, expected.result)
    for what, signed, has in (
        ("checks that pass", statement.passed, expected.passed),
        ("checks that pass with grants", statement.warned, expected.warned),
        ("checks that fail", statement.failed, expected.failed),
    ):
        if signed != has:
            others = sorted(set(signed) ^ set(has)) or ["their order"]
            yield _signed("verdict", what, State.DIFFERS, note=", ".join(others))


def _compare_signed(of: str, what: str, expected: str, found: str, note: str = "") -> Finding:
    return compared(Group.ATTESTATION, of, what, expected, found, note)


def _signed(of: str, what: str, state: State, expected: str = "", *, note: str = "") -> Finding:
    return Finding(
        group=Group.ATTESTATION, of=of, what=what, state=state, expected=expected, note=note
    )
