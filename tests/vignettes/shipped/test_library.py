"""The library that ships: large enough, told apart, and free of what lint finds."""

from collections import Counter

import pytest

from triage.invariants import InvariantSet
from triage.loading.problems import Severity
from triage.repository import load_ruleset, versions_of
from triage.rules import RuleSet
from vignettes.domain import ratings_folder, sources_folder
from vignettes.library import Library
from vignettes.lint import lint
from vignettes.ratings import read_ratings
from vignettes.sources.inventory import read_inventory
from vignettes.vignette import Kind


def test_what_ships_lints_clean(knee: RuleSet, shipped: Library, invariants: InvariantSet) -> None:
    """Neither an error nor a warning: rules, library, coverage, gold, sources and ratings."""
    words = knee.vocabulary
    inventory = read_inventory(sources_folder(words.name), words)
    ratings = read_ratings(ratings_folder(words.name), words)
    assert inventory
    assert ratings
    found = lint(knee, shipped, invariants, inventory, ratings)
    assert [str(problem) for problem in found if problem.severity is not Severity.NOTE] == []


def test_every_vignette_says_what_its_findings_rest_on(shipped: Library) -> None:
    """None is without phrases, and none is left for a person because it has none."""
    assert [vignette.id for vignette in shipped if not vignette.phrases] == []


@pytest.mark.parametrize("version", versions_of("knee"))
def test_no_version_that_ships_has_an_error(
    shipped: Library, invariants: InvariantSet, version: str
) -> None:
    """An older version may lack what was learned later, but is sound in itself and unchanged."""
    found = lint(load_ruleset(f"knee@{version}"), shipped, invariants)
    assert [str(problem) for problem in found if problem.severity is Severity.ERROR] == []


def test_every_kind_of_vignette_ships(shipped: Library) -> None:
    """Each reason to write a vignette has at least five."""
    kinds = Counter(vignette.kind for vignette in shipped)
    assert {kind: kinds[kind] >= 5 for kind in Kind} == dict.fromkeys(Kind, True)


def test_no_narrative_repeats_another(shipped: Library) -> None:
    """Every story is told in words of its own, spaces and letter case aside."""
    told = Counter(" ".join(v.narrative.lower().split()) for v in shipped)
    assert [narrative for narrative, times in told.items() if times > 1] == []


def test_no_title_repeats_another(shipped: Library) -> None:
    """A report lists vignettes by title too, so that titles tell them apart."""
    titles = Counter(vignette.title.lower() for vignette in shipped)
    assert [title for title, times in titles.items() if times > 1] == []


def test_every_id_begins_with_the_statement_that_it_mainly_tests(
    shipped: Library, invariants: InvariantSet
) -> None:
    """Every vignette belongs to a floor or a ceiling."""
    strays = [v.id for v in shipped if v.id.partition("-")[0] not in invariants.invariants]
    assert strays == []


def test_every_vignette_of_a_file_belongs_to_the_statement_of_the_file(shipped: Library) -> None:
    """One file to a statement, so that a reader finds its vignettes."""
    strays = [
        v.id
        for v in shipped
        if v.file.rpartition("/")[2].partition("-")[0] != v.id.partition("-")[0]
    ]
    assert strays == []


def test_every_red_flag_is_required_somewhere_and_denied_somewhere(
    knee: RuleSet, shipped: Library
) -> None:
    """Each red flag has vignettes that must raise it and others that must not."""
    flags = knee.vocabulary.red_flags
    required = Counter(flag for v in shipped for flag in v.gold.red_flags)
    absent = Counter(flag for v in shipped for flag in v.gold.absent_red_flags)
    assert [flag for flag in flags if required[flag] < 3 or absent[flag] < 3] == []


def test_a_required_red_flag_has_one_of_its_findings_present(
    knee: RuleSet, shipped: Library
) -> None:
    """No gold asks for a red flag that nothing in the presentation could raise."""
    flags = knee.vocabulary.red_flags
    unfounded = [
        (v.id, flag)
        for v in shipped
        for flag in v.gold.red_flags
        if set(flags[flag].findings).isdisjoint(v.presentation.present)
    ]
    assert unfounded == []


def test_a_red_flag_of_one_finding_is_required_wherever_the_finding_is_present(
    knee: RuleSet, shipped: Library
) -> None:
    """A finding that is a red flag by itself is never left out of the gold."""
    flags = knee.vocabulary.red_flags.values()
    single = {flag.findings[0]: flag.id for flag in flags if len(flag.findings) == 1}
    forgotten = [
        (v.id, single[finding])
        for v in shipped
        for finding in v.presentation.present
        if finding in single and single[finding] not in v.gold.red_flags
    ]
    assert forgotten == []


def test_a_red_flag_that_is_absent_has_its_single_finding_known_absent(
    knee: RuleSet, shipped: Library
) -> None:
    """What was not asked is open, never absent, in the gold as well."""
    flags = knee.vocabulary.red_flags.values()
    single = {flag.id: flag.findings[0] for flag in flags if len(flag.findings) == 1}
    assumed = [
        (v.id, flag)
        for v in shipped
        for flag in v.gold.absent_red_flags
        if flag in single and single[flag] not in v.presentation.absent
    ]
    assert assumed == []
