"""Rules as they are kept with a run: canonical content, which its fingerprint proves."""

import json
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from triage.domain import domain_names, load_domain_vocabulary
from triage.fingerprint import fingerprint
from triage.loading.nodes import parse
from triage.loading.problems import LoadError, Problem
from triage.loading.rulesets import build_ruleset
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary


def kept_ruleset(
    content: Mapping[str, Any],
    expected: str,
    place: str,
    words: Vocabulary | None = None,
    *,
    vocabulary_fingerprint: str = "",
) -> RuleSet:
    """The rule set of its kept content, in the words of its domain as they are today.

    ``words`` are used where they have the name that the content states: a vocabulary that is a
    file of its own belongs to no domain. Where the vocabulary was another one when the run was made
    (``vocabulary_fingerprint``), its domain facts are not known any more, and the rules come
    without any: no fact of today may leave out patients who could be then. Rules stand in the order
    of their ids, and have no line; ``place`` is what errors name.

    Raises:
        LoadError: the content does not have the fingerprint ``expected``, or says something that
            the words of today do not know.
    """
    if fingerprint(content) != expected:
        message = "the rules that were kept with the run are not those that it was made of."
        raise LoadError([Problem(file=place, line=0, field="rules", message=message)])
    text = json.dumps(_without_empty(content))
    ruleset = build_ruleset(parse(text.encode(), place), place, lambda name: _words(name, words))
    rules = tuple(replace(rule, line=0) for rule in ruleset.rules)
    today = ruleset.vocabulary
    is_same = vocabulary_fingerprint in ("", today.fingerprint)
    return replace(
        ruleset,
        rules=rules,
        vocabulary=today if is_same else replace(today, facts=()),
        file="",
        fingerprint=expected,
    )


def _words(name: str, given: Vocabulary | None) -> Vocabulary | None:
    if given is not None and given.name == name:
        return given
    return load_domain_vocabulary(name) if name in domain_names() else None


def _without_empty(content: Any) -> Any:
    """The content as a rule file would have it: what says nothing is left out."""
    if isinstance(content, Mapping):
        kept = {key: _without_empty(value) for key, value in content.items()}
        return {key: value for key, value in kept.items() if not _says_nothing(value)}
    return [_without_empty(each) for each in content] if isinstance(content, list) else content


def _says_nothing(value: Any) -> bool:
    """An empty text, an empty list, or false; the number 0 is a bound like any other."""
    return value is False or value in ("", [])
