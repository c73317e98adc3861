# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Waiting for rate limits: alone, or many workers together, so that none hammers on while the others wait."""

from __future__ import annotations

import threading
from typing import Callable, Dict, Mapping

from ansible_collections.community.sendgrid.plugins.module_utils._retry import announced_wait

Clock = Callable[[], float]
Sleep = Callable[[float], None]


class Alone:
    """One worker: it waits when it is told to."""

    def __init__(self, clock: Clock, sleep: Sleep) -> None:
        self._sleep = sleep

    def before(self, endpoint: str, allowance: float) -> float:
        """Wait for the turn of a request, at most ``allowance`` seconds; returns the seconds waited."""
        return 0.0

    def pause(self, seconds: float) -> None:
        """Wait after a rate limit."""
        self._sleep(seconds)

    def heard(self, endpoint: str, headers: Mapping[str, str]) -> None:
        """Take note of what an answer says about an endpoint's rate limit."""


class Together:
    """Many workers on one account: a rate limit pauses all of them, an exhausted endpoint all who want it.

    SendGrid's limits are per endpoint and account (Twilio's page "Rate Limits").
    """

    def __init__(self, clock: Clock, sleep: Sleep) -> None:
        self._clock = clock
        self._sleep = sleep
        self._lock = threading.Lock()
        self._all_until = 0.0
        self._until: Dict[str, float] = {}

    def before(self, endpoint: str, allowance: float) -> float:
        """As for one worker. A pause beyond the allowance is not waited for: the answer will say what is so."""
        waited = 0.0
        while True:
            wait = self._pause_ahead(endpoint)
            if wait <= 0 or waited + wait > allowance:
                return waited
            self._sleep(wait)
            waited += wait

    def pause(self, seconds: float) -> None:
        """Pause everybody, and wait."""
        with self._lock:
            self._all_until = max(self._all_until, self._clock() + seconds)
        self._sleep(seconds)

    def heard(self, endpoint: str, headers: Mapping[str, str]) -> None:
        """Pause an endpoint of which nothing remains until its reset."""
        if headers.get("X-RateLimit-Remaining") != "0":
            return
        now = self._clock()
        wait = announced_wait(headers, now)
        if wait is not None:
            with self._lock:
                self._until[endpoint] = now + wait

    def _pause_ahead(self, endpoint: str) -> float:
        with self._lock:
            return max(self._all_until, self._until.get(endpoint, 0.0)) - self._clock()
