"""Annotations: what the runner makes of each line, however hostile the content is."""

import re
from dataclasses import dataclass, replace
from typing import Final

import pytest
from hypothesis import given

from reports.model.audit.audit import Audit
from reports.model.audit.vignettes import Place
from reports.render.annotations import MOST, render_annotations
from tests.reports.kit import audit_parts as parts
from tests.reports.kit.any_audit import FILLINGS, any_facts, filled
from tests.reports.kit.audit_vignettes import FAILING
from tests.reports.kit.audits import (
    ACCEPTANCE,
    WAIVER,
    check,
    compared_audit,
    failing_audit,
    hostile_audit,
    run_audit,
    small_audit,
)

ERRORS: Final = """\
::error file=rules/1.1.0.yaml,line=41,title=Missed red flag::burning: expected leave (fire), got \
mend (no red flag). Also undetected red flag, under-triage. Changed: acts-on-fire. Sources: TIP L2.
::error file=rules/1.1.0.yaml,line=41,title=Missed red flag::burning-slowly: expected leave (fire),\
 got unplug (no red flag), without the pathway electrician. Also undetected red flag, under-triage,\
 lost pathway. Changed: acts-on-fire, acts-on-current. Sources: TIP L2.
::error file=library/kettles.yaml,line=106,title=Missed red flag::rattling: expected unplug \
(current), got error: the engine stopped: division by zero. Also no answer, undetected red flag, \
under-triage. Sources: TIP L2.
::error file=library/kettles.yaml,line=94,title=Missed red flag::glowing: expected unplug \
(current), got mend (current). Also under-triage. Sources: TIP L2.
::error file=library/kettles.yaml,line=106,title=No answer::mumbling: expected mend (no red flag), \
got abstained: cannot tell. Sources: TIP L2.
::error file=rules/1.1.0.yaml,title=Under-triage::dripping: expected mend (no red flag), got keep \
(no red flag). Changed: gives-mend. Sources: TIP L2.
::error file=rules/1.1.0.yaml,line=41,title=Patients made less urgent%2C and not accepted::smoke \
present, flames absent: leave (fire) becomes unplug (no red flag). Smallest patient: smoke present,\
 flames absent; nothing else known. By the edit of acts-on-fire. Sources: TIP L1. Line \
0a1b2c3d4e5f.
::error title=Claim refuted::fire.floor: With fire nobody is given less than leave. Refuted by: \
smoke present. Given: unplug (no red flag). Sources: TIP L1.
::error title=4 more::And 4 more errors; the summary and the report have them.
"""
OTHERS: Final = """\
::warning file=rules/1.1.0.yaml,line=58,title=Waived%3A missed red flag::tingling: expected unplug \
to leave (current), got mend (no red flag). Also undetected red flag, under-triage. Changed: \
acts-on-current. Sources: TIP L2.
::warning file=rules/1.1.0.yaml,line=41,title=Let pass by the policy%3A over-triage::whistling: \
expected keep (no red flag), got mend (no red flag). Changed: acts-on-fire. Sources: TIP L2.
::warning title=Claim without meaning::current.floor: With current on the case nobody is given less\
 than unplug. It speaks of nobody. Sources: MAN L4.
::notice title=triage%3A FAIL%2C with 1 failing waived and 1 line accepted::kettle@1.1.0 against \
kettle@1.0.0 on 19 vignettes; missed red flags: 5 of 8.
"""


@dataclass(frozen=True)
class Shown:
    """An annotation as the runner reads it from a line."""

    kind: str
    properties: dict[str, str]
    message: str


def read(text: str) -> list[Shown]:
    """Each line as the runner reads it: the command up to the second colons, then the message."""
    found = []
    for line in text.splitlines():
        assert line.startswith("::")
        command, _, message = line[2:].partition("::")
        kind, _, rest = command.partition(" ")
        given_ = dict(pair.split("=", 1) for pair in rest.split(","))
        values = {name: _unescaped(value, _IN_PROPERTIES) for name, value in given_.items()}
        found.append(Shown(kind, values, _unescaped(message, _IN_DATA)))
    return found


_IN_DATA: Final = {"%0D": "\r", "%0A": "\n", "%25": "%"}
_IN_PROPERTIES: Final = {**_IN_DATA, "%3A": ":", "%2C": ","}


