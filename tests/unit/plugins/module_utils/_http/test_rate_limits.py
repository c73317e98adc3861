# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Waiting for rate limits, alone and together, with a clock that advances only while somebody sleeps."""

from __future__ import annotations

import pytest

from ansible_collections.community.sendgrid.plugins.module_utils._http.rate_limits import Together
from ansible_collections.community.sendgrid.plugins.module_utils._http.waits import Alone

START = 1_800_000_000.0
READ = "GET/v3/teammates/{}"
WRITE = "PATCH/v3/sso/teammates/{}"
RESET = {"X-RateLimit-Reset": "1800000010"}
EXHAUSTED = RESET | {"X-RateLimit-Remaining": "0"}


class Time:
    """A clock, and a sleep that advances it and then runs the last of the `interruptions`, if any."""

    def __init__(self):
        self.now = START
        self.slept = []
        self.interruptions = []

    def clock(self):
        return self.now

    def sleep(self, seconds):
        self.slept.append(seconds)
        self.now += seconds
        if self.interruptions:
            self.interruptions.pop()()


@pytest.fixture
def time():
    return Time()


@pytest.fixture
def together(time):
    return Together(time.clock, time.sleep)


def paused_by_another(pace, time, seconds):
    """Another worker begins a pause, without advancing this one's clock."""
    now = time.now
    pace.pause(seconds)
    time.now = now
    time.slept.clear()


def test_one_worker_waits_only_when_told_to(time):
    pace = Alone(time.clock, time.sleep)
    pace.heard(READ, EXHAUSTED)
    assert pace.before(READ, 300) == 0
    assert time.slept == []
    pace.pause(7)
    assert time.slept == [7]
    assert pace.before(READ, 300) == 0


def test_nobody_waits_without_a_reason(together, time):
    assert together.before(READ, 300) == 0
    assert time.slept == []


def test_a_clock_may_begin_with_zero():
    time = Time()
    time.now = 0.0
    assert Together(time.clock, time.sleep).before(READ, 300) == 0
    assert time.slept == []


def test_a_pause_is_waited_for_by_whoever_began_it(together, time):
    together.pause(7)
    assert time.slept == [7]
    assert together.before(READ, 300) == 0


def test_a_pause_is_waited_for_by_everybody_at_every_endpoint(together, time):
    paused_by_another(together, time, 7)
    assert together.before(READ, 300) == 7
    assert together.before(WRITE, 300) == 0
    assert time.slept == [7]


def test_of_two_pauses_the_longer_one_counts(together, time):
    paused_by_another(together, time, 7)
    paused_by_another(together, time, 3)
    assert together.before(READ, 300) == 7


def test_when_a_pause_is_over_an_endpoint_may_still_be_exhausted(together, time):
    together.heard(READ, EXHAUSTED)
    paused_by_another(together, time, 7)
    assert together.before(READ, 300) == 10
    assert time.slept == [7, 3]


def test_even_a_pause_of_a_moment_is_waited_for(together, time):
    paused_by_another(together, time, 0.5)
    assert together.before(READ, 300) == 0.5


def test_a_pause_that_grows_meanwhile_is_waited_for_to_its_end(together, time):
    paused_by_another(together, time, 7)
    time.interruptions.append(lambda: paused_by_another(together, time, 5))
    assert together.before(READ, 300) == 12


def test_a_pause_beyond_the_allowance_is_not_waited_for(together, time):
    paused_by_another(together, time, 7)
    assert together.before(READ, 6) == 0
    assert time.slept == []
    assert together.before(READ, 7) == 7


def test_an_exhausted_endpoint_pauses_itself_alone(together, time):
    together.heard(READ, EXHAUSTED)
    assert together.before(WRITE, 300) == 0
    assert together.before(READ, 300) == 10
    assert together.before(READ, 300) == 0
    assert time.slept == [10]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param({}, id="no headers"),
        pytest.param(RESET, id="no count"),
        pytest.param(RESET | {"X-RateLimit-Remaining": "none"}, id="a count that is no number"),
        pytest.param(RESET | {"X-RateLimit-Remaining": "\u00b2"}, id="a count in a digit that int() does not read"),
        pytest.param(RESET | {"X-RateLimit-Remaining": "-1"}, id="a count below nothing"),
        pytest.param(EXHAUSTED | {"X-RateLimit-Remaining": "1"}, id="something remains"),
        pytest.param({"X-RateLimit-Remaining": "0"}, id="no reset"),
        pytest.param(EXHAUSTED | {"X-RateLimit-Reset": "1799999999"}, id="a reset in the past"),
    ],
)
def test_what_exhausts_no_endpoint(together, time, headers):
    together.heard(READ, headers)
    assert together.before(READ, 300) == 0
    assert time.slept == []


