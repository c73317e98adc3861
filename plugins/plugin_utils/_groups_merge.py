# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The access of a person who is in several groups. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from ._directory_values import some
from ._groups import Group, GroupsError

FIRST = "first"
FAIL = "fail"
MERGE = "merge"
WAYS = (FIRST, FAIL, MERGE)


@dataclass(frozen=True)
class Merged:
    """The access that counts, the group that gives it, and the groups whose different access does not count."""

    options: Mapping[str, Any]
    group: str
    passed_over: tuple[str, ...]


def merged(groups: list[Group], conflict: str) -> Merged:
    """The access of somebody who is in these groups, of which the first takes precedence."""
    first = groups[0]
    others = [group for group in groups[1:] if group.access.judged != first.access.judged]
    if not others:
        return Merged(first.access.options, first.name, ())
    passed_over = others
    options = first.access.options
    if conflict == MERGE and first.access.is_scopes:
        united = [first] + [group for group in others if group.access.is_scopes]
        passed_over = [group for group in others if not group.access.is_scopes]
        options = {**options, **_united(united, "scopes"), **_united(united, "ignore_scopes")}
    return Merged(options, first.name, tuple(group.name for group in passed_over))


def _united(groups: Iterable[Group], key: str) -> dict[str, list[str]]:
    words = {word for group in groups for word in group.access.options.get(key, ())}
    return {key: sorted(words)} if words else {}


def refuse_conflicts(conflicts: Iterable[Mapping[str, Any]]) -> None:
    """Raise ``GroupsError`` that names everybody whose groups give different access."""
    people = [f"{one['email']} ({', '.join([one['group'], *one['passed_over']])})" for one in conflicts]
    if people:
        count = "1 person is" if len(people) == 1 else f"{len(people)} people are"
        raise GroupsError(
            f"{count} in groups with different access: {some(people)}. Leave each in one of them, or set conflict to "
            "first or merge."
        )
