"""Proofs as text: whole, at any width, and whatever titles contain."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from evaluation.analysis.oddities import Oddity, OddityKind
from reports.cli.analysis import proof_report
from reports.data.prove import proofs_to_data
from reports.model.proofs import ProofReport
from reports.render.prove import oddity_words, render_proofs
from reports.render.text import Screen
from triage.conditions import AtLeast, Not, Present, all_of
from triage.facts import DomainFact
from triage.invariants import Bound, Invariant, InvariantSet
from triage.repository import load_invariants, load_ruleset
from triage.rules import RuleSet
from triage.vocabulary import Pathway, Vocabulary

TEXT = """\
REFUTED  toaster@0.1.0: 7 of 12 claims proved, 3 refuted, 2 about nobody
  Proved means: for all presentations of this vocabulary, unknown answers
  included (72 that rules and invariants can tell apart, without those that 1
  domain fact rules out).

REFUTED  F1.floor
  All of smoke: at least unplug wherever it is met.
  Patient: smoke
  Given: mend (fire)
  Rules: smoke (mend)
  Sources: MAN L1

REFUTED  F1.floor_possible
  All of smoke: unplug stays possible until it is ruled out.
  Patient: nothing is known
  Given: mend
  Rules: smoke (mend)
  Sources: MAN L1

ABOUT NOBODY  F2.floor
  All of sparks and crumbs: at least mend wherever it is met.
  No patient of this vocabulary can meet it, so that it demands nothing. Mend
  its condition, or take it away.
  Sources: MAN L1

ABOUT NOBODY  F2.floor_possible
  All of sparks and crumbs: mend stays possible until it is ruled out.
  No patient of this vocabulary can meet it, so that it demands nothing. Mend
  its condition, or take it away.
  Sources: MAN L1

REFUTED  minimum.fire
  Whoever raises the red flag "Fire" is given at least unplug.
  Patient: smoke
  Given: mend (fire)
  Rules: smoke (mend)

Proved
  F3  All of smoke (2 of 2)
  Every red flag that is raised brings its least disposition (1 of 2)
  No open red-flag finding that could matter is taken for absent (2 of 2)
  No red-flag finding that is present makes anybody less urgent (2 of 2)

Who is given what
  keep: nothing present; absent: smoke; sparks
  mend: nothing is known
  unplug: nobody

Odd, and hardly meant
  - old: no patient can meet it. (line 22)
  - again: without it everybody is answered the same, because of sparks. (line
    30)
  - sparks: met and ruled out for the same patients as again. (line 15)
  - Nobody is given unplug.

Not covered: whether the rules are good medicine, how questions are worded and
understood, and how free text is read. A reference for testing software, made by
nobody clinical. Not medical advice.
"""
WHOLE = """\
PROVED  toaster@0.1.0: 6 of 6 claims proved
  Proved means: for all presentations of this vocabulary, unknown answers
  included (81 that rules and invariants can tell apart).
  The domain states no invariants: only laws of safety are claimed.

Proved
  minimum.fire: Whoever raises the red flag "Fire" is given at least unplug.
  minimum.current: Whoever raises the red flag "Current" is given at least mend.
  open_red_flag.smoke: Nobody is given less than mend while the answer to smoke
    could change it.
  open_red_flag.sparks: Nobody is given less than mend while the answer to
    sparks could change it.
  monotone.smoke: That smoke is present never makes anybody less urgent.
  monotone.sparks: That sparks is present never makes anybody less urgent.

Who is given what
  keep: nothing present; absent: smoke; sparks
  mend: nothing is known
  unplug: smoke

Odd, and hardly meant
  nothing

