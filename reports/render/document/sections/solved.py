"""Proofs for every patient, and what would become of every single edit of the rules."""

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Final

from reports.model.audit.audit import Audit
from reports.model.audit.solved import ClaimFacts, MutationFacts, SolvedFacts, SurvivorFacts
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
from reports.render.document.words import code, counted, sentence


def solved_section(audit: Audit) -> Section:
    """What is proved, refuted or odd, and which edits nobody would notice."""
    if audit.solved is None:
        blocks: tuple[Block, ...] = (
            Paragraph(
                text=sentence(
                    "This engine is no rule set: nothing is proved of it, and nothing is known "
                    "beyond the vignettes (`triage probe` searches)."
                )
            ),
        )
    else:
        blocks = tuple(_solved(audit.solved))
    return Section(id="proofs", title="Proofs and mutation", blocks=blocks)


def _solved(found: SolvedFacts) -> Iterator[Block]:
    failing = found.failing
    yield Paragraph(
        text=f"{len(found.claims) - len(failing)} of {counted(len(found.claims), 'claim')} proved "
        f"for all presentations of the vocabulary, unknown answers included ({found.patients} "
        "that can be told apart). A proof says nothing of whether the rules are good medicine."
    )
    if failing:
        yield Table(
            caption="Claims that are not proved",
            columns=(
                Column(title="Claim", share=2),
                Column(title="Says", share=4),
                Column(title="Standing"),
                Column(title="Refuted by", share=4),
                Column(title="Sources", share=2),
            ),
            rows=tuple(
                Row(
                    cells=(
                        claim.id,
                        claim.says,
                        claim.standing,
                        claim.refuted_by or "no patient can meet it",
                        ", ".join(claim.sources),
                    ),
                    tone=Tone.BAD,
                )
                for claim in failing
            ),
        )
    proved = [claim for claim in found.claims if claim.standing == "proved"]
    if proved:
        yield Fold(
            summary=f"{counted(len(proved), 'claim')} proved",
            blocks=(Paragraph(text="; ".join(_grouped(proved)) + "."),),
        )
    yield Paragraph(text="Odd in the rules:" if found.oddities else "Nothing is odd in the rules.")
    yield Bullets(items=found.oddities)
    if found.mutation is not None:
        yield from _mutation(found.mutation)
    else:
        yield Paragraph(text=sentence("Edits of the rules were not tried (`triage mutate`)."))


def _grouped(claims: list[ClaimFacts]) -> Iterator[str]:
    """How many claims of each invariant, and of each law that rests on none."""
    counts = Counter(claim.invariant or claim.id.partition(".")[0] for claim in claims)
    for name, n in counts.items():
        yield f"{name.replace('_', ' ')}: {n}"


_MOST_SURVIVORS: Final = 20


def _mutation(found: MutationFacts) -> Iterator[Block]:
    yield Paragraph(
        text=f"Of {counted(found.n, 'single edit')} of the rules {found.caught:,} are caught by a "
        f"vignette, {found.stopped:,} stopped by the gate's ratchet alone, "
        f"{found.without_effect:,} proved without effect; {len(found.survivors):,} survive. "
        f"{counted(found.missing, 'new vignette')} would catch what a vignette can catch. "
        + _lowering(found)
    )
    worst = [each for each in found.survivors if each.concern != "open"]
    others = [each for each in found.survivors if each.concern == "open"]
    if worst:
        yield Table(
            caption="Edits that no vignette notices, and that change an answer",
            columns=(
                Column(title="Edit", share=4),
                Column(title="Smallest patient", share=4),
                Column(title="Before", share=2),
                Column(title="After", share=2),
            ),
            rows=tuple(
                Row(
                    cells=(each.edit, each.patient, each.before, each.after),
                    tone=Tone.BAD if each.concern == "lowers" else Tone.WARN,
                )
                for each in worst[:_MOST_SURVIVORS]
            ),
        )
        if len(worst) > _MOST_SURVIVORS:
            yield Paragraph(
                text=sentence(
                    f"And {len(worst) - _MOST_SURVIVORS:,} more: `triage mutate` shows each."
                )
            )
    if others:
        yield Fold(
            summary=f"{counted(len(others), 'edit')} of which no gold speaks: only what is still "
            "possible changes",
            blocks=(
                Paragraph(
                    text=(f"{_by_rule(others)}. ", code("triage mutate --all"), " shows each.")
                ),
            ),
        )


def _lowering(found: MutationFacts) -> str:
    """What matters most of the survivors, and what takes part in none of it."""
    n = sum(each.concern == "lowers" for each in found.survivors)
    failing = (
        f" {counted(found.failing, 'vignette')} failed already, and caught nothing."
        if found.failing
        else ""
    )
    return f"Survivors that lower a disposition: {n or 'none'}.{failing}"


def _by_rule(survivors: Sequence[SurvivorFacts]) -> str:
    """How many survivors each rule has."""
    counts = Counter(each.rule for each in survivors)
    return ", ".join(f"{rule} ({n})" if n > 1 else rule for rule, n in counts.items())
