"""Where two engines differ, in few words: the leaves of a shallow tree over a sample.

The tree describes the sample. What it says of patients who were not asked about is a guess.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

from evaluation.probing.differing import DIFFERING, Pair, Sampled, Way
from evaluation.probing.shrink import size_of
from triage.presentation import Presentation
from triage.truth import Answer
from triage.vocabulary import Vocabulary

DEPTH: Final = 4
"""Questions to the leaf at most: more could not be read, and would tell of chance."""

_LEAST_IN_LEAF: Final = 5
_CHANCE: Final = 0.01
"""How much purer a question has to make the leaves; less than that tells of chance."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feature:
    """What a tree may ask: whether a finding is ``answer``, or how large a number is.

    A number without an ``answer`` is compared; with one it is asked whether it is known.
    """

    name: str
    answer: Answer | None
    is_number: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One question on the way to a leaf: yes, or a number above ``bound``; or not."""

    feature: Feature
    is_above: bool
    bound: float = 0.5


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """The patients of a sample at the end of one way through the tree.

    ``sampled`` of them were asked about; ``ways`` counts those whose answers differ, by how.
    ``example`` is the smallest of those that are counted first.
    """

    steps: tuple[Step, ...]
    sampled: int
    ways: Mapping[Way, int]
    example: Pair

    @property
    def differing(self) -> int:
        """How many differ, in whatever way."""
        return sum(self.ways.values())


def regions(sampled: Sampled, words: Vocabulary) -> tuple[Leaf, ...]:
    """Every leaf in which somebody's answer differs, the gravest first.

    Together they hold all patients of the sample whose answers differ; none where nobody's do.
    """
    if not sampled.differing:
        return ()
    features = _features(words)
    rows = [_row(pair.patient, features, words) for pair in sampled.pairs]
    tree = _tree(rows, [pair.way.value for pair in sampled.pairs])
    members: dict[int, list[Pair]] = {}
    for node, pair in zip(tree.apply(rows), sampled.pairs, strict=True):
        members.setdefault(int(node), []).append(pair)
    paths = dict(_paths(tree.tree_, features))
    found = [_leaf(paths[node], pairs) for node, pairs in members.items() if _differ(pairs)]
    return tuple(sorted(found, key=_gravest_first))


def _tree(rows: Sequence[Sequence[float]], ways: Sequence[str]) -> Any:
    from sklearn.tree import DecisionTreeClassifier

    smallest = max(_LEAST_IN_LEAF, len(rows) // 200)
    tree = DecisionTreeClassifier(
        max_depth=DEPTH,
        min_samples_leaf=smallest,
        ccp_alpha=_CHANCE,
        class_weight="balanced",  # few may differ, and those are wanted
        random_state=0,
    )
    return tree.fit(rows, ways)


def _features(words: Vocabulary) -> tuple[Feature, ...]:
    found = [
        Feature(name=name, answer=answer)
        for name in words.findings
        for answer in (Answer.PRESENT, Answer.ABSENT)
    ]
    for name in words.numbers:
        found.append(Feature(name=name, answer=Answer.NOT_ASKED, is_number=True))
        found.append(Feature(name=name, answer=None, is_number=True))
    return tuple(found)


def _row(patient: Presentation, features: Sequence[Feature], words: Vocabulary) -> list[float]:
    """A patient in numbers; a number that is not known lies below its range."""
    return [_cell(patient, feature, words) for feature in features]


def _cell(patient: Presentation, feature: Feature, words: Vocabulary) -> float:
    if not feature.is_number:
        return float(patient.answer(feature.name) is feature.answer)
    if feature.answer is not None:
        return float(feature.name not in patient.numbers)
    return patient.numbers.get(feature.name, words.numbers[feature.name].minimum - 1)


def _paths(tree: Any, features: Sequence[Feature]) -> Iterator[tuple[int, tuple[Step, ...]]]:
    """The questions that lead to each leaf."""
    waiting: list[tuple[int, tuple[Step, ...]]] = [(0, ())]
    while waiting:
        node, steps = waiting.pop()
        below, above = int(tree.children_left[node]), int(tree.children_right[node])
        if below == above:
            yield node, steps
            continue
        feature, bound = features[tree.feature[node]], float(tree.threshold[node])
        for child, is_above in ((below, False), (above, True)):
            step = Step(feature=feature, is_above=is_above, bound=bound)
            waiting.append((child, (*steps, step)))


def _differ(pairs: Sequence[Pair]) -> bool:
    return any(pair.way in DIFFERING for pair in pairs)


def _leaf(steps: tuple[Step, ...], pairs: Sequence[Pair]) -> Leaf:
    counts = Counter(pair.way for pair in pairs)
    ways: dict[Way, int] = {way: counts[way] for way in DIFFERING if counts[way]}
    gravest = next(iter(ways))
    example = min(
        (pair for pair in pairs if pair.way is gravest), key=lambda pair: size_of(pair.patient)
    )
    return Leaf(steps=steps, sampled=len(pairs), ways=ways, example=example)


def _gravest_first(leaf: Leaf) -> tuple[int, int, tuple[object, ...]]:
    place = DIFFERING.index(next(iter(leaf.ways)))
    return place, -leaf.differing, size_of(leaf.example.patient)
