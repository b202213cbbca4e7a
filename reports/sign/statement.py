"""The in-toto statement about a report: which files, of which run and inputs, with what verdict.

The predicate is `test-result <https://in-toto.io/attestation/test-result/v0.1>`_. ``PASSED`` is
said of a passing gate alone; one that passes because somebody lets something pass is ``WARNED``.
All else is ``FAILED``, with the verdict in words beside it: a gate that fails or gives no verdict,
and a report of runs that nobody judged. Whoever asks for no more than "not failed" is safe.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from reports.model.audit.audit import Audit
from reports.model.audit.verdict import CheckFacts
from reports.sign.carried import hashes_of, hexadecimal
from reports.sign.errors import SignError
from reports.sign.strictly import strict_json

PAYLOAD_TYPE: Final = "application/vnd.in-toto+json"
STATEMENT_TYPE: Final = "https://in-toto.io/Statement/v1"
PREDICATE_TYPE: Final = "https://in-toto.io/attestation/test-result/v0.1"
RUN: Final = "run"
FACTS: Final = "facts"
NOT_JUDGED: Final = "not judged"


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """What was signed: hashes by the names of what they are of, and the verdict.

    ``subjects`` are the report files, the facts (``facts``) and the run (``run``).
    ``configuration`` has what the report was made of. All hashes are 64 hexadecimal digits.
    """

    subjects: Mapping[str, str]
    configuration: Mapping[str, str]
    result: str
    passed: tuple[str, ...] = ()
    warned: tuple[str, ...] = ()
    failed: tuple[str, ...] = ()

    @property
    def files(self) -> dict[str, str]:
        """The hashes of the report files, by name."""
        return {name: hash_ for name, hash_ in self.subjects.items() if name not in {RUN, FACTS}}


def statement_of(audit: Audit, digest: str, files: Mapping[str, str]) -> dict[str, Any]:
    """The statement about a report as plain data.

    ``digest`` is that of its facts, ``files`` has the hashes of the bytes of its files, by name.
    """
    hashes = hashes_of(audit)
    run = hashes.pop("candidate-run", "")
    checks = audit.verdict.checks if audit.verdict else ()
    return {
        "_type": STATEMENT_TYPE,
        "subject": [
            *(_descriptor(name, files[name]) for name in sorted(files)),
            _descriptor(FACTS, digest, _about(audit)),
            *([_descriptor(RUN, run, _about_run(audit))] if run else []),
        ],
        "predicateType": PREDICATE_TYPE,
        "predicate": {
            "result": result_of(audit),
            "configuration": [
                _descriptor(name, hashes[name], _names(audit).get(name)) for name in sorted(hashes)
            ],
            "passedTests": [c.name for c in checks if c.holds and not _is_let_pass(c)],
            "warnedTests": [c.name for c in checks if c.holds and _is_let_pass(c)],
            "failedTests": [c.name for c in checks if not c.holds],
        },
    }


def result_of(audit: Audit) -> str:
    """The verdict in the three words of the predicate."""
    if audit.verdict is None or audit.verdict.words != "PASS":
        return "FAILED"
    is_let_pass = any(_is_let_pass(check) for check in audit.verdict.checks)
    return "WARNED" if is_let_pass else "PASSED"


def statement_from(payload: bytes) -> Statement:
    """What a payload says.

    Raises:
        SignError: it is no statement about a report, or says a thing twice.
    """
    data = strict_json(payload, "what was signed")
    _need(data, "_type", STATEMENT_TYPE, "an in-toto statement")
    _need(data, "predicateType", PREDICATE_TYPE, "a test result")
    try:
        predicate = data["predicate"]
        return Statement(
            subjects=_hashes(data["subject"]),
            configuration=_hashes(predicate["configuration"]),
            result=_one_of_results(predicate["result"]),
            passed=_texts(predicate.get("passedTests", [])),
            warned=_texts(predicate.get("warnedTests", [])),
            failed=_texts(predicate.get("failedTests", [])),
        )
    except (AttributeError, KeyError, TypeError, ValueError):
        raise SignError("what was signed: a test result, but not about a report.") from None


def _is_let_pass(check: CheckFacts) -> bool:
    return bool(check.waived or check.accepted)


def _descriptor(
    name: str, digest: str, annotations: Mapping[str, str] | None = None
) -> dict[str, Any]:
    given = {key: value for key, value in (annotations or {}).items() if value}
    kept = {"annotations": given} if given else {}
    return {"name": name, "digest": {"sha256": digest}, **kept}


def _about(audit: Audit) -> dict[str, str]:
    return {
        "harness": audit.version,
        "subject": audit.subject.value,
        "verdict": audit.verdict.words if audit.verdict else NOT_JUDGED,
    }


def _about_run(audit: Audit) -> dict[str, str]:
    side = audit.candidate
    return {"engine": side.engine, "finished": side.finished, "revision": side.revision}


def _names(audit: Audit) -> dict[str, dict[str, str]]:
    """What people call the inputs; no places, which mean nothing elsewhere."""
    side, before = audit.candidate, audit.baseline
    names = {
        "rules": {"engine": side.engine, "kind": side.kind},
        "vocabulary": {"domain": side.domain},
        "policy": {"title": audit.policy.title},
    }
    if before:
        names["accepted-rules"] = {"engine": before.engine, "kind": before.kind}
        accepted = audit.approval.given if audit.approval else ""
        names["baseline-run"] = {"engine": before.engine, "accepted": accepted}
    return names


def _need(data: Any, key: str, needed: str, what: str) -> None:
    found = data.get(key) if isinstance(data, dict) else None
    if found != needed:
        said = f'its {key} is "{found}"' if isinstance(found, str) else f"it has no {key}"
        raise SignError(f"what was signed: not {what}: {said}; needed: {needed}.")


def _hashes(descriptors: Any) -> dict[str, str]:
    found: dict[str, str] = {}
    for name, hash_ in _pairs(descriptors):
        if name in found:
            raise SignError(f'what was signed: it names "{name}" twice.')
        found[name] = hash_
    return found


def _pairs(descriptors: Any) -> Iterator[tuple[str, str]]:
    for descriptor in descriptors:
        name, hash_ = descriptor["name"], descriptor["digest"]["sha256"]
        if not (isinstance(name, str) and isinstance(hash_, str)):
            raise TypeError
        yield name, hexadecimal(hash_)


def _one_of_results(value: Any) -> str:
    if value not in ("PASSED", "WARNED", "FAILED"):
        raise ValueError
    return str(value)


def _texts(values: Any) -> tuple[str, ...]:
    if not (isinstance(values, list) and all(isinstance(value, str) for value in values)):
        raise TypeError
    return tuple(values)
