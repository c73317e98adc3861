# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Reads teammates, with as few requests as can prove what they are."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Any

from .._core.errors import SendGridError, unexpected_response
from .._http.client import Client
from .._http.fields import (
    an_object,
    flag,
    rows_of,
    text,
    texts,
    whole_number,
)
from .._http.paths import Path, path, secret_path
from .grants import Grant, Grants
from .model import (
    Teammate,
    grants_from,
    proven_unrestricted,
    same_email,
    teammate_from,
    without_restriction,
)
from .rules import refuse_several
from .scopes import Scopes

TEAMMATES = path("/v3/teammates")
PENDING = path("/v3/teammates/pending")
KEY_SCOPES = path("/v3/scopes")


def one(username: str) -> Path:
    """The path of one teammate."""
    return path("/v3/teammates/{}", username)


def find(client: Client, email: str) -> Teammate | None:
    """The teammate with this address, or None if SendGrid proves that there is none.

    A request by address finds everybody whose username is the address: all SSO teammates, if it is spelled as SendGrid
    spells it. Everybody else is found in the listing, by address and without regard to case. Raises ``conflict`` if the
    listing shows several. Somebody found by address alone may have twins: see ``refuse_twins``.
    """
    found = by_address(client, email)
    if found is not None:
        return found
    listed = [teammate for teammate in listing(client) if same_email(teammate.email, email)]
    refuse_several(listed)
    if not listed:
        return None
    detailed = by_username(client, listed[0].username)
    return with_sso_of(detailed, listed[0]) if detailed else None


def by_address(client: Client, email: str) -> Teammate | None:
    """The teammate whose username is this address, or None if nobody has it, or only in another spelling."""
    found = by_username(client, email)
    if found is None or not same_email(found.email, email):
        return None
    return found if found.is_sso is not None else _with_sso_from_listing(client, found)


def all_with(client: Client, email: str) -> list[Teammate]:
    """Everybody with this address, including twins, with complete details.

    The listing can miss a person while others come and go, so somebody it lacks is requested by address.
    """
    listed = [teammate for teammate in listing(client) if same_email(teammate.email, email)]
    if listed:
        known = [in_detail(client, teammate) for teammate in listed]
        return [teammate for teammate in known if teammate is not None]
    missed = by_address(client, email)
    known_missed = with_restriction(client, missed) if missed else None
    return [known_missed] if known_missed else []


def refuse_twins(client: Client, email: str) -> None:
    """Raise ``conflict`` if several teammates have this address, in spellings that differ only by letter case."""
    refuse_several([teammate for teammate in listing(client) if same_email(teammate.email, email)])


def by_username(client: Client, username: str) -> Teammate | None:
    """The teammate with this username, or None if there is none."""
    where = one(username)
    row = client.find(where, is_absent=lambda: all(listed.username != username for listed in listing(client)))
    if row is None:
        return None
    found = teammate_from(an_object(row, where.shown), where.shown)
    if not same_email(found.username, username) and not same_email(found.email, username):
        raise unexpected_response(f"SendGrid answered {where.shown} with another teammate.", "GET", where.shown)
    return found


def listing(client: Client) -> list[Teammate]:
    """All teammates, without their scopes."""
    return [teammate_from(row, TEAMMATES.shown) for row in client.rows(TEAMMATES, "result", ["username", "email"])]


def _with_sso_from_listing(client: Client, found: Teammate) -> Teammate:
    """Add whether they use SSO from the listing: the response about one person may omit it (Twilio's API reference)."""
    listed = [teammate for teammate in listing(client) if same_email(teammate.email, found.email)]
    refuse_several(listed)
    return with_sso_of(found, listed[0]) if listed else found


def with_sso_of(found: Teammate, listed: Teammate) -> Teammate:
    """Add whether they use SSO from the listing if the response about them omits it."""
    return found if found.is_sso is not None else replace(found, is_sso=listed.is_sso)


def in_detail(client: Client, listed: Teammate) -> Teammate | None:
    """A teammate from the listing with complete details; None if they were removed meanwhile."""
    found = by_username(client, listed.username)
    return with_restriction(client, with_sso_of(found, listed)) if found else None


