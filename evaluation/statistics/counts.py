"""What a count is: the one check behind every statistic of counts."""


def require_counts(**named: object) -> None:
    """Raise unless every value is a whole number, zero or more.

    Args:
        **named: The values, each under the name the message shall use.

    Raises:
        ValueError: Naming the first value that is not a count. Truth values and floats that happen
            to be whole are refused too: both are signs of a mistake upstream.

    Examples:
        >>> require_counts(k=0, n=15)
        >>> require_counts(k=-1, n=15)
        Traceback (most recent call last):
        ...
        ValueError: k must be a whole number, zero or more, not -1
    """
    for name, value in named.items():
        if not isinstance(value, int) or isinstance(value, bool) or value < 0:
            raise ValueError(f"{name} must be a whole number, zero or more, not {value!r}")
