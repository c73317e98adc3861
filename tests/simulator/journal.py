# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""A record of every request, without its bearer token."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass
class Record:
    """One request as it arrived, and its outcome (a status of None: no response was sent)."""

    time: float
    account: str | None
    label: str | None
    method: str
    path: str
    raw_path: str
    query: dict[str, str]
    body: Any
    on_behalf_of: str | None
    headers: dict[str, str]
    in_flight: int
    status: int | None = None
    fault: str | None = None


@dataclass
class Journal:
    """The records in order of arrival."""

    records: list[Record] = field(default_factory=list)
    in_flight: dict[str | None, int] = field(default_factory=dict)

    def begin(self, record: Record) -> None:
        """Add a request, and count how many requests of its account are in progress, including this one."""
        self.in_flight[record.account] = self.in_flight.get(record.account, 0) + 1
        record.in_flight = self.in_flight[record.account]
        self.records.append(record)

    def end(self, record: Record) -> None:
        self.in_flight[record.account] -= 1

    def select(self, account: str | None, label: str | None) -> list[dict[str, Any]]:
        """Return the records of an account or a label; None means all."""
        return [
            dict(vars(record))
            for record in self.records
            if account in (None, record.account) and label in (None, record.label)
        ]

    def forget(self, account: str | None, label: str | None) -> None:
        """Delete the records of an account or a label; None means all."""
        self.records = [
            record
            for record in self.records
            if account not in (None, record.account) or label not in (None, record.label)
        ]
