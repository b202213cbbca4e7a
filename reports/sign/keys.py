"""Keys of Ed25519 in files: the private one as PKCS 8, the public one as SubjectPublicKeyInfo.

Both are PEM, as OpenSSL writes them. The module needs the extra ``sign``. The library behind it has
types, but does not say which names it gives away, so its imports are marked.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

from reports.errors import MissingExtraError
from reports.sign.errors import SignError

if TYPE_CHECKING:
    from securesystemslib.signer import CryptoSigner, SSlibKey  # type: ignore[attr-defined]

REMEDY: Final = "`triage attest --new-key FILE` makes a pair"


def require_sign() -> None:
    """Make sure that signatures can be made and checked.

    Raises:
        MissingExtraError: a package of the extra is not installed.
    """
    try:
        for module in (
            "cryptography.hazmat.primitives.asymmetric.ed25519",
            "securesystemslib.dsse",
        ):
            import_module(module)
    except ImportError:
        raise MissingExtraError(extra="sign", what="an attestation") from None


def new_pair() -> tuple[bytes, bytes]:
    """A new key pair: the private and the public key, as the content of their files."""
    from cryptography.hazmat.primitives import serialization
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    key = Ed25519PrivateKey.generate()
    private = key.private_bytes(
        serialization.Encoding.PEM,
        serialization.PrivateFormat.PKCS8,
        serialization.NoEncryption(),
    )
    public = key.public_key().public_bytes(
        serialization.Encoding.PEM, serialization.PublicFormat.SubjectPublicKeyInfo
    )
    return private, public


def private_key(content: bytes, name: str, password: str = "") -> "CryptoSigner":
    """The signer of a private key file; ``password`` opens one that is locked.

    Raises:
        SignError: the file holds no private key of Ed25519, or the password does not open it.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
    from cryptography.hazmat.primitives.serialization import load_pem_private_key
    from securesystemslib.signer import CryptoSigner  # type: ignore[attr-defined]

    is_locked = b"ENCRYPTED" in content
    if is_locked and not password:
        raise SignError(f"{name}: locked with a password; give it in {PASSWORD}.")
    if b"PUBLIC KEY" in content:
        raise SignError(f"{name}: a public key; signing needs the private one.")
    try:
        key = load_pem_private_key(content, password.encode() if is_locked else None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        if is_locked:
            raise SignError(f"{name}: {PASSWORD} does not open it.") from None
        raise SignError(f"{name}: no private key in PEM; {REMEDY}.") from None
    if not isinstance(key, Ed25519PrivateKey):
        raise SignError(f"{name}: a private key of another kind than Ed25519; {REMEDY}.")
    return CryptoSigner(key)


PASSWORD: Final = "TRIAGE_KEY_PASSWORD"  # noqa: S105 - the name of a variable


def public_key(content: bytes, name: str) -> "SSlibKey":
    """The public key of a file.

    Raises:
        SignError: the file holds no public key of Ed25519.
    """
    from cryptography.exceptions import UnsupportedAlgorithm
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
    from cryptography.hazmat.primitives.serialization import load_pem_public_key
    from securesystemslib.signer import SSlibKey  # type: ignore[attr-defined]

    if b"PRIVATE KEY" in content:
        raise SignError(f"{name}: a private key; name the public one, and give this to nobody.")
    try:
        key = load_pem_public_key(content)
    except (ValueError, UnsupportedAlgorithm):
        raise SignError(f"{name}: no public key in PEM; {REMEDY}.") from None
    if not isinstance(key, Ed25519PublicKey):
        raise SignError(f"{name}: a public key of another kind than Ed25519.")
    return SSlibKey.from_crypto(key)
