"""What holds for every vocabulary that is read, and what its fingerprint covers."""

from collections.abc import Callable, Mapping

import pytest

from triage.domain import SHIPPED
from triage.loading.vocabularies import read_vocabulary
from triage.vocabulary import Vocabulary

ProblemsOf = Callable[[str | bytes], list[str]]
ReadVocabulary = Callable[[str | bytes], Vocabulary]
Edited = Callable[[str, Mapping[int, str | None]], str]

MAN = '- {id: MAN, about: The manual, file: manual.txt, sha256: "00", lines: 30}'
SQUEAK = '- {id: squeak, title: a squeak, question: "Squeaks?", group: noise, sources: [MAN L1]}'
WOBBLE = '- {id: wobble, title: a wobble, question: "Wobbles?", group: wheel, sources: [MAN L2]}'
WORKSHOP = "- {id: workshop, title: Workshop, sources: [MAN L7]}"
SHOP = "- {id: shop, title: Shop, sources: [MAN L8]}"


class TestWhatMustHold:
    """A vocabulary that is read makes sense."""

    @pytest.mark.parametrize("levels", [0, 1])
    def test_a_scale_has_two_levels(
        self, problems_of_vocabulary: ProblemsOf, edited: Edited, bicycle_text: str, levels: int
    ) -> None:
        """With fewer there is nothing to decide."""
        taken: dict[int, str | None] = dict.fromkeys(range(4 + levels, 8))
        text = edited(bicycle_text, taken)
        if not levels:
            text = text.replace("dispositions:\n", "dispositions: []\n")
        line = 4 if levels else 3
        assert problems_of_vocabulary(text) == [
            f"words.yaml:{line}: dispositions: a scale needs at least 2 dispositions."
        ]

    @pytest.mark.parametrize(
        ("minimum", "maximum"), [("9", "1"), ("1", "1e999"), ("-1e999", "9"), ("9.1", "9")]
    )
    def test_a_range_has_two_ends(
        self,
        problems_of_vocabulary: ProblemsOf,
        edited: Edited,
        bicycle_text: str,
        minimum: str,
        maximum: str,
    ) -> None:
        """A number whose least value is above its greatest, or that has no end, is refused."""
        start = '- {id: pressure_bar, title: p, question: "P?", unit: bar,'
        new = f"{start} minimum: {minimum}, maximum: {maximum},"
        problems = problems_of_vocabulary(edited(bicycle_text, {17: new}))
        assert [problem.split(":")[1] for problem in problems] == ["17"]

    @pytest.mark.parametrize("lines", ["0", "-3"])
    def test_a_document_has_lines(
        self, problems_of_vocabulary: ProblemsOf, edited: Edited, bicycle_text: str, lines: str
    ) -> None:
        """A document of no lines is one problem, not one for each locator in it."""
        new = MAN.replace("lines: 30", f"lines: {lines}")
        (problem,) = problems_of_vocabulary(edited(bicycle_text, {9: new}))
        assert problem.startswith("words.yaml:9: sources[MAN].lines: ")

    def test_a_red_flag_is_made_by_a_finding(
        self, problems_of_vocabulary: ProblemsOf, edited: Edited, bicycle_text: str
    ) -> None:
        """A red flag without a finding can never be present."""
        new = "- {id: no_brakes, title: Fails, minimum: walk, findings: [], sources: [MAN L4]}"
        (problem,) = problems_of_vocabulary(edited(bicycle_text, {26: new}))
        assert problem.startswith("words.yaml:26: red_flags[no_brakes].findings: ")

    def test_two_missing_ids_are_not_the_same_id(
        self, problems_of_vocabulary: ProblemsOf, edited: Edited, bicycle_text: str
    ) -> None:
        """Two pathways without an id are two problems, and no third one."""
        without = "- {title: Workshop, sources: [MAN L7]}"
        assert problems_of_vocabulary(edited(bicycle_text, {29: without, 30: without})) == [
            'words.yaml:29: pathways[1]: the key "id" is missing.',
            'words.yaml:30: pathways[2]: the key "id" is missing.',
        ]

    def test_a_finding_may_stand_without_a_source(
        self, problems_of_vocabulary: ProblemsOf, edited: Edited, bicycle_text: str
    ) -> None:
        """A finding that no document names is allowed with a note that says why."""
        new = SQUEAK.replace("sources: [MAN L1]", "sources: [], note: Everybody says so.")
        assert problems_of_vocabulary(edited(bicycle_text, {11: new})) == []

    @pytest.mark.parametrize(("first", "last"), [(16, 20), (21, 22), (23, 24), (28, 30)], ids=str)
    def test_some_lists_may_be_left_out(
        self,
        problems_of_vocabulary: ProblemsOf,
        edited: Edited,
        bicycle_text: str,
        first: int,
        last: int,
    ) -> None:
        """Numbers, attributes, groups and pathways are optional."""
        taken = dict.fromkeys(range(first, last + 1), None)
        assert problems_of_vocabulary(edited(bicycle_text, taken)) == []


