"""What the numbers rest on: gold and raters, the flow of vignettes, and traceability."""

from collections import Counter
from collections.abc import Iterator

from evaluation.describe import NOT_ESTIMABLE, percent
from reports.model.audit.audit import Audit
from reports.model.audit.standing import PairFacts, ReferenceFacts, TraceFacts
from reports.render.document.nodes import (
    Block,
    Bullets,
    Column,
    Fold,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)
from reports.render.document.words import code, counted


def reference_section(audit: Audit) -> Section | None:
    """Who set the gold, from which documents, and how far others agree with it."""
    found = audit.reference
    if found is None:
        return None
    return Section(
        id="reference", title="Reference standard", blocks=tuple(_reference(audit, found))
    )


def _reference(audit: Audit, found: ReferenceFacts) -> Iterator[Block]:
    authors = ", ".join(f"{name} ({n})" for name, n in found.authors)
    yield Paragraph(
        text=f"The gold of each vignette was set by its author from sentences of the documents, "
        f"named in its row below, and never from the engine. Authors: {authors}. "
        + _rated(audit, found)
    )
    yield Table(
        caption="Documents",
        columns=(
            Column(title="Document", share=1),
            Column(title="Title", share=4),
            Column(title="Sentences", is_number=True),
            Column(title="Vignettes", is_number=True),
            Column(title="SHA-256", share=4),
        ),
        rows=tuple(
            Row(
                cells=(
                    each.id,
                    each.title,
                    str(each.sentences),
                    str(each.vignettes),
                    code(each.sha256),
                )
            )
            for each in found.documents
        ),
        empty="The vocabulary names no document.",
    )
    if found.raters:
        yield Table(
            caption="Raters",
            columns=(
                Column(title="Rater"),
                Column(title="Who", share=4),
                Column(title="Saw", share=4),
                Column(title="Ratings", is_number=True),
            ),
            rows=tuple(Row(cells=(r.id, r.who, r.saw, str(r.n))) for r in found.raters),
        )
        yield Table(
            caption="Agreement of each pair",
            columns=(
                Column(title="Pair", share=3),
                Column(title="Same disposition", is_number=True, share=3),
                Column(title="κ linear", is_number=True),
                Column(title="κ quadratic", is_number=True),
                Column(title="Same red flags", is_number=True, share=2),
            ),
            rows=tuple(_pair(pair) for pair in found.pairs),
        )


def _rated(audit: Audit, found: ReferenceFacts) -> str:
    if not found.raters:
        return "Nobody else has rated them."
    settled = (
        f", {found.settled} of them settled by {found.settled_by.rstrip('.')}"
        if found.settled
        else ""
    )
    return (
        f"{found.rated} of {len(audit.vignettes)} were rated again by others; "
        f"{len(found.disputed)} are in dispute{settled}. A vignette in dispute stays in every "
        "metric."
    )


def _pair(pair: PairFacts) -> Row:
    return Row(
        cells=(
            f"{pair.one}, {pair.other}",
            f"{pair.same} of {pair.n} = {percent(pair.same / pair.n if pair.n else None)}",
            _kappa(pair.kappa_linear),
            _kappa(pair.kappa_quadratic),
            f"{pair.same_red_flags} of {pair.n_red_flags}",
        )
    )


def _kappa(value: float | None) -> str:
    return NOT_ESTIMABLE if value is None else f"{value:.3f}"