def with_restriction(client: Client, teammate: Teammate) -> Teammate | None:
    """The teammate with their access to subusers; None if they were removed meanwhile.

    Sends no request if their root access proves that they are not restricted, or inside a subuser's account.
    """
    if client.connection.as_subuser or proven_unrestricted(teammate):
        return without_restriction(teammate)
    try:
        restricted, grants = subuser_access(client, teammate.username)
    except SendGridError as error:
        # No 404 is documented for this path, so it alone proves nothing.
        if error.status != 404:
            raise
        if by_username(client, teammate.username) is None:
            return None
        raise unexpected_response(
            f"SendGrid has {teammate.email}, but does not say what they may do.", "GET", error.path
        ) from None
    # For somebody unrestricted, SendGrid lists every subuser. Those are not grants.
    return replace(teammate, restricted=restricted, grants=grants if restricted else ())


def subuser_access(client: Client, username: str) -> tuple[bool, Grants]:
    """Whether somebody is restricted to subusers, and to which ones, from all pages."""
    where = path("/v3/teammates/{}/subuser_access", username)
    grants: list[Grant] = []
    cursors: list[Any] = [None]
    restricted = False
    while True:
        params = {"limit": 500} if cursors[-1] is None else {"limit": 500, "after_subuser_id": cursors[-1]}
        page = an_object(client.get(where, params), where.shown)
        flagged = flag(page, "has_restricted_subuser_access", where.shown)
        if flagged is None:
            raise unexpected_response(
                f"SendGrid did not tell at {where.shown} whether they are restricted.", "GET", where.shown
            )
        restricted = restricted or flagged
        grants += grants_from(page.get("subuser_access") or [], where.shown)
        cursor = _next_cursor(page, where.shown)
        if cursor is None or not restricted:
            return restricted, tuple({grant.id: grant for grant in grants}.values())
        if cursor in cursors:
            raise unexpected_response(f"SendGrid's pages of {where.shown} do not advance.", "GET", where.shown)
        cursors.append(cursor)


def _next_cursor(page: dict[str, Any], where: str) -> str | None:
    """Where the next page begins, or None at the end (absent, null or 0). SendGrid writes a number or text."""
    metadata = page.get("_metadata") or {}
    params = an_object(metadata, where).get("next_params") or {}
    cursor = str(an_object(params, where).get("after_subuser_id") or "")
    return cursor if cursor not in ("", "0") else None


def key_scopes(client: Client) -> Scopes:
    """The scopes of the API key itself."""
    return texts(an_object(client.get(KEY_SCOPES), KEY_SCOPES.shown), "scopes", KEY_SCOPES.shown)


@dataclass(frozen=True)
class Invitation:
    """A pending invitation. Its token appears only in a path, which is shown with the token masked."""

    email: str
    is_admin: bool | None
    scopes: Scopes
    expiration_date: int | None
    token: Any = field(repr=False)

    def where(self) -> Path:
        """The path of the invitation; raises ``unexpected_response`` if SendGrid listed it without a token."""
        if not isinstance(self.token, (str, int)):
            raise unexpected_response("SendGrid listed an invitation without its token.", "GET", PENDING.shown)
        return secret_path("/v3/teammates/pending/{}", str(self.token))

    def as_result(self) -> dict[str, Any]:
        """The invitation as a result shows it: without its token."""
        return {
            "email": self.email,
            "is_admin": self.is_admin,
            "scopes": sorted(self.scopes),
            "expiration_date": self.expiration_date,
        }


def invitations(client: Client) -> list[Invitation]:
    """All pending invitations."""
    return [
        Invitation(
            email=text(row, "email", PENDING.shown) or "",
            is_admin=flag(row, "is_admin", PENDING.shown),
            scopes=texts(row, "scopes", PENDING.shown),
            expiration_date=whole_number(row, "expiration_date", PENDING.shown),
            # Twilio's schema calls it ``token``, its examples ``pending_id``.
            token=row.get("token") or row.get("pending_id"),
        )
        for row in rows_of(client.get(PENDING), "result", PENDING.shown)
    ]
