"""Written reasons for gaps: read strictly, and refused where the gap is closed."""

from pathlib import Path

import pytest

from evaluation.trace.gaps import Gap, GapKind
from evaluation.trace.reasons import Reason, read_reasons, stale_reasons, without_reason
from triage.loading.problems import LoadError

FILE = """\
gaps:
  - gap: rule_without_near_miss
    of: smoke
    reason: There is no kettle that nearly smokes.
  - gap: demand_without_rule
    of: MAN L4.1 chalk
    reason: Chalk is for another rule set.
"""
SMOKE = Gap(GapKind.RULE_WITHOUT_NEAR_MISS, "smoke")
CHALK = Gap(GapKind.DEMAND_WITHOUT_RULE, "MAN L4.1 chalk")
OTHER = Gap(GapKind.RULE_WITHOUT_UNKNOWN, "smoke")


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder of sources in the current folder."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "sources").mkdir()
    return tmp_path / "sources"


def test_reasons_are_read_with_their_place(folder: Path) -> None:
    """By the gap that each is for."""
    (folder / "gaps.yaml").write_text(FILE, encoding="utf-8")
    assert read_reasons(folder) == {
        SMOKE: Reason(
            text="There is no kettle that nearly smokes.", file="sources/gaps.yaml", line=2
        ),
        CHALK: Reason(text="Chalk is for another rule set.", file="sources/gaps.yaml", line=5),
    }


def test_without_the_file_there_are_no_reasons(folder: Path) -> None:
    """Which is well where there is no gap."""
    assert read_reasons(folder) == {}


@pytest.mark.parametrize(
    ("old", "new", "problems"),
    [
        (
            "gap: demand_without_rule",
            "gap: demand_without_rules",
            [
                (
                    'sources/gaps.yaml:5: gaps[2].gap: unknown kind of gap "demand_without_rules". '
                    'Did you mean "demand_without_rule"?'
                )
            ],
        ),
        (
            "  - gap: demand_without_rule\n    of: MAN L4.1 chalk\n",
            "  - gap: rule_without_near_miss\n    of: smoke\n",
            ["sources/gaps.yaml:6: gaps[2].of: the same gap stands twice; first at line 2."],
        ),
        (
            "    reason: Chalk is for another rule set.\n",
            "",
            ['sources/gaps.yaml:5: gaps[2]: the key "reason" is missing.'],
        ),
        (
            "reason: Chalk is for another rule set.",
            "reason: ' '",
            ["sources/gaps.yaml:7: gaps[2].reason: an empty text stands where text is needed."],
        ),
        (
            "gaps:\n",
            "reasons:\n",
            [
                'sources/gaps.yaml:1: unknown key "reasons". Allowed: gaps.',
                'sources/gaps.yaml:1: the key "gaps" is missing.',
            ],
        ),
    ],
    ids=["kind", "twice", "no-reason", "empty-reason", "no-gaps"],
)
def test_a_mistake_is_named_with_its_place(
    folder: Path, old: str, new: str, problems: list[str]
) -> None:
    """A reason that explains nothing is none."""
    assert old in FILE
    (folder / "gaps.yaml").write_text(FILE.replace(old, new), encoding="utf-8")
    with pytest.raises(LoadError) as caught:
        read_reasons(folder)
    assert [str(problem) for problem in caught.value.problems] == problems


def test_gaps_without_a_reason_are_told_apart(folder: Path) -> None:
    """In their order; a reason is for one kind of gap of one thing, and for no other."""
    (folder / "gaps.yaml").write_text(FILE, encoding="utf-8")
    reasons = read_reasons(folder)
    assert without_reason((OTHER, SMOKE), reasons) == (OTHER,)
    assert without_reason((SMOKE, CHALK), reasons) == ()
    assert without_reason((CHALK, OTHER, SMOKE), {}) == (CHALK, OTHER, SMOKE)


def test_a_reason_for_a_closed_gap_is_stale(folder: Path) -> None:
    """It is named with the line to take out; one for a gap that is open is not."""
    (folder / "gaps.yaml").write_text(FILE, encoding="utf-8")
    reasons = read_reasons(folder)
    assert stale_reasons((SMOKE, CHALK), reasons) == ()
    (stale,) = stale_reasons((OTHER, SMOKE), reasons)
    assert (str(stale), stale.code) == (
        (
            "sources/gaps.yaml:5: gaps[MAN L4.1 chalk]: there is no such gap "
            "(demand_without_rule); take the reason out."
        ),
        "stale",
    )


@pytest.mark.parametrize(
    ("open_gap", "hint"),
    [
        (Gap(GapKind.DEMAND_WITHOUT_RULE, "MAN L4.2 chalk"), "MAN L4.2 chalk"),
        (Gap(GapKind.DEMAND_WITHOUT_RULE, "TIP L9.9 hum"), ""),
        (Gap(GapKind.RULE_WITHOUT_DEMAND, "MAN L4.2 chalk"), ""),
    ],
    ids=["near", "far", "other-kind"],
)
def test_a_stale_reason_names_the_gap_that_may_be_meant(
    folder: Path, open_gap: Gap, hint: str
) -> None:
    """One of the same kind, whose sentence has moved; otherwise there is nothing to guess."""
    (folder / "gaps.yaml").write_text(FILE, encoding="utf-8")
    (stale,) = stale_reasons((SMOKE, open_gap), read_reasons(folder))
    end = f'. Did you mean "{hint}"? If not, take' if hint else "; take"
    assert str(stale) == (
        "sources/gaps.yaml:5: gaps[MAN L4.1 chalk]: there is no such gap "
        f"(demand_without_rule){end} the reason out."
    )
