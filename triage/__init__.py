"""The reference triage engine: vocabularies, rules as data, and decisions with their reasons.

A reference for testing software, made by nobody clinical. Not medical advice.

>>> from triage import Presentation, decide, domain_names, load_ruleset
>>> rules = load_ruleset(domain_names()[0])
>>> patient = Presentation.build(rules.vocabulary, present=["leg_pain", "fever"])
>>> decision = decide(patient, rules)
>>> decision.definite.id, decision.possible.id, decision.red_flags
('urgent', 'emergency', ('fever',))
"""

from triage.domain import add_domain, domain_names
from triage.engine import Decision, decide
from triage.loading.problems import LoadError, Problem
from triage.presentation import Presentation
from triage.repository import load_ruleset
from triage.rules import Rule, RuleSet
from triage.truth import Answer, Truth
from triage.version import __version__

__all__ = [
    "Answer",
    "Decision",
    "LoadError",
    "Presentation",
    "Problem",
    "Rule",
    "RuleSet",
    "Truth",
    "__version__",
    "add_domain",
    "decide",
    "domain_names",
    "load_ruleset",
]
