"""Options that several commands have, with one meaning each."""

from pathlib import Path
from typing import Annotated

import typer

Rules = Annotated[
    str | None,
    typer.Option(
        "--rules",
        envvar="TRIAGE_RULES",
        metavar="REF",
        help="Rule set: NAME, NAME@VERSION, a file, or git:REVISION:PATH.",
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
AsJson = Annotated[bool, typer.Option("--json", help="Print JSON instead of text.")]
Save = Annotated[
    Path | None,
    typer.Option("--save", metavar="DIR", help="Keep the run in this new folder."),
]
PolicyFile = Annotated[
    Path | None,
    typer.Option("--policy", envvar="TRIAGE_POLICY", metavar="FILE", help="Policy of the gate."),
]
