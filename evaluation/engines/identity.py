"""What an engine from outside is called, and the hash of what is known of it."""

from hashlib import sha256

from evaluation.engines.description import Description
from triage.fingerprint import fingerprint


def label_of(description: Description) -> str:
    """The name for people, with the version where one is told.

    >>> from evaluation.engines.description import described
    >>> label_of(described("predictions:ada.csv"))
    'predictions:ada.csv'
    """
    name, version = description.name, description.version
    return f"{name}@{version}" if version else name


def fingerprint_of(description: Description, *contents: bytes) -> str:
    """The hash of a description, and of contents that can be seen, such as a file's."""
    digests = [sha256(content).hexdigest() for content in contents]
    return fingerprint({"description": description.content(), "contents": digests})
