"""Looks at what changed together with the rules: in a checkout, and by what was approved."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from evaluation.baselines.approval import Approval
from evaluation.baselines.store import head_of, is_baseline
from evaluation.gate.policy import RULES, SETTINGS, Policy
from evaluation.gate.policy_file import build_policy
from evaluation.gate.together import Together, together_of
from evaluation.runs.record import Run
from reports.cli.checkout import BaseError, Changed, changed_since, content_at, top_of
from reports.cli.settings import configuration_files
from reports.cli.shell import UsageError
from triage.loading.nodes import parse
from triage.loading.problems import LoadError, shown
from triage.vocabulary import Vocabulary

Watch = Mapping[str, tuple[str, ...]]


def look_together(
    policy: Policy,
    file: Path,
    words: Vocabulary,
    *,
    files: Iterable[Path],
    accepted: Run,
    approval: Approval | None,
    base: str | None,
) -> Together | None:
    """What changed together; ``None`` where neither policy nor approval lets that be told.

    ``file`` is that of the policy, ``accepted`` the run to compare with. The ``files`` of what is
    judged count as its rules, and the configuration of the current folder among the settings,
    whatever the policy says.

    Raises:
        UsageError: ``base`` is no revision that can be compared with.
    """
    changed, others = _changed(file, base)
    before = _watched_before(file, changed, words)
    if not (policy.watch or before or changed.is_checkout) and approval is None and base is None:
        return None
    added = {
        RULES: tuple(str(path.absolute()) for path in files),
        SETTINGS: tuple(map(str, configuration_files())),
    }
    is_other = approval is not None and approval.policy_fingerprint != policy.fingerprint
    return together_of(
        file,
        _all_of(policy.watch, before or {}, added),
        (*(changed.files or ()), *others),
        other_policy=_OTHER_POLICY if is_other else "",
        has_run=_is_another(accepted, changed.origin),
        since=changed.since,
        note=changed.why or ("" if before is not None else _UNREADABLE),
        is_blind=before is None
        or (bool(policy.watch or before) and changed.files is None and changed.is_checkout),
    )


_UNREADABLE: Final = "the policy of before the change cannot be read in the words of now"
_OTHER_POLICY: Final = (
    "the baseline was approved under another one; approve it anew before rules change"
)


def _changed(policy: Path, base: str | None) -> tuple[Changed, tuple[Path, ...]]:
    """What changed in the policy's checkout, and in that of the current folder if it is another.

    A revision that is named is one of the current folder's.
    """
    here = Path.cwd()
    is_apart = top_of(here) not in {None, top_of(policy.parent)}
    try:
        changed = changed_since(policy.parent, None if is_apart else base)
        if not is_apart:
            return changed, ()
        other = changed_since(here, base)
    except BaseError as error:
        raise UsageError(f"--base: {error}") from None
    if changed.files is None:  # the policy is in no checkout, or in one that cannot tell
        return other, ()
    return changed, other.files or ()


def _watched_before(file: Path, changed: Changed, words: Vocabulary) -> Watch | None:
    """What the policy watched where the change began: it cannot have itself looked away from.

    ``None`` where it cannot be read any more, in the words of now say, and so nobody knows.
    """
    data = content_at(changed.origin, file.parent, file.name)
    if data is None:
        return {}
    try:
        return build_policy(parse(data, shown(file)), shown(file), words).watch
    except LoadError:
        return None


def _is_another(accepted: Run, origin: str) -> bool:
    """Whether another run was accepted where the change began: of another engine, or other answers.

    What is accepted in the same change has nothing to differ from any more.
    """
    folder = Path(accepted.folder)
    if not accepted.folder or not is_baseline(folder):
        return False
    before = head_of(lambda name: content_at(origin, folder, name))
    now = head_of(lambda name: (folder / name).read_bytes())
    if before is None or now is None:  # nothing was accepted there
        return False
    return any(before.get(key) != now.get(key) for key in ("engine_fingerprint", "cases"))


def _all_of(*watches: Watch) -> Watch:
    """Everything that any of them watches."""
    names = dict.fromkeys(name for watch in watches for name in watch)
    return {
        name: tuple(dict.fromkeys(path for watch in watches for path in watch.get(name, ())))
        for name in names
    }
