"""Few patients tell every survivor apart that a vignette can catch, and no draft says an answer."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from evaluation.analysis.concern import Concern
from evaluation.analysis.drafts import drafts_of
from evaluation.analysis.edits import Edit, EditKind, edited_rules, edits_of
from evaluation.analysis.greedy import greedy_cover
from evaluation.analysis.missing import MissingVignette, missing_vignettes
from evaluation.analysis.mutant import Fate, Mutant
from evaluation.analysis.mutation import mutate, presentations_told_apart
from evaluation.analysis.replay import DisagreementError
from evaluation.analysis.wording import edit_words
from tests.evaluation.kit.golds import gold_by_rules, vignette_of
from tests.evaluation.kit.laws import laws
from tests.evaluation.kit.outcomes import SCALE
from tests.evaluation.kit.random_rules import rulesets
from tests.evaluation.kit.small_rules import rule, ruleset
from triage.conditions import AtLeast, Compare, Comparison, Not, Present, all_of, any_of
from triage.engine import decide
from triage.presentation import Presentation
from triage.rules import Rule, RuleSet
from triage.truth import Answer, Truth
from vignettes.vignette import Kind

A, B, C = Present("a"), Present("b"), Present("c")
N = Compare("n", Comparison.AT_LEAST, 2)
URGENT = SCALE["urgent"]
fewer = settings(laws, max_examples=25)


class TestCover:
    """The laws of a greedy cover."""

    @given(st.lists(st.integers(0, 2**8 - 1), max_size=8))
    @laws
    def test_it_covers_all_and_takes_nothing_twice(self, sets: list[int]) -> None:
        """What is added is new and belongs to the set, and together it is the union of all."""
        covered = 0
        for at, added in greedy_cover(sets):
            assert added
            assert added & ~sets[at] == 0
            assert added & covered == 0
            covered |= added
        union = 0
        for members in sets:
            union |= members
        assert covered == union

    @given(st.lists(st.integers(0, 2**8 - 1), max_size=8))
    @laws
    def test_each_step_takes_the_first_of_those_that_add_most(self, sets: list[int]) -> None:
        """No other set would have added more, and none before it as much."""
        left = (1 << 8) - 1
        for at, added in greedy_cover(sets):
            gains = [(members & left).bit_count() for members in sets]
            assert added.bit_count() == max(gains)
            assert at == gains.index(max(gains))
            left &= ~added

    def test_nothing_is_covered_by_nothing(self) -> None:
        """Neither no sets nor empty ones give any."""
        assert greedy_cover([]) == []
        assert greedy_cover([0, 0]) == []


def survivors_of(rules: RuleSet) -> list[Mutant]:
    """What survives an empty library."""
    return [mutant for mutant in mutate(rules, []) if mutant.fate is Fate.SURVIVES]


class TestMissing:
    """What the missing vignettes are."""

    @given(rulesets(findings=3, numbers=1, most=3))
    @fewer
    def test_as_vignettes_they_catch_every_survivor_that_a_gold_can_speak_of(
        self, rules: RuleSet
    ) -> None:
        """With golds that expect what the rules say, only what no gold speaks of survives."""
        missing = missing_vignettes(rules, tuple(mutate(rules, [])))
        library = [
            vignette_of(f"v{place}", one.patient, gold_by_rules(rules, one.patient))
            for place, one in enumerate(missing)
        ]
        left = [m for m in mutate(rules, library) if m.fate is Fate.SURVIVES]
        assert {m.concern for m in left} <= {Concern.OPEN}

    @given(rulesets(findings=3, numbers=1, most=3))
    @fewer
    def test_every_survivor_stands_below_the_first_patient_who_tells_it_apart(
        self, rules: RuleSet
    ) -> None:
        """Once, in the order of the edits; what no gold speaks of stands nowhere."""
        mutants = survivors_of(rules)
        wanted = [m.edit.id for m in mutants if m.can_be_caught]
        missing = missing_vignettes(rules, mutants)
        named = [mutant.edit.id for one in missing for mutant in one.mutants]
        assert sorted(named) == sorted(wanted)
        assert len({one.patient for one in missing}) == len(missing)
        for place, one in enumerate(missing):
            ids = [mutant.edit.id for mutant in one.mutants]
            assert ids == [name for name in wanted if name in ids]
            later = [mutant for other in missing[place + 1 :] for mutant in other.mutants]
            assert not any(tells_apart(one.patient, mutant.edit, rules) for mutant in later)

    def test_without_survivors_nothing_is_missing(self) -> None:
        """Nor where no gold speaks of what survives."""
        rules = ruleset(rule("r", URGENT, A, "flag"))
        mutants = list(mutate(rules, []))
        still_open = [m for m in mutants if m.concern is Concern.OPEN]
        assert missing_vignettes(rules, []) == ()
        assert missing_vignettes(rules, still_open) == ()

    def test_one_patient_may_stand_for_many_edits(self) -> None:
        """Whoever has the one red flag notices whatever is done to its rule."""
        rules = ruleset(rule("r", URGENT, A, "flag"))
        mutants = [m for m in survivors_of(rules) if m.edit.kind is not EditKind.UNKNOWN_AS_ABSENT]
        of_rule = [m for m in mutants if m.edit.rule is not None]
        (only,) = missing_vignettes(rules, of_rule)
        assert only.patient == Presentation({"a": Answer.PRESENT})
        assert only.mutants == tuple(of_rule)


def tells_apart(patient: Presentation, edit: Edit, rules: RuleSet) -> bool:
    """Whether a gold could: by the interpreter alone."""
    before = decide(patient, rules, questions=False)
    after = decide(patient, edited_rules(rules, edit), questions=False)
    return (
        before.definite != after.definite
        or before.red_flags != after.red_flags
        or not set(before.pathways) <= set(after.pathways)
    )


class TestSameForAll:
    """What is found of an edit does not hang on the others."""

    @given(rulesets(findings=3, numbers=1, most=3))
    @fewer
    def test_the_order_of_the_rules_changes_no_fate_and_no_patient(self, rules: RuleSet) -> None:
        """Whatever was tried before an edit, and whatever the solver has forgotten since."""
        turned = replace(rules, rules=tuple(reversed(rules.rules)))
        found = {m.edit.id: (m.fate, m.concern, m.patient) for m in mutate(rules, [])}
        assert {m.edit.id: (m.fate, m.concern, m.patient) for m in mutate(turned, [])} == found

    def test_presentations_are_counted_as_far_as_edits_tell_numbers_apart(self) -> None:
        """Three findings in three states; a number unasked, or in a part that an edit cuts off."""
        assert presentations_told_apart(ruleset(rule("r", URGENT, A))) == 3**3 * (1 + 1)
        cut = ruleset(rule("r", URGENT, N))  # below 1, to 2, 2 itself, to 3, 3 itself
        assert presentations_told_apart(cut) == 3**3 * (1 + 5)


class Liar(Present):
    """A faulty condition: what the interpreter reads is not what is compiled."""

    __slots__ = ()

    def truth(self, _presentation: Presentation) -> Truth:
        """Always so."""
        return Truth.MET


class TestReplay:
    """Nothing is shown that the interpreter does not confirm."""

    def test_a_survivor_that_the_interpreter_does_not_see_is_a_fault(self) -> None:
        """The solver finds a patient whom taking the rule away lowers; the interpreter does not."""
        liar = ruleset(rule("r", URGENT, Liar("a")), rule("s", URGENT, any_of(Liar("b"))))
        with pytest.raises(DisagreementError, match="the edit r:drop_rule"):
            list(mutate(liar, []))

    def test_a_patient_who_does_not_tell_an_edit_apart_is_a_fault(self) -> None:
        """So it is where few patients are chosen for many edits."""
        honest = ruleset(rule("r", URGENT, A))
        mutants = [m for m in survivors_of(honest) if m.edit.kind is EditKind.LOWER]
        liar = ruleset(replace(honest.rules[0], condition=Liar("a")), rule("s", URGENT, Liar("b")))
        edit = next(e for e in edits_of(liar) if e.kind is EditKind.LOWER)
        with pytest.raises(DisagreementError, match="the edit r:lower_disposition:routine"):
            missing_vignettes(liar, [replace(mutants[0], edit=edit)])


WORDS = [
    (rule("r", URGENT, A, "flag"), "r: the rule is taken away"),
    (rule("r", URGENT, A), "r: routine in place of urgent"),
    (rule("r", URGENT, A), "r: emergency in place of urgent"),
    (rule("r", URGENT, A, "flag"), 'r: the red flag "Flag" is no longer raised'),
    (rule("r", URGENT, A, "way"), 'r: the pathway "Way" is no longer given'),
    (
        replace(rule("r", URGENT, A), must_be_ruled_out=True),
        "r: it no longer has to be ruled out before the default is given",
    ),
    (rule("r", URGENT, all_of(A, B)), 'r: "A" is no longer needed'),
    (rule("r", URGENT, any_of(A, B)), 'r: "B" no longer counts'),
    (
        rule("r", URGENT, all_of(A, any_of(B, C))),
        'r: "any of B; C" is no longer needed',
    ),
    (rule("r", URGENT, A), 'r: "A" becomes "not A"'),
    (rule("r", URGENT, Not(A)), 'r: "not A" becomes "A"'),
    (rule("r", URGENT, any_of(A)), 'r: "A" becomes "not A"'),
    (rule("r", URGENT, Not(all_of(A, B))), 'r: "not (all of A; B)" becomes "all of A; B"'),
    (rule("r", URGENT, all_of(A, B)), "r: any is enough where all were needed: A; B"),
    (
        rule("r", URGENT, any_of(A, all_of(B, C))),
        "r: all are needed where any was enough: A; (all of B; C)",
    ),
    (rule("r", URGENT, AtLeast(2, (A, B, C))), "r: 1 of 3 where 2 were needed: A; B; C"),
    (rule("r", URGENT, AtLeast(2, (A, B, C))), "r: 3 of 3 where 2 were needed: A; B; C"),
    (rule("r", URGENT, AtLeast(2, (A, B, C))), 'r: "2 of A; B; C" becomes "not (2 of A; B; C)"'),
    (
        rule("r", URGENT, any_of(A, B, C, N, Not(A))),
        "r: all are needed where any was enough: A; B; C; N at least 2 days and 1 more",
    ),
    (rule("r", URGENT, N), "r: N at least 2 days becomes at least 1 days"),
    (rule("r", URGENT, N), "r: N at least 2 days becomes at least 3 days"),
    (rule("r", URGENT, N), "r: N at least 2 days becomes more than 2 days"),
    (
        rule("r", URGENT, Compare("n", Comparison.LESS_THAN, 1.5)),
        "r: N less than 1.5 days becomes at most 1.5 days",
    ),
    (rule("r", URGENT, A), 'r: an unanswered "A" is read as absent'),
    (rule("r", URGENT, N), 'r: an unanswered "N" is read as not "at least 2 days"'),
    (rule("r", URGENT, A), "While a red flag is open: self_care in place of routine"),
    (rule("r", URGENT, A), "While a red flag is open: urgent in place of routine"),
    (rule("r", URGENT, A), "Where no rule is met: routine in place of self_care"),
]


class TestWords:
    """Edits in words."""

    @pytest.mark.parametrize(("only", "words"), WORDS, ids=[words for _, words in WORDS])
    def test_an_edit_is_told_in_words(self, only: Rule, words: str) -> None:
        """One of the edits of a rule set is told so."""
        rules = ruleset(only)
        assert words in [edit_words(edit, rules) for edit in edits_of(rules)]

    @given(rulesets(findings=3, numbers=1, most=3))
    @fewer
    def test_whoever_gives_the_gold_reads_no_disposition(self, rules: RuleSet) -> None:
        """Neither what the rules give, nor what they would."""
        for edit in edits_of(rules):
            told = edit_words(edit, rules, is_blind=True)
            assert not any(level.id in told for level in rules.vocabulary.scale)


class TestDrafts:
    """What is suggested of a vignette, and what is not."""

    def test_ids_are_free_ones(self) -> None:
        """Named by the rule, numbered where that is taken, and never too long for an id."""
        rules = ruleset(rule("r" * 100, URGENT, A))
        mutant = next(iter(mutate(rules, [])))
        some = [MissingVignette(patient=Presentation(), mutants=(mutant,))] * 3
        name = f"missing-{'r' * 72}"
        assert [draft.id for draft in drafts_of(some, rules, [f"{name}-2"])] == [
            name,
            f"{name}-3",
            f"{name}-4",
        ]

    def test_an_edit_of_no_rule_gives_its_own_name(self) -> None:
        """The floor and the default belong to no rule."""
        rules = ruleset(rule("r", URGENT, A))
        edit = next(edit for edit in edits_of(rules) if edit.kind is EditKind.RAISE_DEFAULT)
        mutant = Mutant(edit=edit, fate=Fate.SURVIVES, patient=Presentation())
        one = MissingVignette(patient=Presentation(), mutants=(mutant,))
        (draft,) = drafts_of([one], rules, ())
        assert (draft.id, draft.kind, draft.title) == (
            "missing-raise_default",
            Kind.CANONICAL,
            "Nothing present",
        )
        assert draft.why == ("Where no rule is met: another disposition is given",)

    @pytest.mark.parametrize(
        ("kind", "expected"),
        [
            (EditKind.BOUND_UP, Kind.BOUNDARY),
            (EditKind.UNKNOWN_AS_ABSENT, Kind.UNKNOWN),
            (EditKind.NEGATE, Kind.NEAR_MISS),
            (EditKind.DROP_RULE, Kind.CANONICAL),
        ],
    )
    def test_the_kind_follows_from_the_first_edit(self, kind: EditKind, expected: Kind) -> None:
        """Numbers are about boundaries, unknown answers about the unknown."""
        rules = ruleset(rule("r", URGENT, all_of(A, N)))
        mutants = tuple(m for m in survivors_of(rules) if m.edit.kind is kind)
        patient = Presentation({"a": Answer.PRESENT}, {"n": 2})
        one = MissingVignette(patient=patient, mutants=mutants)
        (draft,) = drafts_of([one], rules, ())
        assert (draft.kind, draft.title) == (expected, "A, N 2 days")

    def test_reasons_that_read_alike_stand_once(self) -> None:
        """Lowered and raised is the same to whoever may not read dispositions."""
        rules = ruleset(rule("r", URGENT, A))
        mutants = tuple(
            m for m in mutate(rules, []) if m.edit.kind in (EditKind.LOWER, EditKind.RAISE)
        )
        one = MissingVignette(patient=Presentation(), mutants=mutants)
        (draft,) = drafts_of([one], rules, ())
        assert len(mutants) == 2
        assert draft.why == ("r: another disposition is given",)
