"""The accounting of the sources as plain data and as rows."""

import json
from dataclasses import replace

import pytest

from evaluation.trace.gaps import Gap, GapKind
from evaluation.trace.model import Kind
from evaluation.trace.reasons import Reason
from reports.data.sources import differences_to_data, sources_to_data, trace_rows
from tests.evaluation.trace.kettle import Kettle, read_kettle, text_of, write_kettle
from tests.reports.data.made import NO_LEAK, NO_OLD_ONE, report_of
from vignettes.sources.sentences import Place
from vignettes.sources.verify import Difference, Drift

LEAK = Gap(GapKind.DEMAND_WITHOUT_RULE, "MAN L3.2 leak")
NEAR = Gap(GapKind.RULE_WITHOUT_NEAR_MISS, "old-leak")
REASONS = {
    LEAK: Reason(text="Leaks are for later.", file="sources/gaps.yaml", line=3),
    Gap(GapKind.RULE_NEVER_FIRES, "smoke"): Reason(text="No.", file="sources/gaps.yaml", line=6),
}


@pytest.fixture(scope="module")
def kettle(tmp_path_factory: pytest.TempPathFactory) -> Kettle:
    """The domain, with a demand that no rule answers and a rule that never fires."""
    return read_kettle(write_kettle(tmp_path_factory.mktemp("kettle"), NO_LEAK, NO_OLD_ONE))


def test_the_accounting_as_data(kettle: Kettle) -> None:
    """Documents, classes, gaps with their reasons, and reasons for gaps that are closed."""
    data = sources_to_data(report_of(kettle, REASONS), trace=False)
    documents, classes = data.pop("documents"), data.pop("classes")
    assert data == {
        "schema": "triage-sources/1",
        "disclaimer": (
            "A reference for testing software, made by nobody clinical. Not medical advice."
        ),
        "ruleset": "kettle@0.1.0",
        "library": "kettles",
        "gaps": [
            {
                "gap": "demand_without_rule",
                "of": "MAN L3.2 leak",
                "reason": "Leaks are for later.",
            },
            {"gap": "rule_never_fires", "of": "old-leak", "reason": None},
            {"gap": "rule_without_near_miss", "of": "old-leak", "reason": None},
            {"gap": "rule_without_unknown", "of": "old-leak", "reason": None},
            {"gap": "rule_removal_unnoticed", "of": "old-leak", "reason": None},
        ],
        "stale_reasons": [
            {
                "file": "sources/gaps.yaml",
                "line": 6,
                "field": "gaps[smoke]",
                "message": "there is no such gap (rule_never_fires); take the reason out.",
                "code": "stale",
                "severity": "error",
            }
        ],
    }
    assert documents[1] == {
        "document": "TIP",
        "title": "The TIP",
        "publication": "booklet",
        "publisher": "",
        "file": "tips.txt",
        "sha256": kettle.inventory.documents["TIP"].sha256,
        "sentences": 2,
    }
    assert [each["document"] for each in documents] == ["MAN", "TIP"]
    assert classes[0] == {
        "class": "demand",
        "sentences": 4,
        "by_document": {"MAN": 3, "TIP": 1},
        "with": {"rule": 3, "invariant": 2, "red_flag": 2, "vignette": 4},
        "with_none": 0,
    }
    assert [(each["class"], each["sentences"], each["with_none"]) for each in classes] == [
        ("demand", 4, 0),
        ("description", 1, 0),
        ("advice", 1, 0),
        ("context", 0, 0),
        ("commercial", 1, 1),
        ("boilerplate", 1, 1),
    ]


def test_the_trace_stands_in_the_data_on_request(kettle: Kettle) -> None:
    """Every node with what it is linked with, by kind, under the names of the columns."""
    report = report_of(kettle)
    trace = sources_to_data(report, trace=True)["trace"]
    assert len(trace) == len(report.trace.nodes)
    assert trace[0] == {
        "kind": "sentence",
        "id": "MAN L1.1",
        "group": "boilerplate",
        "text": "",
        "linked": {
            "sentences": [],
            "rules": [],
            "invariants": [],
            "red_flags": [],
            "vignettes": [],
        },
    }
    assert trace[1] == {
        "kind": "sentence",
        "id": "MAN L3.1",
        "group": "demand",
        "text": "Smoke: no power.",
        "linked": {
            "sentences": [],
            "rules": ["smoke"],
            "invariants": ["K1"],
            "red_flags": ["fire"],
            "vignettes": ["smoke-open", "smoking", "sparking"],
        },
    }
    assert all(list(node["linked"]) == list(trace[0]["linked"]) for node in trace)


