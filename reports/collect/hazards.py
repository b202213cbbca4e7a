"""The hazard log, as far as it can be filled in by counting: risk is rated by people."""

from collections.abc import Callable, Iterator, Sequence

from evaluation.statistics.intervals import clopper_pearson_upper
from reports.collect.material import Material
from reports.model.audit.solved import ClaimFacts, SolvedFacts
from reports.model.audit.standing import HazardFacts
from reports.model.audit.vignettes import VignetteFacts
from triage.vocabulary import RedFlag


def hazard_facts(
    material: Material, vignettes: Sequence[VignetteFacts], solved: SolvedFacts | None
) -> Iterator[HazardFacts]:
    """A hazard for each red flag, then those that are of any triage."""
    claims = solved.claims if solved else ()
    made = _Hazards(material, vignettes, claims)
    for number, flag in enumerate(material.words.red_flags.values(), start=1):
        yield made.of_flag(f"H{number:02}", flag)
    first = len(material.words.red_flags) + 1
    for number, build in enumerate(made.of_any_triage(), start=first):
        yield build(f"H{number:02}")


def _is_of_ceiling(claim: ClaimFacts) -> bool:
    return ".ceiling" in claim.id


def _is_of_open(claim: ClaimFacts) -> bool:
    return "open_red_flag" in claim.id or "while_open" in claim.id


def _is_of_floor(claim: ClaimFacts) -> bool:
    """Every other claim, so that none that is refuted falls out of the log."""
    return not (_is_of_ceiling(claim) or _is_of_open(claim))


class _Hazards:
    def __init__(
        self,
        material: Material,
        vignettes: Sequence[VignetteFacts],
        claims: Sequence[ClaimFacts],
    ) -> None:
        self._material = material
        self._vignettes = vignettes
        self._claims = claims

    def of_flag(self, name: str, flag: RedFlag) -> HazardFacts:
        """That a red flag is there and is not acted on, or not named."""
        invariants = self._material.standing.invariants
        demanding = {
            each.id
            for each in (invariants.invariants.values() if invariants else ())
            if flag.id in each.red_flags
        }
        rules = self._material.ruleset.rules if self._material.ruleset else ()
        raising = [rule.id for rule in rules if flag.id in rule.red_flags]
        about = [
            claim
            for claim in self._claims
            if claim.invariant in demanding or claim.id.endswith(f".{flag.id}")
        ]
        required = [each for each in self._vignettes if flag.id in each.red_flags]
        detects = self._material.candidate.record.reports_red_flags
        return self.hazard(
            name,
            title=f"{flag.title}: not seen, or not acted on",
            cause=f"below {flag.minimum.id}, or not raised",
            controls=(
                *(f"rule {rule}" for rule in raising),
                *(f"invariant {each}" for each in sorted(demanding)),
            ),
            sources=flag.sources,
            vignettes=required,
            fails=lambda each: (
                "missed_red_flag" in each.failures
                or (detects and flag.id not in each.answer.red_flags)
            ),
            near=sum(flag.id in each.absent_red_flags for each in self._vignettes),
            claims=about,
        )

    def of_any_triage(self) -> Iterator[Callable[[str], HazardFacts]]:
        """Hazards without a red flag of their own."""
        lowest, top = self._material.words.scale.ids[0], self._material.words.scale.most.id
        yield lambda name: self.hazard(
            name,
            title="Advice that is less urgent than the documents ask for",
            cause="A rule is missing, too narrow or too low, with or without a red flag.",
            controls=("ratchet on every vignette", "limit on under-triage"),
            vignettes=[each for each in self._vignettes if each.floor != lowest],
            fails=lambda each: "under_triage" in each.failures,
            claims=[claim for claim in self._claims if _is_of_floor(claim)],
        )
        yield lambda name: self.hazard(
            name,
            title="An open question is taken for a no",
            cause="What was not asked is read as absent.",
            controls=("floor while a red flag is open", "claims about open red flags"),
            vignettes=[each for each in self._vignettes if each.kind == "unknown"],
            fails=lambda each: "under_triage" in each.failures,
            claims=[claim for claim in self._claims if _is_of_open(claim)],
        )
        yield lambda name: self.hazard(
            name,
            title="No answer where one is needed",
            cause="The engine abstains, crashes, or gives what cannot be read.",
            controls=("what is not answered counts as missed",),
            vignettes=list(self._vignettes),
            fails=lambda each: each.answer.status != "ok",
        )
        yield lambda name: self.hazard(
            name,
            title="Advice that is more urgent than the documents ask for",
            cause="A rule is too wide: care is used up, and warnings lose their weight.",
            controls=("limit on over-triage", "ceilings among the invariants"),
            vignettes=[each for each in self._vignettes if each.ceiling != top],
            fails=lambda each: "over_triage" in each.failures,
            claims=[claim for claim in self._claims if _is_of_ceiling(claim)],
        )
        if self._material.words.pathways:
            yield lambda name: self.hazard(
                name,
                title="A kind of evaluation that is needed is not named",
                cause="A pathway is not given.",
                controls=("ratchet on lost pathways",),
                vignettes=[each for each in self._vignettes if each.pathways],
                fails=lambda each: "lost_pathway" in each.failures,
                claims=[claim for claim in self._claims if ".pathway" in claim.id],
            )

    def hazard(
        self,
        name: str,
        *,
        title: str,
        cause: str,
        controls: tuple[str, ...],
        vignettes: Sequence[VignetteFacts],
        fails: Callable[[VignetteFacts], bool],
        sources: tuple[str, ...] = (),
        near: int = 0,
        claims: Sequence[ClaimFacts] = (),
    ) -> HazardFacts:
        """One hazard: a family fails by its worst member, and bounds go over families."""
        families: dict[str, bool] = {}
        for each in vignettes:
            families[each.family] = families.get(each.family, False) or fails(each)
        return HazardFacts(
            id=name,
            title=title,
            cause=cause,
            controls=controls,
            sources=sources,
            vignettes=len(vignettes),
            failing=sum(map(fails, vignettes)),
            near_misses=near,
            upper=clopper_pearson_upper(sum(families.values()), len(families)),
            claims=len(claims),
            proved=sum(claim.standing == "proved" for claim in claims),
        )
