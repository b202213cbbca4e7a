"""Policy files: red flags, subgroups, watched paths and what waivers may do."""

from dataclasses import fields

import pytest

from evaluation.gate.policy import WATCHED, Limit, Policy, RedFlagLimit, SubgroupPolicy
from evaluation.gate.waivers import COVERED
from evaluation.metrics import METRIC_BY_NAME
from tests.evaluation.kit.files import edited, problems_of
from tests.evaluation.kit.policies import TEXT, build, policy_of
from tests.evaluation.kit.vignettes import WORDS

MORE = """\
baseline: approved
red_flags:
  each: {at_most: 0, vignettes: 8}
  fever: {at_most: 0.1}
subgroups:
  bands:
    age_years: [18, 65]
  smallest: 10
  limits:
    over_triage_rate: {at_most: 0.1}
    coverage: {at_least: 0.9}
watch:
  rules: [rules, words.yaml]
  library: [library]
"""
COUNTS = "vignettes: 100, red_flag_vignettes: 40"
ALL_COUNTS = f"{COUNTS}, families: 50, escalations: 30, non_escalations: 20"
WAIVERS = "waivers: {longest_days: 30, most: 2, never: [removed, no_answer]}"
FULL = edited(TEXT, (COUNTS, ALL_COUNTS), ("waivers: {longest_days: 30}", WAIVERS)) + MORE
RISING = "write rising numbers within 0 to 120 years, such as [18, 65]."
SHARE = "is no share; allowed: 0 to 1."


def full(*changes: tuple[str, str]) -> Policy:
    """The policy of the full text with some parts exchanged."""
    return policy_of((TEXT, edited(FULL, *changes)))


def test_every_key_of_the_full_text_has_its_place() -> None:
    """Counts, approval, waivers, red flags, subgroups and paths are what the file spells out."""
    policy = full()
    assert policy.minimum == {
        "vignettes": 100,
        "red_flag_vignettes": 40,
        "families": 50,
        "escalations": 30,
        "non_escalations": 20,
    }
    assert policy.needs_approval
    assert (policy.waivers.most, policy.waivers.never) == (2, ("removed", "no_answer"))
    assert policy.subgroups == SubgroupPolicy(
        bands={"age_years": (18, 65)},
        smallest=10,
        limits=(Limit(metric="over_triage_rate", bound=0.1), Limit(metric="coverage", bound=0.9)),
    )
    assert policy.watch == {"rules": ("rules", "words.yaml"), "library": ("library",)}


def test_each_is_every_red_flag_that_is_not_named() -> None:
    """A name beside it has a limit of its own, whole: nothing of `each` is left in it."""
    limits = dict(full().red_flags)
    assert sorted(limits) == sorted(WORDS.red_flags)
    assert limits.pop("fever") == RedFlagLimit(at_most=0.1, vignettes=1)
    assert set(limits.values()) == {RedFlagLimit(at_most=0, vignettes=8)}
    named_only = full(("  each: {at_most: 0, vignettes: 8}\n", "")).red_flags
    assert named_only == {"fever": RedFlagLimit(at_most=0.1)}


def test_what_is_left_out_asks_for_nothing() -> None:
    """Without these keys the policy is what it was before there were any."""
    plain = policy_of()
    assert not plain.needs_approval
    assert (plain.red_flags, plain.watch, plain.subgroups) == ({}, {}, SubgroupPolicy())
    assert (plain.waivers.most, plain.waivers.never) == (None, ())
    assert sorted(plain.minimum) == ["red_flag_vignettes", "vignettes"]


def test_subgroups_without_bands_or_limits_keep_their_smallest() -> None:
    """Each of the three may stand alone."""
    start, end = FULL.index("subgroups:"), FULL.index("watch:")
    assert full((FULL[start:end], "subgroups: {}\n")).subgroups == SubgroupPolicy()
    alone = full((FULL[start:end], "subgroups: {smallest: 1}\n")).subgroups
    assert alone == SubgroupPolicy(smallest=1)


def test_a_band_may_begin_at_a_fraction_and_at_either_end() -> None:
    """Whatever the number itself can be."""
    policy = full(("[18, 65]", "[0, 0.5, 120]"))
    assert policy.subgroups.bands == {"age_years": (0, 0.5, 120)}


