"""What a command works on, where its options do not say: configuration file, then what ships.

``triage.toml``, or ``[tool.triage]`` in ``pyproject.toml``, of the current folder may set
``rules``, ``vignettes``, ``policy``, ``waivers`` and ``baseline``. Paths in it are seen from the
folder of the file. Options beat environment variables (``TRIAGE_RULES`` …) beat the file.
"""

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from evaluation.shipped import shipped_baseline, shipped_policy, shipped_waivers
from reports.cli.shell import UsageError
from triage.repository import domain_names
from vignettes.library import shipped_library

KEYS = ("rules", "vignettes", "policy", "waivers", "baseline")


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file or folder, and how to name it to people."""

    path: Path
    label: str


@cache
def configured() -> dict[str, str]:
    """The settings of the current folder's configuration file; empty without one.

    Raises:
        UsageError: the file cannot be read, or holds a key or value that is not allowed.
    """
    for file, table in (("triage.toml", ()), ("pyproject.toml", ("tool", "triage"))):
        if Path(file).is_file():
            found = _table(file, table)
            if found or not table:
                return found
    return {}


def _table(file: str, table: tuple[str, ...]) -> dict[str, str]:
    import tomllib

    try:
        data = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file}: cannot be read: {error}") from None
    for key in table:
        data = data.get(key, {})
    for key, value in data.items():
        if key not in KEYS:
            raise UsageError(f"{file}: unknown setting {key!r}; allowed: {', '.join(KEYS)}.")
        if not isinstance(value, str) or not value:
            raise UsageError(f"{file}: the setting {key!r} needs a text.")
    return data


def default_domain() -> str:
    """The domain that commands work on when nothing else is said."""
    return domain_names()[0]


def rules_reference(option: str | None) -> str:
    """The reference of the rule set to use."""
    return option or configured().get("rules") or default_domain()


def vignettes_place(option: Path | None, domain: str) -> Place:
    """The library to use."""
    return _place("vignettes", option, shipped_library(domain), f"{domain}, as shipped")


def policy_path(option: Path | None, domain: str) -> Path:
    """The policy to use."""
    return _place("policy", option, shipped_policy(domain), "").path


def waivers_path(option: Path | None, domain: str) -> Path:
    """The waivers to use."""
    return _place("waivers", option, shipped_waivers(domain), "").path


def baseline_reference(option: str | None, domain: str) -> str:
    """The run folder or rule set to compare with."""
    return option or configured().get("baseline") or str(shipped_baseline(domain))


def _place(key: str, option: Path | None, shipped: Path, label: str) -> Place:
    given = option or (Path(configured()[key]) if key in configured() else None)
    if given is not None:
        return Place(path=given, label=given.as_posix())
    if not shipped.exists():
        raise UsageError(f"nothing ships for {key} here; name it with --{key}.")
    return Place(path=shipped, label=label)
