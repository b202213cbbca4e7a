"""How proofs, difference and mutation grow with the rules, and what the shipped ones cost.

`python -m benchmarks.analysis` measures every figure in a process of its own, takes the best of
several, and writes them into docs/performance.md, with a picture of the growth beside it. What
takes longer than ten minutes is given up, and the table says so.
"""

import json
import os
import platform
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.chart import growth_chart
from benchmarks.random_rules import floors_of, random_rules, random_vignettes
from evaluation.analysis.difference import difference
from evaluation.analysis.examine import examine
from evaluation.analysis.mutation import mutate
from evaluation.analysis.prove import prove
from triage.conditions import Present, all_of
from triage.rules import Rule

ROOT: Final = Path(__file__).parent.parent
PAGE: Final = ROOT / "docs" / "performance.md"
PICTURE: Final = ROOT / "docs" / "performance" / "analysis.svg"
SIZES: Final = (25, 50, 100, 200, 400)
LONGEST: Final = 600  # seconds
SHORT: Final = 20  # seconds; what takes longer is measured once


def measure_prove(n: int) -> None:
    """All claims about ``n`` rules, what is odd in them, and who is given what."""
    rules = random_rules(n)
    for _ in prove(rules, floors_of(rules)):
        pass
    examine(rules)


def measure_diff(n: int, *, edits: int) -> None:
    """The whole difference that some narrowed rules make among ``n``."""
    before = random_rules(n)
    edited = tuple(_narrowed(rule) for rule in before.rules[:edits])
    after = replace(before, rules=(*edited, *before.rules[edits:]))
    found = difference(before, after)
    assert found.lowered  # noqa: S101 - a benchmark of nothing measures nothing
    assert len(found.edits) == edits  # noqa: S101 - nor one of fewer edits than it says


def _narrowed(rule: Rule) -> Rule:
    """A rule with a condition more, that it does not have yet."""
    asked = set(rule.condition.names())
    more = next(name for name in map("f{}".format, range(1, len(asked) + 2)) if name not in asked)
    return replace(rule, condition=all_of(rule.condition, Present(more)))


def measure_mutate(n: int) -> None:
    """Every single edit of ``n`` rules, decided against four vignettes for each rule."""
    rules = random_rules(n)
    vignettes = random_vignettes(rules, 4 * n)
    for _ in mutate(rules, vignettes):
        pass


MEASURED: Final[dict[str, Callable[[int], None]]] = {
    "prove": measure_prove,
    "diff, 1 edit": partial(measure_diff, edits=1),
    "diff, 10 edits": partial(measure_diff, edits=10),
    "mutate": measure_mutate,
}


def measured(what: str, n: int) -> dict[str, float] | None:
    """Seconds and MiB of one figure, the best of three if short; ``None`` where it is too long."""
    found: list[dict[str, float]] = []
    for _ in range(3):
        command = [sys.executable, "-m", "benchmarks.analysis", what, str(n)]
        try:
            said = subprocess.run(  # noqa: S603 - this very module
                command, cwd=ROOT, capture_output=True, check=True, timeout=LONGEST, text=True
            )
        except subprocess.TimeoutExpired:
            return None
        found.append(json.loads(said.stdout))
        if found[-1]["seconds"] > SHORT:
            break
    return min(found, key=lambda each: each["seconds"])


def cold(*command: str) -> float:
    """Seconds of a whole process, the best of seven.

    Raises:
        RuntimeError: it ended in an error, so that it is not the command that was timed.
    """
    times = []
    for _ in range(7):
        start = time.perf_counter()
        done = subprocess.run(  # noqa: S603 - commands of this module
            [sys.executable, *command], cwd=ROOT, capture_output=True, check=False, text=True
        )
        times.append(time.perf_counter() - start)
        if done.returncode not in _MEASURABLE:
            raise RuntimeError(f"{' '.join(command)}: exit code {done.returncode}\n{done.stderr}")
    return min(times)


