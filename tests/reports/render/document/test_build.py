"""The document: every fact that a reader needs stands in it, and leads to where it belongs."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass, replace
from typing import Any

import pytest

from reports.model.audit.audit import Audit
from reports.render.document.build import document_of
from reports.render.document.checklist import ITEMS
from reports.render.document.nodes import Document, Row, Section, Span, Table, Tone
from tests.reports.kit.audits import (
    compared_audit,
    failing_audit,
    hostile_audit,
    large_audit,
    run_audit,
    small_audit,
)

DIGEST = "d" * 64
EVERY = {
    "small": small_audit,
    "failing": failing_audit,
    "compared": compared_audit,
    "run": run_audit,
    "hostile": hostile_audit,
}


def made(audit: Audit) -> Document:
    """The document of some facts."""
    return document_of(audit, DIGEST)


def nodes(node: Any) -> Iterator[Any]:
    """A node and all that is in it."""
    if isinstance(node, tuple):
        for each in node:
            yield from nodes(each)
    elif is_dataclass(node):
        yield node
        for field in fields(node):
            yield from nodes(getattr(node, field.name))


def words(text: Any) -> str:
    """A text without its form."""
    if isinstance(text, str):
        return text
    return text.text if isinstance(text, Span) else "".join(map(words, text))


def sections(document: Document) -> dict[str, Section]:
    """All sections by id."""
    return {node.id: node for node in nodes(document.sections) if isinstance(node, Section)}


def tables(node: Any) -> dict[str, Table]:
    """All tables in a node by caption."""
    return {each.caption: each for each in nodes(node) if isinstance(each, Table)}


def cells(row: Row) -> list[str]:
    """The texts of a row."""
    return [words(cell) for cell in row.cells]


@pytest.mark.parametrize("make", EVERY.values(), ids=EVERY)
def test_links_lead_somewhere(make: Any) -> None:
    """Whatever is linked has a place, and no two places have the same name."""
    document = made(make())
    places = [n.id for n in nodes(document.sections) if isinstance(n, Section | Row) and n.id]
    assert len(places) == len(set(places))
    linked = {node.to for node in nodes(document.sections) if isinstance(node, Span) and node.to}
    assert linked <= set(places)


@pytest.mark.parametrize("make", EVERY.values(), ids=EVERY)
def test_rows_have_a_cell_for_each_column(make: Any) -> None:
    """No cell stands under another column than its own."""
    for table in nodes(made(make()).sections):
        if isinstance(table, Table):
            assert {len(row.cells) for row in table.rows} <= {len(table.columns)}


@pytest.mark.parametrize("make", EVERY.values(), ids=EVERY)
def test_marks_are_choices(make: Any) -> None:
    """Every choice of a filter finds a row, and its name is an id that any format can use."""
    for table in nodes(made(make()).sections):
        if isinstance(table, Table) and table.filters:
            chosen = {choice for each in table.filters for choice, _ in each.choices}
            assert chosen <= {mark for row in table.rows for mark in row.marks}
            assert all(choice.replace("-", "").isalnum() for choice in chosen)


def test_every_vignette_has_a_row() -> None:
    """Expected, given, why and source of each; of a miss it is said in words."""
    audit = failing_audit()
    rows = {row.cells[0]: cells(row) for row in tables(made(audit).sections)["All vignettes"].rows}
    assert [*rows] == [vignette.id for vignette in audit.vignettes]
    burning = audit.ids()["burning"]
    assert rows["burning"][2] == "leave (fire)"
    assert rows["burning"][3].endswith(": missed red flag, red flag not raised")
    assert rows["burning"][5] == ", ".join(burning.sources)


def test_regressions_come_first() -> None:
    """What newly fails stands in the second section, the missed red flags at its top."""
    audit = failing_audit()
    second = made(audit).sections[1]
    assert second.id == "changes"
    caption = "Regressions: vignettes that newly fail, or fail more than before"
    named = [cells(row)[0] for row in tables(second)[caption].rows]
    by_id = audit.ids()
    assert {*named} == {vignette.id for vignette in audit.vignettes if vignette.newly}
    is_missed = ["missed_red_flag" in by_id[name].newly for name in named]
    assert is_missed == sorted(is_missed, reverse=True)
    assert is_missed[0]


def test_a_waived_regression_says_so() -> None:
    """What somebody lets pass is in the list all the same."""
    table = tables(made(failing_audit()).sections[1])
    caption = "Regressions: vignettes that newly fail, or fail more than before"
    said = {cells(row)[0]: cells(row)[1] for row in table[caption].rows}
    assert said["tingling"].endswith("(waived)")
    assert not said["burning"].endswith("(waived)")


def test_failing_checks_say_what_fails_them() -> None:
    """Every check is there: a failing one with its items, one that holds in the fold."""
    audit = failing_audit()
    assert audit.verdict is not None
    verdict = sections(made(audit))["verdict"]
    told = "\n".join(words(getattr(n, "text", "")) for n in nodes(verdict.blocks))
    told += "\n".join(words(item) for n in nodes(verdict) for item in getattr(n, "items", ()))
    for check in audit.verdict.checks:
        assert f"{check.title}: {check.numbers}" in told
        assert all(item in told for item in check.items)
    items = [item for check in audit.verdict.failing for item in check.items]
    assert told.count(items[0]) == 1
    assert "of those above" in told


def test_long_lists_of_items_are_counted() -> None:
    """A check that fails a thousand times names the worst, and counts the others."""
    audit = failing_audit()
    assert audit.verdict is not None
    check = replace(audit.verdict.failing[0], items=tuple(f"item {n}" for n in range(1000)))
    verdict = replace(audit.verdict, checks=(check,))
    found = sections(made(replace(audit, verdict=verdict)))["verdict"]
    said = [words(item) for n in nodes(found) for item in getattr(n, "items", ())]
    assert "item 24" in said
    assert "item 25" not in said
    assert "and 975 more" in said


@pytest.mark.parametrize(
    ("make", "verdict", "tone"),
    [(small_audit, "PASS", Tone.GOOD), (failing_audit, "FAIL", Tone.BAD), (run_audit, "", "")],
)
def test_the_verdict_is_that_of_the_gate(make: Any, verdict: str, tone: str) -> None:
    """The most important word is the gate's; where nothing was judged there is none."""
    document = made(make())
    assert document.verdict.startswith(verdict)
    assert bool(document.verdict) is bool(verdict)
    assert document.tone == tone


