# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Accounts, people and wishes of every kind, as strategies for Hypothesis."""

from __future__ import annotations

import os
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

from ansible_collections.community.sendgrid.plugins.module_utils._teammate.scope_lists import (
    AUTOMATIC,
    BASELINE,
    KNOWN,
    PERSONAS,
    SUBUSER_ENTRY,
    UNASSIGNABLE,
)

LONG = "TRUST_LONG" in os.environ
_QUIET = {"deadline": None, "suppress_health_check": list(HealthCheck), "derandomize": not LONG}

pure = settings(max_examples=3000 if LONG else 250, **_QUIET)
served = settings(max_examples=1500 if LONG else 40, **_QUIET)

SUBUSERS = {11: "news", 12: "shop", 13: "newsletter"}

# A few of each kind are enough for collisions.
_ROOT = [*sorted(KNOWN - UNASSIGNABLE - AUTOMATIC)[::12], "user.profile.read", "mail.send", "stats.read"]
_ENTRY = sorted(SUBUSER_ENTRY)[::14] + sorted(BASELINE)[:3]

root_scopes = st.lists(st.sampled_from(_ROOT), min_size=1, max_size=5, unique=True)
entry_scopes = st.lists(st.sampled_from(_ENTRY), min_size=1, max_size=4, unique=True)
names = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1, max_size=8)


@st.composite
def entries(draw: st.DrawFn) -> list[dict[str, Any]]:
    """Access to some subusers, each given by id or by name."""
    access = []
    for identity in draw(st.lists(st.sampled_from(sorted(SUBUSERS)), min_size=1, max_size=3, unique=True)):
        entry: dict[str, Any] = {"id": identity} if draw(st.booleans()) else {"username": SUBUSERS[identity]}
        scopes = draw(st.none() | entry_scopes)
        entry |= {"permission_type": "restricted", "scopes": scopes} if scopes else {"permission_type": "admin"}
        access.append(entry)
    return access


# One form of access, valid both as options and as seeds.
forms = st.one_of(
    st.just({"is_admin": True}),
    st.sampled_from(sorted(PERSONAS)).map(lambda persona: {"persona": persona}),
    root_scopes.map(lambda scopes: {"scopes": scopes}),
    entries().map(lambda access: {"subuser_access": access, "has_restricted_subuser_access": True}),
)


def seeded(email: str, form: dict[str, Any], first_name: str = "Ann", last_name: str = "Lee") -> dict[str, Any]:
    return {"email": email, "first_name": first_name, "last_name": last_name, **form}


@st.composite
def people(draw: st.DrawFn, most: int = 4) -> list[dict[str, Any]]:
    """SSO teammates as seeds, with addresses in any letter case."""
    count = draw(st.integers(0, most))
    return [
        seeded(draw(st.sampled_from([f"p{number}@example.com", f"P{number}@Example.COM"])), draw(forms), draw(names))
        for number in range(count)
    ]


@st.composite
def wishes(draw: st.DrawFn, email: str) -> dict[str, Any]:
    """What a task may ask for about one person: any part of it, but enough to create them."""
    wish: dict[str, Any] = {"email": email, "first_name": draw(names), "last_name": draw(names), **draw(forms)}
    if draw(st.booleans()):
        wish.pop("has_restricted_subuser_access", None)
    return wish


# The settings in which accounts differ.
switches = st.fixed_dictionaries(
    {},
    optional={
        "teammates_page_max": st.sampled_from([1, 2, 3]),
        "subuser_access_page_max": st.sampled_from([1, 2]),
        "string_cursor": st.booleans(),
        "cursor_end": st.sampled_from(["absent", "null", "zero"]),
        "listing_order": st.sampled_from(["created", "reversed", "scrambled"]),
        "lower_case_emails": st.booleans(),
        "case_sensitive_usernames": st.booleans(),
        "omit_is_sso_on_get_one": st.booleans(),
        "profile_update_missing_on_read": st.booleans(),
        "integration_post_omits_id": st.booleans(),
        "typo_intergration_id": st.booleans(),
        "report_completed_integration": st.booleans(),
        "unknown_sso_id_status": st.sampled_from([400, 404]),
        "certificate_delete_status": st.sampled_from([200, 204]),
    },
)

_keys = st.sampled_from(
    [
        "id",
        "name",
        "enabled",
        "email",
        "username",
        "user_type",
        "is_admin",
        "is_sso",
        "scopes",
        "result",
        "errors",
        "message",
        "field",
        "token",
        "subuser_access",
        "has_restricted_subuser_access",
        "permission_type",
        "_metadata",
        "next_params",
        "after_subuser_id",
        "integration_id",
        "public_certificate",
        "not_before",
        "not_after",
        "signin_url",
        "last_updated",
        "completed_integration",
        "expiration_date",
    ]
) | st.text(max_size=4)

json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_keys, inner, max_size=6),
    max_leaves=12,
)
