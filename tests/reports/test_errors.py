"""What is said where a package is missing."""

import sys

import pytest

from reports.errors import MissingExtraError
from reports.render.pdf import render_pdf
from tests.reports.render.pdf.made import document


def test_without_typst_the_message_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """A PDF that cannot be made says what to install, and nothing of modules."""
    monkeypatch.setitem(sys.modules, "typst", None)
    with pytest.raises(MissingExtraError) as caught:
        render_pdf(document())
    assert caught.value.extra == "pdf"
    assert str(caught.value) == (
        "a PDF needs typst; install it with: pip install 'triage-harness[pdf]'"
    )


@pytest.mark.parametrize(
    ("extra", "what", "words"),
    [
        ("sign", "a signature", "a signature needs securesystemslib; install it with: pip"),
        ("scale", "a Parquet file", "a Parquet file needs pyarrow; install it with: pip"),
    ],
)
def test_other_extras_are_named_likewise(extra: str, what: str, words: str) -> None:
    """Each extra names its package, and the command that gets it."""
    message = str(MissingExtraError(extra=extra, what=what))
    assert message.startswith(words)
    assert message.endswith(f"install 'triage-harness[{extra}]'")
