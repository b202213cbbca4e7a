"""For everybody: with a keyboard, a screen reader, a small screen, other colours, no style."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from tests.browser.conftest import OpenPage
from tests.reports.kit.documents import small_document
from tests.reports.kit.texts import texts_of
from tests.reports.render.html.reading import shown, squeezed

if TYPE_CHECKING:
    from playwright.sync_api import Page

Pages = Callable[[str], Path]
REPORTS = ("small", "large", "knee")
OPEN_ALL = "document.querySelectorAll('details').forEach(each => each.open = true)"
SHORTEN = "document.querySelectorAll('tbody tr:nth-child(n + 30)').forEach(each => each.remove())"
SIDEWAYS = "document.documentElement.scrollWidth - document.documentElement.clientWidth"


def violations(page: "Page") -> list[str]:
    """What axe finds wrong, one line each."""
    axe: Any = pytest.importorskip(
        "axe_playwright_python.sync_playwright", reason="needs axe: make test-browser installs it"
    )
    found = axe.Axe().run(page, options={"resultTypes": ["violations"]}).response["violations"]
    return [f"{each['id']}: {node['html'][:120]}" for each in found for node in each["nodes"]]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("name", REPORTS)
def test_axe_finds_nothing(
    open_page: OpenPage, pages: Pages, name: str, width: int, scheme: str
) -> None:
    """On small and large screens, in light and dark, with all that is folded open.

    Of long tables the first rows are looked at, for the others are alike.
    """
    page = open_page(pages(name), width, color_scheme=scheme, bypass_csp=True)
    page.evaluate(OPEN_ALL)
    page.evaluate(SHORTEN)
    assert violations(page) == []


def test_axe_would_find_something(open_page: OpenPage, pages: Pages) -> None:
    """The guard above is awake: a picture without words and grey on grey are found."""
    page = open_page(pages("small"), bypass_csp=True)
    page.evaluate("document.querySelector('main').innerHTML += '<img src=a><h6></h6>'")
    page.evaluate("document.querySelector('.lead').style.cssText = 'color:#aaa;background:#999'")
    found = {each.split(":")[0] for each in violations(page)}
    assert {"image-alt", "empty-heading", "color-contrast"} <= found


@pytest.mark.parametrize("width", [320, 360, 768, 1200, 1280])
@pytest.mark.parametrize("name", [*REPORTS, "hostile"])
def test_the_page_never_moves_sideways(
    open_page: OpenPage, pages: Pages, name: str, width: int
) -> None:
    """What is wider than the screen moves in a region of its own that the keyboard reaches."""
    page = open_page(pages(name), width)
    page.evaluate(OPEN_ALL)
    assert page.evaluate(SIDEWAYS) == 0
    beyond = """[...document.querySelectorAll('main *, header *, nav *')].filter(each =>
      each.getBoundingClientRect().right > innerWidth + 1
      && !each.closest('div.t[tabindex]')).map(each => each.outerHTML.slice(0, 80))"""
    assert page.evaluate(beyond) == []


def test_the_first_key_offers_the_way_past_the_contents(open_page: OpenPage, pages: Pages) -> None:
    """The skip link is seen once it has the focus, and leads into the report."""
    page = open_page(pages("small"))
    box = page.locator("a.skip")
    assert page.evaluate("document.querySelector('a.skip').getBoundingClientRect().bottom") <= 0
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    assert page.evaluate("document.querySelector('a.skip').getBoundingClientRect().top") >= 0
    assert box.inner_text() == "Skip to the report"
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "x-main"
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('main') !== null")


def test_everything_that_takes_the_focus_shows_it(open_page: OpenPage, pages: Pages) -> None:
    """Link after link, fold, choice and table has an outline of at least two pixels."""
    page = open_page(pages("small"), 360)
    met = set()
    for _ in range(60):
        page.keyboard.press("Tab")
        tag, outline = page.evaluate(
            """[document.activeElement.tagName,
            getComputedStyle(document.activeElement).outlineStyle + ' '
            + parseFloat(getComputedStyle(document.activeElement).outlineWidth)]"""
        )
        if tag == "BODY":
            break
        met.add(tag)
        style, wide = outline.split()
        assert (style, float(wide) >= 2) == ("solid", True), tag
    assert met >= {"A", "SUMMARY", "INPUT", "DIV"}


def test_folds_open_by_keyboard(open_page: OpenPage, pages: Pages) -> None:
    """Enter opens, and space closes again."""
    page = open_page(pages("small"))
    first = page.locator("main summary").first
    first.focus()
    inside = page.get_by_text("4 of 4 answered, 0 missing")
    assert not inside.is_visible()
    page.keyboard.press("Enter")
    assert inside.is_visible()
    page.keyboard.press("Space")
    assert not inside.is_visible()


def test_a_link_into_a_fold_opens_it(open_page: OpenPage, pages: Pages) -> None:
    """A row that is linked to is seen, also where a choice hides it."""
    page = open_page(pages("small"))
    page.get_by_label("keep (1)").check()
    row = page.locator("tr#v-T01-smoke-2")
    assert not row.is_visible()
    page.locator("a[href='#v-T01-smoke-2']").first.click()
    assert row.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_colours_follow_the_reader(open_page: OpenPage, pages: Pages, scheme: str) -> None:
    """Dark ground for those who prefer it, a light one for others."""
    page = open_page(pages("small"), color_scheme=scheme)
    ground = page.evaluate("getComputedStyle(document.body).backgroundColor")
    assert ground == {"light": "rgb(255, 255, 255)", "dark": "rgb(22, 24, 27)"}[scheme]


def test_forced_colours_keep_all_signs(open_page: OpenPage, pages: Pages) -> None:
    """The verdict has a frame, rows that fail a bar, and axe finds nothing."""
    page = open_page(pages("small"), forced_colors="active", bypass_csp=True)
    frame = "getComputedStyle(document.querySelector('.verdict')).borderRightStyle"
    bar = "getComputedStyle(document.querySelector('tr.B > :first-child')).borderLeftStyle"
    assert page.evaluate(f"[{frame}, {bar}]") == ["solid", "solid"]
    assert page.evaluate("matchMedia('(forced-colors: active)').matches")
    assert violations(page) == []


def test_colour_is_never_the_only_sign(open_page: OpenPage, pages: Pages) -> None:
    """Each row with a tone has a mark before its first words, and so has the verdict."""
    page = open_page(pages("large"))
    marks = page.evaluate(
        """[...document.querySelectorAll('tr.B, tr.W, tr.G')].map(each =>
        [each.className[0], getComputedStyle(each.firstElementChild, '::before').content[1]])"""
    )
    assert {tuple(each) for each in marks} == {("B", "✕"), ("W", "!"), ("G", "✓")}
    assert page.locator(".verdict").inner_text().split() == ["✕", "FAIL"]


def test_without_styles_all_is_there_in_order(open_page: OpenPage, pages: Pages) -> None:
    """Where styles are blocked, the words follow each other as in the document."""
    page = open_page(pages("small"))
    page.evaluate("document.querySelector('style').remove()")
    page.evaluate(OPEN_ALL)
    body, start = squeezed(page.locator("main").inner_text()), 0
    for text in list(texts_of(small_document()))[5:]:
        start = body.index(shown(text), start)
    assert page.get_by_text("to be filled in by a person").count() == 4
    assert page.evaluate("getComputedStyle(document.querySelector('.verdict')).display") == "block"
    assert not page.get_by_text("No row has all that is chosen.").is_visible()


def test_tables_say_what_heads_each_cell(open_page: OpenPage, pages: Pages) -> None:
    """Captions name tables, heads columns and rows, also for those who hear the page."""
    page = open_page(pages("small"))
    table = page.get_by_role("table", name="All vignettes")
    heads = table.get_by_role("columnheader").all_inner_texts()
    assert heads == ["Vignette", "Title", "Expected", "Given", "Why: rules", "Source"]
    rows = table.get_by_role("rowheader").all_inner_texts()
    assert rows == ["T01-toast-0", "T01-sparks-1", "T01-smoke-2", "T01-old-smoke-3"]
    assert page.get_by_role("region", name="All vignettes").count() == 1