def remaining(count, reset="1800000010"):
    return {"X-RateLimit-Remaining": str(count), "X-RateLimit-Reset": reset}


def waits(pace, count, endpoint=READ):
    """How long each of several requests waits for its turn."""
    return [pace.before(endpoint, 300) for _turn in range(count)]


def test_no_more_requests_are_sent_than_remain(together):
    together.heard(READ, remaining(3))
    assert waits(together, 4) == [0, 0, 0, 10]


def test_each_endpoint_has_its_own_count(together):
    together.heard(READ, remaining(1))
    together.heard(WRITE, remaining(2))
    assert waits(together, 2, WRITE) == [0, 0]
    assert waits(together, 2) == [0, 10]
    assert waits(together, 1, WRITE) == [0]


def test_answers_that_overtake_each_other_leave_no_more_than_remains(together):
    together.heard(READ, remaining(1))
    together.heard(READ, remaining(4, reset="1800000010.5"))
    assert waits(together, 2) == [0, 10.5]


@pytest.mark.parametrize(
    ("reset", "waited"),
    [
        pytest.param("1800000010.75", [0, 10.75], id="less than a second apart it is one window"),
        pytest.param("1800000009.25", [0, 9.25], id="whichever comes first"),
        pytest.param("1800000011", [0, 0], id="a second apart it is the next one"),
        pytest.param("1800000009", [0, 0], id="or the one before"),
    ],
)
def test_resets_tell_windows_apart(together, reset, waited):
    together.heard(READ, remaining(1))
    together.heard(READ, remaining(2, reset=reset))
    assert waits(together, 2) == waited


def test_a_later_answer_of_the_same_window_can_leave_less(together):
    together.heard(READ, remaining(4))
    together.heard(READ, remaining(1))
    assert waits(together, 2) == [0, 10]


def test_a_new_window_begins_with_its_own_count(together):
    together.heard(READ, remaining(0))
    together.heard(READ, remaining(2, reset="1800000070"))
    assert waits(together, 3) == [0, 0, 70]


def test_after_the_reset_requests_go_on_and_are_counted_again(together, time):
    together.heard(READ, remaining(0))
    assert waits(together, 5) == [10, 0, 0, 0, 0]
    # The end of the new window is not known yet, so nobody waits for it.
    together.heard(READ, remaining(1, reset="1800000020"))
    assert waits(together, 2) == [0, 10]
    assert time.slept == [10, 10]


def test_a_window_is_over_in_the_moment_of_its_reset_and_the_next_has_its_own_count(together, time):
    together.heard(READ, remaining(0))
    time.now += 10
    assert waits(together, 1) == [0]
    together.heard(READ, remaining(2, reset="1800000010.5"))
    assert waits(together, 3) == [0, 0, 0.5]


def test_a_window_beyond_the_allowance_is_not_waited_for(together, time):
    together.heard(READ, EXHAUSTED)
    assert together.before(READ, 9) == 0
    assert time.slept == []


def test_a_pause_of_all_is_waited_for_although_requests_remain(together, time):
    together.heard(READ, remaining(5))
    paused_by_another(together, time, 7)
    assert waits(together, 2) == [7, 0]


@pytest.mark.parametrize("kind", [Alone, Together])
def test_what_a_task_waited_is_added_up(time, kind):
    pace = kind(time.clock, time.sleep)
    pace.pause(7)
    pace.pause(5)
    assert pace.waits.total == 12


def test_workers_who_wait_together_count_once(together, time):
    paused_by_another(together, time, 7)
    together.before(READ, 300)
    time.now -= 4
    together.pause(6)
    assert together.waits.total == 9
