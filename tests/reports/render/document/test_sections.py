"""Sections: what each of them must not leave out, seen against the facts."""

from dataclasses import replace

from reports.model.audit.audit import Audit
from reports.render.document.nodes import Section, Table, Tone
from reports.render.document.words import expected_text, rate_text
from tests.reports.kit.audits import failing_audit, small_audit
from tests.reports.render.document.test_build import cells, made, nodes, sections, tables, words


def section(audit: Audit, name: str) -> Section:
    """A section of the report of some facts."""
    return sections(made(audit))[name]


def said(found: Section) -> str:
    """All texts of a section, one after the other."""
    texts = []
    for node in nodes(found):
        texts += [
            words(getattr(node, field))
            for field in ("text", "summary")
            if isinstance(getattr(node, field, None), str | tuple)
        ]
        texts += [words(item) for item in getattr(node, "items", ())]
        for row in getattr(node, "rows", ()):
            texts += map(words, row if isinstance(row, tuple) else row.cells)
    return "\n".join(texts)


def table(audit: Audit, name: str, caption: str) -> Table:
    """A table whose caption begins so."""
    found = tables(section(audit, name))
    return next(each for title, each in found.items() if title.startswith(caption))


def test_every_vignette_that_is_wrong_is_an_anomaly() -> None:
    """New or known, waived or not; a missed red flag is marked as worse."""
    audit = failing_audit()
    wrong = {v.id: v for v in audit.vignettes if not v.is_as_expected}
    rows = {cells(row)[0]: row for row in table(audit, "anomalies", f"{len(wrong)} ").rows}
    assert rows.keys() == wrong.keys()
    for name, row in rows.items():
        missed = "missed_red_flag" in wrong[name].failures
        assert (row.tone is Tone.BAD) is missed
        assert cells(row)[2] == expected_text(wrong[name])
    assert cells(rows["tingling"])[-1].endswith("waived")


def test_waivers_tell_how_long_they_hold_and_what_is_wrong() -> None:
    """One that does not hold says why in place of its days."""
    audit = failing_audit()
    assert audit.verdict is not None
    rows = table(audit, "anomalies", "Waivers").rows
    for row, grant in zip(rows, audit.verdict.waivers, strict=True):
        assert cells(row)[-1] == (grant.problem or str(grant.days_left))
        assert (row.tone is Tone.BAD) is bool(grant.problem)
    soon = replace(audit.verdict.waivers[0], days_left=3)
    audit = replace(audit, verdict=replace(audit.verdict, waivers=(soon,)))
    (row,) = table(audit, "anomalies", "Waivers").rows
    assert cells(row)[-1] == "3, soon over"


def test_document_control_has_every_hash() -> None:
    """Of both sides, the words, the library, the policy and the facts."""
    audit = small_audit()
    assert audit.baseline is not None
    text = said(section(audit, "control"))
    for side in (audit.candidate, audit.baseline):
        for found in (
            side.fingerprint,
            side.library_fingerprint,
            side.vocabulary_fingerprint,
            side.invariants_fingerprint,
            side.digest,
            side.revision,
            side.command,
        ):
            assert found in text
    assert audit.policy.fingerprint in text
    assert "d" * 64 in text


def test_criteria_that_changed_since_the_approval_are_told() -> None:
    """By their hash: the same, another, or not known."""
    audit = small_audit()
    assert audit.approval is not None
    same = replace(audit.approval, policy_fingerprint=audit.policy.fingerprint)
    other = replace(audit.approval, policy_fingerprint="sha256:other")
    unknown = replace(audit.approval, policy_fingerprint="")
    told = [said(section(replace(audit, approval=a), "criteria")) for a in (same, other, unknown)]
    assert "The criteria are those that the baseline was accepted by." in told[0]
    assert "The criteria have changed since the baseline was accepted." in told[1]
    assert "is not known." in told[2]
    watched = replace(audit.policy, is_watched=True)
    text = said(section(replace(audit, policy=watched), "criteria"))
    assert ("fails the gate" in text, "fails the gate" in told[0]) == (
        True,
        audit.policy.is_watched,
    )
    for criterion in audit.policy.criteria:
        assert criterion.asks in told[0]


