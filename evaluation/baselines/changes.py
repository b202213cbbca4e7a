"""What has changed since a run was accepted, by fingerprints: nothing is evaluated for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from evaluation.baselines.approval import Approval
from evaluation.runs.record import Run

Digests = Mapping[str, Mapping[str, str]]
"""The hashes of the parts of each vignette, by its id."""

EDITS: Final = ("added", "removed", "input_edited", "gold_edited", "text_edited")
"""What can become of a vignette, in the order in which it is told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """What a run rests on: what was run, on what, and the policy that judges it.

    A fingerprint is empty for what a domain does not have.
    """

    engine: str
    engine_kind: str
    engine_fingerprint: str
    vocabulary_fingerprint: str
    invariants_fingerprint: str
    policy_fingerprint: str
    digests: Digests


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What differs between two states; ``vignettes`` has ids by the names of :data:`EDITS`.

    A vignette of which more than one part was edited stands under each; its text is only counted
    where nothing else of it was.
    """

    before: State
    after: State
    vignettes: Mapping[str, tuple[str, ...]]

    @property
    def engine_is_same(self) -> bool:
        """Whether the same content is run."""
        return self.before.engine_fingerprint == self.after.engine_fingerprint

    @property
    def kind_is_same(self) -> bool:
        """Whether both are rule sets, or both are called in one way: one may follow the other."""
        return self.before.engine_kind == self.after.engine_kind

    @property
    def parts(self) -> dict[str, bool]:
        """Whether the vocabulary, the invariants and the policy are the same."""
        return {
            name: getattr(self.before, key) == getattr(self.after, key)
            for name, key in (
                ("vocabulary", "vocabulary_fingerprint"),
                ("invariants", "invariants_fingerprint"),
                ("policy", "policy_fingerprint"),
            )
        }


def state_of(run: Run, policy_fingerprint: str) -> State:
    """What a run rests on, under a policy."""
    record = run.record
    return State(
        engine=record.engine,
        engine_kind=record.engine_kind,
        engine_fingerprint=record.engine_fingerprint,
        vocabulary_fingerprint=record.vocabulary_fingerprint,
        invariants_fingerprint=record.invariants_fingerprint,
        policy_fingerprint=policy_fingerprint,
        digests={outcome.vignette: outcome.digests for outcome in run.outcomes},
    )


def accepted_state(run: Run, approval: Approval) -> State:
    """What an accepted run rests on, under the policy in force when it was accepted."""
    return state_of(run, approval.policy_fingerprint)


def changes(before: State, after: State) -> Changes:
    """What differs; nothing between a state and itself."""
    return Changes(
        before=before, after=after, vignettes=vignette_changes(before.digests, after.digests)
    )


def vignette_changes(before: Digests, after: Digests) -> dict[str, tuple[str, ...]]:
    """The ids of vignettes that were added, removed or edited, by the names of :data:`EDITS`.

    >>> old = {"a": {"input": "1", "gold": "1", "text": "1"}, "b": {}}
    >>> new = {"a": {"input": "1", "gold": "2", "text": "2"}, "c": {}}
    >>> {name: ids for name, ids in vignette_changes(old, new).items() if ids}
    {'added': ('c',), 'removed': ('b',), 'gold_edited': ('a',)}
    """
    shared = sorted(before.keys() & after.keys())
    edited = {
        name: tuple(n for n in shared if any(before[n].get(p) != after[n].get(p) for p in parts))
        for name, parts in _PARTS.items()
    }
    beyond_text = {*edited["input"], *edited["gold"]}
    return {
        "added": tuple(sorted(after.keys() - before.keys())),
        "removed": tuple(sorted(before.keys() - after.keys())),
        "input_edited": edited["input"],
        "gold_edited": edited["gold"],
        "text_edited": tuple(name for name in edited["text"] if name not in beyond_text),
    }


_PARTS: Final = {"input": ("input",), "gold": ("gold",), "text": ("narrative", "text")}
