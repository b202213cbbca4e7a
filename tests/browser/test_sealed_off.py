"""The page keeps to itself: nothing is asked for, nothing runs, nothing is said to be blocked."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Browser

Pages = Callable[[str], Path]


@pytest.mark.parametrize("name", ["small", "hostile", "large", "knee"])
def test_no_request_leaves(browser: "Browser", pages: Pages, name: str) -> None:
    """The file is all that is read, and the console and dialogs stay empty."""
    context = browser.new_context()
    page = context.new_page()
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.route("**/*", lambda route: route.continue_())
    page.on("console", lambda message: said.append(message.text))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto(pages(name).as_uri())
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    page.mouse.move(200, 300)
    page.wait_for_load_state("networkidle")
    assert asked == [pages(name).as_uri()]
    assert said == []
    context.close()


def test_a_page_that_was_tampered_with_still_runs_and_loads_nothing(
    open_page: OpenPage, pages: Pages, tmp_path: Path
) -> None:
    """Scripts, styles and pictures that somebody writes into the file are refused by its policy."""
    text = pages("small").read_text(encoding="utf-8")
    changed = tmp_path / "changed.html"
    added = (
        "<script>document.title = 'ran'</script><style>h1{color:red}</style>"
        "<img src='http://127.0.0.1:9/x.png' onerror=\"document.title='ran'\">"
        "<h2 style='color:red'>Styled</h2></main>"
    )
    changed.write_text(text.replace("</main>", added), encoding="utf-8")
    page = open_page(changed)
    assert page.title() == "Safety gate of toaster@0.2.0"
    colours = "[...document.querySelectorAll('h1,h2')].map(each => getComputedStyle(each).color)"
    assert "rgb(255, 0, 0)" not in page.evaluate(colours)


@pytest.mark.parametrize("name", ["small", "hostile"])
def test_without_scripts_the_page_is_the_same(open_page: OpenPage, pages: Pages, name: str) -> None:
    """To the pixel, for there are none."""
    with_scripts = open_page(pages(name)).screenshot()
    without = open_page(pages(name), java_script_enabled=False).screenshot()
    assert without == with_scripts


def test_the_browser_reads_the_file_as_it_was_written(open_page: OpenPage, pages: Pages) -> None:
    """Standards mode, English, and no element moved out of a table."""
    page = open_page(pages("hostile"))
    assert page.evaluate("[document.compatMode, document.documentElement.lang]") == [
        "CSS1Compat",
        "en",
    ]
    text = pages("hostile").read_text(encoding="utf-8")
    for tag, opened in (("tr", "<tr"), ("table", "<table"), ("details", "<details")):
        in_text = text.count(f"{opened}>") + text.count(f"{opened} ")
        assert page.locator(tag).count() == in_text, tag
    assert page.evaluate("document.querySelectorAll('script,[style],[onmouseover]').length") == 0
