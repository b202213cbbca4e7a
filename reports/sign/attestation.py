"""An attestation, from its bytes to findings: first the signature, then what it is over."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from reports.sign.carried import Carried
from reports.sign.envelope import Sealed, good_signatures, read_envelope
from reports.sign.errors import SignError
from reports.sign.findings import Finding, Group, State, compared
from reports.sign.statement import PAYLOAD_TYPE, statement_from
from reports.sign.verify import check_statement

if TYPE_CHECKING:
    from securesystemslib.signer import SSlibKey  # type: ignore[attr-defined]


def check_attestation(
    content: bytes,
    name: str,
    key: "SSlibKey | None",
    files: Sequence[Carried],
    folders: Mapping[str, str],
) -> Iterator[Finding]:
    """All that an attestation says, compared with what is given.

    Where the signature is not of the key, nothing of what it says is read. Without a key hashes are
    compared all the same, and the signature stays unchecked: anybody could have written them.
    """
    try:
        envelope = read_envelope(content, name)
        signature = _check_signature(envelope, name, key)
        yield signature
        if signature.state is State.DIFFERS:
            yield _of(name, "content", State.UNSEEN, "not read, since nobody stands for it")
            return
        if envelope.payload_type != PAYLOAD_TYPE:
            kind = envelope.payload_type
            yield compared(Group.ATTESTATION, name, "kind of content", PAYLOAD_TYPE, kind)
            return
        yield from check_statement(statement_from(envelope.payload), files, folders)
    except SignError as error:
        message = str(error).removeprefix(f"{name}: ").rstrip(".")
        yield _of(name, "content", State.UNKNOWN, message)


def signed_files(findings: Iterable[Finding]) -> frozenset[str]:
    """The files whose bytes were signed by the key; none where the signature was not checked."""
    same = [finding for finding in findings if finding.state is State.SAME]
    if not any(finding.what == "signature" for finding in same):
        return frozenset()
    return frozenset(finding.of for finding in same if finding.what == "bytes")


def _check_signature(envelope: Sealed, name: str, key: "SSlibKey | None") -> Finding:
    if key is None:
        note = "name the public key with --key; anybody can write hashes"
        return _of(name, "signature", State.UNKNOWN, note)
    good, n = good_signatures(envelope, key), len(envelope.signatures)
    if not good:
        which = "the signature is not" if n == 1 else f"none of its {n} signatures is"
        note = f"{which} by this key: another signed, or something was changed since"
        return _of(name, "signature", State.DIFFERS, note)
    others = f"{good} of {n} signatures; the others were not looked at" if good < n else ""
    return compared(Group.ATTESTATION, name, "signature", key.keyid, key.keyid, others)


def _of(name: str, what: str, state: State, note: str) -> Finding:
    return Finding(group=Group.ATTESTATION, of=name, what=what, state=state, note=note)
