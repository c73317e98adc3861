# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""When a request is retried, and after which wait."""

from __future__ import annotations

import time

import pytest

from ansible_collections.community.sendgrid.plugins.module_utils._http.connection import Policy
from ansible_collections.community.sendgrid.plugins.module_utils._http.retry import (
    Tries,
    Verdict,
    announced_wait,
    decide,
)

NOW = 1_800_000_000.0
PATIENT = Policy(retries=5, rate_limit_wait=300)
IN_7_SECONDS = {"X-RateLimit-Reset": "1800000007"}
VERBS = ("GET", "POST", "PATCH", "DELETE")


def verdict(method="GET", status=429, headers=None, tries=None, policy=PATIENT, jitter=0.5):
    return decide(method, status, headers or {}, tries or Tries(), policy, NOW, jitter)


@pytest.mark.parametrize(
    ("headers", "wait"),
    [
        pytest.param({}, None, id="no header tells nothing"),
        pytest.param(IN_7_SECONDS, 7, id="a reset ahead is waited for"),
        pytest.param({"X-RateLimit-Reset": "1800000007.5"}, 7.5, id="a reset may be a fraction"),
        pytest.param({"X-RateLimit-Reset": "1800000000"}, None, id="a reset now tells nothing"),
        pytest.param({"X-RateLimit-Reset": "1799999999"}, None, id="a reset in the past tells nothing"),
        pytest.param({"X-RateLimit-Reset": "60"}, None, id="a reset that is no moment of ours tells nothing"),
        pytest.param({"X-RateLimit-Reset": "soon"}, None, id="a reset that is no number tells nothing"),
        pytest.param({"X-RateLimit-Reset": ""}, None, id="an empty reset tells nothing"),
        pytest.param({"X-RateLimit-Reset": "nan"}, None, id="a reset that is nan tells nothing"),
        pytest.param({"X-RateLimit-Reset": "inf"}, None, id="a reset at infinity tells nothing"),
        pytest.param({"X-RateLimit-Reset": "1e300"}, None, id="an absurd reset tells nothing"),
        pytest.param({"X-RateLimit-Reset": "1e12"}, None, id="a reset in thirty thousand years tells nothing"),
        pytest.param({"X-RateLimit-Reset": "999999999999"}, 998_199_999_999, id="one just before is a wait"),
        pytest.param({"Retry-After": "9"}, 9, id="Retry-After in seconds is waited for"),
        pytest.param({"Retry-After": "0"}, None, id="Retry-After of no seconds tells nothing"),
        pytest.param({"Retry-After": "-9"}, None, id="a negative Retry-After tells nothing"),
        pytest.param({"Retry-After": "Fri, 15 Jan 2027 08:00:30 GMT"}, 30, id="Retry-After as a date is waited for"),
        pytest.param({"Retry-After": "Fri, 15 Jan 2027 09:00:30 +0100"}, 30, id="a date of another time zone counts"),
        pytest.param({"Retry-After": "Fri, 15 Jan 2027 07:59:59 GMT"}, None, id="a date in the past tells nothing"),
        pytest.param({"Retry-After": "tomorrow"}, None, id="an unreadable Retry-After tells nothing"),
        pytest.param({"Retry-After": "Fri, 99 Foo 2027 08:00:30 GMT"}, None, id="a date that is none tells nothing"),
        pytest.param({"Retry-After": "Fri, 15 Jan 99999 08:00:30 GMT"}, None, id="a date beyond all calendars"),
        pytest.param({"Retry-After": "?"} | IN_7_SECONDS, 7, id="beside an unreadable Retry-After the reset counts"),
        pytest.param({"Retry-After": "0"} | IN_7_SECONDS, 7, id="beside a Retry-After that is over the reset counts"),
    ],
)
def test_headers_announce_a_wait(headers, wait):
    assert announced_wait(headers, NOW) == wait


@pytest.mark.parametrize(
    "date", ["Fri, 15 Jan 2027 08:00:30 GMT", "Fri, 15 Jan 2027 08:00:30 -0000", "Fri Jan 15 08:00:30 2027"]
)
def test_a_date_means_the_same_everywhere(date, monkeypatch):
    monkeypatch.setenv("TZ", "America/New_York")
    time.tzset()
    try:
        assert announced_wait({"Retry-After": date}, NOW) == 30
    finally:
        monkeypatch.undo()
        time.tzset()


