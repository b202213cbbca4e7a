"""Keys in files: what is read, and what is refused in one clear line."""

import sys

import pytest
from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from reports.errors import MissingExtraError
from reports.sign.errors import SignError
from reports.sign.keys import new_pair, private_key, public_key, require_sign
from tests.reports.sign.signing import pair

PRIVATE, PUBLIC = pair(0)


def locked(password: str) -> bytes:
    """The private key, locked."""
    key = load_pem_private_key(PRIVATE, None)
    scheme = BestAvailableEncryption(password.encode())
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, scheme)


def curve() -> tuple[bytes, bytes]:
    """A key pair of another kind."""
    key = generate_private_key(SECP256R1())
    return (
        key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        key.public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo),
    )


OTHER_PRIVATE, OTHER_PUBLIC = curve()


def test_a_pair_belongs_together() -> None:
    """Both halves have the same id; two pairs have not."""
    assert private_key(PRIVATE, "a").public_key.keyid == public_key(PUBLIC, "a.pub").keyid
    assert new_pair() != new_pair()


def test_a_locked_key_opens_with_its_password_alone() -> None:
    """Without one, and with another, it says so; one that is not locked needs none."""
    content = locked("moon")
    assert private_key(content, "a", "moon").public_key == private_key(PRIVATE, "a").public_key
    assert private_key(PRIVATE, "a", "moon").public_key == private_key(PRIVATE, "a").public_key
    with pytest.raises(SignError, match="a: locked with a password; give it in TRIAGE_KEY_PASS"):
        private_key(content, "a")
    with pytest.raises(SignError, match="a: TRIAGE_KEY_PASSWORD does not open it"):
        private_key(content, "a", "sun")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no private key in PEM"),
        (b"\xff" * 99, "no private key in PEM"),
        (PRIVATE[:60], "no private key in PEM"),
        (PUBLIC, "a public key; signing needs the private one"),
        (OTHER_PRIVATE, "a private key of another kind than Ed25519"),
    ],
    ids=["empty", "no text", "cut", "the other one", "another kind"],
)
def test_what_is_no_private_key_is_refused(content: bytes, told: str) -> None:
    """The file is named, and what it holds as far as that can be told."""
    with pytest.raises(SignError, match=f"^a: {told}"):
        private_key(content, "a")


@pytest.mark.parametrize(
    ("content", "told"),
    [
        (b"", "no public key in PEM"),
        (b"\xff" * 99, "no public key in PEM"),
        (PUBLIC[:60], "no public key in PEM"),
        (PRIVATE, "a private key; name the public one, and give this to nobody"),
        (OTHER_PUBLIC, "a public key of another kind than Ed25519"),
    ],
    ids=["empty", "no text", "cut", "the other one", "another kind"],
)
def test_what_is_no_public_key_is_refused(content: bytes, told: str) -> None:
    """Above all a private one, which has no place where people verify."""
    with pytest.raises(SignError, match=f"^a: {told}"):
        public_key(content, "a")


@pytest.mark.parametrize("package", ["securesystemslib", "cryptography"])
def test_without_the_extra_it_is_said_how_to_get_it(
    package: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One line with the command, whichever of the two is not there."""
    require_sign()
    for name in [name for name in sys.modules if name.partition(".")[0] == package]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setitem(sys.modules, package, None)
    with pytest.raises(MissingExtraError, match=r"an attestation .*'triage-harness\[sign\]'"):
        require_sign()
