"""The reference triage engine: vocabularies, rules as data, and decisions with their reasons.

A reference for testing software, made by nobody clinical. Not medical advice.

>>> from triage import Presentation, decide, load_ruleset
>>> knee = load_ruleset("knee@1.1.0")
>>> patient = Presentation.build(knee.vocabulary, present=["posterior_knee_pain", "fever"])
>>> decision = decide(patient, knee)
>>> decision.definite.id, decision.possible.id, decision.red_flags
('urgent', 'emergency', ('fever',))
"""

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
    "decide",
    "load_ruleset",
]
