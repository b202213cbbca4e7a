"""The seal of a file, and the hashes that it carries."""

import pytest

from reports.render.seal import (
    PLACEHOLDER,
    seal_hashes,
    seal_holds,
    sealed,
    seals_of,
    seals_of_pdf,
)

ONE, OTHER = "1" * 64, "2" * 64


def meta(name: str, value: str = f"sha256:{ONE}") -> str:
    """A seal as it stands in a page."""
    return f'<meta name="triage:{name}" content="{value}">'


PAGE = f"<!doctype html><title>é</title>{meta('report')}{meta('file', PLACEHOLDER)}<h1>Hi</h1>\n"
TEXT = f"# Hi\n\n<!-- triage:report=sha256:{ONE} triage:file={PLACEHOLDER} -->\n"


@pytest.mark.parametrize("text", [PAGE, TEXT], ids=["page", "markdown"])
def test_a_sealed_text_holds_and_differs_in_its_seal_alone(text: str) -> None:
    """Nothing but the 64 zeros is exchanged, and the text says its own hash."""
    made = sealed(text)
    own = seals_of(made)["file"]
    assert seal_holds(made) is True
    assert made.replace(own, "0" * 64) == text
    assert seal_hashes(made) == (own, own)
    assert seals_of(made) == {"report": ONE, "file": own}


@pytest.mark.parametrize("text", [PAGE, TEXT], ids=["page", "markdown"])
@pytest.mark.parametrize(("old", "new"), [("Hi", "Ha"), ("\n", "\r\n"), (ONE, OTHER)])
def test_a_changed_text_does_not_hold(text: str, old: str, new: str) -> None:
    """Words, line ends and hashes are all under the seal."""
    changed = sealed(text).replace(old, new)
    assert seal_holds(changed) is not True


@pytest.mark.parametrize(
    "text", ["", "# Hi\n", "<!doctype html><p>Hi", PAGE[:-20][:60], sealed(PAGE)]
)
def test_a_text_without_a_free_place_cannot_be_sealed(text: str) -> None:
    """A seal is never put where nobody looks for it, nor over another one."""
    with pytest.raises(ValueError, match="no place for its seal"):
        sealed(text)


def test_a_text_without_a_seal_says_so() -> None:
    """No seal is something else than a broken one."""
    assert seal_holds("# Hi\n") is None
    assert seal_holds("<!doctype html><h1>Hi") is None
    assert seals_of("# Hi\n") == {}


@pytest.mark.parametrize(
    "body",
    [
        f"<h1>{meta('report', f'sha256:{OTHER}')}{meta('rules')}",
        f"words{meta('rules')}",
        f"</head>{meta('rules')}",
        f"<svg>{meta('rules')}</svg>",
        f"<style>{meta('rules')}</style>",
        f"<!-- {meta('rules')} -->",
        f"<title>{meta('rules')}</title>",
        f"<!-- triage:rules=sha256:{OTHER} -->",
    ],
)
def test_nothing_outside_the_head_of_a_page_adds_a_hash(body: str) -> None:
    """Whatever a title of a vignette holds, the hashes are those that the harness wrote."""
    head = PAGE.partition("<h1>")[0]
    assert set(seals_of(sealed(f"{head}{body}\n"))) == {"report", "file"}


def test_of_two_hashes_of_one_name_the_first_counts() -> None:
    """A later one changes nothing, nor does a second attribute of one element."""
    again = PAGE.replace("<h1>", f"{meta('report', f'sha256:{OTHER}')}<h1>")
    assert seals_of(sealed(again))["report"] == ONE
    double = PAGE.replace(f'content="sha256:{ONE}"', f'content="sha256:{ONE}" content="x"')
    assert seals_of(sealed(double))["report"] == ONE


@pytest.mark.parametrize(
    "line",
    [
        f"<!-- triage:rules=sha256:{OTHER} -->\n\nwords",
        f"`<!-- triage:rules=sha256:{OTHER} -->`",
        f"<!-- triage:rules=sha256:{OTHER} --> words",
        f"<!-- triage:rules=sha256:{OTHER[1:]} -->",
    ],
)
def test_only_the_last_line_of_a_markdown_text_has_hashes(line: str) -> None:
    """A comment in a narrative is none of ours."""
    assert seals_of(f"# Hi\n{line}\n") == {}
    assert set(seals_of(f"{line}\n{sealed(TEXT)}")) == {"report", "file"}


def test_the_last_keywords_of_a_pdf_have_its_hashes() -> None:
    """What a text of a page looks like is of no matter: metadata stand behind all pages."""
    own = f"<pdf:Keywords>triage:report=sha256:{ONE}, other</pdf:Keywords>".encode()
    fake = f"(<pdf:Keywords>triage:rules=sha256:{OTHER}</pdf:Keywords>)".encode()
    assert seals_of_pdf(b"%PDF\xff" + fake + own + b"%%EOF") == {"report": ONE}
    assert seals_of_pdf(b"%PDF") == {}
    assert seals_of_pdf(b"<pdf:Keywords>") == {}
