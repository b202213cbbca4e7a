"""Where the policy, the waivers and the accepted run of a shipped domain stand."""

from pathlib import Path

from vignettes.library import DOMAINS


def shipped_policy(domain: str) -> Path:
    """The default policy of a domain."""
    return DOMAINS / domain / "policy.yaml"


def shipped_waivers(domain: str) -> Path:
    """The waivers of a domain."""
    return DOMAINS / domain / "waivers.yaml"


def shipped_baseline(domain: str) -> Path:
    """The folder of the accepted run of a domain."""
    return DOMAINS / domain / "baseline"
