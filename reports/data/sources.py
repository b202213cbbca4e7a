"""The accounting of the source documents, and the trace, as plain data and as rows."""

from collections.abc import Mapping, Sequence
from typing import Any

from evaluation.trace.gaps import Gap
from evaluation.trace.model import Kind, Node, Trace
from reports.data.problems import problems_to_data
from reports.disclaimer import DISCLAIMER
from reports.model.sources import SourcesReport
from vignettes.sources.inventory import Inventory
from vignettes.sources.verify import Difference


def sources_to_data(report: SourcesReport, *, trace: bool) -> dict[str, Any]:
    """Documents, classes, gaps with their reasons, and the trace where it is asked for."""
    data: dict[str, Any] = {
        "schema": "triage-sources/1",
        "disclaimer": DISCLAIMER,
        "ruleset": report.ruleset,
        "library": report.library,
        "documents": [
            {
                "document": document.id,
                "title": document.title,
                "publication": document.publication,
                "publisher": document.publisher,
                "file": document.file,
                "sha256": document.sha256,
                "sentences": len(document.sentences),
            }
            for document in report.inventory.documents.values()
        ],
        "classes": [
            {
                "class": found.kind.value,
                "sentences": found.n,
                "by_document": found.by_document,
                "with": {kind.value: n for kind, n in found.with_resting.items()},
                "with_none": found.with_none,
            }
            for found in report.accounts
        ],
        "gaps": [
            {
                "gap": gap.kind.value,
                "of": gap.of,
                "reason": reason.text if (reason := report.reasons.get(gap)) else None,
            }
            for gap in report.gaps
        ],
        "stale_reasons": problems_to_data(report.stale)["problems"],
    }
    if trace:
        data["trace"] = [_node_to_data(node, report.trace) for node in report.trace.nodes]
    return data


def trace_rows(report: SourcesReport) -> list[Sequence[str]]:
    """One row for each traced thing, with what it is linked with in a column of each kind."""
    gaps = {gap: _gap_words(gap, report) for gap in report.gaps}
    header = ["kind", "id", "group", "text", *(f"{kind}s" for kind in Kind), "gaps"]
    return [header, *(_row(node, report.trace, gaps) for node in report.trace.nodes)]


def differences_to_data(inventory: Inventory, differences: Sequence[Difference]) -> dict[str, Any]:
    """What was verified, and every difference."""
    return {
        "schema": "triage-sources-verified/1",
        "sentences": len(inventory.sentences),
        "differences": [
            {
                "document": found.document,
                "difference": found.kind.value,
                "place": str(found.place) if found.place else None,
                "detail": found.detail,
            }
            for found in differences
        ],
    }


def _node_to_data(node: Node, trace: Trace) -> dict[str, Any]:
    return {
        "kind": node.key.kind.value,
        "id": node.key.id,
        "group": node.group,
        "text": node.text,
        "linked": {f"{kind.value}s": list(trace.linked(node.key, kind)) for kind in Kind},
    }


def _gap_words(gap: Gap, report: SourcesReport) -> str:
    reason = report.reasons.get(gap)
    return f"{gap.kind.value}: {reason.text if reason else 'NO REASON GIVEN'}"


def _row(node: Node, trace: Trace, gaps: Mapping[Gap, str]) -> list[str]:
    about = [text for gap, text in gaps.items() if gap.is_of(node.key)]
    linked = [" ".join(_one_word(name) for name in trace.linked(node.key, kind)) for kind in Kind]
    return [node.key.kind.value, node.key.id, node.group, node.text, *linked, "; ".join(about)]


def _one_word(name: str) -> str:
    """A locator without its space, so that names can be told apart in one cell."""
    return name.replace(" ", ":")
