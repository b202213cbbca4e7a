"""Narratives against findings: the words that each finding rests on, and words that none does.

What cannot be decided without understanding the words is given as a note, for a person to look at.
"""

import re
from collections.abc import Iterator
from typing import Final

from triage.loading.problems import Problem, Severity, did_you_mean, quoted
from triage.truth import Answer
from triage.vocabulary import Vocabulary, digits
from vignettes.library import Library
from vignettes.lint.problems import of_vignette
from vignettes.lint.quantities import quantities_in
from vignettes.phrases import Phrase, read_phrases
from vignettes.vignette import Vignette
from vignettes.wording import spoken


def lint_narratives(library: Library, words: Vocabulary) -> Iterator[Problem]:
    """What narratives and findings say differently, and as notes what cannot be decided."""
    spotter = _Spotter(words)
    for vignette in library:
        if not vignette.phrases:
            message = "no finding names the phrase of the narrative that it rests on."
            yield of_vignette(vignette, "phrases", message, "no-phrases", Severity.NOTE)
            continue
        phrases = tuple(read_phrases(vignette.phrases, vignette.phrases_line))
        yield from _wrong_phrases(vignette, phrases, words)
        yield from _without_phrase(vignette, phrases, words)
        yield from _numbers(vignette, phrases, words)
        yield from _unstated(vignette, phrases, spotter)
        yield from _undecided(vignette, phrases, spotter)


def _wrong_phrases(
    vignette: Vignette, phrases: tuple[Phrase, ...], words: Vocabulary
) -> Iterator[Problem]:
    """Lines that cannot be read, words that the narrative lacks, names that do not stand here."""
    narrative = spoken(vignette.narrative)
    stated = _stated(vignette, words)
    for phrase in phrases:
        if not phrase.is_whole:
            message = f"write names, a colon and words, not {quoted(phrase.says)}."
            yield _of(vignette, phrase, message, "phrase-form")
            continue
        if not any(_places(spoken(phrase.says), narrative)):
            message = f"the narrative does not say {quoted(phrase.says)}."
            yield _of(vignette, phrase, message, "phrase-missing")
        for name in phrase.about:
            if name not in stated:
                known = [*words.findings, *words.numbers, *words.attributes, *words.groups]
                hint = (
                    "Neither the findings nor the numbers of this vignette have it."
                    if name in known
                    else did_you_mean(name, known)
                )
                message = f"{quoted(phrase.says)} is about {quoted(name)}. {hint}"
                yield _of(vignette, phrase, message, "phrase-about")


def _without_phrase(
    vignette: Vignette, phrases: tuple[Phrase, ...], words: Vocabulary
) -> Iterator[Problem]:
    """Findings and numbers that no phrase is about, by itself or in a group."""
    named = {name for phrase in phrases for name in phrase.about}
    patient = vignette.presentation
    together = {f for name in named if name in words.groups for f in words.groups[name].findings}
    named |= together.intersection(patient.absent)  # a group is denied as one, never affirmed
    bare = [name for name in (*patient.answers, *patient.numbers) if name not in named]
    if bare:
        message = f"no phrase says {', '.join(bare)}."
        yield of_vignette(vignette, "phrases", message, "without-phrase")


def _numbers(
    vignette: Vignette, phrases: tuple[Phrase, ...], words: Vocabulary
) -> Iterator[Problem]:
    """Numbers against the quantities in their phrases."""
    for name, value in vignette.presentation.numbers.items():
        unit = words.numbers[name].unit
        about = [phrase for phrase in phrases if phrase.is_whole and name in phrase.about]
        said = [q for phrase in about for q in quantities_in(phrase.says, unit)]
        if not about or any(quantity.allows(value) for quantity in said):
            continue
        what = " and ".join(quoted(phrase.says) for phrase in about)
        if any(quantity.has_unit for quantity in said):
            message = f"{what} is not {digits(value)} {unit}."
            yield _of(vignette, about[0], message, "number")
        else:
            message = f"{what}: is that {name} {digits(value)}?"
            yield _of(vignette, about[0], message, "number-in-words", Severity.NOTE)


def _unstated(
    vignette: Vignette, phrases: tuple[Phrase, ...], spotter: "_Spotter"
) -> Iterator[Problem]:
    """Words for a finding that is not stated, outside of all phrases.

    A phrase around them says that the author read them, and what they are about.
    """
    narrative = spoken(vignette.narrative)
    stated = {*vignette.presentation.answers, *vignette.not_asked}
    covered = [
        (span, phrase.about)
        for phrase in phrases
        for span in _places(spoken(phrase.says), narrative)
    ]
    for finding, found in spotter.findings_in(narrative):
        around = [about for span, about in covered if found.start() in span]
        if finding in stated or any(not about or finding in about for about in around):
            continue
        message = (
            f"the narrative says {quoted(found[0])}, but {finding} is neither present nor absent "
            "nor not asked"
        )
        if around:
            message += ", and the phrase with these words is about something else."
            code, severity = "said-in-passing", Severity.NOTE
        else:
            message += ", and no phrase is about these words."
            code, severity = "said-but-missing", Severity.WARNING
        yield of_vignette(vignette, "narrative", message, code, severity)


