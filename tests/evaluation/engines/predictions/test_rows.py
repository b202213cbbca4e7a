"""What a row of recorded answers says, and what it costs if it says something wrong."""

from pathlib import Path

import pytest
from hypothesis import given as for_all
from hypothesis import strategies as st

from evaluation.engines.description import Table, read_description
from evaluation.engines.protocol import Fault, Unknowns, request_of
from evaluation.evaluate import evaluate
from evaluation.outcomes import Result, Status
from tests.evaluation.engines.predictions.recordings import (
    HEADER,
    csv_file,
    described,
    engine_of,
    error,
    given,
    lines_file,
    ok,
    parquet_file,
    results,
)
from tests.evaluation.kit.vignettes import WORDS, library, vignette

ROUTINE, URGENT = 1, 2
BCD = "for vignettes that were not asked: b (line 3), c (line 4), d (line 5)"
MISSING = Result(status=Status.MISSING, reason="no answer recorded")


def in_every_format(folder: Path) -> list[Path]:
    """The same two answers as CSV, as JSON lines, and as Parquet in cells and in lists."""
    keys = ("id", "disposition", "red_flags", "pathways", "reason")
    cells = [
        dict(zip(keys, ("hot", "urgent", "fever; skin_redness", "", ""), strict=True)),
        dict(zip(keys, ("lump", "routine", "", "spine_evaluation", "a lump, soft"), strict=True)),
    ]
    lists: list[dict[str, object]] = [
        {**cells[0], "red_flags": ["fever", "skin_redness"], "pathways": [], "reason": None},
        {**cells[1], "red_flags": [], "pathways": ["spine_evaluation"]},
    ]
    text = (
        f"{HEADER}hot,urgent,fever; skin_redness,,\r\n"
        'lump,routine,,spine_evaluation,"a lump, soft"\r\n'
    )
    folders = [folder / name for name in ("csv", "lines", "lists", "cells")]
    for made in folders:
        made.mkdir()
    return [
        csv_file(folders[0], text),
        lines_file(folders[1], *lists),
        parquet_file(folders[2], lists),
        parquet_file(folders[3], cells),
    ]


def test_every_format_says_the_same(tmp_path: Path) -> None:
    """CSV, JSON lines and Parquet, with names in one cell or in lists, give the same results."""
    expected = [
        ok(URGENT, "fever skin_redness"),
        ok(ROUTINE, ways="spine_evaluation", reason="a lump, soft"),
    ]
    for file in in_every_format(tmp_path):
        assert results(described(file), "hot", "lump") == expected


def test_an_empty_disposition_abstains(tmp_path: Path) -> None:
    """With the reason that stands there, or else because no answer was recorded."""
    rows = [
        {"id": "a", "disposition": None, "red_flags": None, "reason": "too complex"},
        {"id": "b", "disposition": " ", "red_flags": None, "reason": None},
    ]
    text = "id,disposition,red_flags,reason\na,,,too complex\nb, ,,\n"
    expected = [
        Result(status=Status.ABSTAINED, reason="too complex"),
        Result(status=Status.ABSTAINED, reason="no answer recorded"),
    ]
    for file in (
        csv_file(tmp_path, text),
        lines_file(tmp_path, *rows),
        parquet_file(tmp_path, rows),
    ):
        assert results(described(file), "a", "b") == expected


def test_a_wrong_row_costs_its_vignette_and_says_its_line(tmp_path: Path) -> None:
    """The line is where the row starts, also after a cell of several lines."""
    text = (
        "id,disposition,red_flags,reason\n"
        'a,urgent,,"two\nlines"\n'
        "b,soon,,\n"
        "\n"
        "c,urgent,fevr,\n"
        "d,routine,fever;fever,\n"
        "e,routine,,\n"
    )
    assert results(described(csv_file(tmp_path, text)), *"abcde") == [
        ok(URGENT, reason="two\N{REPLACEMENT CHARACTER}lines"),
        error(
            'line 4: unknown disposition "soon"; allowed: self_care, routine, urgent, emergency.'
        ),
        error('line 6: unknown red flag "fevr". Did you mean "fever"?'),
        error('line 7: "red_flags" names something twice: ["fever", "fever"].'),
        ok(ROUTINE),
    ]


