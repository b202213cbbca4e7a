"""Ratings against the library that they are of."""

from collections.abc import Iterable, Iterator

from triage.dispositions import Disposition
from triage.loading.problems import Problem, Severity, did_you_mean
from vignettes.library import Library
from vignettes.lint.problems import of_vignette
from vignettes.ratings import Ratings, narrative_hash


def lint_ratings(library: Library, ratings: Ratings) -> Iterator[Problem]:
    """Ratings of unknown or changed narratives, vignettes nobody rated, and open disputes."""
    yield from _wrong_ratings(library, ratings)
    for vignette in library:
        settled = ratings.adjudication_of(vignette)
        stale = ratings.adjudications.get(vignette.id) if settled is None else None
        if stale:
            message = (
                "it settled another narrative, or ended with another disposition than gold has."
            )
            yield _of_ratings(stale.file, stale.line, vignette.id, message, "stale")
        if not ratings.of(vignette):
            current = narrative_hash(vignette.narrative)
            message = f'nobody but its author has rated it as it stands (narrative: "{current}").'
            yield of_vignette(vignette, "narrative", message, "unrated")
        is_disputed = ratings.is_disputed(vignette)
        if is_disputed and settled is None:
            author = _given(
                "author", ratings.authored(vignette), ratings.authored_red_flags(vignette)
            )
            others = (
                _given(name, rating.disposition, rating.red_flags)
                for name, rating in ratings.of(vignette).items()
            )
            message = (
                f"its raters do not agree ({'; '.join([author, *others])}), and no adjudication "
                "says how that was settled."
            )
            yield of_vignette(vignette, "gold", message, "dispute")
        was_rated = any(vignette.id in rater.ratings for rater in ratings.raters)
        gold = (vignette.gold.preferred, frozenset(vignette.gold.red_flags))
        has_moved = (ratings.authored(vignette), ratings.authored_red_flags(vignette)) != gold
        is_idle = settled and not is_disputed and not has_moved
        if settled and is_idle and (ratings.of(vignette) or not was_rated):
            message = "its raters agree, or there are none; there is nothing to settle."
            yield _of_ratings(settled.file, settled.line, vignette.id, message, "stale")


def _given(rater: str, disposition: Disposition, red_flags: Iterable[str] | None) -> str:
    if red_flags is None:
        return f"{rater} {disposition.id}"
    return f"{rater} {disposition.id} with {', '.join(sorted(red_flags)) or 'no red flag'}"


def _wrong_ratings(library: Library, ratings: Ratings) -> Iterator[Problem]:
    def unknown(name: str) -> str:
        hint = did_you_mean(name, library.by_id)
        return "no vignette has this id." + (f" {hint}" if "mean" in hint else "")

    for rater in ratings.raters:
        for rating in rater.ratings.values():
            vignette = library.by_id.get(rating.vignette)
            if vignette is None:
                message = unknown(rating.vignette)
                yield _of_ratings(rater.file, rating.line, rating.vignette, message, "unknown-name")
            elif rating.narrative != narrative_hash(vignette.narrative):
                current = narrative_hash(vignette.narrative)
                was = f'another narrative was rated ("{rating.narrative}")'
                message = (
                    f"{was if rating.narrative else 'the rating names no narrative'}; the one that "
                    f'stands there is "{current}". The rating does not count: read it, and rate it.'
                )
                yield _of_ratings(rater.file, rating.line, rating.vignette, message, "stale")
    for settled in ratings.adjudications.values():
        if settled.vignette not in library.by_id:
            message = unknown(settled.vignette)
            yield _of_ratings(settled.file, settled.line, settled.vignette, message, "unknown-name")


def _of_ratings(file: str, line: int, vignette: str, message: str, code: str) -> Problem:
    return Problem(
        file=file,
        line=line,
        field=f"[{vignette}]",
        message=message,
        code=code,
        severity=Severity.ERROR if code == "unknown-name" else Severity.WARNING,
    )
