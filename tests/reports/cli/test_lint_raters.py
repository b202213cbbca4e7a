"""`triage lint --agreement` and `--undecided`: what raters gave, and what a person must decide."""

import json
from pathlib import Path

import pytest

from tests.evaluation.trace.kettle import write_kettle
from tests.reports.cli.command import Triage
from tests.reports.data.made import write_ratings

FIRST = "kettle@0.1.0, 9 vignettes (of the domain kettle)\n"
WARNINGS = """\
warning  library/kettles.yaml:2: vignettes[chalky].narrative: nobody but its author has rated it \
as it stands (narrative: "f8e8bd348e56f258").
warning  library/kettles.yaml:67: vignettes[smoke-open].gold: its raters do not agree (author \
mend with no red flag; reader-a unplug with fire), and no adjudication says how that was settled.
"""
AGREEMENT = """\

Raters
  author: whoever wrote the vignette, who set its gold
  reader-a: A made-up reader, nobody's electrician. Saw: narratives only (8 ratings)
  reader-b: Another one. Saw: narratives only (3 ratings)

Agreement of each pair
  pair                n  same     raw  kappa linear  quadratic  same red flags
  author, reader-a    8     7  87.5 %         0.818      0.857          7 of 8
  author, reader-b    3     2  66.7 %         0.667      0.800          1 of 2
  reader-a, reader-b  3     2  66.7 %         0.667      0.800          1 of 2

In dispute: 3 of 8 rated vignettes, of 9 in all
  Settled by: A third reader, who had both documents.
  leaking-open: author mend; reader-a mend; reader-b keep
    Now keep. The tip speaks of a leak that is there.
  smoke-open: author mend; reader-a unplug with fire (low confidence)
    Now mend. NOT SETTLED
  smoking: author unplug; reader-a unplug; reader-b unplug with no red flag
    Now unplug. NOT SETTLED
"""
HINT = " (--undecided lists them)"


@pytest.fixture
def kettle(tmp_path: Path) -> Triage:
    """The command in the folder of the made-up domain, which two readers have rated."""
    write_kettle(tmp_path)
    write_ratings(tmp_path)
    (tmp_path / "triage.toml").write_text('domain = "."\n', encoding="utf-8")
    return Triage(tmp_path)


def test_agreement_stands_below_the_problems(kettle: Triage) -> None:
    """Raw agreement and weighted kappa per pair, and every vignette in dispute."""
    plain, done = kettle("lint"), kettle("lint", "--agreement")
    assert (done.code, done.err) == (0, "")
    assert plain.out.startswith(FIRST + WARNINGS)
    assert done.out == plain.out + AGREEMENT


def test_agreement_without_ratings_is_wrong_usage(kettle: Triage) -> None:
    """There is nothing to say; nothing is printed that looks like agreement."""
    (kettle.folder / "ratings").rename(kettle.folder / "elsewhere")
    done = kettle("lint", "--agreement")
    assert (done.code, done.out, done.err) == (
        2,
        "",
        "error  nobody has rated this library: there is no folder of ratings.\n",
    )
    assert kettle("lint").code == 0


def test_the_ratings_of_a_domain_are_of_its_own_library(kettle: Triage) -> None:
    """Another library has none, though its vignettes had the same names; its own has a path too."""
    (kettle.folder / "other").mkdir()
    text = (kettle.folder / "library" / "kettles.yaml").read_text(encoding="utf-8")
    (kettle.folder / "other" / "kettles.yaml").write_text(text, encoding="utf-8")
    other = kettle("lint", "--agreement", "--vignettes", "other")
    own = kettle("lint", "--agreement", "--vignettes", "./library")
    assert (other.code, other.out) == (2, "")
    assert (own.code, own.err) == (0, "")
    assert own.out.endswith(AGREEMENT)


def test_ratings_that_do_not_load_are_no_verdict(kettle: Triage) -> None:
    """Every mistake with its place."""
    file = kettle.folder / "ratings" / "reader-b.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace("disposition: unplug", "disposition: unplugged"), encoding="utf-8")
    done = kettle("lint")
    assert (done.code, done.out, done.err) == (
        3,
        "",
        (
            "error  ratings/reader-b.yaml:14: ratings[3].disposition: unknown disposition "
            '"unplugged". Did you mean "unplug"?\n'
        ),
    )


