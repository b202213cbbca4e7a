"""``triage evaluate``: an engine over a library, scored."""

from typing import TYPE_CHECKING, Annotated

import typer

from reports.cli.options import (
    AsJson,
    EngineUnderTest,
    PolicyFile,
    Repeat,
    Rules,
    Save,
    Vignettes,
)
from reports.cli.outputs import Outputs, Rendering, check_outputs, write_outputs
from reports.cli.progress import working
from reports.cli.shell import reports_errors, screen, show, show_json

if TYPE_CHECKING:
    from evaluation.gate.policy import Policy
    from evaluation.runs.record import Run
    from reports.cli.runs import Subject
    from reports.model.evaluation import Report
    from vignettes.library import Library
    from vignettes.ratings import Ratings


@reports_errors
def command(
    *,
    rules: Rules = None,
    engine: EngineUnderTest = None,
    repeat: Repeat = None,
    vignettes: Vignettes = None,
    policy: PolicyFile = None,
    save: Save = None,
    output: Outputs = None,
    all_subgroups: Annotated[
        bool, typer.Option("--subgroups", help="Show every safety metric of each subgroup.")
    ] = False,
    every_item: Annotated[bool, typer.Option("--all", help="List every vignette.")] = False,
    as_json: AsJson = False,
) -> None:
    """Score an engine on a library: a rule set, or another one.

    Reports every metric with k of n and its interval, of the whole library and by subgroup, and the
    vignettes that are not as expected, the worst first.
    -o writes all of it as a report.
    Exit code 0 whatever the scores are: `triage gate` is what judges.
    """
    from evaluation.gate.policy_file import read_policy
    from reports.cli.content import load_ratings
    from reports.cli.runs import load_library, make_run, released_subject_of
    from reports.cli.settings import engine_reference, policy_path, vignettes_place
    from reports.data.evaluation import run_to_data
    from reports.render.scores import render_scores

    paths = check_outputs(output)
    subject = released_subject_of(engine_reference(engine, rules))
    words = subject.words
    place = vignettes_place(vignettes, words.name)
    library = load_library(place, words)
    file = policy_path(policy, words.name)
    terms = read_policy(file, words)
    ratings = load_ratings(place, words)
    run = make_run(subject, library, place, save, repeat, is_reported=bool(paths))
    if paths:
        from reports.cli.reporting import Ground, report_of_runs

        ground = Ground(words=words, place=place, library=library, policy=terms, policy_file=file)
        write_outputs(paths, Rendering(report_of_runs(run, ground, ruleset=subject.ruleset)))
    with working("Scoring", len(library)):
        report = _report(subject, library, ratings, terms, run)
    if as_json:
        show_json(run_to_data(report))
    else:
        show(render_scores(report, screen(), all_subgroups=all_subgroups, every_item=every_item))


def _report(
    subject: "Subject", library: "Library", ratings: "Ratings | None", policy: "Policy", run: "Run"
) -> "Report":
    """All that is said of a run, in the terms of a policy."""
    from evaluation.metrics import score
    from evaluation.robustness import unknown_robustness
    from evaluation.spread import spread
    from evaluation.subgroups import field_titles, score_subgroups
    from evaluation.tables import agreement, by_agreement, confusion, outcome_frame
    from reports.model.evaluation import Report
    from vignettes.ratings import disputed, rated

    words, outcomes = subject.words, run.outcomes
    threshold, top = policy.escalation_threshold, words.scale.most.rank
    detects = run.record.reports_red_flags
    frame = outcome_frame(outcomes, words.scale.ids)
    return Report(
        run=run,
        scores=score(outcomes, threshold=threshold.rank, top=top, reports_red_flags=detects),
        threshold=threshold,
        robustness=unknown_robustness(subject.ruleset, library) if subject.ruleset else None,
        agreement=agreement(outcomes, len(words.scale)),
        confusion=confusion(frame),
        subgroups=score_subgroups(
            outcomes,
            threshold=threshold.rank,
            top=top,
            reports_red_flags=detects,
            bands=policy.subgroups.bands,
            attributes=words.attributes,
            smallest=policy.subgroups.smallest,
        ),
        field_titles=field_titles(words),
        spread=spread(outcomes, threshold=threshold.rank, top=top, reports_red_flags=detects),
        by_agreement=(
            by_agreement(frame, rated(library, ratings), disputed(library, ratings))
            if ratings
            else None
        ),
    )
