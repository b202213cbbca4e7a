"""The facts are those of the run, the gate and the solver; nothing is made up on the way."""

from pathlib import Path

from evaluation.gate.verdict import GateReport
from evaluation.metrics import score
from reports.cli.gate_setup import Setup
from reports.model.audit.audit import Audit, Subject
from reports.model.audit.standing import HazardFacts
from triage.repository import load_ruleset


def test_the_verdict_is_that_of_the_gate(audit: Audit, judged: GateReport) -> None:
    """Every check with its items, and the exit code."""
    assert audit.subject is Subject.GATE
    assert audit.verdict is not None
    assert audit.verdict.exit_code == 1
    assert audit.verdict.next_command == "triage compare a b"
    given = [(c.name, c.holds, c.numbers, c.items) for c in audit.verdict.checks]
    assert given == [(c.name, c.holds, c.numbers, c.items) for c in judged.checks]


def test_rates_are_those_of_the_scores(audit: Audit, setup: Setup) -> None:
    """Same names, same counts, in the same order; misses have their upper bound, others do not."""
    gate = setup.gate
    scores = score(gate.candidate.outcomes, threshold=gate.threshold, top=gate.scale.most.rank)
    given = [(r.name, r.k, r.n, r.family_k, r.family_n) for r in audit.numbers.rates]
    wanted = [(r.name, r.k, r.n, r.family_k, r.family_n) for r in scores.rates.values()]
    assert given == wanted
    missed, accuracy = audit.numbers.rate("missed_red_flag_rate"), audit.numbers.rate("accuracy")
    assert missed is not None
    assert accuracy is not None
    assert missed.upper is not None
    assert missed.upper > (missed.value or 0)
    assert accuracy.upper is None


def test_counts_add_up(audit: Audit) -> None:
    """Confusion, results and moves count every vignette once."""
    n = len(audit.vignettes)
    assert sum(map(sum, audit.numbers.confusion)) == n
    assert sum(audit.numbers.statuses.values()) == n
    assert audit.changes is not None
    assert sum(move.n for move in audit.changes.moves) == audit.changes.comparable
    found = audit.numbers.escalations
    assert found.true + found.missed + found.true_non + found.false + found.straddling == n


def test_what_newly_fails_is_what_the_gate_says(audit: Audit, setup: Setup) -> None:
    """The vignettes of each endpoint, and whether they are lowered."""
    for each in setup.gate.comparison.endpoints:
        newly = {v.id for v in audit.vignettes if each.endpoint.name in v.newly}
        assert newly == {*each.newly_failing, *each.worsened}
    missed = [v for v in audit.vignettes if "missed_red_flag" in v.newly]
    assert missed
    assert all(v.is_changed and v.is_lowered and v.before for v in missed)


def test_the_edited_rule_is_to_blame(audit: Audit, edited: Path) -> None:
    """A changed answer leads to the line of the rule that was edited."""
    line = load_ruleset(str(edited)).by_id["fever"].line
    changed = [v for v in audit.vignettes if v.is_changed]
    assert changed
    for vignette in changed:
        ((file, at, of),) = [(p.file, p.line, p.of) for p in vignette.causes]
        assert (Path(file).name, at, of) == (edited.name, line, "fever")
    assert not any(v.causes for v in audit.vignettes if not v.is_changed)


def test_lines_are_those_of_the_difference(audit: Audit, setup: Setup) -> None:
    """Every line with its place; nobody has accepted any."""
    assert audit.solved is not None
    assert setup.gate.solved is not None
    assert setup.gate.solved.difference is not None
    found = audit.solved.difference
    assert found is not None
    assert [line.id for line in found.lines] == [x.id for x in setup.gate.solved.difference.lines]
    assert {line.accepted for line in found.lines} == {""}
    assert {place.of for line in found.lines for place in line.places} == {"fever"}
    assert [(edit.rule, edit.what) for edit in found.edits] == [("fever", "changed")]


def test_refuted_claims_name_who_refutes_them(audit: Audit) -> None:
    """What is not proved has a patient, what is proved has none."""
    assert audit.solved is not None
    assert audit.solved.failing
    assert all(claim.refuted_by for claim in audit.solved.failing)
    proved = [claim for claim in audit.solved.claims if claim.standing == "proved"]
    assert proved
    assert not any(claim.refuted_by for claim in proved)


