# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Makes the repository importable as `ansible_collections.community.sendgrid`, wherever the clone is.

At the end it prints which files took longest, how many cases were tried, and what was skipped and why.
"""

from __future__ import annotations

import contextlib
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parent.parent
IMPORT_ROOT = ROOT / ".cache" / "import"
COUNTED = "counted: "
SLOWEST = 10
SLOW_SECONDS = 10


def link_collection() -> None:
    """Link the repository in a folder where Python looks for the collection."""
    link = IMPORT_ROOT / "ansible_collections" / "community" / "sendgrid"
    link.parent.mkdir(parents=True, exist_ok=True)
    if link.is_symlink() and link.resolve() != ROOT:  # the clone was moved
        link.unlink(missing_ok=True)
    with contextlib.suppress(FileExistsError):  # another test process was faster
        link.symlink_to(ROOT, target_is_directory=True)
    sys.path.insert(0, str(IMPORT_ROOT))


link_collection()


@pytest.fixture
def tried(record_property: Callable[[str, object], None]) -> Callable[[str, int], None]:
    """Record how many cases a test has tried; the sums are printed at the end."""
    return lambda what, number: record_property(COUNTED + what, number)


def longest(stats: Mapping[str, Iterable[Any]]) -> list[str]:
    """A line for each of the slowest files, if they took long enough to matter."""
    seconds: Counter[str] = Counter()
    for reports in stats.values():
        for report in reports:
            if isinstance(report, pytest.TestReport):
                seconds[report.nodeid.partition("::")[0]] += report.duration
    return [f"Took {spent:.0f} s: {name}" for name, spent in seconds.most_common(SLOWEST) if spent >= SLOW_SECONDS]


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print what took longest, how many cases were tried, and what was skipped and why, for all processes."""
    for line in longest(terminalreporter.stats):
        terminalreporter.write_line(line)
    sums: Counter[str] = Counter()
    for reports in terminalreporter.stats.values():
        for report in reports:
            for name, number in getattr(report, "user_properties", ()):
                if getattr(report, "when", "") == "teardown" and name.startswith(COUNTED):
                    sums[name.removeprefix(COUNTED)] += number
    for what, number in sorted(sums.items()):
        terminalreporter.write_line(f"Tried: {number:,} {what}")
    skipped = Counter(str(report.longrepr[2]) for report in terminalreporter.stats.get("skipped", []))
    for reason, number in sorted(skipped.items()):
        terminalreporter.write_line(f"Not tried: {number:,} tests. {reason.removeprefix('Skipped: ')}")
