"""Coverage of another team's domain, and of what ships: true of each vignette, one by one."""

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

import pytest

from evaluation.analysis.coverage.mcdc import is_shown_by
from evaluation.analysis.coverage.measure import measure_coverage
from evaluation.analysis.coverage.model import Coverage, Shown
from evaluation.analysis.coverage.tallies import Of, tallies
from triage.engine import decide
from triage.loading.nodes import read_file
from triage.loading.rulesets import build_ruleset
from triage.loading.vocabularies import build_vocabulary
from triage.repository import load_ruleset
from triage.rules import RuleSet
from triage.truth import Truth
from vignettes.domain import library_folder
from vignettes.library import Library, read_library

SORE_THROAT: Final = Path(__file__).parents[3] / "domains" / "sore_throat"


@dataclass(frozen=True, slots=True)
class Covered:
    """A rule set, its library, and the coverage of the two."""

    rules: RuleSet
    library: Library
    coverage: Coverage


@cache
def covered(domain: str) -> Covered:
    """One of the two domains."""
    if domain == "knee":
        rules = load_ruleset(domain)
        library = read_library(library_folder(domain), rules.vocabulary)
    else:
        rules = sore_throat()
        library = read_library(SORE_THROAT / "library", rules.vocabulary)
    return Covered(rules, library, measure_coverage(rules, library.vignettes))


def sore_throat() -> RuleSet:
    """The newest rules of the made-up domain."""
    words, file = SORE_THROAT / "vocabulary.yaml", SORE_THROAT / "rules" / "0.2.0.yaml"
    vocabulary = build_vocabulary(read_file(words, words.name), words.name)
    return build_ruleset(read_file(file, file.name), file.name, lambda _: vocabulary)


@pytest.fixture(params=["sore_throat", "knee"])
def domain(request: pytest.FixtureRequest) -> Covered:
    """Each domain, measured once."""
    return covered(request.param)


def test_every_node_is_counted_as_the_interpreter_reads_it(domain: Covered) -> None:
    """Vignette by vignette."""
    patients = [vignette.presentation for vignette in domain.library]
    for found in domain.coverage.rules:
        for node in found.nodes:
            counted = Counter(node.condition.truth(patient) for patient in patients)
            assert {truth: node.seen.of(truth) for truth in Truth} == {
                truth: counted[truth] for truth in Truth
            }


def test_pairs_show_what_is_said_of_them(domain: Covered) -> None:
    """Vignettes where there are such, else patients; of these neither is in the library."""
    all_shown = Counter[Shown]()
    for found in domain.coverage.rules:
        for node, independence in found.leaves:
            all_shown[independence.shown] += 1
            two = independence.patients or tuple(
                domain.library.by_id[name].presentation for name in independence.vignettes
            )
            if independence.shown is not Shown.IMPOSSIBLE:
                assert is_shown_by(found.rule.condition, node.place, *two)
                assert bool(independence.vignettes) is (independence.shown is Shown.SEEN)
    assert all_shown[Shown.SEEN]
    assert all_shown[Shown.MISSING]


def test_answers_are_counted_as_the_engine_gives_them(domain: Covered) -> None:
    """Dispositions and red flags of every vignette; those of the others are given to patients."""
    decisions = [
        decide(vignette.presentation, domain.rules, questions=False) for vignette in domain.library
    ]
    pairs = Counter((decision.definite, decision.possible) for decision in decisions)
    alone = Counter(d.red_flags[0] for d in decisions if len(d.red_flags) == 1)
    assert {p: found.n for p, found in domain.coverage.dispositions.items() if found.n} == pairs
    assert {f: found.n for f, found in domain.coverage.alone.items() if found.n} == alone
    for flags, found in domain.coverage.together.items():
        assert found.n == sum({*flags} <= {*decision.red_flags} for decision in decisions)
        if found.patient:
            decision = decide(found.patient, domain.rules, questions=False)
            assert {*flags} <= {*decision.red_flags}


def test_every_rule_of_what_ships_fires(domain: Covered) -> None:
    """And every condition is seen met, not met and undecided in the reference library."""
    found = {tally.of: tally for tally in tallies(domain.coverage)}
    assert found[Of.RULES_FIRED].k == len(domain.rules.rules)
    if domain is covered("knee"):
        for of in (Of.CONDITIONS_MET, Of.CONDITIONS_NOT_MET, Of.CONDITIONS_UNDECIDED):
            assert found[of].k == found[of].n


def test_without_its_vignettes_a_rule_never_fires() -> None:
    """Whoever takes away the stories of the hum is told so, with a patient and a pair."""
    rules, library = covered("sore_throat").rules, covered("sore_throat").library
    kept = [
        vignette
        for vignette in library
        if Truth.MET is not rules.by_id["lost-hum"].condition.truth(vignette.presentation)
    ]
    assert 0 < len(kept) < len(library)
    found = {each.rule.id: each for each in measure_coverage(rules, kept).rules}["lost-hum"]
    assert found.fires is Shown.MISSING
    assert found.patient is not None
    assert found.patient.present == ("cannot_hum",)
    ((_, independence),) = found.leaves
    assert [p.content() for p in independence.patients] == [
        {"present": ["cannot_hum"], "absent": [], "numbers": {}},
        {"present": [], "absent": ["cannot_hum"], "numbers": {}},
    ]
