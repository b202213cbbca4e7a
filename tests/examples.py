"""The console examples of the README and the docs: found, run, and written anew.

`python -m tests.examples` rewrites the output of every example that is shown whole. An example may
leave lines out, with a line that is only `…`; that one is written by hand.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).parent.parent
PAGES = [ROOT / "README.md", ROOT / "GLOSSARY.md", *sorted((ROOT / "docs").rglob("*.md"))]
PACKAGES = ("triage", "vignettes", "evaluation", "reports")
CONSOLE = re.compile(r"(?<=```console\n)(.*?)(?=```)", re.DOTALL)
LEFT_OUT = "…"


def steps_in(block: str) -> list[tuple[str, str]]:
    """The commands of a console block, each with the output shown below it."""
    parts = re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]
    return [(command, output) for command, _, output in (part.partition("\n") for part in parts)]


def make_workshop(place: Path) -> None:
    """Copy the project, so that a reader could follow the README there, with `triage` on PATH."""
    ignored = shutil.ignore_patterns("__pycache__")
    for folder in (*PACKAGES, "docs/engines"):
        shutil.copytree(ROOT / folder, place / folder, ignore=ignored)
    commands = place / ".bin"
    commands.mkdir()
    start = "import sys; sys.argv[0] = 'triage'; from reports.cli import main; main()"
    script = f'#!/bin/sh\nexec "{sys.executable}" -c "{start}" "$@"\n'
    # `make gate` installs, and then runs just this; installing is what this test run has done.
    for name in ("triage", "make"):
        (commands / name).write_text(script, encoding="utf-8")
        (commands / name).chmod(0o755)


def run(command: str, place: Path) -> str:
    """What a command prints in the workshop, errors included."""
    path = os.pathsep.join([str(place / ".bin"), os.environ["PATH"]])
    mine = {"COLUMNS", "FORCE_COLOR"}
    surroundings = {name: value for name, value in os.environ.items() if name not in mine}
    done = subprocess.run(
        ["/bin/sh", "-c", f"{{ {command}\n}} 2>&1"],
        cwd=place,
        env={
            **surroundings,
            "PATH": path,
            "PYTHONPATH": str(place),
            "XDG_CACHE_HOME": str(place / ".cache"),
        },
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    return done.stdout


def is_as_shown(printed: str, shown: str) -> bool:
    """Whether an output is the one shown; a line `…` there stands for any lines."""
    lines = shown.rstrip().split("\n")
    pattern = "\n".join("(?s:.*)" if line == LEFT_OUT else re.escape(line) for line in lines)
    return re.fullmatch(pattern, printed.rstrip()) is not None


def _renewed(block: str, place: Path) -> str:
    lines = []
    for command, shown in steps_in(block):
        printed = run(command, place)  # in any case: a later one may rest on it
        printed = shown if LEFT_OUT in shown.splitlines() else printed
        lines += [f"$ {command}", *([printed.rstrip()] if printed.strip() else [])]
    return "\n".join([*lines, ""])


def _renew_all() -> None:
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        make_workshop(place)
        for page in PAGES:
            text = page.read_text(encoding="utf-8")
            renewed = CONSOLE.sub(lambda found: _renewed(found[1], place), text)
            page.write_text(renewed, encoding="utf-8")


if __name__ == "__main__":
    _renew_all()
