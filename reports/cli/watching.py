"""Looks at what changed together with the rules: in a checkout, and by what was approved."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from evaluation.baselines.approval import Approval
from evaluation.gate.policy import RULES, SETTINGS, Policy
from evaluation.gate.policy_file import build_policy
from evaluation.gate.together import Together, together_of
from reports.cli.checkout import BaseError, Changed, changed_since, content_at
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
    approval: Approval | None,
    base: str | None,
) -> Together | None:
    """What changed together; ``None`` where neither policy nor approval lets that be told.

    ``file`` is that of the policy; the ``files`` of what is judged count as its rules, and the
    configuration of the current folder among the settings, whatever the policy says.

    Raises:
        UsageError: ``base`` is no revision that can be compared with.
    """
    try:
        changed = changed_since(file.parent, base)
    except BaseError as error:
        raise UsageError(f"--base: {error}") from None
    before = _watched_before(file, changed, words)
    if not (policy.watch or before) and approval is None and base is None:
        return None
    added = {
        RULES: tuple(str(path.absolute()) for path in files),
        SETTINGS: tuple(map(str, configuration_files())),
    }
    is_other = approval is not None and approval.policy_fingerprint != policy.fingerprint
    return together_of(
        file,
        _all_of(policy.watch, before, added),
        changed.files or (),
        other_policy=_OTHER_POLICY if is_other else "",
        since=changed.since,
        note=changed.why,
        is_blind=bool(policy.watch or before) and changed.files is None and changed.is_checkout,
    )


_OTHER_POLICY: Final = (
    "the baseline was approved under another one; approve it anew before rules change"
)


def _watched_before(file: Path, changed: Changed, words: Vocabulary) -> Watch:
    """What the policy watched where the change began: it cannot have itself looked away from."""
    data = content_at(changed.origin, file)
    if data is None:
        return {}
    try:
        return build_policy(parse(data, shown(file)), shown(file), words).watch
    except LoadError:  # in words of that time, say
        return {}


def _all_of(*watches: Watch) -> Watch:
    """Everything that any of them watches."""
    names = dict.fromkeys(name for watch in watches for name in watch)
    return {
        name: tuple(dict.fromkeys(path for watch in watches for path in watch.get(name, ())))
        for name in names
    }
