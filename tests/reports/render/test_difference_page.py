"""A difference as Markdown, for the comment of a pull request."""

import re
from collections.abc import Callable
from dataclasses import replace

import pytest

from reports.render.difference_page import difference_page
from tests.reports.differing import report_of
from triage.conditions import Present, all_of
from triage.repository import load_ruleset
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary

MOST_CHARACTERS = 60_000  # of a comment, with room for what is around it
PAGE = """\
## toaster@0.2.0 against toaster@0.1.0

1 edit; 2 lines, 1 of which lower something, 1 of them accepted.

### Lowered: less urgent, or a red flag or pathway lost (1)

| line | change | who | because of |
|---|---|---|---|
| `LOW` | loses the red flag "Current"; mend -> unplug | sparks | sparks |

- **Because**: sparks (rules.yaml:15): mend -> unplug; red flags current -> none
- **Sources**: MAN L2
- **MAN L2**: It may &lt;burn>.

<details><summary><code>LOW</code> loses the red flag "Current"; mend -> unplug</summary>

- **Who**: sparks
- **Smallest patient**: sparks
- **Before**: mend (current, electrician), could become unplug; by sparks
- **After**: unplug (electrician); by sparks
- **Accepted**: by A. Person (Safety) until 2027-01-01: as agreed

</details>

### Raised: more urgent, or a red flag or pathway gained (1)

| line | change | who | because of |
|---|---|---|---|
| `HIGH` | possible mend -> unplug | known absent: smoke | sparks |

- **Because**: sparks (rules.yaml:15): mend -> unplug; red flags current -> none
- **Sources**: MAN L2
- **MAN L2**: It may &lt;burn>.

<details><summary><code>HIGH</code> possible mend -> unplug</summary>

- **Who**: known absent: smoke
- **Smallest patient**: nothing present; absent: smoke
- **Before**: mend; no rule is met, and not every red flag is ruled out
- **After**: mend, could become unplug; no rule is met, and not every red flag is ruled out

</details>

Of those whom a line names, it holds the ones whose answer changes so. \
Proved complete: of all presentations of this vocabulary, unknown answers included (108 that the \
rules can tell apart), none outside of these lines changes in definite or possible disposition, \
red flags or pathways. Each smallest patient was replayed through the interpreter on both sides.

Not covered: whether the rules are good medicine, how questions are worded and understood, and \
how free text is read. A reference for testing software, made by nobody clinical. Not medical \
advice.
"""


def edited(rules: RuleSet) -> RuleSet:
    """Sparks raise no red flag any more, but are for the plug."""
    unplug = rules.vocabulary.scale.most
    return replace(
        rules,
        version="0.2.0",
        rules=tuple(
            replace(rule, disposition=unplug, red_flags=(), must_be_ruled_out=True)
            if rule.id == "sparks"
            else rule
            for rule in rules.rules
        ),
    )


def test_a_whole_page(rules: RuleSet) -> None:
    """What lowers first: a table of all lines, then each one whole, under why."""
    report = report_of(rules, edited(rules))
    low = report.difference.lowered[0].id
    told = replace(
        report,
        sentences={"sparks": (("MAN L2", "It may <burn>."),)},
        accepted={low: "by A. Person (Safety) until 2027-01-01: as agreed"},
    )
    high = report.difference.raised[0].id
    assert difference_page(told) == PAGE.replace("LOW", low).replace("HIGH", high)


def test_rules_that_are_equivalent_have_no_table(rules: RuleSet) -> None:
    """That nobody is answered differently is said, and of whom it was proved."""
    twice = all_of(Present("sparks"), Present("sparks"))
    same = replace(
        rules,
        rules=tuple(
            replace(one, condition=twice) if one.id == "sparks" else one for one in rules.rules
        ),
    )
    lines = difference_page(report_of(rules, same)).splitlines()
    assert lines[2] == (
        "1 edit, and nobody is answered differently: the two are proved equivalent."
    )
    assert not any(line.startswith(("|", "#", "<")) for line in lines[1:])
    unedited = difference_page(report_of(rules, rules)).splitlines()
    assert unedited[2] == "Nothing differs that could matter to a patient."


@pytest.mark.parametrize("title", ["a|b", r"a\|b", "`a|b", "`", "<b>", "*a*", "a\n| b |\n", "||"])
def test_no_title_breaks_the_page(
    rules: RuleSet, renamed: Callable[[Vocabulary, str], Vocabulary], title: str
) -> None:
    """Every row has its four cells, no text begins a tag, and nothing is set off as code."""
    words = renamed(rules.vocabulary, title)
    before = replace(rules, vocabulary=words)
    page = difference_page(report_of(before, edited(before)))
    rows = [line for line in page.splitlines() if line.startswith("|")]
    assert len(rows) > 2
    for row in rows:
        assert len(re.findall(r"(?:\\.|[^|])+", row)) == 4, row
    assert {*re.findall(r"</?(\w+)", page)} == {"details", "summary", "code"}
    plain = re.sub(r"^\| `\w+`", "", page, flags=re.MULTILINE)
    outside = re.sub(r"<summary>.*</summary>", "", plain)
    assert not re.search(r"(?<!\\)`", outside)
    assert not re.search(r"(?<![\\*])\*(?!\*)", outside)


def test_the_page_of_the_shipped_edit_fits_into_a_comment() -> None:
    """With room to spare."""
    page = difference_page(report_of(load_ruleset("knee@1.0.0"), load_ruleset("knee@1.1.0")))
    assert 10_000 < len(page) < MOST_CHARACTERS