@pytest.mark.parametrize("method", VERBS)
@pytest.mark.parametrize("headers", [{}, IN_7_SECONDS], ids=["without headers", "with headers"])
def test_a_rate_limit_is_waited_for_on_every_verb_and_uses_up_no_retries(method, headers):
    found = verdict(method, 429, headers, policy=Policy(retries=0, rate_limit_wait=300))
    assert found.again
    assert found.wait > 0
    assert found.tries.failures == 0
    assert found.tries.waited == found.wait


@pytest.mark.parametrize("jitter", [0.0, 0.5, 1.0])
def test_an_announced_wait_is_neither_cut_nor_stretched(jitter):
    assert verdict(headers=IN_7_SECONDS, jitter=jitter).wait == 7


@pytest.mark.parametrize(
    ("announced", "allowance", "wait"),
    [
        pytest.param("1e-60", 300, 0.25, id="hardly any wait"),
        pytest.param("0.24", 300, 0.25, id="a little less than the shortest"),
        pytest.param("0.26", 300, 0.26, id="a little more"),
        pytest.param("0.1", 0.2, 0.2, id="no longer than allowed"),
    ],
)
def test_an_announced_wait_is_not_so_short_that_sendgrid_is_asked_without_a_pause(announced, allowance, wait):
    found = verdict(headers={"Retry-After": announced}, policy=Policy(retries=0, rate_limit_wait=allowance))
    assert found.again
    assert found.wait == wait


@pytest.mark.parametrize("jitter", [0.0, 0.5, 1.0])
def test_waits_that_together_fit_into_the_allowance_are_waited_for(jitter):
    policy, headers, tries = Policy(retries=0, rate_limit_wait=2), {"Retry-After": "1"}, Tries()
    for _try in range(2):
        found = verdict(headers=headers, tries=tries, policy=policy, jitter=jitter)
        assert found.again
        tries = found.tries
    assert tries.waited == 2
    assert not verdict(headers=headers, tries=tries, policy=policy, jitter=jitter).again


@pytest.mark.parametrize(
    ("headers", "waited", "allowance", "again"),
    [
        pytest.param(IN_7_SECONDS, 0, 7, True, id="a wait that fits exactly is waited for"),
        pytest.param(IN_7_SECONDS, 0, 6, False, id="a wait beyond the allowance is not begun"),
        pytest.param(IN_7_SECONDS, 294, 300, False, id="earlier waits count"),
        pytest.param(IN_7_SECONDS, 293, 300, True, id="what is left is used"),
        pytest.param(IN_7_SECONDS, 0, 0, False, id="an allowance of 0 fails at once with headers"),
        pytest.param({}, 0, 0, False, id="an allowance of 0 fails at once without headers"),
        pytest.param({}, 300, 300, False, id="a spent allowance fails without headers"),
        pytest.param({}, 299.9, 300, True, id="the last bit of the allowance is used without headers"),
    ],
)
def test_all_waits_of_one_request_together_stay_within_the_allowance(headers, waited, allowance, again):
    policy = Policy(retries=5, rate_limit_wait=allowance)
    found = verdict(headers=headers, tries=Tries(waited=waited), policy=policy)
    assert found.again is again
    if again:
        assert found.tries.waited <= allowance


@pytest.mark.parametrize("jitter", [0.0, 0.3, 1.0])
@pytest.mark.parametrize("headers", [{}, IN_7_SECONDS], ids=["without headers", "with headers"])
def test_a_rate_limit_without_end_uses_the_allowance_and_then_fails(headers, jitter):
    waits, tries = [], Tries()
    while (found := verdict(headers=headers, tries=tries, jitter=jitter)).again:
        waits.append(found.wait)
        tries = found.tries
    assert sum(waits) == pytest.approx(tries.waited)
    assert sum(waits) <= 300
    assert sum(waits) > 300 - 8
    assert len(waits) < 100


def test_each_wait_without_headers_is_twice_the_one_before():
    waits, tries = [], Tries()
    for _try in range(4):
        found = verdict(tries=tries, jitter=1.0)
        waits.append(found.wait)
        tries = found.tries
    assert waits == [0.5, 1, 2, 4]


