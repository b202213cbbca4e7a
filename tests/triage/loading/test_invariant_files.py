"""Malformed files of invariants, one broken line each, and the whole of what is said about it.

The line number is that of the file in ``conftest.py``; ``None`` takes the line out.
"""

from collections.abc import Callable, Mapping

import pytest

from triage.conditions import Not, Present, all_of
from triage.invariants import Bound, Invariant, InvariantSet
from triage.repository import load_invariants, load_ruleset
from triage.vocabulary import Vocabulary

ProblemsOf = Callable[[str | bytes], list[str]]
ReadInvariants = Callable[[str | bytes], InvariantSet]
Edited = Callable[[str, Mapping[int, str | None]], str]

KEYS = (
    "id, title, when, sources, at_least, at_most, red_flags, pathways, while_open, interpretation"
)
EITHER = "an invariant needs either at_least or at_most."
LEVELS = "Allowed: ride, service, repair, walk."
FINDINGS = "Allowed: squeak, wobble, flat_tyre, brake_fails."

ROWS: list[tuple[int, str | None, list[str]]] = [
    (1, None, ['1: the key "title" is missing.']),
    (1, "title: []", ["1: title: a list stands where text is needed."]),
    (2, None, ['1: the key "vocabulary" is missing.']),
    (2, "vocabulary: knee", ['2: vocabulary: "knee" is not the vocabulary in use, "bicycle".']),
    (2, "vocabulary: 1", ["2: vocabulary: a whole number (1) stands where text is needed."]),
    (2, "vocabulary: bicycle\nrules: []", [
        '3: unknown key "rules". Allowed: title, vocabulary, invariants.'
    ]),
    (4, "- id: F 01", [
        '4: invariants[F 01].id: "F 01" is no id; allowed: letters, digits, _ . and -.'
    ]),
    (4, "- id: C01", ['10: invariants[C01].id: the id "C01" stands twice.']),
    (4, "- pathways: []", ['4: invariants[1]: the key "id" is missing.']),
    (5, None, ['4: invariants[F01]: the key "title" is missing.']),
    (5, "title: 5", ["5: invariants[F01].title: a whole number (5) stands where text is needed."]),
    (6, None, ['4: invariants[F01]: the key "when" is missing.']),
    (6, "when: brake_fail", [
        '6: invariants[F01].when: unknown finding "brake_fail". Did you mean "brake_fails"?'
    ]),
    (6, "when: {any: [brakes, rain]}", [
        '6: invariants[F01].when.any[1]: unknown finding "brakes". Did you mean "brake_fails"?',
        f'6: invariants[F01].when.any[2]: unknown finding "rain". {FINDINGS}',
    ]),
    (6, "when: {number: pressure_bar, less_than: 0}", [
        "6: invariants[F01].when.less_than: 0 is out of range; allowed: 1 to 9 bar."
    ]),
    (7, "at_least: run", [
        f'7: invariants[F01].at_least: unknown disposition "run". {LEVELS}'
    ]),
    (7, "at_least: wlak", [
        '7: invariants[F01].at_least: unknown disposition "wlak". Did you mean "walk"?'
    ]),
    (7, "at_least: 3", [
        "7: invariants[F01].at_least: a whole number (3) stands where text is needed."
    ]),
    (7, "at_least:", ["7: invariants[F01].at_least: nothing stands where text is needed."]),
    (8, "while_open: servise", [
        '8: invariants[F01].while_open: unknown disposition "servise". Did you mean "service"?'
    ]),
    (8, "while_open: true", [
        "8: invariants[F01].while_open: true or false (true) stands where text is needed."
    ]),
    (8, "while_open:", ["8: invariants[F01].while_open: nothing stands where text is needed."]),
    (9, None, ['4: invariants[F01]: the key "sources" is missing.']),
    (9, "sources: MAN L2", [
        '9: invariants[F01].sources: text ("MAN L2") stands where a list is needed.'
    ]),
    (9, "sources: [MAN L31]", [
        '9: invariants[F01].sources: "MAN L31" is outside the document; its last line is L30.'
    ]),
    (9, "sources: [MAN L2]\npathways: [worksop]", [
        '10: invariants[F01].pathways: unknown pathway "worksop". Did you mean "workshop"?'
    ]),
    (9, "sources: [MAN L2]\npathways: [shop, shop]", [
        '10: invariants[F01].pathways: "shop" stands twice.'
    ]),
    (9, "sources: [MAN L2]\nred_flags: [no_brake]", [
        '10: invariants[F01].red_flags: unknown red flag "no_brake". Did you mean "no_brakes"?'
    ]),
    (9, "sources: [MAN L2]\nred_flags: no_brakes", [
        '10: invariants[F01].red_flags: text ("no_brakes") stands where a list is needed.'
    ]),
    (9, "sources: [MAN L2]\ndisposition: walk", [
        f'10: invariants[F01]: unknown key "disposition". Allowed: {KEYS}.'
    ]),
    (16, "interpretation: ''", [
        "16: invariants[C01].interpretation: an empty text stands where text is needed."
    ]),
]  # fmt: skip


