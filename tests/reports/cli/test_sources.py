"""`triage sources`: the accounting, its exit codes, and the documents held against it."""

import json
from pathlib import Path

import pytest

from tests.evaluation.trace.kettle import text_of
from tests.reports.cli.command import Kettles, Triage
from tests.reports.data.made import NO_OLD_ONE

VERIFY = ("sources", "--documents", "documents")
FIRST = "8 sentences in 2 documents (kettle@0.1.0, of the domain kettle)\n"
NO_GAP = "No gap: every demand has a rule, every rule a demand, and vignettes on both sides.\n"
GAPS = """\
4 gaps, 4 without a written reason
  Close them, or give a reason in gaps.yaml of the sources: gap, of, reason.
  Rules that fire in no vignette (rule_never_fires)
    old-leak: NO REASON GIVEN
  Rules without a near miss (rule_without_near_miss)
    old-leak: NO REASON GIVEN
  Rules without a vignette that leaves them open (rule_without_unknown)
    old-leak: NO REASON GIVEN
  Rules whose removal no vignette notices (rule_removal_unnoticed)
    old-leak: NO REASON GIVEN
"""
ADVICE = "  Close them, or give a reason in gaps.yaml of the sources: gap, of, reason.\n"
OF_OLD_LEAK = ("never_fires", "without_near_miss", "without_unknown", "removal_unnoticed")


def write_reasons(folder: Path, *gaps: tuple[str, str]) -> None:
    """Write a reason for each of these gaps."""
    rows = [f"  - gap: {kind}\n    of: {of}\n    reason: For later.\n" for kind, of in gaps]
    (folder / "sources" / "gaps.yaml").write_text("gaps:\n" + "".join(rows), encoding="utf-8")


