"""The vignettes of a report as a Parquet file with typed columns."""

from importlib.util import find_spec
from io import BytesIO
from typing import Any

from reports.data.audit import audit_digest
from reports.data.columns import COLUMNS, Kind
from reports.errors import MissingExtraError
from reports.model.audit.audit import SCHEMA, Audit


def require_pyarrow() -> None:
    """See that Parquet can be written.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    if find_spec("pyarrow") is None:
        raise MissingExtraError(extra="scale", what="a Parquet file")


def audit_to_parquet(audit: Audit) -> bytes:
    """A row for each vignette: lists of names, true or false, and what is not known as null.

    Dispositions and other names of which there are few are dictionaries. The file says in its
    metadata which report it is of (``triage:report``), by which version of the harness. The same
    facts give the same bytes, by the same version of pyarrow.

    Raises:
        MissingExtraError: pyarrow is not installed.
    """
    require_pyarrow()
    import pyarrow as pa
    from pyarrow import parquet

    types = _types(pa)
    schema = pa.schema(
        [
            pa.field(
                column.name,
                types[column.kind],
                nullable=column.kind is Kind.LINE,
                metadata={"says": column.says},
            )
            for column in COLUMNS
        ],
        metadata={
            "triage:schema": SCHEMA,
            "triage:report": f"sha256:{audit_digest(audit)}",
            "triage:version": _storable(audit.version),
        },
    )
    arrays = [
        pa.array(
            [_storable(column.value(each)) for each in audit.vignettes], type=types[column.kind]
        )
        for column in COLUMNS
    ]
    written = BytesIO()
    parquet.write_table(pa.Table.from_arrays(arrays, schema=schema), written, compression="zstd")
    return written.getvalue()


def _types(pa: Any) -> dict[Kind, Any]:
    return {
        Kind.TEXT: pa.string(),
        Kind.CHOICE: pa.dictionary(pa.int32(), pa.string()),
        Kind.TEXTS: pa.list_(pa.field("element", pa.string(), nullable=False)),
        Kind.FLAG: pa.bool_(),
        Kind.LINE: pa.int64(),
    }


def _storable(value: Any) -> Any:
    """The value with what is no text, such as half a surrogate pair, as a question mark."""
    if isinstance(value, str):
        return value.encode(errors="replace").decode()
    return list(map(_storable, value)) if isinstance(value, tuple) else value