def test_every_edit_has_one_fate(audit: Audit) -> None:
    """The fates add up, and what lowers a disposition comes first among survivors."""
    assert audit.solved is not None
    found = audit.solved.mutation
    assert found is not None
    survivors = len(found.survivors)
    assert found.caught + found.stopped + found.without_effect + survivors == found.n
    order = ["lowers", "answers", "open"]
    ranks = [order.index(each.concern) for each in found.survivors]
    assert ranks == sorted(ranks)


def hazard(audit: Audit, title: str) -> HazardFacts:
    """The hazard whose title begins so."""
    return next(each for each in audit.hazards if each.title.startswith(title))


def test_the_hazard_of_a_missed_red_flag_fails(audit: Audit) -> None:
    """Vignettes and claims about the red flag are counted against it, and no others'."""
    fever = hazard(audit, audit.titles["fever"])
    required = [v for v in audit.vignettes if "fever" in v.red_flags]
    failing = [
        v for v in required if "missed_red_flag" in v.failures or "fever" not in v.answer.red_flags
    ]
    assert (fever.vignettes, fever.failing) == (len(required), len(failing))
    assert fever.failing
    assert fever.proved < fever.claims
    assert "rule fever" in fever.controls
    sound = hazard(audit, audit.titles["major_trauma"])
    assert sound.vignettes
    assert (sound.failing, sound.proved) == (0, sound.claims)


def test_no_refuted_claim_falls_out_of_the_hazard_log(audit: Audit) -> None:
    """Each stands with one hazard at least."""
    assert audit.solved is not None
    counted = sum(each.claims - each.proved for each in audit.hazards)
    assert counted >= len(audit.solved.failing)
    of_any = [h for h in audit.hazards if h.title.startswith(("Advice that is less", "An open"))]
    assert sum(each.claims - each.proved for each in of_any) == len(audit.solved.failing)


def test_the_edit_is_told_in_words(audit: Audit) -> None:
    """With the place, and what the sources of the rule say in our own words."""
    assert audit.solved is not None
    assert audit.solved.difference is not None
    (edit,) = audit.solved.difference.edits
    assert "if fever -> if fever and swelling of the knee" in edit.says
    assert edit.sentences


def test_the_broken_rule_is_told_from_those_beside_it(audit: Audit) -> None:
    """Of its red flag some are not raised; of others' all are."""
    assert audit.trace is not None
    broken = {rule.id for rule in audit.trace.rules if rule.raised < rule.required}
    assert broken == {"fever"}


def test_the_reference_counts_authors_and_ratings(audit: Audit, setup: Setup) -> None:
    """Every vignette has one author; documents count those that rest on them."""
    assert audit.reference is not None
    assert sum(n for _, n in audit.reference.authors) == len(setup.library)
    assert 0 < audit.reference.rated <= len(setup.library)
    for document in audit.reference.documents:
        outcomes = setup.gate.candidate.outcomes
        assert document.vignettes == sum(document.id in o.documents for o in outcomes)
        assert document.sentences


def test_traces_lead_to_rules_and_back(audit: Audit) -> None:
    """A rule's sentences are known, and the rule is known to each of them."""
    assert audit.trace is not None
    known = {sentence.locator: sentence for sentence in audit.trace.sentences}
    linked = {rule for sentence in known.values() for rule in sentence.rules}
    assert linked - {"(default)"} == {rule.id for rule in audit.trace.rules if rule.sources}
    fever = next(rule for rule in audit.trace.rules if rule.id == "fever")
    assert fever.fires == sum("fever" in v.answer.rules for v in audit.vignettes)
    assert fever.line


def test_a_reported_run_says_how_it_was_made(audit: Audit) -> None:
    """Command and versions are recorded though the run is not kept."""
    assert audit.candidate.command
    assert audit.candidate.environment["python"]
    assert audit.candidate.digest == ""
    assert audit.baseline is not None
    assert audit.baseline.digest


def test_criteria_are_those_of_the_policy(audit: Audit, setup: Setup) -> None:
    """Each limit stands with its bound and side."""
    policy = setup.gate.policy
    given = {
        c.metric: (c.bound, c.is_upper) for c in audit.policy.criteria if not c.scope and c.metric
    }
    assert given == {limit.metric: (limit.bound, limit.is_upper) for limit in policy.limits}
    assert {c.scope for c in audit.policy.criteria} >= {"subgroups", "evidence", "fever"}
