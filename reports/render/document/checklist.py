"""The items of four guidelines, in our own words, and where the report speaks to them.

STARD 2015 (doi:10.1136/bmj.h5527), DECIDE-AI (doi:10.1136/bmj-2022-070904), DCB0129 (Clinical Risk
Management: its Application in the Manufacture of Health IT Systems, Amd 24/2018) and IEC 62304
(2006, with amendment 1 of 2015). The wording of none of them is repeated here.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """An item: what it is about, the ids of the sections that speak to it, what people must add."""

    number: str
    about: str
    sections: tuple[str, ...] = ()
    people: str = ""


def _items(text: str) -> tuple[Item, ...]:
    return tuple(_parsed(text))


def _parsed(text: str) -> Iterator[Item]:
    """One item a line: number | about | sections | what people must add."""
    for line in text.strip().splitlines():
        number, about, sections, people = (part.strip() for part in line.split("|"))
        yield Item(number=number, about=about, sections=tuple(sections.split()), people=people)


ITEMS: Final[Mapping[str, tuple[Item, ...]]] = {
    "STARD 2015": _items("""
        1 | Says that it measures diagnostic accuracy | verdict metrics |
        2 | Structured summary | verdict |
        3 | Background, intended use and role | | Say what the engine is for, and for whom.
        4 | Objectives and hypotheses | criteria |
        5 | Planned before or after the data | reference control | Say when they were written.
        6 | Eligibility | vignette-flow reference | Say which patients the vignettes stand for.
        7 | How candidates were found | reference trace |
        8 | Where and when | | Not applicable to written vignettes; say so.
        9 | Consecutive, random or chosen | reference limitations |
        10a | Index test, in detail | control reproduce |
        10b | Reference standard, in detail | reference trace |
        11 | Why this reference standard | | Say why these documents.
        12a | Categories and cut-offs of the index test | criteria metrics |
        12b | Categories and cut-offs of the reference | reference vignettes |
        13a | Readers of the index test blind | reference | Say who wrote the rules.
        13b | Assessors of the reference blind | reference |
        14 | Methods for accuracy | metrics paired |
        15 | Indeterminate results | vignette-flow metrics |
        16 | Missing data | vignette-flow robustness |
        17 | Variability, planned or explored | subgroups robustness |
        18 | Sample size | criteria limitations |
        19 | Flow | vignette-flow |
        20 | Who the patients are | subgroups vignette-flow |
        21a | Severity in those with the condition | red-flags vignettes |
        21b | Other diagnoses in those without | vignettes |
        22 | Time between the two tests | | Not applicable to written vignettes; say so.
        23 | Cross tabulation | confusion red-flags |
        24 | Accuracy with precision | metrics red-flags |
        25 | Adverse events | anomalies | No patient took part.
        26 | Limitations | limitations |
        27 | Implications for practice | | Say what follows for use.
        28 | Registration | | Number and registry, if any.
        29 | Protocol | criteria reproduce |
        30 | Funding | | Sources, and the role of funders.
    """),
    "DECIDE-AI": _items("""
        1 | Title | verdict | This is a bench evaluation, before any clinical one.
        2 | Intended use: condition, users, pathway | | Say it; the documents are named.
        3 | Participants and users | vignette-flow | No users took part.
        4 | The system: version, inputs, outputs | control vignettes |
        5 | Implementation: setting, exposure | | Say where it would be used.
        6 | Safety and errors: how they were sought | hazards proofs criteria |
        7 | Human factors | | Not evaluated here.
        8 | Ethics | | Say what applies.
        9 | Participants: who | subgroups |
        10 | Implementation: adherence | | Not evaluated here.
        11 | Changes made during the evaluation | changes control |
        12 | Agreement of people and system | reference metrics | Raters, no clinical users.
        13 | Errors and safety: results | anomalies changes red-flags hazards |
        14 | Human factors: results | | Not evaluated here.
        15 | Support for the intended use | | For people to judge.
        16 | Safety and errors: discussion | limitations anomalies | For people to judge.
        17 | Availability of data and code | reproduce control |
        I | Abstract | verdict |
        II | Objectives | criteria |
        III | Research governance | | Protocol, registration, approval.
        IV | Outcomes | metrics criteria |
        V | Analysis | metrics paired subgroups |
        VI | Involvement of patients | | Say whether any.
        VII | Main results | verdict metrics |
        VIII | Subgroups | subgroups |
        IX | Strengths and limitations | limitations |
        X | Conflicts of interest | | For every author to state.
    """),
    "DCB0129": _items("""
        2 | Process, management, safety officer, competence | | Held by the organisation.
        3.1 | Risk management file | control reproduce | This report is one part of it.
        3.2 | Risk management plan | criteria | The plan, and the risk matrix.
        3.3 | Hazard log | hazards | Ratings, owners, status.
        3.4 | Safety case | proofs trace | The argument.
        3.5 | Safety case report | verdict limitations | For the safety officer to write.
        3.6 | Incident log | | Held in operation.
        4.2 | Scope of the analysis | reference limitations | Intended use and users.
        4.3 | Hazards identified | hazards trace | Hazards that no vignette shows.
        4.4 | Risk estimated | hazards | Severity and likelihood.
        5.1 | Initial risk evaluated | | Against the risk matrix.
        6.1 | Controls considered | hazards | Options and reasons.
        6.2 | Benefit against risk | | Where residual risk is not acceptable.
        6.3 | Controls implemented and verified | hazards proofs changes |
        6.4 | Completeness of control | trace proofs | Confirmed by the safety officer.
        7.1 | Delivery: review before release | verdict sign-off | Decision to release.
        7.2 | Monitoring after deployment | | Held in operation.
        7.3 | Modification | changes lowered criteria |
    """),
    "IEC 62304": _items("""
        5.1 | Development plan | | Held by the organisation.
        5.2 | Requirements, traceable | trace reference |
        5.7.1 | Tests for requirements | vignettes trace |
        5.7.2 | Anomalies go to problem resolution | anomalies | Numbers of the problem reports.
        5.7.3 | Tests again after changes | changes control |
        5.7.4 | Testing evaluated | proofs trace limitations |
        5.7.5 | Test records | control vignettes reproduce | Who ran it.
        5.8.1 | Verification complete | verdict criteria |
        5.8.2 | Known residual anomalies listed | anomalies |
        5.8.3 | Known residual anomalies evaluated | anomalies hazards | The evaluation.
        5.8.4 | Released versions documented | control |
        5.8.5 | How it was made | reproduce control |
        6.2 | Changes analysed | changes lowered |
        7.1 | Causes of hazards | hazards | Causes outside of the rules.
        7.3 | Risk controls verified, traceable | hazards proofs trace |
        7.4 | Changes analysed for safety | changes lowered proofs |
        8.1 | Configuration items identified | control |
        8.2 | Changes controlled | criteria control | Approval of the request.
        9.7 | Resolution verified | changes |
        9.8 | Test documentation | control vignettes verdict |
    """),
}
