"""`triage history`: what it prints and writes, and how it fails."""

import json
import os
import xml.etree.ElementTree as ET
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from evaluation.outcomes import Outcome
from evaluation.runs.store import finish_run, start_run
from tests.evaluation.kit.outcomes import (
    ROUTINE,
    URGENT,
    gave,
    gold,
    outcome,
    with_digests,
    with_result,
)
from tests.evaluation.kit.runs import started
from tests.reports.cli.command import Done, Triage

A = outcome("a-fever", gold(URGENT, flags="fever"), gave(URGENT, flags="fever", rules="fever"))
LOW = with_result(A, gave(ROUTINE, rules="rest"))


class Runs:
    """The command in a folder with ``runs`` and a cache of its own."""

    def __init__(self, triage: Triage) -> None:
        self.triage = triage
        self.folder = triage.folder / "runs"

    def save(
        self, name: str, day: int, outcomes: Sequence[Outcome] = (A,), **changes: object
    ) -> Path:
        """Write a run that was finished on a day of January."""
        record = replace(started(outcomes), **changes)  # type: ignore[arg-type]
        start_run(self.folder / name, record)
        finish_run(self.folder / name, record, outcomes, f"2026-01-{day:02}T10:00:00Z")
        return self.folder / name

    def __call__(self, *words: str, **env: str) -> Done:
        """Run ``triage history`` with these words."""
        cache = {"XDG_CACHE_HOME": str(self.triage.folder / "cache"), **env}
        return self.triage("history", *words, env=cache)


@pytest.fixture
def history(triage: Triage) -> Runs:
    """Three runs: fine, a miss, and the same miss with another library."""
    runs = Runs(triage)
    edited = with_digests(LOW, text="other words")
    runs.save("1", 1, engine="knee@1.0.0")
    runs.save("2", 2, (LOW,), engine="knee@1.1.0")
    runs.save("3", 3, (edited, outcome("b", gold(URGENT), gave(URGENT))), engine="knee@1.1.0")
    return runs


WHOLE = """\
knee: 3 runs in runs, 2026-01-01 to 2026-01-03
  An escalation is urgent and above, as the policy says now (Knee rules, default policy): runs that
  were judged by another policy are counted anew.

       finished                                                  escalation  95 %
  run  (UTC)             engine      vignettes  missed  at most       right  interval
    1  2026-01-01 10:00  knee@1.0.0          1  0 of 1   95.0 %      1 of 1  20.7 to 100.0 %
    2  2026-01-02 10:00  knee@1.1.0          1  1 of 1  100.0 %      0 of 1  0.0 to 79.3 %
  -- another library from here on: rates above and below do not compare
    3  2026-01-03 10:00  knee@1.1.0          2  1 of 1  100.0 %      1 of 2  9.5 to 90.5 %
  Missed: red flags missed by action, with the exact one-sided 95 % upper bound; escalation accuracy
  with its Wilson interval; both over families. They describe these libraries, not patients.

Oldest to newest
  missed red flags  ▁██  0.0 % to 100.0 %
  escalation right  █▁▅  0.0 % to 100.0 %
  vignettes         ▁▁█  1 to 2

Run 2 (knee@1.1.0) against run 1
  1 comparable vignette, 0 edited, 0 added, 0 removed.
  - New missed red flags: 1 (a-fever)
  - New undetected red flags: 1 (a-fever)
  - New under-triage or no answer: 1 (a-fever)

A reference for testing software, made by nobody clinical. Not medical advice.
"""


def test_the_whole_output(history: Runs) -> None:
    """The table with its mark, the bars, and what newly fails; the second time from the index."""
    first = history("runs")
    assert (first.code, first.err, first.out) == (0, "", WHOLE)
    (index,) = (history.triage.folder / "cache" / "triage-harness").iterdir()
    assert index.suffix == ".sqlite"
    assert history("runs", PYTHONHASHSEED="1").out == WHOLE
    index.unlink()
    assert history("runs", PYTHONHASHSEED="2").out == WHOLE
    assert sorted(path.name for path in history.folder.iterdir()) == ["1", "2", "3"]


