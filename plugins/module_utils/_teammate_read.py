# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Reading teammates: as few requests as can prove what they are."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any, Dict, Iterator, List, Optional, Tuple

from ansible_collections.community.sendgrid.plugins.module_utils._access import Grant
from ansible_collections.community.sendgrid.plugins.module_utils._answers import (
    a_list,
    an_object,
    flag,
    text,
    texts,
    whole_number,
)
from ansible_collections.community.sendgrid.plugins.module_utils._client import Client, Path, path, secret_path
from ansible_collections.community.sendgrid.plugins.module_utils._errors import unexpected_response
from ansible_collections.community.sendgrid.plugins.module_utils._scopes import Scopes
from ansible_collections.community.sendgrid.plugins.module_utils._teammate import (
    Teammate,
    grants_from,
    proven_unrestricted,
    same_email,
    teammate_from,
    without_restriction,
)

TEAMMATES = path("/v3/teammates")
SUBUSER_ACCESS = "/v3/teammates/{}/subuser_access"
PENDING = path("/v3/teammates/pending")
KEY_SCOPES = path("/v3/scopes")


def one(username: str) -> Path:
    """The path of one teammate."""
    return path("/v3/teammates/{}", username)


def find(client: Client, email: str) -> Optional[Teammate]:
    """The teammate with this address, or None where SendGrid proves that there is none.

    Asking for the address finds everybody whose username it is: all SSO teammates, if it is spelled as SendGrid
    spells it. Everybody else is found in the listing, by address and without case.
    """
    found = by_username(client, email)
    if found is not None and same_email(found.email, email):
        return found if found.is_sso is not None else _with_sso_from_listing(client, found)
    listed = _listed(client, email)
    if listed is None:
        return None
    detailed = by_username(client, listed.username)
    if detailed is None:
        return None
    return with_sso_of(detailed, listed)


def by_username(client: Client, username: str) -> Optional[Teammate]:
    """The teammate with this username, or None where there is none."""
    where = one(username)
    row = client.find(where, is_absent=lambda: all(listed.username != username for listed in listing(client)))
    if row is None:
        return None
    found = teammate_from(an_object(row, where.shown), where.shown)
    if not same_email(found.username, username) and not same_email(found.email, username):
        raise unexpected_response(
            "SendGrid answered {0} with another teammate.".format(where.shown), "GET", where.shown
        )
    return found


def listing(client: Client) -> Iterator[Teammate]:
    """All teammates, page by page, without their scopes."""
    for rows in client.pages(TEAMMATES, "result", "username"):
        for row in rows:
            yield teammate_from(row, TEAMMATES.shown)


def _listed(client: Client, email: str) -> Optional[Teammate]:
    return next((teammate for teammate in listing(client) if same_email(teammate.email, email)), None)


def _with_sso_from_listing(client: Client, found: Teammate) -> Teammate:
    """The answer about one person need not tell whether they use SSO (Twilio's API reference); the listing does."""
    listed = _listed(client, found.email)
    return with_sso_of(found, listed) if listed else found


def with_sso_of(found: Teammate, listed: Teammate) -> Teammate:
    """Whether somebody uses SSO, as the listing tells it, where the answer about them does not."""
    return found if found.is_sso is not None else replace(found, is_sso=listed.is_sso)


def with_restriction(client: Client, teammate: Teammate) -> Optional[Teammate]:
    """The teammate with their access to subusers known; None if they have gone meanwhile.

    Reads nothing where their root access proves that they are not restricted, or inside a subuser's account.
    """
    if client.connection.as_subuser or proven_unrestricted(teammate):
        return without_restriction(teammate)
    read = subuser_access(client, teammate.username)
    if read is None:
        return _gone(client, teammate)
    restricted, grants = read
    # Of somebody unrestricted SendGrid lists every subuser: that is no grant.
    return replace(teammate, restricted=restricted, grants=grants if restricted else ())


