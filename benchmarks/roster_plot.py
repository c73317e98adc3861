# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A small plot with logarithmic axes, as SVG, without any library."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from html import escape

WIDTH, HEIGHT = 640, 360
LEFT, RIGHT, TOP, BOTTOM = 56, 216, 36, 40
LABEL_HEIGHT = 15


@dataclass(frozen=True)
class Line:
    """One line of the plot; its points are (x, y), all above 0."""

    label: str
    colour: str
    points: Sequence[tuple[float, float]]


@dataclass(frozen=True)
class Axis:
    """Maps a value to a position between two ends."""

    lowest: float
    highest: float
    start: float
    end: float

    def place(self, value: float) -> float:
        share = (math.log10(value) - self.lowest) / (self.highest - self.lowest)
        return round(self.start + share * (self.end - self.start), 1)

    @property
    def ticks(self) -> list[float]:
        return [10.0**power for power in range(math.ceil(self.lowest), math.floor(self.highest) + 1)]


def plot(title: str, lines: Sequence[Line]) -> str:
    """The whole picture."""
    horizontal = _axis((x for line in lines for x, _ratio in line.points), LEFT, WIDTH - RIGHT)
    vertical = _axis((y for line in lines for _size, y in line.points), HEIGHT - BOTTOM, TOP)
    parts = [
        # REUSE-IgnoreStart
        "<!-- SPDX-License-Identifier: GPL-3.0-or-later -->",
        "<!-- SPDX-FileCopyrightText: 2026 The community.sendgrid authors -->",
        # REUSE-IgnoreEnd
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}" height="{HEIGHT}" '
        'font-family="sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>",
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
        _text(LEFT, 20, title, "start"),
        *_grid(horizontal, vertical),
        *(part for line in lines for part in _drawn(line, horizontal, vertical)),
        *_labels(lines, horizontal, vertical),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _axis(values: Iterable[float], start: float, end: float) -> Axis:
    powers = [math.log10(value) for value in values]
    return Axis(math.floor(min(powers) + 1e-9), math.ceil(max(powers) - 1e-9), start, end)


def _grid(horizontal: Axis, vertical: Axis) -> list[str]:
    parts = []
    for tick in horizontal.ticks:
        x = horizontal.place(tick)
        parts.append(_stroke(x, vertical.start, x, vertical.end))
        parts.append(_text(x, vertical.start + 18, f"{tick:g}", "middle"))
    for tick in vertical.ticks:
        y = vertical.place(tick)
        parts.append(_stroke(horizontal.start, y, horizontal.end, y))
        parts.append(_text(horizontal.start - 8, y + 4, f"{tick:g}", "end"))
    return parts


def _drawn(line: Line, horizontal: Axis, vertical: Axis) -> list[str]:
    points = [(horizontal.place(x), vertical.place(y)) for x, y in line.points]
    path = " ".join(f"{x},{y}" for x, y in points)
    return [
        f'<polyline points="{path}" fill="none" stroke="{line.colour}" stroke-width="2"/>',
        *(f'<circle cx="{x}" cy="{y}" r="3" fill="{line.colour}"/>' for x, y in points),
    ]


def _labels(lines: Sequence[Line], horizontal: Axis, vertical: Axis) -> list[str]:
    """The lines' names next to their ends, without overlaps."""
    parts, lowest = [], float("-inf")
    for line in sorted(lines, key=lambda one: -one.points[-1][1]):
        x, y = line.points[-1]
        lowest = max(vertical.place(y) + 4, lowest + LABEL_HEIGHT)
        parts.append(_text(horizontal.place(x) + 8, lowest, line.label, "start", line.colour))
    return parts


def _stroke(x1: float, y1: float, x2: float, y2: float) -> str:
    return f'<line x1="{x1}" y1="{y1}" x2="{x2}" y2="{y2}" stroke="#dddddd"/>'


def _text(x: float, y: float, text: str, anchor: str, colour: str = "black") -> str:
    return f'<text x="{x}" y="{y}" text-anchor="{anchor}" fill="{colour}">{escape(text)}</text>'
