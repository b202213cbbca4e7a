"""A made-up domain about kettles: two documents, and rules and vignettes without a gap."""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from evaluation.trace.build import build_trace
from evaluation.trace.gaps import Gap, find_gaps
from evaluation.trace.model import Trace
from triage.invariants import InvariantSet
from triage.loading.invariants import build_invariants
from triage.loading.nodes import read_file
from triage.loading.rulesets import build_ruleset
from triage.loading.vocabularies import read_vocabulary
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.library import Library, read_library
from vignettes.sources.inventory import Inventory, read_inventory
from vignettes.vignette import Vignette

# A document: its lines, each with its sentences, each with class, paraphrase and names. The class
# "spares" is a demand that spares care.
Said = tuple[str, str, str, str]
DOCUMENTS: Final[Mapping[str, tuple[str, tuple[tuple[Said, ...], ...]]]] = {
    "MAN": (
        "manual.txt",
        (
            (("Kettles and their care", "boilerplate", "", ""),),
            (),
            (
                ("Unplug it at once if it smokes.", "demand", "Smoke: no power.", "smoke"),
                ("Sparks or a leak are for the shop.", "demand", "A shop mends.", "sparks, leak"),
            ),
            (
                ("Chalk does no harm.", "spares", "Chalk may stay.", "chalk"),
                ("Boil vinegar in it.", "advice", "Acid helps.", "chalk"),
            ),
            (("All kettles hum while they heat.", "description", "Humming is normal.", ""),),
        ),
    ),
    "TIP": (
        "tips.txt",
        (
            (("Buy our new kettle!", "commercial", "", ""),),
            (("An old one that leaks wants a look.", "demand", "Old: look.", "leak, age_years"),),
        ),
    ),
}

_VOCABULARY: Final = """\
vocabulary: kettle
title: Kettles that misbehave
dispositions:
  - {{id: keep, title: Keep, meaning: Go on boiling.}}
  - {{id: mend, title: Mend, meaning: Bring it to a shop this week.}}
  - {{id: unplug, title: Unplug, meaning: Pull the plug now.}}
sources:
  - {{id: MAN, about: The manual, file: manual.txt, sha256: {MAN}, lines: 5}}
  - {{id: TIP, about: Tips, file: tips.txt, sha256: {TIP}, lines: 2}}
findings:
  - {{id: smoke, title: smoke, question: "Smoke?", group: danger, sources: [MAN L3]}}
  - {{id: sparks, title: sparks, question: "Sparks?", group: danger, sources: [MAN L3]}}
  - {{id: leak, title: a leak, question: "A leak?", group: wear, sources: [MAN L3]}}
  - {{id: chalk, title: chalk, question: "Chalk?", group: wear, sources: [MAN L4]}}
numbers:
  - {{id: age_years, title: age, question: "How old?", unit: years, minimum: 0, maximum: 50,
     patient: true, sources: [TIP L2]}}
red_flags:
  - {{id: fire, title: Fire, minimum: unplug, findings: [smoke], sources: [MAN L3.1]}}
  - {{id: current, title: Current, minimum: mend, findings: [sparks], sources: [MAN L3]}}
"""
_RULES: Final = """\
ruleset: kettle
version: 0.1.0
title: Rules for kettles
vocabulary: ../vocabulary.yaml
floor_while_undecided: mend
default: {disposition: keep, title: It only boils, sources: [MAN L5]}
rules:
  - id: smoke
    title: Smoke comes out
    disposition: unplug
    red_flags: [fire]
    when: smoke
    sources: [MAN L3.1]
  - id: current
    title: It sparks
    disposition: mend
    red_flags: [current]
    when: sparks
    sources: [MAN L3]
  - id: old-leak
    title: Old and leaking
    disposition: mend
    when: {all: [leak, {number: age_years, at_least: 10}]}
    sources: [TIP L2, MAN L3.2]
"""
_INVARIANTS: Final = """\
title: What the manual demands
vocabulary: kettle
invariants:
  - id: K1
    title: Smoke means unplugging
    when: smoke
    at_least: unplug
    red_flags: [fire]
    sources: [MAN L3]
  - id: K2
    title: Chalk alone is no reason for a shop
    when: {all: [chalk, {not: smoke}, {not: sparks}, {not: leak}]}
    at_most: keep
    sources: [MAN L4]
"""
_VIGNETTES: Final = (
    # id, family, present, not asked, age, gold, red flags, source
    ("chalky", "boiling", "chalk", "", 3, "keep", "", "MAN L4.1"),
    ("humming", "boiling", "", "", 3, "keep", "", "MAN L5"),
    ("leaking-new", "leaks", "leak", "", 3, "keep", "", "TIP L2"),
    ("leaking-old", "leaks", "leak", "", 12, "mend", "", "TIP L2.1"),
    ("leaking-open", "wet", "", "leak", 14, "keep", "", "TIP L2"),
    ("smoke-open", "haze", "chalk", "smoke", 5, "mend", "", "MAN L3.1"),
    ("smoking", "smoke", "smoke", "", 3, "unplug", "fire", "MAN L3.1"),
    ("sparking", "sparks", "sparks", "", 3, "mend", "current", "MAN L3"),
    ("sparks-open", "flash", "chalk", "sparks", 6, "mend", "", "MAN L3.2"),
)
_FINDINGS: Final = ("smoke", "sparks", "leak", "chalk")
_FLAG_OF: Final = {"smoke": "fire", "sparks": "current"}


