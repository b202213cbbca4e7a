"""A draft holds the patient, and no library takes it until a person has filled it in."""

import re
from pathlib import Path

import pytest
from hypothesis import given, settings

from triage.domain import domain_names, load_domain_vocabulary
from triage.loading.nodes import parse
from triage.loading.problems import LoadError
from triage.presentation import Presentation
from triage.vocabulary import Vocabulary
from vignettes.absences import Absences, absences_of
from vignettes.draft import Draft, render_draft
from vignettes.library import read_library
from vignettes.loading import build_vignettes
from vignettes.strategies import presentations
from vignettes.vignette import Kind, Vignette

KNEE = load_domain_vocabulary(domain_names()[0])
GROUPS = KNEE.groups
DANGERS = GROUPS["red_flag_findings"].findings
FILE = """\
# Nobody has filled this in yet, and until somebody does it does not load.
# Give the narrative, the gold and its sources from the documents, without asking the rules what
# they answer. Each FILL IN goes.
vignettes:
  - id: missing-fever
    family: missing-fever
    title: "Somebody: \\"warm\\""
    kind: unknown
    # It is missing because no vignette would notice any of these edits:
    # - Fever: something
    # - A rule of which so much is said that it does not fit into one line of the file, and it
    #   goes on in the next one
    narrative: FILL IN
    patient: {age_years: 59}
    present: [posterior_knee_pain, skin_redness]
    absent: [locking]
    absent_others: [red_flag_findings]
    numbers: {duration_days: 13.5}
    not_asked: [fever]
    gold: FILL IN
    # In place of FILL IN, on lines of their own:
    #   preferred:         self_care | routine | urgent | emergency
    #   acceptable:        a list without gaps, around the preferred one
    #   red_flags:         a list of those that must be raised
    #   absent_red_flags:  others, or a list of those that are known to be absent
    #   pathways:          a list
    sources: [FILL IN]
    author: FILL IN
"""
LEFT = (
    "the gold of this vignette was left for a person to fill in (so is what stands under "
    "narrative, sources, author). Give what the documents ask for, never what rules answer, or "
    "take the vignette out of the library."
)


def draft_of(patient: Presentation, title: str = "Somebody", *why: str) -> Draft:
    """A draft about a patient."""
    return Draft(id="missing-fever", title=title, kind=Kind.UNKNOWN, patient=patient, why=why)


def warm() -> Presentation:
    """A patient with absent dangers, one of them not asked and one there."""
    absent = [name for name in DANGERS if name not in {"fever", "skin_redness"}]
    return Presentation.build(
        KNEE,
        present=["skin_redness", "posterior_knee_pain"],
        absent=[*absent, "locking"],
        numbers={"age_years": 59, "duration_days": 13.5},
    )


def filled_in(text: str) -> str:
    """A draft that a person has worked on."""
    return (
        text.replace("narrative: FILL IN", "narrative: Somebody.")
        .replace("gold: FILL IN", "gold: {preferred: routine}")
        .replace("[FILL IN]", "[PKP L33.1]")
        .replace("author: FILL IN", "author: somebody")
    )


def load(text: str, words: Vocabulary = KNEE) -> Vignette:
    """The one vignette of a file."""
    (vignette,) = build_vignettes(parse(text.encode(), "new.yaml"), "new.yaml", words)
    return vignette


def test_a_draft_is_a_file_of_the_library() -> None:
    """All of it, to the letter: groups in place of long lists, and nothing of an answer."""
    long = (
        "A rule of which so much is said that it does not fit into one line of the file, and it "
        "goes on in the next one"
    )
    assert (
        render_draft(draft_of(warm(), 'Somebody: "warm"', "Fever: something", long), KNEE) == FILE
    )


@given(presentations(KNEE))
@settings(deadline=None, max_examples=60)
def test_what_a_draft_says_of_a_patient_is_what_was_known(patient: Presentation) -> None:
    """Once it is filled in, the same presentation is read from it; no line is too wide."""
    text = render_draft(draft_of(patient), KNEE)
    assert load(filled_in(text)).presentation == patient
    assert max(map(len, text.splitlines())) <= 100


def test_absent_findings_are_told_by_groups_where_most_are() -> None:
    """Half of a group, or two of it, are named one by one."""
    assert absences_of(warm().absent, KNEE) == Absences(
        groups={"red_flag_findings": ("fever", "skin_redness")}, others=("locking",)
    )
    assert set(absences_of(DANGERS[:5], KNEE).others) == set(DANGERS[:5])
    assert absences_of(DANGERS[:6], KNEE).exceptions == DANGERS[6:]


def test_a_draft_is_refused_with_one_error(tmp_path: Path) -> None:
    """At the line of the gold: what it is, and what to do; not one for each thing left open."""
    file = tmp_path / "new.yaml"
    file.write_text(FILE, encoding="utf-8")
    with pytest.raises(LoadError) as refused:
        read_library(tmp_path, KNEE)
    (problem,) = refused.value.problems
    assert (problem.line, problem.field, problem.code) == (
        20,
        "vignettes[missing-fever].gold",
        "left-open",
    )
    assert problem.message == LEFT
    assert FILE.splitlines()[problem.line - 1].strip() == "gold: FILL IN"


def test_only_what_is_left_open_is_named() -> None:
    """Whoever has written the rest still has to give the gold."""
    text = filled_in(FILE).replace("gold: {preferred: routine}", "gold: FILL IN")
    with pytest.raises(LoadError, match=r"person to fill in\. Give what the documents"):
        load(text)


@pytest.mark.parametrize(
    ("left", "field"),
    [
        ("narrative: FILL IN", "narrative"),
        ("sources: [FILL IN]", "sources[1]"),
        ("author: FILL IN", "author"),
        ("gold: {preferred: FILL IN}", "gold.preferred"),
    ],
)
def test_nothing_may_be_left_open_beside_a_gold(left: str, field: str) -> None:
    """Each is one error of its own."""
    key = left.partition(":")[0]
    text = re.sub(rf"^    {key}: .*$", f"    {left}", filled_in(FILE), flags=re.MULTILINE)
    with pytest.raises(LoadError) as refused:
        load(text)
    problems = [(p.field, p.code) for p in refused.value.problems]
    assert (f"vignettes[missing-fever].{field}", "fill-in") in problems
    assert {name for name, _ in problems} == {f"vignettes[missing-fever].{field}"}


def test_other_mistakes_of_a_draft_are_told_with_it() -> None:
    """A patient who contradicts themselves is no draft either."""
    text = FILE.replace("absent: [locking]", "absent: [skin_redness]")
    with pytest.raises(LoadError) as refused:
        load(text)
    assert [problem.code for problem in refused.value.problems] == ["contradiction", "left-open"]


def test_no_text_can_break_out_of_its_line() -> None:
    """Titles of rules may hold what ends a line in YAML; a comment and a title stay in theirs."""
    hostile = "Fever\u2028gold: {preferred: self_care}\n\x85- id: x"
    text = render_draft(draft_of(warm(), hostile, hostile), KNEE)
    assert load(filled_in(text)).title == "Fever gold: {preferred: self_care} - id: x"
    assert "    # - Fever gold: {preferred: self_care} - id: x" in text.splitlines()
