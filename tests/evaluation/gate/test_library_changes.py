"""Every way to make a vignette easier, named in words under the check that fails for it."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from evaluation.gate.library_changes import gold_change, input_change
from evaluation.outcomes import Expected, Outcome
from tests.evaluation.kit.gates import check_of, failing, judge
from tests.evaluation.kit.outcomes import (
    EMERGENCY,
    IDS,
    ROUTINE,
    SELF_CARE,
    URGENT,
    gave,
    gold,
    moved,
    outcome,
    relabelled,
)

Patient = Mapping[str, Any]

OLD = gold(
    ROUTINE, URGENT, preferred=URGENT, flags="fever clot", absent="breath numb", ways="spine lungs"
)
RIGHT = gave(URGENT, flags="fever clot", ways="spine lungs")
MADE = outcome("x", OLD, RIGHT)
OTHER = outcome("other", gold(URGENT, flags="fever"), gave(URGENT, flags="fever"))


def changed(**parts: Any) -> Expected:
    """The gold with some of its parts exchanged."""
    return replace(OLD, **parts)


def without(names: frozenset[str], *gone: str) -> frozenset[str]:
    """Names without some of them."""
    assert names.issuperset(gone)
    return names - set(gone)


BOTH = "routine to urgent (clot, fever)"
LESS = "a less urgent answer is acceptable now"
MORE = "a more urgent answer is acceptable now"
# Another gold, its range and red flags where they are told, and what is weaker in it.
WEAKENINGS = [
    (changed(floor=SELF_CARE), "self_care to urgent (clot, fever)", LESS),
    (changed(ceiling=EMERGENCY), "routine to emergency (clot, fever)", MORE),
    (
        changed(floor=SELF_CARE, ceiling=EMERGENCY),
        "self_care to emergency (clot, fever)",
        f"{LESS}, {MORE}",
    ),
    (
        changed(red_flags=without(OLD.red_flags, "clot")),
        "routine to urgent (fever)",
        "no longer is required: clot",
    ),
    (
        changed(red_flags=frozenset()),
        "routine to urgent (no red flag)",
        "no longer is required: clot, fever",
    ),
    (
        changed(absent_red_flags=without(OLD.absent_red_flags, "numb")),
        "",
        "no longer has to be absent: numb",
    ),
    (changed(pathways=without(OLD.pathways, "lungs")), "", "no longer is expected: lungs"),
    (
        changed(absent_red_flags=frozenset(), pathways=frozenset()),
        "",
        "no longer has to be absent: breath, numb, no longer is expected: lungs, spine",
    ),
]
OTHER_EDITS = [
    (changed(preferred=ROUTINE), "preferred urgent became routine"),
    (changed(floor=URGENT), f"{BOTH} became urgent (clot, fever)"),
    (
        changed(red_flags=OLD.red_flags | {"numb"}),
        f"{BOTH} became routine to urgent (clot, fever, ",
    ),
    (changed(pathways=OLD.pathways | {"heart"}), "edited"),
]


@pytest.mark.parametrize(("expected", "became", "weaker"), WEAKENINGS)
def test_each_weakening_of_a_gold_is_named(expected: Expected, became: str, weaker: str) -> None:
    """What is acceptable now, or asked for no longer, stands behind the word weakened."""
    after = relabelled(MADE, expected)
    says = (f"{BOTH} became {became}; " if became else "") + f"weakened: {weaker}"
    assert gold_change(MADE, after, IDS) == says
    report = judge([MADE, OTHER], [after, OTHER])
    assert failing(report) == ["vignettes_gold_edited"]
    assert check_of(report, "vignettes_gold_edited").items == (f"x: {says}",)


@pytest.mark.parametrize(("expected", "says"), OTHER_EDITS)
def test_an_edit_that_asks_for_no_less_is_no_weakening(expected: Expected, says: str) -> None:
    """It is told, and not called so."""
    found = gold_change(MADE, relabelled(MADE, expected), IDS)
    assert found.startswith(says)
    assert "weakened" not in found


def test_another_family_is_told_beside_what_else_was_edited() -> None:
    """Moving a vignette hides no weakening, and is told where nothing else was done."""
    assert gold_change(MADE, moved(MADE, "f"), IDS) == "family x became f"
    both = moved(relabelled(MADE, changed(floor=SELF_CARE)), "f")
    assert gold_change(MADE, both, IDS) == (
        f"family x became f; {BOTH} became self_care to urgent (clot, fever); "
        "weakened: a less urgent answer is acceptable now"
    )


PATIENT: Patient = {
    "present": ["fever", "locking"],
    "absent": ["clot"],
    "numbers": {"age_years": 40, "duration_days": 2.5},
    "patient": {"sex": "female"},
}


def of(patient: Patient) -> Outcome:
    """The vignette with these answers."""
    return replace(MADE, input=patient)


@pytest.mark.parametrize(
    ("edit", "says"),
    [
        ({"absent": ["clot", "numb"]}, "numb: not asked became absent"),
        ({"present": ["locking"], "absent": ["clot", "fever"]}, "fever: present became absent"),
        ({"present": ["locking"]}, "fever: present became not asked"),
        ({"absent": []}, "clot: absent became not asked"),
        ({"present": ["fever", "locking", "clot"], "absent": []}, "clot: absent became present"),
        ({"present": ["fever", "locking", "numb"]}, "numb: not asked became present"),
        ({"numbers": {"age_years": 41, "duration_days": 2.5}}, "age_years: 40 became 41"),
        ({"numbers": {"age_years": 40}}, "duration_days: 2.5 became not asked"),
        ({"numbers": {}}, "age_years: 40 became not asked, duration_days: 2.5 became not asked"),
        ({"patient": {"sex": "male"}}, "sex: female became male"),
        ({"patient": {}}, "sex: female became not asked"),
        ({}, "edited"),
    ],
)
def test_each_edit_of_a_patient_is_named(edit: Patient, says: str) -> None:
    """Every answer, number and attribute with what it was and what it is."""
    assert input_change(of(PATIENT), of({**PATIENT, **edit})) == says


def test_what_hides_most_comes_first() -> None:
    """An unknown made absent, a finding taken away, an answer taken back; then all the rest."""
    edit = {
        "present": ["breath"],
        "absent": ["fever", "numb"],
        "numbers": {"age_years": 39, "duration_days": 2.5},
        "patient": {"sex": "male"},
    }
    assert input_change(of(PATIENT), of(edit)).split(", ") == [
        "numb: not asked became absent",
        "fever: present became absent",
        "clot: absent became not asked",
        "locking: present became not asked",
        "age_years: 40 became 39",
        "breath: not asked became present",
        "sex: female became male",
    ]


def test_an_edit_of_a_patient_stands_under_its_check() -> None:
    """By the id of the vignette."""
    after = replace(
        of({**PATIENT, "absent": ["clot", "numb"]}), digests={**MADE.digests, "input": ""}
    )
    report = judge([of(PATIENT), OTHER], [after, OTHER])
    assert failing(report) == ["vignettes_input_edited"]
    items = check_of(report, "vignettes_input_edited").items
    assert items == ("x: numb: not asked became absent",)


def test_a_vignette_under_another_id_is_told_as_renamed() -> None:
    """Same patient and gold; with another gold it is another vignette, and this one is gone."""
    renamed = replace(MADE, vignette="y")
    report = judge([MADE, OTHER], [renamed, OTHER])
    assert failing(report) == ["vignettes_removed"]
    assert check_of(report, "vignettes_removed").items == ("x: renamed to y",)
    easier = replace(relabelled(renamed, changed(floor=SELF_CARE)), vignette="y")
    assert check_of(judge([MADE, OTHER], [easier, OTHER]), "vignettes_removed").items == ("x",)
    stranger = replace(renamed, digests={**MADE.digests, "input": "another"})
    assert check_of(judge([MADE, OTHER], [stranger, OTHER]), "vignettes_removed").items == ("x",)


def test_a_vignette_that_was_there_before_is_no_new_name() -> None:
    """A twin that the baseline had too is not what the removed one became."""
    twin = replace(MADE, vignette="twin")
    report = judge([MADE, twin, OTHER], [twin, OTHER])
    assert check_of(report, "vignettes_removed").items == ("x",)
