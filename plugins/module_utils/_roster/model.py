# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""A roster as data: the whole list checked, what must be read for each person, and who is removed. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from .._core.errors import (
    SendGridError,
    invalid,
    refused,
)
from .._core.growth import MOST
from .._http.connection import Connection, refuse_subuser
from .._teammate.access import Restricted
from .._teammate.model import OWNER, Teammate
from .._teammate.plan import name_differences
from .._teammate.wanted import Wanted, checked_email
from .entries import people_from

# What the listing leaves open about somebody.
NOTHING = "nothing"
RESTRICTION = "restriction"
EVERYTHING = "everything"

MOST_NAMES = 10


@dataclass(frozen=True)
class Roster:
    """What a task asks for: these people, and what may happen to others. ``protected`` is in lower case."""

    people: tuple[Wanted, ...]
    purge: bool
    protected: frozenset[str]
    max_removals: int
    manage_password_teammate: bool


def roster_from(params: Mapping[str, Any], connection: Connection) -> Roster:
    """The options of sendgrid_sso_roster, checked as a whole; raises ``invalid`` naming every wrong entry."""
    if params["manage_password_teammate"]:
        refuse_subuser(connection, "SSO settings, which manage_password_teammate needs, belong")
    check_limits(params)
    protected = frozenset(
        checked_email(address, f"protected[{index}]").lower() for index, address in enumerate(params["protected"] or ())
    )
    people = people_from(params["teammates"], protected, connection)
    if params["purge"] and not people:
        raise refused(
            "purge with an empty list of teammates would remove everybody.",
            hint="To remove single people, use sendgrid_sso_teammate with state: absent.",
        )
    return Roster(
        people=people,
        purge=params["purge"],
        protected=protected,
        max_removals=params["max_removals"],
        manage_password_teammate=params["manage_password_teammate"],
    )


def check_limits(params: Mapping[str, Any]) -> None:
    """Raise ``invalid`` for limits that make no sense."""
    if params["concurrency"] is not None and not 1 <= params["concurrency"] <= MOST:
        raise invalid(f"concurrency must be between 1 and {MOST}.", "concurrency")
    if params["max_removals"] < -1:
        raise invalid("max_removals must be a number of people, or -1 for no limit.", "max_removals")


def open_about(wanted: Wanted, listed: Teammate) -> str:
    """What else must be read to compare somebody with the task; the listing shows names and ``is_admin``."""
    if listed.has_password:
        return EVERYTHING
    if listed.is_admin:
        # An admin's access is known: either it was asked for, or it differs from anything else that was.
        return NOTHING
    if isinstance(wanted.access, Restricted):
        return RESTRICTION
    if wanted.access is not None or name_differences(wanted, listed):
        return EVERYTHING
    return NOTHING if wanted.asked.restricted is None else RESTRICTION


# All listed teammates, by address in lower case: several if addresses differ only by letter case.
Listed = Mapping[str, Sequence[Teammate]]


def by_address(teammates: Iterable[Teammate]) -> dict[str, list[Teammate]]:
    """Teammates by address in lower case."""
    listed: dict[str, list[Teammate]] = {}
    for teammate in teammates:
        listed.setdefault(teammate.email.lower(), []).append(teammate)
    return listed


def to_remove(roster: Roster, listed: Listed) -> list[Teammate]:
    """The SSO teammates who are not on the roster, except the owner, protected people, and twins."""
    return [
        twins[0]
        for twins in _not_listed(roster, listed)
        if len(twins) == 1 and twins[0].is_sso and twins[0].user_type != OWNER
    ]


def left_by_purge(roster: Roster, listed: Listed) -> list[str]:
    """Warnings about the addresses that a purge leaves, because several teammates have them."""
    return [
        "{} are one address, and several teammates: purge does not remove them.".format(
            " and ".join(sorted(teammate.email for teammate in twins))
        )
        for twins in _not_listed(roster, listed)
        if len(twins) > 1
    ]


def _not_listed(roster: Roster, listed: Listed) -> list[Sequence[Teammate]]:
    if not roster.purge:
        return []
    stay = roster.protected | {person.email.lower() for person in roster.people}
    return [twins for address, twins in sorted(listed.items()) if address not in stay]


@dataclass(frozen=True)
class Losses:
    """Who would lose access because of a roster, by address, and how."""

    removed: tuple[str, ...] = ()
    replaced: tuple[str, ...] = ()
    demoted: tuple[str, ...] = ()


def refuse_too_many(max_removals: int, losses: Losses) -> None:
    """Raise ``refused`` if more people would lose access than allowed, naming them; -1 allows any number.

    Somebody who is deleted and created again counts, and so does an admin who would be demoted.
    """
    parts = [
        f"{_people_counted(len(emails))} would be {what} ({named(emails)})"
        for emails, what in (
            (losses.removed, "removed"),
            (losses.replaced, "deleted and created again"),
            (losses.demoted, "demoted from admin"),
        )
        if emails
    ]
    if 0 <= max_removals < len(losses.removed) + len(losses.replaced) + len(losses.demoted):
        raise refused(
            "{}, and max_removals allows {}: nothing was changed.".format("; ".join(parts), max_removals),
            hint="Check the list. If these people should be removed, raise max_removals.",
        )


def named(emails: Sequence[str]) -> str:
    """The first of many addresses, as a message names them."""
    return ", ".join(emails[:MOST_NAMES]) + (", ..." if len(emails) > MOST_NAMES else "")


def _people_counted(number: int) -> str:
    return "{} {}".format(number, "person" if number == 1 else "people")


@dataclass(frozen=True)
class Line:
    """The result for one person. ``wrote``: they failed, but SendGrid's data has changed."""

    email: str
    action: str
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    error: SendGridError | None = None
    warnings: tuple[str, ...] = ()
    wrote: bool = False

    def as_result(self) -> dict[str, Any]:
        """The line as ``results`` shows it."""
        return {
            "email": self.email,
            "action": self.action,
            "before": self.before,
            "after": self.after,
            # Without the hint: the task's own failure has it, and it need not be repeated for each person.
            "failure": dict(self.error.failure(), msg=self.error.msg, hint=None) if self.error else None,
        }


ACTIONS = ("created", "updated", "removed", "unchanged", "failed")


def only_differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both sides of a diff without what they have in common."""
    return (
        {key: value for key, value in before.items() if key not in after or after[key] != value},
        {key: value for key, value in after.items() if key not in before or before[key] != value},
    )


def summary_of(lines: list[Line]) -> dict[str, list[str]]:
    """The addresses per action."""
    return {action: [line.email for line in lines if line.action == action] for action in ACTIONS}
