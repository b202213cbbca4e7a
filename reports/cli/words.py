"""The vocabulary that commands about runs and rules of the past speak."""

from reports.cli.settings import rules_reference
from triage.domain import domain_names, load_domain_vocabulary
from triage.repository import load_ruleset
from triage.vocabulary import Vocabulary


def words_in_use() -> Vocabulary:
    """The vocabulary of the domain that commands work on, or of the rule file that is set.

    Rules of a domain need not load: whoever looks back may be looking for what broke them.

    Raises:
        LoadError: the vocabulary is wrong, or the rule file that would name it.
        UsageError: nothing is named, and a folder above has a configuration.
    """
    reference = rules_reference(None)
    name = reference.partition("@")[0]
    if name in domain_names():
        return load_domain_vocabulary(name)
    return load_ruleset(reference).vocabulary
