# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Access as data: one of four forms, how it is sent, and which part of it counts. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from .scopes import (
    ADDED_TO_ENTRIES,
    NO_SCOPES,
    Scopes,
    assigned,
    resendable,
)

ADMIN = "admin"
PERSONA = "persona"
SCOPES = "scopes"
RESTRICTED = "restricted"

FORMS = "is_admin: true, persona, scopes or subuser_access"


@dataclass(frozen=True)
class Grant:
    """Access to one subuser. ``id`` is None until a wanted grant's name was looked up."""

    id: int | None
    username: str | None
    permission_type: str
    scopes: Scopes = NO_SCOPES

    @property
    def shown(self) -> str:
        """The subuser as a message names it."""
        return str(self.username or self.id)


@dataclass(frozen=True)
class Access:
    """One form of access, complete. ``scopes`` are for the form scopes, ``grants`` for restricted."""

    form: str
    persona: str | None = None
    scopes: Scopes = NO_SCOPES
    grants: tuple[Grant, ...] = ()


def access_body(access: Access) -> dict[str, Any]:
    """One form of access as SendGrid takes it."""
    body: dict[str, Any] = {
        "is_admin": access.form == ADMIN,
        "has_restricted_subuser_access": access.form == RESTRICTED,
    }
    if access.form == PERSONA:
        body["persona"] = access.persona
    elif access.form == RESTRICTED and access.grants:
        body["subuser_access"] = grants_view(access.grants)
    elif access.form == SCOPES and access.scopes:
        # Never an empty list: SendGrid refuses it. Somebody with nothing but SendGrid's own additions keeps those.
        body["scopes"] = sorted(access.scopes)
    return body


def grants_view(grants: tuple[Grant, ...]) -> list[dict[str, Any]]:
    """Grants by subuser id: how they are sent, and how a diff shows them."""
    return [
        dict({"id": grant.id, "permission_type": grant.permission_type}, **_entry_scopes(grant))
        for grant in by_id(grants)
    ]


def _entry_scopes(grant: Grant) -> dict[str, Any]:
    return {"scopes": sorted(grant.scopes)} if grant.permission_type == "restricted" else {}


def by_id(grants: tuple[Grant, ...]) -> tuple[Grant, ...]:
    return tuple(sorted(grants, key=lambda grant: grant.id or 0))


def counted_grants(
    grants: tuple[Grant, ...], asked: Mapping[int | None, Scopes], ignored: tuple[str, ...]
) -> tuple[Grant, ...]:
    """Grants with only those scopes that count; where none would be left, all that could be assigned."""
    counted = []
    for grant in grants:
        scopes = assigned(grant.scopes, asked.get(grant.id, NO_SCOPES), ignored, ADDED_TO_ENTRIES)
        counted.append(replace(grant, scopes=scopes or resendable(grant.scopes, ignored)))
    return tuple(counted)