def test_a_lowered_line_says_whether_somebody_accepted_it() -> None:
    """Every line that lowers something is there, with who lets it pass."""
    audit = failing_audit()
    assert audit.solved is not None
    assert audit.solved.difference is not None
    table = tables(sections(made(audit))["lowered"])["Lines that lower something"]
    said = {cells(row)[0]: cells(row)[-1] for row in table.rows}
    wanted = {line.id: line.accepted or "by nobody" for line in audit.solved.difference.lowered}
    assert said == wanted
    assert "by nobody" in said.values()


def test_a_run_alone_speaks_of_no_baseline() -> None:
    """Sections that would be empty by nature are left out, and nothing is judged."""
    found = sections(made(run_audit()))
    assert not {"changes", "lowered", "flow", "paired"} & found.keys()
    assert {"metrics", "vignettes", "limitations", "checklist"} <= found.keys()


def test_the_checklists_name_sections_that_there_are() -> None:
    """In the report of a gate every item leads to all sections that it names."""
    found = sections(made(failing_audit()))
    named = {name for items in ITEMS.values() for item in items for name in item.sections}
    assert named <= found.keys()
    linked = {n.to for n in nodes(found["checklist"]) if isinstance(n, Span) and n.to}
    assert linked == named


def test_items_that_no_section_answers_are_for_people() -> None:
    """Every item leads somewhere, or says what a person has to do."""
    for items in ITEMS.values():
        assert all(item.sections or item.people for item in items)
        assert len({item.number for item in items}) == len(items)


def test_the_hazard_log_leaves_ratings_to_people() -> None:
    """Severity, likelihood and residual risk are blank, what was verified is not."""
    (table,) = tables(sections(made(failing_audit()))["hazards"]).values()
    assert table.has_blanks
    for row in table.rows:
        assert cells(row)[-3:] == ["", "", ""]
        assert all(cells(row)[:5])


def test_whoever_signs_signs_for_these_facts() -> None:
    """The digest stands beside the blank cells."""
    section = sections(made(small_audit()))["sign-off"]
    assert DIGEST in "".join(words(getattr(n, "text", "")) for n in section.blocks)


