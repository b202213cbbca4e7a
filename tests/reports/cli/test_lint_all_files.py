"""What is wrong with the files of a domain is told of all of them together."""

import pytest

from tests.reports.cli.command import Edit, Kettles, Triage
from tests.reports.data.made import write_ratings

# One mistake in each file, and what is said of it: file, old and new text, problem.
MISTAKES = (
    (
        "rules/0.1.0.yaml",
        "when: smoke",
        "when: smok",
        'rules/0.1.0.yaml:12: rules[smoke].when: unknown finding "smok". Did you mean "smoke"?',
    ),
    (
        "library/kettles.yaml",
        "present: [chalk]",
        "present: [chal]",
        (
            "library/kettles.yaml:8: vignettes[chalky].present: "
            'unknown finding "chal". Did you mean "chalk"?'
        ),
    ),
    (
        "invariants.yaml",
        "at_most: keep",
        "at_most: keeps",
        (
            "invariants.yaml:13: invariants[K2].at_most: "
            'unknown disposition "keeps". Did you mean "keep"?'
        ),
    ),
    (
        "sources/TIP.yaml",
        "class: commercial",
        "class: comercial",
        (
            "sources/TIP.yaml:8: sentences[1].class: "
            'unknown class "comercial". Did you mean "commercial"?'
        ),
    ),
    (
        "ratings/reader-b.yaml",
        "disposition: unplug",
        "disposition: unplugged",
        (
            "ratings/reader-b.yaml:14: ratings[3].disposition: "
            'unknown disposition "unplugged". Did you mean "unplug"?'
        ),
    ),
)
POLICY = """\
policy: For kettles
escalation_threshold: mend
minimum: {vignettes: 3, red_flag_vignettes: 2}
guard: all
ratchet: [missed_red_flag]
limits:
  missed_red_flag_rate: {at_most: 0}
"""
WAIVERS = """\
waivers:
  - covers: missed_red_flag
    of: smoking
    difference: 0123456789ab
    reason: Known.
    approver: Dr Example
    approved: 2026-06-01
    expires: 2026-08-01
"""
ACCEPTANCES = """\
acceptances:
  - line: 0123456789ab
    says: unplug -> mend
    reason: Known.
    approver: Dr Example
    role: Owner
    approved: 2026-06-01
    expires: 2026-08-01
"""
REASONS = """\
gaps:
  - gap: rule_without_near_miss
    of: smoke
    reason: There is no kettle that nearly smokes.
"""
REST = {
    "policy.yaml": POLICY,
    "waivers.yaml": WAIVERS,
    "acceptances.yaml": ACCEPTANCES,
    "sources/gaps.yaml": REASONS,
}


@pytest.fixture
def kettle(kettles: Kettles) -> Triage:
    """The command in the folder of the made-up domain, which two readers have rated."""
    triage = kettles()
    write_ratings(triage.folder)
    return triage


@pytest.fixture
def whole(kettle: Triage) -> Triage:
    """The same with a policy, waivers, acceptances and reasons for gaps."""
    for name, text in REST.items():
        (kettle.folder / name).write_text(text, encoding="utf-8")
    return kettle


def told(*problems: str) -> tuple[int, str, str]:
    """What a command does that tells these problems: exit code and both outputs."""
    lines = [f"error  {problem}\n" for problem in problems]
    count = f"\n{len(problems)} errors, 0 warnings\n" if len(problems) > 1 else ""
    return 3, "", "".join(lines) + count


@pytest.mark.parametrize("command", ["lint", "sources"])
def test_every_file_is_told_at_once(kettle: Triage, edit: Edit, command: str) -> None:
    """Rules, library, invariants, inventory and ratings; nobody mends one to hear of the next."""
    for file, old, new, _ in MISTAKES:
        edit(kettle.folder / file, old, new)
    done = kettle(command)
    assert (done.code, done.out, done.err) == told(*(problem for *_, problem in MISTAKES))


@pytest.mark.parametrize(
    ("file", "old", "new", "problem"), MISTAKES, ids=[file for file, *_ in MISTAKES]
)
def test_one_wrong_file_is_no_verdict(
    kettle: Triage, edit: Edit, file: str, old: str, new: str, problem: str
) -> None:
    """Whichever it is, and nothing is said of the others."""
    edit(kettle.folder / file, old, new)
    done = kettle("lint")
    assert (done.code, done.out, done.err) == told(problem)


def test_of_a_wrong_vocabulary_that_alone_is_told(kettle: Triage, edit: Edit) -> None:
    """Nothing else can be read without its words."""
    for file, old, new, _ in MISTAKES:
        edit(kettle.folder / file, old, new)
    edit(kettle.folder / "vocabulary.yaml", "minimum: mend", "minimum: mended")
    done = kettle("lint")
    assert (done.code, done.out, done.err) == told(
        "vocabulary.yaml:20: red_flags[current].minimum: "
        'unknown disposition "mended". Did you mean "mend"?'
    )


class TestThePolicyAndWhatBelongsToIt:
    """Lint reads them too, so that their mistakes are not found by the gate alone."""

    def test_well_written_they_change_nothing(self, whole: Triage) -> None:
        """What is found with them is what is found without."""
        done = whole("lint")
        for name in REST:
            (whole.folder / name).unlink()
        assert whole("lint") == done
        assert (done.code, done.err) == (0, "")

    def test_their_mistakes_are_told_together(self, whole: Triage, edit: Edit) -> None:
        """Each with its place, and no verdict."""
        edit(whole.folder / "policy.yaml", "threshold: mend", "threshold: mended")
        edit(whole.folder / "waivers.yaml", "covers: missed_red_flag", "covers: missed_red_flags")
        edit(whole.folder / "acceptances.yaml", "line: 0123456789ab", "line: 0123456789")
        edit(whole.folder / "sources/gaps.yaml", "rule_without_near_miss", "rule_without_near_mis")
        done = whole("lint")
        assert (done.code, done.out, done.err) == told(
            'policy.yaml:2: escalation_threshold: unknown disposition "mended". '
            'Did you mean "mend"?',
            'waivers.yaml:2: waivers[1].covers: unknown failing "missed_red_flags". '
            'Did you mean "missed_red_flag"?',
            "acceptances.yaml:2: acceptances[1].line: "
            "write the 12 digits that `triage diff` prints.",
            'sources/gaps.yaml:2: gaps[1].gap: unknown kind of gap "rule_without_near_mis". '
            'Did you mean "rule_without_near_miss"?',
        )

    @pytest.mark.parametrize("name", REST)
    def test_a_file_that_is_none_of_its_kind_is_told(self, whole: Triage, name: str) -> None:
        """Whichever of them it is."""
        (whole.folder / name).write_text("broken\n", encoding="utf-8")
        done = whole("lint")
        assert (done.code, done.out) == (3, "")
        assert done.err.startswith(f"error  {name}:1: ")

    def test_rules_outside_a_domain_have_none(self, in_domain: Triage) -> None:
        """Files that only stand beside them are nobody's."""
        command = ("lint", "--rules", "rules.yaml", "--vignettes", "library")
        before = in_domain(*command)
        (in_domain.folder / "policy.yaml").write_text("broken\n", encoding="utf-8")
        (in_domain.folder / "waivers.yaml").write_text("broken\n", encoding="utf-8")
        (in_domain.folder / "acceptances.yaml").write_text("broken\n", encoding="utf-8")
        assert in_domain(*command) == before
        assert before.code == 0
