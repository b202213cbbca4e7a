"""``triage report``: the report of a run, of two, or of one that was written as JSON."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import AsJson, PolicyFile, Vignettes
from reports.cli.outputs import OnGithub, Outputs, Rendering, check_outputs, write_outputs
from reports.cli.shell import UsageError, reports_errors, show

if TYPE_CHECKING:
    from evaluation.runs.record import Run
    from reports.model.audit.audit import Audit


@reports_errors
def command(
    subject: Annotated[
        str | None,
        typer.Argument(
            metavar="[RUN|REPORT.json]",
            help="A run or baseline folder, or a report that was written as JSON. "
            "By default the accepted run.",
            show_default=False,
        ),
    ] = None,
    candidate: Annotated[
        str | None,
        typer.Argument(
            metavar="[RUN]",
            help="A second run: the report compares it with the first.",
            show_default=False,
        ),
    ] = None,
    *,
    output: Outputs = None,
    vignettes: Vignettes = None,
    policy: PolicyFile = None,
    with_waived: Annotated[
        bool,
        typer.Option(
            "--with-waived", help="Keep in .sarif what a waiver lets pass, as suppressed."
        ),
    ] = False,
    on_github: OnGithub = False,
    as_json: AsJson = False,
) -> None:
    """Write the report of a run, or of two.

    Without -o it is printed as Markdown. A report written as JSON holds all facts, and gives the
    same files as the command that wrote it. `triage gate -o FILE` reports on a verdict. Exit code 0
    whatever the report says.
    """
    from reports.data.audit import audit_to_json

    paths = check_outputs(output)
    audit = _audit(subject, candidate, vignettes, policy)
    rendering = Rendering(audit, with_waived=with_waived)
    write_outputs(paths, rendering)
    if on_github:
        from reports.cli.github import tell_github

        tell_github(audit, rendering.document)
    if as_json:
        show(audit_to_json(audit).rstrip("\n"))
    elif not (paths or on_github):
        from reports.render.markdown.page import render_markdown

        show(render_markdown(rendering.document).rstrip("\n"))


def _audit(
    subject: str | None, candidate: str | None, vignettes: Path | None, policy: Path | None
) -> "Audit":
    """The facts: as they were written, or gathered from stored runs."""
    from reports.cli.reporting import ground_of, report_of_runs
    from reports.cli.settings import baseline_reference, default_domain

    first = baseline_reference(subject, default_domain())
    if Path(first).is_file():
        if candidate is not None:
            raise UsageError(f"{first}: a report by itself; two runs can be compared.")
        return _written(Path(first))
    before = _stored(first)
    after = before if candidate is None else _stored(candidate)
    ground = ground_of(after, vignettes, policy)
    return report_of_runs(after, ground, baseline=None if candidate is None else before)


def _written(path: Path) -> "Audit":
    """The facts of a report that was written as JSON.

    Raises:
        ReportError: it is none, or was changed since.
        UsageError: it cannot be read.
    """
    from evaluation.runs.files import read_text
    from reports.data.audit import consistent_audit
    from triage.loading.problems import shown

    try:
        text = read_text(path)
    except OSError as error:
        raise UsageError(f"{shown(path)}: cannot be read: {error.strerror}.") from None
    except UnicodeDecodeError:
        raise UsageError(f"{shown(path)}: not valid UTF-8 text.") from None
    return consistent_audit(text, shown(path))


def _stored(reference: str) -> "Run":
    """The run of a folder; of a baseline the accepted one.

    Raises:
        RunError: there is none that can be trusted.
        UsageError: the reference names no folder.
    """
    from evaluation.baselines.store import is_baseline, read_baseline
    from evaluation.runs.store import read_run

    path = Path(reference)
    if not path.exists():
        raise UsageError(
            f"{reference}: no run folder and no report; `triage evaluate --save DIR` keeps a run."
        )
    return read_baseline(path).run if is_baseline(path) else read_run(path)
