# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""One simulator for all tests of trust in a process, and the sizes that they print at the end."""

from __future__ import annotations

import itertools
from collections import Counter
from collections.abc import Callable, Iterator

import pytest

from trust.world import Simulator

COUNTED = "counted: "
_numbers = itertools.count(1)


@pytest.fixture(scope="session")
def simulator() -> Iterator[Simulator]:
    with Simulator() as running:
        yield running


@pytest.fixture(scope="session")
def fresh_name() -> Callable[[], str]:
    """Names for accounts that nobody else uses."""
    return lambda: f"trust{next(_numbers)}"


@pytest.fixture
def count(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Say how many cases a test has tried; the sums are printed when all tests have run."""
    return lambda what, number: record_property(COUNTED + what, number)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what was tried how often, whichever process it was tried in."""
    sums: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, number in getattr(report, "user_properties", ()):
                if getattr(report, "when", "") == "call" and name.startswith(COUNTED):
                    sums[name.removeprefix(COUNTED)] += number
    for what, number in sorted(sums.items()):
        terminalreporter.write_line(f"Tried: {number:,} {what}")
