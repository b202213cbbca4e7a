"""The envelope of a signed statement (DSSE): made, read, and its signatures checked.

Reading and checking look at bytes only. What an envelope says is read from ``payload`` by others,
after a signature over just these bytes was found good.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from reports.sign.errors import SignError
from reports.sign.strictly import strict_json

if TYPE_CHECKING:
    from securesystemslib.signer import CryptoSigner, SSlibKey  # type: ignore[attr-defined]


@dataclass(frozen=True, slots=True, kw_only=True)
class Sealed:
    """An envelope: what was signed, what kind of content that is, and the signatures."""

    payload: bytes
    payload_type: str
    signatures: tuple[bytes, ...]


def signed(payload: bytes, payload_type: str, signer: "CryptoSigner") -> str:
    """A payload in an envelope with one signature, as a line of JSON."""
    from securesystemslib.dsse import Envelope

    envelope = Envelope(payload, payload_type, {})
    envelope.sign(signer)
    return json.dumps(envelope.to_dict(), sort_keys=True, separators=(",", ":")) + "\n"


def read_envelope(content: bytes, name: str) -> Sealed:
    """The envelope of a file, nothing of it trusted.

    Raises:
        SignError: the file holds no envelope, or more than one.
    """
    lines = [line for line in content.splitlines() if line.strip()]
    if len(lines) > 1 and all(line.lstrip()[:1] == b"{" for line in lines[:2]):
        message = f"{len(lines)} lines of JSON, and one attestation is needed; keep that one alone"
        raise SignError(f"{name}: {message}.")
    data = strict_json(content, name)
    try:
        signatures = tuple(_bytes(each["sig"]) for each in data["signatures"])
        payload, kind = _bytes(data["payload"]), data["payloadType"]
    except (AttributeError, KeyError, TypeError):
        raise SignError(f"{name}: no signed envelope (DSSE) stands in it.") from None
    except ValueError:
        raise SignError(f"{name}: damaged: payload or signature is no Base64.") from None
    if not isinstance(kind, str) or not signatures:
        raise SignError(f"{name}: an envelope without {'a type' if signatures else 'signature'}.")
    return Sealed(payload=payload, payload_type=kind, signatures=signatures)


def good_signatures(envelope: Sealed, key: "SSlibKey") -> int:
    """How many signatures of an envelope the holder of a key made.

    Key ids in the envelope are not signed, and are passed over: the key decides.
    """
    from securesystemslib.dsse import Envelope
    from securesystemslib.exceptions import UnverifiedSignatureError
    from securesystemslib.signer import Signature  # type: ignore[attr-defined]

    content = Envelope(envelope.payload, envelope.payload_type, {}).pae()
    good = 0
    for signature in envelope.signatures:
        try:
            key.verify_signature(Signature(key.keyid, signature.hex()), content)
        except UnverifiedSignatureError:
            continue
        good += 1
    return good


def _bytes(text: Any) -> bytes:
    """What Base64 stands for; of several ways to write the same bytes only the usual one counts.

    Raises:
        ValueError: no Base64.
    """
    if not isinstance(text, str):
        raise TypeError
    usual = text.replace("-", "+").replace("_", "/")
    try:
        found = base64.b64decode(usual, validate=True)
    except binascii.Error:
        raise ValueError from None
    if base64.b64encode(found).decode() != usual:
        raise ValueError
    return found
