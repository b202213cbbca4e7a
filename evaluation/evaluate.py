"""Runs an engine over a library: one outcome for every vignette, whatever happens."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from evaluation.engines.answers import start_of
from evaluation.engines.protocol import Engine, Fault, Request, request_of
from evaluation.outcomes import Expected, Outcome, Result, Status
from evaluation.repeats import NOT_REPEATABLE, differ, worst_of
from triage.loading.problems import LoadError
from vignettes.library import Library
from vignettes.vignette import Vignette


@dataclass(frozen=True, slots=True)
class Answers:
    """What an engine gave: the outcomes in the order of the library, and its faults in words.

    A fault belongs to no vignette: an answer that nobody asked for, a line that is no answer.
    """

    outcomes: tuple[Outcome, ...]
    faults: tuple[str, ...] = ()


def evaluate(
    engine: Engine,
    library: Library,
    *,
    repeat: int = 1,
    on_done: Callable[[], None] | None = None,
) -> Answers:
    """Ask an engine every vignette, ``repeat`` times over, every second time in reverse order.

    ``on_done`` is called for each answer. A vignette without an answer is ``missing``, also where
    the engine stopped with an error of its own, which is then the reason. A vignette answered twice
    in one pass has no answer that could be believed. Over several passes the worst answer counts;
    of an engine that is deterministic, answers that differ are none.

    Raises:
        LoadError: the engine cannot be run at all.
    """
    requests = [request_of(v, library.digests[v.id]["input"]) for v in library]
    passes: list[dict[str, Result]] = []
    faults: list[str] = []
    for number in range(repeat):
        ordered = requests[::-1] if number % 2 else requests
        passes.append(one_pass(engine, ordered, faults, on_done))
    return Answers(
        outcomes=tuple(
            _outcome(engine, library, vignette, tuple(found[asked.id] for found in passes))
            for vignette, asked in zip(library, requests, strict=True)
        ),
        faults=tuple(dict.fromkeys(faults)),
    )


def one_pass(
    engine: Engine,
    requests: Sequence[Request],
    faults: list[str],
    on_done: Callable[[], None] | None,
) -> dict[str, Result]:
    """The results of one pass by id, for every request; what else came is added to the faults.

    Raises:
        LoadError: the engine cannot be run at all.
    """
    asked = {request.id for request in requests}
    strangers = 0
    results: dict[str, Result] = {}
    reason = "the engine gave no answer"
    try:
        for given in engine.answers(requests):
            if isinstance(given, Fault):
                faults.append(given.text)
                continue
            name, result = given
            if name not in asked:
                strangers += 1
                if strangers <= _STRANGERS:
                    faults.append(f"answered {start_of(name)}, which was not asked")
            elif name in results:
                results[name] = Result(status=Status.ERROR, reason="answered twice")
            else:
                results[name] = result
                if on_done:
                    on_done()
    except LoadError:
        raise  # it cannot be run at all, which is no answer to any vignette
    except Exception as error:  # noqa: BLE001 - whatever an engine does, it is no fault of ours
        reason = f"the engine stopped: {type(error).__name__}: {error}"
    if strangers > _STRANGERS:
        faults.append(f"answered {strangers - _STRANGERS} more, which were not asked")
    missing = Result(status=Status.MISSING, reason=reason)
    return {request.id: results.get(request.id, missing) for request in requests}


_STRANGERS: Final = 20


def _outcome(
    engine: Engine, library: Library, vignette: Vignette, results: tuple[Result, ...]
) -> Outcome:
    digests = library.digests[vignette.id]
    if len(results) == 1:
        return outcome_of(vignette, results[0], digests)
    is_same = not (engine.traits.is_deterministic and differ(results))
    result = worst_of(results) if is_same else NOT_REPEATABLE
    return outcome_of(vignette, result, digests, repeats=results)


def outcome_of(
    vignette: Vignette,
    result: Result,
    digests: Mapping[str, str],
    repeats: tuple[Result, ...] = (),
) -> Outcome:
    """The outcome of one vignette."""
    return Outcome(
        vignette=vignette.id,
        family=vignette.family,
        kind=vignette.kind.value,
        expected=Expected.of(vignette.gold),
        result=result,
        digests=digests,
        input={**vignette.presentation.content(), "patient": dict(vignette.attributes)},
        documents=vignette.documents,
        repeats=repeats,
    )
