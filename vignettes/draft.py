"""A vignette that is not one yet: the patient is filled in, and what a person has to say is not.

The loader refuses it until the gold stands there. Nothing in it says what is expected.
"""

import json
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from textwrap import wrap

from triage.loading.fields import FILL_IN
from triage.presentation import Presentation
from triage.vocabulary import Vocabulary, digits
from vignettes.absences import absences_of
from vignettes.loading import OTHERS
from vignettes.vignette import Kind

_WIDTH = 96


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A patient whom a person is to write a vignette about, and ``why``, one reason a line."""

    id: str
    title: str
    kind: Kind
    patient: Presentation
    why: tuple[str, ...]


def render_draft(draft: Draft, words: Vocabulary) -> str:
    """A file of one vignette, ready for a person to fill in."""
    absences = absences_of(draft.patient.absent, words)
    unasked = [name for name in absences.exceptions if name not in draft.patient.answers]
    own = {n: v for n, v in draft.patient.numbers.items() if words.numbers[n].patient}
    other = {n: v for n, v in draft.patient.numbers.items() if n not in own}
    lines = [
        *_comment("Nobody has filled this in yet, and until somebody does it does not load.", ""),
        *_comment(_HOW, ""),
        "vignettes:",
        f"  - id: {draft.id}",
        f"    family: {draft.id}",
        f"    title: {_quoted(draft.title)}",
        f"    kind: {draft.kind.value}",
        *_comment("It is missing because no vignette would notice any of these edits:", "    "),
        *(line for reason in draft.why for line in _comment(reason, "    ", "- ")),
        f"    narrative: {FILL_IN}",
        *_pairs("patient", own),
        *_names("present", draft.patient.present),
        *_names("absent", absences.others),
        *_names("absent_others", absences.groups),
        *_pairs("numbers", other),
        *_names("not_asked", unasked),
        f"    gold: {FILL_IN}",
        *_comment(_GOLD, "    "),
        f"    #   preferred:         {' | '.join(words.scale.ids)}",
        "    #   acceptable:        a list without gaps, around the preferred one",
        "    #   red_flags:         a list of those that must be raised",
        f"    #   absent_red_flags:  {OTHERS}, or a list of those that are known to be absent",
        "    #   pathways:          a list",
        f"    sources: [{FILL_IN}]",
        f"    author: {FILL_IN}",
    ]
    return "\n".join([*lines, ""])


_HOW = (
    "Give the narrative, the gold and its sources from the documents, without asking the rules "
    f"what they answer. Each {FILL_IN} goes."
)
_GOLD = f"In place of {FILL_IN}, on lines of their own:"


def _comment(text: str, indent: str, first: str = "") -> Iterator[str]:
    mark = f"{indent}# "
    yield from wrap(
        " ".join(text.split()),  # whatever ends a line would end the comment
        width=_WIDTH,
        initial_indent=mark + first,
        subsequent_indent=mark + " " * len(first),
        break_long_words=False,
        break_on_hyphens=False,
    )


def _names(key: str, names: Collection[str]) -> Iterator[str]:
    """A list of names in lines of a readable length; nothing for none."""
    if names:
        yield from wrap(
            f"[{', '.join(names)}]",
            width=_WIDTH,
            initial_indent=f"    {key}: ",
            subsequent_indent="      ",
            break_long_words=False,
            break_on_hyphens=False,
        )


def _pairs(key: str, numbers: Mapping[str, float]) -> Iterator[str]:
    if numbers:
        yield f"    {key}: {{{', '.join(f'{n}: {digits(v)}' for n, v in numbers.items())}}}"


def _quoted(text: str) -> str:
    """Text as YAML that cannot be taken for anything else."""
    return json.dumps(" ".join(text.split()), ensure_ascii=False)  # JSON text is YAML text