def text_of(document: str) -> str:
    """The text of a document."""
    _, lines = DOCUMENTS[document]
    return "".join(" ".join(words for words, *_ in line) + "\n" for line in lines)


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()


def _inventory(document: str) -> str:
    file, lines = DOCUMENTS[document]
    head = [
        f"document: {document}",
        f"title: The {document}",
        "publication: booklet",
        f"file: {file}",
        f"sha256: {_hash(text_of(document))}",
        "sentences:",
    ]
    return "\n".join([*head, *(row for row in _entries(lines))]) + "\n"


def _entries(lines: tuple[tuple[Said, ...], ...]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        for position, (words, kind, says, names) in enumerate(line, start=1):
            yield f"  - at: L{number}.{position}"
            yield f"    class: {'demand' if kind == 'spares' else kind}"
            if kind == "spares":
                yield "    spares: true"
            yield f"    sha256: {_hash(words)}"
            if says:
                yield f'    says: "{says}"'
            if names:
                yield f"    names: [{names}]"


def _vignettes() -> str:
    rows = ["vignettes:"]
    for name, family, present, not_asked, age, gold, flags, source in _VIGNETTES:
        absent = [f for f in _FINDINGS if f not in {present, not_asked}]
        away = [flag for f, flag in _FLAG_OF.items() if f in absent]
        rows += [
            f"  - id: {name}",
            f"    family: {family}",
            f"    title: A kettle, {name}",
            "    kind: canonical",
            f"    narrative: This is the story of the kettle called {name}.",
            f"    patient: {{age_years: {age}}}",
            f"    present: [{present}]",
            f"    absent: [{', '.join(absent)}]",
            f"    not_asked: [{not_asked}]",
            f"    gold: {{preferred: {gold}, red_flags: [{flags}],",
            f"           absent_red_flags: [{', '.join(away)}]}}",
            f"    sources: [{source}]",
            "    author: author-1",
        ]
    return "\n".join(rows) + "\n"


FILES: Final[Mapping[str, str]] = {
    "vocabulary.yaml": _VOCABULARY.format(MAN=_hash(text_of("MAN")), TIP=_hash(text_of("TIP"))),
    "rules/0.1.0.yaml": _RULES,
    "invariants.yaml": _INVARIANTS,
    "library/kettles.yaml": _vignettes(),
    "sources/MAN.yaml": _inventory("MAN"),
    "sources/TIP.yaml": _inventory("TIP"),
    "documents/manual.txt": text_of("MAN"),
    "documents/tips.txt": text_of("TIP"),
}


def write_kettle(folder: Path, *edits: tuple[str, str, str]) -> Path:
    """Write the domain, with parts of its files exchanged: file, old and new text."""
    files = dict(FILES)
    for name, old, new in edits:
        assert files[name].count(old) == 1, f"{old!r} stands {files[name].count(old)} times"
        files[name] = files[name].replace(old, new)
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


@dataclass(frozen=True, slots=True, kw_only=True)
class Kettle:
    """All of the domain that a trace is built from."""

    words: Vocabulary
    rules: RuleSet
    invariants: InvariantSet | None
    library: Library
    inventory: Inventory

    def trace(self) -> Trace:
        """Its trace."""
        return build_trace(self.inventory, self.rules, self.invariants, self.library)

    def gaps(self) -> tuple[Gap, ...]:
        """Its gaps."""
        return find_gaps(self.trace(), self.inventory, self.rules, self.invariants, self.library)

    def gap_words(self) -> list[str]:
        """Its gaps, each as kind and what it is about."""
        return [f"{gap.kind.value} {gap.of}" for gap in self.gaps()]

    def with_vignette(self, name: str, change: Callable[[Vignette], Vignette]) -> "Kettle":
        """The domain with one vignette changed."""
        changed = replace_in(self.library, name, change)
        return replace(self, library=changed)


def replace_in(library: Library, name: str, change: Callable[[Vignette], Vignette]) -> Library:
    """The library with one vignette changed."""
    assert name in library.by_id
    return Library(tuple(change(found) if found.id == name else found for found in library))


Edited = Callable[..., Kettle]


def read_kettle(folder: Path) -> Kettle:
    """The domain of a folder."""
    words = read_vocabulary(folder / "vocabulary.yaml")
    rules = read_file(folder / "rules" / "0.1.0.yaml")
    invariants = read_file(folder / "invariants.yaml")
    inventory = read_inventory(folder / "sources", words)
    assert inventory is not None
    return Kettle(
        words=words,
        rules=build_ruleset(rules, "rules/0.1.0.yaml", lambda _: words),
        invariants=build_invariants(invariants, "invariants.yaml", words),
        library=read_library(folder / "library", words),
        inventory=inventory,
    )
