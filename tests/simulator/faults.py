# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Rules that make selected requests fail, and how often each has fired."""

from __future__ import annotations

import itertools
import re
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import Any

KINDS = (
    "status",
    "status_after",
    "drop_before",
    "drop_after",
    "truncate",
    "malformed",
    "body",
    "delay",
    "delay_after",
    "edit",
)
_NEEDS = {
    "status": "status",
    "status_after": "status",
    "body": "body",
    "delay": "delay",
    "delay_after": "delay",
    "edit": "body",
}
_LOOKS_LIKE_REGEX = re.compile(r"\.\*|\.\+|[\\$(|]")


@dataclass
class Fault:
    """One rule. It skips the first `after` matches and fires for the next `times` (None: forever)."""

    id: int
    kind: str
    method: str | None = None
    path: str | None = None
    account: str | None = None
    label: str | None = None
    times: int | None = 1
    after: int = 0
    status: int | None = None
    body: Any = None
    headers: dict[str, str] = field(default_factory=dict)
    delay: float = 0.0
    matched: int = 0
    fired: int = 0

    def fits(self, method: str, path: str, account: str | None, label: str | None) -> bool:
        return (
            (self.method is None or self.method.upper() == method)
            and path_matches(self.path, path)
            and self.account in (None, account)
            and self.label in (None, label)
        )


def path_matches(pattern: str | None, path: str) -> bool:
    """Match a decoded path against a shell pattern, or against a regular expression if it begins with `^`."""
    if pattern is None:
        return True
    if pattern.startswith("^"):
        return re.search(pattern, path) is not None
    return fnmatchcase(path, pattern)


def check_path_pattern(pattern: str | None) -> None:
    """Refuse a regular expression that would silently be used as a shell pattern and never match."""
    if pattern is None:
        return
    if pattern.startswith("^"):
        re.compile(pattern)
    elif _LOOKS_LIKE_REGEX.search(pattern):
        raise ValueError(f"begin a regular expression with ^: {pattern!r} would be a shell pattern")


class Faults:
    """The rules in the order in which they were added: the first one that matches and is not used up fires."""

    def __init__(self) -> None:
        self._rules: list[Fault] = []
        self._ids = itertools.count(1)

    def add(self, kind: str | None = None, **fields: Any) -> Fault:
        """Add a rule; the kind is `status` if only a status is given, and `delay` if only a delay is."""
        kind = kind or ("status" if fields.get("status") is not None else "delay")
        if kind not in KINDS:
            raise ValueError(f"kind must be one of {', '.join(KINDS)}")
        needed = _NEEDS.get(kind)
        if needed and fields.get(needed) is None:
            raise ValueError(f"a fault of kind {kind} needs {needed}")
        check_path_pattern(fields.get("path"))
        rule = Fault(id=next(self._ids), kind=kind, **fields)
        self._rules.append(rule)
        return rule

    def all(self) -> list[Fault]:
        return list(self._rules)

    def clear(self, account: str | None = None) -> None:
        """Remove all rules, or those of one account."""
        self._rules = [rule for rule in self._rules if account not in (None, rule.account)]

    def pick(self, method: str, path: str, account: str | None, label: str | None) -> Fault | None:
        """Return the rule that fires for this request, and count the match."""
        for rule in self._rules:
            if rule.times is not None and rule.fired >= rule.times:
                continue
            if not rule.fits(method, path, account, label):
                continue
            rule.matched += 1
            if rule.matched > rule.after:
                rule.fired += 1
                return rule
        return None
