"""The shipped rules and library, judged by the shipped policy against their own honest run."""

from dataclasses import replace
from functools import cache

import pytest

from evaluation.domain import policy_file
from evaluation.engines.protocol import Engine
from evaluation.evaluate import evaluate
from evaluation.gate.policy_file import read_policy
from evaluation.gate.verdict import GateReport, Verdict
from evaluation.runs.record import Run
from tests.evaluation.kit.edits import narrowed, with_rule
from tests.evaluation.kit.engines import Judge, ReferenceEngine, VerdictOfNarrowed
from tests.evaluation.kit.gates import judge, run
from tests.evaluation.kit.outcomes import with_result
from triage.repository import load_invariants, load_ruleset
from triage.rules import RuleSet
from vignettes.domain import library_folder
from vignettes.library import Library, read_library


def fingerprints_of(ruleset: RuleSet) -> dict[str, str]:
    """What a run says of the words and the invariants of its domain."""
    invariants = load_invariants(ruleset)
    return {
        "vocabulary_fingerprint": ruleset.vocabulary.fingerprint,
        "invariants_fingerprint": invariants.fingerprint if invariants else "",
    }


@pytest.fixture(scope="session")
def knee() -> RuleSet:
    """The accepted rules."""
    return load_ruleset("knee@1.1.0")


@pytest.fixture(scope="session")
def shipped(knee: RuleSet) -> Library:
    """The shipped library."""
    return read_library(library_folder("knee"), knee.vocabulary)


@pytest.fixture(scope="session")
def honest_run(knee: RuleSet, shipped: Library) -> Run:
    """The accepted rules on the shipped library."""
    given = evaluate(ReferenceEngine(ruleset=knee), shipped)
    return run(given.outcomes, **fingerprints_of(knee))


@pytest.fixture(scope="session")
def judge_engine(knee: RuleSet, shipped: Library, honest_run: Run) -> Judge:
    """What the gate says of an engine."""
    rules = read_policy(policy_file("knee"), knee.vocabulary)

    def judged(engine: Engine) -> GateReport:
        candidate = run(evaluate(engine, shipped).outcomes, **fingerprints_of(knee))
        return judge(honest_run, candidate, rules, scale=knee.vocabulary.scale)

    return judged


@pytest.fixture(scope="session")
def verdict_of_narrowed(knee: RuleSet, shipped: Library, honest_run: Run) -> VerdictOfNarrowed:
    """The verdict on a rule that wants one finding more, deciding only what can change.

    The other vignettes, where the truth of the rule is the same with and without the finding, keep
    the answers of the honest run; the same set of changes is judged once.
    """
    rules = read_policy(policy_file("knee"), knee.vocabulary)
    honest = {made.vignette: made for made in honest_run.outcomes}
    known: dict[object, Verdict] = {(): Verdict.PASS}

    @cache
    def verdict(rule_id: str, finding: str) -> Verdict:
        rule = knee.by_id[rule_id]
        new = narrowed(rule, finding)
        engine = ReferenceEngine(ruleset=with_rule(knee, rule, new))
        affected = [
            vignette
            for vignette in shipped
            if new.condition.truth(vignette.presentation)
            is not rule.condition.truth(vignette.presentation)
        ]
        changed = {
            vignette.id: result
            for vignette in affected
            if (result := engine.result_of(vignette.presentation)) != honest[vignette.id].result
        }
        key = tuple(changed.items())
        if key not in known:
            after = {name: with_result(honest[name], result) for name, result in changed.items()}
            candidate = replace(honest_run, outcomes=tuple({**honest, **after}.values()))
            known[key] = judge(honest_run, candidate, rules, scale=knee.vocabulary.scale).verdict
        return known[key]

    return lambda rule, finding: verdict(rule.id, finding)
