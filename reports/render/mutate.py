"""What becomes of every single edit of the rules, as text."""

from collections import Counter
from collections.abc import Iterator, Sequence

from evaluation.analysis.concern import Concern
from evaluation.analysis.edits import Edit, EditKind
from evaluation.analysis.in_words import patient_words
from evaluation.analysis.missing import MissingVignette
from evaluation.analysis.mutant import Fate, Mutant
from evaluation.analysis.wording import edit_words
from reports.disclaimer import DISCLAIMER
from reports.limits import LIMITS
from reports.model.mutation import MutationReport
from reports.render.counting import count_words
from reports.render.text import Screen, count, plain
from triage.engine import Decision
from triage.listing import few
from triage.rules import RuleSet

_MOST_NAMED = 3  # vignettes that are named one by one


def render_mutation(report: MutationReport, screen: Screen, *, every_item: bool = False) -> str:
    """The counts, then survivors, the worst first, then what needs nobody's work.

    ``every_item`` shows the patients of survivors that no gold speaks of, and what is caught.
    """
    lines = [
        *_head(report, screen),
        *_survivors(report, screen, every_item=every_item),
        *_stopped(report, screen),
        *_without_effect(report, screen),
        *(_caught(report, screen) if every_item else ()),
        *_missing(report, screen),
        "",
        *screen.wrap(LIMITS),
        *screen.wrap(DISCLAIMER),
    ]
    return "\n".join(lines)


def _head(report: MutationReport, screen: Screen) -> Iterator[str]:
    n = {fate: len(report.of_fate(fate)) for fate in Fate}
    counts = (
        f"{count(len(report.mutants), 'single edit')} of {report.ruleset.label}: "
        f"{n[Fate.CAUGHT]} caught, {n[Fate.STOPPED]} stopped, "
        f"{n[Fate.WITHOUT_EFFECT]} proved without effect, {n[Fate.SURVIVES]} survive"
    )
    for line in screen.wrap(counts):
        yield screen.paint(line, "bold")
    n_vignettes = count(report.vignettes, "vignette")
    n_all = count_words(report.presentations)
    told = f"Presentations of this vocabulary that the edits can tell apart: {n_all}."
    yield from screen.wrap(f"On {n_vignettes} ({report.library}). {told}")
    if report.failing:
        n_failing = len(report.failing)
        what = "fails already and catches" if n_failing == 1 else "fail already and catch"
        names = few(report.failing, _MOST_NAMED)
        yield from screen.wrap(f"{count(n_failing, 'vignette')} {what} nothing: {names}.")


def _survivors(report: MutationReport, screen: Screen, *, every_item: bool) -> Iterator[str]:
    lowering = report.of_concern(Concern.LOWERS)
    styles = ("bold", "red") if lowering else ("bold",)
    yield from _heading("Survive and lower a disposition", lowering, screen, *styles)
    for mutant in lowering:
        yield from _survivor(mutant, report.ruleset, screen)
    others = report.of_concern(Concern.ANSWERS)
    styles = ("bold", "magenta") if others else ("bold",)
    yield from _heading("Survive and change an answer otherwise", others, screen, *styles)
    for mutant in others:
        yield from _survivor(mutant, report.ruleset, screen)
    still_open = report.of_concern(Concern.OPEN)
    title = "Survive, but no gold speaks of what they change"
    yield from _heading(title, still_open, screen, "bold")
    if not still_open:
        return
    text = "Only what is still possible changes, or a pathway is given to more patients."
    yield from screen.wrap(text, "  ")
    if not every_item:
        yield from _in_short(still_open, report.ruleset, screen)
        return
    for mutant in still_open:
        yield from _survivor(mutant, report.ruleset, screen)


def _heading(title: str, mutants: Sequence[Mutant], screen: Screen, *styles: str) -> Iterator[str]:
    yield ""
    for line in screen.wrap(f"{title}: {len(mutants) or 'none'}"):
        yield screen.paint(line, *styles)


def _survivor(mutant: Mutant, ruleset: RuleSet, screen: Screen) -> Iterator[str]:
    """The edit, where it stands, the smallest patient, and what becomes of them."""
    assert mutant.patient is not None  # noqa: S101 - every survivor has a patient
    assert mutant.before is not None  # noqa: S101 - and is answered before the edit
    assert mutant.after is not None  # noqa: S101 - and after it
    yield from screen.wrap(edit_words(mutant.edit, ruleset), "  ")
    yield from screen.wrap(place_of(mutant.edit, ruleset), "    ")
    patient = patient_words(mutant.patient, ruleset.vocabulary)
    yield from screen.wrap(f"Smallest patient: {patient}", "    ", "      ")
    yield from screen.wrap("; ".join(_became(mutant.before, mutant.after)), "    ", "      ")


def place_of(edit: Edit, ruleset: RuleSet) -> str:
    """File and line of the rule; of the rule set itself the file."""
    return f"{ruleset.file}:{edit.rule.line}" if edit.rule else ruleset.file


