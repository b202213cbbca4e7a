"""Gaps: each kind made by one edit of a domain that has none."""

from dataclasses import replace
from functools import partial

import pytest

from evaluation.trace.gaps import Gap, GapKind, failing, is_left_open, noticing
from tests.evaluation.trace.kettle import FILES, Edited, Kettle
from triage.conditions import Condition, Not, Present, all_of, any_of
from triage.dispositions import Disposition
from triage.truth import Answer
from vignettes.vignette import Vignette

RULES, INVARIANTS = "rules/0.1.0.yaml", "invariants.yaml"
LEAK_SOURCES = "sources: [TIP L2, MAN L3.2]"
SMOKE_SOURCES = "sources: [MAN L3.1]"
CURRENT_SOURCES = "    when: sparks\n    sources: [MAN L3]"


def with_gold(vignette: Vignette, **changed: object) -> Vignette:
    """The vignette with another gold."""
    return replace(vignette, gold=replace(vignette.gold, **changed))  # type: ignore[arg-type]


def with_chalk(vignette: Vignette) -> Vignette:
    """The vignette with chalk in the kettle."""
    return replace(
        vignette, presentation=vignette.presentation.with_answer("chalk", Answer.PRESENT)
    )


def with_floor(vignette: Vignette, floor: Disposition) -> Vignette:
    """The vignette with a wider acceptable range."""
    return with_gold(vignette, floor=floor)


def test_the_made_up_domain_has_no_gap(kettle: Kettle) -> None:
    """So that each edit below makes exactly the gaps that are told."""
    assert kettle.gaps() == ()


@pytest.mark.parametrize(
    ("edits", "gaps"),
    [
        ([(RULES, LEAK_SOURCES, "sources: [TIP L2]")], ["demand_without_rule MAN L3.2 leak"]),
        (
            [(RULES, LEAK_SOURCES, "sources: [MAN L3.2]")],
            ["demand_without_rule TIP L2.1 leak", "demand_without_rule TIP L2.1 age_years"],
        ),
        (
            [
                (RULES, LEAK_SOURCES, "sources: [MAN L3.2]"),
                ("sources/TIP.yaml", "    names: [leak, age_years]\n", ""),
            ],
            ["demand_without_rule TIP L2.1"],
        ),
        ([("sources/TIP.yaml", "    names: [leak, age_years]\n", "")], []),
        ([(INVARIANTS, "at_most: keep", "at_least: keep")], ["demand_without_rule MAN L4.1 chalk"]),
        ([(INVARIANTS, "sources: [MAN L4]", "sources: [MAN L4.2]")],
         ["demand_without_rule MAN L4.1 chalk"]),
        (
            [
                (INVARIANTS, "sources: [MAN L4]", "sources: [MAN L4.2]"),
                (RULES, "sources: [MAN L5]", "sources: [MAN L4]"),
            ],
            [],
        ),
        (
            [(RULES, SMOKE_SOURCES, "sources: [MAN L5]")],
            ["demand_without_rule MAN L3.1 smoke", "rule_without_demand smoke"],
        ),
        (
            [(RULES, CURRENT_SOURCES, "    when: sparks\n    sources: [MAN L4.1]")],
            ["demand_without_rule MAN L3.2 sparks", "rule_without_demand current"],
        ),
        (
            [(RULES, CURRENT_SOURCES, "    when: sparks\n    sources: [MAN L4]")],
            ["demand_without_rule MAN L3.2 sparks", "rule_without_demand current"],
        ),
        (
            [
                (RULES, CURRENT_SOURCES, "    when: sparks\n    sources: [TIP L2.1]"),
                ("sources/TIP.yaml", "    names: [leak, age_years]\n", ""),
            ],
            ["demand_without_rule MAN L3.2 sparks"],
        ),
        (
            [
                (RULES, CURRENT_SOURCES, "    when: sparks\n    sources: [TIP L2]"),
                ("sources/TIP.yaml", "    names: [leak, age_years]\n", ""),
            ],
            ["demand_without_rule MAN L3.2 sparks", "rule_without_demand current"],
        ),
        (
            [(RULES, "at_least: 10", "at_least: 20")],
            [
                "rule_never_fires old-leak",
                "rule_without_near_miss old-leak",
                "rule_without_unknown old-leak",
                "rule_removal_unnoticed old-leak",
            ],
        ),
    ],
    ids=[
        "finding-of-a-demand", "all-of-a-demand", "demand-without-names", "resting-without-names",
        "floor-for-ceiling", "ceiling-elsewhere", "answered-by-default", "only-description",
        "other-findings", "line-of-other-findings", "sentence-without-findings",
        "line-without-findings", "never-fires",
    ],
)  # fmt: skip
def test_an_edit_of_rules_or_documents_opens_gaps(
    edited: Edited, edits: list[tuple[str, str, str]], gaps: list[str]
) -> None:
    """Every gap, in the order of the kinds."""
    assert edited(*edits).gap_words() == gaps


