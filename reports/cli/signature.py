"""Who signs, as the options of a command say."""

from typing import TYPE_CHECKING

from reports.cli.shell import UsageError

if TYPE_CHECKING:
    from evaluation.baselines.approval import Signature


def signature_of(approver: str, role: str, reason: str) -> "Signature":
    """The signature of --approver, --role and --reason.

    Raises:
        UsageError: one of them says nothing.
    """
    from evaluation.baselines.approval import Signature

    try:
        return Signature(approver=approver, role=role, reason=reason)
    except ValueError as error:
        raise UsageError(str(error)) from None
