# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""How many requests may be in progress at the same time."""

from __future__ import annotations

import threading
from functools import reduce

import pytest

from ansible_collections.community.sendgrid.plugins.module_utils._core.growth import (
    Growing,
    Measure,
    after_answer,
    after_failure,
    after_rate_limit,
    workers_for,
)
from ansible_collections.community.sendgrid.plugins.module_utils._core.workers import Fixed

STEPS = {".": after_answer, "!": after_failure, "~": after_rate_limit}


def after(answers: str) -> Measure:
    """The measure after responses without a problem (.), transient failures (!) and rate limits (~)."""
    return reduce(lambda now, one: STEPS[one](now), answers, Measure())


@pytest.mark.parametrize(
    ("answers", "now"),
    [
        pytest.param("", 8, id="the beginning"),
        pytest.param("." * 39, 8, id="a server that limits to 30 requests is met with the first measure"),
        pytest.param("." * 40, 32, id="then as many as allowed"),
        pytest.param("." * 10_000, 32, id="never more than 32"),
        pytest.param("!", 4, id="half at the first failure"),
        pytest.param("~", 4, id="half at the first rate limit"),
        pytest.param("!" * 8, 4, id="those under way had the same problem"),
        pytest.param("~!~!!~~~", 4, id="whichever it was"),
        pytest.param("!" + "." * 7 + "!", 2, id="a later failure is another one"),
        pytest.param("~" + "." * 7 + "~", 2, id="a later rate limit is another one"),
        pytest.param("!" * 1000, 1, id="never fewer than one for failures"),
        pytest.param("~" * 1000, 1, id="never fewer than one for rate limits"),
        pytest.param("." * 40 + "!", 16, id="half of many"),
        pytest.param("." * 40 + "!" + "." * 10_000, 16, id="and never again as many as failed"),
        pytest.param("." * 40 + "~", 8, id="a rate limit brings it back to the beginning"),
        pytest.param("." * 40 + "~" + "." * 63, 9, id="from where it grows by one"),
        pytest.param("." * 40 + "~" + "." * 10_000, 16, id="up to half of what met the limit"),
        pytest.param("." * 40 + "~" + "." * 40 + "~" + "." * 10_000, 8, id="a second rate limit leaves less"),
        pytest.param("." * 40 + "!" + "~" * 31, 8, id="a rate limit just after a failure"),
        pytest.param("." * 40 + "!" + "." * 31 + "~", 8, id="also if a failure came before"),
        pytest.param("!" + "." * 15, 4, id="after a failure"),
        pytest.param("!" + "." * 16, 5, id="it grows by one"),
        pytest.param("!" + "." * 10_000, 8, id="as far as it began"),
    ],
)
def test_the_measure(answers: str, now: int) -> None:
    assert after(answers).now == now


@pytest.mark.parametrize("number", [1, 8, 32])
def test_a_number_that_is_given_stays(number: int) -> None:
    workers = workers_for(number)
    assert isinstance(workers, Fixed)
    for _time in range(100):
        workers.answered()
    workers.failed()
    workers.refused()
    assert (workers.now, workers.most) == (number, number)


def test_without_a_number_it_grows_with_the_answers_of_all_threads() -> None:
    workers = workers_for(None)
    assert isinstance(workers, Growing)
    threads = [threading.Thread(target=lambda: [workers.answered() for _time in range(10)]) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (workers.now, workers.most) == (32, 32)
    workers.failed()
    assert workers.now == 16
    for _late in range(31):
        workers.answered()
    workers.refused()
    assert workers.now == 8
