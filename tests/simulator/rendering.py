# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""How responses show teammates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from . import scopes
from .accounts import PROFILE_FIELDS, Account, Entry, Subuser, Teammate
from .settings import Settings


def listed(teammate: Teammate) -> dict[str, Any]:
    """Return a teammate as the listing shows them: without scopes."""
    return {
        "username": teammate.username,
        "email": teammate.email,
        "first_name": teammate.first_name,
        "last_name": teammate.last_name,
        "user_type": teammate.user_type,
        "is_admin": teammate.access.is_admin,
        "is_sso": teammate.is_sso,
        "is_unified": False,
        "is_partner_sso": False,
        **{name: teammate.profile.get(name, "") for name in PROFILE_FIELDS},
    }


def read(teammate: Teammate, settings: Settings) -> dict[str, Any]:
    """Return a teammate as a read of one teammate shows them."""
    shown = listed(teammate)
    if settings.omit_is_sso_on_get_one:
        del shown["is_sso"]
    shown["scopes"] = root_scopes(teammate, settings)
    return shown


def root_scopes(teammate: Teammate, settings: Settings) -> list[str]:
    """Return the root scopes with those that SendGrid adds; restricted teammates have the default ones."""
    if teammate.access.is_admin:
        own: Iterable[str] = scopes.without(scopes.ADMIN, settings.plan_lacks)
    else:
        own = teammate.access.scopes or settings.default_root_scopes
    added = settings.automatic_scopes if teammate.is_sso else settings.automatic_scopes_password
    shown = dict.fromkeys((*own, *added))
    if settings.profile_update_missing_on_read:
        shown.pop("user.profile.update", None)
    return list(shown)


def entries(
    subusers: Mapping[int, Subuser], access: Mapping[int, Entry], baseline: Iterable[str]
) -> list[dict[str, Any]]:
    """Return subuser entries by ascending id. Admin entries have no scopes; reads add the baseline to the others."""
    shown = []
    for subuser_id, entry in sorted(access.items()):
        if subuser_id not in subusers:
            continue
        item = subuser_fields(subusers[subuser_id]) | {"permission_type": entry.permission_type}
        if entry.permission_type == "restricted":
            item["scopes"] = sorted({*entry.scopes, *baseline})
        shown.append(item)
    return shown


def subuser_fields(subuser: Subuser) -> dict[str, Any]:
    return {
        "id": subuser.id,
        "username": subuser.username,
        "email": subuser.email,
        "disabled": subuser.disabled,
    }


def created(account: Account, teammate: Teammate) -> dict[str, Any]:
    """Return the response to a creation: no root scopes, and entries as requested."""
    shown: dict[str, Any] = {
        "username": teammate.username,
        "email": teammate.email,
        "first_name": teammate.first_name,
        "last_name": teammate.last_name,
        "is_admin": teammate.access.is_admin,
        "is_sso": teammate.is_sso,
        "has_restricted_subuser_access": teammate.access.restricted,
    }
    if teammate.access.restricted:
        shown["subuser_access"] = entries(account.subusers, teammate.access.entries, ())
    return shown


def updated(account: Account, teammate: Teammate) -> dict[str, Any]:
    """Return the response to an update, which also has the requested root scopes."""
    profile = {name: teammate.profile.get(name, "") for name in PROFILE_FIELDS}
    return (
        created(account, teammate)
        | profile
        | {
            "user_type": teammate.user_type,
            "scopes": sorted(teammate.access.scopes),
        }
    )
