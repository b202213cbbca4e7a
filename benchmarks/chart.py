"""A picture of growth: both axes by powers, one line for each thing measured, in plain SVG."""

import math
from collections.abc import Mapping, Sequence
from html import escape
from typing import Final

_WIDTH: Final = 640
_HEIGHT: Final = 420
_LEFT, _RIGHT, _TOP, _BOTTOM = 70, 130, 60, 50
_DASHES: Final = ("none", "7 4", "2 3", "12 3 2 3")
_MARKS: Final = ("circle", "square", "triangle", "diamond")

Series = Mapping[str, Sequence[tuple[float, float]]]


def growth_chart(title: str, across: str, up: str, series: Series) -> str:
    """Lines over logarithmic axes, told apart by dashes and marks, not by colour alone."""
    points = [point for line in series.values() for point in line]
    xs, ys = zip(*points, strict=True)
    x_of = _Scale(min(xs), max(xs), _LEFT, _WIDTH - _RIGHT)
    low, high = 10 ** math.floor(math.log10(min(ys))), 10 ** math.ceil(math.log10(max(ys)))
    y_of = _Scale(low, high, _HEIGHT - _BOTTOM, _TOP)
    parts = [
        (
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
            'font-family="sans-serif" font-size="13" fill="#767676" stroke="none">'
        ),
        f"<title>{escape(title)}</title>",
        f"<desc>{escape(_told(series, across, up))}</desc>",
        _text(_LEFT, 22, title, "start", 'font-size="15"'),
        *_axes(sorted(set(xs)), low, high, x_of, y_of, across, up),
    ]
    for position, (name, line) in enumerate(series.items()):
        parts += _line(name, [(x_of(x), y_of(y)) for x, y in line], position)
    return "\n".join([*parts, "</svg>"]) + "\n"


class _Scale:
    """A logarithmic scale from values to places in the picture."""

    def __init__(self, low: float, high: float, start: float, end: float) -> None:
        self._low, self._width = math.log(low), math.log(high) - math.log(low)
        self._start, self._length = start, end - start

    def __call__(self, value: float) -> float:
        return self._start + self._length * (math.log(value) - self._low) / self._width


def _axes(
    xs: Sequence[float], low: float, high: float, x_of: _Scale, y_of: _Scale, across: str, up: str
) -> list[str]:
    bottom, right = _HEIGHT - _BOTTOM, _WIDTH - _RIGHT
    parts = [_text(x_of(x), bottom + 20, f"{x:g}", "middle") for x in xs]
    power = low
    while power <= high * 1.0001:
        y = y_of(power)
        parts.append(
            f'<line x1="{_LEFT}" y1="{y:.1f}" x2="{right}" y2="{y:.1f}" stroke="#767676" '
            'stroke-opacity="0.4"/>'
        )
        parts.append(_text(_LEFT - 8, y + 4, f"{power:g}", "end"))
        power *= 10
    parts.append(_text((_LEFT + right) / 2, _HEIGHT - 12, across, "middle"))
    parts.append(_text(14, _TOP - 14, up, "start"))
    return parts


def _line(name: str, places: Sequence[tuple[float, float]], position: int) -> list[str]:
    path = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
    dash = _DASHES[position % len(_DASHES)]
    parts = [
        (
            f'<polyline points="{path}" fill="none" stroke="#767676" stroke-width="2" '
            f'stroke-dasharray="{dash}"/>'
        )
    ]
    parts += [_mark(x, y, _MARKS[position % len(_MARKS)]) for x, y in places]
    x, y = places[-1]
    return [*parts, _text(x + 10, y + 4, name, "start", 'font-weight="bold"')]


def _mark(x: float, y: float, kind: str) -> str:
    if kind == "circle":
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4"/>'
    if kind == "square":
        return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8"/>'
    corners = [(x, y - 5), (x - 5, y + 4), (x + 5, y + 4)]
    if kind == "diamond":
        corners = [(x, y - 5), (x - 5, y), (x, y + 5), (x + 5, y)]
    points = " ".join(f"{across:.1f},{down:.1f}" for across, down in corners)
    return f'<polygon points="{points}"/>'


def _text(x: float, y: float, text: str, anchor: str, more: str = "") -> str:
    return f'<text x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" {more}>{escape(text)}</text>'


def _told(series: Series, across: str, up: str) -> str:
    """What a person hears who does not see it."""
    lines = [
        f"{name}: " + ", ".join(f"{y:.3g} at {x:g}" for x, y in line)
        for name, line in series.items()
    ]
    return f"{up} by {across}. {'; '.join(lines)}."
