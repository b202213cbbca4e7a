"""Answers of one patient that contradict each other by the facts of the domain."""

from collections.abc import Iterable, Iterator

from reports.render.text import Screen
from triage.facts import Contradiction, Literal
from triage.vocabulary import Vocabulary


def render_contradictions(
    found: Iterable[Contradiction], words: Vocabulary, screen: Screen, indent: str = ""
) -> Iterator[str]:
    """Each pair of answers with the reason why they cannot both be; no lines where there are none.

    That the answers were taken as they are is said once: nobody is left undecided over it.
    """
    told = list(found)
    if not told:
        return
    intro = "These answers contradict each other. They are taken as given; please check them."
    for line in screen.wrap(intro, indent):
        yield indent + screen.paint(line[len(indent) :], "bold", "magenta")
    for one in told:
        answers = dict.fromkeys((one.first, one.second))
        said = "; ".join(_answer(literal, words) for literal in answers)
        yield from screen.wrap(said, f"{indent}  ")
        yield from screen.wrap(one.reasons, f"{indent}    ")


def _answer(literal: Literal, words: Vocabulary) -> str:
    name, answer = literal
    return f"{words.title_of(name)}: {answer.label}"
