"""What no analysis of rules can say, where texts look for it."""

from reports.limits import LIMITS

__all__ = ["LIMITS"]
