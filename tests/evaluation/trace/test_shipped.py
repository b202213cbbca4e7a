"""The trace of the domain that ships."""

import pytest

from evaluation.trace.model import Kind
from evaluation.trace.reasons import read_reasons, stale_reasons, without_reason
from tests.evaluation.trace.kettle import Kettle
from triage.repository import load_invariants, load_ruleset
from vignettes.domain import library_folder, sources_folder
from vignettes.library import read_library
from vignettes.sources.inventory import read_inventory


@pytest.fixture(scope="module")
def knee() -> Kettle:
    """All of the knee that a trace is built from."""
    rules = load_ruleset("knee")
    inventory = read_inventory(sources_folder("knee"), rules.vocabulary)
    assert inventory is not None
    return Kettle(
        words=rules.vocabulary,
        rules=rules,
        invariants=load_invariants(rules),
        library=read_library(library_folder("knee"), rules.vocabulary),
        inventory=inventory,
    )


def test_every_gap_has_a_written_reason(knee: Kettle) -> None:
    """And every written reason is for a gap that is there."""
    gaps, reasons = knee.gaps(), read_reasons(sources_folder("knee"))
    assert [f"{gap.kind.value} {gap.of}" for gap in without_reason(gaps, reasons)] == []
    assert [str(problem) for problem in stale_reasons(gaps, reasons)] == []


def test_every_source_that_is_named_leads_to_a_sentence(knee: Kettle) -> None:
    """Of rules, invariants, red flags and vignettes: no locator leads nowhere."""
    assert knee.invariants is not None
    named = [
        *knee.rules.rules,
        knee.rules.default,
        *knee.invariants.invariants.values(),
        *knee.words.red_flags.values(),
        *knee.library,
    ]
    locators = {locator for each in named for locator in each.sources}
    assert [name for name in sorted(locators) if not knee.inventory.covered(name)] == []


def test_every_rule_red_flag_and_vignette_rests_on_a_sentence(knee: Kettle) -> None:
    """Traced back to the documents."""
    trace = knee.trace()
    bare = [
        node.key
        for kind in (Kind.RULE, Kind.INVARIANT, Kind.RED_FLAG, Kind.VIGNETTE)
        for node in trace.of(kind)
        if not trace.linked(node.key, Kind.SENTENCE)
    ]
    assert bare == []
