"""``triage assess``: one patient, decided and explained."""

import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from reports.cli.options import AsJson, Rules
from reports.cli.shell import (
    Exit,
    UsageError,
    complain,
    reports_errors,
    screen,
    show,
    show_json,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from triage.loading.problems import Problem
    from triage.presentation import Presentation
    from triage.vocabulary import Vocabulary

_Names = Annotated[
    list[str] | None,
    typer.Option(metavar="FINDING[,...]", help="Findings that are present; repeatable."),
]


@reports_errors
def command(
    patient: Annotated[
        str | None,
        typer.Argument(
            metavar="[FILE]",
            help="YAML or JSON with any of present, absent, absent_others, not_asked, numbers, "
            "patient; - for standard input.",
            show_default=False,
        ),
    ] = None,
    *,
    rules: Rules = None,
    present: _Names = None,
    absent: Annotated[
        list[str] | None,
        typer.Option(metavar="FINDING[,...]", help="Findings that are absent; repeatable."),
    ] = None,
    absent_others: Annotated[
        list[str] | None,
        typer.Option(
            metavar="GROUP[,...]", help="Groups of findings of which all others are absent."
        ),
    ] = None,
    number: Annotated[
        list[str] | None,
        typer.Option(metavar="NAME=VALUE", help="A number; repeatable."),
    ] = None,
    as_json: AsJson = False,
) -> None:
    """Decide one patient and say why.

    Prints how soon to be seen, the rules and findings behind it, and what is still open. Answers
    that contradict each other are taken as given, and named. The
    patient comes from options, a file, or standard input. At a terminal, with none of them,
    questions are asked, the most decisive first, until no answer can change the disposition.
    """
    from reports.cli.interview import interview
    from reports.cli.settings import rules_reference
    from reports.data.decision import decision_to_data
    from reports.render.decision import render_decision
    from triage.engine import decide
    from triage.repository import load_released

    ruleset = load_released(rules_reference(rules))
    stated = _stated(present, absent, absent_others, number)
    if stated and patient is not None:
        raise UsageError("give the patient either as options or as a file, not both.")
    if stated:
        presentation = _read_options(stated, ruleset.vocabulary)
    elif patient is None and sys.stdin is not None and sys.stdin.isatty():
        presentation = interview(ruleset, screen())
    else:
        presentation = _read_file(patient or "-", ruleset.vocabulary)
    decision = decide(presentation, ruleset)
    if as_json:
        show_json(decision_to_data(decision, presentation, ruleset))
    else:
        show(render_decision(decision, presentation, ruleset, screen()))


def _stated(
    present: list[str] | None,
    absent: list[str] | None,
    absent_others: list[str] | None,
    number: list[str] | None,
) -> dict[str, object]:
    """What the options say, under the keys of a patient file; empty where they say nothing."""
    lists = {"present": present, "absent": absent, "absent_others": absent_others}
    stated: dict[str, object] = {
        key: [name.strip() for value in values for name in value.split(",") if name.strip()]
        for key, values in lists.items()
        if values
    }
    for name, value in map(_pair, number or ()):
        numbers = stated.setdefault("numbers", {})
        assert isinstance(numbers, dict)  # noqa: S101 - set just above
        if name in numbers:
            raise UsageError(
                f"--number {name} is given twice, as {_shown(numbers[name])} and {_shown(value)}."
            )
        numbers[name] = value
    return stated


def _pair(text: str) -> tuple[str, float | str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise UsageError(f"--number {text}: write NAME=VALUE, with a number of the vocabulary.")
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    return name.strip(), number if math.isfinite(number) else value


def _shown(value: object) -> str:
    from triage.vocabulary import digits

    return digits(value) if isinstance(value, float) else str(value)


def _as_yaml(stated: dict[str, object]) -> bytes:
    import json

    return json.dumps(stated).encode()


def _read_options(stated: dict[str, object], words: "Vocabulary") -> "Presentation":
    """The patient of the options. They have no lines, so that errors name none."""
    from dataclasses import replace

    from triage.loading.nodes import parse
    from triage.loading.presentations import build_patient
    from triage.loading.problems import LoadError

    try:
        return build_patient(parse(_as_yaml(stated), "options"), "options", words).presentation
    except LoadError as error:
        _refuse([replace(p, line=0, field=_option(p.field)) for p in error.problems])


def _option(field: str) -> str:
    """The option that a field of a patient file stands for."""
    key, point, name = field.partition(".")
    return f"--number {name}" if point else f"--{key.replace('_', '-')}"


def _read_file(name: str, words: "Vocabulary") -> "Presentation":
    if name == "-" and sys.stdin is None:
        raise UsageError("no patient is given: standard input is closed.")
    if name == "-":
        return _read(sys.stdin.buffer.read(), "standard input", words)
    try:
        return _read(Path(name).read_bytes(), name, words)
    except OSError as error:
        raise UsageError(f"{name}: {error.strerror}.") from None


def _read(data: bytes, name: str, words: "Vocabulary") -> "Presentation":
    """The patient; what is wrong with it is wrong usage, not a missing verdict."""
    from triage.loading.nodes import parse
    from triage.loading.presentations import build_patient
    from triage.loading.problems import LoadError

    try:
        return build_patient(parse(data, name), name, words).presentation
    except LoadError as error:
        _refuse(error.problems)


def _refuse(problems: "Sequence[Problem]") -> NoReturn:
    from reports.render.problems import render_problems

    complain(render_problems(problems, screen(sys.stderr)))
    raise typer.Exit(Exit.USAGE)