@pytest.mark.parametrize(("line", "new", "problems"), ROWS)
def test_one_broken_line_of_an_invariant_is_described_exactly(
    problems_of_invariants: ProblemsOf,
    edited: Edited,
    invariants_text: str,
    line: int,
    new: str | None,
    problems: list[str],
) -> None:
    """Place, field, what stands there and what is allowed, and nothing else."""
    found = problems_of_invariants(edited(invariants_text, {line: new}))
    assert found == [f"must.yaml:{problem}" for problem in problems]


@pytest.mark.parametrize(
    ("new", "line"), [(None, 6), ("at_least: walk\nat_most: walk", 6), ("at_lest: walk", 6)]
)
def test_an_invariant_is_a_floor_or_a_ceiling(
    problems_of_invariants: ProblemsOf,
    edited: Edited,
    invariants_text: str,
    new: str | None,
    line: int,
) -> None:
    """Neither, and both, is an error; a mistyped key is named as well."""
    problems = problems_of_invariants(edited(invariants_text, {7: new}))
    assert f"must.yaml:{line}: invariants[F01].when: {EITHER}" in problems
    hint = 'must.yaml:7: invariants[F01]: unknown key "at_lest". Did you mean "at_least"?'
    assert (hint in problems) is (new == "at_lest: walk")


def test_an_invariant_needs_a_source(
    problems_of_invariants: ProblemsOf, edited: Edited, invariants_text: str
) -> None:
    """What every rule set must satisfy rests on a line of a document."""
    (problem,) = problems_of_invariants(edited(invariants_text, {9: "sources: []"}))
    assert problem.startswith("must.yaml:9: invariants[F01].sources: ")


def test_a_file_of_invariants_has_some(problems_of_invariants: ProblemsOf) -> None:
    """An empty list would let every rule set pass, and is refused."""
    (problem,) = problems_of_invariants("title: T\nvocabulary: bicycle\ninvariants: []\n")
    assert problem.startswith("must.yaml:3: invariants: ")


def test_all_mistakes_of_invariants_come_together(
    problems_of_invariants: ProblemsOf, edited: Edited, invariants_text: str
) -> None:
    """A mistake in how bounds are given hides no other mistake of the same invariant."""
    wrong = {1: "title: 5", 5: "title: 5", 6: "when: brakes", 7: None, 14: "at_most: run"}
    assert problems_of_invariants(edited(invariants_text, wrong)) == [
        "must.yaml:1: title: a whole number (5) stands where text is needed.",
        "must.yaml:5: invariants[F01].title: a whole number (5) stands where text is needed.",
        f"must.yaml:6: invariants[F01].when: {EITHER}",
        'must.yaml:6: invariants[F01].when: unknown finding "brakes". Did you mean "brake_fails"?',
        f'must.yaml:13: invariants[C01].at_most: unknown disposition "run". {LEVELS}',
    ]


