"""The accounting of the source documents, the trace both ways, and what drifted."""

from collections.abc import Iterator, Sequence
from itertools import groupby

from evaluation.trace.account import RESTING
from evaluation.trace.model import Kind, Node, Trace
from reports.model.sources import SourcesReport
from reports.render.text import Screen, count, plain, table
from triage.listing import few
from vignettes.sources.inventory import Inventory, SentenceClass
from vignettes.sources.verify import Difference


def render_sources(report: SourcesReport, screen: Screen, *, trace: bool) -> str:
    """Documents, sentences by class, gaps; and the trace where it is asked for."""
    return "\n".join(
        [
            *_documents(report, screen),
            "",
            *_classes(report),
            *(_trace(report, screen) if trace else ()),
            "",
            *_gaps(report, screen),
        ]
    )


def render_differences(
    inventory: Inventory, differences: Sequence[Difference], screen: Screen
) -> str:
    """Each difference on a line, or that there is none."""
    n = count(len(inventory.sentences), "sentence")
    if not differences:
        documents = count(len(inventory.documents), "document")
        return plain(f"Every one of {n} in {documents} is as the inventory says.")
    lines = [screen.paint(count(len(differences), "difference"), "red", "bold")]
    for found in differences:
        place = f" {found.place}" if found.place else ""
        detail = f": {found.detail}" if found.detail else ""
        lines.append(plain(f"  {found.kind.value}  {found.document}{place}{detail}"))
    return "\n".join(lines)


def _documents(report: SourcesReport, screen: Screen) -> Iterator[str]:
    documents = report.inventory.documents.values()
    n = count(len(report.inventory.sentences), "sentence")
    yield screen.paint(plain(f"{n} in {count(len(documents), 'document')}"), "bold") + plain(
        f" ({report.ruleset}, {report.library})"
    )
    yield ""
    for document in documents:
        said = [document.title, document.publication, document.publisher]
        text = f"{document.id}  {'; '.join(filter(None, said))}. {document.file}"
        yield from screen.wrap(text, "", "     ")


def _classes(report: SourcesReport) -> list[str]:
    documents = list(report.inventory.documents)
    header = ["class", "all", *documents, *(f"{_name(kind)}s" for kind in RESTING), "none"]
    rows = [
        [
            found.kind.value,
            str(found.n),
            *(str(found.by_document[document]) for document in documents),
            *(str(found.with_resting[kind]) for kind in RESTING),
            str(found.with_none),
        ]
        for found in report.accounts
    ]
    about = f"  Columns from {RESTING[0].value}s on: sentences that so many rest on, or none."
    return [*table([header, *rows], right=range(1, len(header))), about]


def _trace(report: SourcesReport, screen: Screen) -> Iterator[str]:
    trace = report.trace
    yield from _section("From the documents", trace.of(Kind.SENTENCE), trace, screen)
    for kind in RESTING:
        title = f"Back from the {_name(kind)}s"
        yield from _section(title, trace.of(kind), trace, screen)


def _section(title: str, nodes: Sequence[Node], trace: Trace, screen: Screen) -> Iterator[str]:
    yield ""
    yield screen.paint(title, "bold")
    quiet = 0
    for node in nodes:
        linked = {kind: names for kind in Kind if (names := trace.linked(node.key, kind))}
        if node.key.kind is Kind.SENTENCE and not linked and not _is_clinical(node):
            quiet += 1
            continue
        yield from screen.wrap(f"{node.key.id}  {node.group}  {node.text}", "  ", "      ")
        for kind, names in linked.items():
            yield from screen.wrap(f"{_name(kind)}s: {few(names, _MANY)}", "      ", "        ")
        if not linked:
            yield "      nothing rests on it"
    if quiet:
        yield f"  and {count(quiet, 'sentence')} without clinical content, on which nothing rests"


_MANY = 12


def _is_clinical(node: Node) -> bool:
    return SentenceClass(node.group).is_clinical


def _gaps(report: SourcesReport, screen: Screen) -> Iterator[str]:
    bare = [gap for gap in report.gaps if gap not in report.reasons]
    for problem in report.stale:
        yield f"{screen.paint('error', 'red', 'bold')}  {plain(str(problem))}"
    if not report.gaps:
        yield "No gap: every demand has a rule, every rule a demand, and vignettes on both sides."
        return
    head = f"{count(len(report.gaps), 'gap')}, {len(bare)} without a written reason"
    yield screen.paint(head, *(("red", "bold") if bare else ("bold",)))
    if bare:
        yield "  Close them, or give a reason in gaps.yaml of the sources: gap, of, reason."
    for kind, gaps in groupby(report.gaps, key=lambda gap: gap.kind):
        yield f"  {kind.words} ({kind.value})"
        for gap in gaps:
            reason = report.reasons.get(gap)
            text = f"{gap.of}: {reason.text if reason else 'NO REASON GIVEN'}"
            yield from screen.wrap(text, "    ", "      ")


def _name(kind: Kind) -> str:
    return kind.value.replace("_", " ")
