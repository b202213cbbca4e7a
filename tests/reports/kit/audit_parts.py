"""The other parts of hand-made reports: sides, policy, what was solved, what it rests on."""

from dataclasses import replace
from typing import Any, Final

from reports.model.audit.changes import ChangesFacts, EndpointFacts, MoveFacts
from reports.model.audit.sides import Approved, Criterion, PolicyFacts, Side
from reports.model.audit.solved import (
    ClaimFacts,
    DifferenceFacts,
    LineFacts,
    MutationFacts,
    RuleEditFacts,
    SolvedFacts,
    SurvivorFacts,
)
from reports.model.audit.standing import (
    DocumentFacts,
    GapFacts,
    HazardFacts,
    PairFacts,
    RaterFacts,
    ReferenceFacts,
    RuleFacts,
    SentenceFacts,
    TraceFacts,
)
from tests.reports.kit.audit_vignettes import (
    CHANGED_RULE,
    LIBRARY,
    OTHER_RULE,
    REMOVED_RULE,
)


def side(version: str = "1.1.0", **changes: Any) -> Side:
    """A run of the made-up rules."""
    made = Side(
        engine=f"kettle@{version}",
        kind="rules",
        version=version,
        fingerprint="sha256:" + version.replace(".", "") * 21 + "0",
        file=f"rules/{version}.yaml",
        domain="kettle",
        vocabulary_fingerprint="sha256:" + "b" * 64,
        invariants_fingerprint="sha256:" + "c" * 64,
        library=LIBRARY,
        library_fingerprint="sha256:" + "d" * 64,
        n=6,
        started="2026-03-01T09:30:00+00:00",
        finished="2026-03-01T09:30:01+00:00",
        command="triage gate --rules rules/1.1.0.yaml",
        revision="0123456789abcdef0123456789abcdef01234567",
        dirty=False,
        environment={"platform": "linux", "python": "3.12.1", "triage-harness": "0.9.0"},
        reports_red_flags=True,
        unknowns="understood",
        is_deterministic=True,
        repeat=1,
        faults=(),
        digest="",
        folder="",
    )
    return replace(made, **changes)


BASELINE: Final = side(
    "1.0.0", digest="sha256:" + "e" * 64, folder="baselines/kettle", dirty=None, revision=""
)
APPROVAL: Final = Approved(
    given="on 2026-02-01 by A. Lamp (safety officer)",
    reason="The first version that everybody read.",
    digest="sha256:" + "e" * 64,
    policy_fingerprint="sha256:" + "f" * 64,
)
POLICY: Final = PolicyFacts(
    title="For kettles",
    file="policy.yaml",
    fingerprint="sha256:" + "f" * 64,
    threshold="unplug",
    criteria=(
        Criterion(title="Vignettes measured", asks="at least 5"),
        Criterion(title="New missed red flags", asks="none"),
        Criterion(
            title="Missed-red-flag rate (by action)",
            asks="at most 0.0 %",
            metric="missed_red_flag_rate",
            bound=0.0,
        ),
        Criterion(
            title="Accuracy",
            asks="at least 90.0 %",
            metric="accuracy",
            bound=0.9,
            is_upper=False,
            scope="subgroups",
        ),
    ),
    is_watched=True,
)

CLAIMS: Final = (
    ClaimFacts(
        id="fire.floor",
        says="With fire nobody is given less than leave.",
        invariant="fire",
        standing="proved",
        sources=("TIP L1",),
    ),
    ClaimFacts(
        id="current.floor",
        says="With current on the case nobody is given less than unplug.",
        invariant="current",
        standing="proved",
        sources=("MAN L4",),
    ),
)
REFUTED: Final = replace(
    CLAIMS[0], standing="refuted", refuted_by="smoke present. Given: unplug (no red flag)"
)
VACUOUS: Final = replace(CLAIMS[1], standing="vacuous")
LINE: Final = LineFacts(
    id="0a1b2c3d4e5f",
    is_lower=True,
    changes="leave (fire) becomes unplug (no red flag)",
    who="smoke present, flames absent",
    patient="smoke present, flames absent; nothing else known",
    before="leave (fire)",
    after="unplug (no red flag)",
    edits=("acts-on-fire",),
    sources=("TIP L1",),
    places=(CHANGED_RULE,),
)
ACCEPTED_LINE: Final = replace(
    LINE,
    id="112233445566",
    who="tingle not asked, handle wet",
    changes="unplug becomes mend",
    edits=("acts-on-current", "gives-mend"),
    places=(OTHER_RULE, REMOVED_RULE),
    accepted="by A. Lamp (safety officer) until 2026-06-01: the handle is of wood",
)
RAISED_LINE: Final = replace(
    LINE, id="665544332211", is_lower=False, changes="keep becomes mend", places=()
)
DIFFERENCE: Final = DifferenceFacts(
    before="kettle@1.0.0",
    after="kettle@1.1.0",
    edits=(
        RuleEditFacts(rule="acts-on-fire", what="changed", place=CHANGED_RULE),
        RuleEditFacts(rule="acts-on-current", what="added", place=OTHER_RULE),
        RuleEditFacts(rule="gives-mend", what="removed", place=REMOVED_RULE),
        RuleEditFacts(rule="gives-keep", what="changed", place=None),
    ),
    lines=(LINE, ACCEPTED_LINE, RAISED_LINE),
)
SOLVED: Final = SolvedFacts(
    patients="about 4,000",
    claims=CLAIMS,
    oddities=(),
    difference=DifferenceFacts(before="kettle@1.0.0", after="kettle@1.1.0"),
    mutation=MutationFacts(n=12, caught=9, stopped=1, without_effect=2, survivors=(), missing=0),
)
SOLVED_WORSE: Final = SolvedFacts(
    patients="about 4,000",
    claims=(REFUTED, VACUOUS),
    oddities=("The rule gives-keep can never decide anything.",),
    difference=DIFFERENCE,
    mutation=MutationFacts(
        n=12,
        caught=8,
        stopped=1,
        without_effect=2,
        survivors=(
            SurvivorFacts(
                rule="acts-on-current",
                edit="the finding tingle is dropped",
                concern="lowers",
                patient="tingle present; nothing else known",
                before="unplug (current)",
                after="keep (no red flag)",
            ),
        ),
        missing=1,
    ),
)