def _places(words: str, text: str) -> Iterator[range]:
    """Where words stand in a text, as whole words."""
    start = text.find(words) if words else -1
    while start >= 0:
        end = start + len(words)
        if not _cuts_a_word(text, start) and not _cuts_a_word(text, end):
            yield range(start, end)
        start = text.find(words, start + 1)


def _cuts_a_word(text: str, place: int) -> bool:
    return 0 < place < len(text) and text[place - 1].isalnum() and text[place].isalnum()


def _undecided(
    vignette: Vignette, phrases: tuple[Phrase, ...], spotter: "_Spotter"
) -> Iterator[Problem]:
    """Phrases that need a person: words that the vocabulary does not know, and doubtful denials."""
    for phrase in phrases:
        if not phrase.is_whole:
            continue
        said = spoken(phrase.says)
        known: dict[str, re.Match[str]] = {}
        for finding, at in spotter.findings_in(said):
            known.setdefault(finding, at)
        is_denied = _DENIAL.search(said) is not None
        is_well = is_denied or _WELL.search(said) is not None
        for name in phrase.about:
            answer = vignette.presentation.answers.get(name)
            if name in spotter.groups and not is_well:
                message = f"{quoted(phrase.says)} denies {name} without a word of denial."
                yield _of(vignette, phrase, message, "phrase-polarity", Severity.NOTE)
            if answer is None:
                continue
            found = known.get(name)
            says = f"{quoted(phrase.says)} says that {name} is {answer.label}"
            if found is None:
                message = f"{says}, in words that the vocabulary does not know."
                yield _of(vignette, phrase, message, "phrase-in-doubt", Severity.NOTE)
            elif answer is Answer.PRESENT and _DENIED_AT.search(said[: found.start()]):
                message = f"{says}, but denies it."
                yield _of(vignette, phrase, message, "phrase-contradicts")
            elif is_denied if answer is Answer.PRESENT else not is_well:
                how = "though it holds a denial" if is_denied else "without a word of denial"
                message = f"{says}, {how}."
                yield _of(vignette, phrase, message, "phrase-polarity", Severity.NOTE)


class _Spotter:
    """Finds the words that a vocabulary knows for its findings; the longest wins."""

    def __init__(self, words: Vocabulary) -> None:
        findings = words.findings.values()
        own = [(word, f.id) for f in findings for word in (f.id, f.title)]
        synonyms = [(word, f.id) for f in findings for word in f.synonyms]
        self._findings = {
            said: name
            for word, name in (*synonyms, *own)  # the name of a finding is its own
            if (said := spoken(word.replace("_", " ")))
        }
        longest_first = sorted(self._findings, key=len, reverse=True)
        self.groups = frozenset(words.groups)
        either = "|".join(map(re.escape, longest_first)) or r"(?!)"  # nothing matches that
        self._pattern = re.compile(rf"(?<!\w)(?:{either})(?!\w)")

    def findings_in(self, text: str) -> Iterator[tuple[str, re.Match[str]]]:
        """Each known word of a spoken text with the finding that it stands for."""
        for found in self._pattern.finditer(text):
            yield self._findings[found[0]], found


_DENIAL: Final = re.compile(
    r"\b(?:no|not|none|never|nor|neither|nothing|nil|without|denies|denied|negative|normal|free|"
    r"clear|absent|hasn't|haven't|isn't|aren't|doesn't|don't|didn't|can't|won't|wasn't)\b"
)


_WELL: Final = re.compile(
    r"\b(?:fine|ok|okay|good|easy|calm|quiet|normally|intact|unchanged|unaffected|usual|always|"
    r"under control|controlled|controls|obey|obeys|in order|continent|afebrile|apyrexial|neg|"
    r"negatives|excluded|nobody|cannot|havent|arent|dont|isnt|nope|nah|n|0)\b"
)
_DENIED_AT: Final = re.compile(r"\b(?:no|not|never|without|denies|denied|nor)(?: any| the| a)? $")


def _stated(vignette: Vignette, words: Vocabulary) -> frozenset[str]:
    """All names that a phrase of this vignette can be about."""
    patient = vignette.presentation
    own = {*patient.answers, *patient.numbers, *vignette.attributes, *vignette.not_asked}
    groups = {group.id for group in words.groups.values() if own.intersection(group.findings)}
    return frozenset(own | groups)


def _of(
    vignette: Vignette,
    phrase: Phrase,
    message: str,
    code: str,
    severity: Severity = Severity.ERROR,
) -> Problem:
    return of_vignette(vignette, "phrases", message, code, severity, phrase.line)
