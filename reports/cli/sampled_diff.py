"""The part of ``triage diff`` for engines that are no rules: their differences are sampled."""

from typing import TYPE_CHECKING

import typer

from reports.cli.shell import Exit, screen, show, show_json

if TYPE_CHECKING:
    from evaluation.probing.differing import Sampled
    from reports.cli.runs import Subject
    from triage.conditions import Condition
    from triage.presentation import Presentation

_SIZE = 2000
"""Patients made up; the library comes on top."""


def run(
    first: str,
    second: str,
    *,
    fail_on_lowered: bool = False,
    fail_on_any: bool = False,
    as_json: bool = False,
    seed: int = 0,
) -> None:
    """Sample the differences of two engines, and show them.

    Exits with 1 where something differs that is not to: with ``fail_on_lowered`` less urgent
    answers and lost ones, with ``fail_on_any`` all.

    Raises:
        LoadError: one of them cannot be used or run.
        RunError: they speak of different things, or no patient was answered by both.
    """
    from evaluation.probing.differing import HARMFUL
    from evaluation.probing.region import regions
    from evaluation.runs.store import RunError
    from reports.cli.askable import askable
    from reports.data.sampled import sampled_to_data
    from reports.render.sampled import render_sampled

    one, other = askable(first), askable(second)
    words = one.words
    if words.fingerprint != other.words.fingerprint:
        raise RunError("the two engines have different vocabularies and cannot be compared.")
    sampled = _sample(one, other, seed)
    if not sampled.has_measured:
        reason = next((pair.second.reason or pair.first.reason for pair in sampled.pairs), "")
        raise RunError(f"no patient was answered by both engines, so nothing is known: {reason}.")
    leaves = regions(sampled, words)
    if as_json:
        show_json(sampled_to_data(sampled, leaves, words))
    else:
        show(render_sampled(sampled, leaves, words, screen()))
    harmed = sampled.count(HARMFUL) if fail_on_lowered else 0
    if harmed or (fail_on_any and sampled.differing):
        raise typer.Exit(Exit.FAILED)


def _sample(one: "Subject", other: "Subject", seed: int) -> "Sampled":
    """Ask both engines about the same patients, with a bar."""
    from evaluation.probing.differing import differences
    from evaluation.probing.patients import fit_for
    from evaluation.probing.sample import sample_of
    from reports.cli.progress import progress

    words = one.words
    fits = fit_for(words, one.engine), fit_for(words, other.engine)

    def fit(patient: "Presentation") -> "Presentation | None":
        fitted = fits[0](patient)
        return fits[1](fitted) if fitted is not None else None

    patients = sample_of(words, _conditions(one, other), _library(one), fit, _SIZE, seed)
    with progress("Asking", 2 * len(patients), is_long=True) as advance:
        return differences(one.engine, other.engine, patients, seed, advance)


def _conditions(one: "Subject", other: "Subject") -> "tuple[Condition, ...]":
    """Those of the domain: of its invariants, its newest rules, and rules that are compared."""
    from reports.cli.askable import rules_of
    from triage.repository import load_invariants_of

    invariants = load_invariants_of(one.words)
    found = [each.condition for each in invariants.invariants.values()] if invariants else []
    rulesets = [*rules_of(one), *([other.ruleset] if other.ruleset else [])]
    found += [rule.condition for ruleset in rulesets for rule in ruleset.rules]
    return tuple(dict.fromkeys(found))


def _library(subject: "Subject") -> "list[Presentation]":
    """The patients of the domain's library; none where it has none."""
    from reports.cli.runs import load_library
    from reports.cli.settings import configured, vignettes_place
    from vignettes.domain import library_folder

    if "vignettes" not in configured() and not library_folder(subject.words.name).exists():
        return []
    place = vignettes_place(None, subject.words.name)
    return [vignette.presentation for vignette in load_library(place, subject.words)]