def test_one_vignette_through_all_runs(history: Runs) -> None:
    """What was expected and given in each run, and which was the first to miss it."""
    done = history("runs", "--vignette", "a-fever")
    assert (done.code, done.err) == (0, "")
    assert (
        done.out
        == """\
a-fever in 3 of 3 runs in runs

Run 1  2026-01-01 10:00  knee@1.0.0  abc + edits
  Expected  urgent (fever)
  Given     urgent (fever)
  By        fever
  Fails     nothing

Run 2  2026-01-02 10:00  knee@1.1.0  abc + edits
  Expected  urgent (fever)
  Given     routine (no red flag)
  By        rest
  Fails     missed red flags, undetected red flags, under-triage or no answer

Run 3  2026-01-03 10:00  knee@1.1.0  abc + edits
  Expected  urgent (fever)
  Given     routine (no red flag)
  By        rest
  Fails     missed red flags, undetected red flags, under-triage or no answer

Its red flag was missed in 2 of 3 runs, first in run 2 (knee@1.1.0).

Next: triage bisect a-fever

A reference for testing software, made by nobody clinical. Not medical advice.
"""
    )


def test_what_was_edited_is_said(history: Runs) -> None:
    """A gold that was edited since the run before stands above the answer."""
    history.save("4", 4, (with_digests(A, gold="other"),))
    done = history("runs", "--vignette", "a-fever")
    assert "Edited    gold, since the run before" in done.out.partition("Run 4")[2]
    assert "Edited" not in done.out.partition("Run 4")[0]


def test_json_has_all_of_it(history: Runs) -> None:
    """Runs with counts and intervals, steps, and the one vignette."""
    data = json.loads(history("runs", "--vignette", "a-fever", "--json").out)
    assert data["schema"] == "triage-history/1"
    assert [run["missed_red_flag_rate"]["k"] for run in data["runs"]] == [0, 1, 1]
    assert data["escalation_threshold"] == "urgent"
    first, second = data["steps"]
    assert first["endpoints"][0]["newly_failing"] == ["a-fever"]
    assert (first["is_other_library"], second["is_other_library"]) == (False, True)
    assert data["vignette"]["first_missed"] == 2
    assert [seen["misses_red_flag"] for seen in data["vignette"]["seen"]] == [False, True, True]


def test_files_are_written_beside(history: Runs) -> None:
    """The picture is XML with a title, the rows have a header, the data is that of --json."""
    names = ("t.svg", "t.csv", "t.json")
    done = history("runs", *(word for name in names for word in ("-o", name)))
    assert (done.code, done.out) == (0, WHOLE)
    picture, rows, data = (
        (history.triage.folder / name).read_text(encoding="utf-8") for name in names
    )
    root = ET.fromstring(picture)  # noqa: S314 - our own
    assert (root.tag, len(root.findall("{*}svg"))) == ("{http://www.w3.org/2000/svg}svg", 2)
    assert "another library from here on" in picture
    assert [line.split(",")[0] for line in rows.splitlines()] == ["run", "1", "2", "3"]
    assert data == history("runs", "--json").out


def test_what_newly_misses_is_looked_for_next(history: Runs) -> None:
    """The last step names the command that finds the revision."""
    history.save("4", 4)
    history.save("5", 5, (LOW,))
    assert "\nNext: triage bisect a-fever\n" in history("runs").out


def test_damaged_and_foreign_runs_are_named(history: Runs) -> None:
    """They count nowhere, and the exit code stays 0 as long as something can be read."""
    history.save("6", 6, vocabulary="toaster")
    (history.save("7", 7) / "cases.jsonl").unlink()
    done = history("runs")
    assert done.code == 0
    assert "Not counted, since nothing there can be trusted: 1 folder\n" in done.out
    assert "  - runs/7/cases.jsonl: missing or unreadable.\n" in done.out
    assert "Runs of other domains, which do not count here: 1 of toaster.\n" in done.out


