"""Files of patients: what they say, and everything that can be wrong with them."""

from collections.abc import Callable

import pytest

from triage.loading.presentations import Patient
from triage.presentation import Presentation
from triage.truth import Answer
from triage.vocabulary import Vocabulary

ProblemsOf = Callable[[str | bytes], list[str]]
ReadPatient = Callable[[str | bytes], Patient]

KEYS = "present, absent, absent_others, numbers, patient, not_asked"
FINDINGS = "Allowed: squeak, wobble, flat_tyre, brake_fails."
ANYTHING = "Allowed: squeak, wobble, flat_tyre, brake_fails, pressure_bar, age_years."

ROWS: list[tuple[str, list[str]]] = [
    # The file
    ("[]", ["1: a list stands where a mapping is needed."]),
    ("~", ["1: nothing stands where a mapping is needed."]),
    ("findings: []", [f'1: unknown key "findings". Allowed: {KEYS}.']),
    ("presents: [squeak]", ['1: unknown key "presents". Did you mean "present"?']),
    ("age: 3", [f'1: unknown key "age". Allowed: {KEYS}.']),
    # Names of findings
    ("present: squeak", ['1: present: text ("squeak") stands where a list is needed.']),
    ("present:", ["1: present: nothing stands where a list is needed."]),
    ("present: {squeak: true}", ["1: present: a mapping stands where a list is needed."]),
    ("present: [sqeak]", ['1: present: unknown finding "sqeak". Did you mean "squeak"?']),
    ("present: [puncture]", ['1: present: unknown finding "puncture". Did you mean "flat_tyre"?']),
    ("present: [rain]", [f'1: present: unknown finding "rain". {FINDINGS}']),
    ("present: [pressure_bar]", [f'1: present: unknown finding "pressure_bar". {FINDINGS}']),
    ("present: [5, ~, [squeak]]", [
        "1: present[1]: a whole number (5) stands in a list of texts.",
        "1: present[2]: nothing stands in a list of texts.",
        "1: present[3]: a list stands in a list of texts.",
    ]),
    ("present:\n  - squeak\n  - squeak", ['3: present: "squeak" stands twice.']),
    ("absent: [wobble, wobbel]", ['1: absent: unknown finding "wobbel". Did you mean "wobble"?']),
    # Contradictions
    ("present: [squeak]\nabsent: [squeak]", [
        '2: absent: "squeak" is both present and absent.'
    ]),
    ("absent: [squeak]\npresent: [squeak, wobble]\nnot_asked: [wobble]", [
        '1: absent: "squeak" is both present and absent.',
        '3: not_asked: "wobble" is present too.',
    ]),
    ("not_asked: [squeak]\nabsent: [squeak]", ['1: not_asked: "squeak" is absent too.']),
    ("not_asked: [pressure_bar]\nnumbers: {pressure_bar: 3}", [
        '1: not_asked: "pressure_bar" has a value too.'
    ]),
    ("not_asked: [age_years]\npatient: {age_years: 3}", [
        '1: not_asked: "age_years" has a value too.'
    ]),
    ("not_asked: [squeak, squeak]", ['1: not_asked: "squeak" stands twice.']),
    ("not_asked: [rain]", [
        f'1: not_asked: unknown finding or number "rain". {ANYTHING}'
    ]),
    ("not_asked: [psi]", [
        '1: not_asked: unknown finding or number "psi". Did you mean "pressure_bar"?'
    ]),
    ("not_asked: [colour]", [
        f'1: not_asked: unknown finding or number "colour". {ANYTHING}'
    ]),
    # Groups
    ("absent_others: [wheel]", ['1: absent_others: unknown group "wheel". Did you mean "wheels"?']),
    ("absent_others: wheels", [
        '1: absent_others: text ("wheels") stands where a list is needed.'
    ]),
    ("absent_others: [squeak]", ['1: absent_others: unknown group "squeak". Allowed: wheels.']),
    # Numbers
    ("numbers: [pressure_bar]", ["1: numbers: a list stands where a mapping is needed."]),
    ("numbers: 5", ["1: numbers: a whole number (5) stands where a mapping is needed."]),
    ("numbers: {psi: 3}", ['1: numbers.psi: unknown name "psi". Did you mean "pressure_bar"?']),
    ("numbers: {colour: red}", [
        '1: numbers.colour: unknown name "colour". Allowed: pressure_bar, age_years.'
    ]),
    ("numbers:\n  squeak: 1\n  age_years: -1", [
        '2: numbers.squeak: unknown name "squeak". Allowed: pressure_bar, age_years.',
        "3: numbers.age_years: -1 is out of range; allowed: 0 to 50 years.",
    ]),
    *[(f"numbers: {{pressure_bar: {written}}}", [
        f"1: numbers.pressure_bar: {written} is out of range; allowed: 1 to 9 bar."
    ]) for written in ("0", "0.9", "9.1", "-3", "100", "9.0000001")],
    ("numbers: {age_years: 3}\npatient: {age_years: 3}", [
        "2: patient.age_years: this number stands twice."
    ]),
    # The patient's own
    ("patient: red", ['1: patient: text ("red") stands where a mapping is needed.']),
    ("patient: {}\nnumbers: {}", []),
    ("patient: {pressure_bar: 3}", [
        '1: patient.pressure_bar: unknown name "pressure_bar". Allowed: age_years, colour.'
    ]),
    ("patient: {psi: 3}", ['1: patient.psi: unknown name "psi". Allowed: age_years, colour.']),
    ("patient: {weight: 3}", [
        '1: patient.weight: unknown name "weight". Allowed: age_years, colour.'
    ]),
    ("patient: {age_year: 3}", [
        '1: patient.age_year: unknown name "age_year". Did you mean "age_years"?'
    ]),
    ("patient: {age_years: 51}", [
        "1: patient.age_years: 51 is out of range; allowed: 0 to 50 years."
    ]),
    ("patient: {colour: blue}", ['1: patient.colour: "blue" is not one of red, green.']),
    ("patient: {colour: 5}", ["1: patient.colour: 5 is not one of red, green."]),
    ("patient: {colour: ~}", ["1: patient.colour: nothing is not one of red, green."]),
    ("patient: {colour: true}", ["1: patient.colour: true is not one of red, green."]),
    ("patient: {colour: [red]}", ["1: patient.colour: a list is not one of red, green."]),
    ("patient: {colour: {red: 1}}", ["1: patient.colour: a mapping is not one of red, green."]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "problems"), ROWS)
