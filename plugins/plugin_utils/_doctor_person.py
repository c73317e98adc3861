# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors

"""The doctor's findings about one person, and their access in words. Pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timezone
from typing import Any

from ..plugin_utils._doctor_findings import Found
from ..plugin_utils._offboarding import access_in_words

Row = Mapping[str, Any]

_SHOWN = ("email", "first_name", "last_name", "user_type", "is_sso", "is_admin", "persona", "scopes", "subuser_access")
_SIGN_INS = {True: "through SSO", False: "with a password"}


def person_findings(email: str, teammates: Sequence[Row], pending: Iterable[Row], now: datetime) -> Iterator[Found]:
    """Why this person may be unable to sign in, or may lack access."""
    invitations = list(pending)
    for invitation in invitations:
        yield Found("invited", invitation["email"], f"{invitation['email']} was invited and {_since(invitation, now)}.")
    for person in teammates:
        yield from _about(person)
    if not teammates and not invitations:
        yield Found("not_a_teammate", email, f"The account has no teammate with the address {email}.")


def _about(person: Row) -> Iterator[Found]:
    email = person["email"]
    if person["user_type"] == "owner":
        yield Found("is_owner", email, f"{email} is the address of the account's owner, who is not an SSO teammate.")
        return
    if person["is_sso"] is False:
        yield Found("signs_in_with_password", email, f"{email} signs in with a password, not through SSO.")
    if access_in_words(person) is None:
        yield Found("without_access", email, f"{email} has no access except what SendGrid adds automatically.")


def _since(invitation: Row, now: datetime) -> str:
    ends = invitation.get("expiration_date")
    if not ends:
        return "has not accepted yet"
    day = datetime.fromtimestamp(ends, timezone.utc)
    return f"has not accepted: the invitation {'expired' if day <= now else 'expires'} on {day:%Y-%m-%d}"


def as_shown(person: Row) -> dict[str, Any]:
    """The person in the report."""
    return {key: person[key] for key in _SHOWN}


def in_words(person: Row) -> str:
    """How somebody signs in and what they may do, on one line."""
    signs_in = _SIGN_INS.get(person["is_sso"], "in a way that SendGrid does not tell")
    access = "owner" if person["user_type"] == "owner" else access_in_words(person)
    return f"{person['email']} signs in {signs_in}. Access: {access or 'none'}."
