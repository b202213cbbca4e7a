"""A policy file with every key, and the policy that it gives when some of it is exchanged."""

from evaluation.gate.policy import Policy
from evaluation.gate.policy_file import build_policy
from tests.evaluation.kit.files import NAME, edited
from tests.evaluation.kit.vignettes import WORDS
from triage.loading.nodes import Node, parse

TEXT = """\
policy: A test
escalation_threshold: urgent
minimum: {vignettes: 100, red_flag_vignettes: 40}
guard: safety
ratchet: [missed_red_flag, under_triage]
limits:
  missed_red_flag_rate: {at_most: 0}
  escalation_accuracy: {at_least: 0.95}
evidence: {missed_red_flag_upper_bound: 0.1}
waivers: {longest_days: 30}
"""
LIMITS = TEXT[TEXT.index("limits:") : TEXT.index("evidence:")]
OPTIONAL = TEXT[TEXT.index("evidence:") :]


def build(root: Node, file: str) -> Policy:
    """The policy of a file in the words of the knee."""
    return build_policy(root, file, WORDS)


def policy_of(*changes: tuple[str, str]) -> Policy:
    """The policy of the text above with some parts exchanged."""
    return build(parse(edited(TEXT, *changes).encode(), NAME), NAME)
