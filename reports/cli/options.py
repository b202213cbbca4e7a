"""Options that several commands have, with one meaning each."""

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer


class FailOn(StrEnum):
    """Which findings of an analysis fail its command: what is lowered, or anything at all."""

    LOWERED = "lowered"
    ANY = "any"


RulesArgument = Annotated[
    str | None,
    typer.Argument(
        metavar="[RULES]",
        help="Rule set: NAME, NAME@VERSION, a file, or git:REVISION:PATH. "
        "By default the newest that ships, or `rules` of the configuration.",
        show_default=False,
    ),
]
Rules = Annotated[
    str | None,
    typer.Option(
        "--rules",
        metavar="REF",
        help="Rule set: NAME, NAME@VERSION, a file, or git:REVISION:PATH. [env var: TRIAGE_RULES]",
    ),
]
Vignettes = Annotated[
    Path | None,
    typer.Option(
        "--vignettes",
        envvar="TRIAGE_VIGNETTES",
        metavar="DIR",
        help="Library: a folder of .yaml files, or one file.",
    ),
]
Baseline = Annotated[
    str | None,
    typer.Option(
        "--baseline",
        envvar="TRIAGE_BASELINE",
        metavar="RUN|REF",
        help="Baseline or run folder, or a rule set to compare with.",
    ),
]
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Save = Annotated[
    Path | None,
    typer.Option("--save", metavar="DIR", help="Keep the run in this new folder."),
]
PolicyFile = Annotated[
    Path | None,
    typer.Option("--policy", envvar="TRIAGE_POLICY", metavar="FILE", help="Policy of the gate."),
]
WaiversFile = Annotated[
    Path | None,
    typer.Option("--waivers", envvar="TRIAGE_WAIVERS", metavar="FILE", help="Waivers."),
]
AcceptancesFile = Annotated[
    Path | None,
    typer.Option(
        "--acceptances",
        envvar="TRIAGE_ACCEPTANCES",
        metavar="FILE",
        help="Accepted lines of the difference.",
    ),
]
EngineUnderTest = Annotated[
    str | None,
    typer.Option(
        "--engine",
        metavar="ENGINE",
        help="Engine under test in place of rules: python:MODULE:FUNCTION, command:PROGRAM "
        "ARGUMENTS, http://HOST/PATH, predictions:FILE, or an engine file (.yaml). "
        "[env var: TRIAGE_ENGINE]",
    ),
]
Repeat = Annotated[
    int | None,
    typer.Option(
        "--repeat",
        metavar="N",
        min=1,
        max=100,
        help="Ask each vignette N times over; by default as the engine file says, or once.",
    ),
]
