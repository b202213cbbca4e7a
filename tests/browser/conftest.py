"""A real browser, and pages for it. Where there is none, every test here skips and says so."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import pytest

from reports.render.html import render_html
from tests.reports.kit.documents import hostile_document, large_document, small_document

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

NAMES: Final = ("chromium", "chromium-browser", "google-chrome")
ROOT: Final = Path(__file__).parents[2]
RULES: Final = ROOT / "triage" / "domains" / "knee" / "rules" / "1.1.0.yaml"

OpenPage = Callable[..., "Page"]


def _executable() -> str | None:
    """The browser that is named, or found on the path."""
    named = os.environ.get("TRIAGE_CHROMIUM")
    return named or next(filter(None, map(shutil.which, NAMES)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    """A headless Chromium."""
    playwright = pytest.importorskip(
        "playwright.sync_api", reason="needs playwright: make test-browser installs it"
    )
    executable = _executable()
    if executable is None:
        pytest.skip("needs Chromium: make test-browser installs it, or name one: TRIAGE_CHROMIUM")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with playwright.sync_playwright() as started:
        found = started.chromium.launch(
            executable_path=executable, args=["--no-sandbox"] if is_root else []
        )
        yield found
        found.close()


@pytest.fixture
def open_page(browser: "Browser") -> Iterator[OpenPage]:
    """Opens a file in a context of its own, with a size, and whatever else a context may have."""
    contexts = []

    def opened(path: Path, width: int = 1280, height: int = 900, **options: Any) -> "Page":
        context = browser.new_context(viewport={"width": width, "height": height}, **options)
        contexts.append(context)
        page = context.new_page()
        page.goto(path.as_uri())
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture(scope="session")
def pages(browser: "Browser", tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], Path]:
    """The file of a page by name, written when it is first asked for."""
    assert browser.is_connected()
    folder = tmp_path_factory.mktemp("pages")

    def file_of(name: str) -> Path:
        path = folder / f"{name}.html"
        if not path.exists():
            PAGES[name](path)
        return path

    return file_of


def _written(text: str, path: Path) -> None:
    path.write_text(text, encoding="utf-8")


def _judged(path: Path) -> None:
    """A real report: of an edit by which a fever counts only with a swollen knee."""
    rules = RULES.read_text(encoding="utf-8")
    edited = rules.replace("when: fever", "when: {all: [fever, knee_swelling]}")
    assert edited != rules
    file = path.with_name("edited.yaml")
    file.write_text(edited.replace("version: 1.1.0", "version: 1.1.1"), encoding="utf-8")
    command = "import sys; from reports.cli import main; sys.exit(main())"
    words = ["gate", str(file), "--quiet", "-o", str(path)]
    env = {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    subprocess.run(
        [sys.executable, "-c", command, *words], cwd=ROOT, env=env, check=False, capture_output=True
    )


PAGES: Final[dict[str, Callable[[Path], None]]] = {
    "small": lambda path: _written(render_html(small_document()), path),
    "hostile": lambda path: _written(render_html(hostile_document()), path),
    "large": lambda path: _written(render_html(large_document(100)), path),
    "huge": lambda path: _written(render_html(large_document(6_000)), path),
    "knee": _judged,
}
