"""What is accepted, by whom and why, and what has changed since; and what is to be accepted."""

from collections.abc import Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Final

from evaluation.baselines.approval import Signature
from evaluation.baselines.changes import EDITS, Changes, State
from evaluation.baselines.standing import Standing
from evaluation.baselines.store import Baseline, folder_name
from evaluation.comparison import Comparison
from evaluation.describe import engine_notes, what_happened, worst_first
from evaluation.gate.library_changes import gold_change, input_change
from evaluation.metrics import score
from evaluation.runs.record import Run
from reports.disclaimer import DISCLAIMER
from reports.render.text import Screen, count

_NONE: Final[Mapping[str, str]] = MappingProxyType({})


def render_baseline(
    baseline: Baseline,
    changes: Changes,
    screen: Screen,
    *,
    is_named: bool = False,
    every_item: bool = False,
) -> str:
    """What is accepted, what has changed since, and all approvals, the newest first.

    ``is_named`` is whether somebody named the engine or the rules that are compared with.
    """
    approval, most = baseline.approval, None if every_item else _MOST_ITEMS
    title = f"{approval.engine}, accepted {approval.given}"
    lines = [
        *(screen.paint(line, "bold") for line in screen.wrap(title, "", "  ")),
        *_row("reason", approval.reason, screen),
        *_run(baseline.run, screen),
        "",
        screen.paint("Since then", "bold"),
        *_row("engine", _compared(changes, is_named=is_named), screen),
        *_changes(changes, screen, most),
        "",
        screen.paint(f"History: {count(len(baseline.approvals), 'approval')}", "bold"),
    ]
    for each in reversed(baseline.approvals):
        text = f"{each.day}  {each.engine}, by {each.person}: {each.reason}"
        lines += screen.wrap(text, "  - ", "    ")
    return "\n".join([*lines, "", *screen.wrap(DISCLAIMER)])


def render_proposal(
    run: Run,
    signature: Signature,
    standing: Standing,
    before: Baseline | None,
    changes: Changes | None,
    comparison: Comparison | None,
    screen: Screen,
    *,
    lowered: Sequence[str] | None = None,
    every_item: bool = False,
) -> str:
    """What an approver signs for: the run, what it changes, and what the policy says of it.

    ``comparison`` is ``None`` where both runs have other dispositions, and with nothing before.
    ``lowered`` has in words whom the new rules make less urgent, of all patients; ``None`` where
    the two are no rules that can be compared.
    """
    lines = [
        screen.paint("To be accepted", "bold"),
        *_row("engine", run.record.engine, screen),
        *_run(run, screen),
        *_row("approver", signature.person, screen),
        *_row("reason", signature.reason, screen),
        "",
    ]
    judged = ["", *_standing(standing, screen, None if every_item else _MOST_ITEMS)]
    if before is None or changes is None:
        return "\n".join([*lines, "Accepted until now: nothing.", *judged])
    accepted, most = before.approval, None if every_item else _MOST_ITEMS
    said = f"{accepted.engine}, since {accepted.day}, by {accepted.person}: {accepted.reason}"
    lines += [
        screen.paint("Accepted until now", "bold"),
        *screen.wrap(said, "  "),
        "",
        screen.paint("What changes", "bold"),
        *_row("engine", _engine(changes.before, changes.after), screen),
        *_changes(changes, screen, most, _edits_in_words(comparison, run.record.dispositions)),
    ]
    judged = [*_patients(lowered, screen, most), *judged]
    if comparison is None:
        told = _row("answers", "other dispositions; not comparable", screen)
        return "\n".join([*lines, *told, *judged])
    return "\n".join([*lines, *_answers(comparison, run, screen, most), *judged])


def standing_words(standing: Standing) -> str:
    """How a run stands by the policy in force, as in ``2 checks fail``."""
    if not standing.is_measured:
        return "no verdict"
    if standing.failing:
        return f"{count(len(standing.failing), 'check fails', 'checks fail')}"
    waived = f", {standing.waived} waived" if standing.waived else ""
    return f"every limit holds{waived}"


_MOST_ITEMS = 8
_LABEL = 12


def _row(label: str, text: str, screen: Screen) -> list[str]:
    return screen.wrap(text, f"  {label.ljust(_LABEL)}")


def _run(run: Run, screen: Screen) -> Iterator[str]:
    record, outcomes = run.record, run.outcomes
    revision = str(record.git.get("revision", ""))[:_SHORT]
    where = f", at revision {revision}" if revision else ", outside a checkout"
    made = f"{folder_name(run.digest)}, made on {record.finished[:10]}{where}"
    yield from _row("run", made, screen)
    answered = sum(outcome.is_ok for outcome in outcomes)
    text = f"{answered} of {len(outcomes)} answered; {', '.join(_rates(run))}"
    yield from _row("vignettes", text, screen)
    for note in engine_notes(record, outcomes):
        yield from _row("note", note, screen)


def _rates(run: Run) -> Iterator[str]:
    """What the run gets wrong for safety, and what it costs, in counts."""
    record = run.record
    reports = record.reports_red_flags
    top = len(record.dispositions) - 1
    rates = score(run.outcomes, threshold=top, top=top, reports_red_flags=reports).rates
    for name, words in _SAID.items():
        rate = rates.get(name)
        yield f"{words} {rate.k} of {rate.n}" if rate else f"{words} not reported"


# None of them depends on the escalation threshold, which a run does not have.
_SAID = {
    "missed_red_flag_rate": "red flags missed",
    "missed_red_flag_rate_by_detection": "undetected",
    "under_triage_rate": "under-triage",
    "over_triage_rate": "over-triage",
}
_SHORT = 7  # digits of a git revision


