"""Malformed conditions, each in the place of one rule's, and the whole of what is said about it."""

from collections.abc import Callable, Mapping

import pytest

from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present, all_of, any_of
from triage.rules import RuleSet

ProblemsOf = Callable[[str | bytes], list[str]]
ReadRules = Callable[[str | bytes], RuleSet]
Edited = Callable[[str, Mapping[int, str | None]], str]

FORMS = "allowed: a finding, all, any, not, at_least … of, number."
ONE_OF = "a number needs exactly one of at_least, more_than, at_most, less_than."
FINDINGS = "Allowed: squeak, wobble, flat_tyre, brake_fails."
COMPARED = "Allowed: number, at_least, more_than, at_most, less_than."

ROWS: list[tuple[str, list[str]]] = [
    # A name
    ("when: brake_fail", ['unknown finding "brake_fail". Did you mean "brake_fails"?']),
    ("when: Brake_Fails", ['unknown finding "Brake_Fails". Did you mean "brake_fails"?']),
    ("when: brake fails", ['unknown finding "brake fails". Did you mean "brake_fails"?']),
    ("when: brake-fails", ['unknown finding "brake-fails". Did you mean "brake_fails"?']),
    ("when: puncture", ['unknown finding "puncture". Did you mean "flat_tyre"?']),
    ("when: punctures", ['unknown finding "punctures". Did you mean "flat_tyre"?']),
    ("when: rain", [f'unknown finding "rain". {FINDINGS}']),
    ("when: ''", [f'unknown finding "". {FINDINGS}']),
    ("when: no_brakes", [f'unknown finding "no_brakes". {FINDINGS}']),
    ("when: pressure_bar", [
        '"pressure_bar" is a number; write number: pressure_bar with at_least, say.'
    ]),
    ("when: 010", [f'unknown finding "010". {FINDINGS}']),
    # No condition at all
    ("when:", [f"nothing is no condition; {FORMS}"]),
    ("when: {}", [f"an empty mapping is no condition; {FORMS}"]),
    ("when: {brake_fails: true}", [f'"brake_fails" is no condition; {FORMS}']),
    ("when: {some: [squeak], a: b}", [f'"some", "a" is no condition; {FORMS}']),
    ("when: {at_least: 2}", [f'"at_least" is no condition; {FORMS}']),
    ("when: {All: [squeak]}", [f'"All" is no condition; {FORMS}']),
    # all and any
    *[row for key in ("all", "any") for row in [
        (f"when: {{{key}: []}}", [f".{key}: an empty list of conditions."]),
        (f"when: {{{key}: }}", [f".{key}: nothing stands where a list is needed."]),
        (f"when: {{{key}: squeak}}", [
            f'.{key}: text ("squeak") stands where a list is needed.'
        ]),
        (f"when: {{{key}: {{not: squeak}}}}", [
            f".{key}: a mapping stands where a list is needed."
        ]),
        (f"when: {{{key}: [squeek, wobble, flat]}}", [
            f'.{key}[1]: unknown finding "squeek". Did you mean "squeak"?',
            f'.{key}[3]: unknown finding "flat". {FINDINGS}',
        ]),
        (f"when: {{{key}: [squeak], when: 1}}", [f'unknown key "when". Allowed: {key}.']),
        (f"when:\n  {key}:\n    - squeak\n    - {{}}", [
            f"20.{key}[2]: an empty mapping is no condition; {FORMS}"
        ]),
        (f"when:\n  {key}:\n    - not:\n        {key}: [wobbel]", [
            f'20.{key}[1].not.{key}[1]: unknown finding "wobbel". Did you mean "wobble"?'
        ]),
    ]],
    *[(f"when: {{{both}}}", [f"{names} in one mapping; nest one in the other."])
      for both, names in [
        ("all: [squeak], any: [wobble]", "all and any"),
        ("any: [wobble], all: [squeak]", "all and any"),
        ("any: [squeak], not: wobble", "any and not"),
        ("not: wobble, number: age_years, at_least: 1", "not and number"),
        ("number: age_years, at_least: 1, of: [wobble]", "of and number"),
        ("all: [squeak], any: [wobble], not: flat_tyre", "all and any and not"),
    ]],
    # not
    ("when: {not: }", [f".not: nothing is no condition; {FORMS}"]),
    ("when: {not: wobbel}", ['.not: unknown finding "wobbel". Did you mean "wobble"?']),
    ("when: {not: wobble, nor: squeak}", ['unknown key "nor". Allowed: not.']),
    # at_least … of
    ("when: {of: [squeak]}", ['the key "at_least" is missing.']),
    ("when: {of: [], at_least: 1}", [".of: an empty list of conditions."]),
    ("when: {of: squeak, at_least: 1}", [
        '.of: text ("squeak") stands where a list is needed.'
    ]),
    *[(f"when: {{at_least: {count}, of: [squeak, wobble]}}", [
        f".at_least: {count} of 2 conditions; allowed: 1 to 2."
    ]) for count in (0, -1, 3, 9007199254740993)],
    *[(f"when: {{at_least: {written}, of: [squeak, wobble]}}", [
        f".at_least: {shown} stands where a whole number is needed."
    ]) for written, shown in [
        ("two", 'text ("two")'), ("1.0", "a number (1.0)"), ("1e0", "a number (1.0)"),
        ("'1'", 'text ("1")'), ("true", "true or false (true)"), ("~", "nothing"),
        ("[1]", "a list"), ("12345678901234567890", 'text ("12345678901234567890")'),
        ("01", 'text ("01")'), ("0x1", 'text ("0x1")'), (".nan", 'text (".nan")'),
    ]],
    ("when: {at_least: 1, of: [squeak], at_most: 1}", [
        'unknown key "at_most". Allowed: at_least, of.'
    ]),
    # number
    ("when: {number: pressure_bar}", [f".number: {ONE_OF}"]),
    ("when: {number: pressure_bar, at_least: 2, at_most: 3}", [f".number: {ONE_OF}"]),
    ("when: {number: pressure_bar, at_least: 2, less_than: 2, more_than: 1, at_most: 1}", [
        f".number: {ONE_OF}"
    ]),
    ("when: {number: pressure_bar, atleast: 2}", [
        'unknown key "atleast". Did you mean "at_least"?', f".number: {ONE_OF}"
    ]),
    ("when: {number: pressure_bar, at_least: 2, unit: bar}", [f'unknown key "unit". {COMPARED}']),
    ("when: {number: pressure, at_least: 2}", [
        '.number: unknown number "pressure". Did you mean "pressure_bar"?'
    ]),
    ("when: {number: psi, at_least: 2}", [
        '.number: unknown number "psi". Did you mean "pressure_bar"?'
    ]),
    ("when: {number: squeak, at_least: 2}", [
        '.number: unknown number "squeak". Allowed: pressure_bar, age_years.'
    ]),
    ("when: {number: 5, at_least: 2}", [
        ".number: a whole number (5) stands where text is needed."
    ]),
    ("when: {number: , at_least: 2}", [".number: nothing stands where text is needed."]),
    *[(f"when: {{number: pressure_bar, {key}: {bound}}}", [
        f".{key}: {bound} is out of range; allowed: 1 to 9 bar."
    ]) for key in Comparison for bound in ("0.9", "9.1", "-3", "100", "9.0000001")],
    *[(f"when: {{number: age_years, less_than: {written}}}", [
        f".less_than: {shown} stands where a number is needed."
    ]) for written, shown in [
        ("three", 'text ("three")'), ("3 bar", 'text ("3 bar")'), ("'3'", 'text ("3")'),
        ("true", "true or false (true)"), ("~", "nothing"), ("[3]", "a list"),
        ("{a: 3}", "a mapping"), ("03", 'text ("03")'), ("0x3", 'text ("0x3")'),
        ("1_0", 'text ("1_0")'), (".nan", 'text (".nan")'), ("nan", 'text ("nan")'),
        (".inf", 'text (".inf")'), ("-.inf", 'text ("-.inf")'), ("1:30", 'text ("1:30")'),
        ("2020-01-01", 'text ("2020-01-01")'), ("3.", 'text ("3.")'), (".5", 'text (".5")'),
        ("99999999999999999999", 'text ("99999999999999999999")'), ("1e999", 'text ("1e999")'),
    ]],
    ("when: {number: pressure_bar, less_than: soft}", [
        '.less_than: text ("soft") stands where a number is needed.'
    ]),
]  # fmt: skip


