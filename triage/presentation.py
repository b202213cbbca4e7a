"""What is known of one patient: the input of an engine."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from triage.truth import Answer
from triage.vocabulary import Vocabulary, digits


class PresentationError(ValueError):
    """A presentation that its vocabulary does not allow."""


@dataclass(frozen=True, slots=True)
class Presentation:
    """The findings of one patient. Whatever is not listed has not been asked.

    ``answers`` holds only present and absent findings, ``numbers`` only known numbers, both in the
    order of the ids, so that two presentations that say the same are equal and hash alike.

    >>> from triage.domain import domain_names, load_domain_vocabulary
    >>> words = load_domain_vocabulary(domain_names()[0])
    >>> patient = Presentation.build(words, present=["fever"], numbers={"age_years": 40})
    >>> patient.answer("fever"), patient.answer("locking")
    (<Answer.PRESENT: 2>, <Answer.NOT_ASKED: 1>)
    >>> Presentation.build(words, present=["fever"], absent=["fever"])
    Traceback (most recent call last):
    triage.presentation.PresentationError: fever: both present and absent
    """

    answers: Mapping[str, Answer] = field(default_factory=dict)
    numbers: Mapping[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        asked = {n: a for n, a in sorted(self.answers.items()) if a is not Answer.NOT_ASKED}
        object.__setattr__(self, "answers", MappingProxyType(asked))
        object.__setattr__(self, "numbers", MappingProxyType(dict(sorted(self.numbers.items()))))

    def __hash__(self) -> int:
        return hash((tuple(self.answers.items()), tuple(self.numbers.items())))

    @classmethod
    def build(
        cls,
        vocabulary: Vocabulary,
        *,
        present: Iterable[str] = (),
        absent: Iterable[str] = (),
        numbers: Mapping[str, float] | None = None,
    ) -> "Presentation":
        """A presentation that is checked against its vocabulary.

        Raises:
            PresentationError: an unknown name, a finding both present and absent, or a number
                outside its range; the message names it.
        """
        answers = dict.fromkeys(present, Answer.PRESENT)
        for name in absent:
            if answers.get(name) is Answer.PRESENT:
                raise PresentationError(f"{name}: both present and absent")
            answers[name] = Answer.ABSENT
        for name in answers:
            if name not in vocabulary.findings:
                raise PresentationError(f"{name}: no finding of the vocabulary {vocabulary.name}")
        for name, value in (numbers or {}).items():
            _check_number(vocabulary, name, value)
        return cls(answers, numbers or {})

    def answer(self, finding: str) -> Answer:
        """The answer for a finding, ``NOT_ASKED`` where nothing is known."""
        return self.answers.get(finding, Answer.NOT_ASKED)

    @property
    def present(self) -> tuple[str, ...]:
        """The findings that are present, by id."""
        return tuple(n for n, a in self.answers.items() if a is Answer.PRESENT)

    @property
    def absent(self) -> tuple[str, ...]:
        """The findings that are absent, by id."""
        return tuple(n for n, a in self.answers.items() if a is Answer.ABSENT)

    def with_answer(self, finding: str, answer: Answer) -> "Presentation":
        """The same patient with one finding answered differently."""
        return Presentation({**self.answers, finding: answer}, self.numbers)

    def with_number(self, name: str, value: float | None) -> "Presentation":
        """The same patient with one number changed, or taken back with ``None``."""
        rest = {n: v for n, v in self.numbers.items() if n != name}
        return Presentation(self.answers, rest if value is None else {**rest, name: value})

    def content(self) -> dict[str, object]:
        """Plain data for files and hashes; ``present``, ``absent`` and ``numbers``."""
        return {
            "present": list(self.present),
            "absent": list(self.absent),
            "numbers": dict(self.numbers),
        }


def _check_number(vocabulary: Vocabulary, name: str, value: float) -> None:
    number = vocabulary.numbers.get(name)
    if number is None:
        raise PresentationError(f"{name}: no number of the vocabulary {vocabulary.name}")
    if not number.allows(value):
        message = f"{name}: {digits(value)} is out of range; allowed: {number.range_words}"
        raise PresentationError(message)
