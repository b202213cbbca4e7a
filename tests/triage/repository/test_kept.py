"""Rules that were kept with a run are the rules that it was made of, or are refused."""

import json
from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from triage.conditions import AtLeast, Compare, Comparison, Condition, Not, Present, any_of
from triage.facts import DomainFact
from triage.fingerprint import fingerprint
from triage.kept import kept_ruleset
from triage.loading.problems import LoadError
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary


def stored(content: object) -> Any:
    """Content as it comes back from a file of JSON."""
    return json.loads(json.dumps(content))


def in_order(ruleset: RuleSet) -> RuleSet:
    """The rules by their ids, each with its names by the alphabet: as content has them."""
    rules = tuple(
        replace(
            rule,
            sources=tuple(sorted(rule.sources)),
            red_flags=tuple(sorted(rule.red_flags)),
            pathways=tuple(sorted(rule.pathways)),
        )
        for rule in sorted(ruleset.rules, key=lambda rule: rule.id)
    )
    return replace(ruleset, rules=rules)


def content_of(ruleset: RuleSet) -> dict[str, object]:
    """What a rule set is asked to be: its content, and by which words."""
    return {**ruleset.content(), "words": ruleset.vocabulary.fingerprint}


def test_what_is_kept_of_shipped_rules_is_all_of_them(shipped: RuleSet) -> None:
    """The same content and fingerprint, in the words of the domain; no file, and no lines."""
    found = kept_ruleset(stored(shipped.content()), shipped.fingerprint, "run")
    assert content_of(found) == content_of(shipped)
    assert found.fingerprint == shipped.fingerprint
    assert found.file == ""
    assert {rule.line for rule in found.rules} == {0}
    assert [rule.id for rule in found.rules] == sorted(rule.id for rule in shipped.rules)


def test_rules_in_words_of_their_own_need_those_words(bicycle_rules: RuleSet) -> None:
    """Their vocabulary belongs to no domain: it is given, or the rules cannot be read."""
    content = stored(bicycle_rules.content())
    words = bicycle_rules.vocabulary
    found = kept_ruleset(content, bicycle_rules.fingerprint, "run", words)
    assert content_of(found) == content_of(bicycle_rules)
    assert found.vocabulary is words
    with pytest.raises(LoadError, match=r'run:\d+: vocabulary: unknown vocabulary "bicycle"'):
        kept_ruleset(content, bicycle_rules.fingerprint, "run")


def test_other_words_than_those_it_names_are_not_used(
    shipped: RuleSet, bicycle: Vocabulary
) -> None:
    """What is given counts only for rules that are written in it."""
    found = kept_ruleset(shipped.content(), shipped.fingerprint, "run", bicycle)
    assert found.vocabulary.name == "knee"


LEAVES: st.SearchStrategy[Condition] = st.one_of(
    st.builds(Present, st.sampled_from(["squeak", "wobble", "flat_tyre"])),
    st.builds(
        Compare,
        st.just("age_years"),
        st.sampled_from(list(Comparison)),
        st.sampled_from([0.0, 1.0, 0.5, 50.0]),
    ),
)


def _at_least(some: list[Condition]) -> st.SearchStrategy[Condition]:
    return st.integers(1, len(some)).map(lambda least: AtLeast(least, tuple(some)))


CONDITIONS = st.recursive(
    LEAVES,
    lambda below: (
        below.map(Not)
        | st.lists(below, min_size=1, max_size=3, unique_by=lambda c: repr(c.content())).flatmap(
            _at_least
        )
    ),
    max_leaves=6,
)
TEXTS = st.text(max_size=10).map(str.strip)


@settings(deadline=None, max_examples=60)
@given(data=st.data())
def test_any_rules_come_back(bicycle_rules: RuleSet, data: st.DataObject) -> None:
    """Every condition and bound, 0 too; every text, empty ones too; true and false."""
    rules = tuple(
        replace(
            rule,
            condition=data.draw(CONDITIONS),
            interpretation=data.draw(TEXTS),
            rationale=data.draw(TEXTS),
            must_be_ruled_out=data.draw(st.booleans()),
        )
        for rule in bicycle_rules.rules
    )
    made = replace(bicycle_rules, rules=rules)
    expected = fingerprint(made.content())
    found = kept_ruleset(stored(made.content()), expected, "run", made.vocabulary)
    assert fingerprint(found.content()) == expected
    assert found == replace(in_order(made), rules=found.rules, file="")


def test_a_bound_of_0_is_no_missing_one(bicycle_rules: RuleSet) -> None:
    """What says nothing is left out of the content, and 0 says something."""
    first, *others = bicycle_rules.rules
    zero = any_of(Compare("age_years", Comparison.AT_MOST, 0.0), Present("squeak"))
    made = replace(bicycle_rules, rules=(replace(first, condition=zero), *others))
    expected = fingerprint(made.content())
    found = kept_ruleset(stored(made.content()), expected, "run", made.vocabulary)
    assert found.by_id[first.id].condition.content() == zero.content()


Tamper = Callable[[dict[str, Any]], object]
TAMPERED: dict[str, Tamper] = {
    "a disposition": lambda c: c["rules"][0].update(disposition="self_care"),
    "a condition": lambda c: c["rules"][0].update(when="fever"),
    "a rule less": lambda c: c["rules"].pop(),
    "a title": lambda c: c["rules"][0].update(title="Else"),
    "the floor": lambda c: c.update(floor_while_undecided="self_care"),
    "the version": lambda c: c.update(version="9.9.9"),
    "something more": lambda c: c.update(more="x"),
    "everything": dict[str, Any].clear,
}


@pytest.mark.parametrize("tamper", TAMPERED.values(), ids=TAMPERED)
def test_other_rules_than_it_was_made_of_are_refused(shipped: RuleSet, tamper: Tamper) -> None:
    """Whatever was edited, its fingerprint is another one."""
    content = stored(shipped.content())
    tamper(content)
    with pytest.raises(LoadError) as refused:
        kept_ruleset(content, shipped.fingerprint, "the/run")
    assert [str(problem) for problem in refused.value.problems] == [
        "the/run: rules: the rules that were kept with the run are not those that it was made of."
    ]


def test_what_the_words_of_today_do_not_know_is_told(shipped: RuleSet) -> None:
    """With the place that was named, though the content is as it was kept."""
    content = stored(shipped.content())
    content["rules"][0]["when"] = "fevr"
    with pytest.raises(LoadError, match=r'^the/run:1: .*unknown finding "fevr"\. Did you mean'):
        kept_ruleset(content, fingerprint(content), "the/run")


def test_facts_of_today_leave_nobody_out_who_could_be_then(bicycle_rules: RuleSet) -> None:
    """Where the vocabulary was another one, its facts are not known any more."""
    apart = tuple(bicycle_rules.vocabulary.findings)[:2]
    fact = DomainFact(id="f", reason="-", never_together=apart)
    words = replace(bicycle_rules.vocabulary, facts=(fact,), fingerprint="sha256:now")
    content = stored(bicycle_rules.content())

    def facts_of(made_with: str) -> tuple[DomainFact, ...]:
        found = kept_ruleset(
            content, bicycle_rules.fingerprint, "run", words, vocabulary_fingerprint=made_with
        )
        return found.vocabulary.facts

    assert facts_of("sha256:now") == (fact,)
    assert facts_of("sha256:then") == ()
