"""The Markdown of a whole report: what stands in it, what is cut, and that nothing breaks out."""

import re
from dataclasses import replace
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.render.document.nodes import (
    Bullets,
    Column,
    Document,
    Fold,
    Pairs,
    Paragraph,
    Row,
    Section,
    Table,
    Tone,
)
from reports.render.markdown.page import LEAST, render_markdown
from reports.render.seal import seal_holds, seals_of
from tests.reports.kit.documents import (
    HOSTILE,
    SEALS,
    hostile_document,
    large_document,
    small_document,
)
from tests.reports.render.markdown.reading import seen

WHOLE: Final = 1_000_000
HEX: Final = "5e" * 32
PAGE: Final = """\
## ❌ FAIL: Safety gate of toaster<span>@</span>0.2.0

toaster<span>@</span>0.2.0 against toaster<span>@</span>0.1.0 on 4 vignettes, run on 2026-11-20. \
Made up.

### Verdict

- Vignettes: 4 asked, 4 answered, 0 without an answer (each a miss).
- Missed red flags: **1 of 2 = 50.0 %**, at most 97.5 % (95 %, this library).
- Escalation accuracy: **3 of 4 = 75.0 %**.

**Failed:** New missed red flags: 1 (0 fixed, 0 still)

- T01-smoke-2: expected unplug (fire), got keep (no red flag)

<details><summary>3 checks that hold</summary>

**Checks that hold**

| Check | Found |
| --- | --- |
| Every vignette has a result | 4 of 4 answered, 0 missing |
| One scale of dispositions | keep &lt; mend &lt; unplug |
| The baseline is approved | on 2026-11-19 by The maintainers |

</details>

### What changed

**Regressions: vignettes that newly fail**

| Vignette | What | Expected | Was | Is |
| --- | --- | --- | --- | --- |
| T01-smoke-2 | missed red flag | unplug (fire) | unplug (fire) | keep |

#### Toasters made less urgent, of all there can be

**Lines that lower something**: Nobody is made less urgent.

In the full report: Dispositions, before and after; Metrics; Hazard log; Document control; \
Vignettes.

triage-harness 0.9.0, run of 2026-11-20T09:30:00+00:00, facts with the digest `DIGEST`.

"""
TAGS: Final = {
    *("h2", "h3", "h4", "h5", "h6", "p", "ul", "ol", "li", "strong", "code", "pre", "span"),
    *("table", "thead", "tbody", "tr", "th", "td", "details", "summary"),
}
ATTRIBUTES: Final = {("details", "open"), ("pre", "lang"), ("th", "align"), ("td", "align")}


def test_a_small_report_reads_like_this() -> None:
    """Verdict first, brief sections in their order, others by name, and the seals at the end."""
    page, comment = render_markdown(small_document()).split("<!--")
    assert page == PAGE.replace("DIGEST", HEX)
    assert re.fullmatch(r"( triage:[a-z-]+=sha256:[0-9a-f]{64}){7} -->\n", comment)


def test_with_room_for_it_every_section_is_shown() -> None:
    """Nothing is only named where more than a comment has room; pictures are told by caption."""
    text = render_markdown(small_document(), most=WHOLE)
    headings = re.findall(r"^#+ .*", text, re.MULTILINE)
    assert [heading.lstrip("# ") for heading in headings[1:]] == [
        "Verdict",
        "What changed",
        "Toasters made less urgent, of all there can be",
        "Dispositions, before and after",
        "Metrics",
        "Hazard log",
        "Document control",
        "Vignettes",
    ]
    assert "In the full report" not in text
    assert "Picture, in the HTML report: Rates with their intervals" in text
    assert "| False-flag rate | 0 | 0 | not estimable |" in text
    assert "| Metric | k | n | Rate |\n| --- | --: | --: | --: |" in text
    assert "| The candidate |  |\n| --- | --- |\n| Engine | toaster<span>@</span>0.2.0 |" in text
    assert "1. Check out the revision above.\n2. Install the locked versions.\n3. Run" in text
    assert "```sh\ngit checkout 4f2a9c1\ntriage gate toaster.yaml" in text


