"""What a run costs at several sizes → an SVG picture: seconds, and memory, over the number of references."""

import math
from collections.abc import Mapping, Sequence
from html import escape
from pathlib import Path

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 360, 260, 56, 84, 34, 42
COLOURS = ("#1b6ca8", "#b3541e", "#3f7d3a", "#7a4f9a", "#8a7a1f")
"""Of so many lines at most."""
Line = Sequence[tuple[float, float]]
"""Points (x, y) in ascending x."""


def draw(path: Path, panels: Mapping[str, Mapping[str, Line]], x_title: str) -> None:
    """Draw panels side by side, each a title with its lines by name, on logarithmic axes."""
    body = "".join(
        f'<g transform="translate({WIDTH * number},0)">{_panel(title, lines, x_title)}</g>'
        for number, (title, lines) in enumerate(panels.items())
    )
    size = f'width="{WIDTH * len(panels)}" height="{HEIGHT}" viewBox="0 0 {WIDTH * len(panels)} {HEIGHT}"'
    style = '<rect width="100%" height="100%" fill="#fff"/>'
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" {size} font-family="sans-serif" font-size="11">{style}{body}</svg>\n',
        encoding="utf-8",
    )


def _panel(title: str, lines: Mapping[str, Line], x_title: str) -> str:
    xs = _decades([x for line in lines.values() for x, _ in line])
    ys = _decades([y for line in lines.values() for _, y in line])
    parts = [_text(LEFT, TOP - 16, title, weight="bold"), _text(WIDTH - RIGHT, HEIGHT - 6, x_title, anchor="end")]
    parts += [
        _text(_x(10**power, xs), HEIGHT - BOTTOM + 16, f"{10**power:,}", anchor="middle")
        for power in range(xs[0], xs[1] + 1)
    ]
    for power in range(ys[0], ys[1] + 1):
        y = _y(10**power, ys)
        parts.append(f'<path d="M{LEFT} {y:.1f}H{WIDTH - RIGHT}" stroke="#ddd"/>')
        parts.append(_text(LEFT - 6, y + 4, f"{10**power:,g}", anchor="end"))
    for colour, line in zip(COLOURS[: len(lines)], lines.values(), strict=True):
        points = [(_x(x, xs), _y(y, ys)) for x, y in line]
        path = "L".join(f"{x:.1f} {y:.1f}" for x, y in points)
        parts.append(f'<path d="M{path}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in points]
    return "".join([*parts, *_names(lines, ys)])


def _names(lines: Mapping[str, Line], ys: tuple[int, int]) -> list[str]:
    """The names of the lines at their ends, apart from each other."""
    ends = sorted(
        (_y(line[-1][1], ys), name, colour)
        for colour, (name, line) in zip(COLOURS[: len(lines)], lines.items(), strict=True)
    )
    places, last = [], -math.inf
    for y, name, colour in ends:
        last = max(y + 4, last + 13)
        places.append(_text(WIDTH - RIGHT + 8, last, name, colour=colour))
    return places


def _decades(values: Sequence[float]) -> tuple[int, int]:
    return math.floor(math.log10(min(values)) + 1e-9), math.ceil(math.log10(max(values)) - 1e-9)


def _x(value: float, decades: tuple[int, int]) -> float:
    return LEFT + (math.log10(value) - decades[0]) / max(1, decades[1] - decades[0]) * (WIDTH - LEFT - RIGHT)


def _y(value: float, decades: tuple[int, int]) -> float:
    share = (math.log10(value) - decades[0]) / max(1, decades[1] - decades[0])
    return HEIGHT - BOTTOM - share * (HEIGHT - TOP - BOTTOM)


def _text(x: float, y: float, text: str, *, anchor: str = "start", weight: str = "normal", colour: str = "#222") -> str:
    place = f'x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}" font-weight="{weight}" fill="{colour}"'
    return f"<text {place}>{escape(text)}</text>"
