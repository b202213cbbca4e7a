"""What the gate checks and why, told from a policy alone: nothing is run for it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from evaluation.comparison import ENDPOINTS, LOWERED, NO_ANSWER
from evaluation.describe import percent
from evaluation.gate.bounds import bound_words
from evaluation.gate.policy import POLICY, RULES, SETTINGS, Guard, Limit, Policy, RedFlagLimit
from evaluation.gate.verdict import Group
from evaluation.metrics import TITLES
from evaluation.statistics.intervals import clean_vignettes_needed


@dataclass(frozen=True, slots=True, kw_only=True)
class Explained:
    """A check by its name: what it asks, and why it is made."""

    check: str
    group: Group
    asks: str
    why: str


def explain(policy: Policy) -> tuple[Explained, ...]:
    """All checks that this policy can lead to, in their order."""
    return (
        *_all_of(Group.MEASURED, _measured(policy)),
        *_all_of(Group.RATCHET, (*_ratchet(policy), *_case_set(policy), *_whole(policy))),
        *_all_of(Group.LIMITS, (*_limits(policy), *_parts(policy))),
        *_all_of(Group.EVIDENCE, _evidence(policy)),
        *_all_of(Group.WAIVERS, _waivers(policy)),
    )


_Told = tuple[str, str, str]


def _all_of(group: Group, told: Sequence[_Told] | Iterator[_Told]) -> Iterator[Explained]:
    for check, asks, why in told:
        yield Explained(check=check, group=group, asks=asks, why=why)


def _measured(policy: Policy) -> Iterator[_Told]:
    yield (
        "results",
        "Every vignette of the library has one result; at least one is an answer.",
        "What was not asked, or stands twice, is no measurement.",
    )
    least = ", ".join(f"{n} {name.replace('_', ' ')}" for name, n in policy.minimum.items())
    yield "minimum", f"At least {least}.", "A few vignettes show nothing."
    yield (
        "scale",
        "Candidate and baseline have the same dispositions in the same order.",
        "Otherwise more urgent and less urgent mean nothing.",
    )
    if policy.needs_approval:
        yield (
            "approved",
            "The baseline was approved with `triage baseline approve`.",
            "Compared with whatever stands there, a candidate could be compared with itself.",
        )
    yield (
        "comparable",
        f"At least {policy.minimum['vignettes']} vignettes have the same patient and gold in both.",
        "With fewer, nothing could be seen to get worse.",
    )


def _ratchet(policy: Policy) -> Iterator[_Told]:
    if NO_ANSWER in policy.ratchet:
        yield (
            "unanswered",
            "Every vignette is answered.",
            "A crash is no fix of what was wrong before.",
        )
    for endpoint in ENDPOINTS:
        if endpoint.name in policy.ratchet:
            yield (
                f"new_{endpoint.name}",
                f"No vignette newly shows this, or more of it: {endpoint.title}.",
                (
                    "One patient made worse is not paid for by others made better: vignettes are "
                    "counted, nothing is averaged or tested."
                ),
            )
    if LOWERED in policy.ratchet:
        yield (
            "lowered",
            "No answer is less urgent than the accepted one, even where gold allows it.",
            "Somebody should agree to it.",
        )
    yield (
        "new_vignettes",
        "What is new, or has an edited patient, fails at nothing that is listed above.",
        "There is no accepted answer to compare it with.",
    )


def _case_set(policy: Policy) -> Iterator[_Told]:
    whom = "vignette" if policy.guard is Guard.ALL else "vignette that demands escalation"
    yield (
        "vignettes_repeated",
        "No new vignette has the patient of another one, unless of its family.",
        "Copies thin out what fails.",
    )
    for change, words in (
        ("removed", "is removed or renamed"),
        ("gold_edited", "has another gold"),
        ("input_edited", "has another patient"),
    ):
        yield (
            f"vignettes_{change}",
            f"No {whom} {words} without a waiver.",
            "Whoever edits the library could hide what the candidate does.",
        )


def _whole(policy: Policy) -> Iterator[_Told]:
    yield (
        "vocabulary",
        "Findings, red flags and dispositions mean what they meant.",
        "The same word for something else makes both sides agree.",
    )
    yield (
        "invariants",
        "The domain's floors and ceilings are those that the baseline was held to.",
        "A demand that is gone cannot be broken.",
    )
    yield (
        "declared",
        (
            "Of an engine no less is declared: that it is a rule set, how it takes unknowns, that "
            "it repeats itself; and it is asked no fewer times."
        ),
        "A declaration can excuse what is wrong since, and luck hide it.",
    )
    yield (
        "faults",
        "An engine that is no rule set did nothing beside answering what it was asked.",
        "Answers that nobody asked for make the others doubtful.",
    )
    yield (
        "repeatable",
        "Asked again (--repeat), a deterministic engine gives the same answers.",
        "Of one that does not, the accepted answers may be luck.",
    )
    yield (
        "rules",
        "A rule set has no errors of its own, and is the accepted version or the latest one.",
        "These need no vignette to be seen.",
    )
    yield (
        "proofs",
        (
            "Of a rule set, every floor and ceiling of the domain, and the laws of safety, are "
            "proved for every patient that can be written down."
        ),
        "Vignettes are a sample; an age limit on a red flag can pass all of them.",
    )
    yield (
        "difference",
        (
            "Against the accepted rules, no patient at all becomes less urgent or loses a red flag "
            "or pathway, unless `triage accept` has let that line of `triage diff` pass."
        ),
        "Whoever makes somebody less urgent should know it, and put a name to it.",
    )
    watched = ", ".join(dict.fromkeys((POLICY, SETTINGS, *(n for n in policy.watch if n != RULES))))
    yield (
        "together",
        f"In one change with the rules, none of these changes: {watched}.",
        "Nobody should change at once what is judged and what it is judged by.",
    )


def _limits(policy: Policy) -> Iterator[_Told]:
    for limit in policy.limits:
        yield (
            f"limit_{limit.metric}",
            f"{TITLES[limit.metric]}: {_bound(limit)}.",
            (
                "It holds over the whole library, over the part that the baseline has too, and in "
                "each run of an engine that was asked several times: new vignettes or luck thin "
                "nothing out."
            ),
        )


def _parts(policy: Policy) -> Iterator[_Told]:
    if policy.red_flags:
        asked: dict[RedFlagLimit, list[str]] = {}
        for name, asked_of in policy.red_flags.items():
            asked.setdefault(asked_of, []).append(name)
        told = "; ".join(
            f"in at most {bound_words(each.at_most)} of the vignettes that require it (at least "
            f"{each.vignettes}): {', '.join(names)}"
            for each, names in asked.items()
        )
        yield (
            "red_flags",
            f"Each red flag is missed or not raised {told}.",
            "A rare red flag does not show in the rate over all of them.",
        )
    for limit in policy.subgroups.limits:
        yield (
            f"subgroups_{limit.metric}",
            (
                f"{TITLES[limit.metric]} in each subgroup with {policy.subgroups.smallest} "
                f"vignettes or more: {_bound(limit)}."
            ),
            "Harm to one group of patients does not show in the rate over all.",
        )


def _bound(limit: Limit) -> str:
    return f"{'at most' if limit.is_upper else 'at least'} {bound_words(limit.bound)}"


def _evidence(policy: Policy) -> Iterator[_Told]:
    target = policy.evidence_target
    if target is not None:
        yield (
            "evidence",
            (
                "The exact upper bound (95 %, one-sided) of the missed-red-flag rate, over "
                f"families, is at most {percent(target)}: with no miss that takes "
                f"{clean_vignettes_needed(0, 0, target)} families with a red flag."
            ),
            "No miss in a small library says little. It is no property of patients.",
        )


def _waivers(policy: Policy) -> Iterator[_Told]:
    rules = policy.waivers
    most = "" if rules.most is None else f"; at most {rules.most} of them"
    never = f"; none for {', '.join(rules.never)}" if rules.never else ""
    yield (
        "waivers",
        (
            f"Each is in force, lasts at most {rules.longest_days} days, and covers a difference "
            f"that is still there, unchanged{most}{never}."
        ),
        "An exception nobody looks at any more becomes the rule.",
    )
    yield (
        "acceptances",
        (
            f"Each is in force, lasts at most {rules.longest_days} days, and is of a line that is "
            "still there, unchanged."
        ),
        "A line that changed is another one, and nobody has looked at it.",
    )


NOT_ALWAYS: Final = (
    "new_undetected_red_flag",
    "faults",
    "repeatable",
    "proofs",
    "difference",
    "together",
    "waivers",
    "acceptances",
)
"""Checks that are made only where there is something to look at: red flags, rules, waivers."""