@pytest.mark.parametrize(
    ("tone", "sign"),
    [(Tone.GOOD, "✅ "), (Tone.BAD, "❌ "), (Tone.WARN, "⚠️ "), (Tone.NONE, "")],
)
def test_the_verdict_has_a_sign_of_its_own(tone: Tone, sign: str) -> None:
    """Its sign differs in shape, and the words say the same."""
    made = replace(small_document(), verdict="WORD", tone=tone)
    assert render_markdown(made).startswith(f"## {sign}WORD: Safety gate")


def test_without_a_verdict_the_title_stands_alone() -> None:
    """A report of a run judges nothing."""
    made = replace(small_document(), verdict="", tone=Tone.NONE)
    assert render_markdown(made).startswith("## Safety gate of toaster")


def test_the_seals_can_be_read_and_hold() -> None:
    """The last line carries every seal, and that of the text; a changed text does not hold."""
    text = render_markdown(small_document())
    assert seals_of(text).items() >= dict(SEALS).items()
    assert seal_holds(text) is True
    assert seal_holds(text.replace("FAIL", "PASS")) is False


@pytest.mark.parametrize(
    "seal",
    [
        ("x --> <b>", "5e" * 32),
        ("rules", "-->"),
        ("rules", "5E" * 32),
        ("rules", "0" * 63),
        ("Rules", "5e" * 32),
        ("rules\n", "5e" * 32),
        ("file", "5e" * 32),
        ("", "5e" * 32),
    ],
)
def test_no_seal_ends_the_comment(seal: tuple[str, str]) -> None:
    """What has not the form of a seal is left out; the seal of the text stays the only one."""
    text = render_markdown(replace(small_document(), seals=(seal, ("policy", "ab" * 32))))
    assert seals_of(text).keys() == {"policy", "file"}
    assert seals_of(text)["policy"] == "ab" * 32
    assert seal_holds(text)


@pytest.mark.parametrize("most", [60_000, WHOLE])
def test_hostile_content_breaks_out_of_nothing(most: int) -> None:
    """Only tags of the page itself are seen, each is closed, and the one comment is the seals'."""
    made = hostile_document()
    brief = tuple(replace(section, is_brief=True) for section in made.sections)
    text = render_markdown(replace(made, sections=brief), most=most)
    page = seen(text)
    assert set(page.tags) <= TAGS
    assert page.attributes <= ATTRIBUTES
    assert len(page.comments) == 1
    assert not page.alive
    assert seals_of(text).items() >= dict(SEALS).items()
    assert seal_holds(text)
    assert text.isprintable() or set(filter(lambda c: not c.isprintable(), text)) <= set("\n\u2003")
    assert len(text.encode()) <= most


def test_hostile_words_arrive_as_they_are() -> None:
    """Cells that no table has a column for are shown too, and long ones are counted."""
    page = seen(render_markdown(hostile_document(), most=WHOLE))
    for said in ("too few", "too", "many", "<script>alert(1)</script><!-- --> ]]>", "{{ 7*7 }}"):
        assert said in page.text
    assert f"long … ({100_000 - 1_000:,} more characters)" in page.text
    assert HOSTILE[7].replace("\n", " ") in page.text


@pytest.mark.parametrize("n", [100, 6_000])
@pytest.mark.parametrize("most", [LEAST, 60_000, 300_000, WHOLE])
def test_a_large_report_keeps_its_room(n: int, most: int) -> None:
    """However much there is to say, no more than the room is taken."""
    text = render_markdown(large_document(n), most=most)
    assert len(text.encode()) <= most
    assert seal_holds(text)


def many_rows(n: int, **changes: str) -> Table:
    """A table with so many rows of about 100 characters."""
    caption = changes.get("caption", "Rows")
    return Table(
        caption=caption,
        columns=(Column(title="Id"), Column(title="What")),
        rows=tuple(Row(cells=(f"{caption}-{number}", "x" * 80)) for number in range(n)),
    )


