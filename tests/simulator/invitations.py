# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Inviting password teammates: POST /v3/teammates, and /v3/teammates/pending."""

from __future__ import annotations

import secrets
import time
from typing import Any

from . import access
from .accounts import Context, Invitation
from .answers import Answer, ApiError, bad_request
from .calls import Call, texts, typed
from .sso_teammates import checked_email

LIFETIME = 7 * 24 * 3600


def invite(call: Call) -> Answer:
    body = call.json_object()
    email = checked_email(body)
    # Published clients leave out either field.
    wanted = texts(body, "scopes") or []
    is_admin = typed(body, "is_admin", bool) or False
    if call.world.name_taken(email, call.account):
        raise bad_request("username exists")
    access.check_root_scopes(wanted, call.settings)
    return Answer(201, _shown(add(call.context, email, wanted, is_admin)))


def list_pending(call: Call) -> Answer:
    return Answer(200, {"result": [_listed(call, one) for one in call.context.invitations.values()]})


def resend(call: Call) -> Answer:
    invitation = _find(call)
    invitation.expiration_date = int(time.time()) + LIFETIME
    return Answer(200, _shown(invitation))


def delete(call: Call) -> Answer:
    del call.context.invitations[_find(call).token]
    return Answer(204)


def add(context: Context, email: str, scopes: list[str], is_admin: bool, **given: Any) -> Invitation:
    """Add an invitation, which replaces an earlier one to the same address."""
    fields: dict[str, Any] = {
        "token": secrets.token_urlsafe(24),
        "expiration_date": int(time.time()) + LIFETIME,
    } | given
    for old in [one for one in context.invitations.values() if one.email.lower() == email.lower()]:
        del context.invitations[old.token]
    invitation = Invitation(email=email, scopes=scopes, is_admin=is_admin, **fields)
    context.invitations[invitation.token] = invitation
    return invitation


def _find(call: Call) -> Invitation:
    found = call.context.invitations.get(call.match["token"])
    if found is None:
        raise ApiError(404, "invalid pending key", "pending_key")
    return found


def _shown(invitation: Invitation) -> dict[str, Any]:
    return {
        "token": invitation.token,
        "email": invitation.email,
        "scopes": invitation.scopes,
        "is_admin": invitation.is_admin,
    }


def _listed(call: Call, invitation: Invitation) -> dict[str, Any]:
    shown = _shown(invitation) | {"expiration_date": invitation.expiration_date}
    if call.settings.pending_id_key:
        shown["pending_id"] = shown.pop("token")
    return shown