def _gone(client: Client, teammate: Teammate) -> None:
    """None if somebody is really gone: no 404 is documented for /subuser_access, so it proves nothing by itself."""
    if by_username(client, teammate.username) is not None:
        where = path(SUBUSER_ACCESS, teammate.username)
        raise unexpected_response(
            "SendGrid has {0}, and no {1}, so what they may do is unknown.".format(teammate.email, where.shown),
            "GET",
            where.shown,
        )


def subuser_access(client: Client, username: str) -> Optional[Tuple[bool, Tuple[Grant, ...]]]:
    """Whether somebody is restricted to subusers, and to which: all pages. None if there is no such person."""
    where = path(SUBUSER_ACCESS, username)
    grants: List[Grant] = []
    cursors: List[Any] = [None]
    restricted = False
    while True:
        params = {"limit": 500} if cursors[-1] is None else {"limit": 500, "after_subuser_id": cursors[-1]}
        # Whoever gets None asks for the person anew.
        answer = client.find(where, params, is_absent=lambda: True)
        if answer is None:
            return None
        page = an_object(answer, where.shown)
        flagged = flag(page, "has_restricted_subuser_access", where.shown)
        if flagged is None:
            raise unexpected_response(
                "SendGrid did not tell at {0} whether they are restricted.".format(where.shown), "GET", where.shown
            )
        restricted = restricted or flagged
        grants += grants_from(page.get("subuser_access") or [], where.shown)
        cursor = _next_cursor(page, where.shown)
        if cursor is None or not restricted:
            return restricted, tuple({grant.id: grant for grant in grants}.values())
        if cursor in cursors:
            raise unexpected_response("SendGrid's pages of {0} do not advance.".format(where.shown), "GET", where.shown)
        cursors.append(cursor)


def _next_cursor(page: Dict[str, Any], where: str) -> Optional[str]:
    """Where the next page begins; absent, null and 0 end the listing. SendGrid writes it as number or text."""
    metadata = page.get("_metadata") or {}
    params = an_object(metadata, where).get("next_params") or {}
    cursor = str(an_object(params, where).get("after_subuser_id") or "")
    return cursor if cursor not in ("", "0") else None


def key_scopes(client: Client) -> Scopes:
    """The scopes of the API key itself."""
    return texts(an_object(client.get(KEY_SCOPES), KEY_SCOPES.shown), "scopes", KEY_SCOPES.shown)


@dataclass(frozen=True)
class Invitation:
    """A pending invitation. Its token is in ``where`` alone, which shows it masked."""

    email: str
    is_admin: Optional[bool]
    scopes: Scopes
    expiration_date: Optional[int]
    where: Path

    def as_result(self) -> Dict[str, Any]:
        """The invitation as a result shows it: without its token."""
        return {
            "email": self.email,
            "is_admin": self.is_admin,
            "scopes": sorted(self.scopes),
            "expiration_date": self.expiration_date,
        }


def invitations(client: Client) -> List[Invitation]:
    """All pending invitations."""
    answer = an_object(client.get(PENDING), PENDING.shown)
    # Called ``result`` by Twilio's schema, ``results`` by its examples.
    return [_invitation(row) for row in a_list(answer.get("result", answer.get("results")), PENDING.shown)]


def _invitation(row: Dict[str, Any]) -> Invitation:
    # Called ``token`` by Twilio's schema, ``pending_id`` by its examples.
    token = row.get("token") or row.get("pending_id")
    if not isinstance(token, (str, int)):
        raise unexpected_response("SendGrid listed an invitation without its token.", "GET", PENDING.shown)
    return Invitation(
        email=text(row, "email", PENDING.shown) or "",
        is_admin=flag(row, "is_admin", PENDING.shown),
        scopes=texts(row, "scopes", PENDING.shown),
        expiration_date=whole_number(row, "expiration_date", PENDING.shown),
        where=secret_path("/v3/teammates/pending/{}", str(token)),
    )