def _changes(
    changes: Changes, screen: Screen, most: int | None, words: Mapping[str, str] = _NONE
) -> Iterator[str]:
    """What differs; ``words`` say of edited vignettes what was done to them."""
    yield from _row("vignettes", _vignettes(changes), screen)
    for name, is_same in changes.parts.items():
        yield from _row(name, "same" if is_same else "changed", screen)
    for name in EDITS:
        title = name.replace("_", " ").capitalize()
        said = [words.get(f"{name} {id_}", id_) for id_ in changes.vignettes[name]]
        yield from _items(title, said, screen, most)


def _patients(lowered: Sequence[str] | None, screen: Screen, most: int | None) -> Iterator[str]:
    """Whom the rules make less urgent, of all patients and not only of those in vignettes."""
    if lowered is not None:
        words = "" if lowered else "none, proved for every patient"
        title = "Patients made less urgent"
        yield from _items(title, lowered, screen, most, words=words, colour="red")


def _edits_in_words(
    comparison: Comparison | None, dispositions: Sequence[str]
) -> Mapping[str, str]:
    """By kind of edit and vignette: above all where a gold asks for less, an approver must see."""
    if comparison is None:
        return {}
    pairs = comparison.pairs
    golds = {
        f"gold_edited {n}": gold_change(pairs[n].baseline, pairs[n].candidate, dispositions)
        for n in comparison.gold_edited
    }
    inputs = {
        f"input_edited {n}": input_change(pairs[n].baseline, pairs[n].candidate)
        for n in comparison.input_edited
    }
    return {key: f"{key.split(' ', 1)[1]}: {said}" for key, said in {**golds, **inputs}.items()}


def _compared(changes: Changes, *, is_named: bool) -> str:
    """What an accepted engine has become; one of another kind has become nothing of this."""
    before, after = changes.before, changes.after
    if changes.kind_is_same:
        return _engine(before, after)
    if is_named:
        return f"compared with {after.engine}, as named, which is another kind of engine"
    option = "--rules" if before.engine_kind == "rules" else "--engine"
    return f"compared with {after.engine}, which is what commands here judge; {_NAME} {option}"


_NAME = "name another with"


def _engine(before: State, after: State) -> str:
    if before.engine_fingerprint == after.engine_fingerprint:
        return f"same, {after.engine}"
    if before.engine == after.engine:
        return f"{after.engine}: same name and version, other content"
    return f"{before.engine} became {after.engine}"


def _vignettes(changes: Changes) -> str:
    told = [
        f"{len(changes.vignettes[name])} {name.replace('_', ' ')}"
        for name in EDITS
        if changes.vignettes[name]
    ]
    return ", ".join(told) or f"same, {len(changes.after.digests)}"


def _items(
    title: str,
    items: Sequence[str],
    screen: Screen,
    most: int | None,
    *,
    words: str = "",
    colour: str = "magenta",
) -> Iterator[str]:
    """What is counted under a title; nothing for none, unless ``words`` say so."""
    if items or words:
        line = f"{title}: {words or len(items)}"
        yield "  " + (screen.paint(line, "bold", colour) if items else line)
    for item in items[:most]:
        yield from screen.wrap(item, "    - ", "      ")
    if most is not None and len(items) > most:
        yield f"    - and {len(items) - most} more (--all shows them)"


def _standing(standing: Standing, screen: Screen, most: int | None) -> Iterator[str]:
    """What the policy refuses: a person may accept it all the same, and should know."""
    words = f"By the policy in force: {standing_words(standing)}"
    yield screen.paint(words, "bold", "red") if standing.failing else words
    above: set[str] = set()
    for check in standing.failing:
        yield from screen.wrap(f"{check.title}: {check.numbers}", "  - ", "    ")
        fresh = [item for item in check.items if item not in above]
        for item in fresh[:most]:
            yield from screen.wrap(item, "    - ", "      ")
        if most is not None and len(fresh) > most:
            yield f"    - and {len(fresh) - most} more (--all shows them)"
        if len(fresh) < len(check.items):
            yield f"    - and {len(check.items) - len(fresh)} of those above"
        above.update(check.items)


def _answers(comparison: Comparison, run: Run, screen: Screen, most: int | None) -> Iterator[str]:
    """What the engine answers otherwise than the accepted one, on vignettes that are the same."""
    by_id, dispositions = run.by_id, run.record.dispositions
    yield from _row("comparable", count(len(comparison.comparable), "vignette"), screen)
    above: set[str] = set()
    named: set[str] = set()
    for endpoint in comparison.endpoints:
        title = f"New {endpoint.endpoint.title}"
        worse = endpoint.worsened
        fixed, still = len(endpoint.newly_fixed), len(endpoint.still_failing) - len(worse)
        worst = worst_first(by_id[name] for name in (*endpoint.newly_failing, *worse))
        said = [f"{o.vignette}: {what_happened(o, dispositions)}" for o in worst]
        fresh = [text for text in said if text not in above]
        known = f"{len(worse)} of them worse than before, " if worse else ""
        words = f"{len(said) or 'none'} ({known}{fixed} fixed, {still} still)"
        yield from _items(title, fresh, screen, most, words=words, colour="red")
        if len(fresh) < len(said):
            yield f"    - and {len(said) - len(fresh)} of those above"
        above.update(said)
        named.update(outcome.vignette for outcome in worst)
    pairs = (comparison.pairs[name] for name in comparison.comparable if name not in named)
    lowered = [pair.vignette for pair in pairs if pair.is_lowered]
    others = sorted(set(comparison.changed_without_crossing) - set(lowered))
    yield from _items("Less urgent, though acceptable", lowered, screen, most)
    yield from _items("Answered otherwise", others, screen, most)
