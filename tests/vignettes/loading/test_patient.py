"""Malformed patients: findings, groups, numbers, attributes, and contradictions among them."""

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.vignettes.conftest import Edited, ProblemsOf

V = "vignettes[sparks-at-breakfast]"
FINDINGS = "smoke, sparks, shock, crumbs, pale_toast"
BOTH = f"{FINDINGS}, age_years, slots"


@pytest.mark.parametrize(
    ("line", "new", "problem"),
    [
        # findings
        (
            8,
            "present: [sparkz]",
            f'8: {V}.present: unknown finding "sparkz". Did you mean "sparks"?',
        ),
        (
            8,
            "present: [Pale-Toast]",
            f'8: {V}.present: unknown finding "Pale-Toast". Did you mean "pale_toast"?',
        ),
        (8, "present: [zebra]", f'8: {V}.present: unknown finding "zebra". Allowed: {FINDINGS}.'),
        (8, "present: [fire]", f'8: {V}.present: unknown finding "fire". Allowed: {FINDINGS}.'),
        (8, "present: [slots]", f'8: {V}.present: unknown finding "slots". Allowed: {FINDINGS}.'),
        (8, "present: [sparks, sparks]", f'8: {V}.present: "sparks" stands twice.'),
        (8, "present: sparks", f'8: {V}.present: text ("sparks") stands where a list is needed.'),
        (8, "present: {sparks: true}", f"8: {V}.present: a mapping stands where a list is needed."),
        (8, "present:", f"8: {V}.present: nothing stands where a list is needed."),
        (8, "present: [1]", f"8: {V}.present[1]: a whole number (1) stands in a list of texts."),
        (8, 'present: [""]', f'8: {V}.present[1]: text ("") stands in a list of texts.'),
        (
            8,
            "present: [sparks, [smoke]]",
            f"8: {V}.present[2]: a list stands in a list of texts.",
        ),
        (9, "absent: [smoke, smoke]", f'9: {V}.absent: "smoke" stands twice.'),
        (9, "absent: [fumes]", f'9: {V}.absent: unknown finding "fumes". Did you mean "smoke"?'),
        (9, "absent: [zebra]", f'9: {V}.absent: unknown finding "zebra". Allowed: {FINDINGS}.'),
        # the same finding present and absent
        (8, "present: [sparks, smoke]", f'9: {V}.absent: "smoke" is both present and absent.'),
        (9, "absent: [smoke, sparks]", f'9: {V}.absent: "sparks" is both present and absent.'),
        # groups
        (
            10,
            "absent_others: [danger]",
            f'10: {V}.absent_others: unknown group "danger". Did you mean "dangers"?',
        ),
        (
            10,
            "absent_others: [smoke]",
            f'10: {V}.absent_others: unknown group "smoke". Allowed: dangers, nuisances.',
        ),
        (
            10,
            "absent_others: dangers",
            f'10: {V}.absent_others: text ("dangers") stands where a list is needed.',
        ),
        (
            10,
            "absent_others: [nuisances, nuisances]",
            f'10: {V}.absent_others: "nuisances" stands twice.',
        ),
        # numbers
        (
            11,
            "numbers: {slots: 0}",
            f"11: {V}.numbers.slots: 0 is out of range; allowed: 1 to 8 slots.",
        ),
        (
            11,
            "numbers: {slots: 9}",
            f"11: {V}.numbers.slots: 9 is out of range; allowed: 1 to 8 slots.",
        ),
        (
            11,
            "numbers: {slots: 8.5}",
            f"11: {V}.numbers.slots: 8.5 is out of range; allowed: 1 to 8 slots.",
        ),
        (
            11,
            "numbers: {slots: 1e999}",
            f'11: {V}.numbers.slots: text ("1e999") stands where a number is needed.',
        ),
        (
            11,
            "numbers: {slots: two}",
            f'11: {V}.numbers.slots: text ("two") stands where a number is needed.',
        ),
        (
            11,
            "numbers: {slots: .nan}",
            f'11: {V}.numbers.slots: text (".nan") stands where a number is needed.',
        ),
        (
            11,
            "numbers: {slots: '2'}",
            f'11: {V}.numbers.slots: text ("2") stands where a number is needed.',
        ),
        (
            11,
            "numbers: {slots: [2]}",
            f"11: {V}.numbers.slots: a list stands where a number is needed.",
        ),
        (
            11,
            "numbers: {slots: true}",
            f"11: {V}.numbers.slots: true or false (true) stands where a number is needed.",
        ),
        (
            11,
            "numbers: {slots: }",
            f"11: {V}.numbers.slots: nothing stands where a number is needed.",
        ),
        (
            11,
            "numbers: {slot: 2}",
            f'11: {V}.numbers.slot: unknown name "slot". Did you mean "slots"?',
        ),
        (
            11,
            "numbers: {smoke: 1}",
            f'11: {V}.numbers.smoke: unknown name "smoke". Allowed: age_years, slots.',
        ),
        (
            11,
            "numbers: {colour: red}",
            f'11: {V}.numbers.colour: unknown name "colour". Allowed: age_years, slots.',
        ),
        (11, "numbers: [slots]", f"11: {V}.numbers: a list stands where a mapping is needed."),
        (
            11,
            "numbers: {slots: 2, slots: 3}",
            f'11: {V}.numbers.slots: the key "slots" stands twice; it stood at line 11 already.',
        ),
        # the patient
        (7, "patient: 7", f"7: {V}.patient: a whole number (7) stands where a mapping is needed."),
        (
            7,
            "patient: {age_years: 51}",
            f"7: {V}.patient.age_years: 51 is out of range; allowed: 0 to 50 years.",
        ),
        (
            7,
            "patient: {age_years: -1}",
            f"7: {V}.patient.age_years: -1 is out of range; allowed: 0 to 50 years.",
        ),
        (
            7,
            "patient: {age_years: old}",
            f'7: {V}.patient.age_years: text ("old") stands where a number is needed.',
        ),
        (
            7,
            "patient: {age_years: true}",
            f"7: {V}.patient.age_years: true or false (true) stands where a number is needed.",
        ),
        (
            7,
            "patient: {years_old: 3}",
            f'7: {V}.patient.years_old: unknown name "years_old". Did you mean "age_years"?',
        ),
        (
            7,
            "patient: {slots: 2}",
            f'7: {V}.patient.slots: unknown name "slots". Allowed: age_years, colour.',
        ),
        (
            7,
            "patient: {color: red}",
            f'7: {V}.patient.color: unknown name "color". Did you mean "colour"?',
        ),
        (7, "patient: {colour: blue}", f'7: {V}.patient.colour: "blue" is not one of red, chrome.'),
        (7, "patient: {colour: Red}", f'7: {V}.patient.colour: "Red" is not one of red, chrome.'),
        (7, "patient: {colour: 3}", f"7: {V}.patient.colour: 3 is not one of red, chrome."),
        (7, "patient: {colour: }", f"7: {V}.patient.colour: nothing is not one of red, chrome."),
        (
            7,
            "patient: {colour: [red]}",
            f"7: {V}.patient.colour: a list is not one of red, chrome.",
        ),
        (11, "numbers: {age_years: 8}", f"7: {V}.patient.age_years: this number stands twice."),
        # what was not asked
        (12, "not_asked: [sparks]", f'12: {V}.not_asked: "sparks" is present too.'),
        (12, "not_asked: [smoke]", f'12: {V}.not_asked: "smoke" is absent too.'),
        (12, "not_asked: [slots]", f'12: {V}.not_asked: "slots" has a value too.'),
        (12, "not_asked: [age_years]", f'12: {V}.not_asked: "age_years" has a value too.'),
        (12, "not_asked: [shock, shock]", f'12: {V}.not_asked: "shock" stands twice.'),
        (
            12,
            "not_asked: shock",
            f'12: {V}.not_asked: text ("shock") stands where a list is needed.',
        ),
        (
            12,
            "not_asked: [years_old]",
            f'12: {V}.not_asked: unknown finding or number "years_old". Did you mean "age_years"?',
        ),
        (
            12,
            "not_asked: [colour]",
            f'12: {V}.not_asked: unknown finding or number "colour". Allowed: {BOTH}.',
        ),
        (
            12,
            "not_asked: [nuisances]",
            f'12: {V}.not_asked: unknown finding or number "nuisances". Allowed: {BOTH}.',
        ),
    ],
)
def test_a_patient_that_is_wrong_is_named_with_its_place(
    edited: "Edited", problems_of: "ProblemsOf", line: int, new: str, problem: str
) -> None:
    """One mistake gives one problem: the file, the line, the field, and what would be right."""
    assert problems_of(edited({line: new})) == [f"v.yaml:{problem}"]
