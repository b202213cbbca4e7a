"""Policy files: every way to write one wrongly."""

import pytest

from evaluation.comparison import ENDPOINT_NAMES, LOWERED, NO_ANSWER
from tests.evaluation.kit.files import edited, problems_of
from tests.evaluation.kit.policies import LIMITS, TEXT, build
from tests.evaluation.kit.vignettes import WORDS

LEVELS = ", ".join(WORDS.scale.ids)
KEYS = (
    "policy, escalation_threshold, minimum, guard, ratchet, limits, baseline, evidence, waivers, "
    "red_flags, subgroups, watch"
)
SHARE = "is no share; allowed: 0 to 1."
TARGET = "is no target; allowed: above 0 and below 1."
ENDPOINTS = ", ".join((*ENDPOINT_NAMES, LOWERED, NO_ANSWER))
MISSING = (
    'f.yaml:5: ratchet: the endpoint "missed_red_flag" is missing; no policy may leave it out.'
)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ("guard: safety", "guard: al", '4: guard: unknown guard "al". Did you mean "all"?'),
        (
            "urgent",
            "soon",
            f'2: escalation_threshold: unknown disposition "soon". Allowed: {LEVELS}.',
        ),
        (
            "urgent",
            "self_care",
            "2: escalation_threshold: the least urgent disposition is no escalation.",
        ),
        ("policy: A test", "policy: ''", "1: policy: an empty text stands where text is needed."),
        ("guard: safety", "guard: safety\nextra: 1", f'5: unknown key "extra". Allowed: {KEYS}.'),
        (
            "[missed_red_flag, under_triage]",
            "[missed_red_flag, under]",
            f'5: ratchet: unknown endpoint "under". Allowed: {ENDPOINTS}.',
        ),
        (
            "[missed_red_flag, under_triage]",
            "[missed_red_flag, missed_red_flag]",
            '5: ratchet: "missed_red_flag" stands twice.',
        ),
        (
            "[missed_red_flag, under_triage]",
            "missed_red_flag",
            '5: ratchet: text ("missed_red_flag") stands where a list is needed.',
        ),
        (
            "missed_red_flag_rate",
            "missed_red_flag_rat",
            '7: limits: unknown metric "missed_red_flag_rat". Did you mean "missed_red_flag_rate"?',
        ),
        ("at_most: 0", "at_most: 1.5", f"7: limits.missed_red_flag_rate.at_most: 1.5 {SHARE}"),
        ("at_most: 0", "at_most: -0.1", f"7: limits.missed_red_flag_rate.at_most: -0.1 {SHARE}"),
        ("at_least: 0.95", "at_least: 95", f"8: limits.escalation_accuracy.at_least: 95 {SHARE}"),
        (
            "at_most: 0",
            "at_most: ten",
            '7: limits.missed_red_flag_rate.at_most: text ("ten") stands where a number is needed.',
        ),
        (LIMITS, "limits: []\n", "6: limits: a list stands where a mapping is needed."),
        (
            "vignettes: 100",
            "vignettes: 0",
            "3: minimum.vignettes: 0 is too few; allowed: 1 or more.",
        ),
        (
            "red_flag_vignettes: 40",
            "red_flag_vignettes: 0",
            "3: minimum.red_flag_vignettes: 0 is too few; allowed: 1 or more.",
        ),
        (
            "vignettes: 100",
            "vignettes: 2.5",
            "3: minimum.vignettes: a number (2.5) stands where a whole number is needed.",
        ),
        (
            "upper_bound: 0.1",
            "upper_bound: 1.1",
            f"9: evidence.missed_red_flag_upper_bound: 1.1 {TARGET}",
        ),
        (
            "longest_days: 30",
            "longest_days: soon",
            '10: waivers.longest_days: text ("soon") stands where a whole number is needed.',
        ),
    ],
)
def test_each_mistake_is_told_with_its_line_and_what_is_allowed(
    old: str, new: str, problem: str
) -> None:
    """One mistake gives one problem, which names place, value and remedy."""
    assert problems_of(edited(TEXT, (old, new)), build) == [f"f.yaml:{problem}"]


@pytest.mark.parametrize("ratchet", ["[under_triage]", "[]"])
def test_no_policy_may_leave_missed_red_flags_out(ratchet: str) -> None:
    """Whatever else is held, a newly missed red flag always fails."""
    text = edited(TEXT, ("[missed_red_flag, under_triage]", ratchet))
    assert problems_of(text, build) == [MISSING]


