"""The rule book: one page for each rule set, as a whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from reports.render.rule_book import render_rule_book
from tests.evaluation.trace.kettle import Kettle, read_kettle, write_kettle
from triage.truth import Answer

HEAD = """\
# Rules for kettles

The rules of kettle@0.1.0, one section each. This page is generated from the rules, the vignettes \
and the source inventory; change those, not it.

> **A reference for testing software, made by nobody clinical. Not medical advice.**

Dispositions, the least urgent first:

| disposition | means |
|---|---|
| `keep` | Go on boiling. |
| `mend` | Bring it to a shop this week. |
| `unplug` | Pull the plug now. |

Where no rule fires and every red flag is ruled out: `keep` (It only boils; MAN L5). While a rule \
that raises a red flag, or must be ruled out, is open, nothing below `mend` is given.

| rule | at least | red flags | pathways |
|---|---|---|---|
| [Smoke comes out](#smoke) | `unplug` | fire | - |
| [It sparks](#current) | `mend` | current | - |
| [Old and leaking](#old-leak) | `mend` | - | - |

"""
SMOKE = """\
## <a id="smoke"></a>Smoke comes out

### Meaning

`smoke`: at least `unplug`. Pull the plug now.
It raises the red flag *Fire* (`fire`).

### Source

- MAN L3.1 (demand): Smoke: no power.

### Fires when

- smoke: present

### Does not fire when

- smoke: absent

In between, while too little is known for either, it is undecided.

### Vignettes that hold it

- Their answer is wrong without this rule: `smoke-open`, `smoking`
- It fires beside other rules that would do: none
- Near misses, in which it is ruled out: `humming`
- It is left open: `smoke-open`

### Interpretation

The manual speaks of smoke alone.

Rationale: Better safe.

"""
CURRENT = (
    SMOKE.replace('id="smoke"></a>Smoke comes out', 'id="current"></a>It sparks')
    .replace(
        "`smoke`: at least `unplug`. Pull the plug now.",
        "`current`: at least `mend`. Bring it to a shop this week.",
    )
    .replace("*Fire* (`fire`)", "*Current* (`current`)")
    .replace("MAN L3.1 (demand): Smoke: no power.", "MAN L3.2 (demand): A shop mends.")
    .replace("- smoke: ", "- sparks: ")
    .replace("rule: `smoke-open`, `smoking`", "rule: `sparking`, `sparks-open`")
    .replace("open: `smoke-open`", "open: `sparks-open`")
    .replace("The manual speaks of smoke alone.\n\nRationale: Better safe.", "None written.")
)
OLD_LEAK = """\
## <a id="old-leak"></a>Old and leaking

### Meaning

`old-leak`: at least `mend`. Bring it to a shop this week.

### Source

- MAN L3.2 (demand): A shop mends.
- TIP L2.1 (demand): Old: look.

### Fires when

- all of these:
  - a leak: present
  - age is at least 10 years

### Does not fire when

- any of these:
  - a leak: absent
  - age is less than 10 years

In between, while too little is known for either, it is undecided.

### Vignettes that hold it

- Their answer is wrong without this rule: `leaking-old`
- It fires beside other rules that would do: none
- Near misses, in which it is ruled out: `leaking-new`
- It is left open: `leaking-open`

### Interpretation

None written.
"""
MARKUP = "a <b>*bold*</b> | `x`"
ESCAPED = r"a &lt;b>\*bold\*&lt;/b> | \`x\`"


@pytest.fixture(scope="module")
def kettle(tmp_path_factory: pytest.TempPathFactory) -> Kettle:
    """The made-up domain, one of whose rules is more than its source says."""
    said = "interpretation: The manual speaks of smoke alone.\n    rationale: Better safe.\n"
    rules = ("rules/0.1.0.yaml", "    when: smoke\n", f"    when: smoke\n    {said}")
    return read_kettle(write_kettle(tmp_path_factory.mktemp("kettle"), rules))


def test_the_page_as_a_whole(kettle: Kettle) -> None:
    """Every rule with its sources in our words, both of its sides, and what holds it."""
    page = render_rule_book(kettle.rules, kettle.library, kettle.trace())
    assert page == HEAD + SMOKE + CURRENT + OLD_LEAK


def test_without_a_trace_a_source_is_its_locator(kettle: Kettle) -> None:
    """Where a domain has no inventory; all else is the same."""
    page = render_rule_book(kettle.rules, kettle.library, None)
    told = (
        (SMOKE, "- MAN L3.1 (demand): Smoke: no power.", "- MAN L3.1"),
        (CURRENT, "- MAN L3.2 (demand): A shop mends.", "- MAN L3"),
        (
            OLD_LEAK,
            "- MAN L3.2 (demand): A shop mends.\n- TIP L2.1 (demand): Old: look.",
            "- TIP L2, MAN L3.2",
        ),
    )
    assert page == HEAD + "".join(section.replace(old, new) for section, old, new in told)


def test_a_near_miss_is_one_answer_away(kettle: Kettle) -> None:
    """A vignette of the same family that differs in two is none."""
    moved = kettle.with_vignette(
        "leaking-new",
        lambda v: replace(v, presentation=v.presentation.with_answer("chalk", Answer.PRESENT)),
    )
    page = render_rule_book(moved.rules, moved.library, moved.trace())
    near = "- Near misses, in which it is ruled out: "
    assert page.endswith(OLD_LEAK.replace(f"{near}`leaking-new`", f"{near}none"))


def test_titles_are_no_markup(tmp_path: Path) -> None:
    """Neither in headings and tables nor in conditions."""
    edits = [
        ("vocabulary.yaml", "id: leak, title: a leak,", f"id: leak, title: '{MARKUP}',"),
        ("vocabulary.yaml", "id: age_years, title: age,", f"id: age_years, title: '{MARKUP}',"),
        ("vocabulary.yaml", "id: fire, title: Fire,", f"id: fire, title: '{MARKUP}',"),
        ("rules/0.1.0.yaml", "title: Old and leaking", f"title: '{MARKUP}'"),
    ]
    evil = read_kettle(write_kettle(tmp_path, *edits))
    page = render_rule_book(evil.rules, evil.library, evil.trace())
    assert (
        f"\n- all of these:\n  - {ESCAPED}: present\n  - {ESCAPED} is at least 10 years\n" in page
    )
    assert (
        f"\n- any of these:\n  - {ESCAPED}: absent\n  - {ESCAPED} is less than 10 years\n" in page
    )
    assert f"\nIt raises the red flag *{ESCAPED}* (`fire`).\n" in page
    assert f'\n## <a id="old-leak"></a>{ESCAPED}\n' in page
    cell = ESCAPED.replace("|", r"\|")
    assert f"\n| [{cell}](#old-leak) | `mend` | - | - |\n" in page
