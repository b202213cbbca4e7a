"""Quantities of a text as plain numbers."""

from vignettes.lint.quantities import quantities_in


def said(text: str, unit: str) -> list[tuple[float, float]]:
    """The quantities of a text that come with a unit."""
    return [(found.low, found.high) for found in quantities_in(text, unit) if found.has_unit]


def bare(text: str, unit: str) -> list[float]:
    """The numbers of a text without a unit."""
    return [found.low for found in quantities_in(text, unit) if not found.has_unit]
