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
    after_trouble,
    workers_for,
)
from ansible_collections.community.sendgrid.plugins.module_utils._core.workers import Fixed


def after(answers: str) -> Measure:
    """The measure after responses without trouble (.) and with trouble (!)."""
    return reduce(lambda now, one: after_trouble(now) if one == "!" else after_answer(now), answers, Measure())


@pytest.mark.parametrize(
    ("answers", "now"),
    [
        pytest.param("", 8, id="the beginning"),
        pytest.param("." * 39, 8, id="a server that limits to 30 requests is met with the first measure"),
        pytest.param("." * 40, 16, id="then twice as many"),
        pytest.param("." * 55, 16, id="a round later"),
        pytest.param("." * 56, 32, id="twice as many again"),
        pytest.param("." * 10_000, 32, id="never more than 32"),
        pytest.param("!", 4, id="half at the first trouble"),
        pytest.param("!" * 8, 4, id="those under way had the same trouble"),
        pytest.param("!" + "." * 7 + "!", 2, id="later trouble is trouble again"),
        pytest.param("!" * 1000, 1, id="never fewer than one"),
        pytest.param("." * 56 + "!", 16, id="half of many"),
        pytest.param("." * 56 + "!" + "." * 10_000, 16, id="and never again as many as brought trouble"),
        pytest.param("!" + "." * 15, 4, id="after trouble"),
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
    workers.troubled()
    assert (workers.now, workers.most) == (number, number)


def test_without_a_number_it_grows_with_the_answers_of_all_threads() -> None:
    workers = workers_for(None)
    assert isinstance(workers, Growing)
    threads = [threading.Thread(target=lambda: [workers.answered() for _time in range(14)]) for _number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (workers.now, workers.most) == (32, 32)
    workers.troubled()
    assert workers.now == 16
