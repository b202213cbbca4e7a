"""Malformed vocabularies, one broken line each, and the whole of what is said about it.

The line number is that of the vocabulary in ``conftest.py``; ``None`` takes the line out.
"""

from collections.abc import Callable, Mapping

import pytest

ProblemsOf = Callable[[str | bytes], list[str]]
Edited = Callable[[str, Mapping[int, str | None]], str]

TOP = (
    "vocabulary, title, dispositions, sources, findings, red_flags, numbers, attributes, groups, "
    "pathways, facts"
)
WOBBLE = '{id: wobble, title: w, question: "W?", group: wheel, sources: [MAN L2]}'
MAN = '- {id: MAN, about: The manual, file: manual.txt, sha256: "00", lines: 30}'
SQUEAK = '- {id: squeak, title: a squeak, question: "Squeaks?", group: noise, sources: [MAN L1]}'
NOT_TRUTH = "a whole number (1) stands where true or false is needed."
NUMBER = "id, title, question, unit, minimum, maximum, sources, patient, synonyms"
LEVELS = "Allowed: ride, service, repair, walk."
A_LOCATOR = 'is no source locator. Write a document and a line, such as "ABC L12".'
FINDINGS = "Allowed: squeak, wobble, flat_tyre, brake_fails."

ROWS: list[tuple[int, str | None, list[str]]] = [
    (1, None, ['1: the key "vocabulary" is missing.']),
    (1, "vocabulary: a bicycle", [
        '1: vocabulary: "a bicycle" is no id; allowed: letters, digits, _ . and -.'
    ]),
    (1, "vocabulary: 1", ["1: vocabulary: a whole number (1) stands where text is needed."]),
    (2, None, ['1: the key "title" is missing.']),
    (2, "title: Bicycles\nnames: []", [f'3: unknown key "names". Allowed: {TOP}.']),
    (2, "title: Bicycles\nfinding: []", ['3: unknown key "finding". Did you mean "findings"?']),
    (4, "- {id: ride, title: Ride}", ['4: dispositions[ride]: the key "meaning" is missing.']),
    (5, "- {id: ride, title: Service, meaning: This month.}", [
        '5: dispositions[ride].id: the id "ride" stands twice.'
    ]),
    (7, "- {id: walk, title: Walk, meaning: Now., rank: 3}", [
        '7: dispositions[walk]: unknown key "rank". Allowed: id, title, meaning.'
    ]),
    (9, MAN.replace("lines: 30", "lines: many"), [
        '9: sources[MAN].lines: text ("many") stands where a whole number is needed.'
    ]),
    (9, MAN.replace("lines: 30", "lines: 30.0"), [
        "9: sources[MAN].lines: a number (30.0) stands where a whole number is needed."
    ]),
    (9, MAN.replace('sha256: "00"', "sha256: 0"), [
        "9: sources[MAN].sha256: a whole number (0) stands where text is needed."
    ]),
    (9, f"{MAN}\n{MAN}", ['10: sources[MAN].id: the id "MAN" stands twice.']),
    (11, SQUEAK.replace("title: a squeak, ", ""), [
        '11: findings[squeak]: the key "title" is missing.'
    ]),
    (11, SQUEAK.replace("group: noise, ", ""), [
        '11: findings[squeak]: the key "group" is missing.'
    ]),
    (11, SQUEAK.replace("sources: [MAN L1]", "sources: []"), [
        "11: findings[squeak].sources: a finding without a source needs a note that says why."
    ]),
    (11, SQUEAK.replace("MAN L1", "MAN L31"), [
        '11: findings[squeak].sources: "MAN L31" is outside the document; its last line is L30.'
    ]),
    (11, SQUEAK.replace("MAN L1", "BOOK L1"), [
        '11: findings[squeak].sources: unknown document "BOOK". Allowed: MAN.'
    ]),
    (11, SQUEAK.replace("}", ", synonyms: creak}"), [
        '11: findings[squeak].synonyms: text ("creak") stands where a list is needed.'
    ]),
    (11, SQUEAK.replace("}", ", note: ''}"), [
        "11: findings[squeak].note: an empty text stands where text is needed."
    ]),
    (11, SQUEAK.replace("}", ", synonym: [creak]}"), [
        '11: findings[squeak]: unknown key "synonym". Did you mean "synonyms"?'
    ]),
    (11, SQUEAK.replace("id: squeak, ", ""), ['11: findings[1]: the key "id" is missing.']),
    (12, f"{SQUEAK}\n- {WOBBLE}", ['12: findings[squeak].id: the id "squeak" stands twice.']),
    (17, '- {id: pressure_bar, title: p, question: "P?", unit: bar, minimum: low, maximum: 9,', [
        '17: numbers[pressure_bar].minimum: text ("low") stands where a number is needed.'
    ]),
    (17, '- {id: pressure_bar, title: p, question: "P?", unit: bar, minimum: 1,', [
        '17: numbers[pressure_bar]: the key "maximum" is missing.'
    ]),
    (17, '- {id: wobble, title: p, question: "P?", unit: bar, minimum: 1, maximum: 9,', [
        '17: numbers: "wobble" names one of the findings already.'
    ]),
    (18, "sources: [], synonyms: psi}", [
        '18: numbers[pressure_bar].synonyms: text ("psi") stands where a list is needed.'
    ]),
    (20, "patient: 'true', sources: [MAN L6]}", [
        '20: numbers[age_years].patient: text ("true") stands where true or false is needed.'
    ]),
    (20, "patient: true, sources: [MAN L6], steps: 1}", [
        f'20: numbers[age_years]: unknown key "steps". Allowed: {NUMBER}.'
    ]),
    (22, "- {id: colour, title: colour, values: red}", [
        '22: attributes[colour].values: text ("red") stands where a list is needed.'
    ]),
    (22, "- {id: colour, title: colour, values: [red, 5]}", [
        "22: attributes[colour].values[2]: a whole number (5) stands in a list of texts."
    ]),
    (22, "- {id: wobble, title: colour, values: [red]}", [
        '22: attributes: "wobble" names one of the findings already.'
    ]),
    (22, "- {id: age_years, title: colour, values: [red]}", [
        '22: attributes: "age_years" names one of the numbers already.'
    ]),
    (24, "- {id: wheels, title: wheels, findings: [wobbel]}", [
        '24: groups[wheels].findings: unknown finding "wobbel". Did you mean "wobble"?'
    ]),
    (24, "- {id: wheels, title: wheels, findings: [wobble, wobble]}", [
        '24: groups[wheels].findings: "wobble" stands twice.'
    ]),
    (24, "- {id: colour, title: wheels, findings: [wobble]}", [
        '24: groups: "colour" names one of the attributes already.'
    ]),
    (26, "- {id: no_brakes, title: B, minimum: run, findings: [brake_fails], sources: [MAN L4]}", [
        f'26: red_flags[no_brakes].minimum: unknown disposition "run". {LEVELS}'
    ]),
    (26, "- {id: no_brakes, title: Fails, minimum: walk, findings: [brakes], sources: [MAN L4]}", [
        '26: red_flags[no_brakes].findings: unknown finding "brakes". Did you mean "brake_fails"?'
    ]),
    (26, "- {id: no_brakes, title: Fails, minimum: walk, findings: [rain], sources: [MAN L4]}", [
        f'26: red_flags[no_brakes].findings: unknown finding "rain". {FINDINGS}'
    ]),
    (26, "- {id: no_brakes, title: Fails, findings: [brake_fails], sources: [MAN L4]}", [
        '26: red_flags[no_brakes]: the key "minimum" is missing.'
    ]),
    (27, "- {id: no_brakes, title: L, minimum: repair, findings: [wobble], sources: [MAN L2]}", [
        '27: red_flags[no_brakes].id: the id "no_brakes" stands twice.'
    ]),
    (29, "- {id: workshop, title: Workshop, sources: [MAN]}", [
        f'29: pathways[workshop].sources: "MAN" {A_LOCATOR}'
    ]),
    (30, "- {id: workshop, title: Shop, sources: [MAN L8]}", [
        '30: pathways[workshop].id: the id "workshop" stands twice.'
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "new", "problems"), ROWS)
def test_one_broken_line_of_a_vocabulary_is_described_exactly(
    problems_of_vocabulary: ProblemsOf,
    edited: Edited,
    bicycle_text: str,
    line: int,
    new: str | None,
    problems: list[str],
) -> None:
    """Place, field, what stands there and what is allowed, and nothing else."""
    found = problems_of_vocabulary(edited(bicycle_text, {line: new}))
    assert found == [f"words.yaml:{problem}" for problem in problems]


def test_all_mistakes_of_a_vocabulary_come_together(
    problems_of_vocabulary: ProblemsOf, edited: Edited, bicycle_text: str
) -> None:
    """One reading tells it all, in the order of the lines."""
    wrong = {2: "title: 5", 9: MAN.replace("30", "x"), 20: "patient: 1, sources: []}"}
    wrong |= {24: "- {id: wheels, title: '', findings: [wobbel]}", 30: "- {id: shop}"}
    found = problems_of_vocabulary(edited(bicycle_text, wrong))
    assert [problem for problem in found if ".sources: " not in problem] == [
        "words.yaml:2: title: a whole number (5) stands where text is needed.",
        'words.yaml:9: sources[MAN].lines: text ("x") stands where a whole number is needed.',
        f"words.yaml:20: numbers[age_years].patient: {NOT_TRUTH}",
        'words.yaml:24: groups[wheels].findings: unknown finding "wobbel". Did you mean "wobble"?',
        "words.yaml:24: groups[wheels].title: an empty text stands where text is needed.",
        'words.yaml:30: pathways[shop]: the key "title" is missing.',
        'words.yaml:30: pathways[shop]: the key "sources" is missing.',
    ]
