# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Access to single subusers, as data: how it is sent and shown, and which part of it counts. Pure functions."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, NamedTuple

from .scopes import ADDED_TO_ENTRIES, NO_SCOPES, Scopes, assigned, resendable


class Grant(NamedTuple):
    """Access to one subuser. ``id`` is None until the name that a task gives is looked up."""

    id: int | None
    username: str | None
    permission_type: str
    scopes: Scopes = NO_SCOPES

    @property
    def shown(self) -> str:
        """The subuser as a message names it."""
        return str(self.username or self.id)

    def entry(self) -> dict[str, Any]:
        """The grant as an option. It names the subuser if it can, because ids differ between accounts."""
        named: dict[str, Any] = {"username": self.username} if self.username else {"id": self.id}
        return {**named, "permission_type": self.permission_type, **self.body_scopes()}

    def body_scopes(self) -> dict[str, Any]:
        """The ``scopes`` of a restricted grant. An admin grant is sent without them."""
        return {"scopes": sorted(self.scopes)} if self.permission_type == "restricted" else {}


Grants = tuple[Grant, ...]


def by_id(grants: Grants) -> Grants:
    """The grants in the order of their subusers' ids."""
    return tuple(sorted(grants, key=lambda grant: grant.id or 0))


def grants_body(grants: Grants) -> list[dict[str, Any]]:
    """The grants by subuser id, as they are sent and as a diff shows them."""
    return [
        {"id": grant.id, "permission_type": grant.permission_type, **grant.body_scopes()} for grant in by_id(grants)
    ]


def counted_grants(grants: Grants, asked: Mapping[int | None, Scopes], ignored: tuple[str, ...]) -> Grants:
    """The grants with only the scopes that count or, if none would be left, all that can be assigned."""
    counted = []
    for grant in by_id(grants):
        scopes = assigned(grant.scopes, asked.get(grant.id, NO_SCOPES), ignored, ADDED_TO_ENTRIES)
        counted.append(grant._replace(scopes=scopes or resendable(grant.scopes, ignored)))
    return tuple(counted)


def resent_grants(grants: Grants, ignored: tuple[str, ...]) -> Grants:
    """The grants as they can be sent again. An entry needs a scope, so if all are ignored, they stay."""
    return tuple(
        grant._replace(scopes=resendable(grant.scopes, ignored) or resendable(grant.scopes, ())) for grant in grants
    )
