"""Document control: every hash, version and revision; the criteria, and how to make it anew."""

from collections.abc import Iterator

from reports.model.audit.audit import Audit
from reports.model.audit.sides import Side
from reports.render.document.nodes import (
    Block,
    Bullets,
    Column,
    Commands,
    Pairs,
    Paragraph,
    Row,
    Section,
    Span,
    Table,
    Text,
    Tone,
)
from reports.render.document.words import code, hash_text, sentence, strong


def control_section(audit: Audit, digest: str) -> Section:
    """What exactly was judged, by what, when, and from which state of the files."""
    blocks: list[Block] = [
        Pairs(caption="This report", rows=tuple(_report(audit, digest))),
        Pairs(caption="Candidate", rows=tuple(_side(audit.candidate))),
    ]
    if audit.baseline is not None:
        blocks.append(Pairs(caption="Baseline", rows=tuple(_baseline(audit, audit.baseline))))
    return Section(id="control", title="Document control", blocks=tuple(blocks))


def _report(audit: Audit, digest: str) -> Iterator[tuple[str, Text]]:
    yield "Digest of the facts", code(digest)
    yield "Made by", f"triage-harness {audit.version}"
    policy = audit.policy
    yield "Policy", (f"{policy.title} ", code(policy.file))
    yield "Policy hash", code(policy.fingerprint)
    if audit.verdict is not None:
        yield "Waivers looked at on", audit.verdict.day


def _side(side: Side) -> Iterator[tuple[str, Text]]:
    yield "Engine", side.engine
    if side.file:
        yield "File", code(side.file)
    yield "Hash", code(side.fingerprint)
    yield "Kind", f"{side.kind}; unknowns {side.unknowns}; {_asked(side)}"
    yield "Library", f"{side.library}, {side.n:,} vignettes"
    yield "Library hash", code(side.library_fingerprint)
    yield "Vocabulary hash", (f"{side.domain} ", code(side.vocabulary_fingerprint))
    yield "Invariants hash", hash_text(side.invariants_fingerprint)
    yield "Run", f"started {side.started}, finished {side.finished}"
    yield "Run digest", hash_text(side.digest) if side.digest else "the run was not kept"
    yield "Revision", _revision(side)
    yield "Command", code(side.command) if side.command else "not kept"
    if side.environment:
        yield "Made with", ", ".join(f"{k} {v}" for k, v in side.environment.items())


def _asked(side: Side) -> str:
    times = "asked once" if side.repeat == 1 else f"asked {side.repeat} times over"
    return f"{'deterministic' if side.is_deterministic else 'not deterministic'}; {times}"


def _revision(side: Side) -> Text:
    if not side.revision and side.dirty is None:
        return "not known"
    state: str | Span = {
        True: strong("with uncommitted or new files", Tone.WARN),
        False: Span(text="nothing uncommitted"),
        None: Span(text="whether anything was uncommitted is not known"),
    }[side.dirty]
    return (code(side.revision or "none"), ", ", state)


def _baseline(audit: Audit, side: Side) -> Iterator[tuple[str, Text]]:
    approval = audit.approval
    if approval is not None:
        yield "Accepted", f"{approval.given}: {approval.reason}"
    else:
        yield "Accepted", "by nobody"
    yield from _side(side)


def criteria_section(audit: Audit) -> Section:
    """What was asked, and whether that changed together with what was judged."""
    return Section(
        id="criteria",
        title="Acceptance criteria",
        blocks=(
            Paragraph(text=tuple(_changed(audit))),
            Table(
                caption=f"The policy: {audit.policy.title}",
                columns=(Column(title="Criterion", share=3), Column(title="Asks", share=3)),
                rows=tuple(Row(cells=(c.title, c.asks)) for c in audit.policy.criteria),
                empty="The policy asks for nothing.",
            ),
        ),
    )


def _changed(audit: Audit) -> Iterator[str | Span]:
    """Whether the criteria are those of the last approval, and what the gate saw change."""
    yield f"Escalation is {audit.policy.threshold} or more. "
    approval = audit.approval
    if approval is None or not approval.policy_fingerprint:
        yield "Whether the criteria have changed since the baseline was accepted is not known. "
    elif approval.policy_fingerprint == audit.policy.fingerprint:
        yield "The criteria are those that the baseline was accepted by. "
    else:
        yield strong("The criteria have changed since the baseline was accepted. ", Tone.WARN)
    if audit.policy.is_watched:
        yield "A change of the policy together with the rules fails the gate. "
    found = [c for c in audit.verdict.checks if c.name == "together"] if audit.verdict else []
    for check in found:
        yield f"Changed together with the rules: {check.numbers}."
    if not found:
        yield "Nothing says what changed together with the rules."


def reproduce_section(audit: Audit) -> Section:
    """The commands that give the same report, and what has to be in place for them."""
    side = audit.candidate
    needs: list[Text] = []
    if side.revision:
        needs.append(("The files at revision ", code(side.revision), "."))
    if side.dirty:
        needs.append(
            strong(
                "What was uncommitted or new there, if rules, library or policy are among it.",
                Tone.WARN,
            )
        )
    needs += [
        f"{name} {version}."
        for name, version in side.environment.items()
        if name != "triage-harness"
    ]
    needs.append(f"triage-harness {audit.version}.")
    return Section(
        id="reproduce",
        title="How to reproduce",
        blocks=(
            Paragraph(text="Needed:"),
            Bullets(items=tuple(needs)),
            Paragraph(text="Then:"),
            Commands(lines=audit.reproduce),
            Paragraph(
                text=sentence(
                    "A run that is made anew has a time of its own, unless `SOURCE_DATE_EPOCH` "
                    "states one; all else comes out the same, and of a stored run every byte. "
                    "`triage verify` holds this file, and what it was made of, against the hashes "
                    "above."
                )
            ),
        ),
    )


def sign_off_section(digest: str) -> Section:
    """Left blank: who accepts is a person, and signs for exactly these facts."""
    roles = ("Made the change", "Clinical safety officer", "Accepts on behalf of the organisation")
    return Section(
        id="sign-off",
        title="Sign-off",
        blocks=(
            Paragraph(
                text=(
                    "Whoever signs has seen the facts with the digest ",
                    code(digest),
                    ". Other facts have another digest. Residual risk is for people to judge.",
                )
            ),
            Table(
                caption="To be filled in by people",
                columns=tuple(
                    Column(title=title, share=share)
                    for title, share in (
                        ("Role", 3),
                        ("Name", 3),
                        ("Decision and residual risk", 4),
                        ("Date", 2),
                        ("Signature", 3),
                    )
                ),
                rows=tuple(Row(cells=(role, "", "", "", "")) for role in roles),
                has_blanks=True,
            ),
        ),
    )
