"""Everything that ``triage accept`` refuses: one clear message, and no file is touched."""

from pathlib import Path

import pytest

from tests.reports.cli.command import Done, Ran
from tests.reports.cli.softer import SIGNED, Forked, Softer, in_days, write_softer

ONE = """\
acceptances:
  - line: {line}
    says: "x"
    reason: "y"
    approver: "B. Example"
    role: "Owner"
    approved: 2026-01-01
    expires: 2026-02-01
"""
WRONG: dict[str, str | bytes] = {
    "waivers.yaml": "waivers: []\n",
    "broken.yaml": "acceptances:\n  - line: x\n",
    "empty.yaml": "",
    "no-yaml.yaml": "acceptances: [\n",
    "no-text.yaml": b"\xff\xfe\n",
    "more.yaml": "acceptances: []\nowner: somebody\n",
    "flow.yaml": "{acceptances: []}\n",
    "quoted.yaml": '"acceptances": []\n',
    "ended.yaml": "acceptances:\n  # none\n  []\n",
}
LINE, RAISED, KNOWN = "LINE", "RAISED", "KNOWN"


@pytest.fixture(scope="module")
def softer(tmp_path_factory: pytest.TempPathFactory) -> Softer:
    """The command beside rules that lower two lines, and files that cannot be added to."""
    made = write_softer(tmp_path_factory.mktemp("softer"))
    for name, text in WRONG.items():
        data = text if isinstance(text, bytes) else text.encode()
        (made.triage.folder / name).write_bytes(data)
    known = ONE.format(line=made.lowered[1])
    (made.triage.folder / "known.yaml").write_text(known, encoding="utf-8")
    made.file.write_text("acceptances: []  # ours\n", encoding="utf-8")
    (made.triage.folder / "folder.yaml").mkdir()
    return made


def contents(folder: Path) -> dict[str, bytes]:
    """All files of a folder, as they are."""
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def day(text: str) -> tuple[str, ...]:
    """Options with another last day."""
    return (LINE, *SIGNED, "--expires", text)


def into(file: str) -> tuple[str, ...]:
    """Options with another file."""
    return (LINE, *SIGNED, "--expires", in_days(9), "--acceptances", file)


def signed(option: str, text: str) -> tuple[str, ...]:
    """Options with another text for one of the signature."""
    place = SIGNED.index(option) + 1
    words = (*SIGNED[:place], text, *SIGNED[place + 1 :])
    return (LINE, *words, "--expires", in_days(9))


def named(*words: str) -> tuple[str, ...]:
    """Options for other lines, or with more."""
    return (*words, *SIGNED, "--expires", in_days(9))


SIDES = "kettle@0.1.0 and kettle@0.2.0"
BELOW = (
    "entries cannot be added below what stands there; write it as `triage accept` does in a new "
    "file, each entry below `acceptances:` with a dash."
)
MISTAKES: dict[str, tuple[tuple[str, ...], int, str]] = {
    "no such line": (
        named("0" * 12),
        2,
        f"{'0' * 12}: the difference of {SIDES} has no such line. Allowed: LINE, OTHER.",
    ),
    "no line at all": (
        named("x"),
        2,
        f"x: the difference of {SIDES} has no such line. Allowed: LINE, OTHER.",
    ),
    "one of two is wrong": (
        named(LINE, "x"),
        2,
        f"x: the difference of {SIDES} has no such line. Allowed: LINE, OTHER.",
    ),
    "a raised line": (
        named(RAISED),
        2,
        "RAISED: that line lowers nothing, and needs no acceptance.",
    ),
    "accepted already": (
        (*named(KNOWN), "--acceptances", "known.yaml"),
        2,
        (
            "known.yaml:2: KNOWN was accepted already, by B. Example until 2026-02-01; take that "
            "entry away first."
        ),
    ),
    "nothing differs": (
        (*named(LINE), "--rules", "kettle@0.1.0"),
        2,
        (
            "LINE: the difference of kettle@0.1.0 and kettle@0.1.0 has no such line. Nothing is "
            "lowered at all."
        ),
    ),
    "no date": (day("soon"), 2, f'--expires: "soon" is no date; write it as {in_days(0)}.'),
    "another form": (
        day("20270101"),
        2,
        f'--expires: "20270101" is no date; write it as {in_days(0)}.',
    ),
    "a week": (
        day("2027-W01-1"),
        2,
        f'--expires: "2027-W01-1" is no date; write it as {in_days(0)}.',
    ),
    "no such day": (
        day("2027-02-30"),
        2,
        f'--expires: "2027-02-30" is no date; write it as {in_days(0)}.',
    ),
    "over": (
        day(in_days(-1)),
        2,
        f"--expires: {in_days(-1)} is over; name a day that is still to come.",
    ),
    "too far": (
        day("9999-12-31"),
        2,
        (
            "--expires: 9999-12-31 is farther than the 90 days that the policy allows; at most "
            f"{in_days(90)}."
        ),
    ),
    "nobody": (
        signed("--approver", " "),
        2,
        "approver: nothing stands there; say it in words.",
    ),
    "no role": (signed("--role", "-"), 2, "role: nothing stands there; say it in words."),
    "to be filled in": (
        signed("--reason", "FILL IN"),
        2,
        'reason: "FILL IN" is still to be filled in.',
    ),
    "no folder": (
        into("nowhere/a.yaml"),
        2,
        "nowhere/a.yaml: there is no folder nowhere to write it into.",
    ),
    "no name of a file": (
        into("x" * 300),
        2,
        f"{'x' * 300}: cannot be written: File name too long.",
    ),
    "a folder": (into("folder.yaml"), 3, "folder.yaml: Is a directory."),
    "an empty name": (into(""), 3, ".: Is a directory."),
    "a device": (into("/dev/full"), 3, "/dev/full: not a file that can be read."),
    "another kind of file": (
        into("waivers.yaml"),
        3,
        'waivers.yaml:1: no file of acceptances: "waivers" makes this a file of waivers.',
    ),
    "no yaml": (into("no-yaml.yaml"), 3, "no-yaml.yaml:2: not valid YAML: "),
    "no text": (into("no-text.yaml"), 3, "no-text.yaml:1: not valid UTF-8 text."),
    "an empty file": (into("empty.yaml"), 3, "empty.yaml: the file is empty."),
    "an entry is wrong": (into("broken.yaml"), 3, 'broken.yaml:2: acceptances[1]: the key "says"'),
    "another key below": (into("more.yaml"), 3, 'more.yaml:2: unknown key "owner".'),
    "in one line": (into("flow.yaml"), 2, f"flow.yaml: {BELOW}"),
    "in quotes": (into("quoted.yaml"), 2, f"quoted.yaml: {BELOW}"),
    "the list in a line of its own": (into("ended.yaml"), 2, f"ended.yaml: {BELOW}"),
    "no rules": (
        (*named(LINE), "--rules", "kettle@9.9.9"),
        3,
        "kettle@9.9.9: ",
    ),
    "no baseline": (
        (*named(LINE), "--baseline", "nowhere"),
        3,
        "nowhere: ",
    ),
}