def document(*sections: Section) -> Document:
    """A report of these sections alone."""
    return replace(small_document(), sections=sections)


def test_what_is_cut_is_counted() -> None:
    """The first rows are shown, with the number of the others."""
    made = document(Section(id="a", title="A", blocks=(many_rows(2_000),), is_brief=True))
    text = render_markdown(made)
    shown = re.findall(r"^\| Rows-(\d+) ", text, re.MULTILINE)
    assert shown == [str(number) for number in range(len(shown))]
    assert len(shown) > 400
    assert f"\n\nand {2_000 - len(shown):,} more; the HTML report has all.\n\n" in text


def test_details_go_before_rows_of_what_matters_more() -> None:
    """Folds of a later section go first, then those of an earlier one, then its last rows."""
    fold = Fold(summary="Details", blocks=(many_rows(100, caption="folded"),))
    first = Section(id="a", title="A", blocks=(many_rows(300, caption="worst"), fold))
    later = Section(id="b", title="B", blocks=(many_rows(300, caption="later"), fold))
    made = document(*(replace(each, is_brief=True) for each in (first, later)))
    counts = {
        most: [
            len(re.findall(rf"^\| {caption}-", render_markdown(made, most=most), re.MULTILINE))
            for caption in ("worst", "later", "folded")
        ]
        for most in (LEAST, 60_000, 64_000, WHOLE)
    }
    assert counts[WHOLE] == [300, 300, 200]
    assert counts[LEAST][0] == 300
    assert 10 < counts[LEAST][1] < 300
    assert counts[LEAST][2] == 0
    assert counts[60_000][0] == 300
    assert counts[LEAST][1] < counts[60_000][1] < 300
    assert counts[60_000][2] == 0
    assert "Left out here: 100 lines; the HTML report has all." in render_markdown(made)


def test_a_long_list_leaves_the_first_lines_of_others() -> None:
    """Thousands of rows do not drive out what comes after them altogether."""
    made = document(
        Section(id="a", title="A", blocks=(many_rows(5_000),), is_brief=True),
        Section(id="b", title="B", blocks=(Paragraph(text="Still here."),), is_brief=True),
    )
    assert "\n### B\n\nStill here.\n" in render_markdown(made)


def test_sections_without_room_are_named_or_counted() -> None:
    """Of thousands of sections the first are shown, some are named, and the rest are counted."""
    made = document(
        *(
            Section(id=f"s{n}", title=f"Section {n} {'x' * 150}", is_brief=True)
            for n in range(2_000)
        )
    )
    text = render_markdown(made)
    shown = len(re.findall("^### Section", text, re.MULTILINE))
    named = text.partition("In the full report: ")[2]
    counted = re.search(r"; and ([\d,]+) more sections\.\n", named)
    assert counted
    assert shown + named.count("Section ") + int(counted[1].replace(",", "")) == 2_000
    assert len(text.encode()) <= 60_000


def test_less_room_than_a_frame_may_need_is_refused() -> None:
    """Better no report than one that ends in the middle."""
    with pytest.raises(ValueError, match="room for 40,000 bytes"):
        render_markdown(small_document(), most=LEAST - 1)


def test_the_frame_keeps_to_its_room_whatever_it_holds() -> None:
    """Titles of characters that each take many bytes leave the seals where they belong."""
    alive = "@a" * 5_000
    made = replace(
        small_document(),
        title=alive,
        lead=alive,
        verdict=alive,
        author=alive,
        date=alive,
        digest=alive,
        sections=tuple(Section(id="", title=alive, is_brief=True) for _ in range(100)),
        seals=tuple((f"seal-{'x' * 30}-{chr(97 + n % 26)}", "5e" * 32) for n in range(100)),
    )
    text = render_markdown(made, most=LEAST)
    assert len(text.encode()) <= LEAST
    assert seal_holds(text)