def test_invariants_are_read_as_they_stand(
    read_invariants: ReadInvariants, edited: Edited, invariants_text: str, bicycle: Vocabulary
) -> None:
    """Every field of the file is a field of the value."""
    more = {9: "sources: [MAN L2]\nred_flags: [no_brakes]\npathways: [shop, workshop]"}
    walk, service = bicycle.scale["walk"], bicycle.scale["service"]
    squeak, wobble = Present("squeak"), Present("wobble")
    assert read_invariants(edited(invariants_text, more)) == InvariantSet(
        title="What must hold for bicycles",
        invariants={
            "F01": Invariant(
                id="F01",
                title="No brakes, no ride",
                condition=Present("brake_fails"),
                bound=Bound.FLOOR,
                disposition=walk,
                sources=("MAN L2",),
                red_flags=("no_brakes",),
                pathways=("shop", "workshop"),
                while_open=service,
                line=4,
            ),
            "C01": Invariant(
                id="C01",
                title="A squeak alone is nothing",
                condition=all_of(squeak, Not(wobble)),
                bound=Bound.CEILING,
                disposition=service,
                sources=("MAN L1",),
                interpretation="A wobble is more than a squeak.",
                line=12,
            ),
        },
    )


def test_the_shipped_invariants_are_found_for_their_rule_sets() -> None:
    """Each version of a domain's rules has the invariants of the domain."""
    found = [load_invariants(load_ruleset(name)) for name in ("knee@1.0.0", "knee@1.1.0")]
    assert found[0] is not None
    assert found[0] == found[1]
    assert {"F01", "F22", "C01", "C05"} <= set(found[0].invariants)


class TestFingerprint:
    """The fingerprint of invariants stands for what they demand, and of whom."""

    @pytest.mark.parametrize(
        "edits",
        [
            {1: "title: Other words"},
            {5: "title: Other words"},
            {9: "sources: [MAN L3, MAN L4]"},
            {16: "interpretation: Other words."},
            {13: "all: [{not: wobble}, squeak]"},
            {4: "- title: No brakes, no ride", 5: "id: F01"},
            {9: "sources: [MAN L2]\nred_flags: []\npathways: []"},
        ],
    )
    def test_words_and_order_do_not_count(
        self,
        read_invariants: ReadInvariants,
        edited: Edited,
        invariants_text: str,
        edits: Mapping[int, str | None],
    ) -> None:
        """Titles, sources and interpretations may change, and siblings change places."""
        text = edited(invariants_text, edits)
        assert text != invariants_text
        assert read_invariants(text).fingerprint == read_invariants(invariants_text).fingerprint

    def test_the_order_of_invariants_does_not_count(
        self, read_invariants: ReadInvariants, invariants_text: str
    ) -> None:
        """The same invariants in another order demand the same."""
        head, floor, ceiling = invariants_text.split("  - id:")
        turned = f"{head}  - id:{ceiling}  - id:{floor}"
        assert list(read_invariants(turned).invariants) == ["C01", "F01"]
        assert read_invariants(turned).fingerprint == read_invariants(invariants_text).fingerprint

    def test_every_demand_counts(
        self, read_invariants: ReadInvariants, edited: Edited, invariants_text: str
    ) -> None:
        """No two of these, each one change apart, share a fingerprint."""
        changes: list[Mapping[int, str | None]] = [
            {},
            {4: "- id: F02"},
            {6: "when: wobble"},
            {7: "at_least: repair"},
            {7: "at_most: walk"},
            {8: None},
            {8: "while_open: repair"},
            {9: "sources: [MAN L2]\nred_flags: [no_brakes]"},
            {9: "sources: [MAN L2]\npathways: [shop]"},
            {13: "all: [squeak, wobble]"},
            {13: "any: [squeak, {not: wobble}]"},
            dict.fromkeys(range(10, 17)),
        ]
        found = [read_invariants(edited(invariants_text, c)).fingerprint for c in changes]
        assert len(set(found)) == len(changes)
