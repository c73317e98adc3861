# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The results of the roster's benchmark: as a report, as a page with a plot, and compared with the aims."""

from __future__ import annotations

from dataclasses import dataclass

from roster_plot import Line, plot

# An aim may be missed by this factor before it is a failure; beyond it, noise is no explanation.
NOISE = 1.25

PAGE = """<!--
Copyright: (c) 2026, The community.sendgrid authors
GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
SPDX-License-Identifier: GPL-3.0-or-later
SPDX-FileCopyrightText: 2026 The community.sendgrid authors
-->

# How fast a roster is

Measured by `make bench`. {conditions}
The two slow ways were measured with a few people, and scaled.

| what | measured | aim |
|---|---|---|
{table}

![Seconds by the number of people](roster-speed.svg)

| people | the roster, in all | of it, to hand the list over | bare script |
|---|---|---|---|
{growth}

If `concurrency` is not given, the roster finds out how many requests go well at once:

| an answer takes | people | `concurrency: 8` | not given | share of the time |
|---|---|---|---|---|
{far}
"""


@dataclass(frozen=True)
class Size:
    """The seconds for this many people; the roster's time is that of the whole task."""

    count: int
    list: float
    roster: float
    floor: float

    @property
    def of_floor(self) -> float:
        """The time of the roster's own part, relative to the bare script."""
        return (self.roster - self.list) / self.floor


@dataclass(frozen=True)
class Far:
    """Seconds without the time to pass the list, for a server with this response time in milliseconds."""

    latency: int
    count: int
    fixed: float
    own: float

    @property
    def of_fixed(self) -> float:
        """The time with the roster's own choice, relative to a fixed number of parallel requests."""
        return self.own / self.fixed


@dataclass(frozen=True)
class Figures:
    """All measurements: seconds per person for the slow ways; the limited run, and its shortest possible time."""

    conditions: str
    sizes: list[Size]
    loop: float
    hand: float
    megabytes: float
    limited: float
    shortest: float
    far: list[Far]
    beside: list[Aim]

    @property
    def largest(self) -> Size:
        return self.sizes[-1]

    @property
    def faster_than_loop(self) -> float:
        return self.loop * self.largest.count / self.largest.roster

    @property
    def faster_than_hand(self) -> float:
        return self.hand * self.largest.count / self.largest.roster

    @property
    def of_limit(self) -> float:
        return self.limited / self.shortest


@dataclass(frozen=True)
class Aim:
    """A value with an upper or a lower bound."""

    what: str
    value: float
    bound: float
    unit: str
    at_most: bool = True

    @property
    def is_met(self) -> bool:
        return self.value <= self.bound if self.at_most else self.value >= self.bound

    @property
    def is_far_off(self) -> bool:
        return self.value > self.bound * NOISE if self.at_most else self.value < self.bound / NOISE

    @property
    def row(self) -> tuple[str, str, str]:
        digits = 2 if self.unit == "x" and self.at_most else 1 if self.unit == "times as long" else 0
        bound = f"at {'most' if self.at_most else 'least'} {self.bound:g} {self.unit}"
        verdict = "met" if self.is_met else "missed"
        return self.what, f"{self.value:.{digits}f} {self.unit}", f"{bound}: {verdict}"


def aims(figures: Figures) -> dict[str, Aim]:
    """The aims, by the row of the report that each follows."""
    return {
        "floor": Aim("the roster's own part beside that", figures.largest.of_floor, 1.2, "x"),
        "loop": Aim("the roster is faster by", figures.faster_than_loop, 50, "x", at_most=False),
        "hand": Aim("the roster is faster by", figures.faster_than_hand, 80, "x", at_most=False),
        "memory": Aim("Memory of the module process", figures.megabytes, 100, "MB"),
        "limit": Aim("compared with the shortest possible time", figures.of_limit, 1.1, "x"),
        "near": Aim("its own measure beside 8 requests at a time, 20 ms", figures.far[0].of_fixed, 1, "x"),
        "far": Aim("its own measure beside 8 requests at a time, 100 ms", figures.far[1].of_fixed, 0.5, "x"),
    }


def far_off(figures: Figures) -> list[str]:
    """The aims that are out of bounds."""
    return [f"{aim.what} {aim.row[1]}" for aim in (*aims(figures).values(), *figures.beside) if aim.is_far_off]


def report(figures: Figures) -> str:
    """The figures for a terminal."""
    lines = ["", figures.conditions]
    lines += [f"  {what:<56}{much:>10}   {aim}".rstrip() for what, much, aim in _rows(figures)]
    lines.append("\n  People    The roster   of it the list   Bare script")
    lines += [f"{one.count:>8}{one.roster:>12.2f} s{one.list:>15.2f} s{one.floor:>12.2f} s" for one in figures.sizes]
    lines.append("\n  An answer takes   concurrency: 8   Not given   Share")
    lines += [f"{one.latency:>14} ms{one.fixed:>15.2f} s{one.own:>10.2f} s{one.of_fixed:>8.2f}" for one in figures.far]
    return "\n".join(lines)


def page(figures: Figures) -> str:
    """The figures as a page of the documentation."""
    table = [f"| {what} | {much} | {aim} |" for what, much, aim in _rows(figures)]
    growth = [f"| {one.count} | {one.roster:.2f} s | {one.list:.2f} s | {one.floor:.2f} s |" for one in figures.sizes]
    far = [
        f"| {one.latency} ms | {one.count} | {one.fixed:.2f} s | {one.own:.2f} s | {one.of_fixed:.2f} |"
        for one in figures.far
    ]
    return PAGE.format(
        conditions=figures.conditions, table="\n".join(table), growth="\n".join(growth), far="\n".join(far)
    )


def drawing(figures: Figures) -> str:
    """Time by the number of people, as SVG."""
    counts = [one.count for one in figures.sizes]
    return plot(
        "Seconds by the number of people",
        [
            Line("uri tasks, by hand", "#8c6d31", [(count, figures.hand * count) for count in counts]),
            Line("a loop of sendgrid_sso_teammate", "#d6616b", [(count, figures.loop * count) for count in counts]),
            Line("sendgrid_sso_roster", "#1f77b4", [(one.count, one.roster) for one in figures.sizes]),
            Line("bare script", "#7f7f7f", [(one.count, one.floor) for one in figures.sizes]),
        ],
    )


def _rows(figures: Figures) -> list[tuple[str, str, str]]:
    """The rows: what was measured, the value, and the aim."""
    most, aimed = figures.largest, aims(figures)

    def seconds(what: str, value: float) -> tuple[str, str, str]:
        return what, f"{value:.1f} s", ""

    return [
        seconds("The roster, in all", most.roster),
        seconds("of which passing the list to any module", most.list),
        seconds("A bare script that sends the same requests", most.floor),
        aimed["floor"].row,
        seconds("A loop of sendgrid_sso_teammate", figures.loop * most.count),
        aimed["loop"].row,
        seconds("A playbook of ansible.builtin.uri tasks", figures.hand * most.count),
        aimed["hand"].row,
        aimed["memory"].row,
        seconds("Under the rate limit", figures.limited),
        aimed["limit"].row,
        aimed["near"].row,
        aimed["far"].row,
        *(aim.row for aim in figures.beside),
    ]
