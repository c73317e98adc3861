# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""One simulator per process for all tests in this folder."""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator

import pytest

from trust.judging import Baseline, Trial, baseline_of
from trust.scenarios import SCENARIOS
from trust.world import Simulator

_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


@pytest.fixture(scope="session")
def fresh_name() -> Callable[[], str]:
    """Account names that no other test uses."""
    return lambda: f"trust{next(_numbers)}"


@pytest.fixture(scope="session")
def baseline(simulator: Simulator, fresh_name: Callable[[], str]) -> Callable[[str], Baseline]:
    """The outcome of a scenario without any fault, by its name."""

    @functools.cache
    def made(scenario: str) -> Baseline:
        return baseline_of(Trial(simulator, fresh_name(), SCENARIOS[scenario]))

    return made
