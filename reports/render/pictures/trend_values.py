"""What a picture of a trend is drawn from."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class TrendPoint:
    """One version.

    Attributes:
        label: What it is called below the axis.
        value: Its rate, 0 to 1; ``None`` where it is not estimable.
        lower: Lower end of the interval; ``None`` where there is none.
        upper: Upper end of the interval; ``None`` where there is none.
        k: How many.
        n: Of how many.
        size: Vignettes of its library; ``None`` where it is not known.
        note: What must be known of it, such as that its library is another; may be empty.

    Raises:
        ValueError: A rate or an end is outside of 0 to 1, or a size below 0.
    """

    label: str
    value: float | None
    lower: float | None = None
    upper: float | None = None
    k: int = 0
    n: int = 0
    size: int | None = None
    note: str = ""

    def __post_init__(self) -> None:
        for share in (self.value, self.lower, self.upper):
            if share is not None and not 0 <= share <= 1:
                raise ValueError(f"{share} is not a share: 0 to 1")
        if self.size is not None and self.size < 0:
            raise ValueError(f"a library has 0 vignettes or more, not {self.size}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Trend:
    """A rate over versions, oldest first.

    Attributes:
        points: The versions.
        title: The name of the rate.
        one_sided: Whether the intervals have an upper end only.
        unit: What the sizes count.
    """

    points: tuple[TrendPoint, ...]
    title: str
    one_sided: bool = False
    unit: str = "Vignettes in the library"
