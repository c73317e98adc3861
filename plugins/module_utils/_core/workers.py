# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""How many requests may be under way at once: a fixed number. growth.py has one that grows."""

from __future__ import annotations


class Fixed:
    """Always the number that was asked for."""

    def __init__(self, number: int) -> None:
        self.now = number
        self.most = number

    def answered(self) -> None:
        """Ignore a response without a problem."""

    def failed(self) -> None:
        """Ignore a transient failure."""

    def refused(self) -> None:
        """Ignore a rate limit."""
