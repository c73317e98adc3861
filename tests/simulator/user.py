# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""The account that a key belongs to: /v3/scopes and /v3/user."""

from __future__ import annotations

from . import scopes
from .accounts import PROFILE_FIELDS, Teammate
from .answers import Answer
from .calls import Call


def own_scopes(call: Call) -> Answer:
    """Return the key's scopes; on behalf of a subuser, only those that subusers can have."""
    granted = call.scopes & scopes.SUBUSER_ALLOWED if call.subuser else call.scopes
    return Answer(200, {"scopes": sorted(granted)})


def username(call: Call) -> Answer:
    if call.subuser:
        return Answer(200, {"username": call.subuser.username, "user_id": call.subuser.id})
    return Answer(200, {"username": call.account.username, "user_id": call.account.user_id})


def email(call: Call) -> Answer:
    return Answer(200, {"email": call.subuser.email if call.subuser else _owner(call).email})


def account(call: Call) -> Answer:
    return Answer(200, {"type": "paid", "reputation": 100})


def profile(call: Call) -> Answer:
    owner = _owner(call)
    names = {"first_name": owner.first_name, "last_name": owner.last_name}
    return Answer(200, names | {name: owner.profile.get(name, "") for name in PROFILE_FIELDS})


def _owner(call: Call) -> Teammate:
    return next(one for one in call.account.home.people if one.is_owner)