def _unescaped(text: str, signs: dict[str, str]) -> str:
    return re.sub("|".join(signs), lambda found: signs[found[0]], text)


def kinds(audit: Audit) -> list[str]:
    """The kinds of the annotations, in their order."""
    return [each.kind for each in read(render_annotations(audit))]


def titles(audit: Audit, kind: str) -> list[str]:
    """The titles of the annotations of a kind."""
    shown = read(render_annotations(audit))
    return [each.properties["title"] for each in shown if each.kind == kind]


def test_a_gate_that_fails_says_what_is_worst_first() -> None:
    """Patients at risk first, at the line of the rule that was changed; then what is let pass."""
    assert render_annotations(failing_audit()) == ERRORS + OTHERS


def test_a_gate_that_passes_says_so_and_nothing_else() -> None:
    """Where nothing is wrong and nothing waived there is the verdict alone."""
    assert read(render_annotations(small_audit())) == [
        Shown(
            "notice",
            {"title": "triage: PASS"},
            "kettle@1.1.0 against kettle@1.0.0 on 6 vignettes; missed red flags: 0 of 3.",
        )
    ]


def test_a_gate_that_passes_has_no_error_whatever_it_let_pass() -> None:
    """What the policy does not ask for is a warning: a green job shows no red annotation."""
    audit = small_audit(vignettes=FAILING, solved=parts.SOLVED_WORSE)
    assert "error" not in kinds(audit)
    assert kinds(audit).count("warning") == MOST
    assert "Patients made less urgent, and not accepted" in titles(
        small_audit(solved=parts.SOLVED_WORSE), "warning"
    )


@pytest.mark.parametrize("words", ["FAIL", "NO VERDICT"])
def test_a_gate_that_does_not_pass_has_an_error(words: str) -> None:
    """Also where no check says why."""
    verdict = small_audit().verdict
    assert verdict is not None
    assert "error" in kinds(small_audit(verdict=replace(verdict, words=words, headline=words)))


def test_what_was_not_measured_comes_first() -> None:
    """Without a measurement nothing else that is said can be trusted."""
    audit = failing_audit()
    assert audit.verdict is not None
    unmeasured = check("results", "Measured", "0 of 19", "measured", items=("nobody answered",))
    verdict = replace(audit.verdict, words="NO VERDICT", checks=(*audit.verdict.checks, unmeasured))
    assert read(render_annotations(replace(audit, verdict=verdict)))[0] == Shown(
        "error", {"title": "Measured"}, "0 of 19. nobody answered"
    )


def test_each_failing_check_is_said_by_something() -> None:
    """A check that no vignette, line or claim explains has an annotation of its own."""
    audit = failing_audit()
    assert audit.verdict is not None
    some = tuple(each for each in audit.verdict.checks if each.name in {"evidence", "waivers"})
    few = replace(audit, vignettes=(), solved=None, verdict=replace(audit.verdict, checks=some))
    assert titles(few, "error") == [each.title for each in some]


def test_of_many_the_ninth_counts_the_others() -> None:
    """GitHub shows ten of a kind, and would not say that there are more."""
    many = tuple(replace(FAILING[6], id=f"burning-{number:03}") for number in range(100))
    audit = run_audit(many)
    shown = read(render_annotations(audit))
    assert [each.kind for each in shown] == ["error"] * 9 + ["warning", "notice"]
    assert [each.message.partition(":")[0] for each in shown[:8]] == [
        f"burning-{number:03}" for number in range(7)
    ] + ["burning-007"]
    assert shown[8].properties == {"title": "93 more"}


def test_two_runs_side_by_side_have_no_verdict() -> None:
    """What is worse is an error all the same; the notice names both sides."""
    shown = read(render_annotations(compared_audit()))
    assert shown[0].kind == "error"
    assert shown[-1].properties == {"title": "triage"}
    assert shown[-1].message.startswith("kettle@1.1.0 against kettle@1.0.0")


@pytest.mark.parametrize(("days", "is_warned"), [(15, False), (14, True), (1, True), (0, True)])
def test_what_is_soon_over_is_a_warning(days: int, *, is_warned: bool) -> None:
    """Two weeks are left to act before a waiver or an acceptance fails the gate."""
    verdict = small_audit().verdict
    assert verdict is not None
    verdict = replace(
        verdict,
        waivers=(replace(WAIVER, days_left=days), replace(WAIVER, days_left=1, problem="no")),
        acceptances=(replace(ACCEPTANCE, days_left=days),),
    )
    found = titles(small_audit(verdict=verdict), "warning")
    assert found == (["Waiver soon over", "Acceptance soon over"] if is_warned else [])


