"""The rule book: one page with a section for each rule, generated from the data."""

from collections.abc import Iterator, Sequence

from evaluation.trace.gaps import Neighbours, failing
from evaluation.trace.holding import Holding, holding
from evaluation.trace.model import Key, Kind, Trace
from reports.disclaimer import DISCLAIMER
from reports.render.conditions import condition_lines, in_line
from triage.rules import Rule, RuleSet
from vignettes.library import Library


def render_rule_book(ruleset: RuleSet, library: Library, trace: Trace | None) -> str:
    """The page as Markdown; without a trace, sources are given by their locators alone."""
    words = ruleset.vocabulary
    neighbours, before = Neighbours(library), failing(ruleset, library)
    lines = [
        f"# {ruleset.title}",
        "",
        (
            f"The rules of {ruleset.label}, one section each. This page is generated from the "
            "rules, the vignettes and the source inventory; change those, not it."
        ),
        "",
        f"> **{DISCLAIMER}**",
        "",
        "Dispositions, the least urgent first:",
        "",
        "| disposition | means |",
        "|---|---|",
        *(f"| `{level.id}` | {_cell(level.meaning)} |" for level in words.scale),
        "",
        _default(ruleset),
        "",
        "| rule | at least | red flags | pathways |",
        "|---|---|---|---|",
        *(_index_row(rule) for rule in ruleset.rules),
    ]
    for rule in ruleset.rules:
        held = holding(rule, ruleset, library, neighbours, before)
        lines += ["", *_section(rule, ruleset, held, trace)]
    return "\n".join(lines) + "\n"


def _default(ruleset: RuleSet) -> str:
    default = ruleset.default
    why = f"{in_line(default.title)}; {', '.join(default.sources)}"
    return (
        f"Where no rule fires and every red flag is ruled out: `{default.disposition.id}` ({why}). "
        "While a rule that raises a red flag, or must be ruled out, is open, nothing below "
        f"`{ruleset.floor_while_undecided.id}` is given."
    )


def _index_row(rule: Rule) -> str:
    flags, ways = ", ".join(rule.red_flags) or "-", ", ".join(rule.pathways) or "-"
    return f"| [{_cell(rule.title)}](#{rule.id}) | `{rule.disposition.id}` | {flags} | {ways} |"


def _section(rule: Rule, ruleset: RuleSet, held: Holding, trace: Trace | None) -> Iterator[str]:
    words = ruleset.vocabulary
    yield f'## <a id="{rule.id}"></a>{in_line(rule.title)}'
    yield ""
    yield "### Meaning"
    yield ""
    yield f"`{rule.id}`: at least `{rule.disposition.id}`. {rule.disposition.meaning}"
    for name in rule.red_flags:
        yield f"It raises the red flag *{in_line(words.red_flags[name].title)}* (`{name}`)."
    for name in rule.pathways:
        yield f"It gives the pathway *{in_line(words.pathways[name].title)}* (`{name}`)."
    if rule.must_be_ruled_out and not rule.red_flags:
        yield "It raises no red flag, but nobody is sent home until it is ruled out."
    yield from _headed("Source", _sources(rule, trace))
    yield from _headed("Fires when", condition_lines(rule.condition, words))
    yield from _headed("Does not fire when", condition_lines(rule.condition, words, is_met=False))
    yield ""
    yield "In between, while too little is known for either, it is undecided."
    yield from _headed("Vignettes that hold it", _vignettes(held))
    yield from _headed("Interpretation", _interpretation(rule))


def _headed(title: str, lines: Iterator[str]) -> Iterator[str]:
    yield ""
    yield f"### {title}"
    yield ""
    yield from lines


def _sources(rule: Rule, trace: Trace | None) -> Iterator[str]:
    """The sentences that the rule rests on, in our words; its locators where none is linked."""
    linked = trace.linked(Key(Kind.RULE, rule.id), Kind.SENTENCE) if trace else ()
    for locator in linked:
        node = trace.by_key[Key(Kind.SENTENCE, locator)] if trace else None
        if node:
            yield f"- {locator} ({node.group}): {in_line(node.text)}"
    if not linked:
        yield f"- {', '.join(rule.sources)}"


def _vignettes(held: Holding) -> Iterator[str]:
    others = [name for name in held.fires if name not in held.needed]
    for what, names in (
        ("Their answer is wrong without this rule", held.needed),
        ("It fires beside other rules that would do", others),
        ("Near misses, in which it is ruled out", held.near),
        ("It is left open", held.open),
    ):
        yield f"- {what}: {_ids(names)}"


def _ids(names: Sequence[str]) -> str:
    return ", ".join(f"`{name}`" for name in names) or "none"


def _interpretation(rule: Rule) -> Iterator[str]:
    said = [
        ("", rule.interpretation),
        ("Beyond its source: ", rule.beyond_source),
        ("Rationale: ", rule.rationale),
    ]
    texts = [f"{lead}{in_line(text)}" for lead, text in said if text]
    for position, text in enumerate(texts):
        if position:
            yield ""
        yield text
    if not texts:
        yield "None written."


def _cell(text: str) -> str:
    return in_line(text).replace("|", r"\|")
