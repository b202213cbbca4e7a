"""Choices of rows, by styles alone."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from tests.browser.conftest import OpenPage

if TYPE_CHECKING:
    from playwright.sync_api import Page

Pages = Callable[[str], Path]
SEEN = """[...document.querySelectorAll('div.F tbody tr')].filter(
  each => each.getClientRects().length).length"""


def seen(page: "Page") -> int:
    """How many rows of the table with choices are shown."""
    return int(page.evaluate(SEEN))


def test_rows_are_chosen_by_keyboard(open_page: OpenPage, pages: Pages) -> None:
    """Tab reaches the first choice, arrows move through them, and the counts are right."""
    page = open_page(pages("small"))
    page.get_by_role("group", name="Result").get_by_label("all (4)").focus()
    assert seen(page) == 4
    for label, n in (("not as expected (1)", 1), ("missed red flag (1)", 1), ("flag (3)", 3)):
        page.keyboard.press("ArrowDown")
        assert page.evaluate("document.activeElement.parentElement.innerText.trim()").endswith(
            label
        )
        assert seen(page) == n
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.closest('fieldset').innerText").startswith(
        "Expected at least"
    )
    page.keyboard.press("ArrowDown")
    assert seen(page) == 2
    page.keyboard.press("ArrowUp")
    assert seen(page) == 3


def test_choices_without_a_row_say_so(open_page: OpenPage, pages: Pages) -> None:
    """A missed red flag among those expected to keep: there is none."""
    page = open_page(pages("small"))
    none = page.get_by_text("No row has all that is chosen.")
    page.get_by_label("missed red flag (1)").check()
    assert (seen(page), none.is_visible()) == (1, False)
    page.get_by_label("keep (1)").check()
    assert (seen(page), none.is_visible()) == (0, True)
    page.get_by_role("group", name="Expected at least").get_by_label("all (4)").check()
    assert (seen(page), none.is_visible()) == (1, False)


def test_every_count_of_a_real_report_is_that_of_the_rows(
    open_page: OpenPage, pages: Pages
) -> None:
    """Each choice shows as many rows as it says."""
    page = open_page(pages("knee"))
    labels = page.locator("div.f label")
    assert labels.count() > 6
    for place in range(labels.count()):
        label = labels.nth(place)
        label.locator("input").check()
        n = int(label.inner_text().rsplit("(", 1)[1].rstrip(")").replace(",", ""))
        assert seen(page) == n, label.inner_text()
        label.locator("xpath=..").locator("input").first.check()


def test_six_thousand_vignettes_open_and_are_chosen(open_page: OpenPage, pages: Pages) -> None:
    """All are there, and a choice leaves those that it says."""
    page = open_page(pages("huge"))
    assert seen(page) == 6_000
    label = page.locator("label", has_text="missed red flag")
    label.locator("input").check()
    n = int(label.inner_text().rsplit("(", 1)[1].rstrip(")").replace(",", ""))
    assert 0 < n < 6_000
    assert seen(page) == n
