# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Writing SSO teammates: /v3/sso/teammates. They are read and removed through /v3/teammates."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from . import access, rendering
from .accounts import Access, Entry, Teammate
from .answers import Answer, ApiError, bad_request, forbidden, unknown_username
from .calls import Call, needed, typed
from .settings import Settings

EMAIL = re.compile(r"(?=.{5,255}$).+@.+\..+")


def create(call: Call) -> Answer:
    body, settings = call.json_object(), call.settings
    email = checked_email(body)
    required = settings.names_required_on_create
    first_name = _name(call, "first_name", required) or ""
    last_name = _name(call, "last_name", required) or ""
    wish = access.parse(body)
    if call.world.name_taken(email, call.account):
        raise bad_request("username exists")
    try:
        asked = access.resolve(wish, None, _subuser_ids(call), settings)
    except access.BadEntryScopes:
        asked = Access()  # SendGrid responds with 201 anyway, and leaves out the whole subuser_access.
    if settings.lower_case_emails:
        email = email.lower()
    teammate = Teammate(email, email, first_name, last_name, access=asked)
    answer = Answer(201, rendering.created(call.account, teammate))
    call.context.people.add(replace(teammate, access=_kept(asked, settings)))
    return answer


def update(call: Call) -> Answer:
    teammate, body, settings = find(call), call.json_object(), call.settings
    if not teammate.is_sso:
        raise bad_request("teammate is not an sso teammate")
    if teammate.is_owner:
        raise forbidden()
    first_name = _name(call, "first_name", settings.strict_teammate_patch)
    last_name = _name(call, "last_name", settings.strict_teammate_patch)
    try:
        asked = access.resolve(access.parse(body), teammate.access, _subuser_ids(call), settings)
    except access.BadEntryScopes:
        raise ApiError(500, "invalid scopes provided") from None
    teammate.first_name = teammate.first_name if first_name is None else first_name
    teammate.last_name = teammate.last_name if last_name is None else last_name
    answer = Answer(200, rendering.updated(call.account, replace(teammate, access=asked)))
    teammate.access = _kept(asked, settings)
    return answer


def find(call: Call) -> Teammate:
    """Return the teammate that the path names; raise a 404 if there is none."""
    username = call.match["username"]
    teammate = call.context.people.by_username(username)
    if teammate is None or (call.settings.case_sensitive_usernames and teammate.username != username):
        raise unknown_username()
    return teammate


def checked_email(body: dict[str, Any]) -> str:
    """Return the address in a body; raise a 400 if it does not look like one."""
    email = needed(body, "email", str)
    if not EMAIL.fullmatch(email):
        raise bad_request("invalid email", "email")
    return email


def _name(call: Call, field: str, required: bool) -> str | None:
    body = call.json_object()
    name = needed(body, field, str) if required else typed(body, field, str)
    return name.strip() if name is not None and call.settings.trim_names else name


def _subuser_ids(call: Call) -> set[int]:
    # A subuser has no subusers of its own.
    return set() if call.subuser else set(call.account.subusers)


def _kept(asked: Access, settings: Settings) -> Access:
    """Return the part of the access that SendGrid stores. Its response echoes all of it."""
    return Access(
        is_admin=asked.is_admin,
        scopes=[scope for scope in asked.scopes if scope not in settings.dropped_root_scopes],
        restricted=asked.restricted,
        entries={
            subuser_id: Entry(
                entry.permission_type, [scope for scope in entry.scopes if scope not in settings.dropped_entry_scopes]
            )
            for subuser_id, entry in asked.entries.items()
        },
    )