def test_a_malformed_patient_is_described_exactly(
    problems_of_patient: ProblemsOf, text: str, problems: list[str]
) -> None:
    """Place, field, what stands there and what is allowed, and nothing else."""
    assert problems_of_patient(text) == [f"patient.yaml:{problem}" for problem in problems]


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        ("soft", 'text ("soft")'),
        ("'3'", 'text ("3")'),
        ("3 bar", 'text ("3 bar")'),
        ("03", 'text ("03")'),
        (".nan", 'text (".nan")'),
        (".inf", 'text (".inf")'),
        ("2020-01-01", 'text ("2020-01-01")'),
        ("true", "true or false (true)"),
        ("~", "nothing"),
        ("[3]", "a list"),
        ("{a: 3}", "a mapping"),
    ],
)
def test_what_is_no_number_is_shown(
    problems_of_patient: ProblemsOf, written: str, shown: str
) -> None:
    """A value of another type in the place of a number is named with its value."""
    assert problems_of_patient(f"numbers: {{pressure_bar: {written}}}") == [
        f"patient.yaml:1: numbers.pressure_bar: {shown} stands where a number is needed."
    ]


@pytest.mark.parametrize("written", ["1e999", "-1e999"])
def test_an_infinite_number_is_one_problem(problems_of_patient: ProblemsOf, written: str) -> None:
    """A number beyond all numbers is text, as a whole number of too many digits is."""
    assert problems_of_patient(f"numbers:\n  pressure_bar: {written}") == [
        f'patient.yaml:2: numbers.pressure_bar: text ("{written}") stands where a number is needed.'
    ]


