# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""How many requests may be under way at once: a number that stays, or a measure that follows how they go."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

FIRST = 8
MOST = 32
# More than a server that allows 30 requests in a window lets through, so that its limit is met with the first measure.
_GOOD_BEFORE_GROWING = 40


@dataclass(frozen=True)
class Measure:
    """What the answers so far came to.

    ``good`` counts answers without trouble since ``now`` last changed. ``late`` counts the requests that were under way
    when it shrank: their trouble is the same trouble.
    """

    now: int = FIRST
    ceiling: int = MOST
    good: int = 0
    late: int = 0


def after_answer(measure: Measure) -> Measure:
    """Grow after enough answers without trouble: twofold until there was any, then by one."""
    measure = replace(measure, good=measure.good + 1, late=max(measure.late - 1, 0))
    if measure.now >= measure.ceiling or measure.good < _enough(measure):
        return measure
    grown = measure.now * 2 if measure.ceiling == MOST else measure.now + 1
    return replace(measure, now=min(grown, measure.ceiling), good=0)


def _enough(measure: Measure) -> int:
    if measure.ceiling == MOST:
        return _GOOD_BEFORE_GROWING if measure.now == FIRST else measure.now
    return 4 * measure.now


def after_trouble(measure: Measure) -> Measure:
    """Halve after a rate limit or a passing failure, and never again grow to what brought it."""
    if measure.late > 0:
        return replace(measure, good=0, late=measure.late - 1)
    half = max(measure.now // 2, 1)
    return Measure(now=half, ceiling=max(half, FIRST), late=measure.now - 1)


class Fixed:
    """As many as were asked for, whatever happens."""

    def __init__(self, number: int) -> None:
        self.now = number
        self.most = number

    def answered(self) -> None:
        """An answer without trouble came."""

    def troubled(self) -> None:
        """A rate limit or a passing failure came."""


class Growing:
    """As many as the answers so far allow. Many threads may use it at once."""

    most = MOST

    def __init__(self) -> None:
        self._measure = Measure()
        self._lock = threading.Lock()

    @property
    def now(self) -> int:
        """How many may be under way now."""
        return self._measure.now

    def answered(self) -> None:
        """An answer without trouble came."""
        with self._lock:
            self._measure = after_answer(self._measure)

    def troubled(self) -> None:
        """A rate limit or a passing failure came."""
        with self._lock:
            self._measure = after_trouble(self._measure)


def workers_for(number: int | None) -> Fixed | Growing:
    """The workers for an option ``concurrency``: so many, or as many as go well where it is not given."""
    return Growing() if number is None else Fixed(number)
