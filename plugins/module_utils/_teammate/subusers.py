# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Subusers by id or name: which id a name has, and whether an id exists."""

from __future__ import annotations

from typing import Any

from .._core.errors import SendGridError, invalid, not_found
from .._http.client import Client
from .._http.fields import text, whole_number
from .._http.listing import read_rows
from .._http.paths import path
from .grants import Grant, Grants

SUBUSERS = path("/v3/subusers")

# id -> username
Names = dict[int, str]


def names_of(grants: Grants) -> Names:
    """The subusers that somebody's current access already names."""
    return {grant.id: grant.username for grant in grants if grant.id is not None and grant.username}


def resolved(grants: Grants, client: Client, known: Names) -> Grants:
    """The grants with ids and names, looked up if ``known`` lacks them; raises the same errors as ``named``."""
    return named(grants, known_with(client, grants, known))


def known_with(client: Client, grants: Grants, known: Names) -> Names:
    """``known`` with what is needed to name the grants: at most one listing of subusers for all of them."""
    if all(is_known(grant, known) for grant in grants):
        return known
    return _look_up(client, grants, known)


def named(grants: Grants, known: Names) -> Grants:
    """The grants with ids and names.

    Raises ``not_found`` for a subuser that does not exist, and ``invalid`` for one that is named twice.
    """
    complete = tuple(_complete(grant, known) for grant in grants)
    identities = [grant.id for grant in complete]
    for grant in complete:
        if identities.count(grant.id) > 1:
            raise invalid(f"subuser_access names subuser {grant.shown} twice, by id and by name.", "subuser_access")
    return complete


def is_known(grant: Grant, known: Names) -> bool:
    """Whether a grant can be completed without a request."""
    return grant.id in known or (grant.id is None and grant.username in known.values())


def _look_up(client: Client, grants: Grants, known: Names) -> Names:
    """List subusers until all are found. SendGrid's own filter by name matches prefixes, so it is not used."""
    found = dict(known)

    def are_enough(rows: list[dict[str, Any]]) -> bool:
        for row in rows:
            identity = whole_number(row, "id", SUBUSERS.shown)
            if identity is not None:
                found[identity] = text(row, "username", SUBUSERS.shown) or ""
        return all(is_known(grant, found) for grant in grants)

    read_rows(client, SUBUSERS, None, ["id"], are_enough)
    return found


def _complete(grant: Grant, known: Names) -> Grant:
    if grant.id is not None:
        if grant.id not in known:
            raise not_found(f"The account has no subuser with the id {grant.id}.", "subuser_access")
        return grant._replace(username=known[grant.id] or None)
    for identity, name in known.items():
        if name == grant.username:
            return grant._replace(id=identity)
    raise _unknown_name(grant.username or "", sorted(known.values()))


def _unknown_name(name: str, existing: list[str]) -> SendGridError:
    closest = _closest(name, existing)
    suggestion = f": did you mean {closest!r}?" if closest else "."
    return not_found(f"The account has no subuser named {name!r}{suggestion}", "subuser_access")


def _closest(name: str, existing: list[str]) -> str | None:
    # Imported here because only a mistake needs it.
    from difflib import get_close_matches

    by_lower = {other.lower(): other for other in existing}
    found = get_close_matches(name.lower(), list(by_lower), 1, 0.0)
    return by_lower[found[0]] if found else None
