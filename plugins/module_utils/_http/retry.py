# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""When to wait and try again: one pure function of (answer, tries, clock)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

# A gateway that is restarting, not SendGrid's verdict about the request.
PASSING_STATUSES = (502, 503, 504)

FIRST_BACKOFF = 0.5
LONGEST_BACKOFF = 30.0
# However soon a rate limit is said to end, SendGrid is not asked without a pause again and again.
SHORTEST_WAIT = 0.25
# A Date further from the announced end of a rate limit than this is taken for wrong, not for a long wait.
LONGEST_WINDOW = 86400.0


@dataclass(frozen=True)
class Policy:
    """``retries``: further tries after passing failures; ``rate_limit_wait``: seconds for all waits of one request."""

    retries: int
    rate_limit_wait: float


@dataclass(frozen=True)
class Tries:
    """What one request has been through: failures that used up retries, 429s, 500s, seconds waited for rate limits."""

    failures: int = 0
    rate_limits: int = 0
    server_errors: int = 0
    waited: float = 0.0


@dataclass(frozen=True)
class Verdict:
    """``again``: whether to try once more, after ``wait`` seconds, with ``tries`` as the new count."""

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
    """Say whether a request is tried again.

    ``status`` is None for a lost answer (no connection, a time-out, a body cut short). ``now`` is in epoch
    seconds, ``jitter`` a random number from 0 to 1. Whether a POST may be sent again is not decided here:
    the client first looks whether the object exists.
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
        # Nobody said how long: use what is left of the allowance rather than give up before it is spent.
        wait = min(_backoff(tries.rate_limits, jitter), left)
    elif wait <= left:
        wait = min(max(wait, SHORTEST_WAIT), left)
    counted = replace(tries, rate_limits=tries.rate_limits + 1, waited=tries.waited + wait)
    return Verdict(0 < wait <= left, wait, counted)


def announced_wait(headers: Mapping[str, str], now: float) -> float | None:
    """Seconds until a rate limit ends, as the headers tell; None where they tell nothing that lies ahead.

    ``X-RateLimit-Reset`` is in epoch seconds (Twilio's page "Rate Limits"); ``Retry-After`` is not documented
    by Twilio and is honoured where a gateway sends it, in seconds or as a date. A moment is measured against the
    answer's own ``Date``, since the clock here (``now``) may be wrong.
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
    """The epoch seconds of a date in a header."""
    if text is None:
        return None
    # Imported here because hardly any run needs it.
    from email.utils import mktime_tz, parsedate_tz

    try:
        parsed = parsedate_tz(text)
        return None if parsed is None else float(mktime_tz((*parsed[:9], parsed[9] or 0)))
    except (TypeError, ValueError, IndexError, OverflowError):
        return None


def _until(moment: float | None, there: float | None, now: float) -> float | None:
    """Seconds from ``there``, the server's clock, to a moment; from ``now`` where that is all there is, or better."""
    if moment is None:
        return None
    # A Date has whole seconds, so a clock here that agrees with it knows the time better.
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
