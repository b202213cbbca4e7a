"""What the two documents demand, one statement to a test, its lines in the docstring.

Written from the documents. Every patient is a table row: what is present beside pain behind the
knee, and the disposition. Whatever a row does not name is known to be absent, unless it says so.
"""

import pytest

from triage.engine import Decision, decide
from triage.presentation import Presentation
from triage.repository import load_ruleset
from triage.truth import Answer

KNEE = load_ruleset("knee@1.1.0")
ALL_ABSENT = Presentation(dict.fromkeys(KNEE.vocabulary.findings, Answer.ABSENT))


def decision_for(*present: str, age: float | None = 30, unasked: tuple[str, ...] = ()) -> Decision:
    """The decision for a patient with pain behind the knee, everything else denied."""
    patient = ALL_ABSENT.with_answer("posterior_knee_pain", Answer.PRESENT)
    patient = patient.with_number("age_years", age).with_number("duration_days", 2)
    for name in present:
        patient = patient.with_answer(name, Answer.PRESENT)
    for name in unasked:
        patient = patient.with_answer(name, Answer.NOT_ASKED)
    return decide(patient, KNEE)


def disposition_for(*present: str, age: float | None = 30) -> str:
    """The definite disposition of such a patient; nothing is open, so that it is final."""
    decision = decision_for(*present, age=age)
    assert decision.definite == decision.possible
    return decision.definite.id


def test_plain_pain_behind_the_knee_is_self_care() -> None:
    """PKP L4: usually no immediate medical attention. PKP L36: some causes are treated at home."""
    assert disposition_for() == "self_care"


def test_a_cramp_after_overwork_or_dehydration_is_self_care() -> None:
    """PKP L18, L33, L35: cramps come from such causes, and may resolve on their own."""
    assert disposition_for("leg_cramp", "leg_pain", "muscle_overwork") == "self_care"
    assert disposition_for("leg_cramp", "leg_pain", "dehydration") == "self_care"


def test_jumpers_knee_is_self_care() -> None:
    """PKP L12, L36: overuse by jumping, with tenderness, may improve at home."""
    assert disposition_for("frequent_jumping", "knee_overuse", "tenderness") == "self_care"
    assert disposition_for("known_jumpers_knee", "knee_swelling", "tenderness") == "self_care"


def test_a_bakers_cyst_without_a_lump_is_self_care() -> None:
    """PKP L33, L36: such a cyst may resolve or improve at home."""
    assert disposition_for("known_bakers_cyst", "stiffness") == "self_care"


def test_trouble_breathing_is_an_emergency() -> None:
    """PKP L33, L38: the emergency room, whatever else there is."""
    assert disposition_for("trouble_breathing") == "emergency"
    assert disposition_for("trouble_breathing", "leg_cramp", "dehydration") == "emergency"


def test_a_history_of_blood_clots_is_an_emergency() -> None:
    """PKP L33: the emergency room for anybody who had one."""
    assert disposition_for("history_of_blood_clots") == "emergency"


@pytest.mark.parametrize("loss", ["new_loss_of_bladder_control", "new_loss_of_bowel_control"])
def test_loss_of_control_is_at_least_urgent(loss: str) -> None:
    """KFB L60: promptly. The rules go beyond their source, and say so."""
    assert disposition_for(loss) == "emergency"
    fired = decision_for(loss).fired[0].rule
    assert fired.beyond_source


@pytest.mark.parametrize(
    "finding",
    [
        "severe_leg_weakness",
        "major_trauma",
        "fever",
        "unexplained_swelling",
        "rapidly_worsening_numbness",
    ],
)
def test_what_kfb_wants_seen_promptly_is_urgent(finding: str) -> None:
    """KFB L60: promptly, each alone. For fever the more urgent of both documents wins."""
    assert disposition_for(finding) == "urgent"


def test_weakness_that_is_not_severe_is_routine() -> None:
    """KFB L16, L38: weakness is among the causes, and is examined; no line leaves it at home."""
    assert disposition_for("leg_weakness") == "routine"


def test_numbness_that_worsens_fast_has_a_look_at_the_spine_too() -> None:
    """KFB L26, L60: it is numbness, however fast."""
    assert decision_for("rapidly_worsening_numbness").pathways == ("spine_evaluation",)


def test_redness_of_the_skin_is_urgent() -> None:
    """PKP L19, L28: a sign of a clot, to be seen as soon as possible."""
    assert disposition_for("skin_redness") == "urgent"


