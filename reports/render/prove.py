"""What was proved of a rule set, and what was refuted, with the smallest patients."""

from collections.abc import Iterator, Sequence

from evaluation.analysis.claims import Claim, Law
from evaluation.analysis.condition_words import condition_in_words
from evaluation.analysis.edits import node_at
from evaluation.analysis.in_words import MOST_ABSENT, claim_words, decision_words, patient_words
from evaluation.analysis.oddities import Oddity, OddityKind, Reached
from evaluation.analysis.prove import Proof, Standing
from reports.disclaimer import DISCLAIMER
from reports.limits import LIMITS
from reports.model.proofs import ProofReport
from reports.render.counting import count_words
from reports.render.text import Screen, count, plain
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary


def render_proofs(report: ProofReport, screen: Screen, *, every_item: bool = False) -> str:
    """Refuted claims first, each with the smallest patient; then what is proved, and what is odd.

    ``every_item`` lists each claim, and names all absent findings.
    """
    words = report.ruleset.vocabulary
    most = {"most": None} if every_item else {}
    lines = [*_headline(report, screen)]
    for proof in report.failing:
        lines += ["", *_refuted(proof, report.ruleset, screen, **most)]
    lines += ["", screen.paint("Proved", "bold"), *_proved(report, screen, every_item=every_item)]
    lines += ["", screen.paint("Who is given what", "bold")]
    lines += _reached(report.reached, words, screen, **most)
    lines += ["", screen.paint("Odd, and hardly meant", "bold")]
    lines += _odd(report.oddities, words, screen)
    return "\n".join([*lines, "", *screen.wrap(f"{LIMITS} {DISCLAIMER}")])


def _headline(report: ProofReport, screen: Screen) -> Iterator[str]:
    n, failing = len(report.proofs), report.failing
    vacuous = sum(proof.standing is Standing.VACUOUS for proof in failing)
    verdict, colour = ("REFUTED", "red") if failing else ("PROVED", "green")
    counted = f"{n - len(failing)} of {n} claims proved"
    if failing:
        counted += f", {len(failing) - vacuous} refuted"
    counted += f", {vacuous} about nobody" if vacuous else ""
    first, *rest = screen.wrap(f"{plain(report.ruleset.label)}: {counted}", f"{verdict}  ", "  ")
    yield screen.paint(verdict, "bold", colour) + first[len(verdict) :]
    yield from rest
    yield from screen.wrap(scope_words(report), "  ")
    if report.invariants is None:
        yield from screen.wrap(
            "The domain states no invariants: only laws of safety are claimed.", "  "
        )


def scope_words(report: ProofReport) -> str:
    """Of whom the proofs speak."""
    facts = report.ruleset.vocabulary.facts
    n = count(len(facts), "domain fact")
    taken = (
        f", without those that {n} {'rules' if len(facts) == 1 else 'rule'} out" if facts else ""
    )
    return (
        f"Proved means: for all presentations of this vocabulary, unknown answers included "
        f"({count_words(report.presentations)} that rules and invariants can tell apart{taken})."
    )


def _refuted(
    proof: Proof, ruleset: RuleSet, screen: Screen, *, most: int | None = MOST_ABSENT
) -> Iterator[str]:
    words, claim = ruleset.vocabulary, proof.claim
    what = "REFUTED" if proof.standing is Standing.REFUTED else "ABOUT NOBODY"
    yield screen.paint(f"{what}  {plain(claim.id)}", "bold", "red")
    yield from screen.wrap(claim_words(claim, ruleset), "  ")
    if proof.patient is None or proof.decision is None:
        yield from screen.wrap(
            "No patient of this vocabulary can meet it, so that it demands nothing. Mend its "
            "condition, or take it away.",
            "  ",
        )
    else:
        yield from screen.wrap(
            patient_words(proof.patient, words, most=most), "  Patient: ", "    "
        )
        yield from screen.wrap(decision_words(proof.decision), "  Given: ", "    ")
        if proof.then:
            then = f"with {words.title_of(claim.subject)} present: {decision_words(proof.then)}"
            yield from screen.wrap(then, "  Then: ", "    ")
        named = ", ".join(f"{rule.id} ({rule.disposition.id})" for rule in proof.rules)
        yield from screen.wrap(
            named or "none is met, and no open one reads what is known", "  Rules: ", "    "
        )
    if claim.sources:
        yield from screen.wrap(", ".join(claim.sources), "  Sources: ", "    ")


