"""What cannot be signed or checked at all."""


class SignError(Exception):
    """A key, an attestation or a report that cannot be used; the message says which and why."""
