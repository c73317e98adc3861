# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Records every request, for tests that clear the journal or recreate accounts while they run."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from unittest import mock

from simulator.journal import Journal, Record


@contextmanager
def overheard() -> Iterator[list[Record]]:
    """All requests that arrive at this process's simulators during the block."""
    records: list[Record] = []
    begin = Journal.begin

    def begun(journal: Journal, record: Record) -> None:
        records.append(record)
        begin(journal, record)

    with mock.patch.object(Journal, "begin", begun):
        yield records
