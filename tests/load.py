"""Asks a command engine 100,000 requests: ``make load`` shows time and memory, and what grows.

First below the evaluation, where memory must not grow with the number of requests; then with the
whole ``triage evaluate``, whose library and outcomes are held until the report is made, and grow.
"""

import shlex
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

from tests.evaluation.engines.process.test_load import ask_many, peak_of
from tests.reports.cli.accepting import write_toes
from tests.reports.cli.command import environment

FEW, MANY = 2_000, 100_000
PART: Final = 20_000  # vignettes, to see what grows
PER_FILE: Final = 1_000
# Peak memory as the system counts it: KiB on Linux, bytes on macOS.
UNIT: Final = 1 if sys.platform == "darwin" else 1024
ENGINE: Final = """\
import resource, sys
for line in sys.stdin:
    start = line.index('"id": ') + 6
    name = line[start:line.index(",", start)]
    sys.stdout.write(f'{{"id": {name}, "disposition": "home", "red_flags": []}}\\n')
sys.stdout.flush()
with open(sys.argv[1], "w") as file:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=file)
"""
# The command as users start it, which says in the end how much memory it had at most.
HARNESS: Final = """\
import atexit, resource, sys
place = sys.argv.pop(1)
sys.argv[0] = "triage"
@atexit.register
def tell():
    with open(place, "w") as file:
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=file)
from reports.cli import main
main()
"""
VIGNETTE: Final = """\
  - id: v{number}
    family: f{number}
    title: One of many
    kind: canonical
    narrative: A toe aches.
    present: [toe_pain]
    numbers: {{duration_days: {days}}}
    phrases: |
      toe_pain, duration_days: A toe aches.
    gold: {{preferred: home, acceptable: [home, visit, today]}}
    sources: [GUIDE L2.1]
    author: nobody
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """What a whole evaluation took: seconds, and the most memory of each process, in bytes."""

    seconds: float
    harness: int
    engine: int


def main() -> None:
    """Print what was measured; fail where memory grew with the number of requests."""
    began = time.monotonic()
    ask_many(MANY)
    seconds = time.monotonic() - began
    few, many = peak_of(FEW), peak_of(MANY)
    show(f"asking alone: {MANY:,} requests in {seconds:.1f} s, {MANY / seconds:,.0f} each second")
    show(f"  most memory held by objects: {few:,} bytes for {FEW:,}, {many:,} bytes for {MANY:,}")
    with TemporaryDirectory(prefix="triage-load-") as folder:
        place = write_toes(Path(folder)).folder
        (place / "engine.py").write_text(ENGINE, encoding="utf-8")
        for number in (PART, MANY):
            write_library(place / f"library-{number}", number)
        part, whole = (told(place, number, "command") for number in (PART, MANY))
        told(place, MANY, "rules")
    more = (whole.harness - part.harness) / (MANY - PART)
    show(f"  what is held of each vignette until the report is made: {more:,.0f} bytes")
    if many > 1.3 * few or whole.engine > 1.3 * part.engine:
        sys.exit("memory grew with the number of requests")


def told(place: Path, number: int, kind: str) -> Measured:
    """Evaluate a library by the command engine, or by the rules, and print what it took."""
    engine = shlex.join([sys.executable, "-S", "-E", str(place / "engine.py"), "engine.peak"])
    chosen = ["--engine", f"command:{engine}"] if kind == "command" else ["--rules", "toes"]
    found = evaluate(place, number, ["--vignettes", f"library-{number}", *chosen])
    show(
        f"triage evaluate, {kind}: {number:,} vignettes in {found.seconds:.1f} s; most memory of "
        f"the harness {found.harness / 2**20:,.0f} MiB, of the engine "
        f"{found.engine / 2**20:,.0f} MiB"
    )
    return found


def evaluate(place: Path, number: int, words: Sequence[str]) -> Measured:
    """Run ``triage evaluate`` to its end in a process of its own."""
    peaks = {name: place / f"{name}.peak" for name in ("harness", "engine")}
    for peak in peaks.values():
        peak.write_text("0", encoding="utf-8")
    began = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", HARNESS, str(peaks["harness"]), "evaluate", *words],
        cwd=place,
        env=environment(),
        stdout=subprocess.PIPE,
        text=True,
        check=True,
    )
    seconds = time.monotonic() - began
    if f"{number} ok)" not in " ".join(done.stdout.split()):
        sys.exit(f"not every vignette was answered\n{done.stdout}")
    most = {name: UNIT * int(peak.read_text(encoding="utf-8")) for name, peak in peaks.items()}
    return Measured(seconds=seconds, **most)


def write_library(folder: Path, number: int) -> None:
    """So many vignettes, each a family of its own, in files of a thousand."""
    folder.mkdir()
    for first in range(0, number, PER_FILE):
        made = (VIGNETTE.format(number=n, days=n % 3650) for n in range(first, first + PER_FILE))
        text = "vignettes:\n" + "".join(made)
        (folder / f"{first}.yaml").write_text(text, encoding="utf-8")


def show(line: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    main()
