"""Where the vignettes of a domain and what belongs to them stand."""

from pathlib import Path

from triage.domain import domain_folder, is_shipped

SHIPPED = Path(__file__).parent / "domains"


def content_folder(domain: str) -> Path:
    """The folder of a domain's vignettes, policy, accepted run, sources and ratings.

    For a domain that was added it is the domain's own folder. Nothing need stand in it.
    """
    return SHIPPED / domain if is_shipped(domain) else domain_folder(domain)


def library_folder(domain: str) -> Path:
    """The folder of a domain's vignettes."""
    return content_folder(domain) / "library"


def sources_folder(domain: str) -> Path:
    """The folder of the inventory of a domain's source documents."""
    return content_folder(domain) / "sources"


def ratings_folder(domain: str) -> Path:
    """The folder of what raters gave for a domain's vignettes."""
    return content_folder(domain) / "ratings"