def test_a_patient_is_read_as_it_stands(read_patient: ReadPatient, patient_text: str) -> None:
    """Answers, denied groups, numbers and attributes; what is stated or unasked is not denied."""
    assert read_patient(patient_text) == Patient(
        presentation=Presentation(
            {"squeak": Answer.PRESENT, "wobble": Answer.ABSENT, "flat_tyre": Answer.ABSENT},
            {"age_years": 3, "pressure_bar": 4},
        ),
        attributes={"colour": "red"},
        not_asked=("brake_fails",),
    )


@pytest.mark.parametrize(
    ("text", "absent"),
    [
        ("absent_others: [wheels]", ("flat_tyre", "wobble")),
        ("absent_others: [wheels]\npresent: [wobble]", ("flat_tyre",)),
        ("absent_others: [wheels]\nabsent: [wobble]", ("flat_tyre", "wobble")),
        ("absent_others: [wheels]\nnot_asked: [wobble]", ("flat_tyre",)),
        ("not_asked: [flat_tyre]\npresent: [wobble]\nabsent_others: [wheels]", ()),
        ("absent_others: []", ()),
    ],
)
def test_others_of_a_group_are_absent(
    read_patient: ReadPatient, text: str, absent: tuple[str, ...]
) -> None:
    """Denying the rest of a group leaves out what is present, and what was not asked."""
    assert read_patient(text).presentation.absent == absent


def test_nothing_is_known_of_an_empty_patient(
    read_patient: ReadPatient, bicycle: Vocabulary
) -> None:
    """An empty mapping is a patient of whom nothing is known, and nothing is denied."""
    assert read_patient("{}").presentation == Presentation.build(bicycle)


@pytest.mark.parametrize("pressure", [1, 9, 2.5])
def test_a_number_may_be_anything_in_its_range(read_patient: ReadPatient, pressure: float) -> None:
    """Both ends of the range, and decimals between them."""
    patient = read_patient(f"numbers: {{pressure_bar: {pressure}}}")
    assert patient.presentation.numbers == {"pressure_bar": pressure}


def test_all_mistakes_of_a_patient_come_together(problems_of_patient: ProblemsOf) -> None:
    """One reading tells it all, in the order of the lines."""
    text = (
        "present: [sqeak]\nabsent: [wobble, wobble]\nabsent_others: [wheel]\n"
        "numbers: {pressure_bar: 99, age: 3}\npatient: {colour: blue, age_years: 99}\n"
        "not_asked: [wobble]\nnote: yes\n"
    )
    assert problems_of_patient(text) == [
        'patient.yaml:1: present: unknown finding "sqeak". Did you mean "squeak"?',
        'patient.yaml:2: absent: "wobble" stands twice.',
        'patient.yaml:3: absent_others: unknown group "wheel". Did you mean "wheels"?',
        "patient.yaml:4: numbers.pressure_bar: 99 is out of range; allowed: 1 to 9 bar.",
        'patient.yaml:4: numbers.age: unknown name "age". Allowed: pressure_bar, age_years.',
        'patient.yaml:5: patient.colour: "blue" is not one of red, green.',
        "patient.yaml:5: patient.age_years: 99 is out of range; allowed: 0 to 50 years.",
        'patient.yaml:6: not_asked: "wobble" is absent too.',
        'patient.yaml:7: note: yes is a boolean to some YAML readers; write true, false, or "yes".',
        f'patient.yaml:7: unknown key "note". Allowed: {KEYS}.',
    ]
