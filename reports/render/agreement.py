"""Who rated the vignettes, how far they agree, and what is in dispute."""

from collections.abc import Iterator, Sequence

from evaluation.describe import NOT_ESTIMABLE, percent
from evaluation.raters import PairAgreement
from reports.render.text import Screen, count, table
from vignettes.library import Library
from vignettes.ratings import AUTHOR, Ratings, disputed, rated


def render_agreement(
    library: Library, ratings: Ratings, pairs: Sequence[PairAgreement], screen: Screen
) -> str:
    """The raters, a line for each pair of them, and every vignette in dispute with how it ended."""
    return "\n".join(
        [
            screen.paint("Raters", "bold"),
            *_raters(ratings, screen),
            "",
            screen.paint("Agreement of each pair", "bold"),
            *table([_HEADER, *map(_row, pairs)], right=range(1, len(_HEADER))),
            "",
            *_disputes(library, ratings, screen),
        ]
    )


_HEADER = ("pair", "n", "same", "raw", "kappa linear", "quadratic", "same red flags")


def _raters(ratings: Ratings, screen: Screen) -> Iterator[str]:
    yield from screen.wrap(f"{AUTHOR}: whoever wrote the vignette, who set its gold", "  ", "    ")
    for rater in ratings.raters:
        who, saw = rater.who.rstrip("."), rater.saw.rstrip(".")
        text = f"{rater.id}: {who}. Saw: {saw} ({count(len(rater.ratings), 'rating')})"
        yield from screen.wrap(text, "  ", "    ")


def _row(pair: PairAgreement) -> tuple[str, ...]:
    return (
        f"{pair.one}, {pair.other}",
        str(pair.n),
        str(pair.same),
        percent(pair.same / pair.n if pair.n else None),
        _kappa(pair.kappa_linear),
        _kappa(pair.kappa_quadratic),
        f"{pair.same_red_flags} of {pair.n_red_flags}",
    )


def _kappa(value: float | None) -> str:
    return NOT_ESTIMABLE if value is None else f"{value:.3f}"


def _disputes(library: Library, ratings: Ratings, screen: Screen) -> Iterator[str]:
    names = disputed(library, ratings)
    n = len(rated(library, ratings))
    head = f"In dispute: {len(names)} of {n} rated vignettes, of {len(library)} in all"
    yield screen.paint(head, "bold")
    if names and ratings.settled_by:
        yield from screen.wrap(f"Settled by: {ratings.settled_by}", "  ", "    ")
    for name in names:
        vignette = library.by_id[name]
        given = [f"{AUTHOR} {ratings.authored(vignette).id}"]
        for rater, rating in ratings.of(vignette).items():
            sure = f" ({rating.confidence} confidence)" if rating.confidence else ""
            flags = ""
            said = rating.red_flags
            if said is not None and set(said) != ratings.authored_red_flags(vignette):
                flags = f" with {', '.join(said) or 'no red flag'}"
            given.append(f"{rater} {rating.disposition.id}{flags}{sure}")
        yield from screen.wrap(f"{name}: {'; '.join(given)}", "  ", "    ")
        settled = ratings.adjudication_of(vignette)
        text = settled.resolution if settled else "NOT SETTLED"
        yield from screen.wrap(f"Now {vignette.gold.preferred.id}. {text}", "    ", "    ")
