"""Reads a policy with the strict loader."""

from collections.abc import Collection
from dataclasses import replace
from pathlib import Path
from typing import Final

from evaluation.comparison import ENDPOINT_NAMES, LOWERED, NO_ANSWER
from evaluation.gate.policy import (
    APPROVED,
    MINIMA,
    RULES,
    WATCHED,
    Guard,
    Limit,
    Policy,
    RedFlagLimit,
    SubgroupPolicy,
    WaiverPolicy,
)
from evaluation.gate.waivers import COVERED
from evaluation.metrics import BETTER, MEASURED, METRIC_BY_NAME, Better
from triage.fingerprint import fingerprint
from triage.loading.fields import Names, Section, is_meant_as
from triage.loading.nodes import Node, notes_of, read_file
from triage.loading.problems import shown
from triage.vocabulary import Vocabulary, digits


def read_policy(path: Path, words: Vocabulary) -> Policy:
    """The policy of a file.

    Raises:
        LoadError: everything that is wrong with the file.
    """
    return build_policy(read_file(path, shown(path)), shown(path), words)


def build_policy(root: Node, file: str, words: Vocabulary) -> Policy:
    """The policy of a parsed file, which errors call ``file``.

    Raises:
        LoadError: everything that is wrong with it.
    """
    notes = notes_of(root, file)
    if not is_meant_as(root, "policy", "policy", notes, "waivers"):
        notes.raise_if_any()
    top = Section(root, "", notes, required=_REQUIRED, optional=_OPTIONAL)
    threshold = top.name("escalation_threshold", Names("disposition", words.scale.ids))
    evidence = top.section("evidence", required="missed_red_flag_upper_bound")
    guard = top.name("guard", Names("guard", [guard.value for guard in Guard]))
    policy = Policy(
        title=top.text("policy"),
        escalation_threshold=words.scale[threshold] if threshold else words.scale.most,
        minimum=_minimum(top),
        guard=Guard(guard) if guard else Guard.ALL,
        ratchet=top.names("ratchet", Names("endpoint", (*ENDPOINT_NAMES, LOWERED, NO_ANSWER))),
        limits=_limits(top, MEASURED),
        evidence_target=_target(evidence) if evidence else None,
        needs_approval=top.name("baseline", Names("kind of baseline", [APPROVED])) == APPROVED,
        waivers=_waivers(top),
        red_flags=_red_flags(top, words),
        subgroups=_subgroups(top, words),
        watch=_watch(top),
    )
    if "missed_red_flag" not in policy.ratchet and top.is_list("ratchet"):
        message = 'the endpoint "missed_red_flag" is missing; no policy may leave it out.'
        top.note("ratchet", message)
    if threshold and policy.escalation_threshold.rank == 0:
        top.note("escalation_threshold", "the least urgent disposition is no escalation.")
    notes.raise_if_any()
    return replace(policy, fingerprint=fingerprint(policy.content()))


_REQUIRED: Final = "policy escalation_threshold minimum guard ratchet limits"
_OPTIONAL: Final = "baseline evidence waivers red_flags subgroups watch"
EACH: Final = "each"


def _minimum(top: Section) -> dict[str, int]:
    required, optional = " ".join(MINIMA[:2]), " ".join(MINIMA[2:])
    section = top.section("minimum", required=required, optional=optional)
    if section is None:
        return dict.fromkeys(MINIMA[:2], 1)
    return {name: _count(section, name) for name in MINIMA if name in section}


def _limits(top: Section, metrics: Collection[str]) -> tuple[Limit, ...]:
    found = []
    for name, node, line in top.keyed("limits"):
        if not top.check_name(name, Names("metric", metrics), line, "limits"):
            continue
        upper = BETTER[name] is Better.LOWER
        key = "at_most" if upper else "at_least"
        path = f"{top.path}.limits.{name}".removeprefix(".")
        section = Section(node, path, top.notes, required=key)
        found.append(Limit(metric=name, bound=_share(section, key)))
    return tuple(found)


