"""What the solver says of the candidate's rules, in words and places."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from evaluation.analysis.concern import Concern
from evaluation.analysis.difference import Difference
from evaluation.analysis.in_words import (
    changes_words,
    claim_words,
    decision_words,
    edit_name,
    line_who_words,
    patient_words,
)
from evaluation.analysis.line import Line
from evaluation.analysis.mutant import Fate, Mutant
from evaluation.analysis.prove import Proof
from evaluation.analysis.rule_edits import RuleEdit
from evaluation.analysis.wording import edit_words
from reports.collect.material import Examined, Material, Standing
from reports.collect.vignettes import rule_place
from reports.model.audit.solved import (
    ClaimFacts,
    DifferenceFacts,
    LineFacts,
    MutationFacts,
    RuleEditFacts,
    SolvedFacts,
    SurvivorFacts,
)
from reports.model.audit.vignettes import Place
from reports.render.counting import count_words
from reports.render.difference_parts import rule_edit_words
from reports.render.prove import oddity_words
from triage.rules import RuleSet


def solved_facts(examined: Examined, material: Material) -> SolvedFacts:
    """Claims, what is odd, the difference from the accepted rules, and every single edit."""
    solved = examined.solved
    return SolvedFacts(
        patients=count_words(examined.presentations),
        claims=tuple(_claim(proof, solved.ruleset) for proof in solved.proofs),
        oddities=tuple(
            oddity_words(oddity, solved.ruleset.vocabulary) for oddity in examined.oddities
        ),
        difference=_difference(examined, material),
        mutation=_mutation(examined, solved.ruleset),
    )


def _claim(proof: Proof, ruleset: RuleSet) -> ClaimFacts:
    claim = proof.claim
    return ClaimFacts(
        id=claim.id,
        says=claim_words(claim, ruleset),
        invariant=claim.invariant.id if claim.invariant else "",
        standing=proof.standing.value,
        sources=claim.sources,
        refuted_by=_refuted_by(proof, ruleset),
    )


def _refuted_by(proof: Proof, ruleset: RuleSet) -> str:
    if proof.patient is None or proof.decision is None:
        return ""
    patient = patient_words(proof.patient, ruleset.vocabulary)
    then = f"; with it present: {decision_words(proof.then)}" if proof.then else ""
    return f"{patient}. Given: {decision_words(proof.decision)}{then}"


def _difference(examined: Examined, material: Material) -> DifferenceFacts | None:
    solved, before = examined.solved, material.baseline
    if before is None or not before.record.is_rules:
        return None
    found = solved.difference
    old, new = before.record.engine, solved.ruleset.label
    if found is None:
        return DifferenceFacts(before=old, after=new, unknown=solved.unknown or "")
    accepted = _accepted(material)
    file = material.ruleset.file if material.ruleset else ""
    return DifferenceFacts(
        before=old,
        after=new,
        edits=tuple(_edit(edit, file, found, material.standing) for edit in found.edits),
        lines=tuple(_line(line, found, accepted, file) for line in found.lines),
    )


def _accepted(material: Material) -> Mapping[str, str]:
    """The lines that are accepted today, each with by whom and until when."""
    gate = material.judged.gate if material.judged else None
    return {
        each.line: f"by {each.approver} ({each.role}) until {each.expires}: {each.reason}"
        for each in (gate.acceptances if gate else ())
        if gate and each.line in gate.accepted_lines
    }


def _edit(edit: RuleEdit, file: str, found: Difference, standing: Standing) -> RuleEditFacts:
    what = "changed" if edit.is_of_settings or (edit.before and edit.after) else "added"
    return RuleEditFacts(
        rule=edit_name(edit),
        what="removed" if edit.before and not edit.after else what,
        place=_place(edit, file),
        says=rule_edit_words(edit, found.before, found.after),
        sentences=tuple(dict.fromkeys(_sentences(edit, standing))),
    )


def _sentences(edit: RuleEdit, standing: Standing) -> Iterator[tuple[str, str]]:
    """What the sources of an edited rule say, in our own words, where an inventory tells it."""
    for rule in (edit.after, edit.before):
        for source in rule.sources if rule and standing.inventory else ():
            assert standing.inventory is not None  # noqa: S101 - looked at above
            assert rule is not None  # noqa: S101 - looked at above
            for each in standing.inventory.covered(source, {*rule.condition.names()}):
                if each.says:
                    yield each.locator, each.says


def _place(edit: RuleEdit, file: str) -> Place | None:
    """Where an edited rule stands now; of one that is gone, and of the settings, the file."""
    if not file:
        return None
    return rule_place(edit.after, file) if edit.after else Place(file=file, line=0, of=edit.id)


def _line(line: Line, found: Difference, accepted: Mapping[str, str], file: str) -> LineFacts:
    words = found.after.vocabulary
    rules = [rule for edit in line.edits for rule in (edit.after, edit.before) if rule]
    places = (place for edit in line.edits if (place := _place(edit, file)))
    return LineFacts(
        id=line.id,
        is_lower=line.is_lower,
        changes=changes_words(line, words),
        who=line_who_words(line, words),
        patient=patient_words(line.patient, words),
        before=decision_words(line.before),
        after=decision_words(line.after),
        edits=tuple(edit_name(edit) for edit in line.edits),
        sources=tuple(dict.fromkeys(source for rule in rules for source in rule.sources)),
        places=tuple(places),
        accepted=accepted.get(line.id, ""),
    )


def _mutation(examined: Examined, ruleset: RuleSet) -> MutationFacts | None:
    mutants = examined.mutants
    if mutants is None:
        return None
    fates = {fate: sum(mutant.fate is fate for mutant in mutants) for fate in Fate}
    return MutationFacts(
        n=len(mutants),
        caught=fates[Fate.CAUGHT],
        stopped=fates[Fate.STOPPED],
        without_effect=fates[Fate.WITHOUT_EFFECT],
        survivors=tuple(_survivors(mutants, ruleset)),
        missing=examined.missing,
        failing=examined.failing,
    )


_WORST_FIRST: Final = tuple(Concern)


def _survivors(mutants: Sequence[Mutant], ruleset: RuleSet) -> Iterator[SurvivorFacts]:
    """Those that survive, the worst first, and of equals in the order of the rules."""
    for concern in _WORST_FIRST:
        for mutant in mutants:
            if mutant.concern is concern and mutant.patient and mutant.before and mutant.after:
                yield SurvivorFacts(
                    rule=mutant.edit.rule.id if mutant.edit.rule else "settings",
                    edit=edit_words(mutant.edit, ruleset),
                    concern=concern.value,
                    patient=patient_words(mutant.patient, ruleset.vocabulary),
                    before=decision_words(mutant.before),
                    after=decision_words(mutant.after),
                )
