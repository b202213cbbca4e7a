"""Files of recorded answers, and the engines that read them."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path

import pytest

from evaluation.engines.description import Description, Table
from evaluation.engines.predictions import PredictionsEngine
from evaluation.engines.protocol import EngineKind, Given, Request, Traits, Unknowns
from evaluation.outcomes import Result, Status
from tests.evaluation.kit.vignettes import WORDS
from triage.loading.problems import LoadError
from triage.presentation import Presentation

NOBODY = Presentation()
HEADER = "id,disposition,red_flags,pathways,reason\n"


def described(
    file: Path,
    *,
    table: Table | None = None,
    names: Mapping[str, str] | None = None,
    reports_red_flags: bool = True,
    unknowns: Unknowns = Unknowns.UNDERSTOOD,
) -> Description:
    """The description of an engine that reads a file."""
    return Description(
        name="recorded",
        version="7",
        reference=f"predictions:{file.name}",
        traits=Traits(
            kind=EngineKind.PREDICTIONS, reports_red_flags=reports_red_flags, unknowns=unknowns
        ),
        names=names or {},
        table=table or Table(),
        folder=file.parent,
    )


def engine_of(description: Description) -> PredictionsEngine:
    """The engine of a description, in the words of the knee."""
    return PredictionsEngine(description, WORDS)


def asked(*vignettes: str, digest: str = "") -> list[Request]:
    """Requests for vignettes of these names."""
    return [
        Request(id=f"q-{name}", presentation=NOBODY, vignette=name, digest=digest)
        for name in vignettes
    ]


def given(description: Description, *vignettes: str, digest: str = "") -> list[Given]:
    """What the engine gives for these vignettes."""
    return list(engine_of(description).answers(asked(*vignettes, digest=digest)))


def results(description: Description, *vignettes: str, digest: str = "") -> list[Result]:
    """The same, where it has to be a result for each."""
    answers = given(description, *vignettes, digest=digest)
    assert [pair[0] for pair in answers if isinstance(pair, tuple)] == [
        f"q-{name}" for name in vignettes
    ]
    return [pair[1] for pair in answers if isinstance(pair, tuple)]


def problems(description: Description) -> list[str]:
    """What is wrong with the file, without the folder it stands in."""
    with pytest.raises(LoadError) as caught:
        engine_of(description)
    return [str(problem).replace(f"{description.folder}/", "") for problem in caught.value.problems]


def ok(rank: int, flags: str = "", ways: str = "", reason: str = "") -> Result:
    """An answer; names are split at spaces."""
    return Result(
        status=Status.OK,
        disposition=rank,
        red_flags=frozenset(flags.split()),
        pathways=frozenset(ways.split()),
        reason=reason,
    )


def error(reason: str) -> Result:
    """An answer that could not be taken."""
    return Result(status=Status.ERROR, reason=reason)


def csv_file(folder: Path, text: str, name: str = "answers.csv") -> Path:
    """A file with this text."""
    file = folder / name
    file.write_bytes(text.encode())
    return file


def lines_file(folder: Path, *rows: object) -> Path:
    """A file with an object on each line."""
    file = folder / "answers.jsonl"
    file.write_text("".join(f"{json.dumps(row)}\n" for row in rows), encoding="utf-8")
    return file


def parquet_file(folder: Path, rows: Iterable[Mapping[str, object]]) -> Path:
    """A Parquet file with these rows."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    file = folder / "answers.parquet"
    pq.write_table(pa.Table.from_pylist(list(rows)), file)
    return file
