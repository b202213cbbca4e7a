"""Where the policy, the waivers and the accepted run of a domain stand."""

from pathlib import Path

from vignettes.domain import content_folder


def policy_file(domain: str) -> Path:
    """The policy of a domain."""
    return content_folder(domain) / "policy.yaml"


def waivers_file(domain: str) -> Path:
    """The waivers of a domain."""
    return content_folder(domain) / "waivers.yaml"


def acceptances_file(domain: str) -> Path:
    """The accepted lines of a domain's rule differences."""
    return content_folder(domain) / "acceptances.yaml"


def baseline_folder(domain: str) -> Path:
    """The folder of the accepted run of a domain."""
    return content_folder(domain) / "baseline"