@pytest.fixture(scope="module")
def refused(softer: Softer) -> Ran:
    """What the command said of each mistake, and that no file of the folder changed by it."""
    names = {LINE: softer.lowered[0], KNOWN: softer.lowered[1], RAISED: softer.raised[0]}
    before = contents(softer.triage.folder)
    done = {
        mistake: softer.triage("accept", *(names.get(word, word) for word in words))
        for mistake, (words, _, _) in MISTAKES.items()
    }
    assert contents(softer.triage.folder) == before
    return Ran(softer.triage.folder, done)


@pytest.mark.parametrize("mistake", MISTAKES)
def test_each_mistake_is_one_clear_message(softer: Softer, refused: Ran, mistake: str) -> None:
    """Place, value and remedy; 2 for what was typed, 3 for a file that cannot be used."""
    _, code, says = MISTAKES[mistake]
    done = refused[mistake]
    for word, line in (
        ("LINE", softer.lowered[0]),
        ("OTHER", softer.lowered[1]),
        ("KNOWN", softer.lowered[1]),
        ("RAISED", softer.raised[0]),
    ):
        says = says.replace(word, line)
    assert (done.code, done.out) == (code, "")
    first = " ".join(done.err.split())
    assert first.startswith(f"error {says}"), first
    if code == 2:
        assert done.err == f"error  {says}\n"


def test_a_mistyped_line_is_told_with_the_one_that_is_meant(softer: Softer) -> None:
    """One digit off."""
    line = softer.lowered[0]
    typed = line[:-1] + ("0" if line[-1] != "0" else "1")
    code, out, err = softer.accept(typed)
    assert (code, out) == (2, "")
    assert (
        err
        == f'error  {typed}: the difference of {SIDES} has no such line. Did you mean "{line}"?\n'
    )


def test_what_ships_is_not_written_from_elsewhere(tmp_path: Path) -> None:
    """The folder of a domain that ships belongs to everybody; a file of one's own does not."""
    triage = Forked(tmp_path)
    sides = ("--rules", "knee@1.0.0", "--baseline", "knee@1.1.0")
    done = triage("accept", "0" * 12, *SIGNED, "--expires", in_days(9), *sides)
    told = (
        "error  the folder of knee is not within the current folder; name a file of your own with "
        "--acceptances.\n"
    )
    assert (done.code, done.out, done.err) == (2, "", told)
    own = triage(
        "accept", "0" * 12, *SIGNED, "--expires", in_days(9), *sides, "--acceptances", "own.yaml"
    )
    assert own.code == 2
    assert "has no such line" in own.err
    assert not (tmp_path / "own.yaml").exists()


def test_a_file_that_finds_no_room_stays_as_it_was(softer: Softer) -> None:
    """The new text stands beside it first; one message, and nothing is left over."""
    before = contents(softer.triage.folder)
    words = named(softer.lowered[0])
    done = softer.triage("accept", *words, room=100)
    told = "error  acceptances.yaml: cannot be written: File too large.\n"
    assert (done.code, done.out, done.err) == (2, "", told)
    assert contents(softer.triage.folder) == before


def test_help_names_every_option(softer: Softer) -> None:
    """With what each means."""
    done: Done = softer.triage("accept", "--help", env={"COLUMNS": "200"})
    assert done.code == 0
    options = (
        "approver",
        "role",
        "reason",
        "expires",
        "rules",
        "baseline",
        "policy",
        "acceptances",
    )
    assert all(f"--{option} " in done.out for option in options)
