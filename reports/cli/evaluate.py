"""``triage evaluate``: a rule set over a library, scored."""

from reports.cli.options import AsJson, PolicyFile, Rules, Save, Vignettes
from reports.cli.shell import reports_errors, screen, show, show_json


@reports_errors
def command(
    *,
    rules: Rules = None,
    vignettes: Vignettes = None,
    policy: PolicyFile = None,
    save: Save = None,
    as_json: AsJson = False,
) -> None:
    """Score a rule set on a library.

    Reports every metric with k of n and its interval, and each vignette that is not as expected.
    Exit code 0 whatever the scores are: `triage gate` is what judges.
    """
    from evaluation.gate.policy import read_policy
    from evaluation.metrics import score
    from evaluation.robustness import unknown_robustness
    from evaluation.tables import agreement, by_agreement, by_kind, confusion, outcome_frame
    from reports.cli.content import load_ratings
    from reports.cli.runs import load_library, make_run
    from reports.cli.settings import policy_path, rules_reference, vignettes_place
    from reports.data.evaluation import run_to_data
    from reports.render.scores import Report, render_scores
    from triage.repository import load_released
    from vignettes.ratings import disputed, rated

    ruleset = load_released(rules_reference(rules))
    words = ruleset.vocabulary
    place = vignettes_place(vignettes, words.name)
    library = load_library(place, words)
    threshold = read_policy(policy_path(policy, words.name), words).escalation_threshold
    ratings = load_ratings(place, words)
    run = make_run(ruleset, library, place, save)
    frame = outcome_frame(run.outcomes, words.scale.ids)
    report = Report(
        run=run,
        scores=score(run.outcomes, threshold=threshold.rank, top=words.scale.most.rank),
        threshold=threshold,
        robustness=unknown_robustness(ruleset, library),
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