def at(problem: str) -> str:
    """The problem as people see it: by default on line 17, in the condition of the first rule."""
    line, dot, rest = problem.partition(".")
    if line.isdigit():
        return f"rules.yaml:{line}: rules[brakes].when{dot}{rest}"
    if problem.startswith("."):
        return f"rules.yaml:17: rules[brakes].when{problem}"
    return f"rules.yaml:17: rules[brakes].when: {problem}"


@pytest.mark.parametrize(("when", "problems"), ROWS)
def test_one_broken_condition_is_described_exactly(
    problems_of_rules: ProblemsOf,
    edited: Edited,
    rules_text: str,
    when: str,
    problems: list[str],
) -> None:
    """Place, field, what stands there and what is allowed, and nothing else."""
    found = problems_of_rules(edited(rules_text, {17: when}))
    assert found == [at(problem) for problem in problems]


@pytest.mark.parametrize(
    ("written", "value"),
    [("5", "5"), ("2.5", "2.5"), ("true", "true"), ("[squeak]", "a list")],
)
def test_what_is_no_condition_is_shown(
    problems_of_rules: ProblemsOf, edited: Edited, rules_text: str, written: str, value: str
) -> None:
    """A number, a boolean or a list in the place of a condition is named with its value."""
    (problem,) = problems_of_rules(edited(rules_text, {17: f"when: {written}"}))
    assert problem.startswith("rules.yaml:17: rules[brakes].when: ")
    assert problem.endswith(f" is no condition; {FORMS}")
    assert value in problem


