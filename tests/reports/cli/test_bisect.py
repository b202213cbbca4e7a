"""`triage bisect`: it finds the revision of the rules that a miss came with."""

import json
from pathlib import Path

import pytest

from tests.reports.cli.checkouts import Checkout
from tests.reports.cli.command import Done, Triage

FINE = ("disposition: mend", "disposition: unplug")
MISS = ("disposition: unplug", "disposition: mend")


class Toasters:
    """The domain about toasters in a checkout, its rules edited from revision to revision."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.file = folder / "rules.yaml"
        self.checkout = Checkout(folder)
        self.git = self.checkout.git

    def edit(self, old: str, new: str) -> None:
        """Exchange the first of a text in the rules."""
        text = self.file.read_text(encoding="utf-8")
        assert old in text
        self.file.write_text(text.replace(old, new, 1), encoding="utf-8")

    def commit(self, title: str, *edits: tuple[str, str]) -> str:
        """Commit edits of the rules; the start of the revision."""
        for old, new in edits:
            self.edit(old, new)
        self.git("add", "--all")
        self.git("commit", "--allow-empty", "--message", title)
        return self.git("rev-parse", "HEAD")[:12]

    def __call__(self, *words: str, name: str = "smoking", rules: str = "") -> Done:
        """Run ``triage bisect`` on a vignette."""
        files = ("--rules", rules or self.file.name, "--vignettes", "library")
        return Triage(self.folder)("bisect", name, *files, *words)

    def found(self, *words: str, rules: str = "") -> dict[str, str | bool | None]:
        """The revision that is found, and what is told beside it."""
        done = self(*words, "--json", rules=rules)
        assert (done.code, done.err) == (0, "")
        data = json.loads(done.out)
        return {
            "introduced": data["introduced"]["revision"][:12],
            "before": data["before"] and data["before"]["revision"][:12],
            "since_the_first": data["is_since_the_first"],
        }


@pytest.fixture
def toasters(domain: Path) -> Toasters:
    """The domain in a checkout with one commit, which misses nothing."""
    made = Toasters(domain)
    made.git("init", "--quiet", "--initial-branch", "main")
    made.commit("First")
    return made


def test_a_miss_that_came_went_and_came_again(toasters: Toasters) -> None:
    """The newest introduction is the one that matters; the others are named."""
    first = toasters.commit("A miss", MISS)
    fixed = toasters.commit("Fixed", FINE)
    toasters.checkout.write("notes.txt")
    toasters.commit("Nothing about rules")
    again = toasters.commit("A miss again", MISS)
    toasters.commit("Older", ("at_least: 10", "at_least: 12"))
    done = toasters()
    assert (done.code, done.err) == (0, "")
    lines = done.out.splitlines()
    assert lines[0] == f"smoking fails by missed red flags since {again}"
    assert lines[1].endswith("  A miss again")
    assert lines[3:6] == [
        "  Expected  unplug (fire)",
        f"  Before    unplug (fire) by smoke, at {fixed}",
        "  After     mend (fire) by smoke",
    ]
    assert f"  - smoke (git:{again}:rules.yaml:8): unplug -> mend" in lines
    assert "Began to fail 2 times, the newest first" in lines
    turns = [
        line.split(":")[0] for line in lines if line.startswith("  - ") and "smoke" not in line
    ]
    assert turns == [
        f"  - {again} begins to fail",
        f"  - {fixed} is fixed",
        f"  - {first} begins to fail",
    ]
    assert f"Next: triage diff git:{fixed}:rules.yaml git:{again}:rules.yaml" in lines
    assert toasters.git("status", "--porcelain") == ""


def test_nobody_else_is_blamed_by_a_replacement(toasters: Toasters) -> None:
    """What a commit holds counts, not what a checkout would put in its place."""
    innocent = toasters.commit("Nothing", ("title: Rules for toasters", "title: Rules, toasters"))
    guilty = toasters.commit("A miss", MISS)
    now, then = (toasters.git("rev-parse", f"{at}:rules.yaml") for at in (guilty, innocent))
    toasters.git("replace", then, now)
    assert toasters.found()["introduced"] == guilty


def test_what_is_looked_at_can_be_bounded(toasters: Toasters) -> None:
    """--bad ends the search before a later introduction, --good begins it after an earlier one."""
    start = toasters.git("rev-parse", "HEAD")[:12]
    first = toasters.commit("A miss", MISS)
    fixed = toasters.commit("Fixed", FINE)
    again = toasters.commit("A miss again", MISS)
    told = {"introduced": first, "before": start, "since_the_first": False}
    assert toasters.found("--bad", first) == told
    assert toasters.found("--good", fixed)["introduced"] == again
    assert toasters.found("--good", start)["introduced"] == again
    data = json.loads(toasters("--good", fixed, "--json").out)
    assert [each["revision"][:12] for each in data["revisions"]] == [fixed, again]


def test_a_revision_that_does_not_load_is_skipped_and_named(toasters: Toasters) -> None:
    """What lies between the last good and the first bad one may be the one as well."""
    broken = toasters.commit("Broken", ("rules:", "rulez:"), MISS)
    mended = toasters.commit("Mended", ("rulez:", "rules:"))
    done = toasters()
    assert done.out.startswith(f"smoking fails by missed red flags since {mended}\n")
    may_be = "It may as well be one of those before it that cannot be asked"
    assert f"  {may_be}: {broken}.\n" in done.out
    assert "Skipped, since the rules could not be asked: 1 revision\n" in done.out
    assert f"  - git:{broken}:rules.yaml:1:" in done.out


def test_a_file_is_followed_through_its_names(toasters: Toasters) -> None:
    """A miss that came under another name is found, and the rules of then are read."""
    miss = toasters.commit("A miss", MISS)
    toasters.git("mv", "rules.yaml", "toasters.yaml")
    toasters.commit("Renamed")
    toasters.file = toasters.folder / "toasters.yaml"
    assert toasters.found()["introduced"] == miss
    assert f"git:{miss}:rules.yaml" in toasters().out


def test_edits_that_are_not_committed_count(toasters: Toasters) -> None:
    """They are the newest there is, unless --bad says where to end."""
    head = toasters.git("rev-parse", "HEAD")[:12]
    toasters.edit(*MISS)
    assert toasters.found() == {"introduced": "", "before": head, "since_the_first": False}
    out = toasters().out
    assert out.startswith(
        "smoking fails by missed red flags since the edits that are not committed\n"
    )
    assert f"\nNext: triage diff git:{head}:rules.yaml rules.yaml\n" in out
    assert toasters("--bad", "HEAD").code == 2


def test_what_was_merged_is_looked_into(toasters: Toasters) -> None:
    """The revision on the branch is found, and the merge that brought it is named."""
    before = toasters.git("rev-parse", "HEAD")[:12]
    toasters.git("checkout", "--quiet", "-b", "side")
    miss = toasters.commit("A miss on a branch", MISS)
    toasters.git("checkout", "--quiet", "main")
    toasters.commit("Older", ("at_least: 10", "at_least: 12"))
    toasters.git("merge", "--quiet", "--no-ff", "--message", "Merge it", "side")
    merge = toasters.git("rev-parse", "HEAD")[:12]
    assert toasters.found() == {"introduced": miss, "before": before, "since_the_first": False}
    assert f"  merged by {merge}: " in toasters().out


def test_a_merge_itself_can_be_to_blame(toasters: Toasters) -> None:
    """Where neither side misses, the merge is what is found."""
    toasters.git("checkout", "--quiet", "-b", "side")
    toasters.commit("Older", ("at_least: 10", "at_least: 12"))
    toasters.git("checkout", "--quiet", "main")
    toasters.git("merge", "--quiet", "--no-ff", "--no-commit", "side")
    merge = toasters.commit("Merge it, and more", MISS)
    assert toasters.found()["introduced"] == merge


def test_a_folder_of_versions(toasters: Toasters) -> None:
    """The newest version at each revision counts, by its number and not by its letters."""
    (toasters.folder / "rules").mkdir()
    toasters.git("mv", "rules.yaml", "rules/0.9.0.yaml")
    text = toasters.folder / "rules" / "0.9.0.yaml"
    rules = text.read_text(encoding="utf-8").replace("vocabulary.yaml", "../vocabulary.yaml")
    text.write_text(rules, encoding="utf-8")
    first = toasters.commit("Versions")
    newer = text.with_name("0.10.0.yaml")
    newer.write_text(rules.replace(*MISS).replace("0.1.0", "0.10.0"), encoding="utf-8")
    miss = toasters.commit("A version that misses")
    toasters.file = text
    toasters.commit("An older version is mended", ("at_least: 10", "at_least: 12"))
    told = {"introduced": miss, "before": first, "since_the_first": False}
    assert toasters.found(rules="rules") == told
    assert "smoke (git:" in toasters(rules="rules").out


def test_old_rules_in_old_words(toasters: Toasters) -> None:
    """Where rules speak of what is no word any more, their own vocabulary is taken."""
    words = toasters.folder / "vocabulary.yaml"
    text = words.read_text(encoding="utf-8")
    words.write_text(text.replace("crumbs,", "bits,").replace("[crumbs", "[bits"))
    renamed = toasters.commit("Renamed a finding, and a miss", ("[crumbs", "[bits"), MISS)
    library = toasters.folder / "library" / "toasters.yaml"
    library.write_text(library.read_text().replace("sparks, crumbs]", "sparks, bits]"))
    assert toasters.found()["introduced"] == renamed
    assert "1 of them in the vocabulary that they had, not in that of today." in " ".join(
        toasters().out.split()
    )


def test_a_miss_since_the_first_revision(toasters: Toasters) -> None:
    """There is no revision to blame but the first, and that is said."""
    toasters.git("checkout", "--quiet", "--orphan", "other")
    first = toasters.commit("Another first", MISS)
    assert toasters.found() == {"introduced": first, "before": None, "since_the_first": True}
    assert "as far back as the rules can be asked" in toasters().out


def test_a_shallow_clone_ends_too_early(toasters: Toasters, tmp_path: Path) -> None:
    """What fails in all that there is may have begun before."""
    toasters.commit("A miss", MISS)
    toasters.commit("Older", ("at_least: 10", "at_least: 12"))
    clone = tmp_path / "clone"
    toasters.git("clone", "--quiet", "--depth", "1", f"file://{toasters.folder}", str(clone))
    done = Toasters(clone)()
    assert done.code == 3
    assert done.err == (
        "error  rules.yaml: smoking fails in all that this shallow clone holds; fetch the rest "
        "with `git fetch --unshallow`.\n"
    )


def test_another_endpoint(toasters: Toasters) -> None:
    """Whatever a comparison can find to fail can be looked for."""
    over = toasters.commit("Too urgent", ("disposition: keep", "disposition: mend"))
    words = ("--endpoint", "over_triage", "--json")
    data = json.loads(toasters(*words, name="toasting").out)
    assert data["introduced"]["revision"][:12] == over


def test_hostile_titles_arrive_as_text(toasters: Toasters) -> None:
    """Who commits can write anything into author and title."""
    toasters.git("config", "user.name", "\x1b[31mred\x1b[0m \u202eright")
    toasters.commit("\x1b[31m<script>\x1b[0m \u202e\x07 " + "long " * 20_000, MISS)
    done = toasters()
    assert done.code == 0
    assert done.out.replace("\n", "").isprintable()
    assert len(done.out) < 3_000


@pytest.mark.parametrize(
    ("words", "name", "rules", "message"),
    [
        ((), "smoking", "", "smoking: does not fail by missed_red_flag at git:"),
        ((), "smokin", "", '"smokin": no vignette of the library. Did you mean "smoking"?'),
        ((), "toasting", "", "toasting: requires no red flag, so that none can be missed; "),
        (("--endpoint", "missed"), "smoking", "", '"missed": no such endpoint. '),
        (("--bad", "no-such"), "smoking", "", '"no-such": there is no such revision here; '),
        (("--good", "--help"), "smoking", "", '"--help": there is no such revision here; '),
        ((), "smoking", "git:HEAD:rules.yaml", "git:HEAD:rules.yaml: name the file itself, and "),
        ((), "smoking", "copy.yaml", "copy.yaml: no revision up to HEAD holds it; "),
    ],
)  # fmt: skip
def test_what_cannot_work_is_said_in_one_line(
    toasters: Toasters, words: tuple[str, ...], name: str, rules: str, message: str
) -> None:
    """Place, value and remedy, and exit code 2."""
    copy = toasters.file.read_text(encoding="utf-8")
    toasters.file.with_name("copy.yaml").write_text(copy, encoding="utf-8")
    done = toasters(*words, name=name, rules=rules)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"error  {message}")
    assert len(done.err.splitlines()) == 1


def test_a_search_needs_a_good_start_before_the_end(toasters: Toasters) -> None:
    """A start that fails already, and one that does not come before, are told apart."""
    miss = toasters.commit("A miss", MISS)
    toasters.commit("Older", ("at_least: 10", "at_least: 12"))
    assert "smoking: fails at --good already" in toasters("--good", miss).err
    assert "HEAD: does not come before" in toasters("--good", "HEAD", "--bad", miss).err


def test_rules_that_do_not_load_today(toasters: Toasters) -> None:
    """Whoever has broken the file is told where, and may look at what was committed."""
    toasters.commit("A miss", MISS)
    toasters.edit("rules:", "rulez:")
    done = toasters()
    assert done.code == 3
    assert "rules.yaml:1" in done.err


def test_outside_of_a_checkout_nothing_is_known(domain: Path) -> None:
    """Only git knows what the rules were."""
    done = Toasters(domain)()
    assert done.code == 2
    assert done.err == (
        "error  rules.yaml: in no git checkout that can be read; only a checkout knows what the "
        "rules were.\n"
    )
