"""A made-up domain about toasters, as values for renderings and as files for commands."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import settings

from evaluation.outcomes import Expected, Outcome, Result, Status
from evaluation.runs.record import RunRecord
from triage.loading.nodes import parse
from triage.loading.rulesets import build_ruleset
from triage.loading.vocabularies import build_vocabulary
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary

settings.register_profile("reports", deadline=None, max_examples=60)
settings.load_profile("reports")

VOCABULARY = """\
vocabulary: toaster
title: Toasters that misbehave
dispositions:
  - {id: keep, title: Keep, meaning: Go on toasting.}
  - {id: mend, title: Mend, meaning: Bring it to a shop this week.}
  - {id: unplug, title: Unplug, meaning: Pull the plug now.}
sources:
  - {id: MAN, about: The manual, file: manual.txt, sha256: "00", lines: 40}
findings:
  - {id: smoke, title: smoke, question: Does it smoke?, group: danger, sources: [MAN L1]}
  - {id: sparks, title: sparks, question: Does it spark?, group: danger, sources: [MAN L2]}
  - {id: crumbs, title: crumbs, question: Is it full of crumbs?, group: dirt, sources: [MAN L4]}
numbers:
  - {id: age_years, title: age, question: How old is it?, unit: years, minimum: 0, maximum: 50,
     patient: true, sources: [MAN L9]}
groups:
  - {id: dangers, title: dangers, findings: [smoke, sparks]}
red_flags:
  - {id: fire, title: Fire, minimum: unplug, findings: [smoke], sources: [MAN L1]}
  - {id: current, title: Current, minimum: mend, findings: [sparks], sources: [MAN L2]}
pathways:
  - {id: electrician, title: A look by an electrician, sources: [MAN L6]}
"""

RULES = """\
ruleset: toaster
version: 0.1.0
title: Rules for toasters
vocabulary: vocabulary.yaml
floor_while_undecided: mend
default: {disposition: keep, title: It only toasts, sources: [MAN L9]}
rules:
  - id: smoke
    title: Smoke comes out
    disposition: unplug
    red_flags: [fire]
    when: smoke
    sources: [MAN L1, MAN L3]
    beyond_source: The manual says to wait a minute first.
  - id: sparks
    title: It sparks
    disposition: mend
    red_flags: [current]
    pathways: [electrician]
    when: sparks
    sources: [MAN L2]
  - id: old
    title: Old and full of crumbs
    disposition: mend
    when: {all: [crumbs, {number: age_years, at_least: 10}]}
    sources: [MAN L9]
    interpretation: The manual names no age; 10 is this project's.
"""

LIBRARY = """\
vignettes:
  - id: smoking
    title: Smoking
    kind: canonical
    narrative: It smokes, but nothing sparks.
    present: [smoke]
    absent: [sparks]
    gold: {preferred: unplug, red_flags: [fire], absent_red_flags: others}
    sources: [MAN L1]
    author: author-1
  - id: sparking
    title: Sparking
    kind: canonical
    narrative: It sparks. No smoke.
    present: [sparks]
    absent: [smoke]
    gold:
      preferred: mend
      red_flags: [current]
      absent_red_flags: others
      pathways: [electrician]
    sources: [MAN L2]
    author: author-1
  - id: toasting
    title: Toasting
    kind: near_miss
    narrative: No smoke, no sparks, no crumbs. It toasts.
    absent: [smoke, sparks, crumbs]
    gold: {preferred: keep, red_flags: [], absent_red_flags: others}
    sources: [MAN L9]
    author: author-1
"""

POLICY = """\
policy: For toasters
escalation_threshold: mend
minimum: {vignettes: 3, red_flag_vignettes: 2}
guard: all
ratchet: [missed_red_flag, undetected_red_flag, under_triage, lost_pathway]
limits:
  missed_red_flag_rate: {at_most: 0}
