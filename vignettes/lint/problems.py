"""Problems of vignettes with their place."""

from triage.loading.problems import Problem, Severity
from vignettes.vignette import Vignette


def of_vignette(
    vignette: Vignette,
    field: str,
    message: str,
    code: str,
    severity: Severity = Severity.WARNING,
) -> Problem:
    """A problem of one field of a vignette."""
    return Problem(
        file=vignette.file,
        line=vignette.line,
        field=f"vignettes[{vignette.id}].{field}",
        message=message,
        code=code,
        severity=severity,
    )
