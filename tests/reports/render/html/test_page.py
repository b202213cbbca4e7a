"""The page as a whole: its frame, its head, its order."""

import os
import subprocess
import sys
from base64 import b64encode
from collections.abc import Callable
from dataclasses import replace
from hashlib import sha256
from itertools import pairwise

import pytest

from reports.render.document.nodes import Document, Paragraph, Section, Tone
from reports.render.html import render_html
from reports.render.seal import seal_holds, seals_of
from tests.reports.kit.documents import (
    DIGEST,
    HOSTILE,
    SEALS,
    hostile_document,
    large_document,
    small_document,
)
from tests.reports.kit.texts import texts_of
from tests.reports.render.html.reading import Page, hash_in, shown

ALL: dict[str, Callable[[], Document]] = {
    "small": small_document,
    "hostile": hostile_document,
    "large": lambda: large_document(40),
}


@pytest.fixture(scope="module", params=sorted(ALL))
def document(request: pytest.FixtureRequest) -> Document:
    """Documents made by hand, one after the other."""
    return ALL[request.param]()


@pytest.fixture(scope="module")
def text(document: Document) -> str:
    """Its page."""
    return render_html(document)


@pytest.fixture(scope="module")
def page(text: str) -> Page:
    """Its page, read back."""
    return Page(text)


BODY = """\
<body id=x-top>
<a class=skip href="#x-main">Skip to the report</a>
<header>
<h1>A report</h1>
<p class="verdict G"><span aria-hidden=true>✓</span> <strong>PASS</strong></p>
<p class=lead>Nothing is worse.</p>
<dl>
<div><dt>Run on<dd>2026-11-20</div>
<div><dt>Digest of the facts<dd><code>5e5e</code></div>
</dl>
</header>
<nav aria-labelledby=x-contents>
<h2 id=x-contents>Contents</h2>
<ul>
<li><a href="#one">One</a>
<ul>
<li><a href="#two">Two</a>
</ul>
</ul>
</nav>
<main id=x-main tabindex=-1>
<section id="one">
<h2>One</h2>
<p>Said.</p>
<section id="two">
<h3>Two</h3>
</section>
</section>
</main>
<footer>
<p><a href="#x-top">To the top</a></p>
</footer>
</body>
</html>
"""


def test_a_page_in_full() -> None:
    """A head, a way past the contents, what was found, contents, sections, a foot."""
    inner = Section(id="two", title="Two")
    document = Document(
        title="A report",
        lead="Nothing is worse.",
        verdict="PASS",
        tone=Tone.GOOD,
        digest="5e5e",
        date="2026-11-20",
        author="",
        sections=(
            Section(id="one", title="One", blocks=(Paragraph(text="Said."),), sections=(inner,)),
        ),
    )
    page = render_html(document)
    assert page[page.index("<body") :] == BODY
    assert page.startswith('<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n')


def test_elements_stand_where_they_may(page: Page) -> None:
    """Whatever the content, each element is closed, and in one that may hold it."""
    assert page.problems == []


def test_the_style_is_the_one_that_the_policy_lets_in(page: Page) -> None:
    """One style sheet, its hash in the policy, and nothing else may be loaded, run or sent."""
    (policy,) = [
        each.attributes["content"]
        for each in page.all("meta")
        if each.attributes.get("http-equiv") == "Content-Security-Policy"
    ]
    style = "".join(page.one("style").pieces)
    assert hash_in(policy) == b64encode(sha256(style.encode()).digest()).decode()
    assert policy.startswith("default-src 'none'; style-src 'sha256-")
    assert "form-action 'none'; base-uri 'none'" in policy
    assert "unsafe" not in policy
    assert "url(" not in style
    assert "@import" not in style


def test_nothing_runs_and_nothing_is_loaded(page: Page) -> None:
    """No script, no style or handler at an element, no address beside those on the page."""
    tags = {each.tag for each in page.elements}
    assert not tags & {"script", "link", "base", "img", "iframe", "object", "form", "image", "use"}
    names = set(page.met())
    assert not names & {"style", "src", "srcset", "action", "formaction", "xlink:href", "data"}
    assert not [name for name in names if name.startswith("on")]
    assert all(link.startswith("#") for link in page.links)


def test_no_character_steers_the_page(text: str) -> None:
    """No escape, no mark of direction, nothing that HTML forbids, also in attributes."""
    assert {character for character in text if not character.isprintable()} <= {"\n", "\xa0"}
    assert "\x1b" not in text
    text.encode()


def test_links_lead_to_places_on_the_page(page: Page) -> None:
    """Each id is there once, and whatever is referred to by one is there."""
    ids = page.ids
    assert len(set(ids)) == len(ids)
    assert {link.removeprefix("#") for link in page.links} <= set(ids)
    for element in page.elements:
        assert set(element.attributes.get("aria-labelledby", "").split()) <= set(ids)
    assert not [each for each in ids if set(each) & set(" \t\n\"'<>&%#")]


