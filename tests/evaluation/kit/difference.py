"""Random patients against the lines of a difference, many at once.

``python -m tests.evaluation.kit.difference [PATIENTS]`` tries a million of them for each edit.
"""

import random
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from evaluation.analysis.difference import Difference, difference
from triage.algebra import any_difference, meaning_of_rules
from triage.conditions import Compare, Condition, Present, all_of, telling_values
from triage.facts import agreeing
from triage.planes import Planes
from triage.presentation import Presentation
from triage.repository import load_ruleset
from triage.rules import RuleSet
from triage.truth import Answer

CHUNK: Final = 25_000
MANY: Final = 1_000_000


@dataclass(frozen=True, slots=True)
class Counted:
    """How many patients were tried, how many changed, and for how many the lines do not say so."""

    tried: int
    changed: int
    outside: int

    def more(self, other: "Counted") -> "Counted":
        """Both together."""
        return Counted(
            self.tried + other.tried, self.changed + other.changed, self.outside + other.outside
        )


def _edited(rules: RuleSet, name: str, edit: Callable[[Condition], Condition]) -> RuleSet:
    """A rule set with the condition of one rule edited."""
    assert edit(rules.by_id[name].condition) != rules.by_id[name].condition
    return replace(
        rules,
        rules=tuple(
            replace(rule, condition=edit(rule.condition)) if rule.id == name else rule
            for rule in rules.rules
        ),
    )


def _older(condition: Condition) -> Condition:
    """From 60 years becomes from 65 years, wherever it stands."""
    if isinstance(condition, Compare):
        at_60 = (condition.number, condition.bound) == ("age_years", 60)
        return replace(condition, bound=65) if at_60 else condition
    parts = getattr(condition, "conditions", None)
    if parts is None:
        return condition
    return replace(condition, conditions=tuple(map(_older, parts)))  # type: ignore[type-var]


def _fever_needs_swelling() -> tuple[RuleSet, RuleSet]:
    rules = load_ruleset("knee@1.1.0")
    swelling = Present("leg_swelling")
    return rules, _edited(rules, "fever", lambda condition: all_of(condition, swelling))


def _from_65() -> tuple[RuleSet, RuleSet]:
    rules = load_ruleset("knee@1.1.0")
    (name,) = (rule.id for rule in rules.rules if _older(rule.condition) != rule.condition)
    return rules, _edited(rules, name, _older)


EDITS: Final[dict[str, Callable[[], tuple[RuleSet, RuleSet]]]] = {
    "fever needs swelling": _fever_needs_swelling,
    "65 in place of 60 years": _from_65,
    "1.0.0 to 1.1.0": lambda: (load_ruleset("knee@1.0.0"), load_ruleset("knee@1.1.0")),
}


def changed_and_covered(size: int, chance: random.Random) -> dict[str, Counted]:
    """What becomes of so many random patients by each of the edits."""
    found = {name: difference(*sides()) for name, sides in EDITS.items()}
    total = dict.fromkeys(EDITS, Counted(0, 0, 0))
    for start in range(0, size, CHUNK):
        number = min(CHUNK, size - start)
        planes = Planes(list(random_patients(found.values(), number, chance)))
        for name, one in found.items():
            total[name] = total[name].more(_counted(one, planes))
    return total


def _counted(found: Difference, planes: Planes) -> Counted:
    """How many of some patients change, and are in a line."""
    sides = [meaning_of_rules(side, planes) for side in (found.before, found.after)]
    differs = any_difference(sides[0], sides[1], planes)
    words = found.before.vocabulary
    inside = planes.any_of([line.where(sides[0], sides[1], words, planes) for line in found.lines])
    return Counted(
        tried=len(planes.presentations),
        changed=differs.bit_count(),
        outside=(differs ^ inside).bit_count(),
    )


def random_patients(
    found: Iterable[Difference], number: int, chance: random.Random
) -> Iterator[Presentation]:
    """Patients of whom little or much is known, and nothing contradicts; most of it absent.

    Numbers lie anywhere, and often next to where a rule cuts them.
    """
    sides = [side for one in found for side in (one.before, one.after)]
    words = sides[0].vocabulary
    conditions = [rule.condition for side in sides for rule in side.rules]
    near = {name: telling_values(number, conditions) for name, number in words.numbers.items()}
    for _ in range(number):
        asked = chance.choice((0.1, 0.5, 0.9, 0.99, 1.0))
        present = chance.choice((0.0, 0.02, 0.1, 0.3))
        answers = {
            name: Answer.PRESENT if chance.random() < present else Answer.ABSENT
            for name in words.findings
            if chance.random() < asked
        }
        numbers = {
            name: chance.choice((chance.uniform(its.minimum, its.maximum), *near[name]))
            for name, its in words.numbers.items()
            if chance.random() < asked
        }
        first = chance.sample(sorted(answers), len(answers))
        told = agreeing({name: answers[name] for name in first}, words.facts)
        allowed = {name: n for name, n in numbers.items() if words.numbers[name].allows(n)}
        yield Presentation(told, allowed)


def main(arguments: Iterable[str]) -> int:
    """Print what was found of each edit; 1 where somebody changes outside of the lines."""
    began = time.monotonic()
    total = changed_and_covered(int(next(iter(arguments), MANY)), random.Random(9))  # noqa: S311
    for name, counted in total.items():
        sys.stdout.write(
            f"{name}: {counted.tried:,} patients, {counted.changed:,} change; {counted.outside:,} "
            "change outside of the lines, or stand in a line and do not\n"
        )
    sys.stdout.write(f"{time.monotonic() - began:.0f} s\n")
    return int(any(counted.outside for counted in total.values()))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
