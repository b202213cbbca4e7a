"""``triage evaluate``: an engine over a library, scored."""

from reports.cli.options import (
    AsJson,
    EngineUnderTest,
    PolicyFile,
    Repeat,
    Rules,
    Save,
    Vignettes,
)
from reports.cli.shell import reports_errors, screen, show, show_json


@reports_errors
def command(
    *,
    rules: Rules = None,
    engine: EngineUnderTest = None,
    repeat: Repeat = 1,
    vignettes: Vignettes = None,
    policy: PolicyFile = None,
    save: Save = None,
    as_json: AsJson = False,
) -> None:
    """Score an engine on a library: a rule set, or another one.

    Reports every metric with k of n and its interval, and each vignette that is not as expected.
    Exit code 0 whatever the scores are: `triage gate` is what judges.
    """
    from evaluation.gate.policy import read_policy
    from evaluation.metrics import score
    from evaluation.robustness import unknown_robustness
    from evaluation.tables import agreement, by_agreement, by_kind, confusion, outcome_frame
    from reports.cli.content import load_ratings
    from reports.cli.runs import load_library, make_run, released_subject_of
    from reports.cli.settings import engine_reference, policy_path, vignettes_place
    from reports.data.evaluation import run_to_data
    from reports.render.scores import Report, render_scores
    from vignettes.ratings import disputed, rated

    subject = released_subject_of(engine_reference(engine, rules))
    words = subject.words
    place = vignettes_place(vignettes, words.name)
    library = load_library(place, words)
    threshold = read_policy(policy_path(policy, words.name), words).escalation_threshold
    ratings = load_ratings(place, words)
    run = make_run(subject, library, place, save, repeat)
    frame = outcome_frame(run.outcomes, words.scale.ids)
    report = Report(
        run=run,
        scores=score(
            run.outcomes,
            threshold=threshold.rank,
            top=words.scale.most.rank,
            reports_red_flags=run.record.reports_red_flags,
        ),
        threshold=threshold,
        robustness=unknown_robustness(subject.ruleset, library) if subject.ruleset else None,
        agreement=agreement(run.outcomes, len(words.scale)),
        confusion=confusion(frame),
        by_kind=by_kind(frame),
        by_agreement=(
            by_agreement(frame, rated(library, ratings), disputed(library, ratings))
            if ratings
            else None
        ),
    )
    if as_json:
        show_json(run_to_data(report))
    else:
        show(render_scores(report, screen()))
