# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""Reads teammates, with as few requests as can prove what they are."""

from __future__ import annotations

from .._core.errors import SendGridError, unexpected_response
from .._http.client import Client
from .._http.fields import an_object, texts
from .._http.paths import Path, path
from .model import (
    Teammate,
    proven_unrestricted,
    same_email,
    teammate_from,
    without_restriction,
)
from .rules import refuse_several
from .scopes import Scopes

TEAMMATES = path("/v3/teammates")
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
    # Imported here, like below: Ansible compiles what is imported for every task, and few tasks need it.
    from .._http.listing import read_rows

    rows = read_rows(client, TEAMMATES, "result", ["username", "email"])
    return [teammate_from(row, TEAMMATES.shown) for row in rows]


def _with_sso_from_listing(client: Client, found: Teammate) -> Teammate:
    """Add whether they use SSO from the listing: the response about one person may omit it (Twilio's API reference)."""
    listed = [teammate for teammate in listing(client) if same_email(teammate.email, found.email)]
    refuse_several(listed)
    return with_sso_of(found, listed[0]) if listed else found


def with_sso_of(found: Teammate, listed: Teammate) -> Teammate:
    """Add whether they use SSO from the listing if the response about them omits it."""
    return found if found.is_sso is not None else found._replace(is_sso=listed.is_sso)


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
    from .restriction import subuser_access

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
    return teammate._replace(restricted=restricted, grants=grants if restricted else ())


def key_scopes(client: Client) -> Scopes:
    """The scopes of the API key itself."""
    return texts(an_object(client.get(KEY_SCOPES), KEY_SCOPES.shown), "scopes", KEY_SCOPES.shown)
