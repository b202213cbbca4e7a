"""Rule sets of any size that look like real ones, the same from run to run.

A tenth of the rules raises a red flag of its own; conditions are single findings, *any* and *all*
of a few, *at least two of* a few, and bounds of numbers, over four findings for each rule.
"""

import random
from typing import Final

from triage.conditions import AtLeast, Compare, Comparison, Condition, Present, all_of, any_of
from triage.dispositions import Disposition, Scale
from triage.engine import decide
from triage.invariants import Bound, Invariant, InvariantSet
from triage.presentation import Presentation
from triage.rules import Default, Rule, RuleSet
from triage.truth import Answer
from triage.vocabulary import Finding, Number, RedFlag, Vocabulary
from vignettes.vignette import Gold, Kind, Vignette

_FINDINGS_PER_RULE: Final = 4
_RULES_PER_FLAG: Final = 10
LEVELS: Final = ("self_care", "routine", "urgent", "emergency")


def random_rules(n: int, seed: int = 1) -> RuleSet:
    """A rule set of ``n`` rules."""
    choose = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    words = _vocabulary(n)
    names, flags = list(words.findings), list(words.red_flags)
    rules = []
    for position in range(n):
        flag = flags[position // _RULES_PER_FLAG] if position % _RULES_PER_FLAG == 0 else ""
        level = words.scale["urgent" if flag else choose.choice(LEVELS[1:])]
        rules.append(
            Rule(
                id=f"rule-{position}",
                title=f"Rule {position}",
                disposition=level,
                condition=_condition(choose, names, position),
                sources=(),
                red_flags=(flag,) if flag else (),
            )
        )
    return RuleSet(
        name="random",
        version="1.0.0",
        title="Random rules",
        vocabulary=words,
        floor_while_undecided=words.scale["routine"],
        default=Default(disposition=words.scale.least, title="Default", sources=()),
        rules=tuple(rules),
    )


def floors_of(ruleset: RuleSet) -> InvariantSet:
    """One floor for each rule that raises a red flag: what a second reader would write."""
    return InvariantSet(
        title="Floors",
        invariants={
            f"F{position}": Invariant(
                id=f"F{position}",
                title=rule.title,
                condition=rule.condition,
                bound=Bound.FLOOR,
                disposition=rule.disposition,
                sources=(),
                red_flags=rule.red_flags,
                while_open=ruleset.floor_while_undecided,
            )
            for position, rule in enumerate(ruleset.rules)
            if rule.red_flags
        },
    )


def random_vignettes(ruleset: RuleSet, n: int, seed: int = 2) -> tuple[Vignette, ...]:
    """Vignettes whose gold is what the rules give: for timing alone, never for judging."""
    choose = random.Random(seed)  # noqa: S311 - nothing secret is drawn
    return tuple(_vignette(ruleset, choose, position) for position in range(n))


def _vignette(ruleset: RuleSet, choose: random.Random, position: int) -> Vignette:
    words = ruleset.vocabulary
    names = list(words.findings)
    answers = dict.fromkeys(names, choose.choice([Answer.NOT_ASKED, Answer.ABSENT]))
    rule = choose.choice(ruleset.rules)
    for name in sorted({*rule.condition.names()} & set(names)):
        answers[name] = choose.choice(list(Answer))
    numbers = {name: float(choose.randint(0, 100)) for name in words.numbers}
    patient = Presentation(answers, numbers)
    given = decide(patient, ruleset, questions=False)
    gold = Gold(
        preferred=given.definite,
        floor=given.definite,
        ceiling=given.definite,
        red_flags=given.red_flags,
    )
    return Vignette(
        id=f"V{position}",
        family=f"V{position}",
        title="Random",
        kind=Kind.CANONICAL,
        narrative="",
        presentation=patient,
        attributes={},
        not_asked=(),
        gold=gold,
        sources=(),
        author="chance",
    )


def _vocabulary(n: int) -> Vocabulary:
    levels = tuple(
        Disposition(id=name, rank=rank, title=name, meaning=name)
        for rank, name in enumerate(LEVELS)
    )
    findings = {
        f"f{i}": Finding(id=f"f{i}", title=f"finding {i}", question="?", group="all", sources=())
        for i in range(n * _FINDINGS_PER_RULE)
    }
    numbers = {
        name: Number(
            id=name, title=name, question="?", unit="units", minimum=0, maximum=100, sources=()
        )
        for name in ("age", "days")
    }
    flags = {
        f"flag{i}": RedFlag(
            id=f"flag{i}",
            title=f"Flag {i}",
            minimum=levels[2],
            findings=(f"f{i * _RULES_PER_FLAG * _FINDINGS_PER_RULE}",),
            sources=(),
        )
        for i in range((n + _RULES_PER_FLAG - 1) // _RULES_PER_FLAG)
    }
    return Vocabulary(
        name="random",
        title="Random",
        scale=Scale(levels),
        documents={},
        findings=findings,
        numbers=numbers,
        attributes={},
        groups={},
        red_flags=flags,
        pathways={},
    )


def _condition(choose: random.Random, names: list[str], position: int) -> Condition:
    own = names[position * _FINDINGS_PER_RULE]
    picked = [Present(own), *(Present(name) for name in choose.sample(names, 3) if name != own)]
    bound = Compare(
        choose.choice(["age", "days"]), Comparison.AT_LEAST, float(choose.randint(1, 99))
    )
    shapes: list[Condition] = [
        picked[0],
        any_of(*picked),
        all_of(picked[0], any_of(*picked[1:])),
        AtLeast(2, tuple(picked)),
        any_of(picked[0], all_of(*picked[1:], bound)),
    ]
    return shapes[position % len(shapes)]