def test_headings_are_in_order(page: Page) -> None:
    """One first heading, none empty, and no level is left out on the way down."""
    headings = page.all(*(f"h{level}" for level in range(1, 20)))
    levels = [int(each.tag[1]) for each in headings]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert max(levels) <= 6
    assert all(after <= before + 1 for before, after in pairwise(levels))
    assert all(each.text for each in headings)


def test_landmarks_follow_one_another(page: Page) -> None:
    """A head, the contents, the report, a foot: once each, and the skip link before them."""
    marks = [each.tag for each in page.elements if each.tag in ("header", "nav", "main", "footer")]
    assert marks == ["header", "nav", "main", "footer"]
    skip = page.all("a")[0]
    assert skip.attributes["href"] == f"#{page.one('main').attributes['id']}"


def test_every_text_is_there(document: Document, page: Page) -> None:
    """Each text of each node, as it was written but for what could steer the page."""
    body = page.one("body").text
    lost = [text[:60] for text in texts_of(document) if shown(text) not in body]
    assert lost == []


def test_texts_stand_in_the_order_of_the_document() -> None:
    """Who reads without styles reads in the same order."""
    page = Page(render_html(small_document()))
    body, start = page.one("main").text, 0
    for text in list(texts_of(small_document()))[5:]:
        start = body.index(shown(text), start)


def test_the_seals_are_carried() -> None:
    """By name, as they were given, and the page with them holds."""
    text = render_html(small_document())
    found = seals_of(text)
    assert found.pop("file")
    assert found == dict(SEALS)
    assert seal_holds(text) is True
    assert seal_holds(text.replace("toaster@0.2.0", "toaster@0.3.0")) is False


def test_hostile_texts_break_no_seal() -> None:
    """Also where title, lead and author are longer than a head should be."""
    long = replace(small_document(), title="t" * 300_000, lead="l" * 300_000, author="a" * 300_000)
    for document in (long, hostile_document()):
        text = render_html(document)
        assert seal_holds(text) is True
        assert seals_of(text)["report"] == DIGEST


def test_texts_cannot_end_what_they_stand_in(page: Page) -> None:
    """Titles of pages and styles hold words alone; nothing that a text says becomes an element."""
    assert "</" not in "".join(page.one("style").pieces)
    assert {"script", "label"} & {each.tag for each in page.elements} <= {"label"}
    assert len(page.all("title")) == 1 + len(page.all("svg")) + len(
        [each for each in page.all("title") if each.is_in("text")]
    )


def test_a_document_with_nothing_in_it_is_a_page() -> None:
    """No title, no verdict, no section: a report that says so little is still one."""
    empty = Document(
        title=" ", lead="", verdict="", tone=Tone.NONE, digest="", date="", author="", sections=()
    )
    page = Page(render_html(empty))
    assert page.problems == []
    assert (page.one("title").text, page.one("h1").text) == ("Report", "Report")
    assert "verdict" not in [each.attributes.get("class") for each in page.all("p")]


def test_the_foot_of_a_sheet_has_the_digest_if_it_is_one() -> None:
    """A hash of 64 digits stands there; other words never get into the style sheet."""
    style = "".join(Page(render_html(small_document())).one("style").pieces)
    assert f'@bottom-left{{content:"{DIGEST}"}}' in style
    for text in (*HOSTILE, '"}body{display:none}', DIGEST + "\n"):
        other = Page(render_html(replace(small_document(), digest=text)))
        assert "@bottom-left{content" not in "".join(other.one("style").pieces)


@pytest.mark.parametrize(("vignettes", "most"), [(100, 60_000), (6_000, 1_500_000)])
def test_pages_are_small(vignettes: int, most: int) -> None:
    """60 KB for 100 vignettes, 1.5 MB for 6,000, with all that stands around them."""
    assert len(render_html(large_document(vignettes)).encode()) <= most


def test_the_same_document_gives_the_same_bytes() -> None:
    """Twice here, and once in another process under another seed of hashes."""
    code = (
        "import sys; from tests.reports.kit.documents import hostile_document, large_document;"
        "from reports.render.html import render_html;"
        "sys.stdout.buffer.write(render_html(large_document(50)).encode());"
        "sys.stdout.buffer.write(render_html(hostile_document()).encode())"
    )
    env = {"PYTHONHASHSEED": "4242", "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    other = subprocess.run([sys.executable, "-c", code], env=env, check=True, capture_output=True)
    again = render_html(large_document(50)) + render_html(hostile_document())
    assert other.stdout.decode() == again