MISTAKES = [
    ("families: 50", "families: 0", "3: minimum.families: 0 is too few; allowed: 1 or more."),
    (
        "escalations: 30, non",
        "escalations: -1, non",
        "3: minimum.escalations: -1 is too few; allowed: 1 or more.",
    ),
    (
        "non_escalations: 20",
        "non_escalations: 0.5",
        "3: minimum.non_escalations: a number (0.5) stands where a whole number is needed.",
    ),
    (
        "families: 50",
        "families: true",
        "3: minimum.families: true or false (true) stands where a whole number is needed.",
    ),
    (
        "families: 50",
        "family: 50",
        '3: minimum: unknown key "family". Did you mean "families"?',
    ),
    (
        "baseline: approved",
        "baseline: accepted",
        '11: baseline: unknown kind of baseline "accepted". Allowed: approved.',
    ),
    (
        "  fever: ",
        "  fevr: ",
        '14: red_flags: unknown red flag "fevr". Did you mean "fever"?',
    ),
    (
        "fever: {at_most: 0.1}",
        "fever: {at_most: 1.1}",
        f"14: red_flags.fever.at_most: 1.1 {SHARE}",
    ),
    (
        "each: {at_most: 0,",
        "each: {at_most: -0.1,",
        f"13: red_flags.each.at_most: -0.1 {SHARE}",
    ),
    (
        "vignettes: 8",
        "vignettes: 0",
        "13: red_flags.each.vignettes: 0 is too few; allowed: 1 or more.",
    ),
    (
        "fever: {at_most: 0.1}",
        "fever: {}",
        '14: red_flags.fever: the key "at_most" is missing.',
    ),
    (
        "fever: {at_most: 0.1}",
        "fever: {at_most: 0.1, at_least: 0}",
        '14: red_flags.fever: unknown key "at_least". Allowed: at_most, vignettes.',
    ),
    (
        "    age_years: [18",
        "    age: [18",
        '17: subgroups.bands: unknown number "age". Allowed: age_years, duration_days.',
    ),
    ("[18, 65]", "[65, 18]", f"17: subgroups.bands.age_years: {RISING}"),
    ("[18, 65]", "[18, 18]", f"17: subgroups.bands.age_years: {RISING}"),
    ("[18, 65]", "[18, 121]", f"17: subgroups.bands.age_years: {RISING}"),
    ("[18, 65]", "[-1, 65]", f"17: subgroups.bands.age_years: {RISING}"),
    ("[18, 65]", "[]", f"17: subgroups.bands.age_years: {RISING}"),
    ("[18, 65]", "[true, 65]", f"17: subgroups.bands.age_years: {RISING}"),
    ("[18, 65]", "[18, .nan]", f"17: subgroups.bands.age_years: {RISING}"),
    ("[18, 65]", "[18, .inf]", f"17: subgroups.bands.age_years: {RISING}"),
    ("[18, 65]", "[young, 65]", f"17: subgroups.bands.age_years: {RISING}"),
    ("[18, 65]", "18", f"17: subgroups.bands.age_years: {RISING}"),
    ("smallest: 10", "smallest: 0", "18: subgroups.smallest: 0 is too few; allowed: 1 or more."),
    (
        "    coverage: {at_least",
        "    coverag: {at_least",
        '21: subgroups.limits: unknown metric "coverag". Did you mean "coverage"?',
    ),
    (
        "coverage: {at_least: 0.9}",
        "coverage: {at_least: 9}",
        f"21: subgroups.limits.coverage.at_least: 9 {SHARE}",
    ),
    ("  smallest: 10", "  smalest: 10", '18: subgroups: unknown key "smalest". Did you mean'),
    ("  rules: [rules, words.yaml]\n", "", '23: watch: the key "rules" is missing.'),
    (
        "[rules, words.yaml]",
        "[]",
        "23: watch.rules: name at least one path, or leave the key out.",
    ),
    ("[library]", "[]", "24: watch.library: name at least one path, or leave the key out."),
    (
        "  library: [library]",
        "  libary: [library]",
        '24: watch: unknown key "libary". Did you mean "library"?',
    ),
    (
        "  library: [library]",
        "  waivers: [waivers.yaml]",
        f'24: watch: unknown key "waivers". Allowed: rules, {", ".join(WATCHED)}.',
    ),
    (
        "[library]",
        "library",
        '24: watch.library: text ("library") stands where a list is needed.',
    ),
    ("[library]", "[1]", "24: watch.library[1]: a whole number (1) stands in a list of texts."),
    (
        "[library]",
        r'["a\0b"]',
        "24: watch.library: a path stands there that no file can have; name a file or folder.",
    ),
    ("most: 2", "most: -1", "10: waivers.most: -1 is no count; allowed: 0 or more."),
    (
        "never: [removed, no_answer]",
        "never: [removd]",
        '10: waivers.never: unknown failing "removd". Did you mean "removed"?',
    ),
    (
        "never: [removed, no_answer]",
        "never: [removed, removed]",
        '10: waivers.never: "removed" stands twice.',
    ),
]