def test_brief_parts_of_other_sections_are_shown() -> None:
    """What is brief is shown, also where the section around it is not."""
    inner = Section(id="b", title="Inner", blocks=(Paragraph(text="Shown."),), is_brief=True)
    made = document(Section(id="a", title="Outer", sections=(inner,)))
    text = render_markdown(made)
    assert "#### Inner\n\nShown.\n\nIn the full report: Outer.\n" in text
    assert render_markdown(made, most=WHOLE).count("Shown.") == 1


def test_tables_that_have_no_room_at_all_are_counted() -> None:
    """Of more tables than there is room for, the rows of those that are not shown are told."""
    tables = tuple(many_rows(5, caption=f"t{number}") for number in range(300))
    text = render_markdown(document(Section(id="a", title="A", blocks=tables, is_brief=True)))
    shown = len(re.findall(r"^\| t\d+-", text, re.MULTILINE))
    assert 300 < shown < 1_500
    counted = re.findall(r"^(?:and|Left out here:) ([\d,]+) ", text, re.MULTILINE)
    assert sum(int(n.replace(",", "")) for n in counted) == 1_500 - shown


def test_no_cell_is_lost_beyond_the_head() -> None:
    """A table is as wide as its widest row; rows that are shorter have empty cells."""
    rows = (Row(cells=("a", "b", "c")), Row(cells=("d",)))
    table = Table(caption="", columns=(Column(title="Only"),), rows=rows)
    text = render_markdown(document(Section(id="a", title="A", blocks=(table,), is_brief=True)))
    assert "| Only |  |  |\n| --- | --- | --- |\n| a | b | c |\n| d |  |  |\n" in text


def test_empty_blocks_leave_nothing() -> None:
    """A block without words is no line, and no table without columns."""
    blocks = (
        Paragraph(text=""),
        Bullets(items=("", "one")),
        Pairs(caption="None", rows=()),
        Table(caption="", columns=(), rows=(), empty=""),
        Fold(summary="Closed", blocks=()),
    )
    text = render_markdown(document(Section(id="a", title="A", blocks=blocks, is_brief=True)))
    body = text.partition("### A\n")[2].partition("triage-harness")[0]
    assert body == "\n- one\n\n<details><summary>Closed</summary></details>\n\n"


SIZES: Final = st.lists(
    st.tuples(st.integers(0, 400), st.integers(0, 400), st.booleans(), st.booleans()), max_size=8
)


@given(sizes=SIZES, most=st.sampled_from([LEAST, 50_000, 65_537, 100_000]))
def test_every_row_is_shown_or_counted(sizes: list[tuple[int, int, bool, bool]], most: int) -> None:
    """Rows shown, rows counted and rows of sections that are only named are all there are."""
    sections = tuple(
        Section(
            id=f"s{at}",
            title=f"Section {at}",
            blocks=(
                many_rows(rows, caption="row"),
                Fold(summary="F", blocks=(many_rows(folded, caption="row"),)),
            ),
            sections=(
                Section(
                    id=f"t{at}", title=f"Within {at}", blocks=(many_rows(rows, caption="row"),)
                ),
            )
            if has_inner
            else (),
            is_brief=is_brief,
        )
        for at, (rows, folded, is_brief, has_inner) in enumerate(sizes)
    )
    text = render_markdown(document(*sections), most=most)
    shown = len(re.findall(r"^\| row-", text, re.MULTILINE))
    nothing = text.count("**row**: None.")
    counted = sum(
        int(n.replace(",", ""))
        for n in re.findall(r"^(?:and|Left out here:) ([\d,]+) ", text, re.MULTILINE)
    )
    named = text.partition("In the full report: ")[2]
    expected = 0
    for at, (rows, folded, _, has_inner) in enumerate(sizes):
        is_named = re.search(rf"Section {at}\b", named)
        expected += 0 if is_named else max(rows, 1) + max(folded, 1)
        if has_inner and not is_named:
            expected += 0 if re.search(rf"Within {at}\b", named) else max(rows, 1)
    assert shown + nothing + counted == expected
    assert len(text.encode()) <= most