def test_the_data_is_json(kettle: Kettle) -> None:
    """And comes back as it was."""
    data = sources_to_data(report_of(kettle, REASONS), trace=True)
    assert json.loads(json.dumps(data)) == data


def test_no_sentence_of_a_document_stands_in_the_data(kettle: Kettle) -> None:
    """Only its place, its hash and our own words."""
    data = json.dumps(sources_to_data(report_of(kettle), trace=True))
    for name in kettle.inventory.documents:
        assert not any(line and line in data for line in text_of(name).splitlines())


def test_each_row_is_a_traced_thing(kettle: Kettle) -> None:
    """Locators in one word, so that several in a cell can be told apart; gaps with reasons."""
    header, *rows = [",".join(row) for row in trace_rows(report_of(kettle, REASONS))]
    assert header == "kind,id,group,text,sentences,rules,invariants,red_flags,vignettes,gaps"
    assert rows[:8] == [
        "sentence,MAN L1.1,boilerplate,,,,,,,",
        "sentence,MAN L3.1,demand,Smoke: no power.,,smoke,K1,fire,smoke-open smoking sparking,",
        (
            "sentence,MAN L3.2,demand,A shop mends.,,current,,current,sparking sparks-open,"
            "demand_without_rule: Leaks are for later."
        ),
        "sentence,MAN L4.1,demand,Chalk may stay.,,,K2,,chalky,",
        "sentence,MAN L4.2,advice,Acid helps.,,,K2,,,",
        "sentence,MAN L5.1,description,Humming is normal.,,(default),,,humming,",
        "sentence,TIP L1.1,commercial,,,,,,,",
        "sentence,TIP L2.1,demand,Old: look.,,old-leak,,,leaking-new leaking-old leaking-open,",
    ]
    assert rows[10] == (
        "rule,old-leak,mend,Old and leaking,TIP:L2.1,,,,,rule_never_fires: NO REASON GIVEN; "
        "rule_without_near_miss: NO REASON GIVEN; rule_without_unknown: NO REASON GIVEN; "
        "rule_removal_unnoticed: NO REASON GIVEN"
    )
    assert rows[15] == "red_flag,current,mend,Current,MAN:L3.2,current,,,sparking,"
    assert rows[-2] == (
        "vignette,sparking,mend,A kettle, sparking,MAN:L3.1 MAN:L3.2,current,,current,,"
    )


@pytest.mark.parametrize("kind", GapKind)
def test_a_gap_stands_in_the_row_of_what_it_is_about(kettle: Kettle, kind: GapKind) -> None:
    """Ids are unique within a kind only: the gap of a rule is none of the red flag of its name."""
    first = kind.value.partition("_")[0]
    about = {"demand": "sentence", "red": "red_flag"}.get(first, first)
    of = "MAN L3.1" if about == "sentence" else "current"
    vignette = replace(kettle.library.vignettes[0], id="current")
    library = replace(kettle.library, vignettes=(*kettle.library, vignette))
    report = replace(report_of(replace(kettle, library=library)), gaps=(Gap(kind, of),))
    rows = [row for row in trace_rows(report)[1:] if row[-1]]
    assert [(row[0], row[1]) for row in rows] == [(about, of)]


def test_the_gap_of_a_demand_is_not_that_of_a_longer_place(kettle: Kettle) -> None:
    """L3.1 is not L3.11."""
    report = replace(report_of(kettle), gaps=(Gap(GapKind.DEMAND_WITHOUT_RULE, "MAN L3.11 smoke"),))
    assert [row for row in trace_rows(report)[1:] if row[-1]] == []


def test_every_row_has_every_column(kettle: Kettle) -> None:
    """One of each kind of thing, and one for gaps."""
    rows = trace_rows(report_of(kettle))
    assert {len(row) for row in rows} == {4 + len(Kind) + 1}
    assert all(isinstance(cell, str) for row in rows for cell in row)


def test_differences_as_data(kettle: Kettle) -> None:
    """What was verified, and each difference with its place where it has one."""
    differences = (
        Difference(document="MAN", kind=Drift.CHANGED, place=Place(3, 2), detail="now at L3.3"),
        Difference(document="MAN", kind=Drift.MISSING, place=Place(4, 1)),
        Difference(document="TIP", kind=Drift.ABSENT, detail="tips.txt: gone"),
    )
    assert differences_to_data(kettle.inventory, differences) == {
        "schema": "triage-sources-verified/1",
        "sentences": 8,
        "differences": [
            {
                "document": "MAN",
                "difference": "changed",
                "place": "L3.2",
                "detail": "now at L3.3",
            },
            {"document": "MAN", "difference": "missing", "place": "L4.1", "detail": ""},
            {"document": "TIP", "difference": "absent", "place": None, "detail": "tips.txt: gone"},
        ],
    }
