"""What is declared of an engine: laws that it breaks by declaration are told, and not searched."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from evaluation.engines.protocol import EngineKind, Request, Traits, Unknowns
from evaluation.engines.unknowns import WithoutUnknowns
from evaluation.outcomes import Result
from evaluation.probing.probe import plan, search
from evaluation.probing.which import laws_of, names_read
from tests.evaluation.kit import engines as faults
from tests.evaluation.kit.probes import INVARIANTS, RULES, Made, found, probed
from triage.presentation import Presentation

WORDS = RULES.vocabulary


def kinds_of(traits: Traits) -> tuple[set[str], dict[str, str]]:
    """The kinds of laws that are searched, and why others are not."""
    laws = laws_of(WORDS, INVARIANTS, [RULES], traits)
    return {law.kind.value for law in laws.searched}, {
        entry.kind.value: entry.why for entry in laws.unsearched
    }


def declared(unknowns: Unknowns) -> Traits:
    """An engine that takes unknowns so."""
    return Traits(kind=EngineKind.COMMAND, unknowns=unknowns)


def under(engine: Made) -> WithoutUnknowns:
    """An engine as the harness asks it, by what is declared of it."""
    return WithoutUnknowns(engine=engine, findings=("a", "b"), numbers=("n",))


@dataclass(frozen=True, kw_only=True)
class Strict(Made):
    """An engine that is told everything it reads, and would stumble otherwise."""

    def answers(self, requests: Iterable[Request]) -> Iterator[tuple[str, Result]]:
        """Every request's answer, if nothing that it reads is open."""
        for request in requests:
            known = request.presentation
            assert {"a", "b"} <= set(known.answers)
            assert "n" in known.numbers
            yield from super().answers([request])


def test_everything_is_searched_of_an_engine_that_understands() -> None:
    """Nothing is left out where nothing is declared."""
    kinds, left = kinds_of(declared(Unknowns.UNDERSTOOD))
    assert left == {}
    assert kinds == {
        "answer", "invariant", "open", "minimum", "monotone", "unknown", "irrelevant", "order",
        "repeat",
    }  # fmt: skip


def test_reading_unknown_as_absent_by_declaration_is_no_discovery() -> None:
    """It is named as broken by declaration, nothing is searched for it, and nothing is found."""
    kinds, left = kinds_of(declared(Unknowns.ABSENT))
    assert not kinds & {"open", "unknown", "order"}
    assert left["unknown"] == left["open"]
    assert left["unknown"].endswith("and breaks this by declaration.")
    assert left["order"].endswith("the harness writes all findings in one order.")
    probe = probed(under(Made(traits=declared(Unknowns.ABSENT))))
    assert (found(probe), probe.has_found) == ({}, False)


def test_an_engine_that_abstains_is_asked_where_all_is_known() -> None:
    """Patients are completed for it; who is not asked by declaration is no missing answer."""
    engine = under(Strict(traits=declared(Unknowns.ABSTAIN)))
    probe = probed(engine)
    assert (found(probe), probe.has_found) == ({}, False)
    tried = {each.law.kind.value: each.tried for each in probe.searched}
    assert tried["invariant"] > 0 < tried["monotone"]
    assert "unknown" not in tried
    assert probe.spared > 0


def test_of_an_engine_that_abstains_the_smallest_patient_is_known_throughout() -> None:
    """Nothing that it reads can be left out, so that as much as can be is absent."""

    def sleepy(_patient: Presentation, result: Result) -> Result:
        return replace(result, disposition=0)

    probe = probed(under(Made(traits=declared(Unknowns.ABSTAIN), bend=sleepy)))
    assert found(probe)["invariant", "F1"] == {"a": "+", "b": "-", "n": 0}


def test_red_flags_are_not_asked_of_an_engine_that_reports_none() -> None:
    """It is judged by what it does: dispositions, and where it sends the patient."""
    traits = replace(declared(Unknowns.UNDERSTOOD), reports_red_flags=False)
    kinds, left = kinds_of(traits)
    assert "minimum" not in kinds
    assert left == {"minimum": 'It is declared with "red_flags: not_reported".'}

    def silent(_patient: Presentation, result: Result) -> Result:
        return replace(result, red_flags=frozenset())

    assert found(probed(Made(traits=traits, bend=silent))) == {}


def test_an_engine_that_changes_its_mind_by_declaration_is_not_asked_twice() -> None:
    """All but the law that it repeats itself is searched."""
    traits = replace(declared(Unknowns.UNDERSTOOD), is_deterministic=False)
    kinds, left = kinds_of(traits)
    assert "repeat" not in kinds
    assert left == {"repeat": 'It is declared with "deterministic: false".'}


def test_a_domain_without_invariants_is_searched_for_the_laws_alone() -> None:
    """That there are none is told."""
    engine = faults.DetectsButDoesNotAct(ruleset=RULES)
    made = plan(engine, WORDS, None, [RULES], examples=4)
    probe = search(engine, made)
    assert found(probe) == {("minimum", "flag"): {"a": "+"}}
    assert [entry.why for entry in probe.unsearched] == ["The domain has none."]


def test_a_domain_without_red_flags_has_no_laws_about_them() -> None:
    """No minimum can be broken where no red flag can be raised."""
    laws = laws_of(replace(WORDS, red_flags={}), None, [], declared(Unknowns.UNDERSTOOD))
    assert [entry.why for entry in laws.unsearched] == [
        "The domain has none.",
        "The domain has no red flags.",
    ]


def test_a_finding_is_irrelevant_if_nothing_of_the_domain_reads_it() -> None:
    """Rules, invariants and red flags each make a finding matter."""
    assert WORDS.red_flag_findings == ("a",)
    assert names_read(WORDS, INVARIANTS, [RULES]) == {"a", "b", "n"}
    assert names_read(WORDS, INVARIANTS, []) == {"a"}
    assert names_read(WORDS, None, []) == {"a"}
    laws = laws_of(WORDS, INVARIANTS, [], declared(Unknowns.UNDERSTOOD)).searched
    assert [law.about for law in laws if law.kind.value == "irrelevant"] == ["b", "c"]
