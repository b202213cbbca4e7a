"""Runs an engine over a library: one outcome for every vignette, whatever happens."""

from collections.abc import Callable, Mapping
from typing import NoReturn

from evaluation.engines.protocol import Engine
from evaluation.outcomes import Expected, Outcome, Result, Status
from vignettes.library import Library
from vignettes.vignette import Vignette


def evaluate(
    engine: Engine, library: Library, on_done: Callable[[], None] | None = None
) -> tuple[Outcome, ...]:
    """The outcomes of all vignettes, in the order of the library.

    ``on_done`` is called after each answer. A vignette without an answer is ``missing``, also where
    the engine stopped with an error of its own, which is then the reason.

    Raises:
        EngineError: an answer for a vignette that was not asked, or a second one for the same.
    """
    results: dict[str, Result] = {}
    reason = "the engine gave no answer"
    try:
        for vignette, result in engine.answers(library):
            if vignette not in library.by_id:
                _refuse(engine, f"answered {vignette}, which was not asked")
            if vignette in results:
                _refuse(engine, f"answered {vignette} twice")
            results[vignette] = result
            if on_done:
                on_done()
    except EngineError:
        raise
    except Exception as error:  # noqa: BLE001 - whatever an engine does, it is no fault of ours
        reason = f"the engine stopped: {type(error).__name__}: {error}"
    missing = Result(status=Status.MISSING, reason=reason)
    return tuple(
        outcome_of(vignette, results.get(vignette.id, missing), library.digests[vignette.id])
        for vignette in library
    )


def _refuse(engine: Engine, what: str) -> NoReturn:
    raise EngineError(f"{engine.label} {what}")


class EngineError(ValueError):
    """An engine that answers what was not asked, or twice: its answers belong to nothing."""


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
