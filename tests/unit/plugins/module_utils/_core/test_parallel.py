# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Work on several items at a time: results come in order, and the first failure stops it."""

from __future__ import annotations

import threading
import time

import pytest

from ansible_collections.community.sendgrid.plugins.module_utils._core.growth import Growing
from ansible_collections.community.sendgrid.plugins.module_utils._core.parallel import in_parallel
from ansible_collections.community.sendgrid.plugins.module_utils._core.workers import Fixed


@pytest.mark.parametrize("workers", [1, 3, 32])
def test_results_come_in_the_order_of_the_items(workers):
    assert in_parallel(lambda item: item * 2, range(50), Fixed(workers)) == [item * 2 for item in range(50)]


def test_nothing_to_do_is_nothing_done():
    assert in_parallel(lambda item: item, [], Fixed(4)) == []


def test_several_are_under_way_at_once():
    meeting = threading.Barrier(3, timeout=5)
    in_parallel(lambda item: meeting.wait(), range(3), Fixed(3))


def test_the_first_failure_is_raised_and_the_rest_is_left():
    begun = []

    def work(item):
        begun.append(item)
        if item == 0:
            raise LookupError(item)
        # Give the waiting caller a moment to notice the failure.
        time.sleep(0.01)

    with pytest.raises(LookupError):
        in_parallel(work, range(1000), Fixed(1))
    assert len(begun) < 1000


def test_more_are_under_way_as_the_measure_grows_and_never_more_than_it_says():
    workers, lock = Growing(), threading.Lock()
    under_way, seen = 0, []

    def work(item):
        nonlocal under_way
        with lock:
            under_way += 1
            seen.append((under_way, workers.now))
        time.sleep(0.001)
        workers.answered()
        with lock:
            under_way -= 1

    in_parallel(work, range(400), workers)
    assert all(there <= allowed for there, allowed in seen)
    assert max(there for there, _allowed in seen[:40]) <= 8
    assert max(there for there, _allowed in seen) > 16


def test_fewer_are_under_way_after_trouble():
    workers, lock = Growing(), threading.Lock()
    under_way, seen = 0, []

    def work(item):
        nonlocal under_way
        with lock:
            under_way += 1
            seen.append(under_way)
        time.sleep(0.001)
        with lock:
            (workers.failed if item == 300 else workers.answered)()
            under_way -= 1

    assert in_parallel(lambda item: work(item) or item, range(800), workers) == list(range(800))
    assert max(seen[:300]) > 16 >= max(seen[400:]) > 8


def test_after_a_failure_nobody_begins_anything():
    begun = []

    def work(item):
        begun.append(item)
        time.sleep(0.005)
        if item == 3:
            raise LookupError(item)
        time.sleep(0.02)

    with pytest.raises(LookupError):
        in_parallel(work, range(1000), Fixed(8))
    assert len(begun) <= 16
