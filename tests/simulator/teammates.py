# Copyright: (c) 2026, The community.sendgrid authors
# GNU General Public License v3.0+ (see LICENSE or https://www.gnu.org/licenses/gpl-3.0.txt)
# SPDX-License-Identifier: GPL-3.0-or-later
# SPDX-FileCopyrightText: 2026 The community.sendgrid authors
"""Reading and removing teammates, changing password teammates, and their access to subusers: /v3/teammates."""

from __future__ import annotations

from typing import Any

from . import access, rendering
from .accounts import Access, Entry, Teammate
from .answers import Answer, bad_request, forbidden
from .calls import Call, needed, needed_texts, page, page_size
from .sso_teammates import find


def list_all(call: Call) -> Answer:
    settings = call.settings
    people = page(
        call,
        list(call.context.people),
        lambda one: one.username,
        settings.teammates_page_default,
        settings.teammates_page_max,
    )
    return Answer(200, {"result": [rendering.listed(one) for one in people]})


def read(call: Call) -> Answer:
    return Answer(200, rendering.read(find(call), call.settings))


def update(call: Call) -> Answer:
    """Change a password teammate."""
    teammate, body = find(call), call.json_object()
    if teammate.is_owner:
        raise forbidden()
    if teammate.is_sso:
        raise bad_request("cannot update an sso teammate")
    is_admin = needed(body, "is_admin", bool)
    wanted = needed_texts(body, "scopes")
    if is_admin:
        teammate.access = Access(is_admin=True)
    else:
        access.check_root_scopes(wanted, call.settings)
        teammate.access = Access(scopes=list(wanted))
    return Answer(200, rendering.read(teammate, call.settings))


def delete(call: Call) -> Answer:
    teammate = find(call)
    if teammate.is_owner:
        raise forbidden()
    call.context.people.remove(teammate)
    return Answer(204)


def subuser_access(call: Call) -> Answer:
    """Return one page of a teammate's access to subusers. Admins have access to all of them."""
    teammate, settings = find(call), call.settings
    limit = page_size(call, settings.subuser_access_page_default, settings.subuser_access_page_max)
    after = call.number("after_subuser_id", 0)
    matching = _accessible(call, teammate)
    rest = {subuser_id: entry for subuser_id, entry in matching.items() if subuser_id > after}
    ids = sorted(rest)[:limit]
    shown = rendering.entries(
        call.account.subusers, {subuser_id: rest[subuser_id] for subuser_id in ids}, settings.entry_baseline
    )
    more = len(rest) > len(ids)
    cursor = min(matching) if settings.cursor_stands_still and matching else (ids[-1] if ids else 0)
    return Answer(
        200,
        {
            "has_restricted_subuser_access": teammate.access.restricted,
            "subuser_access": shown,
            "_metadata": _metadata(call, limit, cursor if more else None),
        },
    )


def _accessible(call: Call, teammate: Teammate) -> dict[int, Entry]:
    subusers = {} if call.subuser else call.account.subusers
    if teammate.access.is_admin:
        entries = {subuser_id: Entry("admin") for subuser_id in subusers}
    else:
        entries = {key: entry for key, entry in teammate.access.entries.items() if key in subusers}
    start = call.query.get("username", "").lower() if call.settings.subuser_access_filter else ""
    return {key: entry for key, entry in entries.items() if subusers[key].username.lower().startswith(start)}


def _metadata(call: Call, limit: int, cursor: int | None) -> dict[str, Any]:
    if cursor is None:
        if call.settings.cursor_end == "absent":
            return {}
        shown: Any = None if call.settings.cursor_end == "null" else 0
    else:
        shown = str(cursor) if call.settings.string_cursor else cursor
    username = call.query.get("username", "")
    return {"next_params": {"limit": limit, "after_subuser_id": shown, "username": username}}
