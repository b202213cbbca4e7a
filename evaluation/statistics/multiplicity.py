"""Several endpoints at once: p-values adjusted for their number."""

from collections.abc import Sequence


def holm(p_values: Sequence[float]) -> tuple[float, ...]:
    """Adjust p-values by Holm's step-down method, which keeps the family-wise error rate.

    The i-th smallest of m p-values (i from 0) becomes the largest of (m - j) p_j over j ≤ i, at
    most 1. An endpoint is then judged by comparing its adjusted p-value with the level itself.

    Args:
        p_values: One per endpoint, each in [0, 1].

    Returns:
        The adjusted p-values in the order given, none below its own; empty for no endpoint.

    Raises:
        ValueError: A p-value is outside [0, 1] or not a number.

    References:
        Holm 1979, Scandinavian Journal of Statistics 6:65-70, https://www.jstor.org/stable/4615733.

    Examples:
        >>> holm([0.25, 0.0625, 0.125])
        (0.25, 0.1875, 0.25)
        >>> holm([])
        ()
    """
    for p_value in p_values:
        if not 0 <= p_value <= 1:
            raise ValueError(f"a p-value must lie between 0 and 1, not at {p_value}")
    adjusted = [0.0] * len(p_values)
    largest = 0.0
    for rank, index in enumerate(sorted(range(len(p_values)), key=p_values.__getitem__)):
        largest = max(largest, min(1.0, (len(p_values) - rank) * p_values[index]))
        adjusted[index] = largest
    return tuple(adjusted)
