"""What stands in a report's files where the gate could not even start: that there is no verdict."""

from typing import Any, Final
from xml.sax.saxutils import quoteattr

from reports.disclaimer import DISCLAIMER
from reports.render.document.nodes import Bullets, Commands, Document, Paragraph, Section, Tone
from reports.render.text import plain
from triage.version import __version__

TITLE: Final = "Safety gate"
VERDICT: Final = "NO VERDICT"
_SAID: Final = "Nothing was measured, so nothing passed and nothing failed."


def stopped_document(reason: str, command: str = "") -> Document:
    """A document that says what stopped the gate, and which command that was, if it is known."""
    return Document(
        title=TITLE,
        lead=DISCLAIMER,
        verdict=VERDICT,
        tone=Tone.WARN,
        digest="",
        date="",
        author=f"triage-harness {__version__}",
        sections=(
            Section(
                id="verdict",
                title="Verdict",
                blocks=(
                    Paragraph(text=f"{_SAID} What stopped it:"),
                    Bullets(items=tuple(line for line in reason.splitlines() if line.strip())),
                    *([Commands(lines=(command,))] if command else []),
                ),
                is_brief=True,
            ),
        ),
    )


def stopped_junit(reason: str) -> str:
    """One test case with an error: no CI system takes it for green."""
    message = quoteattr(plain(reason).encode(errors="replace").decode())
    counts = 'tests="1" failures="0" errors="1" skipped="0"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        f'<testsuites name="triage" time="0" tests="1" failures="0" errors="1">\n'
        f'  <testsuite name="gate" time="0" {counts}>\n'
        '    <testcase classname="gate" name="verdict" time="0">\n'
        f'      <error type="no_verdict" message={message}/>\n'
        "    </testcase>\n"
        "  </testsuite>\n"
        "</testsuites>\n"
    )


def stopped_sarif(reason: str) -> dict[str, Any]:
    """A run of the tool that was not successful, without results."""
    notification = {"level": "error", "message": {"text": f"{VERDICT}: {plain(reason)}"}}
    return {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {
                "tool": {"driver": {"name": "triage-harness", "version": __version__}},
                "invocations": [
                    {
                        "executionSuccessful": False,
                        "toolExecutionNotifications": [notification],
                    }
                ],
                "results": [],
            }
        ],
    }
