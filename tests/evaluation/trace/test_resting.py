"""Which demands a rule may rest on."""

from tests.evaluation.trace.kettle import Edited

RULES = "rules/0.1.0.yaml"
CURRENT_SOURCES = "    when: sparks\n    sources: [MAN L3]"


class TestRestingOnADemand:
    """A rule rests on a demand about what helps to meet it."""

    def test_a_finding_that_only_hinders_is_not_what_a_demand_is_for(self, edited: Edited) -> None:
        """A rule that fires without the smoke does not follow from a demand about smoke."""
        hindered = "    when: {all: [sparks, {not: smoke}]}\n    sources: [MAN L3.1]"
        changed = edited((RULES, CURRENT_SOURCES, hindered))
        assert "rule_without_demand current" in changed.gap_words()

    def test_a_finding_denied_twice_helps(self, edited: Edited) -> None:
        """What is asked for is what counts, however it is written."""
        twice = "    when: {any: [sparks, {not: {not: smoke}}]}\n    sources: [MAN L3.1]"
        changed = edited((RULES, CURRENT_SOURCES, twice))
        assert "rule_without_demand current" not in changed.gap_words()

    def test_a_demand_that_spares_asks_for_no_rule(self, edited: Edited) -> None:
        """The same rule rests on the sentence where it does not spare."""
        chalky = "    when: {any: [sparks, chalk]}\n    sources: [MAN L4.1]"
        spared = edited((RULES, CURRENT_SOURCES, chalky))
        asked = edited(
            (RULES, CURRENT_SOURCES, chalky), ("sources/MAN.yaml", "    spares: true\n", "")
        )
        assert "rule_without_demand current" in spared.gap_words()
        assert "rule_without_demand current" not in asked.gap_words()