class TestNearMisses:
    """A rule needs a vignette one answer away from one that it fires in."""

    def test_a_patient_who_differs_in_one_answer_is_one(self, kettle: Kettle) -> None:
        """Or in one number, whatever its family."""
        moved = kettle.with_vignette("leaking-new", partial(replace, family="own"))
        assert moved.gap_words() == []

    def test_one_who_differs_in_two_is_none(self, kettle: Kettle) -> None:
        """Though it is of the same family."""
        other = kettle.with_vignette("leaking-new", with_chalk)
        assert other.gap_words() == ["rule_without_near_miss old-leak"]

    def test_a_neighbour_that_leaves_the_rule_open_is_none(self, kettle: Kettle) -> None:
        """A near miss is ruled out."""
        open_one = kettle.with_vignette(
            "leaking-new",
            lambda v: replace(v, presentation=v.presentation.with_number("age_years", None)),
        )
        assert "rule_without_near_miss old-leak" in open_one.gap_words()

    def test_a_neighbour_must_deny_the_red_flag(self, kettle: Kettle) -> None:
        """Where its gold leaves the flag open, it is none for the flag, though one for the rule."""
        changed = kettle.with_vignette("humming", partial(with_gold, absent_red_flags=("fire",)))
        assert changed.gap_words() == ["red_flag_without_near_miss current"]

    def test_a_neighbour_must_rule_the_raising_rule_out(self, kettle: Kettle) -> None:
        """One that leaves the rule open is none for its flag, though its gold denies the flag."""
        for vignette in kettle.library:
            if "current" in vignette.gold.absent_red_flags:
                unasked = vignette.presentation.with_answer("sparks", Answer.NOT_ASKED)
                kettle = kettle.with_vignette(
                    vignette.id, partial(replace, presentation=unasked, not_asked=("sparks",))
                )
        assert "red_flag_without_near_miss current" in kettle.gap_words()

    def test_every_rule_that_raises_the_flag_must_be_ruled_out(self, edited: Edited) -> None:
        """One of two is not enough: the flag could still be raised."""
        raising = "    red_flags: [current]\n    when: sparks\n"
        second = (
            "  - id: hot\n"
            "    title: It may be hot\n"
            "    disposition: mend\n"
            "    red_flags: [current]\n"
            "    when: {any: [sparks, {not: chalk}]}\n"
            "    sources: [MAN L3]\n"
            "  - id: old-leak\n"
        )
        assert raising in FILES[RULES]
        two = edited((RULES, "  - id: old-leak\n", second))
        assert "red_flag_without_near_miss current" in two.gap_words()


