"""Asks a command engine 100,000 requests: ``make load`` shows the time, and that memory stays."""

import resource
import sys
import time

from tests.evaluation.engines.process.test_load import ask_many, peak_of

FEW, MANY = 2_000, 100_000


def main() -> None:
    """Print what was measured; fail where memory grew with the number of requests."""
    began = time.monotonic()
    ask_many(MANY)
    seconds = time.monotonic() - began
    resident = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss  # KiB on Linux, bytes on macOS
    few, many = peak_of(FEW), peak_of(MANY)
    show(f"{MANY:,} requests in {seconds:.1f} s, {MANY / seconds:,.0f} each second")
    show(f"most memory held by objects: {few:,} bytes for {FEW:,}, {many:,} bytes for {MANY:,}")
    show(f"most memory of this process: {resident:,} (as the system counts)")
    if many > 1.3 * few:
        sys.exit("memory grew with the number of requests")


def show(line: str) -> None:
    """Print one line."""
    sys.stdout.write(f"{line}\n")


if __name__ == "__main__":
    main()