class TestFingerprint:
    """The fingerprint of a vocabulary covers what its ids mean."""

    @pytest.mark.parametrize(
        "edits",
        [
            {2: "title: Other words"},
            {9: MAN.replace("The manual", "A manual").replace("lines: 30", "lines: 31")},
            {11: SQUEAK.replace("MAN L1", "MAN L9").replace("noise", "sound")},
            {11: SQUEAK.replace("}", ", synonyms: [creak], note: Loud.}")},
            {11: WOBBLE, 12: SQUEAK},
            {22: "- {id: colour, title: paint, values: [blue]}"},
            {24: "- {id: wheels, title: wheels, findings: [flat_tyre, wobble]}"},
            {29: SHOP, 30: WORKSHOP},
        ],
    )
    def test_what_does_not_count(
        self,
        read_vocabulary_text: ReadVocabulary,
        edited: Edited,
        bicycle: Vocabulary,
        bicycle_text: str,
        edits: Mapping[int, str | None],
    ) -> None:
        """Sources, synonyms, attributes, and the order of everything but dispositions."""
        text = edited(bicycle_text, edits)
        assert text != bicycle_text
        assert read_vocabulary_text(text).fingerprint == bicycle.fingerprint

    def test_what_counts(
        self, read_vocabulary_text: ReadVocabulary, edited: Edited, bicycle_text: str
    ) -> None:
        """Ids, what people read of them, levels and their order, ranges, groups and red flags."""
        flag = "- {id: no_brakes, title: No brakes, minimum: walk, findings: [brake_fails], "
        flag += "sources: [MAN L4]}"
        number = "- {id: pressure_bar, title: pressure, "
        number += 'question: "Pressure?", unit: bar, minimum: 1, maximum: 9,'
        level = "- {id: ride, title: Ride, meaning: Go on.}"
        changes: list[Mapping[int, str | None]] = [
            {},
            {4: level.replace("id: ride", "id: go")},
            {4: level.replace("Ride", "Go")},
            {4: level.replace("Go on", "Go")},
            {4: None, 5: f"- {{id: service, title: Service, meaning: This month.}}\n{level}"},
            {11: SQUEAK.replace("id: squeak", "id: creak")},
            {11: SQUEAK.replace("a squeak", "a creak")},
            {11: SQUEAK.replace("Squeaks?", "Does it creak?")},
            {11: None},
            {17: number.replace("title: pressure", "title: force")},
            {17: number.replace("Pressure?", "Soft?")},
            {17: number.replace("minimum: 1", "minimum: 1.5")},
            {17: number.replace("maximum: 9", "maximum: 10")},
            {17: number.replace("unit: bar", "unit: psi")},
            {24: "- {id: wheels, title: wheels, findings: [wobble]}"},
            {26: flag.replace("walk", "repair")},
            {26: flag.replace("title: No brakes", "title: Brakes")},
            {26: flag.replace("brake_fails]", "brake_fails, wobble]")},
            {30: SHOP.replace("title: Shop", "title: Store")},
            {30: None},
        ]
        found = [read_vocabulary_text(edited(bicycle_text, c)).fingerprint for c in changes]
        assert len(set(found)) == len(changes)


class TestPlaces:
    """Each entry knows where it stands, so that what is wrong with it can be told there."""

    def test_entries_know_their_lines(
        self, read_vocabulary_text: ReadVocabulary, bicycle_text: str
    ) -> None:
        """Findings, numbers, red flags and pathways, in the file that was read."""
        words = read_vocabulary_text(bicycle_text)
        lines = {
            **{name: finding.line for name, finding in words.findings.items()},
            **{name: number.line for name, number in words.numbers.items()},
            **{name: flag.line for name, flag in words.red_flags.items()},
            **{name: pathway.line for name, pathway in words.pathways.items()},
        }
        assert words.file == "words.yaml"
        assert lines == {
            "squeak": 11,
            "wobble": 12,
            "flat_tyre": 13,
            "brake_fails": 15,
            "pressure_bar": 17,
            "age_years": 19,
            "no_brakes": 26,
            "loose_wheel": 27,
            "workshop": 29,
            "shop": 30,
        }

    def test_the_same_words_elsewhere_are_the_same_vocabulary(
        self, read_vocabulary_text: ReadVocabulary, bicycle: Vocabulary, bicycle_text: str
    ) -> None:
        """Neither the file nor its lines make another one."""
        moved = read_vocabulary_text(f"# A comment.\n{bicycle_text}")
        assert moved.file != bicycle.file
        assert moved.findings["squeak"].line == bicycle.findings["squeak"].line + 1
        assert moved == bicycle
        assert moved.fingerprint == bicycle.fingerprint


def test_the_shipped_vocabulary_is_read_from_its_file(knee: Vocabulary) -> None:
    """Read by path, it is the vocabulary that ships."""
    path = SHIPPED / "knee" / "vocabulary.yaml"
    assert read_vocabulary(path) == knee
    assert read_vocabulary(path).fingerprint == knee.fingerprint
