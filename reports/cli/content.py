"""Loads all that belongs to a domain beside its vignettes, for commands that look at all of it."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from reports.cli.runs import load_library
from reports.cli.settings import Place, rules_reference, vignettes_place
from triage.domain import domain_names, load_domain_vocabulary
from triage.invariants import InvariantSet
from triage.loading.problems import LoadError, Problem
from triage.repository import load_invariants_of, load_ruleset
from triage.rules import RuleSet
from triage.vocabulary import Vocabulary
from vignettes.domain import library_folder, ratings_folder, sources_folder
from vignettes.library import Library
from vignettes.ratings import Ratings, read_ratings
from vignettes.sources.inventory import Inventory, read_inventory


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """A rule set with its library, and what else its domain has; ``None`` for what it has not."""

    ruleset: RuleSet
    place: Place
    library: Library
    invariants: InvariantSet | None
    inventory: Inventory | None
    ratings: Ratings | None


def load_content(rules: str | None, vignettes: Path | None) -> Content:
    """The content for the options of a command.

    Raises:
        LoadError: everything that is wrong with all of it; of a wrong vocabulary that alone, since
            nothing else can be read without its words.
    """
    problems: list[Problem] = []
    reference = rules_reference(rules)
    ruleset: RuleSet | None = None
    try:
        ruleset = load_ruleset(reference)
    except LoadError as error:
        if reference.partition("@")[0] not in domain_names():
            raise
        load_domain_vocabulary(reference.partition("@")[0])  # raises what is wrong with the words
        problems.extend(error.problems)
    words = ruleset.vocabulary if ruleset else load_domain_vocabulary(reference.partition("@")[0])
    place = vignettes_place(vignettes, words.name)

    def tried(load: Callable[[], Loaded]) -> Loaded | None:
        try:
            return load()
        except LoadError as error:
            problems.extend(error.problems)
            return None

    library = tried(lambda: load_library(place, words))
    invariants = tried(lambda: load_invariants_of(words))
    inventory = tried(lambda: read_inventory(sources_folder(words.name), words))
    ratings = tried(lambda: load_ratings(place, words))
    if problems or ruleset is None or library is None:
        raise LoadError(problems)
    return Content(
        ruleset=ruleset,
        place=place,
        library=library,
        invariants=invariants,
        inventory=inventory,
        ratings=ratings,
    )


Loaded = TypeVar("Loaded")


def load_ratings(place: Place, words: Vocabulary) -> Ratings | None:
    """The ratings of a domain's own library; another library has none.

    Raises:
        LoadError: everything that is wrong with them.
    """
    if place.path.resolve() != library_folder(words.name).resolve():
        return None
    return read_ratings(ratings_folder(words.name), words)
