# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Waiting for rate limits: many workers together, so that all of them stop while one waits."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass

from .retry import announced_wait
from .waits import Clock, Sleep, Waits


@dataclass
class Window:
    """What is known of an endpoint's limit: how many requests are left, and when it is reset."""

    remaining: int
    reset: float


class Together:
    """Many workers on one account: a rate limit pauses all of them; an exhausted endpoint, those that need it.

    SendGrid's limits are per endpoint and account (Twilio's page "Rate Limits"). Each request is subtracted from what
    the last response left, so that no more are sent than remain.
    """

    def __init__(self, clock: Clock, sleep: Sleep) -> None:
        self.waits = Waits(clock, sleep)
        self._clock = clock
        self._lock = threading.Lock()
        self._all_until = 0.0
        self._windows: dict[str, Window] = {}

    def before(self, endpoint: str, allowance: float) -> float:
        """Like Alone's. A wait beyond the allowance is skipped: the response will show whether it was needed."""
        waited = 0.0
        while True:
            wait = self._take_turn(endpoint)
            if wait <= 0 or waited + wait > allowance:
                return waited
            self.waits.wait(wait)
            waited += wait

    def pause(self, seconds: float) -> None:
        """Pause all workers, and wait."""
        with self._lock:
            self._all_until = max(self._all_until, self._clock() + seconds)
        self.waits.wait(seconds)

    def heard(self, endpoint: str, headers: Mapping[str, str]) -> None:
        """Record how many requests an endpoint's limit has left, and when it is reset."""
        remaining = headers.get("X-RateLimit-Remaining", "")
        now = self._clock()
        wait = announced_wait(headers, now)
        if wait is None or not (remaining.isascii() and remaining.isdigit()):
            return
        left = int(remaining)
        with self._lock:
            known = self._windows.get(endpoint)
            if known is not None and abs(known.reset - (now + wait)) < 1:
                # Responses overtake each other: within one window, the number that is left never grows.
                left = min(left, known.remaining)
            self._windows[endpoint] = Window(left, now + wait)

    def _take_turn(self, endpoint: str) -> float:
        """Return the seconds to wait, or 0 if a request may be sent now, which is then counted."""
        with self._lock:
            now = self._clock()
            if self._all_until > now:
                return self._all_until - now
            window = self._windows.get(endpoint)
            if window is None:
                return 0.0
            if window.reset <= now:
                # The first response of the next window will show what it allows.
                del self._windows[endpoint]
                return 0.0
            if window.remaining <= 0:
                return window.reset - now
            window.remaining -= 1
            return 0.0