Not covered: whether the rules are good medicine, how questions are worded and
understood, and how free text is read. A reference for testing software, made by
nobody clinical. Not medical advice.
"""


def invariant(
    rules: RuleSet, name: str, level: str, *findings: str, sources: tuple[str, ...] = ("MAN L1",)
) -> Invariant:
    """A floor for whoever has all of some findings."""
    return Invariant(
        id=name,
        title=f"All of {' and '.join(findings)}",
        condition=all_of(*map(Present, findings)),
        bound=Bound.FLOOR,
        disposition=rules.vocabulary.scale[level],
        sources=sources,
    )


@pytest.fixture
def flawed(rules: RuleSet) -> ProofReport:
    """A rule set with a flag that brings too little, a rule too many, and a demand of nobody."""
    apart = DomainFact(id="apart", reason="-", never_together=("sparks", "crumbs"))
    words = replace(rules.vocabulary, facts=(apart,))
    smoke, sparks, old = rules.rules
    keep, mend, _ = words.scale.levels
    rules = replace(
        rules,
        vocabulary=words,
        rules=(
            replace(smoke, disposition=mend),
            sparks,
            replace(old, condition=all_of(old.condition, Present("sparks"))),
            replace(sparks, id="again", disposition=keep, line=30),
        ),
    )
    demands = [
        invariant(rules, "F1", "unplug", "smoke"),
        invariant(rules, "F2", "mend", "sparks", "crumbs"),
        invariant(rules, "F3", "keep", "smoke"),
    ]
    return proof_report(
        rules, InvariantSet(title="-", invariants={each.id: each for each in demands})
    )


def test_what_is_refuted_comes_first_with_its_patient(flawed: ProofReport) -> None:
    """Then what demands nothing, what is proved, who is given what, and what is odd."""
    assert render_proofs(flawed, Screen(width=80)) + "\n" == TEXT


def test_every_claim_can_be_listed(rules: RuleSet) -> None:
    """Each in one sentence; that no invariants are stated is said."""
    text = render_proofs(proof_report(rules, None), Screen(width=80), every_item=True)
    assert text + "\n" == WHOLE


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("every_item", [False, True])
def test_no_line_is_wider_than_the_screen(width: int, *, every_item: bool) -> None:
    """Of what ships, with refuted claims and without; all absent findings named or not."""
    rules = load_ruleset("knee@1.1.0")
    for name in ("knee@1.0.0", "knee@1.1.0"):
        report = proof_report(load_ruleset(name), load_invariants(rules))
        lines = render_proofs(report, Screen(width=width), every_item=every_item).splitlines()
        assert max(map(len, lines)) <= width


def test_no_title_steers_the_terminal(
    flawed: ProofReport,
    renamed: Callable[[Vocabulary, str], Vocabulary],
    hostile: str,
    is_harmless: Callable[[str], bool],
) -> None:
    """Nor does a source."""
    rules = replace(flawed.ruleset, vocabulary=renamed(flawed.ruleset.vocabulary, hostile))
    demand = invariant(rules, "F1", "unplug", "smoke", sources=(hostile,))
    report = proof_report(rules, InvariantSet(title="-", invariants={"F1": demand}))
    for every_item in (False, True):
        assert is_harmless(render_proofs(report, Screen(), every_item=every_item))


def test_what_is_odd_in_words(rules: RuleSet) -> None:
    """One sentence for each kind."""
    repair = Pathway(id="repair", title="Repair", sources=())
    words, rule = replace(rules.vocabulary, pathways={"repair": repair}), rules.rules[2]
    some = [
        Oddity(kind=OddityKind.NEVER_MET, rule=rule),
        Oddity(kind=OddityKind.MASKED, rule=rule, others=("smoke", "sparks")),
        Oddity(kind=OddityKind.MASKED, rule=rule),
        Oddity(kind=OddityKind.SAME_MEANING, rule=rule, others=("smoke",)),
        Oddity(kind=OddityKind.IDLE_CONDITION, rule=rule, place=(1,)),
        Oddity(kind=OddityKind.NEVER_GIVEN, name="unplug"),
        Oddity(kind=OddityKind.NEVER_GIVEN, name="fire"),
        Oddity(kind=OddityKind.NEVER_GIVEN, name="repair"),
    ]
    assert [oddity_words(each, words) for each in some] == [
        "old: no patient can meet it.",
        "old: without it everybody is answered the same, because of smoke, sparks.",
        "old: without it everybody is answered the same, because of other rules together.",
        "old: met and ruled out for the same patients as smoke.",
        'old: "age at least 10 years" changes nothing.',
        "Nobody is given unplug.",
        'HARMFUL: the red flag "Fire" (fire) is never raised, whoever the patient is.',
        'Nobody is given the pathway "Repair" (repair).',
    ]


def test_red_flags_that_nobody_raises_come_first(rules: RuleSet) -> None:
    """To miss them all is harm, and no mere oddity."""
    without = replace(rules, rules=rules.rules[1:])
    text = render_proofs(proof_report(without, None), Screen(width=80))
    odd = text.partition("Odd, and hardly meant\n")[2].partition("\n\n")[0]
    assert odd == (
        '  - HARMFUL: the red flag "Fire" (fire) is never raised, whoever the patient is.\n'
        "  - Nobody is given unplug."
    )


def test_the_same_as_data(flawed: ProofReport) -> None:
    """Every claim with its standing and its patient; where there is nothing, null."""
    data = proofs_to_data(flawed)
    assert (data["schema"], data["is_proved"]) == ("triage-proofs/1", False)
    claims = {claim["id"]: claim for claim in data["claims"]}
    assert {name: claim["standing"] for name, claim in claims.items()} == {
        proof.claim.id: proof.standing.value for proof in flawed.proofs
    }
    assert claims["F1.floor"] == {
        "id": "F1.floor",
        "law": "floor",
        "invariant": "F1",
        "subject": None,
        "sources": ["MAN L1"],
        "standing": "refuted",
        "patient": {"present": ["smoke"], "absent": [], "numbers": {}},
        "given": {
            "definite": "mend",
            "possible": "mend",
            "red_flags": ["fire"],
            "pathways": [],
            "fired": ["smoke"],
        },
        "given_with_it": None,
        "rules": ["smoke"],
    }
    assert claims["F2.floor"]["patient"] is None
    assert claims["F2.floor"]["rules"] == []
    assert data["reached"]["unplug"] is None
    assert {"kind": "never_given", "rule": None, "line": None, "others": [], "place": [],
            "name": "unplug"} in data["oddities"]  # fmt: skip
    assert data["domain_facts"] == ["apart"]
    never = Not(AtLeast(1, (Present("smoke"), Not(Present("smoke")))))
    odd = replace(flawed.ruleset.rules[0], condition=never)
    idle = proof_report(replace(flawed.ruleset, rules=(odd,)), None)
    assert proofs_to_data(idle)["oddities"][0]["kind"] == "never_met"
