"""From a description to the engine: the one place that knows every kind."""

from typing import assert_never

from evaluation.engines.description import Description
from evaluation.engines.protocol import Engine, EngineKind, Unknowns
from evaluation.engines.unknowns import WithoutUnknowns
from triage.vocabulary import Vocabulary


def build_engine(description: Description, words: Vocabulary) -> Engine:
    """The engine that a description speaks of; what its kind needs is imported only now.

    Raises:
        LoadError: something that the description names cannot be used.
    """
    engine = _engine(description, words)
    if description.traits.unknowns is Unknowns.UNDERSTOOD:
        return engine
    reads = description.reads
    return WithoutUnknowns(
        engine=engine,
        findings=tuple(name for name in words.findings if reads is None or name in reads),
        numbers=tuple(name for name in words.numbers if reads is None or name in reads),
    )


def _engine(description: Description, words: Vocabulary) -> Engine:
    match description.traits.kind:
        case EngineKind.PYTHON | EngineKind.COMMAND:
            from evaluation.engines.process import ProcessEngine

            return ProcessEngine(description, words)
        case EngineKind.HTTP:
            from evaluation.engines.http import HttpEngine

            return HttpEngine(description, words)
        case EngineKind.PREDICTIONS:
            from evaluation.engines.predictions import PredictionsEngine

            return PredictionsEngine(description, words)
        case EngineKind.RULES:
            raise ValueError("rules are read by the harness itself, and described by nobody.")
        case unknown:  # pragma: no cover - there are no others
            assert_never(unknown)