def test_a_wrong_row_of_other_formats(tmp_path: Path) -> None:
    """JSON lines are told by line, and Parquet, which has none, by row; types are not guessed."""
    rows = [
        {"id": "a", "disposition": "urgent", "red_flags": []},
        {"id": "b", "red_flags": []},
        {"id": "c", "disposition": ["urgent"], "red_flags": []},
        {"id": "d", "disposition": True, "red_flags": []},
        {"id": "e", "disposition": "urgent", "red_flags": "fever"},
        {"id": "f", "disposition": "urgent"},
    ]
    allowed = "allowed: self_care, routine, urgent, emergency."
    assert results(described(lines_file(tmp_path, *rows)), *"abcdef") == [
        ok(URGENT),
        error('line 2: the key "disposition" is missing (null abstains).'),
        error(f'line 3: ["urgent"] stands where a disposition is needed; {allowed}'),
        error(f'line 4: unknown disposition "true"; {allowed}'),
        error('line 5: "red_flags" needs to be a list of texts, not "fever".'),
        error(
            'line 6: the key "red_flags" is missing; an engine that tells none is described with '
            '"red_flags: not_reported".'
        ),
    ]
    floats = parquet_file(
        tmp_path, [{"id": "a", "disposition": float("nan"), "red_flags": "fever"}]
    )
    assert results(described(floats), "a") == [
        error(f"row 1: nan stands where a disposition is needed; {allowed}")
    ]


def test_a_vignette_that_stands_twice_has_no_answer(tmp_path: Path) -> None:
    """Also where both say the same; the message names the lines, and not all of very many."""
    text = "id,disposition,red_flags\na,urgent,\nb,routine,\na,urgent,\n" + "c,routine,\n" * 5
    assert results(described(csv_file(tmp_path, text)), "a", "b", "c") == [
        error("recorded 2 times: line 2, line 4"),
        ok(ROUTINE),
        error("recorded 5 times: line 5, line 6, line 7 and 2 more"),
    ]


def test_a_vignette_without_a_row_is_missing(tmp_path: Path) -> None:
    """It has no result, and the others keep theirs."""
    file = csv_file(tmp_path, "id,disposition,red_flags\na,urgent,\n")
    assert results(described(file), "b", "a") == [MISSING, ok(URGENT)]


@pytest.mark.parametrize(
    ("rows", "fault"),
    [
        ("b", "1 recorded answer for vignettes that were not asked: b (line 3)"),
        ("bc", "2 recorded answers for vignettes that were not asked: b (line 3), c (line 4)"),
        ("bcdef", f"5 recorded answers {BCD} and 2 more"),
    ],
)
def test_rows_that_nobody_asked_for_are_one_fault(tmp_path: Path, rows: str, fault: str) -> None:
    """They belong to no vignette; a few are named, each with its place."""
    text = "".join(f"{name},urgent,\n" for name in f"a{rows}")
    file = csv_file(tmp_path, f"id,disposition,red_flags\n{text}")
    assert given(described(file), "a") == [("q-a", ok(URGENT)), Fault(fault)]


def test_a_row_for_an_unknown_vignette_names_the_likely_one(tmp_path: Path) -> None:
    """One that has no answer itself: a slip of the pen has one row too many and one too few."""
    text = "id,disposition,red_flags\nF01-fever,urgent,\nF02-fevr,urgent,\n"
    *_, fault = given(described(csv_file(tmp_path, text)), "F01-fever", "F02-fever")
    assert fault == Fault(
        "1 recorded answer for vignettes that were not asked: F02-fevr (line 3; did you mean "
        '"F02-fever"?)'
    )


def test_a_row_may_have_the_id_of_the_request(tmp_path: Path) -> None:
    """As a batch has it that was given the requests; it is the id of just this patient."""
    asked = library(vignette("hot", "urgent", present="fever"), vignette("ache", "routine"))
    hot, ache = (request_of(v, asked.digests[v.id]["input"]).id for v in asked)
    old = request_of(asked.vignettes[1], "sha256:another").id
    file = lines_file(
        tmp_path,
        {"id": hot, "disposition": "urgent", "red_flags": ["fever"]},
        {"id": old, "disposition": "routine", "red_flags": []},
    )
    found = evaluate(engine_of(described(file)), asked)
    assert [outcome.result for outcome in found.outcomes] == [ok(URGENT, "fever"), MISSING]
    assert found.faults == (f"1 recorded answer for vignettes that were not asked: {old} (line 2)",)
    assert ache not in found.faults[0]


def test_an_answer_under_both_ids_is_none(tmp_path: Path) -> None:
    """Which of both would count is nobody's to guess."""
    file = csv_file(tmp_path, "id,disposition,red_flags\nq-a,urgent,\na,routine,\n")
    assert given(described(file), "a") == [
        ("q-a", error("recorded under both of its ids: line 3, line 2"))
    ]


def test_an_engine_that_is_not_asked_on_purpose_has_no_such_fault(tmp_path: Path) -> None:
    """Where the harness abstains for it, not every recorded answer is asked for."""
    file = csv_file(tmp_path, "id,disposition,red_flags\na,urgent,\nb,urgent,\n")
    assert given(described(file, unknowns=Unknowns.ABSTAIN), "a") == [("q-a", ok(URGENT))]