class TestUnknown:
    """A rule needs a vignette that leaves it open on purpose."""

    def test_what_is_not_asked_must_be_named(self, kettle: Kettle) -> None:
        """An answer that is merely missing is no purpose."""
        changed = kettle.with_vignette("leaking-open", partial(replace, not_asked=()))
        assert changed.gap_words() == ["rule_without_unknown old-leak"]

    def test_it_must_be_of_the_rule(self, kettle: Kettle) -> None:
        """Something else that was not asked does not count."""
        changed = kettle.with_vignette("leaking-open", partial(replace, not_asked=("chalk",)))
        assert changed.gap_words() == ["rule_without_unknown old-leak"]

    @pytest.mark.parametrize(
        ("condition", "is_open"),
        [
            (Present("leak"), True),
            (Not(Present("leak")), True),
            (any_of(Present("leak"), Present("smoke")), True),
            (Present("smoke"), False),
            (all_of(Present("leak"), Present("smoke")), False),
            (any_of(all_of(Present("leak"), Present("smoke")), Present("chalk")), False),
        ],
        ids=["alone", "denied", "beside", "another", "decided", "of-a-decided-part"],
    )
    def test_the_rule_must_wait_for_it(
        self, kettle: Kettle, condition: Condition, *, is_open: bool
    ) -> None:
        """A part of the rule that is decided without it waits for it no more."""
        vignette = kettle.library.by_id["leaking-open"]
        patient = vignette.presentation.with_answer("chalk", Answer.NOT_ASKED)
        rule = replace(kettle.rules.rules[0], condition=condition)
        assert is_left_open(rule, replace(vignette, presentation=patient)) == is_open


class TestRemoval:
    """Some vignette must notice that a rule is gone."""

    def test_those_that_notice_are_named(self, kettle: Kettle) -> None:
        """The one that is triaged lower, and the one that no longer is held by the floor."""
        before = failing(kettle.rules, kettle.library)
        assert before == ()
        assert {
            r.id: list(noticing(r, kettle.rules, kettle.library, before))
            for r in kettle.rules.rules
        } == {
            "smoke": ["smoke-open", "smoking"],
            "current": ["sparking", "sparks-open"],
            "old-leak": ["leaking-old"],
        }

    def test_a_gold_that_allows_either_does_not_notice(self, kettle: Kettle) -> None:
        """Within the acceptable range before and after."""
        changed = kettle.with_vignette(
            "leaking-old", partial(with_floor, floor=kettle.words.scale["keep"])
        )
        assert changed.gap_words() == ["rule_removal_unnoticed old-leak"]

    def test_a_red_flag_that_is_gone_is_noticed(self, kettle: Kettle) -> None:
        """Though every disposition stays acceptable."""
        keep = partial(with_floor, floor=kettle.words.scale["keep"])
        changed = kettle.with_vignette("smoke-open", keep).with_vignette("smoking", keep)
        assert changed.gap_words() == []

    def test_a_vignette_that_fails_already_notices_nothing(self, kettle: Kettle) -> None:
        """It cannot tell that the rule is gone."""
        unplug = kettle.words.scale["unplug"]
        changed = kettle.with_vignette(
            "leaking-old",
            partial(with_gold, preferred=unplug, floor=unplug, ceiling=unplug),
        )
        assert changed.gap_words() == ["rule_removal_unnoticed old-leak"]
        before = failing(changed.rules, changed.library)
        assert before == ("leaking-old",)
        rule = changed.rules.rules[2]
        assert list(noticing(rule, changed.rules, changed.library, before)) == []


def test_a_red_flag_that_nothing_requires_has_no_positive(kettle: Kettle) -> None:
    """And without a positive it can have no near miss."""
    changed = kettle.with_vignette("smoking", partial(with_gold, red_flags=()))
    assert changed.gap_words() == [
        "red_flag_without_positive fire",
        "red_flag_without_near_miss fire",
    ]


@pytest.mark.parametrize("locator", ["MAN L1.1", "TIP L1", "MAN L2", "MAN L3.9"])
def test_a_vignette_needs_a_clinical_sentence(kettle: Kettle, locator: str) -> None:
    """A heading, an advertisement, an empty line and what is not there are none."""
    changed = kettle.with_vignette("humming", partial(replace, sources=(locator,)))
    assert changed.gap_words() == ["vignette_without_source humming"]


def test_without_invariants_no_ceiling_answers_a_demand(kettle: Kettle) -> None:
    """What may stay at home is then said by nobody."""
    assert replace(kettle, invariants=None).gaps() == (
        Gap(GapKind.DEMAND_WITHOUT_RULE, "MAN L4.1 chalk"),
    )


def test_every_kind_of_gap_has_words() -> None:
    """For people, no two alike."""
    words = [kind.words for kind in GapKind]
    assert len(set(words)) == len(words) == 9
    assert GapKind.DEMAND_WITHOUT_RULE.words == "Demands that no rule answers"
