"""The domain about kettles with a next version that lowers something, and raises something else."""

import json
import os
import resource
from collections.abc import Mapping
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass
from datetime import date, timedelta
from io import StringIO
from pathlib import Path
from typing import Final

from reports.cli import settings
from reports.cli.app import app
from tests.evaluation.kit.processes import fork, wait
from tests.evaluation.trace.kettle import FILES, write_kettle
from tests.reports.cli.command import Done, environment

SIGNED: Final = (
    "--approver", "Dr Example", "--role", "Safety officer", "--reason", "A year is nothing.",
)  # fmt: skip
POLICY: Final = """\
policy: For kettles
escalation_threshold: mend
minimum: {vignettes: 3, red_flag_vignettes: 2}
guard: all
ratchet: [missed_red_flag]
limits:
  missed_red_flag_rate: {at_most: 0}
"""
SOFTER: Final = (
    (
        FILES["rules/0.1.0.yaml"]
        .replace("version: 0.1.0", "version: 0.2.0")
        .replace("at_least: 10", "at_least: 11")
    )
    + """\
  - id: chalky-leak
    title: Chalk in what leaks
    disposition: mend
    when: {all: [leak, chalk]}
    sources: [MAN L3.2]
"""
)
"""An old kettle is a year older, and chalk in what leaks is for the shop."""


@dataclass(frozen=True, slots=True)
class Forked:
    """The command in a folder, in a copy of this process: nothing is imported anew."""

    folder: Path

    def __call__(
        self, *words: str, env: Mapping[str, str] | None = None, room: int | None = None
    ) -> Done:
        """Run to the end; ``room`` is how many bytes a file may have at most."""
        reading, writing = os.pipe()

        def run() -> None:
            os.environ.clear()
            os.environ.update(environment(env))
            os.chdir(self.folder)
            if room is not None:
                resource.setrlimit(resource.RLIMIT_FSIZE, (room, room))
            os.write(writing, json.dumps(_done(words)).encode())

        child = fork(run)
        os.close(writing)
        with os.fdopen(reading, encoding="utf-8") as pipe:
            told = pipe.read()
        assert wait(child) == 0
        code, out, err = json.loads(told)
        return Done(code, out, err)


def _done(words: tuple[str, ...]) -> tuple[object, str, str]:
    """Exit code and both outputs of a command in this process."""
    settings.configured.cache_clear()
    out, err = StringIO(), StringIO()
    code: object = 0
    with redirect_stdout(out), redirect_stderr(err):
        try:
            app(words, prog_name="triage")
        except SystemExit as error:
            code = error.code
    return code, out.getvalue(), err.getvalue()


@dataclass(frozen=True, slots=True)
class Softer:
    """The command beside both versions, and the lines between them: lowered first."""

    triage: Forked
    lowered: tuple[str, ...]
    raised: tuple[str, ...]

    @property
    def file(self) -> Path:
        """Where the acceptances of the domain stand, once there are any."""
        return self.triage.folder / "acceptances.yaml"

    def accept(self, *words: str, env: Mapping[str, str] | None = None) -> tuple[int, str, str]:
        """Accept what is named, signed and for a month: exit code and both outputs."""
        done = self.triage("accept", *SIGNED, "--expires", in_days(30), *words, env=env)
        return done.code, done.out, done.err


def in_days(days: int) -> str:
    """A day, so many from today."""
    return str(date.today() + timedelta(days=days))  # noqa: DTZ011 - as the command takes it


def write_softer(folder: Path) -> Softer:
    """Write the domain and find the lines."""
    write_kettle(folder)
    (folder / "rules" / "0.2.0.yaml").write_text(SOFTER, encoding="utf-8")
    (folder / "policy.yaml").write_text(POLICY, encoding="utf-8")
    settings = 'domain = "."\nbaseline = "kettle@0.1.0"\n'
    (folder / "triage.toml").write_text(settings, encoding="utf-8")
    triage = Forked(folder)
    lines = json.loads(triage("diff", "--json").out)["lines"]
    found = {
        direction: tuple(line["id"] for line in lines if line["direction"] == direction)
        for direction in ("lowered", "raised")
    }
    assert (len(found["lowered"]), len(found["raised"])) == (2, 2)
    return Softer(triage, **found)
