"""What can be wrong with a file of an inventory, each mistake with its place and its remedy."""

import pytest

from tests.vignettes.sources.manuals import HASH, changed
from triage.loading.nodes import parse
from triage.loading.problems import LoadError
from triage.vocabulary import Vocabulary
from vignettes.sources.inventory import build_document


def problems_of(text: str, words: Vocabulary) -> list[str]:
    """Everything that is wrong with a file."""
    try:
        build_document(parse(text.encode(), "MAN.yaml"), "MAN.yaml", words.documents["MAN"], words)
    except LoadError as error:
        return [str(problem) for problem in error.problems]
    return []


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "document: MAN",
            "document: TIP",
            'MAN.yaml:1: document: "TIP" here, "MAN" in the vocabulary.',
        ),
        (
            "file: manual.txt",
            "file: other.txt",
            'MAN.yaml:5: file: "other.txt" here, "manual.txt" in the vocabulary.',
        ),
        (
            'sha256: "00"',
            'sha256: "01"',
            'MAN.yaml:6: sha256: "01" here, "00" in the vocabulary.',
        ),
        (
            "publication: booklet in the box\n",
            "",
            'MAN.yaml:1: the key "publication" is missing.',
        ),
        (
            "title: A manual",
            "date: 1999",
            (
                'MAN.yaml:2: unknown key "date". Allowed: document, publication, file, sha256, '
                "sentences, title, publisher."
            ),
        ),
        (
            "at: L2.1",
            "at: L2",
            (
                'MAN.yaml:8: sentences[1].at: "L2" is no place; write a line and sentence, as in '
                '"L3.1".'
            ),
        ),
        (
            "at: L2.1",
            "at: L0.1",
            (
                'MAN.yaml:8: sentences[1].at: "L0.1" is no place; write a line and sentence, as in '
                '"L3.1".'
            ),
        ),
        (
            "at: L2.1",
            "at: L2.0",
            (
                'MAN.yaml:8: sentences[1].at: "L2.0" is no place; write a line and sentence, as in '
                '"L3.1".'
            ),
        ),
        (
            "at: L2.1",
            "at: 2.1",
            (
                "MAN.yaml:8: sentences[1].at: a number (2.1) stands where text is needed."
            ),
        ),
        (
            "at: L10.1",
            "at: L41.1",
            (
                "MAN.yaml:16: sentences[3].at: L41.1: the vocabulary counts only 40 lines of this "
                "document."
            ),
        ),
        (
            "at: L2.2",
            "at: L2.1",
            (
                "MAN.yaml:13: sentences[2].at: L2.1 stands twice; write each sentence once, in "
                "their order."
            ),
        ),
        (
            "at: L10.1",
            "at: L1.9",
            (
                "MAN.yaml:16: sentences[3].at: L1.9 stands after L2.2; write each sentence once, "
                "in their order."
            ),
        ),
        (
            "class: demand",
            "class: demands",
            'MAN.yaml:9: sentences[1].class: unknown class "demands". Did you mean "demand"?',
        ),
        (
            "    says: Shake out the crumbs.\n",
            "",
            (
                "MAN.yaml:17: sentences[3].class: a sentence of the class advice needs a "
                'paraphrase, "says".'
            ),
        ),
        (
            "class: commercial",
            "class: description",
            (
                "MAN.yaml:14: sentences[2].class: a sentence of the class description needs a "
                'paraphrase, "says".'
            ),
        ),
        (
            "class: commercial\n",
            "class: commercial\n    says: It is the best.\n",
            (
                "MAN.yaml:15: sentences[2].says: a sentence of the class commercial says nothing "
                "clinical; leave it out."
            ),
        ),
        (
            "class: commercial\n",
            "class: commercial\n    spares: true\n",
            (
                "MAN.yaml:15: sentences[2].spares: only a demand can spare care, not a sentence "
                "of the class commercial."
            ),
        ),
        (
            "class: advice\n",
            "class: advice\n    spares: true\n",
            (
                "MAN.yaml:18: sentences[3].spares: only a demand can spare care, not a sentence "
                "of the class advice."
            ),
        ),
        (
            "class: demand\n",
            "class: demand\n    spares: care\n",
            (
                'MAN.yaml:10: sentences[1].spares: text ("care") stands where true or false is '
                "needed."
            ),
        ),
        (
            "says: Shake out the crumbs.",
            "says: ''",
            "MAN.yaml:19: sentences[3].says: an empty text stands where text is needed.",
        ),
        (
            HASH,
            HASH.upper(),
            (
                "MAN.yaml:10: sentences[1].sha256: 64 characters; a SHA-256 has 64 digits, 0 to 9 "
                "and a to f."
            ),
        ),
        (
            HASH,
            HASH[1:],
            (
                "MAN.yaml:10: sentences[1].sha256: 63 characters; a SHA-256 has 64 digits, 0 to 9 "
                "and a to f."
            ),
        ),
        (
            "names: [smoke, age_years]",
            "names: [smoke, fire]",
            (
                'MAN.yaml:12: sentences[1].names: unknown finding or number "fire". Allowed: '
                "smoke, sparks, shock, crumbs, pale_toast, age_years, slots."
            ),
        ),
        (
            "names: [smoke, age_years]",
            "names: [smoke, smoke]",
            'MAN.yaml:12: sentences[1].names: "smoke" stands twice.',
        ),
        (
            "  - at: L2.2\n    class: commercial\n",
            "  - at: L2.2\n    words: It hums.\n    class: commercial\n",
            (
                'MAN.yaml:14: sentences[2]: unknown key "words". Allowed: at, class, sha256, '
                "says, names, spares."
            ),
        ),
    ],
)  # fmt: skip
def test_a_mistake_is_named_with_its_place(
    toaster: Vocabulary, old: str, new: str, problem: str
) -> None:
    """One mistake, one problem: file, line, field and what would be right."""
    assert problems_of(changed(old, new), toaster) == [problem]


def test_all_mistakes_come_at_once(toaster: Vocabulary) -> None:
    """In the order of their lines."""
    text = (
        changed("document: MAN", "document: TIP")
        .replace("at: L2.2", "at: 7")
        .replace("says: Shake out the crumbs.", "names: [crumb]")
    )
    assert problems_of(text, toaster) == [
        'MAN.yaml:1: document: "TIP" here, "MAN" in the vocabulary.',
        "MAN.yaml:13: sentences[2].at: a whole number (7) stands where text is needed.",
        (
            "MAN.yaml:17: sentences[3].class: a sentence of the class advice needs a paraphrase, "
            '"says".'
        ),
        (
            'MAN.yaml:19: sentences[3].names: unknown finding or number "crumb". '
            'Did you mean "crumbs"?'
        ),
    ]
