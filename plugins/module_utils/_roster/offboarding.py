# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Who is removed, as data: the addresses checked, who has each, and what happened to them. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._core.addresses import address_of
from .._core.errors import SendGridError, invalid
from .._core.texts import Unusable
from .._http.connection import Connection, refuse_subuser
from .._teammate.invitations import Invitation
from .._teammate.model import OWNER, Teammate
from .model import (
    Line,
    Losses,
    check_limits,
    refuse_too_many,
)

ACTIONS = ("removed", "absent", "failed")


@dataclass(frozen=True)
class Offboarding:
    """What a task asks for. The addresses are spelled as they were given, each once, and sorted without case."""

    emails: tuple[str, ...]
    manage_password_teammate: bool
    max_removals: int


def offboarding_from(params: Mapping[str, Any], connection: Connection) -> Offboarding:
    """The options of sendgrid_sso_offboard, checked before any request; raises ``invalid`` naming every wrong entry."""
    if params["manage_password_teammate"]:
        refuse_subuser(connection, "Password teammates, whom manage_password_teammate removes, belong")
    check_limits(params)
    return Offboarding(
        emails=_addresses(params["emails"] or []),
        manage_password_teammate=params["manage_password_teammate"],
        max_removals=params["max_removals"],
    )


def _addresses(entries: list[Any]) -> tuple[str, ...]:
    by_lower: dict[str, str] = {}
    wrong = []
    for index, entry in enumerate(entries):
        try:
            address = address_of(entry)
        except Unusable as problem:
            wrong.append(f"[{index}] {problem}")
        else:
            by_lower.setdefault(address.lower(), address)
    if wrong:
        raise invalid(
            "{} of {} entries of emails cannot be used: {}.".format(len(wrong), len(entries), "; ".join(wrong)),
            "emails",
        )
    if not by_lower:
        raise invalid("emails names nobody: give the addresses of those who are to be removed.", "emails")
    return tuple(by_lower[key] for key in sorted(by_lower))


@dataclass(frozen=True)
class Leaver:
    """Everything that belongs to an address (in lower case); ``error`` is why it is unknown, or must stay."""

    email: str
    teammates: tuple[Teammate, ...] = ()
    invitations: tuple[Invitation, ...] = ()
    error: SendGridError | None = None

    @property
    def is_there(self) -> bool:
        """Whether there is anything to remove."""
        return bool(self.teammates or self.invitations)

    @property
    def signed_in(self) -> str | None:
        """How they sign in, most important way first; None if it could not be read."""
        if any(teammate.user_type == OWNER for teammate in self.teammates):
            return "owner"
        if any(teammate.has_password for teammate in self.teammates):
            return "password"
        if self.teammates:
            return "sso"
        return "never" if self.error is None else None


def refuse_more_than_allowed(request: Offboarding, leavers: list[Leaver]) -> None:
    """Raise ``refused`` if more people would be removed than allowed."""
    leaving = [leaver.email for leaver in leavers if leaver.is_there and leaver.error is None]
    refuse_too_many(request.max_removals, Losses(removed=tuple(leaving)))


@dataclass(frozen=True)
class Departure(Line):
    """The result for one person. ``before`` is what they had."""

    signed_in: str | None = None

    def as_result(self) -> dict[str, Any]:
        """The line as ``results`` shows it."""
        shown = super().as_result()
        return {
            "email": shown["email"],
            "action": shown["action"],
            "signed_in": self.signed_in,
            "had": self.before or {},
            "failure": shown["failure"],
        }


def summary_of(lines: list[Departure]) -> dict[str, list[str]]:
    """The addresses per action."""
    return {action: [line.email for line in lines if line.action == action] for action in ACTIONS}
