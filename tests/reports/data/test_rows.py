"""The table of vignettes, as CSV and as Parquet, and its schema."""

import csv
import json
from collections.abc import Callable
from io import BytesIO, StringIO
from typing import Any

import jsonschema
import pytest
from hypothesis import HealthCheck, given, settings
from pyarrow import parquet

from reports.data import parquet as written
from reports.data.audit import audit_digest, audit_to_json
from reports.data.cells import csv_text, parted, restored
from reports.data.columns import COLUMNS, Kind
from reports.data.parquet import audit_to_parquet
from reports.data.report_schema import report_schema, table_schema
from reports.data.rows import vignette_rows
from reports.errors import MissingExtraError
from reports.model.audit.audit import Audit
from tests.reports.kit.any_audit import FILLINGS, filled
from tests.reports.kit.audits import (
    compared_audit,
    failing_audit,
    hostile_audit,
    large_audit,
    run_audit,
    small_audit,
)

MAKERS = [small_audit, failing_audit, run_audit, compared_audit, hostile_audit]


def read(audit: Audit) -> list[dict[str, Any]]:
    """The Parquet file of a report, as rows."""
    rows: list[dict[str, Any]] = parquet.read_table(BytesIO(audit_to_parquet(audit))).to_pylist()
    return rows


def validate(data: Any, schema: dict[str, Any]) -> None:
    """Raise where data does not match a schema."""
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(data)


def test_a_row_of_a_failing_vignette() -> None:
    """Every column, by name."""
    header, *rows = vignette_rows(failing_audit())
    row = next(row for row in rows if row[0] == "burning-slowly")
    assert dict(zip(header, row, strict=True)) == {
        "id": "burning-slowly",
        "family": "burning",
        "kind": "combination",
        "title": "A kettle called burning-slowly",
        "floor": "leave",
        "preferred": "leave",
        "ceiling": "leave",
        "red_flags": "fire",
        "absent_red_flags": "",
        "pathways": "electrician",
        "status": "ok",
        "disposition": "unplug",
        "raised_red_flags": "",
        "given_pathways": "",
        "rules": "gives-unplug",
        "reason": "",
        "is_as_expected": "false",
        "failures": "missed_red_flag;undetected_red_flag;under_triage;lost_pathway",
        "newly": "missed_red_flag;undetected_red_flag;under_triage;lost_pathway",
        "waived": "",
        "has_false_flag": "false",
        "is_disputed": "false",
        "stratum": "comparable",
        "status_before": "ok",
        "disposition_before": "leave",
        "raised_red_flags_before": "fire",
        "is_changed": "true",
        "is_lowered": "true",
        "sources": "TIP L2",
        "author": "maintainers",
        "file": "library/kettles.yaml",
        "line": "70",
        "digest": "sha256:" + "0e" * 32,
    }


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(texts=FILLINGS)
def test_any_text_can_be_read_back(texts: list[str]) -> None:
    """A row for each vignette, and every text as it was."""
    audit = filled(texts)
    header, *rows = csv.reader(StringIO(csv_text(vignette_rows(audit)), newline=""))
    assert len(rows) == len(audit.vignettes)
    for row, vignette in zip(rows, audit.vignettes, strict=True):
        cells = dict(zip(header, map(restored, row), strict=True))
        assert cells["id"] == vignette.id
        assert cells["reason"] == vignette.answer.reason
        assert parted(cells["red_flags"]) == [flag for flag in vignette.red_flags if flag]


@pytest.mark.parametrize("make", MAKERS)
def test_both_formats_say_the_same(make: Callable[[], Audit]) -> None:
    """What is text in one is typed in the other; what is no text at all is a question mark."""
    audit = make()
    header, *rows = vignette_rows(audit)
    for cells, typed in zip(rows, read(audit), strict=True):
        for column, cell in zip(COLUMNS, cells, strict=True):
            told = cell.encode(errors="replace").decode()
            value = typed[column.name]
            if column.kind is Kind.TEXTS:
                assert value == parted(told)
            elif column.kind is Kind.FLAG:
                assert value is (told == "true")
            elif column.kind is Kind.LINE:
                assert ("" if value is None else str(value)) == told
            else:
                assert value == told
    assert header == [column.name for column in COLUMNS]


@pytest.mark.parametrize("make", MAKERS)
def test_every_file_matches_its_published_schema(make: Callable[[], Audit]) -> None:
    """The facts as JSON, and each row of the table."""
    audit = make()
    validate(json.loads(audit_to_json(audit)), report_schema())
    for row in read(audit):
        validate(row, table_schema())


@pytest.mark.parametrize(
    ("path", "value"),
    [
        (("subject",), "everything"),
        (("schema",), "triage-report/2"),
        (("digest",), "sha256:0"),
        (("more",), 1),
        (("vignettes", 0, "more"), 1),
        (("vignettes", 0, "answer", "status"), None),
        (("numbers", "rates", 0, "wilson"), [0.5]),
    ],
)
def test_the_schema_refuses_what_the_reader_refuses(
    path: tuple[str | int, ...], value: Any
) -> None:
    """Fields that are unknown, or of another kind."""
    data = json.loads(audit_to_json(failing_audit()))
    inner = data
    for step in path[:-1]:
        inner = inner[step]
    inner[path[-1]] = value
    with pytest.raises(jsonschema.ValidationError):
        validate(data, report_schema())


def test_schemas_say_what_things_mean() -> None:
    """Each kind of fact and each column has a sentence, in one line, that names no type."""
    kinds = report_schema()["$defs"]
    columns = table_schema()["properties"]
    for name, found in {**kinds, **columns}.items():
        assert found.get("description"), name
        assert not {"\n", "`"} & set(found["description"])
        assert "None" not in found["description"]


def test_columns_are_typed_and_the_file_says_of_what_it_is() -> None:
    """Lists, truth values, dictionaries; the digest of the facts in the metadata."""
    audit = small_audit()
    table = parquet.read_table(BytesIO(audit_to_parquet(audit)))
    types = {name: str(table.schema.field(name).type) for name in table.column_names}
    assert types["red_flags"] == "list<element: string not null>"
    assert types["is_changed"] == "bool"
    assert types["disposition"].startswith("dictionary<values=string")
    assert types["line"] == "int64"
    assert table.schema.metadata[b"triage:report"].decode() == f"sha256:{audit_digest(audit)}"


@pytest.mark.parametrize("make", [*MAKERS, lambda: large_audit(300)])
def test_the_same_facts_give_the_same_bytes(make: Callable[[], Audit]) -> None:
    """Nothing of the time or the place of writing is in the file."""
    assert audit_to_parquet(make()) == audit_to_parquet(make())


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    """The extra by its name."""
    monkeypatch.setattr(written, "find_spec", lambda _: None)
    with pytest.raises(MissingExtraError, match=r"pip install 'triage-harness\[scale\]'"):
        audit_to_parquet(small_audit())
