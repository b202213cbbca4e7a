"""What an editor says of each key: of policies, waivers, acceptances and engine files."""

from collections.abc import Mapping
from fnmatch import fnmatchcase
from typing import Any, Final

from evaluation.metrics import MEASURED, METRIC_BY_NAME, TITLES


def described(schema: Mapping[str, Any], words: Mapping[str, str], path: str = "") -> Any:
    """The schema with a description at each key.

    ``words`` goes from the path of a key, such as ``minimum.vignettes`` or ``limits.*``, to its
    sentence; the first that fits is taken. A list and its items have one path.
    """
    found = dict(schema)
    if "items" in found:
        found["items"] = described(found["items"], words, path)
    if "properties" in found:
        found["properties"] = {
            key: _with_words(below, words, f"{path}.{key}".removeprefix("."))
            for key, below in found["properties"].items()
        }
    return found


def _with_words(schema: Mapping[str, Any], words: Mapping[str, str], path: str) -> Any:
    said = next((text for key, text in words.items() if fnmatchcase(path, key)), "")
    return {**described(schema, words, path), **({"description": said} if said else {})}


_PATHS: Final = "Files and folders, seen from the folder of the policy"
_METRICS: Final = {
    name: f"{TITLES[name]}: {METRIC_BY_NAME[name].formula}."
    if name in METRIC_BY_NAME
    else f"{TITLES[name]}."
    for name in MEASURED
}

POLICY_WORDS: Final[Mapping[str, str]] = {
    "policy": "The title of this policy.",
    "escalation_threshold": "The first disposition that counts as an escalation.",
    "minimum": "The least that must have been measured, or there is no verdict.",
    "minimum.vignettes": "How many vignettes there are, and how many can be compared.",
    "minimum.red_flag_vignettes": "How many vignettes require a red flag.",
    "minimum.families": "How many families there are: the variants of one story count once.",
    "minimum.escalations": "How many vignettes have a floor that escalates.",
    "minimum.non_escalations": "How many vignettes have a ceiling that does not escalate.",
    "guard": (
        "Which vignettes nobody may remove, relabel or edit without a waiver: all of them, or for "
        "safety those with a required red flag or a floor that escalates."
    ),
    "ratchet": "In what no vignette may newly fail; missed_red_flag is always among it.",
    "limits": "Bounds on rates, over the whole library.",
    **{f"limits.{name}": text for name, text in _METRICS.items()},
    "baseline": "approved: there is no verdict against a run that nobody approved by name.",
    "red_flags": "Limits for each red flag by itself.",
    "red_flags.*.at_most": (
        "The share of the vignettes that require it in which it may be missed or not raised."
    ),
    "red_flags.*.vignettes": "How many vignettes have to require it, 1 by default.",
    "red_flags.each": "The limit for every red flag that is not named.",
    "red_flags.*": "The limit for this red flag.",
    "subgroups": "How vignettes are split into subgroups, and what each subgroup has to keep.",
    "subgroups.bands": "The bands that a number is split into.",
    "subgroups.bands.*": "The rising values at which a new band begins.",
    "subgroups.smallest": (
        "A rate over fewer vignettes says nothing and is held to nothing; 5 by default."
    ),
    "subgroups.limits": "Bounds on rates, in each subgroup.",
    **{f"subgroups.limits.{name}": text for name, text in _METRICS.items()},
    "evidence": "How much the library has to be able to show.",
    "evidence.missed_red_flag_upper_bound": (
        "The highest upper bound (95 %) of the missed-red-flag rate, over families, that is enough."
    ),
    "waivers": "What waivers may do.",
    "waivers.longest_days": "How many days one may last; 90 without this section.",
    "waivers.most": "How many there may be; any number by default.",
    "waivers.never": "What none may cover.",
    "watch": "What nobody may change together with the rules, and where it stands.",
    "watch.rules": f"{_PATHS}, that hold the rules.",
    "watch.*": f"{_PATHS}, that must not change together with the rules.",
    "*.at_most": "The most that this may be: a share from 0 to 1.",
    "*.at_least": "The least that this has to be: a share from 0 to 1.",
}

WAIVERS_WORDS: Final[Mapping[str, str]] = {
    "waivers": "Failings that are let pass for a time, each for one difference.",
    "waivers.covers": "Which failing it lets pass, or which change.",
    "waivers.of": "The vignette, vocabulary, engine, or what changed together with the rules.",
    "waivers.difference": (
        "The very difference that was looked at, as `triage gate --draft-waivers` prints it."
    ),
    "waivers.reason": "Why it may pass.",
    "waivers.approver": "Who grants it.",
    "waivers.approved": "The day on which it was granted.",
    "waivers.expires": "Its last day.",
}

ACCEPTANCES_WORDS: Final[Mapping[str, str]] = {
    "acceptances": "Lines of a rule difference that are let pass for a time.",
    "acceptances.line": "The line, by the 12 digits that `triage diff` prints.",
    "acceptances.says": "The line in words, for whoever reads this; it decides nothing.",
    "acceptances.reason": "Why these patients may be less urgent.",
    "acceptances.approver": "Who accepts it.",
    "acceptances.role": "In which role.",
    "acceptances.approved": "The day on which it was accepted.",
    "acceptances.expires": "The last day of it.",
}

ENGINE_WORDS: Final[Mapping[str, str]] = {
    "engine": "The name of the engine in every report.",
    "run": (
        "Where it is: python:MODULE:FUNCTION, command:PROGRAM ARGUMENTS, http://HOST/PATH or "
        "predictions:FILE; paths are seen from the folder of this file."
    ),
    "version": "Its version, shown beside the name.",
    "red_flags": "Whether it says which red flags it sees; reported by default.",
    "unknowns": (
        "How it takes what was not asked: it understands it (the default), is given it as absent, "
        "or is not asked where something that it reads is not known."
    ),
    "reads": "The findings and numbers that it can take; all by default.",
    "deterministic": "Whether it answers the same when asked again; true by default.",
    "repeat": "How often each vignette has to be asked; once by default.",
    "names": "From its own words for dispositions, red flags and pathways to ours.",
    "timeout_seconds": "How long it may be silent while an answer is due; 10 by default.",
    "run_timeout_seconds": "How long a whole run may take; 3600 by default.",
    "http": "How a service is called.",
    "http.per_request": "How many vignettes go into one call; 1 by default.",
    "http.at_once": "How many calls are made at once; 4 by default.",
    "http.retries": "How often a call that failed is made again; 3 by default.",
    "predictions": "How recorded answers are read.",
    "predictions.columns": "From our columns to those of the file, where they have other names.",
    "predictions.columns.*": "The column of the file that has this.",
    "predictions.where": "From columns to the values that a row has to have to count.",
    "predictions.separator": 'What several names in one cell stand apart by; ";" by default.',
}
