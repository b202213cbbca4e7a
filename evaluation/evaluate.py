"""Runs an engine over a library: one outcome for every vignette, whatever happens."""

from collections.abc import Callable, Mapping

from evaluation.engines.protocol import Engine
from evaluation.outcomes import Expected, Outcome, Result, Status
from vignettes.library import Library
from vignettes.vignette import Vignette


def evaluate(
    engine: Engine, library: Library, on_done: Callable[[], None] | None = None
) -> tuple[Outcome, ...]:
    """The outcomes of all vignettes, in the order of the library.

    ``on_done`` is called after each answer. A vignette without an answer is ``missing``. An answer
    for a vignette that was not asked, or a second one for the same vignette, is an error of the
    engine: ``ValueError``.
    """
    results: dict[str, Result] = {}
    for vignette, result in engine.answers(library):
        if vignette not in library.by_id:
            raise ValueError(f"{engine.label} answered {vignette}, which was not asked")
        if vignette in results:
            raise ValueError(f"{engine.label} answered {vignette} twice")
        results[vignette] = result
        if on_done:
            on_done()
    return tuple(
        outcome_of(vignette, results.get(vignette.id, _MISSING), library.digests[vignette.id])
        for vignette in library
    )


_MISSING = Result(status=Status.MISSING, reason="the engine gave no answer")


def outcome_of(vignette: Vignette, result: Result, digests: Mapping[str, str]) -> Outcome:
    """The outcome of one vignette."""
    return Outcome(
        vignette=vignette.id,
        family=vignette.family,
        kind=vignette.kind.value,
        expected=Expected.of(vignette.gold),
        result=result,
        digests=digests,
    )
