"""Limits on parts of the library: each red flag, and each subgroup of patients.

As every limit they hold over the whole library, over the vignettes that the baseline has too, and
in each single run of an engine that was asked several times.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction

from evaluation.describe import rate_words
from evaluation.gate.bounds import bound_words, culprits, is_kept, rest_of, waivable_by
from evaluation.gate.input import GateInput
from evaluation.gate.policy import Limit, RedFlagLimit, exact_share
from evaluation.gate.verdict import Check, Group
from evaluation.metrics import TITLES
from evaluation.outcomes import Outcome
from evaluation.subgroups import split


def part_checks(gate: GateInput) -> tuple[Check, ...]:
    """One check for all red flags with a limit, and one for each limit on subgroups."""
    return (
        *([_red_flags(gate)] if gate.policy.red_flags else []),
        *(_subgroups(gate, limit) for limit in gate.policy.subgroups.limits),
    )


def _red_flags(gate: GateInput) -> Check:
    limits = gate.policy.red_flags
    broken = [
        found
        for flag in limits
        for words, part in gate.scopes
        for found in _broken(gate, flag, part, words)
    ]
    too_few = {flag: told for flag in limits if (told := _too_few(gate, flag, limits[flag]))}
    failing = dict.fromkeys(name for found in broken for name in found.failing)
    wrong = {*too_few, *(found.flag for found in broken)}
    items = [*too_few.values(), *(found.text for found in broken), *gate.described(failing)]
    return Check(
        name="red_flags",
        group=Group.LIMITS,
        title="Limits of single red flags",
        holds=not items,
        numbers=f"{len(wrong) or 'none'} of {len(limits)} broken",
        items=tuple(items),
        waivable=tuple(dict.fromkeys((f.covers, name) for f in broken for name in f.failing)),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Broken:
    """A red flag that is missed too often in one way: the vignettes, and what would cover them."""

    flag: str
    covers: str
    failing: tuple[str, ...]
    text: str


def _too_few(gate: GateInput, flag: str, limit: RedFlagLimit) -> str:
    """That too few vignettes require a red flag; empty where enough do."""
    n = sum(flag in outcome.expected.red_flags for outcome in gate.candidate.outcomes)
    enough = n >= limit.vignettes
    return "" if enough else f"{flag}: required by {n} vignettes; at least {limit.vignettes}"


def _broken(
    gate: GateInput, flag: str, outcomes: Sequence[Outcome], words: str
) -> Iterator[_Broken]:
    """How a red flag is missed more often than it may be, of what acts and of what is raised."""
    part = [outcome for outcome in outcomes if flag in outcome.expected.red_flags]
    bound = gate.policy.red_flags[flag].at_most
    ways = [("missed", "missed_red_flag", [o.vignette for o in part if o.misses_red_flag])]
    if gate.candidate.record.reports_red_flags:
        unseen = [o.vignette for o in part if flag not in o.result.red_flags]
        ways.append(("not raised", "undetected_red_flag", unseen))
    for how, covers, names in ways:
        failing = sorted(name for name in names if name not in gate.excused(covers))
        if failing and Fraction(len(failing), len(part)) > exact_share(bound):
            text = (
                f"{_in(words, flag)}: {how} in {len(names)} of {len(part)}, "
                f"at most {bound_words(bound)}"
            )
            yield _Broken(flag=flag, covers=covers, failing=tuple(failing), text=text)


def _subgroups(gate: GateInput, limit: Limit) -> Check:
    """One limit in each subgroup in which enough vignettes count for it."""
    rules = gate.policy.subgroups
    parts = [(words, *part) for words, outcomes in gate.scopes for part in _parts(gate, outcomes)]
    rates = [gate.rate_of(limit.metric, part) for *_, part in parts]
    broken = {
        (words, f"{field} {name}"): (rate, culprits(gate, limit, part))
        for (words, field, name, part), rate in zip(parts, rates, strict=True)
        if rate.n >= rules.smallest and not is_kept(limit, rate, rest_of(gate, limit, part, rate))
    }
    named = {name for _, names in broken.values() for name in names}
    guilty = [n for n in culprits(gate, limit, gate.candidate.outcomes) if n in named]
    whole = [rate.n for (words, *_), rate in zip(parts, rates, strict=True) if not words]
    small = sum(n < rules.smallest for n in whole)
    sign = "at most" if limit.is_upper else "at least"
    return Check(
        name=f"subgroups_{limit.metric}",
        group=Group.LIMITS,
        title=f"{TITLES[limit.metric]} in each subgroup",
        holds=not broken,
        numbers=(
            f"{len({where for _, where in broken}) or 'none'} of {len(whole) - small} broken; "
            f"{sign} {bound_words(limit.bound)}; {small} under {rules.smallest} vignettes, too few "
            "to say"
        ),
        items=(
            *(f"{_in(*where)}: {rate_words(rate)}" for where, (rate, _) in broken.items()),
            *gate.described(named),
        ),
        waivable=waivable_by(limit.metric, guilty),
    )


def _parts(
    gate: GateInput, outcomes: Sequence[Outcome]
) -> Iterator[tuple[str, str, Sequence[Outcome]]]:
    return split(outcomes, bands=gate.policy.subgroups.bands)


def _in(words: str, part: str) -> str:
    return f"{part}, {words}" if words else part