@pytest.mark.parametrize(("old", "new", "problem"), MISTAKES)
def test_each_mistake_is_told_with_its_line_and_what_is_allowed(
    old: str, new: str, problem: str
) -> None:
    """One mistake gives one problem, which names place, value and remedy."""
    (found,) = problems_of(edited(FULL, (old, new)), build)
    assert found.startswith(f"f.yaml:{problem}")


def test_a_list_and_a_text_are_no_sections() -> None:
    """Where keys belong, something else is told once, and nothing follows from it."""
    for key, end in (("red_flags:", "subgroups:"), ("subgroups:", "watch:"), ("watch:", "")):
        start = FULL.index(key)
        rest = FULL[FULL.index(end) :] if end else ""
        text = f"{FULL[:start]}{key} [a]\n{rest}"
        (found,) = problems_of(text, build)
        assert found.endswith("a list stands where a mapping is needed.")


@pytest.mark.parametrize("metric", METRIC_BY_NAME)
def test_a_limit_on_subgroups_is_on_a_metric_of_vignettes(metric: str) -> None:
    """Each of them is accepted one way round; the rate over single flags is none of them."""
    start = FULL.index("    over_triage_rate:")
    for key in ("at_most", "at_least"):
        text = FULL[:start] + f"    {metric}: {{{key}: 0.5}}\n" + FULL[FULL.index("watch:") :]
        if not problems_of(text, build):
            break
    else:
        pytest.fail(f"neither way round accepts a limit on {metric}")
    flag = edited(FULL, ("    coverage: {at_least: 0.9}", "    flag_level_miss_rate: {at_most: 0}"))
    assert 'unknown metric "flag_level_miss_rate"' in problems_of(flag, build)[0]


def test_no_waivers_at_all_may_be_allowed() -> None:
    """A policy may let nobody waive anything, or name every failing as never to be waived."""
    assert full(("most: 2", "most: 0")).waivers.most == 0
    every = ", ".join(COVERED)
    assert full(("[removed, no_answer]", f"[{every}]")).waivers.never == COVERED


CHANGES = [
    ("families: 50", "families: 51"),
    ("escalations: 30, non", "escalations: 31, non"),
    ("non_escalations: 20", "non_escalations: 21"),
    (", families: 50", ""),
    ("baseline: approved\n", ""),
    ("most: 2", "most: 3"),
    ("most: 2, ", ""),
    ("most: 2", "most: 0"),
    ("[removed, no_answer]", "[removed]"),
    ("each: {at_most: 0,", "each: {at_most: 0.01,"),
    ("vignettes: 8", "vignettes: 9"),
    ("  fever: {at_most: 0.1}\n", ""),
    ("[18, 65]", "[18, 66]"),
    ("[18, 65]", "[18]"),
    ("smallest: 10", "smallest: 11"),
    ("over_triage_rate: {at_most: 0.1}", "over_triage_rate: {at_most: 0.2}"),
    ("    coverage: {at_least: 0.9}\n", ""),
    ("[rules, words.yaml]", "[rules]"),
    ("  library: [library]\n", ""),
    ("  library: [library]", "  engine: [library]"),
]


def test_the_fingerprint_is_of_these_parts_too() -> None:
    """Each change of what is asked for changes it, and no two give the same one."""
    found = {full(change).fingerprint for change in CHANGES}
    assert len(found | {full().fingerprint}) == len(CHANGES) + 1
    swapped = full(("[removed, no_answer]", "[no_answer, removed]"))
    assert swapped.fingerprint == full().fingerprint


def test_nothing_of_a_policy_is_left_out_of_its_fingerprint() -> None:
    """Its content has one entry for each of its fields, the fingerprint itself aside."""
    policy = full()
    names = {field.name for field in fields(Policy)} - {"fingerprint"}
    assert set(policy.content()) == names
