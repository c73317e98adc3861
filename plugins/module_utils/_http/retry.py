# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""When to wait and retry: one pure function of (response, tries, clock)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from .connection import Policy
from .fields import PASSING_STATUSES

FIRST_BACKOFF = 0.5
LONGEST_BACKOFF = 30.0
# The minimum pause, so that retries do not follow each other at once even if a rate limit is about to end.
SHORTEST_WAIT = 0.25
# A Date further than this from the announced end of a rate limit is taken to be wrong (in seconds).
LONGEST_WINDOW = 86400.0


@dataclass(frozen=True)
class Tries:
    """The history of one request: failures that used up retries, 429s, 500s, seconds waited for rate limits."""

    failures: int = 0
    rate_limits: int = 0
    server_errors: int = 0
    waited: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """``again``: whether to retry, after ``wait`` seconds, with ``tries`` as the new count."""

    again: bool
    wait: float
    tries: Tries


def decide(
    method: str,
    status: int | None,
    headers: Mapping[str, str],
    tries: Tries,
    policy: Policy,
    now: float,
    jitter: float,
) -> Verdict:
    """Decide whether to retry a request.

    ``status`` is None for a lost response (no connection, a timeout, a body cut short). ``now`` is in epoch seconds,
    ``jitter`` a random number from 0 to 1. Whether a POST may be sent again is not decided here: the client first
    checks whether the object exists.
    """
    if status == 429:
        return _after_rate_limit(headers, tries, policy, now, jitter)
    if status is None or status in PASSING_STATUSES:
        return _after_passing_failure(tries, policy, jitter)
    if status == 500 and method == "GET" and tries.server_errors == 0:
        verdict = _after_passing_failure(tries, policy, jitter)
        return replace(verdict, tries=replace(verdict.tries, server_errors=1))
    return Verdict(False, 0.0, tries)


def _after_passing_failure(tries: Tries, policy: Policy, jitter: float) -> Verdict:
    counted = replace(tries, failures=tries.failures + 1)
    return Verdict(counted.failures <= policy.retries, _backoff(tries.failures, jitter), counted)


def _after_rate_limit(headers: Mapping[str, str], tries: Tries, policy: Policy, now: float, jitter: float) -> Verdict:
    left = policy.rate_limit_wait - tries.waited
    wait = announced_wait(headers, now)
    if wait is None:
        # The end is unknown: use what is left of the allowance instead of giving up before it is spent.
        wait = min(_backoff(tries.rate_limits, jitter), left)
    elif wait <= left:
        wait = min(max(wait, SHORTEST_WAIT), left)
    counted = replace(tries, rate_limits=tries.rate_limits + 1, waited=tries.waited + wait)
    return Verdict(0 < wait <= left, wait, counted)


def announced_wait(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds until a rate limit ends, according to the headers; None if they announce nothing in the future.

    ``X-RateLimit-Reset`` is in epoch seconds (Twilio's page "Rate Limits"). Twilio does not document ``Retry-After``;
    it is obeyed in case a gateway sends it, in seconds or as a date. A time is measured against the response's own
    ``Date``, since the local clock (``now``) may be wrong.
    """
    there = _moment(headers.get("Date"))
    for wait in (
        _retry_after(headers.get("Retry-After"), there, now),
        _until(_number(headers.get("X-RateLimit-Reset")), there, now),
    ):
        if wait is not None and wait > 0:
            return wait
    return None


def _retry_after(text: str | None, there: float | None, now: float) -> float | None:
    seconds = _number(text)
    return _until(_moment(text), there, now) if seconds is None else seconds


def _moment(text: str | None) -> float | None:
    """The epoch seconds of a header's date."""
    if text is None:
        return None
    # Imported here because few runs need it.
    from email.utils import mktime_tz, parsedate_tz

    try:
        parsed = parsedate_tz(text)
        return None if parsed is None else float(mktime_tz((*parsed[:9], parsed[9] or 0)))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _until(moment: float | None, there: float | None, now: float) -> float | None:
    """Seconds to a moment from ``there``, the server's clock, or from ``now`` if ``there`` is missing or less exact."""
    if moment is None:
        return None
    # A Date has whole seconds, so a local clock that agrees with it is more exact.
    if there is None or 0 <= now - there < 1 or abs(moment - there) > LONGEST_WINDOW:
        return moment - now
    return moment - there


def _number(text: str | None) -> float | None:
    try:
        number = float(text or "")
    except ValueError:
        return None
    return number if abs(number) < 1e12 else None


def _backoff(earlier: int, jitter: float) -> float:
    longest = min(FIRST_BACKOFF * 2 ** min(earlier, 20), LONGEST_BACKOFF)
    return longest * (0.5 + 0.5 * jitter)
