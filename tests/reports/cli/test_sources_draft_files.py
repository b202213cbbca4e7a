"""`triage sources --draft -o FILE.yaml`: a draft is written whole or not at all."""

import hashlib
from pathlib import Path

import pytest

from tests.evaluation.trace.kettle import text_of
from tests.reports.cli.command import Edit, Kettles

DRAFT = ("sources", "--documents", "documents", "--draft", "TIP")
INVENTORY = "sources/TIP.yaml"


def hash_of(text: str) -> str:
    """Its SHA-256."""
    return hashlib.sha256(text.encode()).hexdigest()


def names_below(folder: Path) -> list[str]:
    """Everything that stands in a folder, hidden or not."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*"))


def test_what_is_written_is_what_would_be_printed(kettles: Kettles) -> None:
    """To the byte, and nothing is printed then."""
    triage = kettles()
    printed = triage(*DRAFT)
    done = triage(*DRAFT, "-o", "one.yaml", "--output", "two.yaml")
    assert (done.code, done.out, done.err) == (0, "", "")
    written = {(triage.folder / name).read_bytes() for name in ("one.yaml", "two.yaml")}
    assert written == {printed.out.encode()}


def test_the_inventory_itself_may_be_written(kettles: Kettles) -> None:
    """What was said of its sentences is kept, and nothing is left beside it."""
    triage = kettles()
    before = names_below(triage.folder)
    printed = triage(*DRAFT)
    assert triage(*DRAFT, "-o", INVENTORY).code == 0
    assert (triage.folder / INVENTORY).read_text(encoding="utf-8") == printed.out
    assert names_below(triage.folder) == before
    assert triage("sources").code == 0


def test_a_link_stays_one(kettles: Kettles) -> None:
    """What it leads to is written."""
    triage = kettles()
    kept = triage.folder / "kept.yaml"
    link = triage.folder / "link.yaml"
    kept.write_text("old\n", encoding="utf-8")
    link.symlink_to("kept.yaml")
    assert triage(*DRAFT, "-o", "link.yaml").code == 0
    assert link.is_symlink()
    assert kept.read_text(encoding="utf-8") == triage(*DRAFT).out


@pytest.mark.parametrize(
    ("spoil", "code"),
    [(("documents/tips.txt", b"\xff\xfe"), 2), ((INVENTORY, b"broken\n"), 3)],
    ids=["document", "inventory"],
)
def test_a_draft_that_cannot_be_made_leaves_the_file_as_it_was(
    kettles: Kettles, spoil: tuple[str, bytes], code: int
) -> None:
    """Whatever the document or the inventory is wrong with."""
    triage = kettles()
    file, data = spoil
    (triage.folder / file).write_bytes(data)
    kept = triage.folder / "kept.yaml"
    kept.write_text("old\n", encoding="utf-8")
    before = names_below(triage.folder)
    done = triage(*DRAFT, "-o", "kept.yaml")
    assert (done.code, done.out) == (code, "")
    assert kept.read_text(encoding="utf-8") == "old\n"
    assert names_below(triage.folder) == before


@pytest.mark.parametrize(
    ("file", "message"),
    [
        ("draft.json", "draft.json: a draft is YAML; name a file that ends in .yaml."),
        ("draft", "draft: a draft is YAML; name a file that ends in .yaml."),
        ("folder.yaml", "folder.yaml: cannot be written: Is a directory."),
        ("nowhere/x.yaml", "nowhere/x.yaml: cannot be written: No such file or directory."),
        ("triage.toml/x.yaml", "triage.toml/x.yaml: cannot be written: Not a directory."),
    ],
    ids=["json", "no-ending", "folder", "nowhere", "below-a-file"],
)
def test_a_file_that_cannot_be_written_is_wrong_usage(
    kettles: Kettles, file: str, message: str
) -> None:
    """Exit code 2, one line that says why, and nothing left behind."""
    triage = kettles()
    (triage.folder / "folder.yaml").mkdir()
    before = names_below(triage.folder)
    done = triage(*DRAFT, "-o", file)
    assert (done.code, done.out, done.err) == (2, "", f"error  {message}\n")
    assert names_below(triage.folder) == before


def test_a_link_in_a_circle_is_wrong_usage(kettles: Kettles) -> None:
    """It leads to nothing that could be written; that is no fault of the harness."""
    triage = kettles()
    (triage.folder / "loop.yaml").symlink_to("loop.yaml")
    done = triage(*DRAFT, "-o", "loop.yaml")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("error  loop.yaml: cannot be written: ")
    assert (triage.folder / "loop.yaml").is_symlink()


def test_a_wrong_file_is_found_before_any_is_written(kettles: Kettles) -> None:
    """All names are looked at first."""
    triage = kettles()
    before = names_below(triage.folder)
    done = triage(*DRAFT, "-o", "fine.yaml", "-o", "wrong.json")
    assert (done.code, done.out) == (2, "")
    assert names_below(triage.folder) == before


@pytest.mark.parametrize("more", [("-o", "trace.csv"), ("--trace",)])
def test_a_verification_writes_nothing(kettles: Kettles, more: tuple[str, ...]) -> None:
    """Neither a trace nor a draft is asked for."""
    triage = kettles()
    done = triage("sources", "--documents", "documents", *more)
    assert (done.code, done.out, done.err) == (
        2,
        "",
        "error  --documents verifies, and traces nothing; leave out --trace and -o.\n",
    )


class TestWhatTheVocabularyShouldSay:
    """A document that it does not describe as it is, told on standard error beside the draft."""

    def test_its_hash_and_its_lines(self, kettles: Kettles) -> None:
        """Both, and the exit code stays, since the draft itself is well."""
        triage = kettles()
        text = text_of("TIP") + "Descale it.\n"
        (triage.folder / "documents" / "tips.txt").write_text(text, encoding="utf-8")
        said = (
            f"vocabulary.yaml: sources[TIP].sha256 should be {hash_of(text)}.\n"
            "vocabulary.yaml: sources[TIP].lines should be 3.\n"
        )
        printed = triage(*DRAFT)
        written = triage(*DRAFT, "-o", "new.yaml")
        assert (printed.code, printed.err) == (0, said)
        assert (written.code, written.out, written.err) == (0, "", said)
        assert "should be" not in printed.out

    def test_followed_there_is_nothing_to_say(self, kettles: Kettles, edit: Edit) -> None:
        """What it asks for is what the next draft and the inventory are content with."""
        triage = kettles()
        text = text_of("TIP") + "\n"
        (triage.folder / "documents" / "tips.txt").write_text(text, encoding="utf-8")
        first = triage(*DRAFT, "-o", INVENTORY)
        words = triage.folder / "vocabulary.yaml"
        edit(words, hash_of(text_of("TIP")), hash_of(text))
        edit(words, "lines: 2}", "lines: 3}")
        assert first.err.count(" should be ") == 2
        assert triage(*DRAFT).err == ""
        assert triage("sources", "--documents", "documents").code == 0


class TestWhatIsKnown:
    """The inventory so far, and nothing else of the domain."""

    def test_an_empty_inventory_is_none(self, kettles: Kettles) -> None:
        """A shell leaves one where its output goes into the inventory itself."""
        triage = kettles()
        file = triage.folder / INVENTORY
        file.unlink()
        without = triage(*DRAFT)
        file.write_bytes(b"")
        assert triage(*DRAFT) == without
        assert without.out.count("class: FILL IN") == 2

    def test_a_class_that_is_left_open_is_left_open_again(self, kettles: Kettles) -> None:
        """A draft of a draft is the same, so that a half filled one can be drafted anew."""
        triage = kettles()
        (triage.folder / INVENTORY).unlink()
        assert triage(*DRAFT, "-o", INVENTORY).code == 0
        first = (triage.folder / INVENTORY).read_text(encoding="utf-8")
        half = first.replace("class: FILL IN", "class: commercial", 1)
        (triage.folder / INVENTORY).write_text(half, encoding="utf-8")
        done = triage(*DRAFT)
        assert (done.code, done.out, done.err) == (0, half, "")

    def test_it_is_used_once(self, kettles: Kettles) -> None:
        """A second sentence with the same words is new; the one at its old place keeps its own."""
        triage = kettles()
        text = "An old one that leaks wants a look.\n"
        (triage.folder / "documents" / "tips.txt").write_text(text * 3, encoding="utf-8")
        classes = [
            line.strip()
            for line in triage(*DRAFT).out.splitlines()
            if line.strip().startswith(("- at:", "class:"))
        ]
        assert classes == [
            "- at: L1.1", "class: FILL IN",
            "- at: L2.1", "class: demand",
            "- at: L3.1", "class: FILL IN",
        ]  # fmt: skip

    def test_broken_rules_do_not_hinder(self, kettles: Kettles) -> None:
        """A document can be looked at while the rules are not ready, drafted or verified."""
        triage = kettles()
        table = [DRAFT, ("sources", "--documents", "documents")]
        before = triage.each(table)
        (triage.folder / "rules" / "0.1.0.yaml").write_text("broken\n", encoding="utf-8")
        assert triage.each(table) == before
        assert {done.code for done in before.values()} == {0}

    def test_a_mistake_in_it_is_named_as_lint_names_it(self, kettles: Kettles, edit: Edit) -> None:
        """With its place as seen from the current folder; the draft is not made."""
        triage = kettles()
        edit(triage.folder / INVENTORY, "class: commercial", "class: comercial")
        done = triage(*DRAFT)
        assert (done.code, done.out) == (3, "")
        assert done.err == (
            'error  sources/TIP.yaml:8: sentences[1].class: unknown class "comercial". Did you '
            'mean "commercial"?\n'
        )
        assert triage("lint").err == done.err

    def test_a_broken_vocabulary_does(self, kettles: Kettles, edit: Edit) -> None:
        """Nothing is known of any document without it."""
        triage = kettles()
        edit(triage.folder / "vocabulary.yaml", "minimum: mend", "minimum: mended")
        done = triage(*DRAFT)
        assert (done.code, done.out, done.err) == (
            3,
            "",
            (
                'error  vocabulary.yaml:20: red_flags[current].minimum: unknown disposition "mended'
                '". Did you mean "mend"?\n'
            ),
        )
