"""What a command works on, where its options do not say: configuration file, then what ships.

``triage.toml``, or ``[tool.triage]`` in ``pyproject.toml``, of the current folder may set
``domain``, ``rules`` or ``engine``, ``vignettes``, ``policy``, ``waivers``, ``acceptances`` and
``baseline``. Paths in it are seen from the folder of the file. Options beat environment variables
(``TRIAGE_RULES`` …) beat the file.

``domain`` is the folder of a domain of one's own, or the name of one that ships: whatever else is
not said is then taken from there.
"""

import os
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from evaluation.domain import acceptances_file, baseline_folder, policy_file, waivers_file
from reports.cli.shell import UsageError
from triage.domain import add_domain, domain_names, is_shipped
from vignettes.domain import library_folder

KEYS = (
    "domain",
    "rules",
    "engine",
    "vignettes",
    "policy",
    "waivers",
    "acceptances",
    "baseline",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A file or folder, and how to name it to people."""

    path: Path
    label: str


_FILES: Final[tuple[tuple[str, tuple[str, ...]], ...]] = (
    ("triage.toml", ()),
    ("pyproject.toml", ("tool", "triage")),
)


@cache
def configured() -> dict[str, str]:
    """The settings of the current folder's configuration file; empty without one.

    Raises:
        UsageError: the file cannot be read, or holds a key or value that is not allowed.
    """
    for file, table in _FILES:
        if os.path.lexists(file) and not Path(file).is_file():
            raise UsageError(f"{file}: not a file that can be read; nothing in it would count.")
        if Path(file).is_file():
            found = _table(file, table)
            if found or not table:
                return found
    return {}


def configuration_files() -> tuple[Path, ...]:
    """Where the current folder's configuration may stand, whether it does or not."""
    here = Path.cwd()
    return here / "triage.toml", here / "pyproject.toml"


def _table(file: str, table: tuple[str, ...]) -> dict[str, str]:
    import tomllib

    try:
        data: object = tomllib.loads(Path(file).read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, RecursionError, tomllib.TOMLDecodeError) as error:
        raise UsageError(f"{file}: cannot be read: {error}") from None
    is_there = True
    for key in table:
        is_there = isinstance(data, dict) and key in data
        data = data.get(key, {}) if isinstance(data, dict) else {}
    if data == {} and is_there:
        where = f" [{'.'.join(table)}]" if table else ""
        raise UsageError(f"{file}:{where} says nothing; name a domain or rules, or take it away.")
    if not isinstance(data, dict):
        raise UsageError(f"{file}: {'.'.join(table)} needs to be a table.")
    for key, value in data.items():
        if key not in KEYS:
            raise UsageError(f'{file}: unknown setting "{key}"; allowed: {", ".join(KEYS)}.')
        if not isinstance(value, str) or not value.strip() or not value.isprintable():
            raise UsageError(f'{file}: the setting "{key}" needs a text.')
    return data


def stated_domain() -> str | None:
    """The domain that environment or configuration state, by name; ``None`` where neither does.

    Raises:
        LoadError: a folder that holds no domain.
    """
    return default_domain() if _stated("domain", None) else None


def default_domain() -> str:
    """The domain that commands work on when nothing else is said: the stated one, or what ships.

    A folder that is stated is made known under the name of its domain.

    Raises:
        LoadError: a folder that holds no domain.
        UsageError: a variable that is likely mistyped.
    """
    _check_variables()
    stated = _stated("domain", None)
    if stated is None or stated in domain_names():
        return stated or domain_names()[0]
    return add_domain(Path(stated))


def _check_variables() -> None:
    """A variable that is nearly one of ours would be passed over without a word."""
    known = [f"TRIAGE_{key.upper()}" for key in (*KEYS, "base", "debug", "key_password")]
    for name in os.environ:
        if name.startswith("TRIAG") and name not in known:
            from difflib import get_close_matches

            close = get_close_matches(name, known, n=1, cutoff=_CLOSE)
            if close:
                raise UsageError(f"the variable {name} means nothing; is {close[0]} meant?")


_CLOSE = 0.9


def rules_reference(option: str | None) -> str:
    """The reference of the rule set to use.

    Raises:
        UsageError: nothing is named, and a folder above has a configuration.
    """
    domain = default_domain()  # made known even where the option names a rule set of it
    named = _stated("rules", option)
    if named is None and not configured() and "TRIAGE_DOMAIN" not in os.environ:
        _check_above()
    return named or domain


def _check_above() -> None:
    """Below the folder of a project the rules that ship are not what anybody means."""
    here = Path.cwd()
    if (here / ".git").exists():
        return
    for folder in here.parents:
        for name, table in _FILES:
            file = folder / name
            if file.is_file() and _table(str(file), table):
                message = f"{file} stands above this folder, and counts only in its own"
                remedy = "go there, or name what is meant (TRIAGE_DOMAIN, --rules)"
                raise UsageError(f"{message}; {remedy}.")
        if (folder / ".git").exists():
            return


def engine_reference(engine: str | None, rules: str | None) -> str:
    """The reference of what is to be run: an engine if one is named, else a rule set.

    Raises:
        UsageError: both are named in the same place, or what is named as the engine is none.
    """
    for place in (
        {"engine": engine, "rules": rules},
        {key: os.environ.get(f"TRIAGE_{key.upper()}") for key in ("engine", "rules")},
        configured(),
    ):
        named = [key for key in ("engine", "rules") if place.get(key) is not None]
        if len(named) > 1:
            raise UsageError("an engine and rules are named; which of them is meant?")
        if named == ["engine"]:
            return _checked_engine(_stated("engine", engine) or "")
        if named:
            break
    return rules_reference(rules)


def _checked_engine(named: str) -> str:
    """What is named as the engine, if it has the form of one.

    Raises:
        UsageError: neither a reference nor an engine file.
    """
    from evaluation.engines.references import not_an_engine

    if problem := not_an_engine(named):
        raise UsageError(problem)
    return named


def _stated(key: str, option: str | None) -> str | None:
    """What an option, the environment or the file says; an empty text is a mistake, not a default.

    Otherwise `triage gate "$FILE"` with an unset FILE would judge the rules that ship, and pass.
    """
    is_empty = option is not None and not option.strip()
    if is_empty or os.environ.get(f"TRIAGE_{key.upper()}") == "":
        raise UsageError(f"an empty text stands where {key} should be named.")
    return option or os.environ.get(f"TRIAGE_{key.upper()}") or configured().get(key)


def vignettes_place(option: Path | None, domain: str) -> Place:
    """The library to use."""
    label = f"{domain}, as shipped" if is_shipped(domain) else f"of the domain {domain}"
    return _place("vignettes", option, library_folder(domain), label)


def policy_path(option: Path | None, domain: str) -> Path:
    """The policy to use."""
    return _place("policy", option, policy_file(domain), "").path


def waivers_path(option: Path | None, domain: str) -> Path | None:
    """The waivers to use; ``None`` where nobody names any and none ship."""
    return _granted("waivers", option, waivers_file(domain))


def acceptances_path(option: Path | None, domain: str) -> Path | None:
    """The acceptances to use; ``None`` where nobody names any and the domain has none yet."""
    return _granted("acceptances", option, acceptances_file(domain))


def _granted(key: str, option: Path | None, shipped: Path) -> Path | None:
    is_named = _stated(key, None if option is None else str(option)) is not None
    return _place(key, option, shipped, "").path if is_named or shipped.exists() else None


def baseline_reference(option: str | None, domain: str) -> str:
    """The run folder or rule set to compare with."""
    return _stated("baseline", option) or str(baseline_folder(domain))


def check_base(option: str | None) -> None:
    """An empty text where the base is named is a mistake: the main branch was not meant.

    Raises:
        UsageError: an option or a variable that is empty.
    """
    if option == "" or os.environ.get("TRIAGE_BASE") == "":
        raise UsageError("an empty text stands where base should be named.")


def _place(key: str, option: Path | None, shipped: Path, label: str) -> Place:
    stated = _stated(key, None if option is None else str(option))
    if stated is not None:
        given = Path(stated)
        return Place(path=given, label=given.as_posix())
    if not shipped.exists():
        raise UsageError(f"the domain has nothing for {key}; name it with --{key}.")
    return Place(path=shipped, label=label)
