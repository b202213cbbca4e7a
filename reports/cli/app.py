"""Puts the commands together. Each imports what it needs when it runs."""

import gc
import sys
from io import TextIOWrapper

import typer

from reports.cli import (
    accept,
    assess,
    attest,
    baseline,
    bisect,
    compare,
    coverage,
    diff,
    evaluate,
    gate,
    history,
    init,
    lint,
    mutate,
    probe,
    prove,
    report,
    rules,
    schema,
    sources,
    verify,
)

app = typer.Typer(
    name="triage",
    help=(
        "Evaluate clinical triage rules against vignettes: missed red flags, escalation accuracy, "
        "and a gate that fails closed; and solve them, for every patient there can be.\n\n"
        "Every command works without arguments on the domain that ships. A reference for testing "
        "software, made by nobody clinical. Not medical advice."
    ),
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    add_completion=False,
    no_args_is_help=True,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("assess")(assess.command)
app.command("evaluate")(evaluate.command)
app.command("compare")(compare.command)
app.command("diff")(diff.command)
app.command("gate")(gate.command)
app.command("history")(history.command)
app.command("bisect")(bisect.command)
app.command("accept")(accept.command)
app.add_typer(baseline.app, name="baseline")
app.command("prove")(prove.command)
app.command("mutate")(mutate.command)
app.command("coverage")(coverage.command)
app.command("probe")(probe.command)
app.command("report")(report.command)
app.command("attest")(attest.command)
app.command("verify")(verify.command)
app.command("lint")(lint.command)
app.command("sources")(sources.command)
app.command("rules")(rules.command)
app.command("schema")(schema.command)
app.command("init")(init.command)


def _print_version(value: bool) -> None:  # noqa: FBT001 - the signature that typer calls
    if value:
        from triage.version import __version__

        typer.echo(f"triage-harness {__version__}")
        raise typer.Exit


@app.callback()
def _options(
    *,
    version: bool = typer.Option(
        False,
        "--version",
        help="Print the version and exit.",
        callback=_print_version,
        is_eager=True,
    ),
) -> None:
    """Options of all commands."""


# A command makes many small values and keeps nearly all of them: looking for garbage after every
# 700 of them costs a tenth of the gate's time and finds none.
_RARELY = 50_000


def main() -> None:
    """The console script."""
    gc.set_threshold(_RARELY)
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # an old encoding lacks some of our characters
            stream.reconfigure(errors="replace")
    app()
