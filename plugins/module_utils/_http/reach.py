# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Whether SendGrid can be reached at all, as all workers together find out."""

from __future__ import annotations

import threading


class Reach:
    """What the requests of one task show about the server.

    Each request is retried on its own. Once as many in a row as there are workers have given up without a response, the
    server counts as gone for all of them: a thousand more people would wait in vain. One response, and it is back.
    """

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._given_up = 0
        self._reason = ""
        self._lock = threading.Lock()

    @property
    def gone(self) -> str:
        """Why the server counts as gone; empty while it does not. A single worker never gives up on the server."""
        with self._lock:
            return self._reason if 1 < self._workers <= self._given_up else ""

    def answered(self) -> None:
        """Record that a request had a response, whether success or error."""
        with self._lock:
            self._given_up = 0

    def gave_up(self, reason: str) -> None:
        """Record that a request got no response in all its tries."""
        with self._lock:
            self._given_up += 1
            self._reason = reason
