"""A domain made of recorded answers: the table's gold as vignettes, and its answers as engines.

The table has the shape of the oracle's data. Nothing is known of its patients, so a vignette is a
number only, and whether it is an emergency, which is the one red flag.
"""

from collections.abc import Iterable
from pathlib import Path
from typing import Final

from tests.evaluation.kit.oracle import LEVELS, by_vignette, read_rows

WORDS: Final = dict(zip(LEVELS, ("self_care", "non_emergency", "emergency"), strict=True))
ENGINE: Final = """\
engine: {app}
run: predictions:{table}
red_flags: not_reported
predictions:
  columns: {{id: Vignette_id, disposition: Triage_advice_from_app}}
  where: {{App_name: {app}}}
names: {{Self-care: self_care, Non-Emergency: non_emergency, Emergency: emergency}}
"""
_FILES: Final = {
    "triage.toml": 'domain = "."\n',
    "vocabulary.yaml": """\
vocabulary: recorded
title: Vignettes that symptom checkers were asked
dispositions:
  - {id: self_care, title: Self-care, meaning: Nobody needs to be seen.}
  - {id: non_emergency, title: Non-Emergency, meaning: A professional is seen some day.}
  - {id: emergency, title: Emergency, meaning: Help is needed at once.}
sources:
  - {id: TABLE, about: The table itself, file: table.csv, sha256: "00", lines: 99999}
findings:
  - {id: alarm, title: alarm, question: Is it an emergency?, group: all, sources: [TABLE L1]}
numbers:
  - {id: place, title: place, question: Which vignette is it?, unit: places, minimum: 0,
     maximum: 9999, sources: [TABLE L1]}
red_flags:
  - {id: emergency, title: An emergency, minimum: emergency, findings: [alarm], sources: [TABLE L1]}
""",
    "policy.yaml": """\
policy: recorded answers
escalation_threshold: emergency
minimum: {vignettes: 1, red_flag_vignettes: 1}
guard: all
ratchet: [missed_red_flag]
limits: {missed_red_flag_rate: {at_most: 0}}
waivers: {longest_days: 30}
""",
}
_VIGNETTE: Final = """\
  - id: "{name}"
    title: The {place}. of the table
    kind: canonical
    narrative: One of the vignettes in the table of recorded answers.
    {findings}: [alarm]
    numbers: {{place: {place}}}
    gold: {{preferred: {gold}, red_flags: [{flag}]}}
    sources: [TABLE L1]
    author: table
"""


def write_domain(folder: Path, table: Path, apps: Iterable[str]) -> None:
    """Write the domain, with one engine file for each of some symptom checkers: ``Ada.yaml``."""
    (folder / "library").mkdir()
    for name, content in _FILES.items():
        (folder / name).write_text(content, encoding="utf-8")
    written = "vignettes:\n" + "".join(_vignettes(table))
    (folder / "library" / "all.yaml").write_text(written, encoding="utf-8")
    for app in apps:
        described = ENGINE.format(app=app, table=table)
        (folder / f"{app}.yaml").write_text(described, encoding="utf-8")


def _vignettes(table: Path) -> Iterable[str]:
    for place, (name, rows) in enumerate(by_vignette(read_rows(table)).items(), start=1):
        gold = WORDS[rows[0].gold]
        is_emergency = gold == "emergency"
        yield _VIGNETTE.format(
            name=name,
            place=place,
            findings="present" if is_emergency else "absent",
            gold=gold,
            flag="emergency" if is_emergency else "",
        )
