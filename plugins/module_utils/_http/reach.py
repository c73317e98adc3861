# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Whether SendGrid can be reached at all, as many workers together find out."""

from __future__ import annotations

import threading


class Reach:
    """What the requests of one task say about the server.

    Each request tries again by itself. Once as many in a row as there are workers have given up without an answer, the
    server is gone for all of them: a thousand people more would wait for nothing. One answer, and it is back.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._given_up = 0
        self._reason = ""
        self._lock = threading.Lock()

    @property
    def gone(self) -> str:
        """Why the server is taken for gone; empty while it is not. A single worker asks on."""
        with self._lock:
            return self._reason if 1 < self._workers <= self._given_up else ""

    def answered(self) -> None:
        """A request had an answer, of whatever kind."""
        with self._lock:
            self._given_up = 0

    def gave_up(self, reason: str) -> None:
        """A request got no answer in all its tries."""
        with self._lock:
            self._given_up += 1
            self._reason = reason
