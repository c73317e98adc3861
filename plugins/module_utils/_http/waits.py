# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Adding up waits for rate limits, and waiting alone. rate_limits.py has waiting together."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from typing import Callable

Clock = Callable[[], float]
Sleep = Callable[[float], None]


class Waits:
    """Sleeps, and adds up how long a task waited. Workers that wait at the same time count once."""

    def __init__(self, clock: Clock, sleep: Sleep) -> None:
        self.total = 0.0
        self._clock = clock
        self._sleep = sleep
        self._counted_until = 0.0
        self._lock = threading.Lock()

    def wait(self, seconds: float) -> None:
        """Sleep, and count the time that no other worker has counted."""
        with self._lock:
            begin = max(self._clock(), self._counted_until)
            end = max(self._clock() + seconds, begin)
            self.total += end - begin
            self._counted_until = end
        self._sleep(seconds)


class Alone:
    """One worker, which waits only after a rate limit. ``waits`` adds up the time."""

    def __init__(self, clock: Clock, sleep: Sleep) -> None:
        self.waits = Waits(clock, sleep)

    def before(self, endpoint: str, allowance: float) -> float:
        """Wait until a request may be sent, at most ``allowance`` seconds; return the seconds waited."""
        return 0.0

    def pause(self, seconds: float) -> None:
        """Wait after a rate limit."""
        self.waits.wait(seconds)

    def heard(self, endpoint: str, headers: Mapping[str, str]) -> None:
        """Record what a response says about an endpoint's rate limit."""