def test_an_answer_for_another_patient_does_not_count(tmp_path: Path) -> None:
    """Where the hash of the input was recorded, it has to be that of the vignette as it is now."""
    file = csv_file(
        tmp_path,
        "id,disposition,red_flags,input\na,urgent,,sha256:1\nb,urgent,,sha256:2\nc,urgent,,\n",
    )
    assert results(described(file), "a", "b", "c", digest="sha256:1") == [
        ok(URGENT),
        error("line 3: recorded for another patient: the vignette's input was changed since"),
        ok(URGENT),
    ]


def test_names_of_theirs_are_put_into_ours(tmp_path: Path) -> None:
    """Columns, rows of one engine among several, a separator, and words, numbers among them."""
    rows = [
        {"case": 1, "level": 3.0, "flags": "hot|fever", "app": "Ada"},
        {"case": 1, "level": 1.0, "flags": "", "app": "Bob"},
        {"case": 2, "level": 2.0, "flags": "", "app": "Ada"},
    ]
    table = Table(
        columns={"id": "case", "disposition": "level", "red_flags": "flags"},
        where={"app": "Ada"},
        separator="|",
    )
    names = {"3": "urgent", "2": "routine", "hot": "skin_redness"}
    text = "case,level,flags,app\n1,3,hot|fever,Ada\n1,1,,Bob\n2, 2,,Ada\n"
    listed = [{**row, "flags": list(filter(None, str(row["flags"]).split("|")))} for row in rows]
    for file in (
        csv_file(tmp_path, text),
        parquet_file(tmp_path, rows),
        lines_file(tmp_path, *listed),
    ):
        told = described(file, table=table, names=names)
        assert results(told, "1", "2") == [ok(URGENT, "skin_redness fever"), ok(ROUTINE)]


def test_a_comparison_of_many_symptom_checkers_is_read_through_an_engine_file(
    tmp_path: Path,
) -> None:
    """A public table of checkers by vignettes needs nothing but the names of its columns."""
    csv_file(
        tmp_path,
        '"App_name","Vignette_id","Triage_advice_from_app","Goldstandard_solution","Correct"\n'
        '"Ada","1","Emergency","Emergency",TRUE\n'
        '"Bob","1","Self-care","Emergency",FALSE\n'
        '"Ada","2","Non-Emergency","Emergency",FALSE\n'
        '"Bob","2","","Emergency",FALSE\n'
        '"Ada","3","","Self-care",FALSE\n',
        "checkers.csv",
    )
    file = tmp_path / "ada.yaml"
    file.write_text(
        "engine: Ada\n"
        "run: predictions:checkers.csv\n"
        "red_flags: not_reported\n"
        "names: {Self-care: self_care, Non-Emergency: routine, Emergency: emergency}\n"
        "predictions:\n"
        "  columns: {id: Vignette_id, disposition: Triage_advice_from_app}\n"
        "  where: {App_name: Ada}\n",
        encoding="utf-8",
    )
    told = read_description(file, WORDS)
    abstained = Result(status=Status.ABSTAINED, reason="no answer recorded")
    assert results(told, "1", "2", "3") == [ok(3), ok(ROUTINE), abstained]


def test_recorded_answers_are_scored_like_any_engine(tmp_path: Path) -> None:
    """Over a library: by the vignette's own id, and the same in every pass."""
    fever = vignette("fever", "urgent", present="fever", flags="fever")
    lump = vignette("lump", "routine", present="lump_behind_knee")
    made = library(lump, fever)
    digest = made.digests["fever"]["input"]
    text = (
        f"id,disposition,red_flags,input\nfever,urgent,fever,{digest}\nlump,routine,,sha256:other\n"
    )
    answers = evaluate(engine_of(described(csv_file(tmp_path, text))), made, repeat=2)
    other = "line 3: recorded for another patient: the vignette's input was changed since"
    assert [(o.vignette, o.result) for o in answers.outcomes] == [
        ("fever", ok(URGENT, "fever")),
        ("lump", error(other)),
    ]
    assert answers.faults == ()


@for_all(culprits=st.sets(st.sampled_from("abcdefgh")), data=st.data())
def test_exactly_the_culprits_are_errors(
    tmp_path_factory: pytest.TempPathFactory, culprits: set[str], data: st.DataObject
) -> None:
    """Whatever rows are wrong, and however, the others keep their answers."""
    wrong = st.sampled_from(["{},soon,", "{},urgent,fevr", "{},urgent,\n{},routine,"])
    rows = [
        data.draw(wrong).replace("{}", name) if name in culprits else f"{name},urgent,fever"
        for name in "abcdefgh"
    ]
    file = csv_file(
        tmp_path_factory.getbasetemp(), "id,disposition,red_flags\n" + "\n".join(rows) + "\n"
    )
    found = dict(zip("abcdefgh", results(described(file), *"abcdefgh"), strict=True))
    assert {name for name in found if found[name].status is Status.ERROR} == culprits
    assert all(found[name] == ok(URGENT, "fever") for name in set("abcdefgh") - culprits)