def _red_flags(top: Section, words: Vocabulary) -> dict[str, RedFlagLimit]:
    """A limit for every red flag that is named, and of ``each`` for all that are not."""
    named: dict[str, RedFlagLimit] = {}
    names = Names("red flag", (EACH, *words.red_flags))
    for name, node, line in top.keyed("red_flags"):
        if not top.check_name(name, names, line, "red_flags"):
            continue
        path = f"red_flags.{name}"
        section = Section(node, path, top.notes, required="at_most", optional="vignettes")
        vignettes = _count(section, "vignettes")
        named[name] = RedFlagLimit(at_most=_share(section, "at_most"), vignettes=vignettes)
    if EACH in named:
        named = {**dict.fromkeys(words.red_flags, named[EACH]), **named}
    return {name: limit for name, limit in named.items() if name != EACH}


def _subgroups(top: Section, words: Vocabulary) -> SubgroupPolicy:
    section = top.section("subgroups", optional="bands smallest limits")
    if section is None:
        return SubgroupPolicy()
    numbers = Names("number", words.numbers)
    bands = {
        name: _starts(section, name, node, words)
        for name, node, line in section.keyed("bands")
        if section.check_name(name, numbers, line, "bands")
    }
    smallest = _count(section, "smallest") if "smallest" in section else SubgroupPolicy().smallest
    limits = _limits(section, tuple(METRIC_BY_NAME))
    return SubgroupPolicy(bands=bands, smallest=smallest, limits=limits)


def _starts(section: Section, name: str, node: Node, words: Vocabulary) -> tuple[float, ...]:
    """Where the bands of a number begin: at least one value, each above the one before."""
    number = words.numbers[name]
    items = node.value if isinstance(node.value, list) else []
    starts = [i.value for i in items if isinstance(i.value, (int, float))]
    is_whole = len(starts) == len(items) > 0 and not any(isinstance(s, bool) for s in starts)
    if not is_whole or starts != sorted(set(starts)) or not all(map(number.allows, starts)):
        message = f"write rising numbers within {number.range_words}, such as [18, 65]."
        section.notes.add(node.line, f"{section.path}.bands.{name}", message, "range")
        return ()
    return tuple(starts)


def _watch(top: Section) -> dict[str, tuple[str, ...]]:
    """Paths by what they hold; without those of the rules there is nothing to change together."""
    found: dict[str, tuple[str, ...]] = {}
    section = top.section("watch", required=RULES, optional=" ".join(WATCHED))
    for key in (RULES, *WATCHED) if section else ():
        assert section is not None  # noqa: S101 - said in the line above
        if key not in section:
            continue
        found[key] = section.texts(key)
        if any(not path.isprintable() for path in found[key]):
            section.note(key, "a path stands there that no file can have; name a file or folder.")
        if section.is_empty_list(key):
            section.note(key, "name at least one path, or leave the key out.")
    return found


def _waivers(top: Section) -> WaiverPolicy:
    section = top.section("waivers", required="longest_days", optional="most never")
    if section is None:
        return WaiverPolicy()
    most = section.whole("most", default=0) if "most" in section else None
    if most is not None and most < 0:
        section.note("most", f"{most} is no count; allowed: 0 or more.", "range")
    return WaiverPolicy(
        longest_days=_count(section, "longest_days"),
        most=most,
        never=section.names("never", Names("failing", COVERED)),
    )


def _share(section: Section, key: str) -> float:
    value = section.number(key)
    if not 0 <= value <= 1:
        section.note(key, f"{digits(value)} is no share; allowed: 0 to 1.", "range")
    return value


def _target(evidence: Section) -> float:
    key = "missed_red_flag_upper_bound"
    value = evidence.number(key, default=_NO_TARGET)
    if not 0 < value < 1:
        evidence.note(key, f"{digits(value)} is no target; allowed: above 0 and below 1.", "range")
    return value


_NO_TARGET = 0.5  # stands in for a missing one, which is noted already


def _count(section: Section, key: str) -> int:
    value = section.whole(key, default=1)
    if value < 1:
        section.note(key, f"{value} is too few; allowed: 1 or more.", "range")
    return value
