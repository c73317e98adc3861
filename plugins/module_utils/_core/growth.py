# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""How many requests may be under way at once: a number that follows how well requests go."""

from __future__ import annotations

import threading
from dataclasses import dataclass, replace

from .workers import Fixed

FIRST = 8
MOST = 32
# A roster's requests go to several endpoints. If each allows 30 of them in a window, the first refusal comes before
# this, while only 8 requests are under way.
_GOOD_BEFORE_GROWING = 40


@dataclass(frozen=True)
class Measure:
    """The number of workers, and the responses that it follows from.

    ``good`` counts the responses in a row without a problem since ``now`` last changed. ``late`` counts the requests
    that were under way when it shrank: if they fail, it is the same problem.
    """

    now: int = FIRST
    ceiling: int = MOST
    good: int = 0
    late: int = 0


def after_answer(measure: Measure) -> Measure:
    """Grow after enough responses without a problem: to MOST until the first problem, then by one at a time."""
    measure = replace(measure, good=measure.good + 1, late=max(measure.late - 1, 0))
    # Any problem leaves a lower ceiling.
    untroubled = measure.ceiling == MOST
    enough = _GOOD_BEFORE_GROWING if untroubled else 4 * measure.now
    if measure.now >= measure.ceiling or measure.good < enough:
        return measure
    return replace(measure, now=MOST if untroubled else measure.now + 1, good=0)


def after_failure(measure: Measure) -> Measure:
    """Halve after a transient failure, and never grow beyond that half (or FIRST, if larger) again."""
    if measure.late > 0:
        return replace(measure, good=0, late=measure.late - 1)
    half = max(measure.now // 2, 1)
    return Measure(now=half, ceiling=max(half, FIRST), late=measure.now - 1)


def after_rate_limit(measure: Measure) -> Measure:
    """Like after a failure, but begin again with FIRST at most: while a limit lasts, more only bring refusals."""
    shrunk = after_failure(measure)
    return replace(shrunk, now=min(shrunk.now, FIRST))


class Growing:
    """As many as the responses so far allow. It is safe to share between threads."""

    most = MOST

    def __init__(self) -> None:
        self._measure = Measure()
        self._lock = threading.Lock()

    @property
    def now(self) -> int:
        """How many requests may be under way now."""
        return self._measure.now

    def answered(self) -> None:
        """Record a response without a problem."""
        with self._lock:
            self._measure = after_answer(self._measure)

    def failed(self) -> None:
        """Record a transient failure."""
        with self._lock:
            self._measure = after_failure(self._measure)

    def refused(self) -> None:
        """Record a rate limit."""
        with self._lock:
            self._measure = after_rate_limit(self._measure)


def workers_for(number: int | None) -> Fixed | Growing:
    """The workers for the option ``concurrency``: that many, or a growing number if it is not given."""
    return Growing() if number is None else Fixed(number)