def test_an_adjudication_of_another_end_is_stale_and_its_dispute_open(kettle: Triage) -> None:
    """Gold has moved since; both are warnings, and the agreement says that it is not settled."""
    file = kettle.folder / "ratings" / "adjudications.yaml"
    text = file.read_text(encoding="utf-8")
    file.write_text(f"{text}    settled: mend\n", encoding="utf-8")
    done = kettle("lint", "--agreement")
    warnings = [line for line in done.out.splitlines() if "leaking-open" in line]
    assert (done.code, done.err) == (0, "")
    assert "    Now keep. NOT SETTLED\n" in done.out
    assert [line.partition(": ")[0] for line in warnings] == [
        "warning  library/kettles.yaml:54",
        "warning  ratings/adjudications.yaml:3",
        "  leaking-open",
    ]


def test_a_rating_without_a_narrative_does_not_count(kettle: Triage) -> None:
    """Lint says the hash that whoever reads the narrative now may write down."""
    file = kettle.folder / "ratings" / "reader-b.yaml"
    lines = file.read_text(encoding="utf-8").splitlines(keepends=True)
    (line,) = [line for line in lines if "leaking-open" in line]
    named = lines.pop(lines.index(line) + 1)
    file.write_text("".join(lines), encoding="utf-8")
    done = kettle("lint", "--agreement")
    assert (done.code, done.err) == (0, "")
    value = named.split()[-1].strip("'")
    assert (
        "warning  ratings/reader-b.yaml:8: [leaking-open]: the rating names no narrative; the one "
        f'that stands there is "{value}". The rating does not count: read it, and rate it.\n'
    ) in done.out
    assert "In dispute: 2 of 8 rated vignettes, of 9 in all\n" in done.out


def test_json_has_the_agreement_on_request(kettle: Triage) -> None:
    """Beside the problems, which stay the same."""
    plain, done = kettle("lint", "--json"), kettle("lint", "--json", "--agreement")
    assert (done.code, done.err) == (0, "")
    data = json.loads(done.out)
    agreement = data.pop("agreement")
    assert data == json.loads(plain.out)
    assert [(p["one"], p["other"], p["n"], p["same"]) for p in agreement["pairs"]] == [
        ("author", "reader-a", 8, 7),
        ("author", "reader-b", 3, 2),
        ("reader-a", "reader-b", 3, 2),
    ]
    assert [each["vignette"] for each in agreement["disputed"]] == [
        "leaking-open",
        "smoke-open",
        "smoking",
    ]


def test_what_is_undecided_is_counted_and_listed_on_request(kettle: Triage) -> None:
    """One line for each, after errors and warnings; the exit code stays, also under --strict."""
    (kettle.folder / "ratings").rename(kettle.folder / "elsewhere")
    plain, listed = kettle("lint"), kettle("lint", "--undecided")
    assert (plain.code, listed.code) == (0, 0)
    notes = [line for line in listed.out.splitlines() if line.startswith("note  ")]
    others = [line for line in listed.out.splitlines() if not line.startswith("note  ")]
    assert notes[0] == (
        "note  library/kettles.yaml:2: vignettes[chalky].phrases: no finding names the phrase of "
        "the narrative that it rests on."
    )
    assert f", {len(notes)} undecided" in others[-1]
    assert plain.out.splitlines() == [*others[:-1], others[-1] + HINT]
    assert listed.out.index("\nnote ") > listed.out.index("\nwarning ")


def test_json_has_what_is_undecided_in_any_case(kettle: Triage) -> None:
    """A machine counts for itself."""
    plain, listed = kettle("lint", "--json"), kettle("lint", "--json", "--undecided")
    assert plain.out == listed.out
    severities = [problem["severity"] for problem in json.loads(plain.out)["problems"]]
    assert severities.count("note") == 9
    assert severities == sorted(severities, key=["error", "warning", "note"].index)


def test_what_is_undecided_fails_nothing(kettle: Triage) -> None:
    """Strict is about warnings."""
    table = [
        ("lint", "--strict", "--rules", "rules/0.1.0.yaml"),
        ("lint", "--strict", "--undecided", "--rules", "rules/0.1.0.yaml"),
    ]
    (kettle.folder / "ratings").rename(kettle.folder / "elsewhere")
    released = kettle("rules", "--json")
    fingerprint = json.loads(released.out)[-1]["fingerprint"]
    (kettle.folder / "released.yaml").write_text(
        f"released:\n  - {{version: 0.1.0, fingerprint: '{fingerprint}'}}\n", encoding="utf-8"
    )
    done = kettle.each(table)
    assert {words: each.code for words, each in done.items()} == dict.fromkeys(done, 0)
    assert all(" 0 warnings, 9 undecided" in each.out for each in done.values())