class TestTheAccount:
    """Exit code 0 where every gap has a reason and every reason a gap."""

    def test_0_without_a_gap(self, kettles: Kettles) -> None:
        """Nothing is missing, which the last line says."""
        done = kettles()("sources")
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith(FIRST)
        assert done.out.endswith(f"\n\n{NO_GAP}")

    def test_1_for_a_gap_without_a_reason(self, kettles: Kettles) -> None:
        """Each is named, also where another has a reason."""
        triage = kettles(NO_OLD_ONE)
        bare = triage("sources")
        assert (bare.code, bare.err) == (1, "")
        assert bare.out.endswith(f"\n\n{GAPS}")
        write_reasons(triage.folder, ("rule_never_fires", "old-leak"))
        one_told = triage("sources")
        expected = GAPS.replace("NO REASON GIVEN", "For later.", 1).replace("4 w", "3 w")
        assert (one_told.code, one_told.err) == (1, "")
        assert one_told.out.endswith(f"\n\n{expected}")

    def test_0_where_every_gap_has_a_reason(self, kettles: Kettles) -> None:
        """The gaps are still listed."""
        triage = kettles(NO_OLD_ONE)
        write_reasons(triage.folder, *((f"rule_{kind}", "old-leak") for kind in OF_OLD_LEAK))
        done = triage("sources")
        expected = GAPS.replace("NO REASON GIVEN", "For later.").replace("4 w", "0 w")
        expected = expected.replace(ADVICE, "")
        assert (done.code, done.err) == (0, "")
        assert done.out.endswith(f"\n\n{expected}")

    def test_1_for_a_stale_reason(self, kettles: Kettles) -> None:
        """Whoever closes a gap takes its reason out."""
        triage = kettles()
        write_reasons(triage.folder, ("rule_never_fires", "old-leak"))
        done = triage("sources")
        assert (done.code, done.err) == (1, "")
        assert done.out.endswith(
            "\n\nerror  sources/gaps.yaml:2: gaps[old-leak]: there is no such gap "
            f"(rule_never_fires); take the reason out.\n{NO_GAP}"
        )

    def test_3_for_a_file_of_reasons_that_is_wrong(self, kettles: Kettles) -> None:
        """Nothing in it would count."""
        triage = kettles()
        write_reasons(triage.folder, ("never", "old-leak"))
        done = triage("sources")
        assert (done.code, done.out) == (3, "")
        assert done.err.startswith(
            'error  sources/gaps.yaml:2: gaps[1].gap: unknown kind of gap "never". Allowed: '
        )

    def test_3_without_an_inventory(self, kettles: Kettles) -> None:
        """Nothing was accounted for, and nothing verified."""
        triage = kettles()
        (triage.folder / "sources").rename(triage.folder / "elsewhere")
        for done in (triage("sources"), triage(*VERIFY)):
            assert (done.code, done.out, done.err) == (
                3,
                "",
                (
                    "error  sources: no such folder: this domain has no inventory of its source "
                    "documents.\n"
                ),
            )

    def test_3_for_a_document_without_an_inventory(self, kettles: Kettles) -> None:
        """The message says how to begin one."""
        triage = kettles()
        (triage.folder / "sources" / "TIP.yaml").unlink()
        for done in (triage("sources"), triage(*VERIFY)):
            assert (done.code, done.out, done.err) == (
                3,
                "",
                (
                    "error  sources/TIP.yaml: the document TIP has no inventory; triage sources "
                    "--draft TIP --documents DIR prints one to be filled in.\n"
                ),
            )

    def test_3_for_an_inventory_that_is_wrong(self, kettles: Kettles) -> None:
        """Named with its line."""
        triage = kettles(("sources/TIP.yaml", "class: commercial", "class: comercial"))
        done = triage("sources")
        assert (done.code, done.out, done.err) == (
            3,
            "",
            (
                'error  sources/TIP.yaml:8: sentences[1].class: unknown class "comercial". '
                'Did you mean "commercial"?\n'
            ),
        )

    def test_the_trace_is_printed_on_request(self, kettles: Kettles) -> None:
        """Both ways, between the account and the gaps."""
        triage = kettles()
        done, plain = triage("sources", "--trace"), triage("sources")
        assert (done.code, done.err) == (0, "")
        head, trace, back = done.out.partition("\nFrom the documents\n")
        assert trace
        assert head + back[-len(NO_GAP) - 1 :] == plain.out
        assert "\nBack from the vignettes\n  chalky  keep  A kettle, chalky\n" in back

    def test_json_is_all_that_is_printed(self, kettles: Kettles) -> None:
        """With the trace only on request."""
        triage = kettles(NO_OLD_ONE)
        plain, traced = triage("sources", "--json"), triage("sources", "--trace", "--json")
        assert (plain.code, plain.err, traced.code, traced.err) == (1, "", 1, "")
        data, more = json.loads(plain.out), json.loads(traced.out)
        assert (data["schema"], data["library"]) == ("triage-sources/1", "of the domain kettle")
        assert [gap["gap"] for gap in data["gaps"]] == [f"rule_{kind}" for kind in OF_OLD_LEAK]
        assert len(more.pop("trace")) == 25
        assert more == data