def test_hostile_names_arrive_as_text(history: Runs, hostile: str) -> None:
    """Engine, library, reason, vignette and folder may hold anything."""
    strange = replace(A, vignette=hostile, family=hostile)
    low = replace(strange, result=replace(gave(ROUTINE, flags=""), rules=(hostile,)))
    names = {"engine": hostile * 2_000, "library": hostile, "git": {"revision": hostile}}
    history.save("4", 4, (strange,), **names)
    history.save("5", 5, (low,), **names)
    history.save("\x1b[31m", 6, vocabulary=hostile)
    (history.folder / "\x1b[32m").mkdir()
    (history.folder / "\x1b[32m" / "run.json").write_text("{")
    for words in ((), ("--vignette", hostile.replace("\x00", "")), ("--all", "-o", "t.svg")):
        done = history("runs", *words)
        assert (done.out + done.err).replace("\n", "").isprintable()
        assert max(map(len, done.out.splitlines()), default=0) < 300
    ET.parse(history.triage.folder / "t.svg")  # noqa: S314 - our own


OTHER_DOMAIN = (
    "other: no run of knee, only 1 of toaster; TRIAGE_DOMAIN or triage.toml names another domain."
)
NOT_OURS = "notes.txt: something else than an index stands there; name another file, or delete it."


@pytest.mark.parametrize(
    ("words", "code", "message"),
    [
        (("nowhere",), 2, "nowhere: no such folder; name one with runs in it."),
        (("empty",), 3, "empty: no run folder stands there or below; `--save` makes one."),
        (("broken",), 3, "broken/run.json: damaged (no valid JSON)."),
        (("other",), 3, OTHER_DOMAIN),
        (("runs", "--vignette", "a-fevre"), 2,
         '"a-fevre": no run in runs holds it. Did you mean "a-fever"?'),
        (("runs", "--vignette", ""), 2, "an empty text stands where a vignette should be named."),
        (("runs", "-o", "t.png"), 2,
         't.png: no format is known for ".png"; allowed: .csv, .json, .svg.'),
        (("runs", "-o", "no/t.svg"), 2, "no/t.svg: there is no folder no to write it into."),
        (("runs", "--index", "notes.txt"), 2, NOT_OURS),
        (("runs", "--index", "no/i.sqlite"), 2,
         "no/i.sqlite: there is no folder no to write it into."),
    ],
)  # fmt: skip
def test_what_cannot_work_is_said_in_one_line(
    history: Runs, words: tuple[str, ...], code: int, message: str
) -> None:
    """Place, value and remedy; and nothing that was there is touched."""
    folder = history.triage.folder
    (folder / "empty").mkdir()
    (folder / "broken").mkdir()
    (folder / "broken" / "run.json").write_text("{")
    history.save("../other/1", 1, vocabulary="toaster")
    (folder / "notes.txt").write_text("mine")
    done = history(*words)
    assert (done.code, done.out, done.err) == (code, "", f"error  {message}\n")
    assert (folder / "notes.txt").read_text() == "mine"


def test_a_place_of_ones_own_for_the_index(history: Runs) -> None:
    """It is written where it was said, and nowhere else."""
    assert history("runs", "--index", "i.sqlite").out == WHOLE
    assert history("runs", "--index", "i.sqlite").out == WHOLE
    assert (history.triage.folder / "i.sqlite").exists()
    assert not (history.triage.folder / "cache").exists()


def test_without_a_cache_there_is_no_complaint(history: Runs) -> None:
    """Where no cache can be written the runs are read each time."""
    assert history("runs", XDG_CACHE_HOME=os.devnull).out == WHOLE


def test_without_arguments_it_tells_of_the_baseline(triage: Triage) -> None:
    """In an empty folder, the accepted run that ships."""
    done = Runs(triage)()
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("knee: 1 run in ")
    assert "knee@1.1.0" in done.out
    assert "Oldest to newest" not in done.out
