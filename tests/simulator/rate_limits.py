# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Rate limits: windows per account and endpoint, and the headers that describe them."""

from __future__ import annotations

import math
from dataclasses import dataclass, field

from .answers import Answer
from .faults import check_path_pattern, path_matches

TOO_MANY = {"errors": [{"field": None, "message": "too many requests"}]}
_UNLIMITED = 100_000
_UNLIMITED_WINDOW = 60


@dataclass
class Limit:
    """A rule: a number of requests in a number of seconds, for each account and endpoint that it covers."""

    limit: int
    window: float
    account: str | None = None
    path: str | None = None
    headers: bool = True
    retry_after: bool = False


@dataclass
class _Window:
    ends: float
    used: int = 0


@dataclass
class _Rule:
    limit: Limit
    windows: dict[tuple[str, str], _Window] = field(default_factory=dict)

    def window(self, account: str, endpoint: str, now: float) -> _Window:
        """Return the current window, which is a new one if the last has ended."""
        window = self.windows.get((account, endpoint))
        if window is None or window.ends <= now:
            window = self.windows[account, endpoint] = _Window(now + self.limit.window)
        return window


@dataclass
class Verdict:
    """Whether a request may pass, and the headers of the response."""

    refused: bool
    headers: dict[str, str]

    def answer(self) -> Answer:
        return Answer(429, TOO_MANY, self.headers)


class RateLimits:
    """The rules; the newest one that covers a request applies."""

    def __init__(self) -> None:
        self._rules: list[_Rule] = []

    def add(self, limit: Limit) -> None:
        check_path_pattern(limit.path)
        self._rules.append(_Rule(limit))

    def clear(self, account: str | None = None) -> None:
        """Remove all rules, or those of one account."""
        self._rules = [rule for rule in self._rules if account not in (None, rule.limit.account)]

    def judge(self, account: str, endpoint: str, path: str, now: float, show_headers: bool) -> Verdict:
        """Count a request against the rule that covers it."""
        rule = self._rule_for(account, path)
        if rule is None:
            reset = math.ceil(now) + _UNLIMITED_WINDOW
            return Verdict(False, _headers(_UNLIMITED, _UNLIMITED - 1, reset) if show_headers else {})
        limit, window = rule.limit, rule.window(account, endpoint, now)
        window.used += 1
        refused = window.used > limit.limit
        headers: dict[str, str] = {}
        if limit.headers and show_headers:
            # Rounded up to a whole second, so that a client that waits for it is never too early.
            headers = _headers(limit.limit, max(limit.limit - window.used, 0), math.ceil(window.ends))
        if refused and limit.retry_after:
            headers["Retry-After"] = str(math.ceil(window.ends - now))
        return Verdict(refused, headers)

    def _rule_for(self, account: str, path: str) -> _Rule | None:
        for rule in reversed(self._rules):
            if rule.limit.account in (None, account) and path_matches(rule.limit.path, path):
                return rule
        return None


def _headers(limit: int, remaining: int, reset: int) -> dict[str, str]:
    # SendGrid's documentation writes "X-RateLimit-", but its servers send "X-Ratelimit-".
    return {
        "X-Ratelimit-Limit": str(limit),
        "X-Ratelimit-Remaining": str(remaining),
        "X-Ratelimit-Reset": str(reset),
    }
