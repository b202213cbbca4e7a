"""What a library shows of a rule set: counts, what is missing, and every rule as a tree."""

from collections.abc import Iterator, Mapping
from typing import Final

from evaluation.analysis.coverage.model import AnswerCoverage, Coverage, Shown
from evaluation.analysis.coverage.tallies import Of, Tally, tallies
from evaluation.analysis.in_words import MOST_ABSENT, patient_words
from reports.disclaimer import DISCLAIMER
from reports.limits import LIMITS
from reports.render.counting import count_words
from reports.render.coverage_rules import RuleTrees
from reports.render.fitting import fitted
from reports.render.text import Screen, count, plain


def render_coverage(
    coverage: Coverage, library: str, screen: Screen, *, every_item: bool = False
) -> str:
    """A summary, the answers that no vignette shows, and every rule with its conditions.

    ``every_item`` lists every answer, seen or not; otherwise some that are not.
    """
    lines = [
        *_heading(coverage, library, screen),
        "",
        *_summary(coverage, screen),
        *_answers(coverage, screen, every_item=every_item),
        "",
        *RuleTrees(coverage, screen).lines(),
        "",
        *screen.wrap(LIMITS),
        *screen.wrap(DISCLAIMER),
    ]
    return "\n".join(lines)


def _heading(coverage: Coverage, library: str, screen: Screen) -> Iterator[str]:
    title = plain(f"{coverage.ruleset.label} on {count(coverage.vignettes, 'vignette')}")
    first, *rest = screen.wrap(f"{title} ({library})", "", "  ")
    yield screen.paint(first[: len(title)], "bold") + first[len(title) :]
    yield from rest


def _summary(coverage: Coverage, screen: Screen) -> Iterator[str]:
    found = tallies(coverage)
    rows = [(_TITLES[tally.of], f"{tally.k} of {tally.n}", _beside(tally)) for tally in found]
    yield screen.paint("Seen in vignettes, of what patients can show", "bold")
    yield from fitted(rows, screen, right=(1,))
    if any(tally.impossible for tally in found):
        n = count_words(coverage.presentations)
        yield from screen.wrap(f"{_ABOUT_IMPOSSIBLE} ({n} that the rules can tell apart).", "  ")
    yield from _never_fired(coverage, screen)


def _never_fired(coverage: Coverage, screen: Screen) -> Iterator[str]:
    names = [found.rule.id for found in coverage.rules if not found.seen.met]
    if names:
        mark = f"{count(len(names), 'rule')} never fired: "
        first, *rest = screen.wrap(", ".join(names), f"  {mark}", "    ")
        yield "  " + screen.paint(mark.rstrip(), "red", "bold") + first[len(mark) + 1 :]
        yield from rest


def _beside(tally: Tally) -> str:
    return f"{tally.impossible} impossible" if tally.impossible else ""


_ABOUT_IMPOSSIBLE: Final = (
    "Impossible: nobody can show it, proved for all presentations of this vocabulary"
)
_TITLES: Final = {
    Of.RULES_FIRED: "rules fired",
    Of.CONDITIONS_MET: "conditions met",
    Of.CONDITIONS_NOT_MET: "conditions not met",
    Of.CONDITIONS_UNDECIDED: "conditions undecided",
    Of.CONDITIONS_ALONE: "conditions that alone turn their rule (MC/DC)",
    Of.DISPOSITION_PAIRS: "pairs of definite and possible disposition",
    Of.RED_FLAGS_ALONE: "red flags raised alone",
    Of.RED_FLAGS_TOGETHER: "pairs of red flags raised together",
}


def _answers(coverage: Coverage, screen: Screen, *, every_item: bool) -> Iterator[str]:
    words = coverage.ruleset.vocabulary
    for title, answers in (
        (
            "Dispositions",
            {
                f"{definite.id}, possibly {possible.id}": found
                for (definite, possible), found in coverage.dispositions.items()
            },
        ),
        (
            "Red flags alone",
            {words.title_of(flag): found for flag, found in coverage.alone.items()},
        ),
        (
            "Red flags together",
            {
                " + ".join(map(words.title_of, pair)): found
                for pair, found in coverage.together.items()
            },
        ),
    ):
        yield from _list(title, answers, coverage, screen, every_item=every_item)


def _list(
    title: str,
    answers: Mapping[str, AnswerCoverage],
    coverage: Coverage,
    screen: Screen,
    *,
    every_item: bool,
) -> Iterator[str]:
    """The answers of one kind: those that are missing, those that are impossible, those seen."""
    by_kind = {
        kind: [name for name, found in answers.items() if found.shown is kind]
        for kind in (Shown.MISSING, Shown.IMPOSSIBLE, Shown.SEEN)
    }
    shown = [name for names in by_kind.values() for name in names]
    if not every_item:
        shown = shown[: len(answers) - len(by_kind[Shown.SEEN])]
    if not shown:
        return
    yield ""
    yield screen.paint(title if every_item else f"{title} that no vignette shows", "bold")
    most = len(shown) if every_item else _MOST
    for name in shown[:most]:
        text = f"{name}: {_answer(answers[name], coverage, None if every_item else MOST_ABSENT)}"
        yield from screen.wrap(text, "  - ", "    ")
    if len(shown) > most:
        yield f"  and {count(len(shown) - most, 'more', 'more')} (--all shows them)"


_MOST: Final = 8


def _answer(found: AnswerCoverage, coverage: Coverage, most: int | None) -> str:
    if found.shown is Shown.SEEN:
        return f"{count(found.n, 'vignette')}, first {found.example}"
    if found.patient is None:
        return "impossible, no patient can get it"
    told = patient_words(found.patient, coverage.ruleset.vocabulary, most=most)
    return f"missing; smallest patient: {told}"
