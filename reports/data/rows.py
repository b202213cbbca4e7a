"""The vignettes of a report as rows of text, for CSV."""

from reports.data.cells import joined
from reports.data.columns import COLUMNS, Value
from reports.model.audit.audit import Audit


def vignette_rows(audit: Audit) -> list[list[str]]:
    """A header, and a row for each vignette in the order of the run.

    Several names in one cell stand apart by semicolons, a yes or no is ``true`` or ``false``, and
    what is not known is empty. The cells are texts as they are; who writes them makes them
    harmless.
    """
    return [
        [column.name for column in COLUMNS],
        *([_cell(column.value(each)) for column in COLUMNS] for each in audit.vignettes),
    ]


def _cell(value: Value) -> str:
    if value is None:
        return ""
    if isinstance(value, tuple):
        return joined(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)
