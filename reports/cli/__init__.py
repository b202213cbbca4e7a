"""The command line: one short module for each command, and the only place that prints and exits."""

from reports.cli.app import main

__all__ = ["main"]