def _proved(report: ProofReport, screen: Screen, *, every_item: bool) -> Iterator[str]:
    proved = [proof.claim for proof in report.proofs if proof.standing is Standing.PROVED]
    if every_item:
        for claim in proved:
            text = claim_words(claim, report.ruleset)
            yield from screen.wrap(text, f"  {plain(claim.id)}: ", "    ")
        return
    groups: dict[str, list[Claim]] = {}
    for claim in proved:
        groups.setdefault(_group(claim), []).append(claim)
    for title, claims in groups.items():
        all_of = sum(_group(proof.claim) == title for proof in report.proofs)
        yield from screen.wrap(f"{title} ({len(claims)} of {all_of})", "  ", "    ")


def _group(claim: Claim) -> str:
    if claim.invariant is not None:
        return f"{claim.invariant.id}  {claim.invariant.title}"
    return _LAWS[claim.law]


_LAWS = {
    Law.MINIMUM: "Every red flag that is raised brings its least disposition",
    Law.OPEN_RED_FLAG: "No open red-flag finding that could matter is taken for absent",
    Law.MONOTONE: "No red-flag finding that is present makes anybody less urgent",
}


def _reached(
    reached: Sequence[Reached], words: Vocabulary, screen: Screen, *, most: int | None = MOST_ABSENT
) -> Iterator[str]:
    for each in reached:
        who = "nobody" if each.patient is None else patient_words(each.patient, words, most=most)
        yield from screen.wrap(who, f"  {each.disposition}: ", "    ")


def _odd(oddities: Sequence[Oddity], words: Vocabulary, screen: Screen) -> Iterator[str]:
    """Red flags that nobody raises first: to miss them all is harm."""
    if not oddities:
        yield "  nothing"
    flags = [oddity for oddity in oddities if oddity.name in words.red_flags]
    for oddity in (*flags, *(oddity for oddity in oddities if oddity not in flags)):
        place = f" (line {oddity.rule.line})" if oddity.rule and oddity.rule.line else ""
        yield from screen.wrap(f"{oddity_words(oddity, words)}{place}", "  - ", "    ")


def oddity_words(oddity: Oddity, words: Vocabulary) -> str:
    """What is odd, in one sentence."""
    rule = oddity.rule
    if rule is None:
        return _never_given(oddity.name, words)
    others = ", ".join(oddity.others)
    if oddity.kind is OddityKind.NEVER_MET:
        return f"{rule.id}: no patient can meet it."
    if oddity.kind is OddityKind.MASKED:
        by = others or "other rules together"
        return f"{rule.id}: without it everybody is answered the same, because of {by}."
    if oddity.kind is OddityKind.SAME_MEANING:
        return f"{rule.id}: met and ruled out for the same patients as {others}."
    part = condition_in_words(node_at(rule.condition, oddity.place), words)
    return f'{rule.id}: "{part}" changes nothing.'


def _never_given(name: str, words: Vocabulary) -> str:
    """That no patient gets a disposition, red flag or pathway, by its title and its id."""
    if name in words.scale.ids:
        return f"Nobody is given {name}."
    named = f'"{words.title_of(name)}" ({name})'
    if name in words.red_flags:
        return f"HARMFUL: the red flag {named} is never raised, whoever the patient is."
    return f"Nobody is given the pathway {named}."