@pytest.mark.parametrize(
    ("when", "condition"),
    [
        ("squeak", Present("squeak")),
        ("'squeak'", Present("squeak")),
        ("{all: [squeak, wobble]}", all_of(Present("squeak"), Present("wobble"))),
        ("{any: [squeak, wobble]}", any_of(Present("squeak"), Present("wobble"))),
        ("{all: [squeak]}", all_of(Present("squeak"))),
        ("{not: {not: squeak}}", Not(Not(Present("squeak")))),
        (
            "{at_least: 2, of: [squeak, wobble, flat_tyre]}",
            AtLeast(2, (Present("squeak"), Present("wobble"), Present("flat_tyre"))),
        ),
        ("{of: [squeak], at_least: 1}", AtLeast(1, (Present("squeak"),))),
        ("{number: pressure_bar, at_least: 1}", Compare("pressure_bar", Comparison.AT_LEAST, 1)),
        ("{more_than: 9, number: pressure_bar}", Compare("pressure_bar", Comparison.MORE_THAN, 9)),
        ("{number: pressure_bar, at_most: 2.5}", Compare("pressure_bar", Comparison.AT_MOST, 2.5)),
        ("{number: age_years, less_than: 1e1}", Compare("age_years", Comparison.LESS_THAN, 10)),
    ],
)
def test_each_form_is_read_as_its_node(
    read_rules: ReadRules, edited: Edited, rules_text: str, when: str, condition: Condition
) -> None:
    """A condition that is well formed is read as what it says, the bounds of a range included."""
    rules = read_rules(edited(rules_text, {17: f"when: {when}"}))
    assert rules.by_id["brakes"].condition == condition


@pytest.mark.parametrize(
    "of", ["[squeak, squeak, wobble]", "[{any: [squeak, wobble]}, wobble, {any: [wobble, squeak]}]"]
)
def test_the_same_condition_counts_once_only(
    problems_of_rules: ProblemsOf, edited: Edited, rules_text: str, of: str
) -> None:
    """One finding alone would meet "at least two of", if it stood there twice."""
    text = edited(rules_text, {17: f"when: {{at_least: 2, of: {of}}}"})
    (problem,) = problems_of_rules(text)
    assert problem.endswith(": the same condition stands twice.")