REFERENCE: Final = ReferenceFacts(
    authors=(("maintainers", 5), ("reader", 1)),
    kinds=(("canonical", 4), ("near_miss", 1), ("unknown", 1)),
    documents=(
        DocumentFacts(id="MAN", title="A manual", sha256="9" * 64, sentences=20, vignettes=2),
        DocumentFacts(id="TIP", title="A leaflet", sha256="8" * 64, sentences=5, vignettes=5),
    ),
    raters=(RaterFacts(id="reader-a", who="A made-up reader.", saw="narratives only", n=4),),
    pairs=(
        PairFacts(
            one="author",
            other="reader-a",
            n=4,
            same=3,
            n_red_flags=4,
            same_red_flags=4,
            kappa_linear=0.7,
            kappa_quadratic=None,
        ),
    ),
    rated=4,
    disputed=("leaking-old",),
    settled=1,
    settled_by="A third reader.",
)
TRACE: Final = TraceFacts(
    sentences=(
        SentenceFacts(
            locator="TIP L1",
            kind="demand",
            says="Whoever sees flames leaves the house.",
            rules=("acts-on-fire",),
            invariants=("fire",),
            vignettes=2,
        ),
        SentenceFacts(
            locator="MAN L9",
            kind="demand, spares",
            says="A kettle that hums is well.",
            rules=(),
            invariants=(),
            vignettes=0,
        ),
    ),
    classes=(("demand", 5, 4), ("commercial", 3, 0)),
    rules=(
        RuleFacts(
            id="acts-on-fire",
            title="Fire",
            disposition="leave",
            red_flags=("fire",),
            sources=("TIP L1",),
            line=41,
            fires=2,
            as_expected=2,
        ),
    ),
    gaps=(
        GapFacts(kind="a demand without a rule", of="MAN L9", reason=""),
        GapFacts(kind="a rule that never fires", of="gives-keep", reason="Kept for later."),
    ),
)
HAZARDS: Final = (
    HazardFacts(
        id="H01",
        title="Fire: not seen, or not acted on",
        cause="The answer is below leave, or the red flag is not raised.",
        controls=("rule acts-on-fire", "invariant fire"),
        sources=("TIP L1",),
        vignettes=2,
        failing=0,
        near_misses=4,
        upper=0.7764,
        claims=1,
        proved=1,
    ),
    HazardFacts(
        id="H02",
        title="No answer where one is needed",
        cause="The engine abstains, crashes, or gives what cannot be read.",
        controls=(),
        sources=(),
        vignettes=0,
        failing=0,
        near_misses=0,
        upper=None,
        claims=0,
        proved=0,
    ),
)


def endpoint(name: str, title: str, newly: tuple[str, ...] = ()) -> EndpointFacts:
    """An endpoint that some vignettes newly fail."""
    return EndpointFacts(
        name=name,
        title=title,
        newly_failing=newly,
        worsened=(),
        newly_fixed=(),
        still_failing=(),
        neither=5,
        newly=len(newly),
        fixed=0,
        both=0,
        mcnemar=1.0 if len(newly) < 2 else 0.5,
        midp=0.5,
        holm=1.0,
        newcombe=(-0.2, 0.43),
        tango=None if newly else (-0.39, 0.39),
    )


CHANGES: Final = ChangesFacts(
    comparable=6,
    only_in_baseline=(),
    only_in_candidate=(),
    input_edited=(),
    gold_edited=(),
    text_edited=("humming",),
    endpoints=(
        endpoint("missed_red_flag", "missed red flags"),
        endpoint("under_triage", "under-triage or no answer"),
    ),
    moves=(
        MoveFacts(before="leave", after="leave", n=2),
        MoveFacts(before="keep", after="keep", n=4),
    ),
    changed=(),
    changed_without_crossing=(),
    lowered=(),
)
