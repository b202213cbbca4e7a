"""``triage init``: a domain of one's own to start from."""

import shlex
import shutil
from pathlib import Path
from typing import Annotated

import typer

from reports.cli.shell import UsageError, reports_errors, show

STARTER = Path(__file__).parents[1] / "starter"
_NAME = "my_domain"  # what the domain is called in the starter's files
_NO_NAMES = frozenset(("yes", "no", "on", "off", "y", "n", "true", "false", "null"))  # no YAML text


@reports_errors
def command(
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="New folder for the domain.")],
    *,
    name: Annotated[
        str | None,
        typer.Option("--name", help="Name of the domain; by default that of the folder."),
    ] = None,
) -> None:
    """Write a small domain of your own to start from.

    Vocabulary, rules, invariants, vignettes, sources and policy, invented and commented, which
    lint clean. `triage gate` has a verdict as soon as somebody accepts the run of the rules.
    """
    from triage.domain import is_shipped
    from triage.loading.fields import IDENTIFIER

    domain = name if name is not None else folder.resolve().name
    if not (IDENTIFIER.fullmatch(domain) and domain[0].isalpha()) or domain.lower() in _NO_NAMES:
        raise UsageError(
            f'"{domain}" is no name of a domain: begin with a letter, go on with letters, digits, '
            "_ . and -; give one with --name."
        )
    if is_shipped(domain):
        raise UsageError(f'"{domain}" is a domain that ships; choose another name with --name.')
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise UsageError(f"{folder}: something stands there already; name a new folder.")
    try:
        _write(folder, domain)
    except OSError as error:
        raise UsageError(f"{folder}: cannot be written: {error.strerror}.") from None
    _release(folder, domain)
    show(
        f"Wrote the domain {domain} to {folder}. Everything in it is invented: make it yours.\n"
        "\n"
        f"  cd {shlex.quote(str(folder))}\n"
        "  triage lint        problems of rules, vignettes and sources\n"
        "  triage sources     what every sentence of the documents is, and what rests on it\n"
        "  triage baseline approve --approver NAME --role ROLE --reason TEXT\n"
        "                     accepts the first rules; in a git checkout, commit the files before\n"
        "  triage gate        the verdict on the newest rules, against the accepted ones"
    )


def _write(folder: Path, domain: str) -> None:
    for file in sorted(STARTER.rglob("*")):
        place = folder / file.relative_to(STARTER)
        if file.is_dir() or file.suffix == ".pyc":
            continue
        place.parent.mkdir(parents=True, exist_ok=True)
        if file.suffix == ".yaml":
            text = file.read_text(encoding="utf-8")
            place.write_text(text.replace(_NAME, domain), encoding="utf-8")
        else:
            shutil.copyfile(file, place)


def _release(folder: Path, domain: str) -> None:
    """Release the first rules: they may not change any more under their number."""
    from triage.domain import add_domain
    from triage.repository import load_ruleset

    add_domain(folder)
    ruleset = load_ruleset(domain)
    releases = (
        "# Released versions never change again: the same version with other content is an error.\n"
        f"released:\n  - version: {ruleset.version}\n    fingerprint: {ruleset.fingerprint}\n"
    )
    (folder / "released.yaml").write_text(releases, encoding="utf-8")