@pytest.mark.parametrize(
    "risk",
    [
        "cancer",
        "heart_disease",
        "increased_estrogen",
        "lung_disease",
        "obesity",
        "pregnancy",
        "slow_blood_flow",
        "vein_injury",
    ],
)
def test_two_signs_of_a_clot_with_a_risk_factor_are_urgent(risk: str) -> None:
    """PKP L19 to L28: swelling and pain of the leg, with what makes a clot more likely."""
    assert disposition_for("leg_swelling", "leg_pain", risk) == "urgent"
    assert disposition_for("leg_swelling", risk) == "urgent"  # with pain behind the knee
    assert disposition_for("leg_pain", "knee_pain", risk) == "self_care"
    assert disposition_for("leg_swelling", "leg_pain") == "routine"


def test_explained_swelling_of_the_leg_is_routine() -> None:
    """PKP L19, L28: a sign of a clot all the same, so that somebody should look at it."""
    assert disposition_for("leg_swelling") == "routine"


def test_older_age_counts_from_sixty() -> None:
    """PKP L23 names no number; sixty is this project's reading, both sides of it held here."""
    assert disposition_for("leg_swelling", age=59) == "routine"
    assert disposition_for("leg_swelling", age=60) == "urgent"
    assert disposition_for("leg_swelling", age=61) == "urgent"
    assert decision_for("leg_swelling", age=None).possible.id == "urgent"


@pytest.mark.parametrize(
    "finding",
    [
        "lump_behind_knee",
        "persistent_pain",
        "worsening_pain",
        "persistent_swelling",
        "worsening_swelling",
        "locking",
        "known_meniscus_tear",
        "known_ligament_tear",
        "known_osteoarthritis",
        "known_rheumatoid_arthritis",
        "known_psoriatic_arthritis",
        "known_arthritis",
        "suspected_arthritis",
        "known_tumour_near_knee",
    ],
)
def test_what_pkp_sends_to_a_provider_is_routine(finding: str) -> None:
    """PKP L11, L29, L33, L35, L38: to a provider, without haste."""
    decision = decision_for(finding)
    assert decision.definite.id == "routine"
    assert decision.pathways == ()


def test_an_injury_with_lost_motion_is_routine() -> None:
    """PKP L10, L33: signs of a ligament injury, which may need treatment; neither alone is."""
    assert disposition_for("knee_injury", "loss_of_range_of_motion") == "routine"
    assert disposition_for("knee_injury") == "self_care"


def test_pain_persists_from_fourteen_days() -> None:
    """PKP L33, L38, KFB L62 name no number; fourteen is this project's reading."""
    patient = ALL_ABSENT.with_answer("posterior_knee_pain", Answer.PRESENT)
    given = {days: decide(patient.with_number("duration_days", days), KNEE) for days in (13, 14)}
    assert given[13].definite.id == "self_care"
    assert given[14].definite.id == "routine"


@pytest.mark.parametrize(
    "finding",
    [
        "tingling",
        "numbness",
        "sharp_pain",
        "cortisone_little_relief",
        "pain_unrelated_to_activity",
        "pain_follows_back_position",
        "pain_while_sitting",
        "pain_eases_with_walking",
        "pain_moves_around",
        "knee_therapy_helped_little",
        "knee_treatment_helped_little",
    ],
)
def test_what_points_to_the_back_is_routine_with_a_look_at_the_spine(finding: str) -> None:
    """KFB L22 to L54: the back should be considered; L62: that is less urgent."""
    decision = decision_for(finding)
    assert decision.definite.id == "routine"
    assert decision.pathways == ("spine_evaluation",)


@pytest.mark.parametrize(
    "finding",
    [
        "dull_ache",
        "pain_after_load",
        "pain_with_specific_movement",
        "stiffness",
        "tenderness",
        "knee_swelling",
        "cortisone_shot_in_knee",
        "knee_therapy",
        "improves_with_home_care",
        "back_pain",
        "obesity",
    ],
)
def test_what_no_document_sends_anywhere_stays_self_care(finding: str) -> None:
    """KFB L26, L42 describe it as of the knee itself; PKP L23 to L27 list risks, not reasons."""
    assert disposition_for(finding) == "self_care"


@pytest.mark.parametrize("name", KNEE.vocabulary.groups["red_flag_findings"].findings)
def test_self_care_waits_for_every_red_flag(name: str) -> None:
    """Both documents: as long as one red flag is not asked about, nobody is sent home."""
    decision = decision_for(unasked=(name,))
    assert decision.definite.id == "routine"
    assert name == "leg_swelling" or decision.possible.id in {"urgent", "emergency"}
    assert decision.floor_while_undecided is not None


@pytest.mark.parametrize("benign", ["known_bakers_cyst", "known_jumpers_knee", "leg_cramp"])
@pytest.mark.parametrize("flag", ["fever", "skin_redness", "severe_leg_weakness"])
def test_no_benign_explanation_lowers_a_red_flag(benign: str, flag: str) -> None:
    """A floor holds whatever else is present."""
    assert disposition_for(benign, flag) == "urgent"