_MEASURABLE: Final = (0, 1)  # exit codes: a gate that fails has done all its work


def page() -> str:
    """The whole page, measured now; the picture is written on the way."""
    found = {what: {n: measured(what, n) for n in SIZES} for what in MEASURED}
    series = {
        what: [(float(n), each["seconds"]) for n, each in sizes.items() if each]
        for what, sizes in found.items()
    }
    PICTURE.parent.mkdir(exist_ok=True)
    title = "Time of each analysis by the number of rules"
    PICTURE.write_text(growth_chart(title, "rules", "seconds", series), encoding="utf-8")
    return "\n".join([*_HEAD, *_growth(found), *_shipped(), *_where()])


_HEAD: Final = (
    "# Performance",
    "",
    "Written by `make bench-analysis`. Times belong to the machine below; compare them with each",
    "other, not with those of another machine.",
    "",
    "## Proofs, difference and mutation by the number of rules",
    "",
    "Random rule sets with four findings and four vignettes for each rule. *prove*: every claim,",
    "with a floor for each red flag, what is odd, and who is given what. *diff*: the complete",
    "difference that one narrowed rule makes, or ten. *mutate*: every single edit decided, with",
    "the smallest patient of each that survives; random vignettes catch few of them, so that far",
    "more survive than with a library that people wrote.",
    "",
    "![Time of each analysis by the number of rules](performance/analysis.svg)",
    "",
)


def _growth(found: dict[str, dict[int, dict[str, float] | None]]) -> list[str]:
    names = list(found)
    rows = [
        "| rules | " + " | ".join(f"{name} | memory" for name in names) + " |",
        "|---:|" + "---:|---:|" * len(names),
    ]
    for n in SIZES:
        cells = []
        for name in names:
            each = found[name][n]
            over = [f"over {LONGEST // 60} min", ""]
            cells += [f"{each['seconds']:.2f} s", f"{each['mib']:.0f} MiB"] if each else over
        rows.append(f"| {n} | " + " | ".join(cells) + " |")
    return [*rows, ""]


def _shipped() -> list[str]:
    """The shipped rules as cold processes, beside the import of a well-known library."""
    command = ("-c", "import sys; sys.argv[0] = 'triage'; from reports.cli import main; main()")
    pandas = cold("-c", "import pandas")
    rows = {
        "`python -c 'import pandas'`": pandas,
        "`triage diff knee@1.0.0 knee@1.1.0`": cold(*command, "diff", "knee@1.0.0", "knee@1.1.0"),
        "`triage prove`": cold(*command, "prove"),
        "`triage mutate`": cold(*command, "mutate"),
        "`triage coverage`": cold(*command, "coverage"),
        "`triage gate -q`": cold(*command, "gate", "-q"),
    }
    return [
        "## The shipped rules, as cold processes",
        "",
        "| command | seconds | x import pandas |",
        "|---|---:|---:|",
        *(f"| {name} | {each:.2f} | {each / pandas:.2f} |" for name, each in rows.items()),
        "",
    ]


def _where() -> list[str]:
    names = ("python-sat", "pandas", "typer")
    versions = ", ".join(f"{name} {version(name)}" for name in names)
    day = datetime.now(UTC).date()
    return [
        "## Where and when",
        "",
        (
            f"{day}, Python {platform.python_version()}, {platform.system()} {platform.machine()}, "
            f"{_cores()} cores; {versions}."
        ),
        "",
    ]


def _cores() -> int:
    return len(os.sched_getaffinity(0))


def main() -> None:
    """Measure one figure in this process, or all of them in processes of their own."""
    if len(sys.argv) > 1:
        start = time.perf_counter()
        MEASURED[sys.argv[1]](int(sys.argv[2]))
        seconds = time.perf_counter() - start
        kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        sys.stdout.write(json.dumps({"seconds": seconds, "mib": kib / 1024}) + "\n")
    else:
        PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
