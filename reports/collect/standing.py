"""What the numbers rest on: the reference standard, and the trace from sentence to vignette."""

from collections import Counter
from collections.abc import Iterable, Iterator

from evaluation.raters import pair_agreements
from evaluation.trace.account import RESTING, account
from evaluation.trace.model import Key, Kind, Trace
from reports.collect.material import Material, Standing
from reports.model.audit.standing import (
    DocumentFacts,
    GapFacts,
    PairFacts,
    RaterFacts,
    ReferenceFacts,
    RuleFacts,
    SentenceFacts,
    TraceFacts,
)
from reports.model.audit.vignettes import VignetteFacts
from triage.rules import RuleSet
from vignettes.library import Library
from vignettes.ratings import Ratings, disputed, rated
from vignettes.sources.inventory import Inventory, SentenceClass


def reference_facts(material: Material) -> ReferenceFacts:
    """Who set the gold, from which documents, and how far others agree."""
    library, ratings = material.library, material.standing.ratings
    in_dispute = disputed(library, ratings) if ratings else ()
    return ReferenceFacts(
        authors=_counted(vignette.author for vignette in library),
        kinds=_counted(outcome.kind for outcome in material.candidate.outcomes),
        documents=tuple(_documents(material)),
        raters=tuple(_raters(ratings, library)) if ratings else (),
        pairs=tuple(_pairs(ratings, library, len(material.words.scale))) if ratings else (),
        rated=len(rated(library, ratings)) if ratings else 0,
        disputed=in_dispute,
        settled=sum(
            ratings is not None and ratings.adjudication_of(library.by_id[name]) is not None
            for name in in_dispute
        ),
        settled_by=ratings.settled_by if ratings else "",
    )


def _counted(names: Iterable[str]) -> tuple[tuple[str, int], ...]:
    """Names with how often they stand, the most frequent first, then by name."""
    return tuple(sorted(Counter(names).items(), key=lambda each: (-each[1], each[0])))


def _documents(material: Material) -> Iterator[DocumentFacts]:
    """The documents of the vocabulary; their titles where the inventory says them."""
    inventory, outcomes = material.standing.inventory, material.candidate.outcomes
    for name, document in material.words.documents.items():
        known = inventory.documents.get(name) if inventory else None
        yield DocumentFacts(
            id=name,
            title=(known.title if known else "") or document.about,
            sha256=document.sha256,
            sentences=len(known.sentences) if known else 0,
            vignettes=sum(name in outcome.documents for outcome in outcomes),
        )


def _raters(ratings: Ratings, library: Library) -> Iterator[RaterFacts]:
    for rater in ratings.raters:
        n = sum(rater.id in ratings.of(vignette) for vignette in library)
        yield RaterFacts(id=rater.id, who=rater.who, saw=rater.saw, n=n)


def _pairs(ratings: Ratings, library: Library, levels: int) -> Iterator[PairFacts]:
    for pair in pair_agreements(library, ratings, levels):
        yield PairFacts(
            one=pair.one,
            other=pair.other,
            n=pair.n,
            same=pair.same,
            n_red_flags=pair.n_red_flags,
            same_red_flags=pair.same_red_flags,
            kappa_linear=pair.kappa_linear,
            kappa_quadratic=pair.kappa_quadratic,
        )


def trace_facts(
    standing: Standing, ruleset: RuleSet | None, vignettes: Iterable[VignetteFacts]
) -> TraceFacts | None:
    """What rests on what; ``None`` without rules or without an inventory of the sources."""
    trace, inventory = standing.trace, standing.inventory
    if trace is None or inventory is None or ruleset is None:
        return None
    return TraceFacts(
        sentences=tuple(_sentences(inventory, trace)),
        classes=tuple(
            (found.kind.value, found.n, found.n - found.with_none)
            for found in account(inventory, trace)
        ),
        rules=tuple(_rules(ruleset, list(vignettes))),
        gaps=tuple(
            GapFacts(
                kind=gap.kind.words,
                of=gap.of,
                reason=reason.text if (reason := standing.reasons.get(gap)) else "",
            )
            for gap in standing.gaps
        ),
    )


def _sentences(inventory: Inventory, trace: Trace) -> Iterator[SentenceFacts]:
    """The clinical sentences, and others on which something rests all the same."""
    for sentence in inventory.sentences:
        key = Key(Kind.SENTENCE, sentence.locator)
        linked = {kind: trace.linked(key, kind) for kind in RESTING}
        if not sentence.kind.is_clinical and not any(linked.values()):
            continue
        yield SentenceFacts(
            locator=sentence.locator,
            kind=_kind(sentence.kind, spares=sentence.spares),
            says=sentence.says,
            rules=linked[Kind.RULE],
            invariants=linked[Kind.INVARIANT],
            vignettes=len(linked[Kind.VIGNETTE]),
        )


def _kind(kind: SentenceClass, *, spares: bool) -> str:
    return f"{kind.value}, spares" if spares else kind.value


def _rules(ruleset: RuleSet, vignettes: list[VignetteFacts]) -> Iterator[RuleFacts]:
    for rule in ruleset.rules:
        fires = [each for each in vignettes if rule.id in each.answer.rules]
        yield RuleFacts(
            id=rule.id,
            title=rule.title,
            disposition=rule.disposition.id,
            red_flags=rule.red_flags,
            sources=rule.sources,
            line=rule.line,
            fires=len(fires),
            as_expected=sum(each.is_as_expected for each in fires),
            required=sum(flag in each.red_flags for each in vignettes for flag in rule.red_flags),
            raised=sum(
                flag in each.red_flags and flag in each.answer.red_flags
                for each in vignettes
                for flag in rule.red_flags
            ),
        )
