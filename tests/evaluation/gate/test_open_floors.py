"""The gate on rules that a sample of vignettes would let pass: shipped rules, edited as a whole.

Each edit is of one rule, leaves every vignette right, and would send somebody home.
"""

from collections.abc import Callable

import pytest

from evaluation.analysis.prove import Standing, prove
from triage.domain import SHIPPED, load_domain_vocabulary
from triage.loading.nodes import parse
from triage.loading.rulesets import build_ruleset
from triage.repository import load_invariants, load_ruleset
from triage.rules import RuleSet

TEXT = (SHIPPED / "knee" / "rules" / "1.1.0.yaml").read_text(encoding="utf-8")
INVARIANTS = load_invariants(load_ruleset("knee@1.1.0"))
CHILD = "{number: age_years, at_least: 12}"


def rule_text(rule: str) -> str:
    """The text of one rule in the shipped file, up to the next."""
    start = TEXT.index(f"  - id: {rule}\n")
    end = TEXT.find("  - id: ", start + 1)
    return TEXT[start : end if end >= 0 else len(TEXT)]


def with_rule(rule: str, change: Callable[[str], str]) -> RuleSet:
    """The shipped rules with the text of one rule changed."""
    old = rule_text(rule)
    text = TEXT.replace(old, change(old))
    return build_ruleset(parse(text.encode(), "r.yaml"), "r.yaml", load_domain_vocabulary)


def broken_ids(ruleset: RuleSet) -> list[str]:
    """The invariants that are not proved of a rule set, in order, and the laws of safety."""
    failing = (p.claim for p in prove(ruleset, INVARIANTS) if p.standing is not Standing.PROVED)
    return list(dict.fromkeys(c.invariant.id if c.invariant else c.id for c in failing))


def test_every_claim_is_proved_of_the_shipped_rules() -> None:
    """The honest twin: the accepted rules themselves."""
    assert broken_ids(load_ruleset("knee@1.1.0")) == []


@pytest.mark.parametrize(
    ("rule", "floors"),
    [
        ("trouble-breathing", ["F01", "F22"]),
        ("fever", ["F06", "F22"]),
        ("lump-behind-knee", ["F11"]),
    ],
)
def test_an_age_limit_breaks_a_floor(rule: str, floors: list[str]) -> None:
    """A child, and whoever's age is unknown, would be lost; no vignette need be."""
    finding = with_rule(rule, lambda text: text).by_id[rule].condition
    name = next(iter(finding.names()))
    edited = with_rule(
        rule, lambda text: text.replace(f"when: {name}\n", f"when: {{all: [{name}, {CHILD}]}}\n")
    )
    assert broken_ids(edited) == floors


def test_a_red_flag_split_from_its_action_is_not_kept_open() -> None:
    """With the flag for adults only, a child who was not asked would be sent home."""

    def split(text: str) -> str:
        action = text.replace("id: loss-of-bladder-control", "id: action")
        action = action.replace("    red_flags: [new_loss_of_bladder_control]\n", "")
        when = "when: new_loss_of_bladder_control"
        return action + text.replace(when, f"when: {{all: [new_loss_of_bladder_control, {CHILD}]}}")

    assert broken_ids(with_rule("loss-of-bladder-control", split)) == [
        "F03",
        "F22",
        "X02",
        "open_red_flag.new_loss_of_bladder_control",
    ]


def test_a_rule_that_must_be_ruled_out_has_to_be_so_for_everybody() -> None:
    """Swelling of the leg raises no red flag, and is asked about all the same."""
    edited = with_rule(
        "leg-swelling", lambda text: text.replace("    must_be_ruled_out: true\n", "")
    )
    assert broken_ids(edited) == ["F22", "open_red_flag.leg_swelling"]


def test_a_floor_that_is_taken_away_changes_the_fingerprint() -> None:
    """It is in every run, and the gate compares it: other floors are not the accepted ones."""
    assert INVARIANTS is not None
    fewer = {name: found for name, found in INVARIANTS.invariants.items() if name != "F06"}
    assert type(INVARIANTS)(title="", invariants=fewer).fingerprint != INVARIANTS.fingerprint
