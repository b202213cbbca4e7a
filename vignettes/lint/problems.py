"""Problems of vignettes with their place."""

from triage.loading.problems import Problem, Severity
from vignettes.vignette import Vignette


def of_vignette(
    vignette: Vignette,
    field: str,
    message: str,
    code: str,
    severity: Severity = Severity.WARNING,
    line: int = 0,
) -> Problem:
    """A problem of one field of a vignette; ``line`` where it is not at the vignette's first."""
    return Problem(
        file=vignette.file,
        line=line or vignette.line,
        field=f"vignettes[{vignette.id}].{field}",
        message=message,
        code=code,
        severity=severity,
    )
