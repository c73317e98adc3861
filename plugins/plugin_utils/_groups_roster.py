# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""From the groups of a directory to the people of a roster. Pure functions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ..module_utils._core.wrong_values import shown
from . import _directory_people as shapes
from ._directory_answers import answers_in
from ._directory_pages import check_whole
from ._directory_people import Person, person_of
from ._directory_values import DirectoryError
from ._groups import Group, GroupsError, groups_from
from ._groups_merge import FAIL, merged, refuse_conflicts


@dataclass(frozen=True)
class Choices:
    """How to read the groups. ``protected`` are addresses in lower case."""

    conflict: str
    leaves_out_groups: bool
    protected: frozenset[str]
    require_names: bool


@dataclass(frozen=True)
class Found:
    """The result for all groups. ``sources`` names the groups whose access counts, by address in lower case."""

    teammates: list[dict[str, Any]]
    left_out: list[dict[str, Any]]
    conflicts: list[dict[str, Any]]
    sources: dict[str, list[str]]


@dataclass
class _Members:
    """A group's records by address in lower case; ``left_out`` are pairs of person and reason."""

    group: Group
    people: dict[str, list[Person]] = field(default_factory=dict)
    left_out: set[tuple[str, str]] = field(default_factory=set)


def roster_from(groups: Any, choices: Choices) -> Found:
    """The people of all groups, whom they leave out, and whose groups conflict; raises ``GroupsError``."""
    read = [_members(group, choices) for group in groups_from(groups)]
    _leave_out(read, choices)
    for members in read:
        _refuse_empty(members)
    left_out = [
        {"group": members.group.name, "who": who, "reason": reason}
        for members in read
        for who, reason in sorted(members.left_out, key=lambda one: (one[0].lower(), *one))
    ]
    found = _found(read, choices.conflict, left_out)
    if choices.conflict == FAIL:
        refuse_conflicts(found.conflicts)
    return found


def _members(group: Group, choices: Choices) -> _Members:
    members = _Members(group)
    try:
        answers = answers_in(group.people)
        check_whole(answers.pages)
        for record in answers.records:
            try:
                _add(members, person_of(record.data), choices)
            except DirectoryError as error:
                raise DirectoryError(f"{record.where} {error}") from None
    except DirectoryError as error:
        raise GroupsError(f"Group {shown(group.name)}: {error}.") from None
    return members


def _add(members: _Members, person: Person, choices: Choices) -> None:
    if person.is_group and not choices.leaves_out_groups:
        raise DirectoryError(
            f"({person.who}) is a group inside the group, and its own people may be missing: ask for those of all "
            "groups below it, or leave it out with nested=leave_out"
        )
    if not person.address:
        members.left_out.add((person.who, person.left_out))
        return
    members.people.setdefault(person.address.lower(), []).append(person)


def _leave_out(read: list[_Members], choices: Choices) -> None:
    """Move everybody who cannot be a teammate to those left out. Who is disabled in one response is disabled in all."""
    disabled = {
        key
        for members in read
        for key, records in members.people.items()
        if any(person.left_out == shapes.DISABLED for person in records)
    }
    named = _named(read) if choices.require_names else frozenset()
    for members in read:
        for key in list(members.people):
            reason = ""
            if key in disabled:
                reason = shapes.DISABLED
            elif choices.require_names and key not in named:
                reason = shapes.NO_NAME
            elif key in choices.protected:
                reason = shapes.PROTECTED
            if reason:
                members.left_out.add((_spelled(members.people.pop(key)), reason))


def _named(read: list[_Members]) -> frozenset[str]:
    """The people whose first and last names are known, each from any response."""
    first, last = set(), set()
    for members in read:
        for key, records in members.people.items():
            if any(one.first_name for one in records):
                first.add(key)
            if any(one.last_name for one in records):
                last.add(key)
    return frozenset(first & last)


def _refuse_empty(members: _Members) -> None:
    if members.people or members.group.may_be_empty:
        return
    reasons = Counter(reason for _who, reason in members.left_out)
    why = ", ".join(f"{count} {reason}" for reason, count in sorted(reasons.items()))
    raise GroupsError(
        f"Group {shown(members.group.name)} has nobody{f' but those who are left out ({why})' if why else ''}, and a "
        "purge would remove all who had their access by it: if that is right, give it may_be_empty: true."
    )


def _found(read: list[_Members], conflict: str, left_out: list[dict[str, Any]]) -> Found:
    places: dict[str, list[_Members]] = {}
    for members in read:
        for key in members.people:
            places.setdefault(key, []).append(members)
    found = Found([], left_out, [], {})
    for key in sorted(places):
        groups = [members.group for members in places[key]]
        access = merged(groups, conflict)
        records = [members.people[key] for members in places[key]]
        email = _spelled(records[0])
        found.teammates.append({"email": email, **_names(records), **_copied(access.options)})
        found.sources[key] = [group.name for group in groups if group.name not in access.passed_over]
        if access.passed_over:
            found.conflicts.append({"email": email, "group": access.group, "passed_over": list(access.passed_over)})
    return found


def _spelled(records: list[Person]) -> str:
    """One spelling of an address, the same no matter in which order the directory lists people."""
    return min(person.address for person in records)


def _names(records: list[list[Person]]) -> dict[str, str]:
    """Somebody's names: those of the first group, completed from further records."""
    names: dict[str, str] = {}
    for of_one_group in records:
        for person in sorted(of_one_group, key=_order):
            for key, value in (("first_name", person.first_name), ("last_name", person.last_name)):
                if value is not None:
                    names.setdefault(key, value)
    return names


def _order(person: Person) -> tuple[bool, str, bool, str]:
    """A sort key for records that does not depend on the directory's order, which may change each time."""
    return (not person.first_name, person.first_name or "", not person.last_name, person.last_name or "")


def _copied(options: Mapping[str, Any]) -> dict[str, Any]:
    """A copy of options: YAML would show a list that several people share as an alias."""
    return {key: _copy(value) for key, value in options.items()}


def _copy(value: Any) -> Any:
    if isinstance(value, list):
        return [_copy(one) for one in value]
    return dict(value) if isinstance(value, dict) else value