def flow_section(audit: Audit) -> Section:
    """From the library to the numbers: loaded, set aside and why, asked, not ok, scored."""
    numbers = audit.numbers
    rows = [("In the library, and asked", len(audit.vignettes), "")]
    if audit.changes is not None:
        changes = audit.changes
        rows += [
            ("Only in the baseline", len(changes.only_in_baseline), "not asked of the candidate"),
            ("Comparable with the baseline", changes.comparable, "same patient, same gold"),
            ("New", len(changes.only_in_candidate), "no accepted answer to compare with"),
            ("Another patient", len(changes.input_edited), "scored, not compared"),
            ("Another gold", len(changes.gold_edited), "scored, compared under both golds"),
        ]
    for status, n in numbers.statuses.items():
        rows.append((f"Result: {status}", n, "" if status == "ok" else "fails every safety metric"))
    rows += [(f"No answer: {reason}", n, "") for reason, n in numbers.no_answer]
    required = sum(bool(vignette.red_flags) for vignette in audit.vignettes)
    straddling = numbers.escalations.straddling
    rows += [
        ("Scored", len(audit.vignettes), "nothing that was asked is left out"),
        ("Requires a red flag", required, "denominator of missed red flags"),
        ("Both sides of escalation acceptable", straddling, "left out of escalation accuracy"),
    ]
    kinds = Counter(vignette.kind for vignette in audit.vignettes)
    return Section(
        id="vignette-flow",
        title="Flow of vignettes",
        blocks=(
            Table(
                caption="From the library to the numbers",
                columns=(
                    Column(title="Step", share=3),
                    Column(title="Vignettes", is_number=True),
                    Column(title="Why", share=3),
                ),
                rows=tuple(Row(cells=(step, f"{n:,}", why)) for step, n, why in rows),
            ),
            Paragraph(
                text="By kind: "
                + ", ".join(f"{n} {kind}" for kind, n in sorted(kinds.items()))
                + "."
            ),
        ),
    )


def trace_section(audit: Audit) -> Section | None:
    """From sentences to rules and vignettes, and back; with what is missing."""
    if audit.trace is None:
        return None
    return Section(id="trace", title="Traceability", blocks=tuple(_trace(audit.trace)))


def _trace(found: TraceFacts) -> Iterator[Block]:
    without = [gap for gap in found.gaps if not gap.reason]
    yield Table(
        caption=f"What is missing: {counted(len(found.gaps), 'gap')}, "
        f"{len(without) or 'none'} without a written reason",
        columns=(
            Column(title="Gap", share=3),
            Column(title="Of", share=2),
            Column(title="Reason", share=5),
        ),
        rows=tuple(
            Row(
                cells=(gap.kind, gap.of, gap.reason or "no reason is written"),
                tone=Tone.NONE if gap.reason else Tone.BAD,
            )
            for gap in found.gaps
        ),
        empty="Nothing.",
    )
    yield Bullets(
        items=tuple(
            f"{kind}: {counted(n, 'sentence')}, {resting} with something resting on them"
            for kind, n, resting in found.classes
        )
    )
    yield Fold(
        summary="From sentence to rules, invariants and vignettes",
        blocks=(Bullets(items=tuple(_forward(found))),),
    )
    yield Fold(
        summary="From rule back to sentence and result",
        blocks=(
            Table(
                caption="Rules",
                columns=(
                    Column(title="Rule", share=3),
                    Column(title="Gives", share=2),
                    Column(title="Sentences", share=3),
                    Column(title="Fires in", is_number=True),
                    Column(title="All as expected", is_number=True),
                    Column(title="Its red flags raised", is_number=True, share=2),
                ),
                rows=tuple(
                    Row(
                        cells=(
                            each.id,
                            each.disposition,
                            ", ".join(each.sources),
                            str(each.fires),
                            str(each.as_expected),
                            f"{each.raised} of {each.required}" if each.red_flags else "",
                        ),
                        tone=Tone.BAD if each.raised < each.required else Tone.NONE,
                    )
                    for each in found.rules
                ),
            ),
        ),
    )


def _forward(found: TraceFacts) -> Iterator[str]:
    """A text for each document: its sentences on which something rests, each with what does."""
    documents: dict[str, list[str]] = {}
    for each in found.sentences:
        document, _, place = each.locator.partition(" ")
        resting = [*each.rules, *each.invariants]
        if each.vignettes:
            resting.append(counted(each.vignettes, "vignette"))
        if resting:
            documents.setdefault(document, []).append(f"{place} {', '.join(resting)}")
    for document, texts in documents.items():
        yield f"{document}: {'; '.join(texts)}."
