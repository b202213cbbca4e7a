"""Loads all that belongs to a domain beside its vignettes, for commands that look at all of it."""

from dataclasses import dataclass
from pathlib import Path

from reports.cli.runs import load_library
from reports.cli.settings import Place, rules_reference, vignettes_place
from triage.invariants import InvariantSet
from triage.repository import load_invariants, load_ruleset
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
        LoadError: everything that is wrong with the first thing that is wrong.
    """
    ruleset = load_ruleset(rules_reference(rules))
    words = ruleset.vocabulary
    place = vignettes_place(vignettes, words.name)
    return Content(
        ruleset=ruleset,
        place=place,
        library=load_library(place, ruleset),
        invariants=load_invariants(ruleset),
        inventory=read_inventory(sources_folder(words.name), words),
        ratings=load_ratings(place, words),
    )


def load_ratings(place: Place, words: Vocabulary) -> Ratings | None:
    """The ratings of a domain's own library; another library has none.

    Raises:
        LoadError: everything that is wrong with them.
    """
    if place.path.resolve() != library_folder(words.name).resolve():
        return None
    return read_ratings(ratings_folder(words.name), words)
