# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""What a run came to, before Ansible hears of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Dict, List, Optional, Sequence

MOST_WARNINGS = 20
LONGEST_WARNING = 1000


@dataclass(frozen=True)
class Outcome:
    """``result`` holds the object under its key; ``before`` and ``after`` are the diff (None: a run that reads)."""

    changed: bool
    result: Dict[str, Any]
    before: Optional[Dict[str, Any]] = None
    after: Optional[Dict[str, Any]] = None
    warnings: List[str] = field(default_factory=list)


def few(warnings: Sequence[str]) -> List[str]:
    """The first warnings, and how many more there are."""
    told = [warning[:LONGEST_WARNING] for warning in warnings[:MOST_WARNINGS]]
    left = len(warnings) - len(told)
    return told + (["{0} more warnings like these are left out.".format(left)] if left else [])
