"""Engines that cannot tell "not asked" from "absent", run under a declared policy.

The harness decides here, and says so in every report: such an engine is either given what was not
asked as absent, or is not asked where something that it reads is not known.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from evaluation.engines.protocol import Engine, Given, Request, Traits, Unknowns
from evaluation.outcomes import Result, Status
from triage.listing import few
from triage.presentation import Presentation
from triage.truth import Answer

NOT_KNOWN: Final = "not known: "
"""How the reason begins where the harness did not ask."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WithoutUnknowns:
    """An engine that is only ever shown what it can take.

    ``findings`` and ``numbers`` are those that it reads. A number that is not known stays unknown
    under the policy *absent*: there is no value that would mean it.
    """

    engine: Engine
    findings: tuple[str, ...]
    numbers: tuple[str, ...]

    @property
    def label(self) -> str:
        """That of the engine."""
        return self.engine.label

    @property
    def fingerprint(self) -> str:
        """That of the engine."""
        return self.engine.fingerprint

    @property
    def traits(self) -> Traits:
        """Those of the engine."""
        return self.engine.traits

    def answers(self, requests: Iterable[Request]) -> Iterator[Given]:
        """The answers of the engine, and an abstention where it was not asked."""
        if self.traits.unknowns is Unknowns.ABSENT:
            yield from self.engine.answers(self._denied(request) for request in requests)
            return
        yield from self._where_known(requests)

    def _where_known(self, requests: Iterable[Request]) -> Iterator[Given]:
        """The answers where all is known; in between the abstentions, as they are come upon."""
        waiting: deque[tuple[str, Result]] = deque()

        def known() -> Iterator[Request]:
            for request in requests:
                if open_ := self._open(request.presentation):
                    result = Result(status=Status.ABSTAINED, reason=NOT_KNOWN + open_)
                    waiting.append((request.id, result))
                else:
                    yield request

        try:
            for given in self.engine.answers(known()):
                while waiting:
                    yield waiting.popleft()
                yield given
        except Exception:  # whatever became of the engine, nobody asked it here
            yield from waiting
            raise
        yield from waiting

    def _denied(self, request: Request) -> Request:
        answers = dict.fromkeys(self.findings, Answer.ABSENT)
        known = request.presentation
        denied = Presentation({**answers, **known.answers}, known.numbers)
        return replace(request, presentation=denied)

    def _open(self, presentation: Presentation) -> str:
        """What the engine reads and the presentation does not tell, the first few names."""
        names = [
            name for name in self.findings if presentation.answer(name) is Answer.NOT_ASKED
        ] + [name for name in self.numbers if name not in presentation.numbers]
        return few(names, _SHOWN)


_SHOWN = 3
