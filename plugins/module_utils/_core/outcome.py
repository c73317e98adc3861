# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The outcome of a run, without Ansible."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

MOST_WARNINGS = 20
LONGEST_WARNING = 1000


class Outcome(NamedTuple):
    """``result`` has the object under its key; ``before`` and ``after`` are the diff (None: the module only reads)."""

    changed: bool
    result: dict[str, Any]
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    warnings: Sequence[str] = ()

    @property
    def diff(self) -> tuple[dict[str, Any], dict[str, Any]]:
        """Both sides of the diff of a module that writes."""
        return self.before or {}, self.after or {}


def few(warnings: Sequence[str]) -> list[str]:
    """The first warnings, and how many are left out."""
    told = [warning[:LONGEST_WARNING] for warning in warnings[:MOST_WARNINGS]]
    left = len(warnings) - len(told)
    return told + ([f"{left} more warnings like these are left out."] if left else [])