def test_a_hazard_is_marked_by_vignettes_and_by_proofs() -> None:
    """Either is enough; a sound one is not."""
    audit = small_audit()
    sound = replace(audit.hazards[0], failing=0, claims=2, proved=2)
    hazards = (sound, replace(sound, failing=1), replace(sound, proved=1))
    rows = table(replace(audit, hazards=hazards), "hazards", "Hazards").rows
    assert [row.tone for row in rows] == [Tone.NONE, Tone.BAD, Tone.BAD]


def test_subgroups_show_each_rate_in_its_column() -> None:
    """In the order of the heads, with what is too few marked."""
    audit = failing_audit()
    rows = table(audit, "subgroups", "Subgroups").rows
    order = ("missed_red_flag_rate", "escalation_accuracy", "under_triage_rate", "over_triage_rate")
    for row, found in zip(rows, audit.numbers.subgroups, strict=True):
        rates = {rate.name: rate for rate in found.rates}
        shown = [cells(row)[2 + n] for n in range(len(order))]
        for text, name in zip(shown, order, strict=True):
            rate = rates.get(name)
            assert text.startswith(rate_text(rate))
            assert text.endswith(", too few") is bool(rate and rate.n and rate.is_small)


def test_claims_that_are_not_proved_are_listed() -> None:
    """Each with who refutes it, and only those."""
    audit = failing_audit()
    assert audit.solved is not None
    rows = table(audit, "proofs", "Claims that are not proved").rows
    assert [cells(row)[0] for row in rows] == [claim.id for claim in audit.solved.failing]
    assert "Claims that are not proved" not in tables(section(small_audit(), "proofs"))


def test_the_flow_counts_every_vignette() -> None:
    """Asked, compared, answered or not and why, scored."""
    audit = failing_audit()
    rows = {cells(r)[0]: cells(r)[1] for r in table(audit, "vignette-flow", "From the").rows}
    n = str(len(audit.vignettes))
    assert (rows["In the library, and asked"], rows["Scored"]) == (n, n)
    assert rows["Requires a red flag"] == str(sum(bool(v.red_flags) for v in audit.vignettes))
    for status, count in audit.numbers.statuses.items():
        assert rows[f"Result: {status}"] == str(count)
    for reason, count in audit.numbers.no_answer:
        assert rows[f"No answer: {reason}"] == str(count)


def test_a_gap_without_a_reason_is_marked() -> None:
    """And says that nobody wrote one."""
    audit = small_audit()
    assert audit.trace is not None
    gap = replace(audit.trace.gaps[0], reason="Known.")
    trace = replace(audit.trace, gaps=(gap, replace(gap, reason="")))
    rows = table(replace(audit, trace=trace), "trace", "What is missing: 2 gaps, 1 ").rows
    assert [row.tone for row in rows] == [Tone.NONE, Tone.BAD]
    assert cells(rows[1])[-1] == "no reason is written"


def test_filters_find_what_they_say() -> None:
    """Each choice finds just the vignettes that it names."""
    audit = failing_audit()
    rows = table(audit, "vignettes", "All vignettes").rows
    by_id = audit.ids()
    found = {
        mark: {cells(row)[0] for row in rows if mark in row.marks}
        for mark in ("bad", "missed", "under", "over", "silent", "changed", "flag")
    }
    assert found == {
        "bad": {n for n, v in by_id.items() if not v.is_as_expected},
        "missed": {n for n, v in by_id.items() if "missed_red_flag" in v.failures},
        "under": {n for n, v in by_id.items() if "under_triage" in v.failures},
        "over": {n for n, v in by_id.items() if "over_triage" in v.failures},
        "silent": {n for n, v in by_id.items() if v.answer.status != "ok"},
        "changed": {n for n, v in by_id.items() if v.is_changed},
        "flag": {n for n, v in by_id.items() if v.red_flags},
    }
    assert all(found.values())