def test_seals_leave_out_what_is_not_known() -> None:
    """A run that was not kept has no digest to be held against."""
    audit = small_audit()
    seals = dict(made(audit).seals)
    assert seals["report"] == DIGEST
    assert seals["rules"] == audit.candidate.fingerprint.removeprefix("sha256:")
    without = replace(audit, candidate=replace(audit.candidate, digest=""))
    assert "candidate-run" not in dict(made(without).seals)


def test_not_estimable_is_said_in_words() -> None:
    """Where nothing was measured no share is given."""
    audit = small_audit()
    none = tuple(
        replace(r, k=0, n=0, value=None, family_k=0, family_n=0, wilson=None, upper=None)
        for r in audit.numbers.rates
    )
    found = made(replace(audit, numbers=replace(audit.numbers, rates=none)))
    table = tables(sections(found)["metrics"])["Metrics"]
    assert {cells(row)[1] for row in table.rows} == {"not estimable (0 of 0)"}
    assert {cells(row)[3] for row in table.rows} == {"not estimable"}


def test_every_rate_shows_its_counts() -> None:
    """A share never stands without k and n."""
    audit = failing_audit()
    table = tables(sections(made(audit))["metrics"])["Metrics"]
    for row, rate in zip(table.rows, audit.numbers.rates, strict=True):
        assert cells(row)[1].startswith((f"{rate.k} of {rate.n}", "not estimable"))


def limits_said(audit: Audit) -> str:
    """All limitations of a report in one text."""
    section = sections(made(audit))["limitations"]
    return "\n".join(words(item) for n in nodes(section) for item in getattr(n, "items", ()))


def test_limitations_follow_from_the_numbers() -> None:
    """Each is said exactly where it applies."""
    good, bad = limits_said(small_audit()), limits_said(failing_audit())
    assert "uncommitted or new files" in bad
    assert "uncommitted or new files" not in good
    assert "cannot be ruled out" in good
    told = limits_said(replace(small_audit(), solved=None, trace=None))
    assert "beyond these vignettes nothing is known" in told
    assert "could not be traced" in told


def test_what_was_edited_stands_first() -> None:
    """Nobody can accept a change that they cannot read: the edit and its sources come first."""
    audit = failing_audit()
    assert audit.solved is not None
    assert audit.solved.difference is not None
    edit = replace(
        audit.solved.difference.edits[0],
        says="fire: if smoke -> if sparks",
        sentences=(("L1", "s"),),
    )
    difference = replace(audit.solved.difference, edits=(edit,))
    found = made(replace(audit, solved=replace(audit.solved, difference=difference)))
    first, *_ = sections(found)["changes"].blocks
    assert isinstance(first, Table)
    assert [cells(row) for row in first.rows] == [["fire: if smoke -> if sparks", "L1: s"]]


def test_what_breaks_a_limit_is_marked() -> None:
    """In the first numbers and in the table, and only where the gate failed for it."""
    found = sections(made(failing_audit()))
    table = tables(found["metrics"])["Metrics"]
    marked = {cells(row)[0] for row in table.rows if row.tone is Tone.BAD}
    assert marked == {"Missed red flag rate"}
    assert not any(
        row.tone for row in tables(sections(made(small_audit()))["metrics"])["Metrics"].rows
    )


def test_a_rule_whose_red_flag_is_not_raised_is_marked() -> None:
    """Not the rules that fired beside it."""
    audit = failing_audit()
    assert audit.trace is not None
    rule = audit.trace.rules[0]
    sound = replace(rule, id="sound", red_flags=("fire",), required=2, raised=2, as_expected=0)
    broken = replace(rule, id="broken", red_flags=("fire",), required=2, raised=1)
    trace = replace(audit.trace, rules=(sound, broken))
    table = tables(sections(made(replace(audit, trace=trace)))["trace"])["Rules"]
    assert {cells(row)[0]: row.tone for row in table.rows} == {"sound": "", "broken": "bad"}


def test_a_library_of_thousands_has_all_its_rows() -> None:
    """Nothing is cut from the list of vignettes."""
    table = tables(made(large_audit(1200)).sections)["All vignettes"]
    assert len(table.rows) == 1200