def test_without_headers_the_waits_grow_and_differ_by_jitter():
    first = verdict(tries=Tries(rate_limits=0)).wait
    assert verdict(tries=Tries(rate_limits=3)).wait > first
    assert verdict(tries=Tries(rate_limits=10_000)).wait <= 60
    assert verdict(jitter=0.0).wait != verdict(jitter=1.0).wait


@pytest.mark.parametrize(
    ("earlier", "longest"), [(0, 0.5), (1, 1), (2, 2), (3, 4), (5, 16), (6, 30), (7, 30), (10_000, 30)]
)
@pytest.mark.parametrize(("jitter", "share"), [(0.0, 0.5), (0.5, 0.75), (1.0, 1.0)])
def test_a_backoff_doubles_up_to_half_a_minute_and_jitter_takes_up_to_half_of_it(earlier, longest, jitter, share):
    assert verdict(tries=Tries(rate_limits=earlier), jitter=jitter).wait == longest * share
    assert verdict(status=503, tries=Tries(failures=earlier), jitter=jitter).wait == longest * share


@pytest.mark.parametrize("method", VERBS)
@pytest.mark.parametrize("status", [None, 502, 503, 504])
def test_a_passing_failure_is_tried_again_as_often_as_retries_say(method, status):
    tries, times = Tries(), 0
    while (found := verdict(method, status, tries=tries)).again:
        assert 0 < found.wait <= 60
        tries, times = found.tries, times + 1
    assert times == PATIENT.retries


def test_without_retries_a_passing_failure_is_final():
    assert not verdict(status=503, policy=Policy(retries=0, rate_limit_wait=300)).again


def test_a_rate_limit_in_between_leaves_the_retries_as_they_are():
    used_up = Tries(failures=5)
    limited = verdict(status=429, tries=used_up)
    assert limited.again
    assert limited.tries.failures == 5
    assert not verdict(status=503, tries=limited.tries).again


@pytest.mark.parametrize(
    ("method", "retries", "times"),
    [
        pytest.param("GET", 5, 1, id="a read is tried once more"),
        pytest.param("GET", 0, 0, id="a read without retries is not"),
        pytest.param("POST", 5, 0, id="a creation is not"),
        pytest.param("PATCH", 5, 0, id="an update is not"),
        pytest.param("DELETE", 5, 0, id="a removal is not"),
    ],
)
def test_a_500_is_tried_again_only_when_reading(method, retries, times):
    policy, tries, seen = Policy(retries=retries, rate_limit_wait=300), Tries(), 0
    while (found := verdict(method, 500, tries=tries, policy=policy)).again:
        tries, seen = found.tries, seen + 1
    assert seen == times


@pytest.mark.parametrize("method", VERBS)
@pytest.mark.parametrize("status", [200, 201, 204, 302, 400, 401, 403, 404, 409, 501, 505])
def test_every_other_answer_is_final(method, status):
    assert verdict(method, status) == Verdict(again=False, wait=0.0, tries=Tries())


@pytest.mark.parametrize(
    ("headers", "behind", "wait"),
    [
        pytest.param({"X-RateLimit-Reset": "1800000002"}, 600, 2, id="a reset, with a clock behind"),
        pytest.param({"X-RateLimit-Reset": "1800000002"}, -600, 2, id="a reset, with a clock ahead"),
        pytest.param({"Retry-After": "Fri, 15 Jan 2027 08:00:05 GMT"}, 600, 5, id="a date, with a clock behind"),
        pytest.param({"Retry-After": "5"}, 600, 5, id="seconds"),
        pytest.param({"X-RateLimit-Reset": "1800000002"}, -0.75, 1.25, id="a clock that agrees is more exact"),
        pytest.param({"X-RateLimit-Reset": "1800000002", "Date": "soon"}, 1, 3, id="a date that is none"),
        pytest.param(
            {"X-RateLimit-Reset": "1800000002", "Date": "Thu, 01 Jan 1970 00:00:00 GMT"}, 1, 3, id="a date long ago"
        ),
    ],
)
def test_moments_are_measured_against_the_clock_of_the_server(headers, behind, wait):
    answered = {"Date": "Fri, 15 Jan 2027 08:00:00 GMT"} | headers
    assert announced_wait(answered, 1_800_000_000.0 - behind) == wait
