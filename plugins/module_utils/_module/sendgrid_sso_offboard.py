# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Removes people: reads the account once, records what each person has, then removes them, several at a time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from .._core.errors import SendGridError
from .._core.gate import Gate
from .._core.outcome import Outcome
from .._core.parallel import in_parallel
from .._http.client import Client
from .._roster.failures import failure_of
from .._roster.model import Listed, by_address
from .._roster.offboarding import (
    Departure,
    Leaver,
    Offboarding,
    refuse_more_than_allowed,
    summary_of,
)
from .._teammate import read
from .._teammate.invitations import Invitation, invitations
from .._teammate.model import (
    Teammate,
    without_restriction,
)
from .._teammate.removal import Removal
from .._teammate.rules import refuse_untouchable

Invited = Mapping[str, list[Invitation]]


def ensure(client: Client, request: Offboarding, gate: Gate) -> Outcome:
    """Remove everybody, or predict in check mode who would be removed; raises one failure for all."""
    listed = by_address(read.listing(client))
    invited = _invited(client)
    leavers = in_parallel(lambda email: _leaver(client, email, listed, invited), request.emails, client.workers)
    leavers = [_touchable(leaver, request) for leaver in leavers]
    refuse_more_than_allowed(request, leavers)
    leavers = in_parallel(lambda leaver: _read(client, leaver), leavers, client.workers)
    lines = [_line(leaver) for leaver in leavers]
    if _lets_write(gate, lines):
        lines = in_parallel(lambda leaver: _carried_out(client.apart(), leaver), leavers, client.workers)
    return _outcome(client, lines)


def _invited(client: Client) -> Invited:
    """All pending invitations by address in lower case."""
    invited: dict[str, list[Invitation]] = {}
    for invitation in invitations(client):
        invited.setdefault(invitation.email.lower(), []).append(invitation)
    return invited


def _leaver(client: Client, email: str, listed: Listed, invited: Invited) -> Leaver:
    key = email.lower()
    leaver = Leaver(key, tuple(listed.get(key, ())), tuple(invited.get(key, ())))
    if leaver.teammates:
        return leaver
    try:
        # The listing can miss somebody while others come and go.
        missed = read.by_address(client, email)
    except SendGridError as error:
        return replace(leaver, error=error)
    return replace(leaver, teammates=(missed,)) if missed else leaver


def _touchable(leaver: Leaver, request: Offboarding) -> Leaver:
    """Add the reason why they must stay: they are the owner, or have a password and that is not allowed."""
    try:
        for teammate in leaver.teammates:
            refuse_untouchable(teammate, False, request.manage_password_teammate)
    except SendGridError as error:
        return replace(leaver, error=error)
    return leaver


def _read(client: Client, leaver: Leaver) -> Leaver:
    """Add all that they have, or the reason why it is unknown.

    A teammate who was removed since the listing is left out.
    """
    if leaver.error is not None:
        return leaver
    try:
        known = [_known(client, teammate) for teammate in leaver.teammates]
    except SendGridError as error:
        return replace(leaver, error=error)
    return replace(leaver, teammates=tuple(teammate for teammate in known if teammate is not None))


def _known(client: Client, teammate: Teammate) -> Teammate | None:
    """A teammate with all that they have. For admins the listing proves it."""
    if teammate.is_admin:
        return without_restriction(teammate)
    return read.with_restriction(client, teammate) if teammate.scopes else read.in_detail(client, teammate)


def _lets_write(gate: Gate, lines: list[Departure]) -> bool:
    removed = _removed(lines)
    return bool(removed) and gate.lets_write("offboarding", (removed, {}))


def _removed(lines: list[Departure]) -> dict[str, Any]:
    return {line.email: line.before for line in lines if line.action == "removed"}


def _line(leaver: Leaver) -> Departure:
    """What would happen to somebody, if SendGrid does what is requested."""
    if leaver.error is not None:
        return Departure(leaver.email, "failed", error=leaver.error, signed_in=leaver.signed_in)
    try:
        had = _removal(leaver).shown() or None
    except SendGridError as error:
        return Departure(leaver.email, "failed", error=error, signed_in=leaver.signed_in)
    if had is None:
        return Departure(leaver.email, "absent", signed_in=leaver.signed_in)
    return Departure(leaver.email, "removed", had, {}, signed_in=leaver.signed_in)


def _removal(leaver: Leaver) -> Removal:
    return Removal(leaver.teammates, tuple(invitation.where() for invitation in leaver.invitations))


def _carried_out(client: Client, leaver: Leaver) -> Departure:
    """Remove somebody and return what happened. ``client`` has this person's own journal."""
    foreseen = _line(leaver)
    if foreseen.action == "removed":
        try:
            _removal(leaver).carry_out(client)
        except SendGridError as error:
            return replace(foreseen, action="failed", error=error, wrote=client.journal.changed)
    return foreseen


def _outcome(client: Client, lines: list[Departure]) -> Outcome:
    """The whole result, raised as one failure if somebody failed."""
    result = {"results": [line.as_result() for line in lines], "summary": summary_of(lines)}
    removed = _removed(lines)
    error = failure_of(lines)
    if error is not None:
        client.journal.read_anew(bool(removed) or any(line.wrote for line in lines), result)
        raise error
    return Outcome(bool(removed), result, removed, {})