@pytest.mark.parametrize(
    ("file", "folder", "shown"),
    [
        ("rules/a.yaml", "", "rules/a.yaml"),
        ("rules/a.yaml", ".", "rules/a.yaml"),
        ("rules/a.yaml", "sub/dir", "sub/dir/rules/a.yaml"),
        ("../rules/a.yaml", "sub", "rules/a.yaml"),
        ("rules\\a.yaml", "", "rules/a.yaml"),
        ("a,b:c%.yaml", "", "a,b:c%.yaml"),
        ("../a.yaml", "", None),
        ("/etc/a.yaml", "", None),
        ("C:\\a.yaml", "", None),
        ("a\nb.yaml", "", None),
        ("", "", None),
        ("a" * 2_000, "", None),
    ],
)
def test_a_place_is_seen_from_the_root_of_the_checkout(
    file: str, folder: str, shown: str | None
) -> None:
    """GitHub finds a file by its path there; what is not in the checkout is left out."""
    causes = (Place(file=file, line=7, of="rule"),)
    audit = run_audit((replace(FAILING[6], place=None),))
    audit = replace(audit, vignettes=(replace(audit.vignettes[0], causes=causes),))
    found = read(render_annotations(audit, folder=folder))[0].properties
    assert found.get("file") == shown
    assert found.get("line") == (None if shown is None else "7")


def test_a_rule_with_a_line_comes_before_one_without() -> None:
    """Where a removed rule and an edited one are behind a change, the edited one has a place."""
    causes = (Place(file="r.yaml", line=0, of="gone"), Place(file="r.yaml", line=3, of="here"))
    audit = run_audit((replace(FAILING[6], place=None),))
    audit = replace(audit, vignettes=(replace(audit.vignettes[0], causes=causes),))
    found = read(render_annotations(audit))[0]
    assert found.properties["line"] == "3"
    assert "Changed: here, gone." in found.message


def test_long_messages_are_cut_and_counted() -> None:
    """A reason of 100,000 characters is shown by its first ones."""
    shown = read(render_annotations(hostile_audit()))
    assert max(len(each.message) for each in shown) < 1_000
    assert any(re.search(r" … \(10\d,\d{3} more characters\)$", each.message) for each in shown)


def _is_safe(text: str) -> None:
    lines = text.splitlines()
    assert text == "".join(f"{line}\n" for line in lines)
    assert all(re.match(r"::(error|warning|notice) ", line) for line in lines)
    assert "##[" not in text
    assert text.isprintable() or set(filter(lambda c: not c.isprintable(), text)) <= _SPACES
    for each in read(text):
        assert each.properties.keys() <= {"file", "line", "title"}
        assert len(each.message) < 1_000
        assert not {"\r", "\n"} & set(each.message + "".join(each.properties.values()))
    found = [each.kind for each in read(text)]
    assert max(found.count(kind) for kind in found) <= MOST
    assert found[-1] == "notice"
    text.encode()


_SPACES: Final = set("\n\u00a0\u1680\u202f\u205f\u3000") | {chr(c) for c in range(0x2000, 0x200B)}


def test_hostile_content_starts_no_other_command() -> None:
    """Each line is one command of ours, whatever the titles, reasons and paths are."""
    _is_safe(render_annotations(hostile_audit()))
    texts = ("##[error]boom", "x\n::stop-commands::y", "%0A::error::z", "a\u2028::error::b")
    for text in texts:
        audit = run_audit((replace(FAILING[6], id=text),))
        _is_safe(render_annotations(audit))
        assert len(read(render_annotations(audit))) == 4
    assert read(render_annotations(run_audit((replace(FAILING[6], id=texts[2]),))))[
        0
    ].message.startswith("%0A::error::z: expected")


@given(texts=FILLINGS)
def test_any_text_starts_no_other_command(texts: list[str]) -> None:
    """The same with any characters in every text of a failing gate."""
    _is_safe(render_annotations(filled(texts)))


@given(audit=any_facts(Audit))
def test_any_facts_can_be_told(audit: Audit) -> None:
    """Facts of the right types never end in an error of the program."""
    _is_safe(render_annotations(audit))