"""

LEVELS = ("keep", "mend", "unplug")
MakeOutcome = Callable[..., Outcome]


@pytest.fixture(scope="session")
def toaster() -> Vocabulary:
    """The made-up vocabulary: three dispositions, three findings, one number, two red flags."""
    return build_vocabulary(parse(VOCABULARY.encode(), "vocabulary.yaml"), "vocabulary.yaml")


@pytest.fixture(scope="session")
def rules(toaster: Vocabulary) -> RuleSet:
    """The made-up rule set: smoke, sparks, and old with crumbs."""
    return build_ruleset(parse(RULES.encode(), "rules.yaml"), "rules.yaml", lambda _: toaster)


@pytest.fixture(scope="session")
def record() -> RunRecord:
    """The record of a finished run of the made-up rules."""
    return RunRecord(
        engine="toaster@0.1.0",
        engine_fingerprint="sha256:" + "1" * 64,
        reports_red_flags=True,
        vocabulary="toaster",
        vocabulary_fingerprint="sha256:" + "2" * 64,
        dispositions=LEVELS,
        library="library.yaml",
        library_fingerprint="sha256:" + "3" * 64,
        command="triage evaluate",
        started="2026-01-02T03:04:05Z",
        finished="2026-01-02T03:04:06Z",
        environment={"python": "3.11.0"},
        git={"revision": "abc", "dirty": False},
    )


@pytest.fixture(scope="session")
def outcome() -> MakeOutcome:
    """Makes an outcome: expected range, what was given, and what the two sides say of red flags.

    ``given`` of ``None`` is an engine that broke.
    """

    def make(
        name: str,
        expected: tuple[int, int],
        given: int | None,
        *,
        needs: tuple[str, ...] = (),
        denies: tuple[str, ...] = (),
        raised: tuple[str, ...] = (),
        wants: tuple[str, ...] = (),
        ways: tuple[str, ...] = (),
        rules: tuple[str, ...] = (),
        kind: str = "canonical",
        family: str = "",
        digests: dict[str, str] | None = None,
    ) -> Outcome:
        result = Result(
            status=Status.ERROR if given is None else Status.OK,
            disposition=given,
            red_flags=frozenset(raised),
            pathways=frozenset(ways),
            rules=rules,
            reason="it broke" if given is None else "",
        )
        return Outcome(
            vignette=name,
            family=family or name,
            kind=kind,
            expected=Expected(
                preferred=expected[0],
                floor=expected[0],
                ceiling=expected[1],
                red_flags=frozenset(needs),
                absent_red_flags=frozenset(denies),
                pathways=frozenset(wants),
            ),
            result=result,
            digests=digests or {"input": "i", "gold": "g", "narrative": "n", "text": "t"},
        )

    return make


@pytest.fixture
def domain(tmp_path: Path) -> Path:
    """A folder with the made-up domain in files: rules, vocabulary, library and policy."""
    for name, text in (
        ("vocabulary.yaml", VOCABULARY),
        ("rules.yaml", RULES),
        ("library/toasters.yaml", LIBRARY),
        ("policy.yaml", POLICY),
    ):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture(scope="session")
def hostile() -> str:
    """A text that would steer a terminal: escapes, a NUL, line breaks, a right-to-left mark."""
    return "\x1b[31mred\x1b[0m\x00\x07 \u202eright\u202c\n\r\tnext\x9b2J\u2066x\u2069"


def has_control(text: str) -> bool:
    """Whether a text, line breaks aside, could steer a terminal."""
    return not text.replace("\n", "").isprintable()


@pytest.fixture(scope="session")
def is_harmless() -> Callable[[str], bool]:
    """Whether a text could steer no terminal."""
    return lambda text: not has_control(text)


@pytest.fixture(scope="session")
def renamed() -> Callable[[Vocabulary, str], Vocabulary]:
    """The vocabulary with every title, question and meaning replaced."""

    def rename(words: Vocabulary, text: str) -> Vocabulary:
        return replace(
            words,
            title=text,
            scale=replace(
                words.scale,
                levels=tuple(replace(d, title=text, meaning=text) for d in words.scale),
            ),
            findings={n: replace(f, title=text, question=text) for n, f in words.findings.items()},
            numbers={
                n: replace(f, title=text, question=text, unit=text)
                for n, f in words.numbers.items()
            },
            red_flags={n: replace(f, title=text) for n, f in words.red_flags.items()},
            pathways={n: replace(f, title=text) for n, f in words.pathways.items()},
        )

    return rename
