# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Accounts as plain data, as the control API shows them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from .accounts import Account, Context, Teammate


def describe_account(account: Account) -> dict[str, Any]:
    """Return everything stored in an account, without its keys."""
    home = _describe_context(account.home)
    return {
        "name": account.name,
        "username": account.username,
        "user_id": account.user_id,
        "account_id": account.account_id,
        "parent": account.parent,
        "allow_ips": account.allow_ips,
        "owner": next(describe_teammate(one) for one in account.home.people if one.is_owner),
        **home,
        "subusers": [asdict(one) for one in account.subusers.values()],
        "contexts": {
            account.subusers[key].username: _describe_context(one) for key, one in account.subuser_contexts.items()
        },
        "integrations": [asdict(one) for one in account.integrations.values()],
        "certificates": [asdict(one) for one in account.certificates.values()],
        "settings": account.settings.as_dict(),
    }


def describe_teammate(teammate: Teammate) -> dict[str, Any]:
    """Return a teammate as stored, without anything that reads add."""
    return {
        "email": teammate.email,
        "username": teammate.username,
        "first_name": teammate.first_name,
        "last_name": teammate.last_name,
        "is_sso": teammate.is_sso,
        "user_type": teammate.user_type,
        "is_admin": teammate.access.is_admin,
        "scopes": list(teammate.access.scopes),
        "has_restricted_subuser_access": teammate.access.restricted,
        "subuser_access": [
            {"id": subuser_id, "permission_type": entry.permission_type, "scopes": list(entry.scopes)}
            for subuser_id, entry in sorted(teammate.access.entries.items())
        ],
        **teammate.profile,
    }


def _describe_context(context: Context) -> dict[str, Any]:
    return {
        "teammates": {one.email: describe_teammate(one) for one in context.people if not one.is_owner},
        "pending": [asdict(one) for one in context.invitations.values()],
    }