class TestTheDocuments:
    """`--documents` holds the inventory against the files, and every drift is named."""

    def test_0_where_everything_is_the_same(self, kettles: Kettles) -> None:
        """Said with how much was verified."""
        done = kettles()(*VERIFY)
        assert (done.code, done.out, done.err) == (
            0,
            "Every one of 8 sentences in 2 documents is as the inventory says.\n",
            "",
        )

    @pytest.mark.parametrize(
        ("old", "new", "named"),
        [
            ("Chalk does no harm.", "Chalk does harm.", ["changed  MAN L4.1"]),
            (" Boil vinegar in it.", "", ["missing  MAN L4.2"]),
            ("All kettles hum while they heat.\n", "", [
                "missing  MAN L5.1",
                "file  MAN: 4 lines, where the vocabulary counts 5",
            ]),
            ("they heat.", "they heat. Enjoy it.", ["extra  MAN L5.2"]),
            ("Kettles and", "\nKettles and", [
                "changed  MAN L1.1: now at L2.1",
                "changed  MAN L3.1: now at L4.1",
                "changed  MAN L3.2: now at L4.2",
                "changed  MAN L4.1: now at L5.1",
                "changed  MAN L4.2: now at L5.2",
                "changed  MAN L5.1: now at L6.1",
                "file  MAN: 6 lines, where the vocabulary counts 5",
            ]),
            ("no harm. Boil", "no harm.  Boil", [
                "file  MAN: other bytes, but every sentence is the same",
            ]),
        ],
        ids=["changed", "missing", "missing-line", "extra", "moved", "bytes"],
    )  # fmt: skip
    def test_1_names_each_drift(
        self, kettles: Kettles, old: str, new: str, named: list[str]
    ) -> None:
        """The kind, the document and the place of each, counted, and nothing else."""
        done = kettles(("documents/manual.txt", old, new))(*VERIFY)
        first = "1 difference" if len(named) == 1 else f"{len(named)} differences"
        assert (done.code, done.err) == (1, "")
        assert done.out.splitlines() == [first, *(f"  {line}" for line in named)]

    def test_1_where_a_sentence_moved_to_another_place(self, kettles: Kettles) -> None:
        """It is named, by both of its places, and nothing is that stands where it stood."""
        triage = kettles(
            ("documents/manual.txt", " Boil vinegar in it.", ""),
            ("documents/manual.txt", "they heat.", "they heat. Boil vinegar in it."),
        )
        done = triage(*VERIFY)
        assert (done.code, done.err) == (1, "")
        assert done.out in {
            "2 differences\n  missing  MAN L4.2\n  extra  MAN L5.2\n",
            "1 difference\n  changed  MAN L4.2: now at L5.2\n",
        }

    def test_3_where_a_document_is_absent(self, kettles: Kettles) -> None:
        """Though another one differs too: not everything could be verified."""
        triage = kettles(("documents/manual.txt", "Chalk does no harm.", "Chalk does harm."))
        (triage.folder / "documents" / "tips.txt").unlink()
        done = triage(*VERIFY)
        assert (done.code, done.err) == (3, "")
        assert done.out == (
            "2 differences\n"
            "  changed  MAN L4.1\n"
            "  absent  TIP: documents/tips.txt: No such file or directory\n"
        )

    def test_3_where_the_folder_is_absent(self, kettles: Kettles) -> None:
        """Nothing could be verified."""
        done = kettles()("sources", "--documents", "nowhere")
        assert (done.code, done.out, done.err) == (3, "", "error  nowhere: no such folder.\n")

    def test_a_broken_vignette_does_not_hinder(self, kettles: Kettles) -> None:
        """Nothing but the vocabulary and the inventory is read."""
        triage = kettles()
        library = triage.folder / "library" / "kettles.yaml"
        library.write_text("vignettes: [broken]\n", encoding="utf-8")
        (triage.folder / "invariants.yaml").write_text("broken\n", encoding="utf-8")
        assert triage("sources").code == 3
        done = triage(*VERIFY)
        assert (done.code, done.err) == (0, "")
        assert done.out.startswith("Every one of 8 sentences ")

    def test_json_names_the_same(self, kettles: Kettles) -> None:
        """With the same exit codes."""
        triage = kettles(("documents/manual.txt", "Chalk does no harm.", "Chalk does harm."))
        done = triage(*VERIFY, "--json")
        assert (done.code, done.err) == (1, "")
        assert json.loads(done.out) == {
            "schema": "triage-sources-verified/1",
            "sentences": 8,
            "differences": [
                {"document": "MAN", "difference": "changed", "place": "L4.1", "detail": ""}
            ],
        }
        (triage.folder / "documents" / "manual.txt").write_text(text_of("MAN"), encoding="utf-8")
        fine = triage(*VERIFY, "--json")
        assert (fine.code, json.loads(fine.out)["differences"]) == (0, [])

    def test_2_with_a_file_that_would_not_be_written(self, kettles: Kettles) -> None:
        """Only the trace can be written; whoever asks for more is told, and not left without."""
        triage = kettles()
        done = triage(*VERIFY, "-o", "trace.csv")
        assert not (triage.folder / "trace.csv").exists()
        assert (done.code, done.out) == (2, "")


class TestWhatShips:
    """The domain that ships, without arguments and from an empty folder."""

    def test_every_gap_has_a_reason(self, triage: Triage) -> None:
        """Exit code 0, and both documents are named with who published them."""
        done = triage("sources")
        assert (done.code, done.err) == (0, "")
        assert "paid advertorial" in done.out
        assert ", 0 without a written reason" in done.out or done.out.endswith(NO_GAP)
