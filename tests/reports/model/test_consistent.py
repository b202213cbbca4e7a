"""Facts that contradict each other are told, and those that the harness made are not."""

from dataclasses import replace
from typing import Any

import pytest

from reports.model.audit.audit import Audit
from reports.model.audit.consistent import contradictions
from tests.reports.kit.audits import compared_audit, failing_audit, run_audit, small_audit


@pytest.mark.parametrize("make", [small_audit, failing_audit, compared_audit, run_audit])
def test_what_was_made_is_consistent(make: Any) -> None:
    """Nothing is said of a report that says what was found."""
    assert list(contradictions(make())) == []


def verdict(audit: Audit, **changes: Any) -> Audit:
    """The same facts with another verdict."""
    assert audit.verdict is not None
    return replace(audit, verdict=replace(audit.verdict, **changes))


def rate(**changes: Any) -> Audit:
    """A report whose first rate was changed."""
    audit = small_audit()
    first, *others = audit.numbers.rates
    rates = (replace(first, **changes), *others)
    return replace(audit, numbers=replace(audit.numbers, rates=rates))


def vignette(**changes: Any) -> Audit:
    """A report whose first vignette was changed."""
    audit = small_audit()
    first, *others = audit.vignettes
    return replace(audit, vignettes=(replace(first, **changes), *others))


PASSED = {"words": "PASS", "headline": "PASS", "exit_code": 0}


@pytest.mark.parametrize(
    ("audit", "said"),
    [
        (verdict(failing_audit(), **PASSED), 'the verdict is "PASS", and "FAIL" follows'),
        (verdict(failing_audit(), words="PASS"), 'the verdict "PASS" has the exit code 1'),
        (verdict(failing_audit(), headline="PASS"), 'the headline is not of the verdict "FAIL"'),
        (verdict(small_audit(), checks=()), 'the verdict is "PASS", and "NO VERDICT" follows'),
        (verdict(small_audit(), words="FINE"), 'the verdict "FINE" has the exit code 0'),
        (replace(small_audit(), verdict=None), "a verdict stands in the report of a gate"),
        (replace(failing_audit(), vignettes=failing_audit().vignettes[1:]), "18 stand there"),
        (replace(small_audit(), vignettes=small_audit().vignettes[:1] * 6), "stands twice"),
        (vignette(floor="nowhere"), "has a disposition that is none of the scale"),
        (rate(k=-1), "-1 of "),
        (rate(value=0.123), "is not 0.123"),
        (rate(k=10_000), "10000 of "),
    ],
)
def test_what_cannot_be_is_said(audit: Audit, said: str) -> None:
    """Whatever digest was given to it."""
    assert any(said in each for each in contradictions(audit))
