# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Waiting for rate limits: alone, or many workers together, so that none hammers on while the others wait."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Callable

from .retry import announced_wait

Clock = Callable[[], float]
Sleep = Callable[[float], None]


class Waits:
    """Sleeps, and adds up how long a task waited. Workers who wait together count once."""

    def __init__(self, clock: Clock, sleep: Sleep) -> None:
        self.total = 0.0
        self._clock = clock
        self._sleep = sleep
        self._counted_until = 0.0
        self._lock = threading.Lock()

    def wait(self, seconds: float) -> None:
        """Sleep, and count what nobody else has counted."""
        with self._lock:
            begin = max(self._clock(), self._counted_until)
            end = max(self._clock() + seconds, begin)
            self.total += end - begin
            self._counted_until = end
        self._sleep(seconds)


class Alone:
    """One worker: it waits when it is told to. ``waits`` knows how long."""

    def __init__(self, clock: Clock, sleep: Sleep) -> None:
        self.waits = Waits(clock, sleep)

    def before(self, endpoint: str, allowance: float) -> float:
        """Wait for the turn of a request, at most ``allowance`` seconds; returns the seconds waited."""
        return 0.0

    def pause(self, seconds: float) -> None:
        """Wait after a rate limit."""
        self.waits.wait(seconds)

    def heard(self, endpoint: str, headers: Mapping[str, str]) -> None:
        """Take note of what an answer says about an endpoint's rate limit."""


@dataclass
class Window:
    """What is known of an endpoint's limit: how many requests are left, and until when."""

    remaining: int
    reset: float


class Together:
    """Many workers on one account: a rate limit pauses all of them, an exhausted endpoint all who want it.

    SendGrid's limits are per endpoint and account (Twilio's page "Rate Limits"). Requests are counted down from
    what the last answer left, so that no more of them are sent than remain.
    """

    def __init__(self, clock: Clock, sleep: Sleep) -> None:
        self.waits = Waits(clock, sleep)
        self._clock = clock
        self._lock = threading.Lock()
        self._all_until = 0.0
        self._windows: dict[str, Window] = {}

    def before(self, endpoint: str, allowance: float) -> float:
        """As for one worker. A pause beyond the allowance is not waited for: the answer will say what is so."""
        waited = 0.0
        while True:
            wait = self._take_turn(endpoint)
            if wait <= 0 or waited + wait > allowance:
                return waited
            self.waits.wait(wait)
            waited += wait

    def pause(self, seconds: float) -> None:
        """Pause everybody, and wait."""
        with self._lock:
            self._all_until = max(self._all_until, self._clock() + seconds)
        self.waits.wait(seconds)

    def heard(self, endpoint: str, headers: Mapping[str, str]) -> None:
        """Take note of what remains of an endpoint's limit, and until when."""
        remaining = headers.get("X-RateLimit-Remaining", "")
        now = self._clock()
        wait = announced_wait(headers, now)
        if wait is None or not (remaining.isascii() and remaining.isdigit()):
            return
        left = int(remaining)
        with self._lock:
            known = self._windows.get(endpoint)
            if known is not None and abs(known.reset - (now + wait)) < 1:
                # Answers overtake each other: in one window what is left never grows.
                left = min(left, known.remaining)
            self._windows[endpoint] = Window(left, now + wait)

    def _take_turn(self, endpoint: str) -> float:
        """Seconds to wait; 0 if a request may be sent now, which is then counted."""
        with self._lock:
            now = self._clock()
            if self._all_until > now:
                return self._all_until - now
            window = self._windows.get(endpoint)
            if window is None:
                return 0.0
            if window.reset <= now:
                # What the next window allows, its first answer tells.
                del self._windows[endpoint]
                return 0.0
            if window.remaining <= 0:
                return window.reset - now
            window.remaining -= 1
            return 0.0