def _became(before: Decision, after: Decision) -> Iterator[str]:
    """What changes, and the disposition in any case."""
    if before.definite != after.definite:
        yield f"{before.definite.id} -> {after.definite.id}"
    else:
        yield f"{before.definite.id} as before"
    if before.possible != after.possible:
        yield f"could still become {before.possible.id} -> {after.possible.id}"
    for title, was, is_now in (
        ("red flag", before.red_flags, after.red_flags),
        ("pathway", before.pathways, after.pathways),
    ):
        for how, gone in (("no longer", set(was) - set(is_now)), ("new", set(is_now) - set(was))):
            if gone:
                yield f"{how}: {title} {', '.join(sorted(gone))}"


def _in_short(mutants: Sequence[Mutant], ruleset: RuleSet, screen: Screen) -> Iterator[str]:
    """How often each rule has an edit that reads unknown as absent, and every other edit."""
    unread = [m for m in mutants if m.edit.kind is EditKind.UNKNOWN_AS_ABSENT]
    if unread:
        by_rule = Counter(m.edit.rule.title for m in unread if m.edit.rule is not None)
        rules = "; ".join(f"{title} ({n})" if n > 1 else title for title, n in by_rule.items())
        text = f"Something unanswered is read as absent, {count(len(unread), 'edit')}: {rules}."
        yield from screen.wrap(text, "  - ", "    ")
    for mutant in mutants:
        if mutant.edit.kind is not EditKind.UNKNOWN_AS_ABSENT:
            text = f"{edit_words(mutant.edit, ruleset)} ({place_of(mutant.edit, ruleset)})"
            yield from screen.wrap(text, "  - ", "    ")
    yield from screen.wrap("--all shows each, with its smallest patient.", "  ")


def _stopped(report: MutationReport, screen: Screen) -> Iterator[str]:
    stopped = report.of_fate(Fate.STOPPED)
    if not stopped:
        return
    yield from _heading(
        "Stopped by the gate alone, if the ratchet of its policy has `lowered`",
        stopped,
        screen,
        "bold",
    )
    text = "No gold fails, but an answer becomes less urgent than that of the rules as they are."
    yield from screen.wrap(text, "  ")
    for mutant in stopped:
        yield from _noticed(mutant, report.ruleset, screen)


def _caught(report: MutationReport, screen: Screen) -> Iterator[str]:
    caught = report.of_fate(Fate.CAUGHT)
    yield from _heading("Caught, each with the first vignette that fails", caught, screen, "bold")
    for mutant in caught:
        yield from _noticed(mutant, report.ruleset, screen)


def _noticed(mutant: Mutant, ruleset: RuleSet, screen: Screen) -> Iterator[str]:
    yield from screen.wrap(edit_words(mutant.edit, ruleset), "  - ", "    ")
    yield from screen.wrap(few(mutant.vignettes, 1), "    ", "      ")


def _without_effect(report: MutationReport, screen: Screen) -> Iterator[str]:
    without = report.of_fate(Fate.WITHOUT_EFFECT)
    if not without:
        return
    title = "Without effect, proved for all presentations of this vocabulary"
    yield from _heading(title, without, screen, "bold")
    text = "Dispositions, those still possible, red flags and pathways stay as they are."
    yield from screen.wrap(text, "  ")
    for mutant in without:
        text = edit_words(mutant.edit, report.ruleset)
        yield from screen.wrap(f"{text} ({place_of(mutant.edit, report.ruleset)})", "  - ", "    ")


def _missing(report: MutationReport, screen: Screen) -> Iterator[str]:
    yield ""
    n = sum(len(vignette.mutants) for vignette in report.missing)
    if not n:
        yield from screen.wrap("No survivor is left that a vignette could catch.")
        return
    new = count(len(report.missing), "new vignette")
    all_ = f"all {n} survivors" if n > 1 else "the one survivor"
    for line in screen.wrap(f"{new} would catch {all_} that a vignette can catch"):
        yield screen.paint(line, "bold")
    for number, vignette in enumerate(report.missing, start=1):
        yield from _new(number, vignette, report.ruleset, screen)
    yield from screen.wrap("Each would, unless its gold accepts the answer after an edit as well.")
    if report.written:
        yield from screen.wrap("Written, with the gold left for a person to fill in:")
        for file in report.written:
            yield from screen.wrap(file, "  ")
    else:
        yield from screen.wrap("--write DIR writes them, with the gold left for a person.")


def _new(number: int, vignette: MissingVignette, ruleset: RuleSet, screen: Screen) -> Iterator[str]:
    patient = patient_words(vignette.patient, ruleset.vocabulary)
    yield from screen.wrap(plain(patient), f"  {number}. ", "     ")
    for mutant in vignette.mutants:
        yield from screen.wrap(edit_words(mutant.edit, ruleset), "     - ", "       ")
