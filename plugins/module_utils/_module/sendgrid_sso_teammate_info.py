# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Who has access to an account, and which access."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .._core.gate import Gate
from .._core.outcome import Outcome
from .._core.parallel import in_parallel
from .._http.client import Client
from .._http.connection import Connection
from .._teammate import read
from .._teammate.invitations import invitations
from .._teammate.model import (
    OWNER,
    Teammate,
    same_email,
)
from .._teammate.scopes import Scopes, may_be_a_persona
from .._teammate.view import as_listed, as_result, as_roster_entry
from .._teammate.wanted import checked_email


@dataclass(frozen=True)
class Query:
    """Whom to return, and in how much detail."""

    email: str | None
    sso_only: bool
    details: bool
    pending: bool


def query_from(params: Mapping[str, Any], _connection: Connection) -> Query:
    """The options of sendgrid_sso_teammate_info, checked; raises ``invalid``."""
    email = None if params["email"] is None else checked_email(params["email"])
    return Query(email, params["sso_only"], params["details"], params["pending"])


def look_up(client: Client, query: Query, _gate: Gate) -> Outcome:
    """Read them. If nobody is found, the list is empty."""
    people = [person for person in _people(client, query) if not (query.sso_only and person.has_password)]
    people.sort(key=lambda person: person.email.lower())
    result: dict[str, Any] = {"teammates": [as_listed(person) for person in people], "roster": None}
    if query.details:
        result = _detailed(client, people)
    result["pending"] = _pending(client, query) if query.pending else None
    return Outcome(False, result)


def _people(client: Client, query: Query) -> list[Teammate]:
    if query.email is None:
        return list(read.listing(client))
    found = read.find(client, query.email)
    return [found] if found else []


def _detailed(client: Client, people: list[Teammate]) -> dict[str, Any]:
    known = in_parallel(lambda person: _known(client, person), people, client.workers)
    # Somebody who was removed since the listing is left out, without an error.
    people = [person for person in known if person is not None]
    key_scopes = _key_scopes(client, people)
    return {
        "teammates": [as_result(person, None, key_scopes) for person in people],
        "roster": [
            as_roster_entry(person, key_scopes)
            for person in people
            if not person.has_password and person.user_type != OWNER
        ],
    }


def _known(client: Client, person: Teammate) -> Teammate | None:
    """The person with scopes and subusers. Somebody who was found by address already has their scopes."""
    return read.with_restriction(client, person) if person.scopes else read.in_detail(client, person)


def _key_scopes(client: Client, people: list[Teammate]) -> Scopes | None:
    """The key's own scopes, read if they could show that somebody has a persona after all."""
    unclear = (person for person in people if not person.is_admin and not person.restricted)
    return read.key_scopes(client) if any(may_be_a_persona(person.scopes) for person in unclear) else None


def _pending(client: Client, query: Query) -> list[dict[str, Any]]:
    return [
        invitation.as_result()
        for invitation in invitations(client)
        if query.email is None or same_email(invitation.email, query.email)
    ]