@pytest.mark.parametrize(
    ("key", "lines"),
    [
        ("escalation_threshold", "escalation_threshold: urgent\n"),
        ("minimum", "minimum: {vignettes: 100, red_flag_vignettes: 40}\n"),
        ("guard", "guard: safety\n"),
        ("ratchet", "ratchet: [missed_red_flag, under_triage]\n"),
        ("limits", LIMITS),
    ],
)
def test_a_key_that_is_missing_is_told_once(key: str, lines: str) -> None:
    """Each required key is missed by name, at the start of the file, and nothing follows."""
    assert problems_of(edited(TEXT, (lines, "")), build) == [
        f'f.yaml:1: the key "{key}" is missing.'
    ]


def test_a_file_without_the_key_of_its_kind_is_told_so() -> None:
    """A policy without its title is no policy, and no file of waivers for speaking of them."""
    text = edited(TEXT, ("policy: A test\n", ""))
    (problem,) = problems_of(text, build)
    assert 'the key "policy" is missing' in problem
    assert problems_of("waivers: []", build)[0] == 'f.yaml:1: the key "policy" is missing.'


@pytest.mark.parametrize("key", ["vignettes", "red_flag_vignettes"])
def test_both_minimums_are_needed(key: str) -> None:
    """A minimum that is left out is not taken as one."""
    counts = {"vignettes": 100, "red_flag_vignettes": 40}
    kept = ", ".join(f"{name}: {count}" for name, count in counts.items() if name != key)
    text = edited(TEXT, ("vignettes: 100, red_flag_vignettes: 40", kept))
    assert problems_of(text, build) == [f'f.yaml:3: minimum: the key "{key}" is missing.']


@pytest.mark.parametrize("bound", ["0", "1"])
def test_evidence_that_none_or_all_could_give_is_refused(bound: str) -> None:
    """No library proves a rate of 0, any proves at most 1: the bound lies between them."""
    text = edited(TEXT, ("upper_bound: 0.1", f"upper_bound: {bound}"))
    problem = f"f.yaml:9: evidence.missed_red_flag_upper_bound: {bound} {TARGET}"
    assert problems_of(text, build) == [problem]


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        (
            "{missed_red_flag_upper_bound: 0.1}",
            "{}",
            '9: evidence: the key "missed_red_flag_upper_bound" is missing.',
        ),
        ("{longest_days: 30}", "{}", '10: waivers: the key "longest_days" is missing.'),
        (
            "longest_days: 30",
            "longest_days: 0",
            "10: waivers.longest_days: 0 is too few; allowed: 1 or more.",
        ),
    ],
)
def test_a_section_that_is_there_must_be_whole(old: str, new: str, problem: str) -> None:
    """Evidence and waivers may be left out, and not be left empty."""
    assert problems_of(edited(TEXT, (old, new)), build) == [f"f.yaml:{problem}"]


def test_a_limit_on_what_the_gate_does_not_measure_is_refused() -> None:
    """Unknown robustness is no number of a run: a limit on it would never bite."""
    text = edited(TEXT, (LIMITS, "limits: {unknown_robustness: {at_most: 0}}\n"))
    assert problems_of(text, build) != []


def test_all_mistakes_are_told_at_once() -> None:
    """Whoever mends a file sees everything that is wrong with it, in the order of the lines."""
    text = edited(
        TEXT,
        ("guard: safety", "guard: al"),
        ("[missed_red_flag, under_triage]", "[under_triage]"),
        ("at_most: 0", "at_most: 2"),
    )
    assert problems_of(text, build) == [
        'f.yaml:4: guard: unknown guard "al". Did you mean "all"?',
        MISSING,
        f"f.yaml:7: limits.missed_red_flag_rate.at_most: 2 {SHARE}",
    ]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("[]", "f.yaml:1: a list stands where a mapping is needed."),
        ("", "f.yaml: the file is empty."),
        ("policy: [", "f.yaml:1: not valid YAML"),
    ],
)
def test_what_is_no_policy_at_all_is_refused(text: str, problem: str) -> None:
    """A list, nothing, or no YAML."""
    assert problems_of(text, build)[0].startswith(problem)


def test_a_file_of_another_kind_is_told_as_such() -> None:
    """One problem, in place of one for every key that it lacks."""
    assert problems_of("ruleset: knee\nversion: 1.0.0\n", build) == [
        'f.yaml:1: no policy: "ruleset" makes this a file of rules.'
    ]
